//! What a file is, told from its content: neither its name nor what the browser says of it is believed.
//!
//! A type is recognised by its first bytes, so a file has one type at most, and by a little of its structure. Nothing is
//! unpacked: an archive is told by the names in its directory, so it cannot be a bomb here.

mod compound;
mod image;
mod table;
mod zip_directory;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

/// The types that can be attached to an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileType {
    /// PDF.
    Pdf,
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// Text in columns.
    Csv,
    /// Excel since 2007.
    Xlsx,
    /// OpenDocument spreadsheet.
    Ods,
    /// Word since 2007.
    Docx,
    /// Word before 2007.
    Doc,
    /// Excel before 2007.
    Xls,
}

/// Why a file cannot be attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileTypeError {
    /// Nothing is in it.
    #[error("The file is empty.")]
    Empty,
    /// It is of no type that can be attached, or damaged.
    #[error(
        "This is not a file that can be attached, or it is damaged. Choose a PDF, Word, Excel, ODS, CSV, JPEG or PNG file."
    )]
    Unknown,
    /// It contains macros: programs that run when it is opened.
    #[error("The file contains macros. Save it without macros, or as a PDF, and attach that.")]
    Macros,
    /// It asks for a password.
    #[error("The file is protected with a password. Save it without one and attach that.")]
    Encrypted,
}

impl FileType {
    /// All types, in the order in which people are told of them.
    pub const ALL: [Self; 9] =
        [Self::Pdf, Self::Docx, Self::Doc, Self::Xlsx, Self::Xls, Self::Ods, Self::Csv, Self::Jpeg, Self::Png];

    /// The type of a file.
    ///
    /// # Errors
    /// [`FileTypeError`].
    pub fn of(bytes: &[u8]) -> Result<Self, FileTypeError> {
        if bytes.is_empty() {
            Err(FileTypeError::Empty)
        } else if bytes.starts_with(b"%PDF-") {
            if is_whole_pdf(bytes) { Ok(Self::Pdf) } else { Err(FileTypeError::Unknown) }
        } else if bytes.starts_with(image::PNG) {
            if image::is_png(bytes) { Ok(Self::Png) } else { Err(FileTypeError::Unknown) }
        } else if bytes.starts_with(image::JPEG) {
            if image::is_jpeg(bytes) { Ok(Self::Jpeg) } else { Err(FileTypeError::Unknown) }
        } else if bytes.starts_with(zip_directory::LOCAL_FILE) {
            zip_directory::office_type(bytes)
        } else if bytes.starts_with(compound::SIGNATURE) {
            compound::office_type(bytes)
        } else if table::is_csv(bytes) {
            Ok(Self::Csv)
        } else {
            Err(FileTypeError::Unknown)
        }
    }

    /// Media type (RFC 6838), as it is stored, served and written into the UBL (BT-125-1).
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Csv => "text/csv",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Doc => "application/msword",
            Self::Xls => "application/vnd.ms-excel",
        }
    }

    /// The type of a stored media type.
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|file_type| file_type.media_type() == media_type)
    }

    /// Extensions of its files; the first one is given to a name that has none of them.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg", "jpe"],
            Self::Csv => &["csv", "txt", "tsv"],
            Self::Xlsx => &["xlsx"],
            Self::Ods => &["ods"],
            Self::Docx => &["docx"],
            Self::Doc => &["doc"],
            Self::Xls => &["xls"],
        }
    }

    /// Name on screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::Csv => "CSV",
            Self::Xlsx | Self::Xls => "Excel",
            Self::Ods => "ODS",
            Self::Docx | Self::Doc => "Word",
        }
    }

    /// Whether Peppol carries it: the code list of media types (MimeCode) has neither Word nor the old Excel, and a
    /// document with one of them is refused as a whole (BR-CL-24, PEPPOL-EN16931-CL001).
    pub fn is_allowed_on_peppol(self) -> bool {
        match self {
            Self::Pdf | Self::Png | Self::Jpeg | Self::Csv | Self::Xlsx | Self::Ods => true,
            Self::Docx | Self::Doc | Self::Xls => false,
        }
    }
}

/// How far from its end a PDF must say that it ends (ISO 32000-1, Annex H, note 18).
const PDF_TAIL: usize = 1024;

fn is_whole_pdf(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(PDF_TAIL)..).unwrap_or(bytes);
    tail.windows(5).any(|window| window == b"%%EOF")
}

/// A whole number of two bytes, low byte first.
fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    let found = bytes.get(at..at.checked_add(2)?)?;
    Some(usize::from(u16::from_le_bytes(found.try_into().ok()?)))
}

/// A whole number of four bytes, low byte first.
fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let found = bytes.get(at..at.checked_add(4)?)?;
    usize::try_from(u32::from_le_bytes(found.try_into().ok()?)).ok()
}

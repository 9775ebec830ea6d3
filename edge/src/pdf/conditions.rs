//! The sales conditions: a PDF of the seller's, checked when it is uploaded, whose pages follow those of a document.
//!
//! Only what a page shows is taken over: contents, fonts, pictures. Links, forms, scripts and attachments of the file stay
//! behind; a file with anything that acts is refused all the same, because its author meant it to act.

use std::sync::Arc;

use hayro_syntax::{
    DecryptionError, LoadPdfError, PdfVersion as FileVersion,
    object::{MaybeRef, Object},
};
use krilla::{
    configure::{Configuration, ConfigurationBuilder, PdfVersion},
    pdf::{Pdf, PdfDocument},
};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};
use shared::{billing::file_type::FileType, limits};

/// Why a file cannot be the sales conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConditionsError {
    /// Not a PDF.
    #[error("The sales conditions must be a PDF. Save them as a PDF and choose that file.")]
    NotPdf,
    /// Nobody could read the pages.
    #[error("This PDF is damaged: its pages cannot be read. Make it again and choose the new file.")]
    Damaged,
    /// It asks for a password, or forbids something.
    #[error("This PDF is protected with a password or against changes. Save it without protection.")]
    Encrypted,
    /// It contains something that acts.
    #[error("This PDF contains scripts, forms, media or attached files. Print it to a PDF and choose that file.")]
    Active,
    /// More pages than an invoice should carry.
    #[error("This PDF has too many pages. The sales conditions may have {}.", limits::CONDITIONS_PAGES_MAX)]
    TooManyPages,
    /// Small as a file, huge in memory.
    #[error("This PDF unpacks to far more than its pages can need. Print it to a PDF and choose that file.")]
    TooLarge,
}

/// Sales conditions that can be read.
pub struct Conditions {
    file: Arc<Pdf>,
}

impl Conditions {
    /// Checks an uploaded file, and appends its pages once to see that it can be done.
    ///
    /// # Errors
    /// [`ConditionsError`].
    pub fn check(bytes: &[u8]) -> Result<Self, ConditionsError> {
        if FileType::of(bytes) != Ok(FileType::Pdf) {
            return Err(ConditionsError::NotPdf);
        }
        if is_encrypted(bytes) {
            return Err(ConditionsError::Encrypted);
        }
        if unpacks_to_more_than(bytes, limits::PDF_UNPACKED_BYTES_MAX) {
            return Err(ConditionsError::TooLarge);
        }
        let conditions = Self::read(bytes.to_vec())?;
        match conditions.pages() {
            0 => return Err(ConditionsError::Damaged),
            pages if pages > limits::CONDITIONS_PAGES_MAX => return Err(ConditionsError::TooManyPages),
            _ => {}
        }
        if conditions.file.pages().iter().any(|page| page.page_stream().is_none()) {
            return Err(ConditionsError::Damaged);
        }
        if acts(&conditions.file) {
            return Err(ConditionsError::Active);
        }
        let configuration = conditions.configuration().ok_or(ConditionsError::Damaged)?;
        let mut alone = krilla::Document::new_with(krilla::SerializeSettings { configuration, ..Default::default() });
        conditions.append(&mut alone);
        alone.finish().map_err(|_| ConditionsError::Damaged)?;
        Ok(conditions)
    }

    /// Reads a file that was checked.
    ///
    /// # Errors
    /// [`ConditionsError`] if it is no PDF.
    pub(crate) fn read(bytes: Vec<u8>) -> Result<Self, ConditionsError> {
        match Pdf::new(bytes) {
            Ok(file) => Ok(Self { file: Arc::new(file) }),
            Err(LoadPdfError::Decryption(
                DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
            )) => Err(ConditionsError::Encrypted),
            Err(LoadPdfError::Decryption(_) | LoadPdfError::Invalid) => Err(ConditionsError::Damaged),
        }
    }

    /// How many pages it has.
    pub fn pages(&self) -> usize {
        self.file.pages().len()
    }

    /// How a file is written that can hold these pages: its version is not older than theirs.
    pub(crate) fn configuration(&self) -> Option<Configuration> {
        let version = match self.file.version() {
            FileVersion::Pdf20 => PdfVersion::Pdf20,
            _ => PdfVersion::Pdf17,
        };
        ConfigurationBuilder::new().with_version(version).finish().ok()
    }

    /// Appends all pages.
    pub(crate) fn append(&self, file: &mut krilla::Document) {
        let pages: Vec<usize> = (0..self.pages()).collect();
        file.embed_pdf_pages(&PdfDocument::new(Arc::clone(&self.file)), &pages);
    }
}

/// Whether a trailer names an encryption. Also files that open without a password are encrypted when they forbid something.
fn is_encrypted(bytes: &[u8]) -> bool {
    const KEY: &[u8] = b"/Encrypt";
    let mut places = bytes.windows(KEY.len().saturating_add(1));
    places.any(|window| window.starts_with(KEY) && !window.last().is_some_and(u8::is_ascii_alphanumeric))
}

/// Whether the deflated streams come to more than this together. Looks for them in the bytes alone, because a reader
/// unpacks some of them to find out what the file holds. Pictures are not unpacked here, but one must not be a bomb.
fn unpacks_to_more_than(bytes: &[u8], most: usize) -> bool {
    const KEYWORD: &[u8] = b"stream";
    let mut sum = 0usize;
    let mut rest = bytes;
    while let Some(at) = rest.windows(KEYWORD.len()).position(|window| window == KEYWORD) {
        let (head, after) = rest.split_at(at);
        let after = after.get(KEYWORD.len()..).unwrap_or_default();
        let data =
            after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).or_else(|| after.strip_prefix(b"\r"));
        rest = after;
        let Some(data) = data.filter(|_| !head.ends_with(b"end")) else { continue };
        // Bytes that are not deflated fail at once.
        let unpacked = match decompress_to_vec_zlib_with_limit(data, most) {
            Ok(unpacked) => unpacked.len(),
            Err(failed) if failed.status == TINFLStatus::HasMoreOutput => return true,
            Err(failed) => failed.output.len(),
        };
        if !is_picture(head) {
            sum = sum.saturating_add(unpacked);
        }
        if sum > most {
            return true;
        }
    }
    false
}

/// Whether the dictionary before a stream says that it is a picture.
fn is_picture(head: &[u8]) -> bool {
    let start = head.windows(3).rposition(|window| window == b"obj").unwrap_or_default();
    let dictionary = head.get(start..).unwrap_or_default();
    dictionary.windows(6).any(|window| window == b"/Image")
}

/// Names of what acts: scripts, programs, films, forms that are programs, files inside.
const ACTIVE: [&[u8]; 9] = [
    b"JavaScript",
    b"JS",
    b"Launch",
    b"EmbeddedFiles",
    b"EmbeddedFile",
    b"RichMedia",
    b"RichMediaContent",
    b"XFA",
    b"SubmitForm",
];

/// Whether any object of the file, used or not, has one of these names.
fn acts(file: &Pdf) -> bool {
    file.objects().into_iter().any(|object| {
        let mut waiting = vec![object];
        while let Some(object) = waiting.pop() {
            let dictionary = match &object {
                Object::Name(name) if ACTIVE.contains(&name.as_ref()) => return true,
                Object::Array(array) => {
                    // What is referred to is an object of its own.
                    waiting.extend(array.raw_iter().filter_map(held));
                    continue;
                }
                Object::Dict(dictionary) => dictionary,
                Object::Stream(stream) => stream.dict(),
                _ => continue,
            };
            for key in dictionary.keys() {
                if ACTIVE.contains(&key.as_ref()) {
                    return true;
                }
                waiting.extend(dictionary.get_raw::<Object<'_>>(&key).and_then(held));
            }
        }
        false
    })
}

/// The object itself, where it is not a reference.
fn held<T>(found: MaybeRef<T>) -> Option<T> {
    match found {
        MaybeRef::Ref(_) => None,
        MaybeRef::NotRef(object) => Some(object),
    }
}

#[cfg(test)]
mod tests;

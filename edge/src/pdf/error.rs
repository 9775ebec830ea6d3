//! Why there is no PDF.

use krilla::error::KrillaError;

/// Why a document has no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A font file is not a font.
    #[error("the font files cannot be read")]
    Font,
    /// The sheet has no size.
    #[error("the size of the sheet is not valid")]
    Sheet,
    /// The document has a UBL and it cannot be written or attached.
    #[error("the UBL cannot be attached")]
    Ubl,
    /// The wanted kind of PDF is not possible.
    #[error("the kind of PDF cannot be configured")]
    Configuration,
    /// The document names sales conditions, and they are not there or cannot be read.
    #[error("the sales conditions cannot be read")]
    Conditions,
    /// The document names a logo, and it is not there or cannot be read.
    #[error("the logo cannot be read")]
    Logo,
    /// The file would not be valid.
    #[error("the PDF cannot be written")]
    Write(#[source] KrillaError),
}

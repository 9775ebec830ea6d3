//! The UBL inside of the PDF, as associated file (PDF/A-3): whoever gets the paper can book it too.

use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use shared::{
    billing::document::Document,
    ubl::{self, UblError},
};

use super::{error::PdfError, issued_at, without_controls};

/// Attaches the UBL of an invoice or a credit note. A quotation has none, nor has a draft: nobody is to book it.
pub(crate) fn attach(file: &mut krilla::Document, document: &Document) -> Result<(), PdfError> {
    if !document.number().is_given() {
        return Ok(());
    }
    let text = match ubl::write(document) {
        Ok(text) => text,
        Err(UblError::Quotation) => return Ok(()),
        Err(UblError::Write) => return Err(PdfError::Ubl),
    };
    let number = without_controls(&document.number().to_string());
    let embedded = EmbeddedFile {
        path: format!("{number}.xml"),
        mime_type: MimeType::new("text/xml"),
        description: Some(format!("{number}, UBL 2.1, Peppol BIS Billing 3.0")),
        association_kind: AssociationKind::Alternative,
        data: text.into_bytes().into(),
        modification_date: Some(issued_at(document)),
        compress: Some(true),
        location: None,
    };
    file.embed_file(embedded).ok_or(PdfError::Ubl)
}

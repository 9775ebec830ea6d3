//! An invoice or a credit note as it is sent over Peppol: its UBL with its PDF inside, and the attachments that Peppol carries.

pub mod preflight;

use shared::{
    billing::{file_type::FileType, wording},
    ubl::{self, Embedded, UblError},
};

use super::file::{pdf_of, uploaded};
use crate::{
    app::{App, problem::Problem},
    store::document::StoredDocument,
};

/// The UBL with its files. The PDF inside of it holds the UBL without any, so neither contains itself.
///
/// # Errors
/// `not-found` for a quotation; see [`pdf_of`] and [`uploaded::read`].
pub async fn with_files(app: &App, document: &StoredDocument) -> Result<String, Problem> {
    let draft = document.document.draft();
    if draft.type_code().is_none() {
        return Err(Problem::not_found());
    }
    let pdf = pdf_of(app, document).await?;
    let number = document.document.number().to_string();
    let pdf_name = format!("{number}.pdf");
    let mut files = vec![Embedded {
        reference: &number,
        description: wording::heading(draft),
        media_type: FileType::Pdf.media_type(),
        file_name: &pdf_name,
        bytes: &pdf,
    }];
    let is_carried = |media_type: &str| FileType::of_media_type(media_type).is_some_and(FileType::is_allowed_on_peppol);
    let carried = draft.content().attachments.iter().filter(|file| is_carried(&file.media_type));
    let mut attached = Vec::new();
    for (place, file) in (1usize..).zip(carried) {
        attached.push((place.to_string(), file, uploaded::read(app, &document.tenant, &file.sha256).await?));
    }
    files.extend(attached.iter().map(|(reference, file, bytes)| Embedded {
        reference,
        description: "",
        media_type: &file.media_type,
        file_name: &file.file_name,
        bytes,
    }));
    match ubl::write_with(&document.document, &files) {
        Ok(text) => Ok(text),
        Err(UblError::Quotation) => Err(Problem::not_found()),
        Err(error @ UblError::Write) => Err(Problem::defect(format!("ubl: {error}"))),
    }
}

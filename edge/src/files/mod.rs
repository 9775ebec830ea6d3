//! Files that the product keeps: the PDF of each document, made once.

pub mod logo;
#[cfg(target_arch = "wasm32")]
pub mod r2;

use crate::{app::App, pdf, problem::Problem, store::document::StoredDocument};

/// The PDF of a stored document. A document never changes, so neither does its PDF: it is drawn once and kept.
///
/// # Errors
/// `internal` if it cannot be drawn. A file store that does not answer only costs the drawing.
pub async fn pdf_of(app: &App, stored: &StoredDocument) -> Result<Vec<u8>, Problem> {
    let key = format!("documents/{}/{}.pdf", stored.tenant, stored.id);
    let files = &app.ports().files;
    match files.get(&key).await {
        Ok(Some(bytes)) => return Ok(bytes),
        Ok(None) => {}
        Err(error) => app.ports().log.line(&format!("{{\"warning\":\"{}\"}}", error.0.escape_default())),
    }
    let logo = match &stored.document.draft().content().letterhead.logo {
        Some(logo) => logo::read(app, &logo.sha256).await?,
        None => None,
    };
    let bytes = pdf::render(&stored.document, pdf::Enclosed { logo, ..pdf::Enclosed::default() })
        .map_err(|error| app.defect(&format!("pdf: {error}")))?;
    if let Err(error) = files.put(&key, bytes.clone(), "application/pdf").await {
        app.ports().log.line(&format!("{{\"warning\":\"{}\"}}", error.0.escape_default()));
    }
    Ok(bytes)
}

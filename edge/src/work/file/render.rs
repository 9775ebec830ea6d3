//! The PDF of a stored document.

use super::keep_pdf;
use crate::{
    app::{App, problem::Problem},
    store::document,
};
use shared::id::DocumentId;

/// A job of the queue: draw the document's PDF before somebody asks for it.
///
/// # Errors
/// A [`Problem`] of ours; the sweep tries again.
pub async fn render_document(app: &App, document: &DocumentId) -> Result<(), Problem> {
    match app.read(document::by_handle(document.as_str())).await? {
        Some(found) => keep_pdf(app, &found.stored).await,
        None => Ok(()),
    }
}

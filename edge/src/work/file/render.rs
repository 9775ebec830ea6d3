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
    let rows = app.batch(vec![document::by_handle(document.as_str())]).await?;
    let rows = rows.first().ok_or_else(|| Problem::defect("document: no answer"))?;
    let Some(found) = document::decode_public(rows)? else { return Ok(()) };
    keep_pdf(app, &found.stored).await
}

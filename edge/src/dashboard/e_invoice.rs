//! The UBL of an invoice or a credit note as a file.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use http::{HeaderValue, header};
use shared::ubl::{self, UblError};

use crate::{
    app::App,
    auth::Session,
    problem::Problem,
    store::dashboard::{answer, documents},
};

/// `GET /admin/documents/{id}/ubl`: the document as UBL, to be kept or sent.
///
/// # Errors
/// `not-found`, also for a quotation.
pub async fn get_ubl(State(app): State<App>, session: Session, Path(id): Path<String>) -> Result<Response, Problem> {
    let rows = app.batch(vec![documents::find(&session.tenant, &id)]).await?;
    let found = answer(&rows, 0).and_then(documents::decode).map_err(|error| app.failed(error))?;
    let document = found.into_iter().next().ok_or_else(Problem::not_found)?.stored.document;
    let text = match ubl::write(&document) {
        Ok(text) => text,
        Err(UblError::Quotation) => return Err(Problem::not_found()),
        Err(error @ UblError::Write) => return Err(app.defect(&format!("ubl: {error}"))),
    };
    // A document number consists of letters, digits and hyphens (schema), so it needs no quoting.
    let name: String =
        document.number().to_string().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}.xml\""));
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/xml; charset=utf-8"));
    headers.insert(header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment")));
    Ok(response)
}

//! The UBL of an invoice or a credit note as a file.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, header};
use shared::ubl::{self, UblError};

use crate::{
    admin::invoice::export::file_stem,
    app::{App, problem::Problem, session::Session},
    store::{
        delivery::{self},
        document::{StoredDocument, detail},
    },
    work::{e_invoice, peppol::access_point::demo},
};

/// `GET /admin/documents/{id}/ubl`: the document as UBL, as its PDF holds it.
///
/// # Errors
/// `not-found`, also for a quotation.
pub async fn get_ubl(app: App, session: Session, Path(id): Path<String>) -> Result<Response, Problem> {
    let stored = find(&app, &session, &id).await?;
    match ubl::write(&stored.document) {
        Ok(text) => Ok(file(&stored, text)),
        Err(UblError::Quotation) => Err(Problem::not_found()),
        Err(error @ UblError::Write) => Err(Problem::defect(format!("ubl: {error}"))),
    }
}

/// `GET /admin/documents/{id}/e-invoice`: the document as it is sent, with its PDF and its attachments inside.
///
/// # Errors
/// `not-found`, also for a quotation.
pub async fn get_e_invoice(app: App, session: Session, Path(id): Path<String>) -> Result<Response, Problem> {
    let stored = find(&app, &session, &id).await?;
    let text = e_invoice::with_files(&app, &stored).await?;
    Ok(file(&stored, text))
}

/// `GET /admin/documents/{id}/sent-e-invoice`: the exact bytes that the demo access point was given.
///
/// # Errors
/// `not-found`, also where the document did not go to the demo.
pub async fn get_sent_e_invoice(app: App, session: Session, Path(id): Path<String>) -> Result<Response, Problem> {
    let stored = find(&app, &session, &id).await?;
    let deliveries = app.read(delivery::of_document(&session.tenant, &id)).await?;
    let taken = deliveries.iter().find(|delivery| demo::has_taken(delivery)).ok_or_else(Problem::not_found)?;
    let kept = demo::sent_ubl(&app, &session.tenant, &taken.provider_id).await;
    let kept = kept.map_err(|error| Problem::defect(format!("sent e-invoice: {error}")))?;
    Ok(file(&stored, kept.ok_or_else(Problem::not_found)?))
}

async fn find(app: &App, session: &Session, id: &str) -> Result<StoredDocument, Problem> {
    let found = app.read(detail::find(&session.tenant, id)).await?;
    found.map(|detail| detail.stored).ok_or_else(Problem::not_found)
}

fn file(stored: &StoredDocument, text: impl IntoResponse) -> Response {
    let name = file_stem(&stored.document.number().to_string());
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}.xml\""));
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/xml; charset=utf-8"));
    headers.insert(header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment")));
    response
}

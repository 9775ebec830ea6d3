//! Files of an issued document as downloads: never shown by the browser, whatever they are.

use crate::{
    app::{App, problem::Problem},
    store::document::StoredDocument,
    work::file::{pdf_of, uploaded},
};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::{HeaderValue, header};
use shared::id::TenantId;

/// An attachment of a document, counted from 1.
///
/// # Errors
/// `not-found`; see [`uploaded::read`].
pub async fn attachment(app: &App, document: &StoredDocument, place: &str) -> Result<Response, Problem> {
    let attachments = &document.document.draft().content().attachments;
    let place = place.parse::<usize>().ok().and_then(|place| place.checked_sub(1));
    let found = place.and_then(|place| attachments.get(place)).ok_or_else(Problem::not_found)?;
    file(app, &document.tenant, &found.sha256, &found.media_type, &found.file_name).await
}

/// The sales conditions of a document.
///
/// # Errors
/// `not-found`; see [`uploaded::read`].
pub async fn sales_conditions(app: &App, document: &StoredDocument) -> Result<Response, Problem> {
    let conditions = document.document.draft().content().sales_conditions.as_ref().ok_or_else(Problem::not_found)?;
    file(app, &document.tenant, &conditions.sha256, "application/pdf", &conditions.file_name).await
}

/// A stored file under its name.
///
/// # Errors
/// See [`uploaded::read`].
pub async fn file(
    app: &App,
    tenant: &TenantId,
    sha256: &str,
    media_type: &str,
    name: &str,
) -> Result<Response, Problem> {
    let mut response = uploaded::read(app, tenant, sha256).await?.into_response();
    let headers = response.headers_mut();
    let media_type = HeaderValue::from_str(media_type);
    headers.insert(header::CONTENT_TYPE, media_type.unwrap_or(HeaderValue::from_static("application/octet-stream")));
    headers.insert(header::CONTENT_DISPOSITION, disposition(name));
    // Should a browser show it all the same, it is nobody's page and nothing runs in it.
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox"),
    );
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(response)
}

/// To be saved under this name (RFC 6266): as UTF-8, and in letters that every program reads.
fn disposition(name: &str) -> HeaderValue {
    let plain: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"))
        .unwrap_or(HeaderValue::from_static("attachment"))
}

fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, ' ' | '-' | '.' | '_' | '(' | ')' | '+' | ',')
}

/// A PDF that browsers may show. The name consists of letters, digits and hyphens.
pub fn shown_pdf(bytes: Vec<u8>, name: &str) -> Response {
    let disposition = HeaderValue::from_str(&format!("inline; filename=\"{name}.pdf\""));
    let mut response = (StatusCode::OK, bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("inline")));
    response
}

/// The PDF of a stored document as a download that browsers may show.
///
/// # Errors
/// `internal` if the document cannot be drawn.
pub async fn pdf_response(app: &App, stored: &StoredDocument) -> Result<Response, Problem> {
    let bytes = pdf_of(app, stored).await?;
    // A document number consists of letters, digits and hyphens (schema), so it needs no quoting.
    let file_name: String =
        stored.document.number().to_string().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    Ok(shown_pdf(bytes, &file_name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_sent_in_two_spellings() {
        for (name, sent) in [
            ("plan.pdf", "attachment; filename=\"plan.pdf\"; filename*=UTF-8''plan.pdf"),
            ("Zoë 1.pdf", "attachment; filename=\"Zo_ 1.pdf\"; filename*=UTF-8''Zo%C3%AB%201.pdf"),
            ("a\"; x=\r\n.pdf", "attachment; filename=\"a__ x___.pdf\"; filename*=UTF-8''a%22%3B%20x%3D%0D%0A.pdf"),
        ] {
            assert_eq!(disposition(name).to_str().unwrap(), sent);
        }
    }
}

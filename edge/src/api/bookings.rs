//! `PUT /api/v1/{tenant}/bookings/{id}`: the main job, for programs. Parse, book, answer.

use axum::{
    Json,
    body::Body,
    extract::Path,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use shared::{
    api::{Code, ProblemItem, PutBooking},
    booking::request::BookingRequest,
    id::BookingId,
    limits,
};

use super::{admit, slug_in_path};
use crate::{
    app::{App, problem::Problem},
    web::origin::check_origin,
    work::{
        book::{Booked, book, fingerprint},
        tenant::known_tenant,
    },
};

/// Books, and answers with the booking and its invoice or its quote. The same id and body again get the same answer.
///
/// # Errors
/// Every problem that the API documents.
pub async fn put_booking(
    app: App,
    Path((slug, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let slug = slug_in_path(&slug)?;
    app.note_tenant(slug.as_str());
    let tenant = admit(&app, &headers, known_tenant(&app, &slug).await?).await?;
    let id = BookingId::parse(&id)
        .map_err(|_| Problem::new(Code::Malformed, "The booking's id must be a UUIDv7 in lower case with hyphens."))?;
    let wire = read_json(&headers, body).await?;
    let request = BookingRequest::parse(id, &wire).map_err(Problem::validation)?;
    let hash = fingerprint(&wire)?;
    match book(&app, &tenant, &request, &hash, |tenant| check_origin(&app, &headers, tenant)).await? {
        Booked::Now(answer) => Ok((StatusCode::CREATED, Json(answer)).into_response()),
        Booked::Before(answer) => {
            let mut response = Json(answer).into_response();
            response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
            Ok(response)
        }
    }
}

/// Reads the body: 415 for another type, 413 beyond the bound, 400 for what is not JSON, 422 for JSON of another shape.
async fn read_json(headers: &HeaderMap, body: Body) -> Result<PutBooking, Problem> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !content_type.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json")) {
        return Err(Problem::new(Code::UnsupportedMediaType, "Send the booking as application/json."));
    }
    let bytes = axum::body::to_bytes(body, limits::BODY_BYTES_MAX)
        .await
        .map_err(|_| Problem::new(Code::BodyTooLarge, format!("Send at most {} bytes.", limits::BODY_BYTES_MAX)))?;
    let mut json = serde_json::Deserializer::from_slice(&bytes);
    let parsed = serde_path_to_error::deserialize::<_, PutBooking>(&mut json).map_err(|error| wrong_shape(&error))?;
    json.end().map_err(|_| Problem::new(Code::Malformed, "The body goes on after the JSON value."))?;
    Ok(parsed)
}

fn wrong_shape(error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    if !error.inner().is_data() {
        return Problem::new(Code::Malformed, "The body is not JSON.");
    }
    let text = error.inner().to_string();
    let mut pointer: String = error.path().iter().map(|segment| format!("/{segment}")).collect();
    // serde names a missing field only in its message, and the path ends at the object that lacks it.
    let quoted = text.split('`').nth(1).unwrap_or_default();
    let (code, detail) = if text.starts_with("unknown field") {
        ("unknown_field", "This field does not exist; remove it.")
    } else if text.starts_with("missing field") {
        pointer = format!("{}/{quoted}", if pointer == "/." { "" } else { &pointer });
        ("required", "Fill in this field.")
    } else {
        ("type", "This value has the wrong type.")
    };
    let mut problem = Problem::new(Code::Validation, "Some fields are missing or wrong.");
    problem.errors = vec![ProblemItem { pointer, code: code.to_owned(), detail: detail.to_owned() }];
    problem
}

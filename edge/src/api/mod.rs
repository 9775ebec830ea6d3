//! JSON for widgets: catalogue, slots and bookings.

pub mod bookings;
pub mod catalogue;
pub mod slots;

use crate::{
    app::{App, problem::Problem},
    store::tenant,
    web::origin::check_origin,
    work::tenant::{fresh_tenant, recent_tenant, unknown_tenant},
};

use std::sync::Arc;

use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use shared::{id::Slug, tenant::settings::Tenant};

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};

/// The slug in the path; anything else cannot be a tenant.
fn slug_in_path(text: &str) -> Result<Slug, Problem> {
    Slug::parse(text).map_err(|_| unknown_tenant())
}

/// Lets the caller's site in. A site that a cached tenant does not list may have been added since: look whether the
/// settings changed before refusing it.
async fn admit(app: &App, headers: &HeaderMap, tenant: Arc<Tenant>) -> Result<Arc<Tenant>, Problem> {
    let Err(refusal) = check_origin(app, headers, &tenant) else { return Ok(tenant) };
    if app.read(tenant::settings_version(&tenant.slug)).await? == Some(tenant.settings_version) {
        return Err(refusal);
    }
    let tenant = fresh_tenant(app, &tenant.slug).await?;
    check_origin(app, headers, &tenant)?;
    Ok(tenant)
}

/// `OPTIONS` of every route: may this site call us?
///
/// # Errors
/// `not-found`, `origin-not-allowed`.
pub async fn preflight(
    app: App,
    Path(parameters): Path<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let slug = parameters.first().map(|(_, value)| value.as_str()).unwrap_or_default();
    let slug = slug_in_path(slug)?;
    app.note_tenant(slug.as_str());
    admit(&app, &headers, recent_tenant(&app, &slug).await?).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    let answer = response.headers_mut();
    if headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD) {
        answer.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, PUT"));
        answer.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type"));
        answer.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    } else {
        answer.insert(header::ALLOW, HeaderValue::from_static("GET, PUT, OPTIONS"));
    }
    Ok(response)
}

/// Headers that the widget may read.
pub const EXPOSED_HEADERS: &str = "Retry-After, Idempotent-Replayed, X-Request-Id";

/// Methods of the public API, for tests that try all others.
pub const METHODS: [Method; 3] = [Method::GET, Method::PUT, Method::OPTIONS];

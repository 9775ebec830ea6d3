//! JSON for widgets: catalogue, slots and bookings.

pub mod bookings;
pub mod catalogue;
pub mod slots;

use std::sync::Arc;

use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use jiff::ToSpan;
use shared::{id::Slug, tenant::settings::Tenant};

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};

use crate::{app::App, origin::check_origin, problem::Problem, store::tenant};

/// Seconds for which a cached tenant answers the catalogue and preflights without a look at the database.
const CACHE_SECONDS: i64 = 30;

/// The slug in the path; anything else cannot be a tenant.
fn slug_in_path(text: &str) -> Result<Slug, Problem> {
    Slug::parse(text).map_err(|_| unknown_tenant())
}

fn unknown_tenant() -> Problem {
    Problem::new(shared::api::Code::NotFound, "No tenant has this name.")
}

/// The tenant as this isolate knows it, whatever its age; read in one batch if it does not.
async fn known_tenant(app: &App, slug: &Slug) -> Result<Arc<Tenant>, Problem> {
    match app.tenants().get(slug.as_str()) {
        Some((_, tenant)) => Ok(tenant),
        None => fresh_tenant(app, slug).await,
    }
}

/// The tenant, at most [`CACHE_SECONDS`] old.
async fn recent_tenant(app: &App, slug: &Slug) -> Result<Arc<Tenant>, Problem> {
    match app.tenants().get(slug.as_str()) {
        Some((read_at, tenant)) if app.now() <= read_at.saturating_add(CACHE_SECONDS.seconds()).unwrap_or(read_at) => {
            Ok(tenant)
        }
        _ => fresh_tenant(app, slug).await,
    }
}

/// Lets the caller's site in. A site that a cached tenant does not list may have been added since: look whether the
/// settings changed before refusing it.
async fn admit(app: &App, headers: &HeaderMap, tenant: Arc<Tenant>) -> Result<Arc<Tenant>, Problem> {
    let Err(refusal) = check_origin(app, headers, &tenant) else { return Ok(tenant) };
    let rows = app.batch(vec![tenant::settings_version(&tenant.slug)]).await?;
    let version = rows.first().map(tenant::decode_settings_version).transpose()?;
    if version.flatten() == Some(tenant.settings_version) {
        return Err(refusal);
    }
    let tenant = fresh_tenant(app, &tenant.slug).await?;
    check_origin(app, headers, &tenant)?;
    Ok(tenant)
}

/// The tenant as it is stored now.
pub async fn fresh_tenant(app: &App, slug: &Slug) -> Result<Arc<Tenant>, Problem> {
    let rows = app.batch(tenant::load(slug, app.now())).await?;
    let tenant = tenant::decode(&rows)?.ok_or_else(unknown_tenant)?;
    Ok(keep(app, tenant))
}

fn keep(app: &App, tenant: Tenant) -> Arc<Tenant> {
    let tenant = Arc::new(tenant);
    app.tenants().keep(app.now(), Arc::clone(&tenant));
    tenant
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

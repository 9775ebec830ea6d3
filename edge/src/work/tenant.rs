//! The tenant of a request: from this isolate's cache, or as it is stored now.

use crate::{
    app::{App, problem::Problem},
    store::tenant,
};
use jiff::ToSpan;
use shared::id::Slug;
use shared::tenant::settings::Tenant;
use std::sync::Arc;

/// The tenant as it is stored now.
pub async fn fresh_tenant(app: &App, slug: &Slug) -> Result<Arc<Tenant>, Problem> {
    let tenant = app.read(tenant::load(slug, app.now())).await?.ok_or_else(unknown_tenant)?;
    Ok(keep(app, tenant))
}

/// The tenant as this isolate knows it, whatever its age; read in one batch if it does not.
pub(crate) async fn known_tenant(app: &App, slug: &Slug) -> Result<Arc<Tenant>, Problem> {
    match app.tenants().get(slug.as_str()) {
        Some((_, tenant)) => Ok(tenant),
        None => fresh_tenant(app, slug).await,
    }
}

/// The tenant, at most [`CACHE_SECONDS`] old.
pub(crate) async fn recent_tenant(app: &App, slug: &Slug) -> Result<Arc<Tenant>, Problem> {
    match app.tenants().get(slug.as_str()) {
        Some((read_at, tenant)) if app.now() <= read_at.saturating_add(CACHE_SECONDS.seconds()).unwrap_or(read_at) => {
            Ok(tenant)
        }
        _ => fresh_tenant(app, slug).await,
    }
}

pub(crate) fn keep(app: &App, tenant: Tenant) -> Arc<Tenant> {
    let tenant = Arc::new(tenant);
    app.tenants().keep(app.now(), Arc::clone(&tenant));
    tenant
}

pub(crate) fn unknown_tenant() -> Problem {
    Problem::new(shared::api::Code::NotFound, "No tenant has this name.")
}

/// Seconds for which a cached tenant answers the catalogue and preflights without a look at the database.
pub(crate) const CACHE_SECONDS: i64 = 30;

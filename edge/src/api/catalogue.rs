//! `GET /api/v1/{tenant}`.

use axum::{Json, extract::Path};
use http::HeaderMap;
use shared::api::Catalogue;

use super::{admit, slug_in_path};
use crate::{
    app::{App, problem::Problem},
    work::tenant::recent_tenant,
};

/// What can be booked.
///
/// # Errors
/// `not-found`, `origin-not-allowed`.
pub async fn get_catalogue(app: App, Path(slug): Path<String>, headers: HeaderMap) -> Result<Json<Catalogue>, Problem> {
    let slug = slug_in_path(&slug)?;
    app.note_tenant(slug.as_str());
    let tenant = admit(&app, &headers, recent_tenant(&app, &slug).await?).await?;
    Ok(Json(tenant.catalogue(app.now(), app.base_url())))
}

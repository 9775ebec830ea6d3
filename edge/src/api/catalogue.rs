//! `GET /api/v1/{tenant}`.

use axum::{
    Json,
    extract::{Path, State},
};
use http::HeaderMap;
use shared::api::Catalogue;

use super::{recent_tenant, slug_in_path};
use crate::{app::App, origin::check_origin, problem::Problem};

/// What can be booked.
///
/// # Errors
/// `not-found`, `origin-not-allowed`.
pub async fn get_catalogue(
    State(app): State<App>,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Catalogue>, Problem> {
    let slug = slug_in_path(&slug)?;
    app.note_tenant(slug.as_str());
    let tenant = recent_tenant(&app, &slug).await?;
    check_origin(&app, &headers, &tenant)?;
    Ok(Json(tenant.catalogue()))
}

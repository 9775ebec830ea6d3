//! Who runs this installation: the key of the operator's page, where tenants reach the operator, and the page itself.

mod pages;
mod sign_in;
mod view;

use crate::web::request::surround;

use axum::{
    Router, middleware,
    routing::{get, post},
};

/// Every route of the operator's page. Without a key there is nothing at any of them.
pub fn routes() -> Router {
    Router::new()
        .route("/operator", get(pages::get_tenants))
        .route("/operator/login", get(sign_in::get_login).post(sign_in::post_login))
        .route("/operator/logout", post(sign_in::post_logout))
        .route("/operator/tenants/{slug}/sales-invoicing", post(pages::post_sales_invoicing))
        .layer(middleware::from_fn(surround))
}

//! The module "sales invoicing": who does not have it is told how to get it, instead of a screen that makes documents.

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use http::{StatusCode, request::Parts};

use super::{
    admin_page::Place,
    request::{frame, see_other},
    sales_invoicing_view::{ActivationView, activation},
};
use crate::app::{App, session::Session};

/// A signed-in admin whose tenant has the module. As a parameter of a handler it answers everybody else with the page that
/// says how to activate it; a form is refused with 409, because it would have changed something.
#[derive(Clone, Debug)]
pub struct Invoicing(pub Session);

impl<S: Send + Sync> FromRequestParts<S> for Invoicing {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let session = Session::from_request_parts(parts, state).await?;
        if session.sales_invoicing.is_active() {
            return Ok(Self(session));
        }
        let app = App::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        let status = if parts.method.is_safe() { StatusCode::OK } else { StatusCode::CONFLICT };
        Err((status, activation_page(&app, &session, Place::Invoices)).into_response())
    }
}

/// `GET /admin/sales-invoicing`: how the module is activated; the overview where it is active.
pub async fn get_activation(app: App, session: Session) -> Response {
    if session.sales_invoicing.is_active() {
        return see_other("/admin/invoices");
    }
    activation_page(&app, &session, Place::Invoices).into_response()
}

/// How the module is activated, at a place where documents would be.
pub fn activation_page(app: &App, session: &Session, place: Place) -> maud::Markup {
    let view = ActivationView {
        tenant_name: &session.name,
        slug: session.slug.as_str(),
        email: app.ports().operator.email.as_deref(),
    };
    activation(frame(session, place), &view)
}

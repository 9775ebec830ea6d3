//! Settings > Delivery > Sending: which documents are sent by themselves.

pub mod form;
pub mod view;

use axum::response::{IntoResponse, Response};

use self::{form::NAMES, view::sending};
use crate::{
    app::{App, problem::Problem},
    store::delivery,
    web::{
        admin_page::Place,
        request::{Asked, Posted, frame, see_other},
        sales_invoicing::Invoicing,
    },
};

/// `GET /admin/settings/sending`.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn get_sending(app: App, Invoicing(session): Invoicing, asked: Asked) -> Result<Response, Problem> {
    let done = (asked.done()? == "saved").then_some("Saved. It concerns documents that are made from now on.");
    let automatic = app.read(delivery::settings(&session.tenant)).await?;
    Ok(sending(frame(&session, Place::Sending), &automatic, done).into_response())
}

/// `POST /admin/settings/sending`. The whole form is stored, so sending it twice stores the same.
///
/// # Errors
/// `cross-site`, `validation` for a name that the form does not have.
pub async fn post_sending(app: App, Invoicing(session): Invoicing, posted: Posted) -> Result<Response, Problem> {
    let automatic = form::parse(&posted.fields(NAMES)?);
    app.write(delivery::save_settings(&session.tenant, &automatic)).await?;
    Ok(see_other("/admin/settings/sending?done=saved"))
}

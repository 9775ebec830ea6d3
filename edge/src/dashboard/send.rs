//! Sending a document: what will be sent where, what is missing, and the button that sends it once.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};

use super::{
    answer::{Posted, frame, see_other},
    documents::place_of,
    form::send::{NAMES, RESENDS_MAX, SendForm, resend_purpose},
    view::send::{SendView, send},
};
use crate::{
    app::App,
    auth::Session,
    delivery::{Dossier, plan},
    problem::Problem,
    store::{
        dashboard::only,
        delivery::{self, SentRow},
    },
};

async fn read(app: &App, session: &Session, id: &str) -> Result<Dossier, Problem> {
    Dossier::read(app, &session.tenant, id).await?.ok_or_else(Problem::not_found)
}

/// `GET /admin/documents/{id}/send`: what will be sent where. The buyer is looked up, and nothing is sent.
///
/// # Errors
/// `not-found`.
pub async fn get_send(State(app): State<App>, session: Session, Path(id): Path<String>) -> Result<Response, Problem> {
    let dossier = read(&app, &session, &id).await?;
    let plan = plan(&app, &dossier, None).await?;
    let rows = app.batch(vec![delivery::status(&session.tenant, &id)]).await?;
    let sent: SentRow = only(&rows, 0).map_err(|error| app.failed(error))?;
    let resends = dossier.deliveries.iter().filter(|delivery| delivery.purpose != delivery::ORIGINAL).count();
    let view = SendView {
        dossier: &dossier,
        plan: &plan,
        sent: &sent,
        zone: &session.zone,
        resend: (resends < RESENDS_MAX).then(|| resend_purpose(resends.saturating_add(1))),
    };
    Ok(send(frame(&session, place_of(dossier.draft())), &view).into_response())
}

/// `POST /admin/documents/{id}/send`: has it sent. The same button pressed twice sends once.
///
/// # Errors
/// `not-found`, `cross-site`, `validation` for what no button sends.
pub async fn post_send(
    State(app): State<App>,
    session: Session,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let dossier = read(&app, &session, &id).await?;
    let form = SendForm::parse(&posted.fields(NAMES)?)?;
    let document = dossier.stored.id.as_str();
    app.batch(delivery::send_as_asked(&app.cause(&session.tenant), document, form.channel, &form.purpose)).await?;
    app.follow(&session.tenant);
    Ok(see_other(&format!("/admin/documents/{document}?done=sending")))
}

//! The messages of a webhook: a test, one message with what became of it, and sending it again.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use shared::{fault::Fault, id::WebhookId};

use super::{
    find,
    list_view::PATH,
    message_view::{MessageView, webhook_message},
};
use crate::{
    app::{App, problem::Problem, session::Session},
    store::webhook::{
        self,
        delivery::{self, DeliveryRow},
        endpoint::StoredEndpoint,
    },
    web::{
        admin_page::Place,
        request::{Asked, Posted, frame, see_other},
    },
};

async fn find_row(
    app: &App,
    session: &Session,
    stored: &StoredEndpoint,
    message: &str,
) -> Result<DeliveryRow, Problem> {
    app.read(delivery::find(&session.tenant, stored.id, message)).await?.ok_or_else(Problem::not_found)
}

/// `POST /admin/settings/webhooks/{id}/test`: tells this webhook of a test. The same form sent again tests once.
///
/// # Errors
/// `not-found`, `cross-site`.
pub async fn post_test(
    app: App,
    session: Session,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let stored = find(&app, &session, &id).await?;
    let fields = posted.fields(&["test"])?;
    let test = WebhookId::parse(fields.text("test")).map_err(|_| {
        Problem::validation(vec![Fault::new("test", "/test", "Open the page again: the id of the test is missing.")])
    })?;
    let context = app.write_context(&session.tenant);
    app.write(webhook::test(&context, &stored.id.to_string(), &test.to_string())).await?;
    app.follow(&session.tenant);
    Ok(see_other(&format!("{PATH}/{id}?done=tested")))
}

/// `GET /admin/settings/webhooks/{id}/messages/{message}`.
///
/// # Errors
/// `not-found`.
pub async fn get_message(
    app: App,
    session: Session,
    Path((id, message)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Problem> {
    let done = match asked.done()?.as_str() {
        "again" => Some("It is on its way again. Reload this page to see what became of it."),
        _ => None,
    };
    let stored = find(&app, &session, &id).await?;
    let row = find_row(&app, &session, &stored, &message).await?;
    let view = MessageView { stored: &stored, row: &row, zone: &session.zone, done };
    Ok(webhook_message(frame(&session, Place::Webhooks), &view).into_response())
}

/// `POST /admin/settings/webhooks/{id}/messages/{message}/redeliver`: sends it again under its id. Twice does it once.
///
/// # Errors
/// `not-found`, `cross-site`.
pub async fn post_redeliver(
    app: App,
    session: Session,
    Path((id, message)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let stored = find(&app, &session, &id).await?;
    let row = find_row(&app, &session, &stored, &message).await?;
    posted.fields(&[])?;
    let (tenant, message) = (&session.tenant, row.message_id.as_str());
    app.write(delivery::redeliver(tenant, stored.id, message, app.now())).await?;
    app.follow(tenant);
    Ok(see_other(&format!("{PATH}/{id}/messages/{message}?done=again")))
}

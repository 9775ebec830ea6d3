//! Settings > Delivery > Failed work: what came to no end, to be tried again or taken away.

pub mod view;

use axum::response::{IntoResponse, Response};
use shared::{fault::Fault, limits};

use self::view::{FailedWorkView, failed_work};
use crate::{
    app::{App, problem::Problem, session::Session},
    store::outbox::failed as store,
    web::{
        admin_page::Place,
        fields::Fields,
        filter,
        parts::Paging,
        request::{Asked, Posted, frame, see_other},
    },
};

const PATH: &str = "/admin/settings/failed-work";

/// `GET /admin/settings/failed-work`.
///
/// # Errors
/// `validation` for a page that no link makes.
pub async fn get_failed_work(app: App, session: Session, asked: Asked) -> Result<Response, Problem> {
    let fields = asked.fields(&["page", "done"])?;
    let page = filter::page(&fields)?;
    let (found, counted) = app.read(store::list(&session.tenant, page)).await?;
    let view = FailedWorkView {
        rows: &found,
        zone: &session.zone,
        paging: Paging { page, rows: counted.rows, page_rows: limits::PAGE_ROWS },
        done: done(&fields),
    };
    Ok(failed_work(frame(&session, Place::FailedWork), &view).into_response())
}

fn done(fields: &Fields) -> Option<&'static str> {
    match fields.text("done") {
        "retried" => Some("It is tried again now."),
        "dismissed" => Some("It is taken away. Nobody tries it again."),
        _ => None,
    }
}

/// `POST /admin/settings/failed-work`: has a row tried again, or takes it away. Doing it twice does it once.
///
/// # Errors
/// `cross-site`, `validation` for what no button sends.
pub async fn post_failed_work(app: App, session: Session, posted: Posted) -> Result<Response, Problem> {
    let fields = posted.fields(&["id", "action"])?;
    let (tenant, id) = (&session.tenant, fields.text("id"));
    let (statement, done) = match fields.text("action") {
        "retry" => (store::retry(tenant, id, app.now()), "retried"),
        "dismiss" => (store::dismiss(tenant, id), "dismissed"),
        _ => {
            return Err(Problem::validation(vec![Fault::new("action", "action", "Choose one of the buttons.")]));
        }
    };
    app.write(statement).await?;
    app.follow(tenant);
    Ok(see_other(&format!("{PATH}?done={done}")))
}

//! Who does which task.

use shared::{delivery::task::Task, id::DocumentId};

use super::{Outcome, Row};
use crate::{
    app::App,
    delivery::{follow, send_document},
    notices,
    pages::public::render_document,
    problem::Problem,
    webhooks::call,
};

/// Does the work of a row.
pub(super) async fn perform(app: &App, row: &Row) -> Result<Outcome, Problem> {
    match row.task {
        Task::RenderDocument => {
            render_document(app, &DocumentId::new(row.subject.as_str())).await.map(|()| Outcome::Done(Vec::new()))
        }
        Task::SendNotice => notices::send::perform(app, row).await,
        Task::CallWebhook => call::perform(app, row).await,
        Task::SendDocument => send_document::perform(app, row).await,
        Task::FollowDelivery => follow::perform(app, row).await,
    }
}

//! Who does which task.

use shared::{delivery::task::Task, id::DocumentId};

use super::{Outcome, Row};
use crate::{
    app::App,
    db::Statement,
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

/// What is stored where work ends that its task did not bring to an end: nobody waits any longer for what it was about.
///
/// # Errors
/// A [`Problem`] of ours: the database did not answer.
pub(super) async fn given_up(app: &App, row: &Row, reason: &str) -> Result<Vec<Statement>, Problem> {
    match row.task {
        Task::SendDocument => send_document::given_up(app, row, reason).await,
        Task::CallWebhook => Ok(call::given_up(app, row, reason)),
        Task::RenderDocument | Task::SendNotice | Task::FollowDelivery => Ok(Vec::new()),
    }
}

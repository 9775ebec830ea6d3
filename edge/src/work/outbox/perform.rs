//! Who does which task.

use shared::{delivery::task::Task, id::DocumentId};

use super::{Row, outcome::Outcome};
use crate::{
    app::{App, problem::Problem},
    platform::database::Statement,
    work::{
        delivery::{follow, send_document},
        file::render::render_document,
        notice::send,
        webhook::call,
    },
};

/// Does the work of a row.
pub(crate) async fn perform(app: &App, row: &Row) -> Result<Outcome, Problem> {
    match row.task {
        Task::RenderDocument => {
            render_document(app, &DocumentId::new(row.subject.as_str())).await.map(|()| Outcome::Done(Vec::new()))
        }
        Task::SendNotice => send::perform(app, row).await,
        Task::CallWebhook => call::perform(app, row).await,
        Task::SendDocument => send_document::perform(app, row).await,
        Task::FollowDelivery => follow::perform(app, row).await,
    }
}

/// What is stored where work ends that its task did not bring to an end: nobody waits any longer for what it was about.
///
/// # Errors
/// A [`Problem`] of ours: the database did not answer.
pub(crate) async fn given_up(app: &App, row: &Row, reason: &str) -> Result<Vec<Statement>, Problem> {
    match row.task {
        Task::SendDocument => send_document::given_up(app, row, reason).await,
        Task::CallWebhook => Ok(call::given_up(app, row, reason)),
        Task::RenderDocument | Task::SendNotice | Task::FollowDelivery => Ok(Vec::new()),
    }
}

//! How a task ended.

use crate::{app::App, platform::database::Statement};
use jiff::SignedDuration;
use jiff::Timestamp;

/// What becomes of a mail for which nothing is set up. That is no failure of the mail, so it uses up none of its attempts.
pub fn without_transport(app: &App, reason: String, record: Vec<Statement>) -> Outcome {
    let until = app.now().saturating_add(TRANSPORT_LOOK).unwrap_or(Timestamp::MAX);
    Outcome::Wait { until, reason: Some(reason), record }
}

/// What became of an attempt. Its statements are stored together with the end of the row, or not at all.
#[derive(Debug)]
pub enum Outcome {
    /// Done.
    Done(Vec<Statement>),
    /// It failed and is tried again: by the plan of [`shared::delivery::retry`], or later if the peer asked for it. When the
    /// attempts are used up, the row is dead.
    Later {
        /// What went wrong, for the admin.
        reason: String,
        /// How long the peer asked to wait.
        after: Option<SignedDuration>,
        /// What is stored all the same.
        record: Vec<Statement>,
    },
    /// It is not time yet, which is no failure.
    Wait {
        /// Until when.
        until: Timestamp,
        /// What it waits for, where an admin should know.
        reason: Option<String>,
        /// What is stored all the same.
        record: Vec<Statement>,
    },
    /// It will never succeed as it stands.
    Dead {
        /// Why, for the admin.
        reason: String,
        /// What is stored all the same.
        record: Vec<Statement>,
    },
}

/// How often it is looked whether there is a transport by now.
pub(crate) const TRANSPORT_LOOK: SignedDuration = SignedDuration::from_mins(10);

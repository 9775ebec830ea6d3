//! The task `send_notice`: is it still to be sent, and the e-mail that goes out once.

use super::{booking, overdue, prepared::Prepared, test_mail, webhook_off};
use crate::{
    app::{App, problem::Problem},
    mail,
    platform::mail::{Mail, MailError},
    store::{delivery, notice::note_sent},
    work::outbox::{
        Row,
        outcome::{self, Outcome},
    },
};
use serde::Deserialize;
use shared::delivery::{event::EventKind, notice::Notice};

/// What a row says about its notice.
#[derive(Debug, Deserialize)]
struct Details {
    /// Text of a [`Notice`], `test`, or `webhook_off:` with an instant.
    notice: String,
}

/// Sends a notice, or finds that it is not to be sent.
///
/// # Errors
/// A [`Problem`] of ours: the database did not answer. The row is tried again.
pub async fn perform(app: &App, row: &Row) -> Result<Outcome, Problem> {
    let details: Details =
        serde_json::from_str(&row.details).map_err(|error| Problem::defect(format!("notice: {error}")))?;
    let prepared = match Notice::parse(&details.notice) {
        Some(Notice::Overdue(step)) => overdue::prepare(app, row, step).await?,
        Some(notice) => booking::prepare(app, row, notice).await?,
        None if details.notice == "test" => test_mail::prepare(app, row).await?,
        None => match details.notice.strip_prefix(webhook_off::PREFIX) {
            Some(since) => webhook_off::prepare(app, row, &details.notice, since).await?,
            None => Prepared::Impossible(format!("There is no notice {}.", details.notice)),
        },
    };
    Ok(match prepared {
        Prepared::Send(mail) => sent(app, row, &details.notice, &mail).await,
        Prepared::Wait(until) => Outcome::Wait { until, reason: None, record: Vec::new() },
        Prepared::Nothing => Outcome::Done(Vec::new()),
        Prepared::NothingWhile(guard) => Outcome::Done(vec![guard]),
        Prepared::Impossible(reason) => Outcome::Dead { reason, record: Vec::new() },
    })
}

pub(crate) async fn sent(app: &App, row: &Row, notice: &str, mail: &Mail) -> Outcome {
    match mail::send(app, mail).await {
        Ok(()) => {
            let (to, at) = (&mail.to.address, app.now());
            let mut statements = vec![note_sent(&row.tenant, &row.subject, notice, to, at)];
            if let Some(Notice::Overdue(step)) = Notice::parse(notice) {
                let detail = format!("Overdue notice {}, by e-mail to {to}.", step.number());
                statements.push(delivery::event(&row.tenant, &row.subject, at, EventKind::Noticed, &detail));
            }
            Outcome::Done(statements)
        }
        Err(error @ MailError::Refused { .. }) => {
            Outcome::Dead { reason: error.reason(&mail.to.address), record: Vec::new() }
        }
        Err(error @ MailError::NotConfigured) => {
            outcome::without_transport(app, error.reason(&mail.to.address), Vec::new())
        }
        // Unknown: the server may have it. A confirmation that never comes is worse than one that comes twice, and every attempt
        // has the same Message-ID, by which mailboxes drop the second.
        Err(error @ (MailError::Later { .. } | MailError::Unknown { .. })) => {
            Outcome::Later { reason: error.reason(&mail.to.address), after: None, record: Vec::new() }
        }
    }
}

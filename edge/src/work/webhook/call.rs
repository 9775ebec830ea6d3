//! The task `call_webhook`: one attempt to tell one webhook of one message.

use std::time::Duration;

use http::{Method, header::RETRY_AFTER};
use jiff::SignedDuration;
use serde::Deserialize;
use shared::{
    delivery::{
        target::check,
        webhook::{
            answer::{Verdict, judge, retry_after, wait_after},
            secret::Secret,
            signature::sign,
        },
    },
    limits,
};

use super::open_secret;
use crate::{
    app::{App, problem::Problem, resolve::require_public},
    platform::{database::Statement, ports::OutgoingRequest},
    store::webhook::{
        delivery::{self, Attempt, CallRow, DeliveryState},
        endpoint::{self, DisabledBecause},
    },
    work::outbox::{Row, outcome::Outcome},
};

/// Details of the work.
#[derive(Deserialize)]
struct Details {
    message: String,
}

/// What came of asking the receiver.
struct Asked {
    verdict: Verdict,
    status: Option<u16>,
    /// The beginning of the answer, or why there was none.
    text: String,
    /// How long the receiver asked to wait.
    after: Option<SignedDuration>,
}

impl Asked {
    fn unanswered(text: String) -> Self {
        Self { verdict: Verdict::Failed, status: None, text, after: None }
    }
}

/// One attempt. A webhook that was deleted or switched off is told nothing.
///
/// # Errors
/// A [`Problem`] of ours.
pub async fn perform(app: &App, row: &Row) -> Result<Outcome, Problem> {
    let details: Details = serde_json::from_str(&row.details).map_err(Problem::defect)?;
    let (tenant, endpoint, message) = (&row.tenant, row.subject.as_str(), details.message.as_str());
    let Some(call) = app.read(delivery::call(tenant, endpoint, message)).await? else {
        return Ok(Outcome::Done(Vec::new()));
    };
    if call.disabled_at.is_some() {
        return Ok(Outcome::Done(vec![delivery::cancel(tenant, endpoint, message)]));
    }
    let asked = ask(app, row, &call, message).await;
    Ok(outcome(app, row, message, &asked))
}

/// Ends a delivery that is tried no more, so that its log says so and it can be sent again. The receiver is not to blame.
pub fn given_up(app: &App, row: &Row, reason: &str) -> Vec<Statement> {
    let details = serde_json::from_str::<Details>(&row.details).ok();
    let ended = details.map(|details| {
        delivery::record(&Attempt {
            tenant: &row.tenant,
            endpoint: &row.subject,
            message: &details.message,
            state: DeliveryState::Failed,
            status: None,
            answer: reason,
            at: app.now(),
        })
    });
    ended.into_iter().collect()
}

/// Sends the message, if its address is one that may be asked.
async fn ask(app: &App, row: &Row, call: &CallRow, message: &str) -> Asked {
    let secrets = secrets(app, row, call);
    if secrets.is_empty() {
        return Asked::unanswered("The secret of this webhook cannot be read. Make a new one.".to_owned());
    }
    let target = match check(&app.ports().outbound, &call.url) {
        Ok(target) => target,
        Err(fault) => return Asked::unanswered(format!("Nothing was sent. {fault}")),
    };
    if let Err(error) = require_public(app, &target).await {
        return Asked::unanswered(format!("Nothing was sent. {error}"));
    }
    let now = app.now();
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let request = OutgoingRequest {
        method: Method::POST,
        url: target.url,
        headers: vec![
            header("content-type", "application/json"),
            header("user-agent", concat!("Bookslip/", env!("CARGO_PKG_VERSION"))),
            header("webhook-id", message),
            header("webhook-timestamp", &now.as_second().to_string()),
            header("webhook-signature", &sign(&secrets, message, now, call.payload.as_bytes())),
        ],
        body: call.payload.clone().into_bytes(),
        timeout: Duration::from_secs(limits::WEBHOOK_SECONDS_MAX),
        limit: limits::WEBHOOK_ANSWER_BYTES_MAX,
    };
    match app.ports().http.send(request).await {
        Ok(answer) => {
            let asked_to_wait = answer.headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok());
            Asked {
                verdict: judge(answer.status),
                status: Some(answer.status),
                text: String::from_utf8_lossy(&answer.body).replace('\0', ""),
                after: asked_to_wait.and_then(|value| retry_after(value, now)),
            }
        }
        Err(error) => Asked::unanswered(error.to_string()),
    }
}

/// The secrets that sign now: the present one, and the one before it while its receiver may still know no other.
fn secrets(app: &App, row: &Row, call: &CallRow) -> Vec<Secret> {
    let is_rotating = call.previous_until.is_some_and(|until| app.now() < until);
    let previous = call.previous_secret.as_deref().filter(|_| is_rotating);
    let sealed = [Some(call.secret.as_str()), previous].into_iter().flatten();
    sealed.filter_map(|sealed| open_secret(&app.ports().seal, &row.tenant, &row.subject, sealed)).collect()
}

/// What is kept of an attempt, and what follows.
fn outcome(app: &App, row: &Row, message: &str, asked: &Asked) -> Outcome {
    let now = app.now();
    let (tenant, endpoint) = (&row.tenant, row.subject.as_str());
    let record = |state: DeliveryState| {
        delivery::record(&Attempt {
            tenant,
            endpoint,
            message,
            state,
            status: asked.status,
            answer: &asked.text,
            at: now,
        })
    };
    let reason = match asked.status {
        Some(status) => format!("The webhook answered with status {status}."),
        None => asked.text.clone(),
    };
    let [spread] = app.random_bytes::<1>();
    let mut statements: Vec<Statement> = Vec::new();
    match (asked.verdict, wait_after(row.attempts, asked.after, spread)) {
        (Verdict::Delivered, _) => {
            statements.extend([record(DeliveryState::Delivered), endpoint::answered(tenant, endpoint)]);
            statements.extend(delivery::forget(tenant, endpoint, now));
            Outcome::Done(statements)
        }
        (Verdict::Gone, _) => {
            statements.extend([
                record(DeliveryState::Failed),
                endpoint::disable(tenant, endpoint, DisabledBecause::Gone, now),
            ]);
            // The receiver has decided; there is nothing for an admin to try again.
            Outcome::Done(statements)
        }
        (Verdict::Failed, Some(wait)) => {
            statements.extend([record(DeliveryState::Waiting), endpoint::failed(tenant, endpoint, now)]);
            Outcome::Later { reason, after: Some(wait), record: statements }
        }
        (Verdict::Failed, None) => {
            statements.extend([record(DeliveryState::Failed), endpoint::failed(tenant, endpoint, now)]);
            Outcome::Dead { reason, record: statements }
        }
    }
}

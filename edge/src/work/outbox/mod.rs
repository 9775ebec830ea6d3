//! Work that follows a write: done by the queue's consumer at once, or by the sweep that picks up what the queue lost.
//!
//! A row is leased, worked on, and ended in one batch with what the work changed. Who loses the lease stores nothing: at least
//! once inside, shown once outside.

pub mod outcome;
mod perform;

use self::outcome::Outcome;
use crate::{
    app::{App, problem::Problem},
    platform::{
        database::{DatabaseError, Refused, Statement},
        ports::Job,
    },
    store::outbox as store,
};

use std::sync::atomic::{AtomicU32, Ordering};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use futures_util::{StreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use shared::{
    delivery::{
        retry::{attempts_max, wait_after},
        task::Task,
    },
    id::TenantId,
};

pub use crate::store::outbox::Row;

/// How long a lease lasts: what a run has left of it when it begins its last row is longer than one row takes whose peers all
/// hang until their limit.
pub const LEASE: SignedDuration = SignedDuration::from_mins(5);

/// A run begins no row later than this; the rest is handed to the queue.
const BEGIN_WITHIN: SignedDuration = SignedDuration::from_mins(2);

/// A run begins no row after so many batches. D1 answers a thousand statements of one invocation, and a batch has a handful.
const BATCHES_MAX: u32 = 200;

/// Rows of one lease.
const ROWS: u32 = 10;

/// Tenants that a sweep works for at once. Most of it is waiting for peers, and one tenant's peers may all hang.
const TENANTS_AT_ONCE: usize = 6;

/// Does what is due for a tenant. Doing it twice, or by two at once, does nothing twice. What is left when the time or the batches
/// of a run are used up is handed to the queue.
///
/// # Errors
/// A [`Problem`] of ours, logged: the database did not answer. What was not ended is leased again later.
pub async fn run_tenant(app: &App, tenant: &TenantId) -> Result<u32, Problem> {
    let done = run_rounds(app, tenant).await;
    if let Err(problem) = &done {
        log(app, tenant, None, problem);
    }
    done
}

async fn run_rounds(app: &App, tenant: &TenantId) -> Result<u32, Problem> {
    let until = app.now().saturating_add(BEGIN_WITHIN).unwrap_or(Timestamp::MAX);
    let has_more = || app.now() < until && app.counted().batches < BATCHES_MAX;
    let mut done = 0u32;
    while has_more() {
        let lease = URL_SAFE_NO_PAD.encode(app.random_bytes::<16>());
        let rows = app.read(store::lease(tenant, &lease, app.now(), LEASE, ROWS)).await?;
        let mut left = rows.iter();
        for row in left.by_ref() {
            if run(app, row, &lease).await? {
                done = done.saturating_add(1);
            }
            if !has_more() {
                break;
            }
        }
        let left = left.as_slice();
        if !left.is_empty() {
            app.write(store::give_back(tenant, &lease, left)).await?;
            break;
        }
        // A row that comes after a failure may have come alone, before others.
        let is_last = u32::try_from(rows.len()).is_ok_and(|found| found < ROWS);
        if is_last && rows.iter().all(|row| row.attempts <= 1) {
            return Ok(done);
        }
    }
    app.ports().jobs.enqueue(Job { tenant_id: tenant.to_string() });
    Ok(done)
}

/// One line for the operator: whose work met which problem, and what is behind it.
fn log(app: &App, tenant: &TenantId, task: Option<Task>, problem: &Problem) {
    let line = serde_json::json!({
        "outbox": tenant.as_str(),
        "task": task.map(Task::as_str),
        "code": problem.code,
        "defect": problem.cause,
    });
    app.ports().log.line(&line.to_string());
}

/// Works on one leased row; whether it is done.
async fn run(app: &App, row: &Row, lease: &str) -> Result<bool, Problem> {
    let was_begun_too_often = row.attempts > attempts_max();
    let outcome = if was_begun_too_often {
        // It was leased again and again without an end: whatever it does to the program, it does no more.
        failed(app, row, "The work was begun too often without coming to an end.".to_owned()).await
    } else {
        match perform::perform(app, row).await {
            Ok(outcome) => outcome,
            Err(problem) => {
                log(app, &row.tenant, Some(row.task), &problem);
                failed(app, row, problem.cause.unwrap_or(problem.detail)).await
            }
        }
    };
    let is_done = matches!(outcome, Outcome::Done(_));
    let mut statements = vec![store::guard(row, lease)];
    statements.extend(ending(row, outcome, app.now()));
    match app.write(statements).await {
        Ok(()) => Ok(is_done),
        // Somebody else had the lease by then, the row was taken back, or this is the echo of our own success.
        Err(DatabaseError::Refused(Refused::LeaseLost)) => Ok(false),
        Err(error @ DatabaseError::Unavailable) => Err(error.into()),
        // What the work wants to store is refused: it is tried again like any failure, without it.
        Err(error) => {
            let reason = error.to_string();
            let outcome = if was_begun_too_often {
                Outcome::Later { reason, after: None, record: Vec::new() }
            } else {
                failed(app, row, reason).await
            };
            let mut statements = vec![store::guard(row, lease)];
            statements.extend(ending(row, outcome, app.now()));
            match app.write(statements).await {
                Ok(()) | Err(DatabaseError::Refused(Refused::LeaseLost)) => Ok(false),
                Err(error) => Err(error.into()),
            }
        }
    }
}

/// An attempt that its task did not bring to an end. After the last one what it was about says so.
pub(crate) async fn failed(app: &App, row: &Row, reason: String) -> Outcome {
    let record = match wait_after(row.attempts, None) {
        Some(_) => Vec::new(),
        // Where even that cannot be found out, the row ends all the same.
        None => perform::given_up(app, row, &reason).await.unwrap_or_default(),
    };
    Outcome::Later { reason, after: None, record }
}

/// What is stored at the end of an attempt.
fn ending(row: &Row, outcome: Outcome, now: Timestamp) -> Vec<Statement> {
    match outcome {
        Outcome::Done(mut statements) => {
            statements.push(store::finish(row, now));
            statements
        }
        Outcome::Later { reason, after, mut record } => {
            let due_at = wait_after(row.attempts, after).and_then(|wait| now.checked_add(wait).ok());
            record.push(match due_at {
                Some(due_at) => store::postpone(row, due_at, Some(&reason), true),
                None => store::bury(row, now, &reason),
            });
            record
        }
        Outcome::Wait { until, reason, mut record } => {
            record.push(store::postpone(row, until, reason.as_deref(), false));
            record
        }
        Outcome::Dead { reason, mut record } => {
            record.push(store::bury(row, now, &reason));
            record
        }
    }
}

/// Does what is due and nobody is doing, for every tenant: what the queue lost, and what waited for its time. No tenant waits for
/// the peers or for the failure of another one.
///
/// # Errors
/// A [`Problem`] of ours, of one of the tenants at least; the next sweep tries again.
pub async fn sweep(app: &App) -> Result<u32, Problem> {
    let tenants = app.read(store::tenants_with_work(app.now())).await?;
    let spent = AtomicU32::new(0);
    let spent = &spent;
    let runs = tenants.into_iter().map(|tenant| async move {
        // Batches are counted per tenant.
        let app = App::new(app.ports().clone(), app.base_url().to_owned());
        if spent.load(Ordering::Relaxed) >= BATCHES_MAX {
            app.follow(&tenant);
            return Ok(0);
        }
        let done = run_tenant(&app, &tenant).await;
        spent.fetch_add(app.counted().batches, Ordering::Relaxed);
        done
    });
    let mut runs = stream::iter(runs).buffer_unordered(TENANTS_AT_ONCE);
    let mut done = Ok(0u32);
    while let Some(run) = runs.next().await {
        done = done.and_then(|sum| run.map(|run| sum.saturating_add(run)));
    }
    done
}

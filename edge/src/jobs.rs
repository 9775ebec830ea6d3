//! Work that follows a document: the queue's consumer, and the sweep that picks up what the queue lost.

use jiff::ToSpan;
use shared::id::DocumentId;

use crate::{
    app::App, db::Statement, pages::public::render_document, ports::Job, problem::Problem, store::booking::instant,
};

/// The sweep leaves rows to the queue for this long.
const QUEUE_SECONDS: i64 = 60;

/// Does one job and marks its row. Doing it twice changes nothing.
///
/// # Errors
/// A [`Problem`] of ours; the attempt is counted and the job stays open.
pub async fn run(app: &App, job: &Job) -> Result<(), Problem> {
    let values = [job.tenant_id.as_str().into(), job.outbox_id.as_str().into()];
    match render_document(app, &DocumentId::new(&*job.document_id)).await {
        Ok(()) => {
            let [tenant, outbox] = values;
            let done_at = instant(app.now()).into();
            app.batch(vec![Statement::new(include_str!("store/sql/finish_job.sql"), [tenant, outbox, done_at])])
                .await
                .map(drop)
        }
        Err(problem) => {
            app.batch(vec![Statement::new(include_str!("store/sql/fail_job.sql"), values)]).await?;
            Err(problem)
        }
    }
}

/// Does what the queue has not done after a minute.
///
/// # Errors
/// A [`Problem`] of ours; the next sweep tries again.
pub async fn sweep(app: &App) -> Result<u32, Problem> {
    let before = app.now().saturating_sub(QUEUE_SECONDS.seconds()).unwrap_or_else(|_| app.now());
    let rows =
        app.batch(vec![Statement::new(include_str!("store/sql/open_jobs.sql"), [instant(before).into()])]).await?;
    let jobs = match rows.first() {
        Some(rows) => rows.all::<Job>().map_err(|error| app.failed(error))?,
        None => Vec::new(),
    };
    let mut done = 0u32;
    for job in &jobs {
        if run(app, job).await.is_ok() {
            done = done.saturating_add(1);
        }
    }
    Ok(done)
}

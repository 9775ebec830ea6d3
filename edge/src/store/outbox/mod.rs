//! The outbox: work stored with what causes it, leased before it is done, and ended together with what it changed.

pub mod failed;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use shared::{delivery::task::Task, id::TenantId};

use super::write::WriteContext;
use crate::platform::{
    database::{DatabaseError, Query, Statement},
    instant::instant,
};

/// The longest text of what went wrong, in characters.
const ERROR_CHARS_MAX: usize = 500;

/// Work to be done.
#[derive(Clone, Debug)]
pub struct NewRow<'a> {
    /// Follows from what is to be done, so that it is asked for once.
    pub id: &'a str,
    /// What to do.
    pub task: Task,
    /// What it is about.
    pub subject: &'a str,
    /// JSON of the task's own.
    pub details: &'a str,
    /// Not before.
    pub due_at: Timestamp,
}

/// Asks for work. Asking twice is asking once.
pub fn insert(context: &WriteContext<'_>, row: &NewRow<'_>) -> Statement {
    Statement::new(
        include_str!("insert_outbox.sql"),
        [
            context.tenant.as_str().into(),
            row.id.into(),
            row.task.as_str().into(),
            row.subject.into(),
            row.details.into(),
            context.base_url.into(),
            instant(context.now).into(),
            instant(row.due_at).into(),
        ],
    )
}

/// Takes work back that is not done yet.
pub fn delete(tenant: &TenantId, id: &str) -> Statement {
    Statement::new(include_str!("delete_outbox.sql"), [tenant.as_str().into(), id.into()])
}

/// Leased work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Whose.
    pub tenant: TenantId,
    /// Which.
    pub id: String,
    /// What to do.
    pub task: Task,
    /// What it is about.
    pub subject: String,
    /// JSON of the task's own.
    pub details: String,
    /// Scheme, host and port for links.
    pub base_url: String,
    /// Attempts, this one included.
    pub attempts: u32,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// Since when it is due.
    pub due_at: Timestamp,
}

/// Leases due work of a tenant, and answers it in the order in which it became due; webhooks, which may hang, after all the rest.
pub fn lease(tenant: &TenantId, lease: &str, now: Timestamp, lasts: SignedDuration, rows: u32) -> Query<Vec<Row>> {
    let until = now.saturating_add(lasts).unwrap_or(now);
    let values = [tenant.as_str().into(), lease.into(), instant(until).into(), instant(now).into(), rows.into()];
    Query::all::<LeasedRow>(include_str!("lease_outbox.sql"), values).try_into_each().map(|mut found: Vec<Row>| {
        let place = |row: &Row| (row.task == Task::CallWebhook, row.due_at);
        found.sort_by(|one, other| (place(one), &one.id).cmp(&(place(other), &other.id)));
        found
    })
}

#[derive(Deserialize)]
struct LeasedRow {
    tenant_id: String,
    id: String,
    task: String,
    subject_id: String,
    details: String,
    base_url: String,
    attempts: u32,
    created_at: Timestamp,
    due_at: Timestamp,
}

impl TryFrom<LeasedRow> for Row {
    type Error = DatabaseError;

    fn try_from(row: LeasedRow) -> Result<Self, DatabaseError> {
        Ok(Self {
            tenant: TenantId::new(row.tenant_id),
            task: Task::parse(&row.task).ok_or_else(|| DatabaseError::Defect(format!("outbox: {}", row.task)))?,
            id: row.id,
            subject: row.subject_id,
            details: row.details,
            base_url: row.base_url,
            attempts: row.attempts,
            created_at: row.created_at,
            due_at: row.due_at,
        })
    }
}

/// Aborts the batch as `lease_lost` where somebody else works on the row, or where it is gone or ended.
pub fn guard(row: &Row, lease: &str) -> Statement {
    Statement::new(
        include_str!("guard_lease_lost.sql"),
        [row.tenant.as_str().into(), row.id.as_str().into(), lease.into()],
    )
}

/// The row is done.
pub fn finish(row: &Row, now: Timestamp) -> Statement {
    Statement::new(
        include_str!("finish_outbox.sql"),
        [row.tenant.as_str().into(), row.id.as_str().into(), instant(now).into()],
    )
}

/// The row is tried again later; `counts` says whether this attempt was one.
pub fn postpone(row: &Row, due_at: Timestamp, why: Option<&str>, counts: bool) -> Statement {
    Statement::new(
        include_str!("postpone_outbox.sql"),
        [
            row.tenant.as_str().into(),
            row.id.as_str().into(),
            instant(due_at).into(),
            why.map(clipped).into(),
            i64::from(!counts).into(),
        ],
    )
}

/// Ends the lease of rows that nobody has begun, as if there had been none.
pub fn give_back(tenant: &TenantId, lease: &str, rows: &[Row]) -> Statement {
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let ids = serde_json::Value::from(ids).to_string();
    Statement::new(include_str!("give_back_outbox.sql"), [tenant.as_str().into(), lease.into(), ids.into()])
}

/// Nobody tries the row again, until an admin says so.
pub fn bury(row: &Row, now: Timestamp, why: &str) -> Statement {
    Statement::new(
        include_str!("bury_outbox.sql"),
        [row.tenant.as_str().into(), row.id.as_str().into(), instant(now).into(), clipped(why).into()],
    )
}

fn clipped(text: &str) -> String {
    text.chars().take(ERROR_CHARS_MAX).collect()
}

/// The tenants that have work which is due and nobody is doing.
pub fn tenants_with_work(now: Timestamp) -> Query<Vec<TenantId>> {
    Query::all::<WorkingRow>(include_str!("tenants_with_work.sql"), [instant(now).into()])
        .map(|rows| rows.into_iter().map(|row| TenantId::new(row.tenant_id)).collect())
}

#[derive(Deserialize)]
struct WorkingRow {
    tenant_id: String,
}

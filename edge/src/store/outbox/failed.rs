//! Work that came to no end: rows of the outbox that nobody tries again until an admin says so.

use jiff::Timestamp;
use serde::Deserialize;
use shared::{id::TenantId, limits};

use crate::platform::{
    database::{Counted, Query, Statement, rows_before},
    instant::instant,
};

/// A row that is dead.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct FailedRow {
    /// Row of the outbox.
    pub id: String,
    /// What was to be done.
    pub task: String,
    /// How often it was tried.
    pub attempts: u32,
    /// Why nobody tries it again.
    pub last_error: Option<String>,
    /// Since when.
    pub dead_at: String,
    /// When it was asked for.
    pub created_at: String,
    /// The document that it is about.
    pub document_id: Option<String>,
    /// Its number.
    pub document_number: Option<String>,
    /// The booking that it is about.
    pub booking_id: Option<String>,
    /// Its reference.
    pub booking_reference: Option<String>,
}

/// One page, the last one first, and how many there are.
pub fn list(tenant: &TenantId, page: u32) -> (Query<Vec<FailedRow>>, Query<Counted>) {
    let rows = [tenant.as_str().into(), limits::PAGE_ROWS.into(), rows_before(page).into()];
    (
        Query::all::<FailedRow>(include_str!("dead.sql"), rows),
        Query::one::<Counted>(include_str!("count_dead.sql"), [tenant.as_str().into()]),
    )
}

/// Has a row tried again, with all its attempts; nothing where it is not dead.
pub fn retry(tenant: &TenantId, id: &str, now: Timestamp) -> Statement {
    Statement::new(include_str!("retry_dead.sql"), [tenant.as_str().into(), id.into(), instant(now).into()])
}

/// Takes a dead row away: it will not be done.
pub fn dismiss(tenant: &TenantId, id: &str) -> Statement {
    Statement::new(include_str!("dismiss_dead.sql"), [tenant.as_str().into(), id.into()])
}

//! What the operator reads and writes: tenants and their module, and the operator's own sessions. The only statements that
//! look at all tenants.

use jiff::Timestamp;
use serde::Deserialize;
use shared::{id::Slug, limits, tenant::module::SalesInvoicing};

use super::session::Attempt;
use crate::platform::{
    database::{DatabaseError, Rows, Statement, rows_before},
    instant::instant,
};

/// Statement of [`refuse`] and [`sign_in`] that answers the failures of the address.
pub const FAILURES: usize = 2;
/// Statement of [`sign_in`] that answers a row if the session was opened.
pub const OPENED: usize = 3;

fn window(now: i64) -> i64 {
    now.saturating_sub(limits::SIGN_IN_WINDOW_SECONDS)
}

/// Counts a wrong key.
pub fn refuse(attempt: Attempt<'_>) -> Vec<Statement> {
    let Attempt { address_hash, now, .. } = attempt;
    vec![
        Statement::new(include_str!("forget_old_sign_ins.sql"), [window(now).into()]),
        Statement::new(include_str!("count_failed_sign_in.sql"), [address_hash.into(), now.into()]),
        failures(attempt),
    ]
}

/// Opens a session for the right key, unless the address has failed too often.
pub fn sign_in(attempt: Attempt<'_>) -> Vec<Statement> {
    let Attempt { key_hash, address_hash, token_hash, now } = attempt;
    let (idle, begun) = (now.saturating_sub(limits::SESSION_IDLE_SECONDS), now.saturating_sub(limits::SESSION_SECONDS));
    vec![
        Statement::new(include_str!("forget_old_sign_ins.sql"), [window(now).into()]),
        Statement::new(include_str!("end_old_sessions.sql"), [key_hash.into(), idle.into(), begun.into()]),
        failures(attempt),
        Statement::new(
            include_str!("open_session.sql"),
            [
                key_hash.into(),
                token_hash.into(),
                now.into(),
                address_hash.into(),
                window(now).into(),
                limits::SIGN_IN_ATTEMPTS_MAX.into(),
            ],
        ),
    ]
}

fn failures(attempt: Attempt<'_>) -> Statement {
    let values = [attempt.address_hash.into(), window(attempt.now).into()];
    Statement::new(include_str!("find_failed_sign_ins.sql"), values)
}

/// Notes the use of a session; answers a row if it is alive and was opened by the present key.
pub fn use_session(token_hash: &str, key_hash: &str, now: i64) -> Statement {
    let (idle, begun) = (now.saturating_sub(limits::SESSION_IDLE_SECONDS), now.saturating_sub(limits::SESSION_SECONDS));
    Statement::new(
        include_str!("use_session.sql"),
        [token_hash.into(), key_hash.into(), now.into(), idle.into(), begun.into()],
    )
}

/// Ends a session.
pub fn end_session(token_hash: &str) -> Statement {
    Statement::new(include_str!("end_session.sql"), [token_hash.into()])
}

/// A tenant in the operator's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenantRow {
    /// Name in URLs.
    pub slug: String,
    /// Trading name.
    pub name: String,
    /// Whether documents are made.
    pub sales_invoicing: SalesInvoicing,
    /// When that was switched last; none if it never was.
    pub since: Option<Timestamp>,
}

/// What a search finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct TenantCounts {
    /// Tenants of all pages.
    pub rows: u64,
    /// Those of them with the module.
    pub active: u64,
}

/// One page of [`TenantRow`]s, then [`TenantCounts`] of all pages.
pub fn list(search: &str, page: u32) -> Vec<Statement> {
    vec![
        Statement::new(
            include_str!("list_tenants.sql"),
            [search.into(), limits::PAGE_ROWS.into(), rows_before(page).into()],
        ),
        Statement::new(include_str!("count_tenants.sql"), [search.into()]),
    ]
}

/// Switches the module of a tenant, then answers the tenant; no row if there is none of this name.
pub fn switch(slug: &Slug, to: SalesInvoicing, now: Timestamp) -> Vec<Statement> {
    let slug = || slug.as_str().into();
    vec![
        Statement::new(include_str!("switch_sales_invoicing.sql"), [slug(), to.stored().into(), instant(now).into()]),
        Statement::new(include_str!("find_tenant.sql"), [slug()]),
    ]
}

/// Reads tenants.
///
/// # Errors
/// [`DatabaseError::Defect`].
pub fn decode(rows: &Rows) -> Result<Vec<TenantRow>, DatabaseError> {
    #[derive(Deserialize)]
    struct Row {
        slug: String,
        name: String,
        sales_invoicing: i64,
        sales_invoicing_since: String,
    }
    rows.all::<Row>()?
        .into_iter()
        .map(|row| {
            let since = match row.sales_invoicing_since.as_str() {
                "" => None,
                text => Some(text.parse().map_err(|_| DatabaseError::Defect("sales_invoicing_since".into()))?),
            };
            let sales_invoicing = SalesInvoicing::from_stored(row.sales_invoicing);
            Ok(TenantRow { slug: row.slug, name: row.name, sales_invoicing, since })
        })
        .collect()
}

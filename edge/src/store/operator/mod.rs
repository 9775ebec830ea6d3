//! What the operator reads and writes: tenants and their module, and the operator's own sessions. The only statements that
//! look at all tenants.

use jiff::Timestamp;
use serde::Deserialize;
use shared::{id::Slug, limits, tenant::module::SalesInvoicing};

use super::session::{Attempt, Failures, failures};
use crate::platform::{
    database::{Batch, DatabaseError, Handle, Query, Statement, rows_before},
    instant::instant,
};

fn window(now: i64) -> i64 {
    now.saturating_sub(limits::SIGN_IN_WINDOW_SECONDS)
}

/// Where the answers to an attempt are.
pub struct SignIn {
    /// Wrong keys of the address so far, this one included.
    pub failures: Handle<Failures>,
    /// Whether the session was opened; none where the key was wrong.
    pub is_opened: Option<Handle<bool>>,
}

/// Counts a wrong key; opens a session for the right one, unless the address has failed too often.
pub fn sign_in(attempt: Attempt<'_>, is_right: bool) -> (Batch, SignIn) {
    let Attempt { key_hash, address_hash, token_hash, now } = attempt;
    let (idle, begun) = (now.saturating_sub(limits::SESSION_IDLE_SECONDS), now.saturating_sub(limits::SESSION_SECONDS));
    let mut batch = Batch::from(Statement::new(include_str!("forget_old_sign_ins.sql"), [window(now).into()]));
    batch.run(if is_right {
        Statement::new(include_str!("end_old_sessions.sql"), [key_hash.into(), idle.into(), begun.into()])
    } else {
        Statement::new(include_str!("count_failed_sign_in.sql"), [address_hash.into(), now.into()])
    });
    let failures = batch.add(failures(address_hash, window(now)));
    let open = is_right.then(|| {
        Query::any(
            include_str!("open_session.sql"),
            [
                key_hash.into(),
                token_hash.into(),
                now.into(),
                address_hash.into(),
                window(now).into(),
                limits::SIGN_IN_ATTEMPTS_MAX.into(),
            ],
        )
    });
    let is_opened = open.map(|open| batch.add(open));
    (batch, SignIn { failures, is_opened })
}

/// Notes the use of a session. Answers whether it is alive and was opened by the present key.
pub fn use_session(token_hash: &str, key_hash: &str, now: i64) -> Query<bool> {
    let (idle, begun) = (now.saturating_sub(limits::SESSION_IDLE_SECONDS), now.saturating_sub(limits::SESSION_SECONDS));
    Query::any(
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
pub struct ListedTenant {
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

/// One page of tenants, and how many there are on all pages.
pub fn list(search: &str, page: u32) -> (Query<Vec<ListedTenant>>, Query<TenantCounts>) {
    let values = [search.into(), limits::PAGE_ROWS.into(), rows_before(page).into()];
    (
        Query::all::<ListedRow>(include_str!("list_tenants.sql"), values).try_into_each(),
        Query::one::<TenantCounts>(include_str!("count_tenants.sql"), [search.into()]),
    )
}

#[derive(Deserialize)]
struct ListedRow {
    slug: String,
    name: String,
    sales_invoicing: i64,
    sales_invoicing_since: String,
}

impl TryFrom<ListedRow> for ListedTenant {
    type Error = DatabaseError;

    fn try_from(row: ListedRow) -> Result<Self, DatabaseError> {
        let since = match row.sales_invoicing_since.as_str() {
            "" => None,
            text => Some(text.parse().map_err(|_| DatabaseError::Defect("sales_invoicing_since".into()))?),
        };
        let sales_invoicing = SalesInvoicing::from_stored(row.sales_invoicing);
        Ok(Self { slug: row.slug, name: row.name, sales_invoicing, since })
    }
}

/// Switches the module of a tenant. Answers whether there is one of this name.
pub fn switch(slug: &Slug, to: SalesInvoicing, now: Timestamp) -> (Batch, Handle<bool>) {
    let slug = || slug.as_str().into();
    let mut batch = Batch::from(Statement::new(
        include_str!("switch_sales_invoicing.sql"),
        [slug(), to.stored().into(), instant(now).into()],
    ));
    let is_known = batch.add(Query::any(include_str!("find_tenant.sql"), [slug()]));
    (batch, is_known)
}

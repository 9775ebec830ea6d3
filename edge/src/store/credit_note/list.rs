//! Credit notes as their list shows them.

use jiff::civil::Date;
use serde::Deserialize;
use shared::{delivery::sent::SentBy, id::TenantId, limits};

use crate::{
    platform::database::{Query, rows_before},
    store::delivery::SentRow,
};

/// A credit note in a list.
#[derive(Clone, Debug, Deserialize)]
pub struct CreditNoteRow {
    /// Handle.
    pub id: String,
    /// Number.
    pub number: String,
    /// Day of issue.
    pub issue_date: Date,
    /// Who gets it.
    pub buyer_name: String,
    /// Amount credited in cents.
    pub amount_due: i64,
    /// The invoice that it corrects.
    pub invoice_id: String,
    /// Number of that invoice.
    pub invoice_number: String,
    /// How it was sent.
    #[serde(flatten)]
    pub delivery: SentRow,
}

/// Totals of a filter, in cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct CreditNoteSums {
    /// Credit notes of all pages.
    pub rows: u64,
    /// Amount credited.
    pub amount_credited: i64,
}

/// One page of credit notes, and the sums of all pages.
pub fn list(
    tenant: &TenantId,
    search: &str,
    sent: Option<SentBy>,
    page: u32,
) -> (Query<Vec<CreditNoteRow>>, Query<CreditNoteSums>) {
    let rows = [limits::PAGE_ROWS.into(), rows_before(page).into()];
    let filter = [tenant.as_str().into(), search.into(), sent.map_or("", SentBy::as_str).into()];
    let page = filter.clone().into_iter().chain(rows);
    (
        Query::all::<CreditNoteRow>(include_str!("list_credit_notes.sql"), page),
        Query::one::<CreditNoteSums>(include_str!("sum_credit_notes.sql"), filter),
    )
}

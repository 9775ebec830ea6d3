//! The overview of invoices: one page of a filter, the sums of all of it, and what exports need of it.

use jiff::civil::Date;
use serde::Deserialize;
use shared::{
    billing::{
        balance::{Balance, BalanceState},
        number::DocumentNumber,
        reference::StructuredCommunication,
    },
    delivery::sent::SentBy,
    id::TenantId,
    limits,
};

use super::{delivery::SentRow, payment::BalanceRow};
use crate::platform::database::{DatabaseError, Query, Value, rows_before};

/// Which invoices are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Searched number or buyer; may be empty.
    pub search: String,
    /// None for all.
    pub state: Option<BalanceState>,
    /// First day of issue.
    pub from: Option<Date>,
    /// Last day of issue.
    pub to: Option<Date>,
    /// How it was sent; none for all.
    pub sent: Option<SentBy>,
}

impl Wanted {
    fn values(&self, tenant: &TenantId, today: Date) -> Vec<Value> {
        let day = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        vec![
            tenant.as_str().into(),
            self.search.as_str().into(),
            self.state.map_or("", BalanceState::as_str).into(),
            today.to_string().into(),
            day(self.from).into(),
            day(self.to).into(),
            self.sent.map_or("", SentBy::as_str).into(),
        ]
    }

    fn rows(&self, tenant: &TenantId, today: Date, rows: u32, before: u32) -> Query<Vec<(InvoiceRow, Balance)>> {
        let values = self.values(tenant, today).into_iter().chain([rows.into(), before.into()]);
        Query::all::<InvoiceRow>(include_str!("list_invoices.sql"), values)
            .try_map(|rows| rows.into_iter().map(|row| row.balance().map(|balance| (row, balance))).collect())
    }

    /// One page of invoices, each with its account.
    pub fn page(&self, tenant: &TenantId, today: Date, page: u32) -> Query<Vec<(InvoiceRow, Balance)>> {
        self.rows(tenant, today, limits::PAGE_ROWS, rows_before(page))
    }

    /// So many invoices and one more, which says that there are too many.
    pub fn first(&self, tenant: &TenantId, today: Date, rows: u32) -> Query<Vec<(InvoiceRow, Balance)>> {
        self.rows(tenant, today, rows.saturating_add(1), 0)
    }

    /// So many credit notes of the same period and one more, which says that there are too many. Credit notes have no state:
    /// a filter by state finds none.
    pub fn first_credit_notes(&self, tenant: &TenantId, rows: u32) -> Query<Vec<CreditRow>> {
        let day = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let rows = if self.state.is_some() { 0 } else { rows.saturating_add(1) };
        Query::all::<CreditRow>(
            include_str!("list_credit_notes_of_period.sql"),
            [
                tenant.as_str().into(),
                self.search.as_str().into(),
                day(self.from).into(),
                day(self.to).into(),
                rows.into(),
                self.sent.map_or("", SentBy::as_str).into(),
            ],
        )
    }

    /// The sums of all pages.
    pub fn sums(&self, tenant: &TenantId, today: Date) -> Query<InvoiceSums> {
        Query::one::<InvoiceSums>(include_str!("sum_invoices.sql"), self.values(tenant, today))
    }
}

/// A credit note in an export; amounts in cents, above zero.
#[derive(Clone, Debug, Deserialize)]
pub struct CreditRow {
    /// Handle.
    pub id: String,
    /// Number.
    pub number: String,
    /// Day of issue.
    pub issue_date: Date,
    /// Who is credited.
    pub buyer_name: String,
    /// VAT identifier of the buyer.
    pub buyer_vat: Option<String>,
    /// ISO 4217 code.
    pub currency: String,
    /// Total without VAT.
    pub total_without_vat: i64,
    /// VAT.
    pub vat_total: i64,
    /// Total with VAT.
    pub total_with_vat: i64,
    /// Amount credited.
    pub amount_due: i64,
    /// Reference of the booking it is for.
    pub booking_reference: Option<String>,
    /// Number of the invoice that it corrects.
    pub invoice_number: String,
    /// How it was sent.
    #[serde(flatten)]
    pub delivery: SentRow,
}

/// An invoice in the overview; amounts in cents.
#[derive(Clone, Debug, Deserialize)]
pub struct InvoiceRow {
    /// Handle.
    pub id: String,
    /// Number.
    pub number: String,
    /// Type code (BT-3): 380, or 386 for a prepayment invoice.
    pub type_code: String,
    /// Day of issue.
    pub issue_date: Date,
    /// Due date.
    pub due_date: Date,
    /// Who is invoiced.
    pub buyer_name: String,
    /// VAT identifier of the buyer.
    pub buyer_vat: Option<String>,
    /// ISO 4217 code.
    pub currency: String,
    /// Total without VAT.
    pub total_without_vat: i64,
    /// VAT.
    pub vat_total: i64,
    /// Total with VAT.
    pub total_with_vat: i64,
    /// Year of its series.
    pub year: u16,
    /// Place in its series.
    pub sequence: u32,
    /// `booking` or `manual`.
    pub source: String,
    /// The booking it is for.
    pub booking_id: Option<String>,
    /// Its reference.
    pub booking_reference: Option<String>,
    /// Due when it was issued.
    pub total: i64,
    /// Credited since.
    pub credited: i64,
    /// Paid since.
    pub paid: i64,
    /// Cash discount that was taken.
    pub cash_discount: i64,
    /// How it was sent.
    #[serde(flatten)]
    pub delivery: SentRow,
}

impl InvoiceRow {
    /// Its account.
    ///
    /// # Errors
    /// [`DatabaseError::Defect`] beyond the bounds of an amount.
    pub fn balance(&self) -> Result<Balance, DatabaseError> {
        let Self { total, credited, paid, cash_discount, .. } = *self;
        BalanceRow { total, credited, paid, cash_discount }.decode()
    }

    /// What a payer writes on a transfer.
    pub fn structured_communication(&self) -> Option<StructuredCommunication> {
        let number = DocumentNumber::from_database(self.number.clone(), self.year, self.sequence);
        StructuredCommunication::from_number(number.reference_digits())
    }
}

/// Sums of a filter, in cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct InvoiceSums {
    /// Invoices of all pages.
    pub rows: u64,
    /// Total with VAT.
    pub total_with_vat: i64,
    /// Credited.
    pub credited: i64,
    /// Paid.
    pub paid: i64,
    /// Still due.
    pub due: i64,
}

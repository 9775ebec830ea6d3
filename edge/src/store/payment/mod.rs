//! Payments: recorded, undone, read. The database adds them up, in the view `invoice_balance`.

use jiff::{Timestamp, civil::Date};
use serde::Deserialize;
use shared::{
    billing::{
        balance::Balance,
        cash_discount::CashDiscountLeft,
        payment::{Payment, PaymentMethod},
    },
    id::{DocumentId, PaymentId, TenantId},
    money::Amount,
};

use super::write::{Happened, Write};
use crate::platform::{
    database::{DatabaseError, Query, Statement},
    instant::instant,
};

/// A recorded payment.
#[derive(Clone, Debug, Deserialize)]
pub struct PaymentRow {
    /// UUIDv7.
    pub id: String,
    /// The invoice it is for.
    pub document_id: String,
    /// Day on which the money came in.
    pub paid_on: Date,
    /// Cents.
    pub amount: i64,
    /// Name of a [`PaymentMethod`].
    pub method: String,
    /// May be empty.
    pub note: String,
    /// Cash discount that was taken with it, in cents.
    pub cash_discount: i64,
    /// UTC instant.
    pub created_at: String,
    /// When it was found to be a mistake.
    pub reversed_at: Option<String>,
}

impl PaymentRow {
    /// How it was paid.
    pub fn method(&self) -> Option<PaymentMethod> {
        PaymentMethod::parse(&self.method)
    }

    /// Whether this row says the same as a payment of this document.
    pub fn records(&self, document: &str, payment: &Payment) -> bool {
        let amount = payment.amount.cents();
        self.document_id == document
            && (self.paid_on, self.amount, self.method()) == (payment.paid_on, amount, Some(payment.method))
            && self.note == payment.note
    }
}

/// Records a payment. More than is due aborts the batch as `payment_exceeds_due`; a known id as a duplicate, or as the
/// same where nothing more is due; a cash discount that is not earned as `cash_discount_not_earned`.
pub fn record(tenant: &TenantId, id: PaymentId, document: &str, payment: &Payment, now: Timestamp) -> Write {
    let statement = Statement::new(
        include_str!("record_payment.sql"),
        [
            tenant.as_str().into(),
            id.to_string().into(),
            document.into(),
            payment.paid_on.to_string().into(),
            payment.amount.cents().into(),
            payment.method.as_str().into(),
            payment.note.as_str().into(),
            instant(now).into(),
            payment.cash_discount.cents().into(),
        ],
    );
    Write::new([statement]).happens(Happened::PaymentRecorded { invoice: DocumentId::new(document) })
}

/// Marks a payment of this document as a mistake. Doing it twice changes nothing.
pub fn reverse(tenant: &TenantId, id: PaymentId, document: &str, now: Timestamp) -> Write {
    let statement = Statement::new(
        include_str!("reverse_payment.sql"),
        [tenant.as_str().into(), id.to_string().into(), document.into(), instant(now).into()],
    );
    Write::new([statement]).happens(Happened::PaymentUndone { invoice: DocumentId::new(document) })
}

/// One payment by its id.
pub fn find(tenant: &TenantId, id: PaymentId) -> Query<Option<PaymentRow>> {
    let values = [tenant.as_str().into(), id.to_string().into()];
    Query::first::<PaymentRow>(include_str!("payment_by_id.sql"), values)
}

/// The payments of a document, oldest first.
pub fn of_document(tenant: &TenantId, document: &str) -> Query<Vec<PaymentRow>> {
    Query::all::<PaymentRow>(include_str!("payments_of_document.sql"), [tenant.as_str().into(), document.into()])
}

/// The account of an invoice; none for a document that is no invoice.
pub fn account(tenant: &TenantId, document: &str) -> Query<Option<Account>> {
    Query::first::<AccountRow>(include_str!("invoice_balance.sql"), [tenant.as_str().into(), document.into()])
        .try_into_each()
}

#[derive(Deserialize)]
struct AccountRow {
    #[serde(flatten)]
    balance: BalanceRow,
    discount_left: i64,
    pay_by: Option<Date>,
}

/// An account in cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct BalanceRow {
    /// Due when it was issued.
    pub total: i64,
    /// Credited since.
    pub credited: i64,
    /// Paid since.
    pub paid: i64,
    /// Cash discount that was taken.
    pub cash_discount: i64,
}

impl BalanceRow {
    /// The account, to decide from.
    ///
    /// # Errors
    /// [`DatabaseError::Defect`] beyond the bounds of an amount.
    pub fn decode(self) -> Result<Balance, DatabaseError> {
        Balance::from_cents(self.total, self.credited, self.paid, self.cash_discount)
            .map_err(|error| DatabaseError::Defect(format!("balance: {error}")))
    }
}

/// The account of an invoice, and what of its cash discount can still be taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    /// What became of it.
    pub balance: Balance,
    /// None where nothing is offered, or a payment came late.
    pub discount_left: Option<CashDiscountLeft>,
}

impl Account {
    /// What is to be paid on a day, with the cash discount where it is still in time.
    pub fn asked(self, day: Date) -> Amount {
        let due = self.balance.due();
        self.discount_left.filter(|left| day <= left.pay_by).and_then(|left| left.asks(due)).unwrap_or(due)
    }
}

impl TryFrom<AccountRow> for Account {
    type Error = DatabaseError;

    fn try_from(row: AccountRow) -> Result<Self, DatabaseError> {
        let discount = Amount::from_cents(row.discount_left)
            .map_err(|error| DatabaseError::Defect(format!("discount: {error}")))?;
        let discount_left =
            row.pay_by.filter(|_| discount > Amount::ZERO).map(|pay_by| CashDiscountLeft { discount, pay_by });
        Ok(Self { balance: row.balance.decode()?, discount_left })
    }
}

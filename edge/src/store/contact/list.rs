//! What belongs to a contact: its bookings, its documents, and whom it was merged with.

use jiff::civil::Date;
use serde::Deserialize;
use shared::{
    billing::{
        balance::Balance,
        quotation::{Answer, Outcome, QuotationState},
    },
    id::{ContactId, TenantId},
    limits,
};

use super::StoredContact;
use crate::{
    platform::database::{DatabaseError, IntoQuery, Query},
    store::{contact, delivery::SentRow, payment::BalanceRow},
};

/// How much belongs to a contact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Related {
    /// Bookings.
    pub bookings: u64,
    /// Quotes, invoices and credit notes.
    pub documents: u64,
    /// What its invoices leave due, in cents.
    pub due: i64,
}

/// A booking of a contact.
#[derive(Clone, Debug, Deserialize)]
pub struct ContactBooking {
    /// UUIDv7.
    pub id: String,
    /// Reference for people.
    pub reference: String,
    /// `confirmed` or `cancelled`.
    pub status: String,
    /// Service at booking time.
    pub service_name: String,
    /// Wall time of the start.
    pub local_starts_at: String,
    /// Wall time of the end.
    pub local_ends_at: String,
}

/// What a document of a contact is, and how it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentState {
    /// A quote until this day, with how it ended and what the customer answered.
    Quotation(Option<Outcome>, Option<Answer>, Date),
    /// An invoice with its account, due on this day.
    Invoice(Balance, Date),
    /// A credit note.
    CreditNote,
}

impl DocumentState {
    /// The state of a quote on a day; none for any other document.
    pub fn quotation(self, today: Date) -> Option<QuotationState> {
        match self {
            Self::Quotation(outcome, answer, valid_until) => {
                Some(QuotationState::of(outcome, answer, valid_until, today))
            }
            Self::Invoice(..) | Self::CreditNote => None,
        }
    }
}

/// A document of a contact.
#[derive(Clone, Debug)]
pub struct ContactDocument {
    /// Handle.
    pub id: String,
    /// Number.
    pub number: String,
    /// Day of issue.
    pub issue_date: Date,
    /// ISO 4217 code.
    pub currency: String,
    /// Total with VAT, in cents.
    pub total_with_vat: i64,
    /// What it is, and how it stands.
    pub state: DocumentState,
    /// How it was sent.
    pub delivery: SentRow,
    /// Whether it was made with a booking.
    pub with_booking: bool,
}

#[derive(Deserialize)]
struct ContactDocumentRow {
    id: String,
    number: String,
    issue_date: Date,
    due_date: Option<Date>,
    valid_until: Option<Date>,
    currency: String,
    total_with_vat: i64,
    outcome: Option<Outcome>,
    answer: Option<Answer>,
    total: Option<i64>,
    credited: Option<i64>,
    paid: Option<i64>,
    cash_discount: Option<i64>,
    source: String,
    #[serde(flatten)]
    delivery: SentRow,
}

impl TryFrom<ContactDocumentRow> for ContactDocument {
    type Error = DatabaseError;

    fn try_from(row: ContactDocumentRow) -> Result<Self, DatabaseError> {
        let account = (row.total, row.credited, row.paid, row.cash_discount);
        let state = match (row.valid_until, row.due_date, account) {
            (Some(valid_until), _, _) => DocumentState::Quotation(row.outcome, row.answer, valid_until),
            (None, Some(due_date), (Some(total), Some(credited), Some(paid), Some(cash_discount))) => {
                DocumentState::Invoice(BalanceRow { total, credited, paid, cash_discount }.decode()?, due_date)
            }
            _ => DocumentState::CreditNote,
        };
        let with_booking = row.source == "booking";
        let ContactDocumentRow { id, number, issue_date, currency, total_with_vat, delivery, .. } = row;
        Ok(Self { id, number, issue_date, currency, total_with_vat, state, delivery, with_booking })
    }
}

/// A contact that was merged into another one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Merged {
    /// Its name.
    pub name: String,
    /// The address by which it still is known.
    pub email: Option<String>,
}

/// Everything that a contact's page shows.
#[derive(Clone, Debug)]
pub struct ContactDetail {
    /// The contact.
    pub stored: StoredContact,
    /// Who may be the same.
    pub duplicates: Vec<StoredContact>,
    /// How much belongs to it.
    pub related: Related,
    /// Its latest bookings.
    pub bookings: Vec<ContactBooking>,
    /// Its latest documents.
    pub documents: Vec<ContactDocument>,
    /// Who was merged into it.
    pub merged: Vec<Merged>,
}

/// How much belongs to a contact.
pub fn related(tenant: &TenantId, id: &ContactId) -> Query<Related> {
    let values = [tenant.as_str().into(), id.as_str().into()];
    Query::one::<Related>(include_str!("count_related.sql"), values)
}

/// Everything of a contact; none if there is no such contact. A merged contact answers the one that it became, without what belongs
/// to it: go there.
pub fn read(tenant: &TenantId, id: &ContactId) -> Query<Option<ContactDetail>> {
    let key = || [tenant.as_str().into(), id.as_str().into()];
    let page = || key().into_iter().chain([limits::PAGE_ROWS.into()]);
    let queries = (
        contact::by_id(tenant, id.as_str()),
        contact::duplicates(tenant, id),
        related(tenant, id),
        Query::all::<ContactBooking>(include_str!("list_bookings.sql"), page()),
        Query::all::<ContactDocumentRow>(include_str!("list_documents.sql"), page()).try_into_each(),
        Query::all::<Merged>(include_str!("list_merged.sql"), key()),
    );
    queries.into_query().map(|(stored, duplicates, related, bookings, documents, merged)| {
        stored.map(|stored| ContactDetail { stored, duplicates, related, bookings, documents, merged })
    })
}

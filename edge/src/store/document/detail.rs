//! Invoices and quotes as lists and details show them.

use super::{DocumentRow, StoredDocument};
use crate::{
    platform::database::{DatabaseError, Query},
    store::{
        payment::BalanceRow,
        quotation::answer::{AnswerRow, GivenAnswer},
    },
};
use jiff::civil::Date;
use serde::Deserialize;
use shared::{
    billing::{balance::Balance, document::Draft, quotation::QuotationState},
    id::{BookingId, TenantId},
};

/// Another document, to link to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Handle.
    pub id: String,
    /// Number.
    pub number: String,
}

/// A document with what its page shows beside it.
#[derive(Clone, Debug)]
pub struct DocumentDetail {
    /// The document.
    pub stored: StoredDocument,
    /// Reference of its booking, if it is for one.
    pub booking_reference: Option<String>,
    /// Whether that booking was cancelled.
    pub booking_cancelled: bool,
    /// UTC instant.
    pub created_at: String,
    /// When the quotation ended.
    pub ended_at: Option<String>,
    /// What the customer said to the quotation.
    pub answer: Option<GivenAnswer>,
    /// The quotation that became this invoice, or of which it is a prepayment.
    pub quotation: Option<Related>,
    /// The invoice that this quotation became.
    pub invoice: Option<Related>,
    /// The invoice that this credit note corrects.
    pub corrects: Option<Related>,
    /// The final invoice that takes this prepayment invoice off.
    pub taken_off_by: Option<Related>,
    /// Whether that one still asks for something, so that this one cannot be credited.
    pub is_taken_off: bool,
    /// The account of an invoice, as [`of_booking`] answers it.
    pub balance: Option<Balance>,
}

impl DocumentDetail {
    /// Number.
    pub fn number(&self) -> String {
        self.stored.document.number().to_string()
    }

    /// Whether this is a prepayment invoice (type 386).
    pub fn is_prepayment(&self) -> bool {
        self.stored.document.draft().type_code() == Some("386")
    }

    /// State of a quotation on a day; none for any other document.
    pub fn quotation_state(&self, today: Date) -> Option<QuotationState> {
        match self.stored.document.draft() {
            Draft::Quotation(quotation) => {
                let answer = self.answer.as_ref().map(|given| given.answer);
                Some(QuotationState::of(self.stored.outcome, answer, quotation.valid_until, today))
            }
            Draft::Invoice(_) | Draft::CreditNote(_) => None,
        }
    }
}

#[derive(Deserialize)]
struct DetailRow {
    #[serde(flatten)]
    document: DocumentRow,
    booking_reference: Option<String>,
    booking_status: Option<String>,
    created_at: String,
    ended_at: Option<String>,
    #[serde(flatten)]
    answer: AnswerRow,
    quotation_id: Option<String>,
    quotation_number: Option<String>,
    invoice_number: Option<String>,
    corrects_id: Option<String>,
    corrects_number: Option<String>,
    taken_off_id: Option<String>,
    taken_off_number: Option<String>,
    taken_off_stands: i64,
    // The account is there only where the documents of a booking are asked for.
    #[serde(default)]
    total: Option<i64>,
    #[serde(default)]
    credited: Option<i64>,
    #[serde(default)]
    paid: Option<i64>,
    #[serde(default)]
    cash_discount: Option<i64>,
}

impl DetailRow {
    fn balance(&self) -> Result<Option<Balance>, DatabaseError> {
        let (Some(total), Some(credited)) = (self.total, self.credited) else { return Ok(None) };
        let (Some(paid), Some(cash_discount)) = (self.paid, self.cash_discount) else { return Ok(None) };
        BalanceRow { total, credited, paid, cash_discount }.decode().map(Some)
    }
}

impl TryFrom<DetailRow> for DocumentDetail {
    type Error = DatabaseError;

    fn try_from(row: DetailRow) -> Result<Self, DatabaseError> {
        let related = |id: Option<String>, number: Option<String>| Some(Related { id: id?, number: number? });
        let balance = row.balance()?;
        let stored = StoredDocument::try_from(row.document)?;
        Ok(Self {
            balance,
            invoice: related(stored.invoice_id.as_ref().map(ToString::to_string), row.invoice_number),
            stored,
            answer: row.answer.given(),
            booking_reference: row.booking_reference,
            booking_cancelled: row.booking_status.as_deref() == Some("cancelled"),
            created_at: row.created_at,
            ended_at: row.ended_at,
            quotation: related(row.quotation_id, row.quotation_number),
            corrects: related(row.corrects_id, row.corrects_number),
            taken_off_by: related(row.taken_off_id, row.taken_off_number),
            is_taken_off: row.taken_off_stands != 0,
        })
    }
}

/// A document by its id.
pub fn find(tenant: &TenantId, id: &str) -> Query<Option<DocumentDetail>> {
    Query::first::<DetailRow>(include_str!("find_document.sql"), [tenant.as_str().into(), id.into()]).try_into_each()
}

/// The documents of a booking; the invoice, if there is one, comes first.
pub fn of_booking(tenant: &TenantId, booking: BookingId) -> Query<Vec<DocumentDetail>> {
    Query::all::<DetailRow>(
        include_str!("list_documents_of_booking.sql"),
        [tenant.as_str().into(), booking.to_string().into()],
    )
    .try_into_each()
}

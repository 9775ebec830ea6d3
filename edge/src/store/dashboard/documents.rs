//! Invoices and quotes as lists and details show them, and the batch that turns a quote into an invoice.

use jiff::{Timestamp, civil::Date};
use serde::Deserialize;
use shared::{
    billing::document::{Draft, InvoiceDraft},
    id::{BookingId, DocumentId, TenantId},
    limits,
};

use crate::{
    db::{DatabaseError, Rows, Statement},
    store::{
        booking::instant,
        dashboard::bookings::rows_before,
        document::{self, Issue, Outcome, Source, StoredDocument},
    },
};

/// What becomes, or became, of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotationState {
    /// It may become an invoice.
    Open,
    /// Its validity is over; the admin may still generate the invoice.
    Expired,
    /// It is an invoice now.
    Converted,
    /// Its booking was cancelled.
    Withdrawn,
}

impl QuotationState {
    /// All states, in the order of the filter.
    pub const ALL: [Self; 4] = [Self::Open, Self::Expired, Self::Converted, Self::Withdrawn];

    /// The state of a quotation on a day.
    pub fn of(outcome: Option<Outcome>, valid_until: Date, today: Date) -> Self {
        match outcome {
            Some(Outcome::Converted) => Self::Converted,
            Some(Outcome::Withdrawn) => Self::Withdrawn,
            None if valid_until < today => Self::Expired,
            None => Self::Open,
        }
    }

    /// Name in URLs and in the statement.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Expired => "expired",
            Self::Converted => "converted",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Whether Generate invoice is possible.
    pub fn may_become_invoice(self) -> bool {
        matches!(self, Self::Open | Self::Expired)
    }
}

/// A quotation in a list.
#[derive(Clone, Debug, Deserialize)]
pub struct QuotationRow {
    /// Handle.
    pub id: String,
    /// Number.
    pub number: String,
    /// Day of issue.
    pub issue_date: Date,
    /// Last day on which it may be accepted.
    pub valid_until: Date,
    /// Who gets it.
    pub buyer_name: String,
    /// Total with VAT in cents.
    pub total_with_vat: i64,
    /// The booking it is for.
    pub booking_id: Option<String>,
    /// Its reference.
    pub booking_reference: Option<String>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// The invoice it became.
    pub invoice_id: Option<String>,
    /// Number of that invoice.
    pub invoice_number: Option<String>,
}

/// Totals of a filter, in cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct QuotationSums {
    /// Quotations of all pages.
    pub rows: u64,
    /// Total with VAT.
    pub total_with_vat: i64,
}

/// One page of quotations, then [`QuotationSums`] of all pages.
pub fn list_quotations(
    tenant: &TenantId,
    search: &str,
    state: Option<QuotationState>,
    today: Date,
    page: u32,
) -> Vec<Statement> {
    let filter = [
        tenant.as_str().into(),
        search.into(),
        state.map_or("", QuotationState::as_str).into(),
        today.to_string().into(),
    ];
    let rows = [limits::PAGE_ROWS.into(), rows_before(page).into()];
    vec![
        Statement::new(include_str!("../sql/dashboard/list_quotations.sql"), filter.clone().into_iter().chain(rows)),
        Statement::new(include_str!("../sql/dashboard/sum_quotations.sql"), filter),
    ]
}

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
    /// The quotation that became this invoice.
    pub quotation: Option<Related>,
    /// The invoice that this quotation became.
    pub invoice: Option<Related>,
    /// The invoice that this credit note corrects.
    pub corrects: Option<Related>,
}

impl DocumentDetail {
    /// Number.
    pub fn number(&self) -> String {
        self.stored.document.number().to_string()
    }

    /// State of a quotation on a day; none for any other document.
    pub fn quotation_state(&self, today: Date) -> Option<QuotationState> {
        match self.stored.document.draft() {
            Draft::Quotation(quotation) => Some(QuotationState::of(self.stored.outcome, quotation.valid_until, today)),
            Draft::Invoice(_) | Draft::CreditNote(_) => None,
        }
    }
}

#[derive(Deserialize)]
struct Beside {
    booking_reference: Option<String>,
    booking_status: Option<String>,
    created_at: String,
    ended_at: Option<String>,
    quotation_id: Option<String>,
    quotation_number: Option<String>,
    invoice_id: Option<String>,
    invoice_number: Option<String>,
    corrects_id: Option<String>,
    corrects_number: Option<String>,
}

/// A document by its id.
pub fn find(tenant: &TenantId, id: &str) -> Statement {
    Statement::new(include_str!("../sql/dashboard/find_document.sql"), [tenant.as_str().into(), id.into()])
}

/// The documents of a booking; the invoice, if there is one, comes first.
pub fn of_booking(tenant: &TenantId, booking: BookingId) -> Statement {
    Statement::new(
        include_str!("../sql/dashboard/list_documents_of_booking.sql"),
        [tenant.as_str().into(), booking.to_string().into()],
    )
}

/// Reads the answer of [`find`] and [`of_booking`].
///
/// # Errors
/// [`DatabaseError::Defect`].
pub fn decode(rows: &Rows) -> Result<Vec<DocumentDetail>, DatabaseError> {
    let related = |id: Option<String>, number: Option<String>| Some(Related { id: id?, number: number? });
    let beside = rows.all::<Beside>()?;
    Ok(document::decode_all(rows)?
        .into_iter()
        .zip(beside)
        .map(|(stored, beside)| DocumentDetail {
            stored,
            booking_reference: beside.booking_reference,
            booking_cancelled: beside.booking_status.as_deref() == Some("cancelled"),
            created_at: beside.created_at,
            ended_at: beside.ended_at,
            quotation: related(beside.quotation_id, beside.quotation_number),
            invoice: related(beside.invoice_id, beside.invoice_number),
            corrects: related(beside.corrects_id, beside.corrects_number),
        })
        .collect())
}

/// Turns a quotation into its invoice: guard, number, document, outbox row and outcome, together or not at all. A
/// quotation that has ended aborts the batch as `quote_already_converted`.
///
/// # Errors
/// [`DatabaseError::Defect`] if the draft cannot be written as JSON.
pub fn convert(
    quotation: &StoredDocument,
    booking: Option<BookingId>,
    invoice: InvoiceDraft,
    id: &DocumentId,
    now: Timestamp,
) -> Result<Vec<Statement>, DatabaseError> {
    let (tenant, quotation_id) = (quotation.tenant.as_str(), quotation.id.as_str());
    let draft = Draft::Invoice(invoice);
    let mut statements = vec![Statement::new(
        include_str!("../sql/guard_quote_already_converted.sql"),
        [tenant.into(), quotation_id.into()],
    )];
    statements.extend(document::issue(&Issue {
        tenant: &quotation.tenant,
        id,
        booking,
        contact: quotation.contact_id.as_deref(),
        quotation: Some(&quotation.id),
        corrects: None,
        draft: &draft,
        source: Source::Manual,
        now,
    })?);
    statements.push(Statement::new(
        include_str!("../sql/convert_quotation.sql"),
        [tenant.into(), quotation_id.into(), instant(now).into()],
    ));
    Ok(statements)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_quotation_is_open_through_its_last_day() {
        let last = date(2026, 12, 31);
        for (outcome, today, state) in [
            (None, date(2026, 12, 31), QuotationState::Open),
            (None, date(2027, 1, 1), QuotationState::Expired),
            (Some(Outcome::Converted), date(2027, 1, 1), QuotationState::Converted),
            (Some(Outcome::Withdrawn), date(2026, 12, 1), QuotationState::Withdrawn),
        ] {
            assert_eq!(QuotationState::of(outcome, last, today), state);
        }
    }
}

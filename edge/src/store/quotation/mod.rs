//! What becomes of a quotation: its answer, its end, its prepayment invoices, and the batch that turns it into its invoice.

pub mod answer;

use self::answer::AnsweredBy;
use super::{
    delivery::SentRow,
    document::{self, DocumentRow, Issue, StoredDocument, source::Source},
    write::{Happened, Write, WriteContext},
};
use crate::platform::{
    database::{DatabaseError, Query, Statement, rows_before},
    instant::instant,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use shared::billing::quotation::QuotationState;
use shared::delivery::sent::SentBy;
use shared::limits;
use shared::{
    billing::{
        document::{Draft, InvoiceDraft},
        quotation::{Answer, Outcome, Signature},
    },
    id::{BookingId, DocumentId, TenantId},
};

/// Keeps an answer; a refusal ends the quotation. A second answer aborts the batch as a duplicate, one after the end as
/// `quotation_has_ended`.
pub fn answer(
    quotation: &StoredDocument,
    answer: Answer,
    by: AnsweredBy,
    signature: &Signature,
    now: Timestamp,
) -> Write {
    let (tenant, id) = (quotation.tenant.as_str(), quotation.id.as_str());
    let mut write = Write::new([Statement::new(
        include_str!("answer_quotation.sql"),
        [
            tenant.into(),
            id.into(),
            answer.as_str().into(),
            by.as_str().into(),
            signature.name.as_str().into(),
            signature.remark.as_str().into(),
            instant(now).into(),
        ],
    )]);
    match answer {
        Answer::Accepted => write.happens(Happened::QuotationAccepted { quotation: quotation.id.clone() }),
        Answer::Declined => {
            write.push(end(quotation, Outcome::Declined, now));
            write
        }
    }
}

fn end(quotation: &StoredDocument, outcome: Outcome, now: Timestamp) -> Statement {
    let outcome = match outcome {
        Outcome::Converted => "converted",
        Outcome::Declined => "declined",
        Outcome::Withdrawn => "withdrawn",
    };
    let values = [quotation.tenant.as_str().into(), quotation.id.as_str().into(), outcome.into(), instant(now).into()];
    Statement::new(include_str!("end_quotation.sql"), values)
}

/// Refuses a quotation that has ended as `quote_already_converted`, and other prepayment invoices and credit notes of them
/// than so many as `prepayments_changed`.
fn guards(quotation: &StoredDocument, known: usize) -> Result<[Statement; 2], DatabaseError> {
    let (tenant, id) = (quotation.tenant.as_str(), quotation.id.as_str());
    let known = i64::try_from(known).map_err(|_| DatabaseError::Defect("prepayments".into()))?;
    Ok([
        Statement::new(include_str!("guard_quote_already_converted.sql"), [tenant.into(), id.into()]),
        Statement::new(include_str!("guard_prepayments_changed.sql"), [tenant.into(), id.into(), known.into()]),
    ])
}

/// Withdraws a quotation. `known` is how many prepayment invoices and credit notes of them the decision knew.
///
/// # Errors
/// [`DatabaseError::Defect`] if that is more than a number holds.
pub fn withdraw(quotation: &StoredDocument, known: usize, now: Timestamp) -> Result<Vec<Statement>, DatabaseError> {
    let mut statements = Vec::from(guards(quotation, known)?);
    statements.push(end(quotation, Outcome::Withdrawn, now));
    Ok(statements)
}

/// Prepayment invoices of a quotation, or of the quotation of a booking, with their credit notes.
pub fn prepayments(tenant: &TenantId, quotation_or_booking: &str) -> Query<Vec<StoredDocument>> {
    Query::all::<DocumentRow>(
        include_str!("prepayments_of_quotation.sql"),
        [tenant.as_str().into(), quotation_or_booking.into()],
    )
    .try_into_each()
}

/// An invoice of a quotation to issue, prepayment or final.
#[derive(Clone, Debug)]
pub struct InvoiceOf<'a> {
    /// The quotation.
    pub quotation: &'a StoredDocument,
    /// Handle of the invoice.
    pub id: &'a DocumentId,
    /// The invoice.
    pub invoice: InvoiceDraft,
    /// How many prepayment invoices and credit notes of them the decision knew.
    pub known: usize,
    /// Whose, and when.
    pub context: WriteContext<'a>,
}

impl InvoiceOf<'_> {
    /// Guards, number and document. A quotation that has ended aborts the batch as `quote_already_converted`,
    /// prepayment invoices that the decision did not know as `prepayments_changed`.
    fn issue(&self, quotation: Option<&DocumentId>) -> Result<Write, DatabaseError> {
        let stored = self.quotation;
        let booking = stored.booking_id.as_deref().map(BookingId::parse).transpose();
        let booking = booking.map_err(|_| DatabaseError::Defect("booking_id".into()))?;
        let mut write = Write::new(guards(stored, self.known)?);
        let document = Issue {
            context: self.context,
            id: self.id,
            booking,
            contact: stored.contact_id.as_deref(),
            quotation,
            corrects: None,
            draft: &Draft::Invoice(self.invoice.clone()),
            source: Source::Manual,
        };
        let _ = document::issue(&mut write, &document)?; // nobody needs the number
        Ok(write)
    }

    /// Turns the quotation into its invoice, together with its end and what it takes off.
    ///
    /// # Errors
    /// [`DatabaseError::Defect`] if the draft cannot be stored.
    pub fn convert<'p>(&self, taken_off: impl IntoIterator<Item = &'p DocumentId>) -> Result<Write, DatabaseError> {
        let mut write = self.issue(Some(&self.quotation.id))?;
        write.push(end(self.quotation, Outcome::Converted, self.context.now));
        let tenant = self.quotation.tenant.as_str();
        for prepayment in taken_off {
            let values = [tenant.into(), prepayment.as_str().into(), self.id.as_str().into()];
            write.push(Statement::new(include_str!("deduct_prepayment.sql"), values));
        }
        Ok(write.happens(Happened::QuotationConverted { quotation: self.quotation.id.clone() }))
    }

    /// Issues a prepayment invoice of the quotation. More than the quotation aborts the batch as `prepayment_exceeds_quotation`.
    ///
    /// # Errors
    /// [`DatabaseError::Defect`] if the draft cannot be stored.
    pub fn prepay(&self) -> Result<Write, DatabaseError> {
        let mut write = self.issue(None)?;
        let (tenant, quotation) = (self.quotation.tenant.as_str(), self.quotation.id.as_str());
        let values = [tenant.into(), self.id.as_str().into(), quotation.into()];
        write.push(Statement::new(include_str!("insert_prepayment.sql"), values));
        Ok(write)
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
    /// What the customer said.
    pub answer: Option<Answer>,
    /// The invoice it became.
    pub invoice_id: Option<String>,
    /// Number of that invoice.
    pub invoice_number: Option<String>,
    /// How it was sent.
    #[serde(flatten)]
    pub delivery: SentRow,
}

/// Totals of a filter, in cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct QuotationSums {
    /// Quotations of all pages.
    pub rows: u64,
    /// Total with VAT.
    pub total_with_vat: i64,
}

/// One page of quotations, and the sums of all pages.
pub fn list_quotations(
    tenant: &TenantId,
    search: &str,
    (state, sent): (Option<QuotationState>, Option<SentBy>),
    today: Date,
    page: u32,
) -> (Query<Vec<QuotationRow>>, Query<QuotationSums>) {
    let filter = [
        tenant.as_str().into(),
        search.into(),
        state.map_or("", QuotationState::as_str).into(),
        today.to_string().into(),
        sent.map_or("", SentBy::as_str).into(),
    ];
    let rows = [limits::PAGE_ROWS.into(), rows_before(page).into()];
    (
        Query::all::<QuotationRow>(include_str!("list_quotations.sql"), filter.clone().into_iter().chain(rows)),
        Query::one::<QuotationSums>(include_str!("sum_quotations.sql"), filter),
    )
}

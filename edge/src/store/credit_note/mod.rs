//! Credit notes: issued in one batch with their number, and read with the invoice that they correct.

pub mod list;

use shared::{
    billing::document::{CreditNoteDraft, Draft},
    id::{BookingId, DocumentId, TenantId},
};

use super::{
    document::{self, DocumentRow, Issue, StoredDocument, source::Source},
    write::{Write, WriteContext},
};
use crate::platform::database::{DatabaseError, Query, Statement, Value};

/// A credit note to issue.
#[derive(Clone, Debug)]
pub struct Credit<'a> {
    /// The invoice that it corrects.
    pub invoice: &'a StoredDocument,
    /// How many credit notes the invoice had when this one was decided.
    pub known: usize,
    /// Handle of the credit note; the form brings it, so that a form sent twice credits once.
    pub id: &'a DocumentId,
    /// What is credited.
    pub note: CreditNoteDraft,
    /// Whose, and when.
    pub context: WriteContext<'a>,
}

/// Guard, number and document, together or not at all. An invoice that has other credit notes than the decision
/// knew aborts the batch as `credited_meanwhile`.
///
/// # Errors
/// [`DatabaseError::Defect`] if the draft cannot be written as JSON.
pub fn issue(credit: Credit<'_>) -> Result<Write, DatabaseError> {
    let invoice = credit.invoice;
    let booking = invoice.booking_id.as_deref().map(BookingId::parse).transpose();
    let booking = booking.map_err(|_| DatabaseError::Defect("booking_id".into()))?;
    let known = i64::try_from(credit.known).map_err(|_| DatabaseError::Defect("credit notes".into()))?;
    let guard = [Value::from(invoice.tenant.as_str()), invoice.id.as_str().into(), known.into()];
    let mut write = Write::new([Statement::new(include_str!("guard_credited_meanwhile.sql"), guard)]);
    let document = Issue {
        context: credit.context,
        id: credit.id,
        booking,
        contact: invoice.contact_id.as_deref(),
        quotation: None,
        corrects: Some(&invoice.id),
        draft: &Draft::CreditNote(credit.note),
        source: Source::Manual,
    };
    let _ = document::issue(&mut write, &document)?; // nobody needs the number
    Ok(write)
}

/// The credit notes of an invoice, oldest first.
pub fn of_invoice(tenant: &TenantId, invoice: &str) -> Query<Vec<StoredDocument>> {
    let values = [tenant.as_str().into(), invoice.into()];
    Query::all::<DocumentRow>(include_str!("credit_notes_of_invoice.sql"), values).try_into_each()
}

/// Those of these documents that are credit notes.
pub fn drafts<'d>(documents: impl IntoIterator<Item = &'d StoredDocument>) -> Vec<&'d CreditNoteDraft> {
    let drafts = documents.into_iter().map(|stored| stored.document.draft());
    drafts.filter_map(|draft| if let Draft::CreditNote(note) = draft { Some(note) } else { None }).collect()
}

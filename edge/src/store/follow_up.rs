//! What follows a write: statements that every write path puts into its batch, so that the work exists exactly when the write
//! does. One function for each thing that can happen; whoever adds a consequence adds it here.

use jiff::Timestamp;
use shared::{
    billing::number::SeriesKind,
    delivery::{task::Task, webhook::event::EventType},
    id::{BookingId, DocumentId, TenantId},
};

use crate::{
    db::Statement,
    store::{
        delivery,
        document::Source,
        notice,
        outbox::{self, NewRow},
        webhook,
    },
};

/// Whose write it is, when it happens, and the address under which its people reach the product.
#[derive(Clone, Copy, Debug)]
pub struct Cause<'a> {
    /// Whose.
    pub tenant: &'a TenantId,
    /// Scheme, host and port for links in mails.
    pub base_url: &'a str,
    /// Now.
    pub now: Timestamp,
}

/// A booking was made.
pub fn booking_created(cause: &Cause<'_>, booking: BookingId, _starts_at: Timestamp) -> Vec<Statement> {
    let mut statements = notice::of_new_booking(cause, booking);
    statements.push(webhook::booking(cause, EventType::BookingCreated, booking));
    statements
}

/// A booking has a new time, and a SEQUENCE that tells.
pub fn booking_changed(cause: &Cause<'_>, booking: BookingId, _starts_at: Timestamp) -> Vec<Statement> {
    let mut statements = notice::of_moved_booking(cause, booking);
    statements.push(webhook::booking(cause, EventType::BookingChanged, booking));
    statements
}

/// A booking was cancelled.
pub fn booking_cancelled(cause: &Cause<'_>, booking: BookingId) -> Vec<Statement> {
    let mut statements = notice::of_cancelled_booking(cause, booking);
    statements.push(webhook::booking(cause, EventType::BookingCancelled, booking));
    statements
}

/// A document got its number.
pub fn document_issued(cause: &Cause<'_>, document: &DocumentId, kind: SeriesKind, source: Source) -> Vec<Statement> {
    let id = format!("render_document:{document}");
    let render =
        NewRow { id: &id, task: Task::RenderDocument, subject: document.as_str(), details: "{}", due_at: cause.now };
    let mut statements =
        vec![outbox::insert(cause, &render), delivery::send_automatically(cause, document, kind, source)];
    if kind == SeriesKind::Invoice {
        statements.push(notice::of_document(cause, document));
    }
    statements.extend(webhook::issued(cause, document, kind));
    statements
}

/// A quotation was accepted.
pub fn quotation_accepted(cause: &Cause<'_>, quotation: &DocumentId) -> Vec<Statement> {
    vec![webhook::document(cause, EventType::QuoteAccepted, quotation.as_str())]
}

/// A quotation was declined.
pub fn quotation_declined(_cause: &Cause<'_>, _quotation: &DocumentId) -> Vec<Statement> {
    Vec::new()
}

/// A quotation became an invoice.
pub fn quotation_converted(cause: &Cause<'_>, quotation: &DocumentId) -> Vec<Statement> {
    vec![webhook::document(cause, EventType::QuoteConverted, quotation.as_str())]
}

/// A payment was recorded.
pub fn payment_recorded(cause: &Cause<'_>, document: &str) -> Vec<Statement> {
    vec![webhook::invoice_paid(cause, document)]
}

/// A payment was undone.
pub fn payment_undone(cause: &Cause<'_>, document: &str) -> Vec<Statement> {
    vec![notice::of_unpaid_invoice(cause, document)]
}

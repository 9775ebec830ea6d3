//! Webhooks: what happened is told in the batch in which it happened; `endpoint` holds who is told, `delivery` what became of it.
//!
//! Every statement here costs a tenant without webhooks one look into an empty list. The schema passes a message on to every
//! webhook that listens, and hands the work to the outbox.

pub mod delivery;
pub mod endpoint;

use shared::{
    billing::number::SeriesKind,
    delivery::webhook::event::EventType,
    id::{BookingId, DocumentId, TenantId},
};

use crate::{
    db::Statement,
    store::{booking::instant, follow_up::Cause},
};

/// Tells of what happened to a booking.
pub fn booking(cause: &Cause<'_>, event: EventType, id: BookingId) -> Statement {
    Statement::new(
        include_str!("../sql/webhook/tell_of_booking.sql"),
        [
            cause.tenant.as_str().into(),
            event.as_str().into(),
            instant(cause.now).into(),
            id.to_string().into(),
            cause.base_url.into(),
        ],
    )
}

/// Tells of what happened to a document, once for each type of event.
pub fn document(cause: &Cause<'_>, event: EventType, id: &str) -> Statement {
    tell_of_document(cause, event, id, "{}", "")
}

/// Tells that a document got its number. An invoice of nothing is paid as it is issued, and a credit note may leave nothing due.
pub fn issued(cause: &Cause<'_>, id: &DocumentId, kind: SeriesKind) -> Vec<Statement> {
    let id = id.as_str();
    match kind {
        SeriesKind::Quotation => vec![document(cause, EventType::QuoteCreated, id)],
        SeriesKind::Invoice => vec![document(cause, EventType::InvoiceIssued, id), invoice_paid(cause, id)],
        SeriesKind::CreditNote => vec![invoice_paid(cause, id)],
    }
}

/// Tells that an invoice is paid, the first time that nothing of it is due any more. `id` is the invoice, or a credit note of it.
pub fn invoice_paid(cause: &Cause<'_>, id: &str) -> Statement {
    document(cause, EventType::InvoicePaid, id)
}

/// Tells that a document reached its buyer. `delivery` tells one way or attempt of sending it from others, and has at most 40 characters
/// without a full stop; `channel` is `peppol` or `email`.
pub fn document_delivered(cause: &Cause<'_>, id: &DocumentId, delivery: &str, channel: &str) -> Statement {
    let further = serde_json::json!({ "channel": channel });
    tell_of_document(cause, EventType::DocumentDelivered, id.as_str(), &further.to_string(), &format!("_{delivery}"))
}

/// Tells that a document could not be delivered, and why. `delivery` and `channel` as for [`document_delivered`].
pub fn document_failed(cause: &Cause<'_>, id: &DocumentId, delivery: &str, channel: &str, reason: &str) -> Statement {
    let further = serde_json::json!({ "channel": channel, "reason": reason });
    tell_of_document(cause, EventType::DocumentFailed, id.as_str(), &further.to_string(), &format!("_{delivery}"))
}

fn tell_of_document(cause: &Cause<'_>, event: EventType, id: &str, further: &str, apart: &str) -> Statement {
    Statement::new(
        include_str!("../sql/webhook/tell_of_document.sql"),
        [
            cause.tenant.as_str().into(),
            event.as_str().into(),
            instant(cause.now).into(),
            id.into(),
            cause.base_url.into(),
            further.into(),
            apart.into(),
        ],
    )
}

/// Tells one webhook of a test. `test` comes with the form, so that a form sent twice tests once.
pub fn test(cause: &Cause<'_>, endpoint: &str, test: &str) -> [Statement; 2] {
    let values = || [TenantId::as_str(cause.tenant).into(), endpoint.into(), test.into(), instant(cause.now).into()];
    [
        Statement::new(include_str!("../sql/webhook/tell_of_test.sql"), values()),
        Statement::new(include_str!("../sql/webhook/deliver_test.sql"), values()),
    ]
}

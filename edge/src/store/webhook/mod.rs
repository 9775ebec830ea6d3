//! Webhooks: what happened is told in the batch in which it happened; `endpoint` holds who is told, `delivery` what became of it.
//!
//! Every statement here costs a tenant without webhooks one look into an empty list. The schema passes a message on to every
//! webhook that listens, and hands the work to the outbox.

pub mod delivery;
pub mod endpoint;

use shared::{
    delivery::webhook::event::EventType,
    id::{BookingId, DocumentId, TenantId},
};

use super::write::WriteContext;
use crate::platform::{database::Statement, instant::instant};

/// Tells of what happened to a booking.
pub fn booking(context: &WriteContext<'_>, event: EventType, id: BookingId) -> Statement {
    Statement::new(
        include_str!("tell_of_booking.sql"),
        [
            context.tenant.as_str().into(),
            event.as_str().into(),
            instant(context.now).into(),
            id.to_string().into(),
            context.base_url.into(),
        ],
    )
}

/// Tells of what happened to a document, once for each type of event. That an invoice is paid is told the first time that
/// nothing of it is due any more; `id` is then the invoice, or a credit note of it.
pub fn document(context: &WriteContext<'_>, event: EventType, id: &DocumentId) -> Statement {
    tell_of_document(context, event, id.as_str(), "{}", "")
}

/// Tells that a document reached its buyer. `delivery` tells one way or attempt of sending it from others by its first 64 characters;
/// `channel` is `peppol` or `email`.
pub fn document_delivered(context: &WriteContext<'_>, id: &DocumentId, delivery: &str, channel: &str) -> Statement {
    let further = serde_json::json!({ "channel": channel });
    tell_of_document(context, EventType::DocumentDelivered, id.as_str(), &further.to_string(), &format!("_{delivery}"))
}

/// Tells that a document could not be delivered, and why. `delivery` and `channel` as for [`document_delivered`].
pub fn document_failed(
    context: &WriteContext<'_>,
    id: &DocumentId,
    delivery: &str,
    channel: &str,
    reason: &str,
) -> Statement {
    let further = serde_json::json!({ "channel": channel, "reason": reason });
    tell_of_document(context, EventType::DocumentFailed, id.as_str(), &further.to_string(), &format!("_{delivery}"))
}

fn tell_of_document(context: &WriteContext<'_>, event: EventType, id: &str, further: &str, apart: &str) -> Statement {
    Statement::new(
        include_str!("tell_of_document.sql"),
        [
            context.tenant.as_str().into(),
            event.as_str().into(),
            instant(context.now).into(),
            id.into(),
            context.base_url.into(),
            further.into(),
            apart.into(),
        ],
    )
}

/// Tells one webhook of a test. `test` comes with the form, so that a form sent twice tests once.
pub fn test(context: &WriteContext<'_>, endpoint: &str, test: &str) -> [Statement; 2] {
    let values =
        || [TenantId::as_str(context.tenant).into(), endpoint.into(), test.into(), instant(context.now).into()];
    [
        Statement::new(include_str!("tell_of_test.sql"), values()),
        Statement::new(include_str!("deliver_test.sql"), values()),
    ]
}

//! What follows a write: the notices, outbox rows and webhook messages that travel in its batch, so that the work exists exactly
//! when the write does. Whoever adds a consequence adds it to the one `match` here.

use shared::{
    billing::number::SeriesKind,
    delivery::{task::Task, webhook::event::EventType},
    id::DocumentId,
};

use crate::{
    platform::database::{Batch, Statement},
    store::{
        delivery,
        document::source::Source,
        notice,
        outbox::{self, NewRow},
        webhook,
        write::{Happened, Write, WriteContext},
    },
};

/// The batch of a write and of all that follows from it.
pub fn with_consequences(context: &WriteContext<'_>, write: Write) -> Batch {
    write.into_batch(|happened| consequences(context, happened))
}

fn consequences(context: &WriteContext<'_>, happened: &Happened) -> Vec<Statement> {
    match happened {
        Happened::BookingPlaced { booking } => {
            let mut statements = notice::of_new_booking(context, *booking);
            statements.push(webhook::booking(context, EventType::BookingCreated, *booking));
            statements
        }
        Happened::BookingRescheduled { booking } => {
            let mut statements = notice::of_moved_booking(context, *booking);
            statements.push(webhook::booking(context, EventType::BookingChanged, *booking));
            statements
        }
        Happened::BookingCancelled { booking } => {
            let mut statements = notice::of_cancelled_booking(context, *booking);
            statements.push(webhook::booking(context, EventType::BookingCancelled, *booking));
            statements
        }
        Happened::DocumentIssued { document, kind, source } => document_issued(context, document, *kind, *source),
        Happened::QuotationAccepted { quotation } => {
            vec![webhook::document(context, EventType::QuoteAccepted, quotation)]
        }
        Happened::QuotationConverted { quotation } => {
            vec![webhook::document(context, EventType::QuoteConverted, quotation)]
        }
        Happened::PaymentRecorded { invoice } => vec![webhook::document(context, EventType::InvoicePaid, invoice)],
        Happened::PaymentUndone { invoice } => vec![notice::of_unpaid_invoice(context, invoice)],
    }
}

fn document_issued(
    context: &WriteContext<'_>,
    document: &DocumentId,
    kind: SeriesKind,
    source: Source,
) -> Vec<Statement> {
    let render = NewRow {
        id: &format!("render_document:{document}"),
        task: Task::RenderDocument,
        subject: document.as_str(),
        details: "{}",
        due_at: context.now,
    };
    let mut statements =
        vec![outbox::insert(context, &render), delivery::send_automatically(context, document, kind, source)];
    match kind {
        SeriesKind::Quotation => statements.push(webhook::document(context, EventType::QuoteCreated, document)),
        SeriesKind::Invoice => {
            statements.push(notice::of_document(context, document));
            statements.push(webhook::document(context, EventType::InvoiceIssued, document));
            // An invoice of nothing is paid as it is issued.
            statements.push(webhook::document(context, EventType::InvoicePaid, document));
        }
        // A credit note may leave nothing due of its invoice.
        SeriesKind::CreditNote => statements.push(webhook::document(context, EventType::InvoicePaid, document)),
    }
    statements
}

#[cfg(test)]
mod tests {
    use shared::id::{BookingId, TenantId};

    use super::*;
    use crate::platform::database::Value;

    const RENDER: (&str, &str) = (include_str!("../store/outbox/insert_outbox.sql"), "render_document");
    const SEND: &str = include_str!("../store/delivery/plan_automatic.sql");
    const NOTICE: &str = include_str!("../store/notice/plan.sql");
    const REMINDERS: (&str, &str) = (include_str!("../store/notice/plan_reminders.sql"), BOOKING);
    const NO_REMINDERS: (&str, &str) = (include_str!("../store/notice/unplan_reminders.sql"), BOOKING);
    const OVERDUE: (&str, &str) = (include_str!("../store/notice/plan_overdue.sql"), DOCUMENT);
    const OVERDUE_AGAIN: (&str, &str) = (include_str!("../store/notice/replan_overdue.sql"), DOCUMENT);
    const BOOKING_MESSAGE: &str = include_str!("../store/webhook/tell_of_booking.sql");
    const DOCUMENT_MESSAGE: &str = include_str!("../store/webhook/tell_of_document.sql");
    const BOOKING: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
    const DOCUMENT: &str = "3q2-7wAAAAAAAAAAAAAAAA";

    /// How many kinds of things happen: a new one does not compile here before it has a place, and needs a row below.
    const KINDS: usize = 8;

    fn kind(happened: &Happened) -> usize {
        match happened {
            Happened::BookingPlaced { .. } => 0,
            Happened::BookingRescheduled { .. } => 1,
            Happened::BookingCancelled { .. } => 2,
            Happened::DocumentIssued { .. } => 3,
            Happened::QuotationAccepted { .. } => 4,
            Happened::QuotationConverted { .. } => 5,
            Happened::PaymentRecorded { .. } => 6,
            Happened::PaymentUndone { .. } => 7,
        }
    }

    /// Each statement that follows, by its text and by one of its values.
    fn table() -> Vec<(Happened, Vec<(&'static str, &'static str)>)> {
        let booking = BookingId::parse(BOOKING).unwrap();
        let document = || DocumentId::new(DOCUMENT);
        let issued = |kind, source| Happened::DocumentIssued { document: document(), kind, source };
        vec![
            (
                Happened::BookingPlaced { booking },
                vec![(NOTICE, "confirmation"), REMINDERS, (BOOKING_MESSAGE, "booking.created")],
            ),
            (
                Happened::BookingRescheduled { booking },
                vec![NO_REMINDERS, REMINDERS, (NOTICE, "rescheduled"), (BOOKING_MESSAGE, "booking.changed")],
            ),
            (
                Happened::BookingCancelled { booking },
                vec![NO_REMINDERS, (NOTICE, "cancelled"), (BOOKING_MESSAGE, "booking.cancelled")],
            ),
            (
                issued(SeriesKind::Quotation, Source::Booking),
                vec![RENDER, (SEND, "booking"), (DOCUMENT_MESSAGE, "quote.created")],
            ),
            (
                issued(SeriesKind::Invoice, Source::Manual),
                vec![
                    RENDER,
                    (SEND, "manual"),
                    OVERDUE,
                    (DOCUMENT_MESSAGE, "invoice.issued"),
                    (DOCUMENT_MESSAGE, "invoice.paid"),
                ],
            ),
            (
                issued(SeriesKind::CreditNote, Source::Manual),
                vec![RENDER, (SEND, "manual"), (DOCUMENT_MESSAGE, "invoice.paid")],
            ),
            (Happened::QuotationAccepted { quotation: document() }, vec![(DOCUMENT_MESSAGE, "quote.accepted")]),
            (Happened::QuotationConverted { quotation: document() }, vec![(DOCUMENT_MESSAGE, "quote.converted")]),
            (Happened::PaymentRecorded { invoice: document() }, vec![(DOCUMENT_MESSAGE, "invoice.paid")]),
            (Happened::PaymentUndone { invoice: document() }, vec![OVERDUE_AGAIN]),
        ]
    }

    #[test]
    fn all_that_happens_has_its_consequences() {
        let tenant = TenantId::new("t1");
        let now = "2026-06-01T08:00:00Z".parse().unwrap();
        let context = WriteContext { tenant: &tenant, base_url: "https://book.example", now };
        for (happened, expected) in table() {
            let found = consequences(&context, &happened);
            assert_eq!(found.len(), expected.len(), "{happened:?}");
            for (statement, (sql, value)) in found.iter().zip(expected) {
                assert_eq!(statement.sql, sql, "{happened:?}");
                assert_eq!(statement.values.first(), Some(&Value::from("t1")), "{happened:?}");
                assert!(statement.values.contains(&Value::from(value)), "{happened:?}: {value}");
                let subjects = [BOOKING, DOCUMENT].map(Value::from);
                assert!(statement.values.iter().any(|value| subjects.contains(value)), "{happened:?}: about what");
            }
        }
        let mut kinds: Vec<usize> = table().iter().map(|(happened, _)| kind(happened)).collect();
        kinds.dedup();
        assert_eq!(kinds, (0..KINDS).collect::<Vec<_>>());
    }

    #[test]
    fn consequences_come_after_the_whole_write_and_in_its_order() {
        let tenant = TenantId::new("t1");
        let context =
            WriteContext { tenant: &tenant, base_url: "https://book.example", now: jiff::Timestamp::UNIX_EPOCH };
        let quotation = DocumentId::new(DOCUMENT);
        let mut write = Write::new([Statement::new("first", [])])
            .happens(Happened::QuotationAccepted { quotation: quotation.clone() });
        write.push(Statement::new("second", []));
        write.note(Happened::QuotationConverted { quotation });
        write.push(Statement::new("third", []));
        let statements: Vec<Statement> = with_consequences(&context, write).into_iter().collect();
        let found: Vec<&str> = statements.iter().map(|statement| statement.sql).collect();
        assert_eq!(found, ["first", "second", "third", DOCUMENT_MESSAGE, DOCUMENT_MESSAGE]);
        let events: Vec<_> = statements.iter().skip(3).map(|statement| statement.values.get(1)).collect();
        assert_eq!(events, [Some(&Value::from("quote.accepted")), Some(&Value::from("quote.converted"))]);
    }
}

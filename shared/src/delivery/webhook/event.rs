//! What a webhook can be told of.

/// The type of an event: what happened, and with it the form of its data. Types never change their meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventType {
    /// A booking was made.
    BookingCreated,
    /// A booking has another time.
    BookingChanged,
    /// A booking was cancelled, by the customer or by an admin.
    BookingCancelled,
    /// A quote was made.
    QuoteCreated,
    /// A customer accepted a quote.
    QuoteAccepted,
    /// A quote became an invoice.
    QuoteConverted,
    /// An invoice got its number.
    InvoiceIssued,
    /// Nothing of an invoice is due any more, for the first time.
    InvoicePaid,
    /// A document reached its buyer.
    DocumentDelivered,
    /// A document could not be delivered.
    DocumentFailed,
    /// An admin tries a webhook out. No webhook subscribes to it.
    Test,
}

impl EventType {
    /// What a webhook can subscribe to, in the order of the form.
    pub const SUBSCRIBABLE: [Self; 10] = [
        Self::BookingCreated,
        Self::BookingChanged,
        Self::BookingCancelled,
        Self::QuoteCreated,
        Self::QuoteAccepted,
        Self::QuoteConverted,
        Self::InvoiceIssued,
        Self::InvoicePaid,
        Self::DocumentDelivered,
        Self::DocumentFailed,
    ];

    /// The name in a message, delimited by full stops.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BookingCreated => "booking.created",
            Self::BookingChanged => "booking.changed",
            Self::BookingCancelled => "booking.cancelled",
            Self::QuoteCreated => "quote.created",
            Self::QuoteAccepted => "quote.accepted",
            Self::QuoteConverted => "quote.converted",
            Self::InvoiceIssued => "invoice.issued",
            Self::InvoicePaid => "invoice.paid",
            Self::DocumentDelivered => "document.delivered",
            Self::DocumentFailed => "document.failed",
            Self::Test => "webhook.test",
        }
    }

    /// What it means, for who chooses.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::BookingCreated => "a booking was made",
            Self::BookingChanged => "a booking was moved to another time",
            Self::BookingCancelled => "a booking was cancelled",
            Self::QuoteCreated => "a quote was made",
            Self::QuoteAccepted => "a quote was accepted",
            Self::QuoteConverted => "a quote became an invoice",
            Self::InvoiceIssued => "an invoice got its number",
            Self::InvoicePaid => "nothing of an invoice is due any more",
            Self::DocumentDelivered => "a document reached its buyer",
            Self::DocumentFailed => "a document could not be delivered",
            Self::Test => "somebody tried this webhook out",
        }
    }

    /// The type of a name that a webhook can subscribe to.
    pub fn parse(name: &str) -> Option<Self> {
        Self::SUBSCRIBABLE.into_iter().find(|event| event.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_and_keep_the_alphabet_of_the_specification() {
        for event in EventType::SUBSCRIBABLE {
            assert_eq!(EventType::parse(event.as_str()), Some(event));
            assert!(event.as_str().bytes().all(|b| b.is_ascii_lowercase() || b == b'.'));
            assert!(!event.meaning().is_empty());
        }
        for unknown in ["", "booking", "booking.deleted", "Booking.created", EventType::Test.as_str()] {
            assert_eq!(EventType::parse(unknown), None, "{unknown}");
        }
    }
}

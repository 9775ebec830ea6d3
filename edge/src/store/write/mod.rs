//! What a write of a store is: the statements that make it, and what has happened once they are committed.
//!
//! Stores do not know what follows. A [`Write`] only becomes statements for a batch together with its consequences, which
//! `work::follow_up` names, so no path that writes can leave them out.

use jiff::Timestamp;
use shared::{
    billing::number::SeriesKind,
    id::{BookingId, DocumentId, TenantId},
};

use super::document::source::Source;
use crate::platform::database::{Batch, Handle, IntoQuery, Statement};

/// Whose write it is, when it happens, and the address under which its people reach the product.
#[derive(Clone, Copy, Debug)]
pub struct WriteContext<'a> {
    /// Whose.
    pub tenant: &'a TenantId,
    /// Scheme, host and port for links in mails.
    pub base_url: &'a str,
    /// Now.
    pub now: Timestamp,
}

/// What a write makes true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happened {
    /// A booking was made.
    BookingPlaced {
        /// Which.
        booking: BookingId,
    },
    /// A booking has a new time, and a SEQUENCE that says so.
    BookingRescheduled {
        /// Which.
        booking: BookingId,
    },
    /// A booking was cancelled.
    BookingCancelled {
        /// Which.
        booking: BookingId,
    },
    /// A document got its number.
    DocumentIssued {
        /// Which.
        document: DocumentId,
        /// What it is.
        kind: SeriesKind,
        /// Where it comes from.
        source: Source,
    },
    /// The customer accepted a quotation.
    QuotationAccepted {
        /// Which.
        quotation: DocumentId,
    },
    /// A quotation became an invoice.
    QuotationConverted {
        /// Which.
        quotation: DocumentId,
    },
    /// A payment was recorded.
    PaymentRecorded {
        /// The invoice it is for.
        invoice: DocumentId,
    },
    /// A recorded payment turned out to be a mistake.
    PaymentUndone {
        /// The invoice it was for.
        invoice: DocumentId,
    },
}

/// The statements of a write, in order, and what happens by them.
#[derive(Debug)]
#[must_use = "a write takes place once `work::follow_up` has turned it into a batch"]
pub struct Write {
    batch: Batch,
    happened: Vec<Happened>,
}

impl Write {
    /// A write by which nothing happens that anything follows from.
    pub fn new(statements: impl IntoIterator<Item = Statement>) -> Self {
        let mut batch = Batch::new();
        batch.extend(statements);
        Self { batch, happened: Vec::new() }
    }

    /// The same write, by which this happens.
    pub fn happens(mut self, happened: Happened) -> Self {
        self.note(happened);
        self
    }

    /// One more thing that happens.
    pub fn note(&mut self, happened: Happened) {
        self.happened.push(happened);
    }

    /// One more statement.
    pub fn push(&mut self, statement: Statement) {
        self.batch.run(statement);
    }

    /// One more statement whose answer is wanted.
    pub fn add<Q: IntoQuery>(&mut self, query: Q) -> Handle<Q::Answer> {
        self.batch.add(query)
    }

    /// The statements, followed by those that each thing that happened leads to. Consequences come last, so they see the
    /// whole write.
    pub fn into_batch(self, consequences: impl FnMut(&Happened) -> Vec<Statement>) -> Batch {
        let mut batch = self.batch;
        batch.extend(self.happened.iter().flat_map(consequences));
        batch
    }
}

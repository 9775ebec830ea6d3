//! What an e-mail is about, and what its text may mention.

use super::Placeholder::{self, *};

/// The kinds of e-mails that have a text of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TemplateKind {
    /// A booking was made.
    BookingConfirmation,
    /// A quote is sent.
    Quote,
    /// An invoice is sent.
    Invoice,
    /// A credit note is sent.
    CreditNote,
    /// A booking is near.
    Reminder,
    /// A booking was cancelled.
    Cancelled,
    /// A booking was moved.
    Rescheduled,
    /// First overdue notice.
    Overdue1,
    /// Second overdue notice.
    Overdue2,
    /// Third and last overdue notice.
    Overdue3,
}

impl TemplateKind {
    /// Every kind, in the order of lists.
    pub const ALL: [Self; 10] = [
        Self::BookingConfirmation,
        Self::Reminder,
        Self::Rescheduled,
        Self::Cancelled,
        Self::Quote,
        Self::Invoice,
        Self::CreditNote,
        Self::Overdue1,
        Self::Overdue2,
        Self::Overdue3,
    ];

    /// Name in the database and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BookingConfirmation => "booking_confirmation",
            Self::Quote => "quote",
            Self::Invoice => "invoice",
            Self::CreditNote => "credit_note",
            Self::Reminder => "reminder",
            Self::Cancelled => "cancelled",
            Self::Rescheduled => "rescheduled",
            Self::Overdue1 => "overdue_1",
            Self::Overdue2 => "overdue_2",
            Self::Overdue3 => "overdue_3",
        }
    }

    /// The kind of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// What the text may mention, in the order in which the editor lists it.
    pub fn placeholders(self) -> &'static [Placeholder] {
        match self {
            Self::BookingConfirmation => &[
                CustomerName,
                Service,
                StartsAt,
                Resource,
                CustomerAddress,
                BookingReference,
                DocumentName,
                DocumentLink,
                ManageLink,
                CompanyName,
                CompanyAddress,
                CompanyEmail,
                CompanyPhone,
            ],
            Self::Reminder | Self::Rescheduled => &[
                CustomerName,
                Service,
                StartsAt,
                Resource,
                CustomerAddress,
                BookingReference,
                ManageLink,
                CompanyName,
                CompanyAddress,
                CompanyEmail,
                CompanyPhone,
            ],
            Self::Cancelled => &[
                CustomerName,
                Service,
                StartsAt,
                Resource,
                BookingReference,
                BookAgainLink,
                CompanyName,
                CompanyAddress,
                CompanyEmail,
                CompanyPhone,
            ],
            Self::Quote => &[
                CustomerName,
                DocumentName,
                DocumentNumber,
                DocumentLink,
                IssueDate,
                ValidUntil,
                Total,
                CompanyName,
                CompanyAddress,
                CompanyEmail,
                CompanyPhone,
            ],
            Self::Invoice => &[
                CustomerName,
                DocumentName,
                DocumentNumber,
                DocumentLink,
                IssueDate,
                DueDate,
                Total,
                AmountDue,
                Iban,
                PaymentReference,
                CompanyName,
                CompanyAddress,
                CompanyEmail,
                CompanyPhone,
            ],
            Self::CreditNote => &[
                CustomerName,
                DocumentName,
                DocumentNumber,
                DocumentLink,
                InvoiceNumber,
                IssueDate,
                Total,
                CompanyName,
                CompanyAddress,
                CompanyEmail,
                CompanyPhone,
            ],
            Self::Overdue1 | Self::Overdue2 | Self::Overdue3 => &[
                CustomerName,
                DocumentName,
                DocumentNumber,
                DocumentLink,
                IssueDate,
                DueDate,
                DaysOverdue,
                Total,
                AmountDue,
                Iban,
                PaymentReference,
                CompanyName,
                CompanyAddress,
                CompanyEmail,
                CompanyPhone,
            ],
        }
    }
}

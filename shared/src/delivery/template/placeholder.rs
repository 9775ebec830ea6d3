//! The placeholders and the values that take their place.

/// Something that a text may mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Placeholder {
    /// Who booked, or who is invoiced.
    CustomerName,
    /// The service that is booked.
    Service,
    /// When it takes place, in words of the language.
    StartsAt,
    /// The person or room that is booked.
    Resource,
    /// The address that the customer gave, on one line.
    CustomerAddress,
    /// Reference of the booking.
    BookingReference,
    /// The page on which the customer changes or cancels the booking.
    ManageLink,
    /// The page on which the customer can book again.
    BookAgainLink,
    /// Kind and number of the document.
    DocumentName,
    /// Number of the document (BT-1).
    DocumentNumber,
    /// The page of the document.
    DocumentLink,
    /// The invoice that a credit note corrects (BT-25).
    InvoiceNumber,
    /// Issue date (BT-2).
    IssueDate,
    /// Due date (BT-9).
    DueDate,
    /// Last day on which a quote may be accepted.
    ValidUntil,
    /// How many days ago the invoice was due.
    DaysOverdue,
    /// Total with VAT (BT-112), with its currency.
    Total,
    /// What is still to be paid, with its currency.
    AmountDue,
    /// Account to pay to (BT-84).
    Iban,
    /// What to write on the transfer (BT-83).
    PaymentReference,
    /// Trading name of the company.
    CompanyName,
    /// Address of the company, on one line.
    CompanyAddress,
    /// E-mail address of the company.
    CompanyEmail,
    /// Phone number of the company.
    CompanyPhone,
}

impl Placeholder {
    /// Its name between the braces.
    pub fn name(self) -> &'static str {
        match self {
            Self::CustomerName => "customer_name",
            Self::Service => "service",
            Self::StartsAt => "starts_at",
            Self::Resource => "resource",
            Self::CustomerAddress => "customer_address",
            Self::BookingReference => "booking_reference",
            Self::ManageLink => "manage_link",
            Self::BookAgainLink => "book_again_link",
            Self::DocumentName => "document_name",
            Self::DocumentNumber => "document_number",
            Self::DocumentLink => "document_link",
            Self::InvoiceNumber => "invoice_number",
            Self::IssueDate => "issue_date",
            Self::DueDate => "due_date",
            Self::ValidUntil => "valid_until",
            Self::DaysOverdue => "days_overdue",
            Self::Total => "total",
            Self::AmountDue => "amount_due",
            Self::Iban => "iban",
            Self::PaymentReference => "payment_reference",
            Self::CompanyName => "company_name",
            Self::CompanyAddress => "company_address",
            Self::CompanyEmail => "company_email",
            Self::CompanyPhone => "company_phone",
        }
    }

    /// What the editor says about it.
    pub fn description(self) -> &'static str {
        match self {
            Self::CustomerName => "who booked, or who is invoiced",
            Self::Service => "the service that is booked",
            Self::StartsAt => "date and time of the booking, in words",
            Self::Resource => "the person or room that is booked",
            Self::CustomerAddress => "the address that the customer gave; may be empty",
            Self::BookingReference => "reference of the booking",
            Self::ManageLink => "link to change or cancel the booking",
            Self::BookAgainLink => "link to your booking page",
            Self::DocumentName => "kind and number, such as Invoice INV-2026-0001",
            Self::DocumentNumber => "number of the document",
            Self::DocumentLink => "link to the document",
            Self::InvoiceNumber => "the invoice that the credit note corrects",
            Self::IssueDate => "date of the document",
            Self::DueDate => "day by which to pay",
            Self::ValidUntil => "last day on which the quote can be accepted",
            Self::DaysOverdue => "days since the due date, as a number",
            Self::Total => "total with VAT",
            Self::AmountDue => "what is still to be paid",
            Self::Iban => "your account",
            Self::PaymentReference => "what to write on the transfer; may be empty",
            Self::CompanyName => "name of your company",
            Self::CompanyAddress => "address of your company",
            Self::CompanyEmail => "e-mail address of your company",
            Self::CompanyPhone => "phone number of your company",
        }
    }

    /// Whether its value is an address to click on.
    pub fn is_link(self) -> bool {
        matches!(self, Self::ManageLink | Self::BookAgainLink | Self::DocumentLink)
    }
}

/// What stands in the place of each placeholder; one that is not set is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values(Vec<(Placeholder, String)>);

impl Values {
    /// Sets a value. It becomes one line: line breaks are spaces, and characters that would turn the direction of the text
    /// around are left out, because a customer types some of the values.
    pub fn set(&mut self, placeholder: Placeholder, value: impl AsRef<str>) -> &mut Self {
        let value = one_line(value.as_ref());
        match self.0.iter_mut().find(|(known, _)| *known == placeholder) {
            Some((_, present)) => *present = value,
            None => self.0.push((placeholder, value)),
        }
        self
    }

    /// The value of a placeholder; empty if it is not set.
    pub fn get(&self, placeholder: Placeholder) -> &str {
        self.0.iter().find(|(known, _)| *known == placeholder).map_or("", |(_, value)| value.as_str())
    }
}

/// A text on one line, without control characters and without those that change its direction.
pub(super) fn one_line(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let line: String = text
        .chars()
        .filter(|c| !turns(*c))
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect();
    line.trim().to_owned()
}

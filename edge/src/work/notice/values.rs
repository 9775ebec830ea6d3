//! What stands in the place of the placeholders, from what is stored.

use jiff::civil::Date;
use shared::{
    billing::{balance::Balance, document::Draft, party::Address, wording},
    delivery::template::{Placeholder, Values, greeted_name},
    format,
    language::Language,
    money::Amount,
};

use crate::{
    app::{App, links::Links},
    store::{booking::StoredBooking, document::StoredDocument, notice::Sender},
};

/// Links below the address that the work was asked for under.
pub fn links<'a>(app: &'a App, base_url: &'a str) -> Links<'a> {
    Links::new(&app.ports().link_key, base_url)
}

/// An address on one line.
fn address(address: &Address) -> String {
    format!("{}, {} {}", address.street, address.postal_code, address.city)
}

/// The company.
pub fn of_sender(values: &mut Values, sender: &Sender) {
    values
        .set(Placeholder::CompanyName, &sender.name)
        .set(Placeholder::CompanyAddress, format!("{}, {} {}", sender.street, sender.postal_code, sender.city))
        .set(Placeholder::CompanyEmail, &sender.email)
        .set(Placeholder::CompanyPhone, &sender.phone);
}

/// A document, with what is still due of it and how many days ago it was. Texts are in its own language.
pub fn of_document(values: &mut Values, links: Links<'_>, stored: &StoredDocument, balance: Balance, today: Date) {
    let draft = stored.document.draft();
    let content = draft.content();
    let language = content.language;
    let money = |amount: Amount| format::money(amount, &content.currency, language);
    let number = stored.document.number().to_string();
    values
        .set(Placeholder::CustomerName, greeted_name(content.buyer.contact.as_deref().unwrap_or(&content.buyer.name)))
        .set(Placeholder::DocumentName, wording::title(&stored.document))
        .set(Placeholder::DocumentNumber, &number)
        .set(Placeholder::DocumentLink, links.document(&stored.id, stored.grant()))
        .set(Placeholder::IssueDate, format::date(draft.issue_date(), language))
        .set(Placeholder::Total, money(content.totals.total_with_vat));
    match draft {
        Draft::Invoice(invoice) => {
            let days = today.since(invoice.due_date).map_or(0, |span| span.get_days());
            values
                .set(Placeholder::AmountDue, money(balance.due()))
                .set(Placeholder::DueDate, format::date(invoice.due_date, language))
                .set(Placeholder::DaysOverdue, days.max(0).to_string())
                .set(Placeholder::Iban, format::iban(&content.seller.iban))
                .set(Placeholder::PaymentReference, payment_reference(stored));
        }
        Draft::Quotation(quotation) => {
            values.set(Placeholder::ValidUntil, format::date(quotation.valid_until, language));
        }
        Draft::CreditNote(note) => {
            values.set(Placeholder::InvoiceNumber, &note.preceding.number);
        }
    }
}

fn payment_reference(stored: &StoredDocument) -> String {
    stored.document.structured_communication().map(|reference| reference.to_string()).unwrap_or_default()
}

/// The language of a booking's pages and e-mails.
pub fn language_of(booking: &StoredBooking) -> Language {
    Language::of_tag(&booking.language).unwrap_or(Language::En)
}

/// A booking; its document, if it has one, with its name and link.
pub fn of_booking(
    values: &mut Values,
    links: Links<'_>,
    booking: &StoredBooking,
    customer: &Customer,
    manage_link: &str,
    document: Option<&StoredDocument>,
) {
    let language = language_of(booking);
    values
        .set(Placeholder::CustomerName, greeted_name(&customer.name))
        .set(Placeholder::Service, &booking.service_name)
        .set(Placeholder::StartsAt, format::period(&booking.local_starts_at, &booking.local_ends_at, language))
        .set(Placeholder::Resource, &booking.resource_name)
        .set(Placeholder::CustomerAddress, customer.address.as_ref().map(address).unwrap_or_default())
        .set(Placeholder::BookingReference, &booking.reference)
        .set(Placeholder::ManageLink, manage_link);
    if let Some(document) = document {
        values
            .set(Placeholder::DocumentName, wording::title(&document.document))
            .set(Placeholder::DocumentLink, links.document(&document.id, document.grant()));
    }
}

/// The customer as the booking keeps it; the rest of it is not for e-mails.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Customer {
    /// Full name.
    pub name: String,
    /// Where the customer is reached.
    pub email: String,
    /// The address that was given.
    #[serde(default)]
    pub address: Option<Address>,
}

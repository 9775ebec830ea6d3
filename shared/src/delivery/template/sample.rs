//! Values to look at a text with: a booking and an invoice that nobody made.

use jiff::civil::date;

use super::{Placeholder, TemplateKind, Values};
use crate::{billing::wording::wording, format, language::Language, money::Amount};

/// A value for every placeholder of a kind, in this language. `base_url` is where the links lead.
pub fn sample(kind: TemplateKind, language: Language, base_url: &str) -> Values {
    let mut values = Values::default();
    for placeholder in kind.placeholders() {
        values.set(*placeholder, value(*placeholder, kind, language, base_url));
    }
    values
}

fn value(placeholder: Placeholder, kind: TemplateKind, language: Language, base_url: &str) -> String {
    let money = |cents| format::money(Amount::from_cents(cents).unwrap_or_default(), "EUR", language);
    let words = wording(language);
    let (name, number) = match kind {
        TemplateKind::Quote => (words.quote, "QUO-2026-0012"),
        TemplateKind::CreditNote => (words.credit_note, "CRE-2026-0003"),
        _ => (words.invoice, "INV-2026-0042"),
    };
    match placeholder {
        Placeholder::CustomerName => "Robin Maes".to_owned(),
        Placeholder::Service => match language {
            Language::En => "Home cleaning",
            Language::Nl => "Huishoudhulp",
            Language::Fr => "Ménage à domicile",
            Language::De => "Hausreinigung",
        }
        .to_owned(),
        Placeholder::StartsAt => format::period("2026-12-01T09:00", "2026-12-01T11:00", language),
        Placeholder::Resource => "Nora".to_owned(),
        Placeholder::CustomerAddress => "Kerkstraat 5, 9000 Gent".to_owned(),
        Placeholder::BookingReference => "BK-7QW2".to_owned(),
        Placeholder::ManageLink => format!("{base_url}/m/sample"),
        Placeholder::BookAgainLink => format!("{base_url}/b/sample"),
        Placeholder::DocumentLink => format!("{base_url}/d/sample"),
        Placeholder::DocumentName => format!("{name} {number}"),
        Placeholder::DocumentNumber => number.to_owned(),
        Placeholder::InvoiceNumber => "INV-2026-0042".to_owned(),
        Placeholder::IssueDate => format::date(date(2026, 12, 1), language),
        Placeholder::DueDate => format::date(date(2026, 12, 15), language),
        Placeholder::ValidUntil => format::date(date(2026, 12, 31), language),
        Placeholder::DaysOverdue => match kind {
            TemplateKind::Overdue1 => "3",
            TemplateKind::Overdue2 => "10",
            _ => "20",
        }
        .to_owned(),
        Placeholder::Total => money(12_100),
        Placeholder::AmountDue => money(9_680),
        Placeholder::Iban => format::iban("BE68539007547034"),
        Placeholder::PaymentReference => "+++202/6000/04265+++".to_owned(),
        Placeholder::CompanyName => "Helder Schoonmaak".to_owned(),
        Placeholder::CompanyAddress => "Coupure Links 12, 9000 Gent".to_owned(),
        Placeholder::CompanyEmail => "hallo@helder.example".to_owned(),
        Placeholder::CompanyPhone => "+32 9 000 00 00".to_owned(),
    }
}

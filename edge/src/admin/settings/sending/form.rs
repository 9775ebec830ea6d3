//! The form Sending: which documents are sent by themselves.

use shared::billing::number::SeriesKind;

use crate::{
    store::{delivery::Automatic, document::source::Source},
    web::fields::Fields,
};

/// Names in the form: one checkbox for each of [`AUTOMATIC`](crate::store::delivery::AUTOMATIC).
pub const NAMES: &[&str] =
    &["invoice-booking", "quotation-booking", "invoice-manual", "quotation-manual", "credit_note-manual"];

/// Name of a checkbox.
pub fn name(kind: SeriesKind, source: Source) -> String {
    format!("{}-{}", kind.as_str(), source.as_str())
}

/// Reads the form.
pub fn parse(fields: &Fields) -> Automatic {
    Automatic::of(|kind, source| fields.text(&name(kind, source)) == "on")
}

/// Label of a checkbox and what it means.
pub fn words(kind: SeriesKind, source: Source) -> (&'static str, &'static str) {
    match (kind, source) {
        (SeriesKind::Invoice, Source::Booking) => (
            "Invoices that a booking brings",
            "The customer sees the invoice in the answer to the booking, and gets it sent as well.",
        ),
        (SeriesKind::Quotation, Source::Booking) => (
            "Quotes that a booking brings",
            "The customer sees the quote in the answer to the booking, and gets it sent as well.",
        ),
        (SeriesKind::Invoice, Source::Manual) => {
            ("Invoices that you make", "Off: “Save” only gives the invoice its number, and you send it yourself.")
        }
        (SeriesKind::Quotation, Source::Manual) => {
            ("Quotes that you make", "Off: “Save” only gives the quote its number, and you send it yourself.")
        }
        (SeriesKind::CreditNote, _) => {
            ("Credit notes", "Also those that cancelling a booking makes. Off: you send each of them yourself.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::delivery::AUTOMATIC;

    #[test]
    fn the_form_has_a_checkbox_for_everything() {
        assert_eq!(AUTOMATIC.map(|(kind, source)| name(kind, source)).to_vec(), NAMES);
        let read = |text: &str| parse(&Fields::parse(text.as_bytes(), NAMES).unwrap());
        assert_eq!(read("").clone(), Automatic::of(|_, _| false));
        let some = read("invoice-booking=on&credit_note-manual=on&quotation-manual=off");
        let on: Vec<String> = AUTOMATIC
            .into_iter()
            .filter(|(kind, source)| some.has(*kind, *source))
            .map(|(kind, source)| name(kind, source))
            .collect();
        assert_eq!(on, ["invoice-booking", "credit_note-manual"]);
    }
}

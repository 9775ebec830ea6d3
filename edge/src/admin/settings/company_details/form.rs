//! The form Company details: the seller's particulars, and the version of the settings that it showed.

use shared::billing::company_details::CompanyDetails;

use crate::web::fields::Fields;

/// Names in the form.
pub const NAMES: &[&str] = &[
    "version",
    "name",
    "legal_form",
    "street",
    "postal_code",
    "city",
    "country",
    "vat_number",
    "registration",
    "iban",
    "bic",
    "phone",
    "email",
];

/// Reads the form: the version, none if it is no number, and what was typed.
pub fn parse(fields: &Fields) -> (Option<i64>, CompanyDetails) {
    let text = |name| fields.text(name).to_owned();
    let details = CompanyDetails {
        name: text("name"),
        legal_form: text("legal_form"),
        street: text("street"),
        postal_code: text("postal_code"),
        city: text("city"),
        country: text("country"),
        vat_number: text("vat_number"),
        registration: text("registration"),
        iban: text("iban"),
        bic: text("bic"),
        phone: text("phone"),
        email: text("email"),
    };
    (fields.text("version").parse().ok(), details)
}

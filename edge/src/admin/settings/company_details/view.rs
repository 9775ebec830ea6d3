//! Settings > Invoice settings > Company details: the form, and beside it what every invoice must say.

use maud::{Markup, html};
use shared::{
    billing::{
        company_details::CompanyDetails,
        legal_particulars::{Particular, sentence},
    },
    fault::Fault,
    format, limits,
};

use crate::web::{
    admin_page::{Frame, page},
    inputs::described,
    parts::{COMPANY_DETAILS, Crumb, Tone, chip, error_summary, fault_of, field_error, head, notice, warning},
};

const CRUMBS: [Crumb<'static>; 2] = [("Settings", None), ("Invoice settings", None)];

/// Company details.
#[derive(Clone, Debug)]
pub struct CompanyDetailsView<'a> {
    /// Version of the settings that the form shows.
    pub version: i64,
    /// What the form holds: what is stored, or what was typed.
    pub form: &'a CompanyDetails,
    /// What is missing of what is stored.
    pub missing: &'a [Particular],
    /// What was refused.
    pub faults: &'a [Fault],
    /// What was just done.
    pub done: Option<&'a str>,
    /// Why nothing was saved, where no field is at fault.
    pub conflict: Option<&'a str>,
}

/// One field of the form.
struct Field<'a> {
    name: &'static str,
    label: &'static str,
    value: &'a str,
    max: usize,
    kind: &'static str,
    autocomplete: &'static str,
    hint: &'static str,
}

impl<'a> Field<'a> {
    fn new(name: &'static str, label: &'static str, value: &'a str, max: usize) -> Self {
        Self { name, label, value, max, kind: "text", autocomplete: "off", hint: "" }
    }

    fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    fn kind(self, kind: &'static str, autocomplete: &'static str) -> Self {
        Self { kind, autocomplete, ..self }
    }
}

/// Company details.
pub fn company_details(frame: Frame<'_>, view: &CompanyDetailsView<'_>) -> Markup {
    page(
        frame,
        "Company details",
        !view.faults.is_empty() || view.conflict.is_some(),
        &html! {
            (head(&CRUMBS, "Company details", None, None))
            @if let Some(done) = view.done { (notice(done)) }
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            (error_summary(view.faults))
            div.detail {
                form.card method="post" action=(COMPANY_DETAILS) novalidate {
                    input type="hidden" name="version" value=(view.version);
                    p.hint { "Your documents show these details. A change holds for new documents; issued ones keep what they say." }
                    (groups(view))
                    div.buttons { button type="submit" { "Save company details" } }
                }
                (checklist(view.missing))
            }
        },
    )
}

fn groups(view: &CompanyDetailsView<'_>) -> Markup {
    let form = view.form;
    let iban = format::iban(&form.iban);
    let line = limits::ADDRESS_LINE_CHARS_MAX;
    let company = [
        Field::new("name", "Company name", &form.name, limits::NAME_CHARS_MAX).kind("text", "organization"),
        Field::new("legal_form", "Company form", &form.legal_form, limits::NAME_CHARS_MAX)
            .hint("With the register of legal persons, such as “BV, RPR Gent”."),
        Field::new("vat_number", "VAT number", &form.vat_number, 20).hint("Such as BE 0202.239.951."),
        Field::new("registration", "Enterprise number (optional)", &form.registration, limits::NAME_CHARS_MAX)
            .hint("A Belgian VAT number contains it; you may leave it empty then."),
    ];
    let address = [
        Field::new("street", "Street and number", &form.street, line).kind("text", "address-line1"),
        Field::new("postal_code", "Postal code", &form.postal_code, limits::POSTAL_CODE_CHARS_MAX)
            .kind("text", "postal-code"),
        Field::new("city", "City", &form.city, line).kind("text", "address-level2"),
        Field::new("country", "Country", &form.country, 2).kind("text", "country").hint("Two letters, such as BE."),
    ];
    let account = [
        Field::new("iban", "IBAN", &iban, 42).hint("The account that your customers pay into."),
        Field::new("bic", "BIC (optional)", &form.bic, 14).hint("Only needed for payments from outside the euro area."),
    ];
    let contact = [
        Field::new("phone", "Phone number", &form.phone, limits::PHONE_CHARS_MAX).kind("tel", "tel"),
        Field::new("email", "E-mail address", &form.email, limits::EMAIL_BYTES_MAX).kind("email", "email"),
    ];
    html! {
        (group("Company", &company, view.faults))
        (group("Company address", &address, view.faults))
        (group("Account", &account, view.faults))
        (group("Contact details", &contact, view.faults))
    }
}

fn group(legend: &str, fields: &[Field<'_>], faults: &[Fault]) -> Markup {
    html! {
        fieldset.group {
            legend { (legend) }
            div.pairs { @for one in fields { (field(one, faults)) } }
        }
    }
}

fn field(field: &Field<'_>, faults: &[Fault]) -> Markup {
    let name = field.name;
    let is_wrong = fault_of(faults, name).is_some();
    html! {
        div.field {
            label for=(name) { (field.label) }
            (field_error(faults, name))
            input id=(name) name=(name) type=(field.kind) value=(field.value) maxlength=(field.max) autocomplete=(field.autocomplete)
                aria-invalid=[is_wrong.then_some("true")] aria-describedby=[described(name, field.hint, faults)];
            @if !field.hint.is_empty() { p.hint id={ (name) "-hint" } { (field.hint) } }
        }
    }
}

/// What every invoice must say, and what of it is there.
fn checklist(missing: &[Particular]) -> Markup {
    html! {
        section.card aria-labelledby="legal" {
            h2 #legal { "On every invoice" }
            @if missing.is_empty() {
                p { "Everything that the law asks of an invoice is there." }
            } @else {
                p { strong { (sentence(missing)) } ". Until then no invoice and no credit note can be issued, and every booking answers with a quote, which you can invoice afterwards." }
            }
            ul.checklist {
                @for particular in Particular::ALL {
                    @let lacks = missing.contains(&particular);
                    li {
                        span {
                            @if lacks { a href={ "#" (particular.field()) } { (particular.words()) } } @else { (particular.words()) }
                            span.under { (particular.reason()) }
                        }
                        @if lacks { (chip(Tone::Waiting, "missing")) } @else { (chip(Tone::Good, "there")) }
                    }
                }
            }
        }
    }
}

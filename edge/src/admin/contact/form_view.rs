//! The form of a contact: adding one, changing one.

use maud::{Markup, html};
use shared::{
    billing::contact::{Contact, ContactKind},
    fault::Fault,
    language::Language,
    limits,
};

use super::{
    form::ContactForm,
    view::{facts, kind_title, language_title},
};
use crate::web::{
    admin_page::{Frame, page},
    inputs::described,
    parts::{Crumb, error_summary, fault_of, field_error, head, warning},
};

/// What the form is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A new contact.
    Add,
    /// A contact that exists.
    Edit,
}

/// The form of a contact.
#[derive(Clone, Debug)]
pub struct FormView<'a> {
    /// What it is for.
    pub purpose: Purpose,
    /// What it holds: what is stored, or what was typed.
    pub form: &'a ContactForm,
    /// What was refused.
    pub faults: &'a [Fault],
    /// The contact that has the e-mail address already.
    pub taken: Option<&'a Contact>,
    /// Why nothing was stored, where no field is at fault.
    pub conflict: Option<&'a str>,
    /// What is stored by now, where another window was faster.
    pub stored: Option<&'a Contact>,
}

/// Countries offered while somebody types: those around, and the European Union.
const COUNTRIES: [(&str, &str); 31] = [
    ("BE", "Belgium"),
    ("NL", "Netherlands"),
    ("FR", "France"),
    ("DE", "Germany"),
    ("LU", "Luxembourg"),
    ("GB", "United Kingdom"),
    ("AT", "Austria"),
    ("BG", "Bulgaria"),
    ("CH", "Switzerland"),
    ("CY", "Cyprus"),
    ("CZ", "Czechia"),
    ("DK", "Denmark"),
    ("EE", "Estonia"),
    ("ES", "Spain"),
    ("FI", "Finland"),
    ("GR", "Greece"),
    ("HR", "Croatia"),
    ("HU", "Hungary"),
    ("IE", "Ireland"),
    ("IT", "Italy"),
    ("LT", "Lithuania"),
    ("LV", "Latvia"),
    ("MT", "Malta"),
    ("NO", "Norway"),
    ("PL", "Poland"),
    ("PT", "Portugal"),
    ("RO", "Romania"),
    ("SE", "Sweden"),
    ("SI", "Slovenia"),
    ("SK", "Slovakia"),
    ("US", "United States"),
];

/// The form of a contact.
pub fn contact_form(frame: Frame<'_>, view: &FormView<'_>) -> Markup {
    let form = view.form;
    let back = format!("/admin/contacts/{}", form.id);
    let (title, action, button) = match view.purpose {
        Purpose::Add => ("Add a contact", "/admin/contacts/new".to_owned(), "Add contact"),
        Purpose::Edit => ("Edit contact", format!("{back}/edit"), "Save contact"),
    };
    let crumbs: &[Crumb<'_>] = match view.purpose {
        Purpose::Add => &[("Contacts", Some("/admin/contacts"))],
        Purpose::Edit => &[("Contacts", Some("/admin/contacts")), ("Contact", Some(&back))],
    };
    let back = if view.purpose == Purpose::Edit { back.as_str() } else { "/admin/contacts" };
    page(
        frame,
        title,
        !view.faults.is_empty() || view.conflict.is_some(),
        &html! {
            (head(crumbs, title, None, None))
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            (error_summary(view.faults))
            div.narrow {
                @if let Some(stored) = view.stored { (stored_now(stored)) }
                form.card.contact-form method="post" action=(action) novalidate {
                    @match view.purpose {
                        Purpose::Add => {
                            input type="hidden" name="id" value=(form.id);
                            @if !form.draft.is_empty() { input type="hidden" name="draft" value=(form.draft); }
                        },
                        Purpose::Edit => input type="hidden" name="version" value=[form.version];,
                    }
                    (kind(view))
                    (who(view))
                    (reached(view))
                    (address(view))
                    div.buttons {
                        button type="submit" { (button) }
                        a.button.secondary href=(back) { "Back without saving" }
                    }
                }
            }
        },
    )
}

fn stored_now(stored: &Contact) -> Markup {
    html! {
        section.card aria-labelledby="stored" {
            h2 #stored { "Stored now" }
            dl.facts.row { (facts(stored)) }
            p.more { a href={ "/admin/contacts/" (stored.id) } { "Open the contact as it is stored" } }
        }
    }
}

fn kind(view: &FormView<'_>) -> Markup {
    html! {
        fieldset.options #kind {
            legend { "Kind of contact" }
            (field_error(view.faults, "kind"))
            @for kind in ContactKind::ALL {
                @let name = kind.as_str();
                div.option {
                    input id={ "kind-" (name) } type="radio" name="kind" value=(name) checked[view.form.kind == name] aria-describedby={ "kind-" (name) "-hint" };
                    div {
                        label for={ "kind-" (name) } { (kind_title(kind)) }
                        p.hint id={ "kind-" (name) "-hint" } {
                            @match kind {
                                ContactKind::Company => "Also a sole trader or an association: whoever has a VAT number. Reached by Peppol where it is registered.",
                                ContactKind::Person => "Gets invoices by e-mail.",
                            }
                        }
                    }
                }
            }
        }
    }
}

fn who(view: &FormView<'_>) -> Markup {
    let form = view.form;
    let name = Field::new("name", "Name", &form.name, limits::NAME_CHARS_MAX)
        .hint("The name of the company, or the full name of the person, as it must stand on the invoice.");
    let vat = Field::new("vat_identifier", "VAT number", &form.vat_identifier, 20)
        .hint("Always enter it if the customer has one, such as BE 0477.472.701. The Peppol id follows from it.");
    let person =
        Field::new("contact_person", "Contact person (optional)", &form.contact_person, limits::NAME_CHARS_MAX);
    html! {
        fieldset.group {
            legend { "Who is invoiced" }
            div {
                (field(view, &name, ""))
                div.pairs.company-only { (field(view, &vat, "")) (field(view, &person, "")) }
            }
        }
    }
}

fn reached(view: &FormView<'_>) -> Markup {
    let form = view.form;
    let email = Field { kind: "email", ..Field::new("email", "E-mail address", &form.email, limits::EMAIL_BYTES_MAX) }
        .hint("Always enter it: who is not on Peppol gets the invoice there.");
    let phone =
        Field { kind: "tel", ..Field::new("phone", "Phone number (optional)", &form.phone, limits::PHONE_CHARS_MAX) };
    let is_wrong = fault_of(view.faults, "language").is_some();
    html! {
        fieldset.group {
            legend { "How to reach the customer" }
            div.pairs {
                (field(view, &email, ""))
                (field(view, &phone, ""))
                div.field {
                    label for="language" { "Language of documents" }
                    (field_error(view.faults, "language"))
                    select #language name="language" aria-invalid=[is_wrong.then_some("true")] aria-describedby=[is_wrong.then_some("language-error")] {
                        @for language in Language::ALL {
                            option value=(language.tag()) selected[language.tag() == form.language] { (language_title(language)) }
                        }
                    }
                }
            }
        }
    }
}

fn address(view: &FormView<'_>) -> Markup {
    let form = view.form;
    let line = limits::ADDRESS_LINE_CHARS_MAX;
    let street = Field::new("street", "Street and number", &form.street, line);
    let postal_code = Field::new("postal_code", "Postal code", &form.postal_code, limits::POSTAL_CODE_CHARS_MAX);
    let city = Field::new("city", "City", &form.city, line);
    let country = Field::new("country", "Country", &form.country, 2).hint("Two letters, such as BE.");
    html! {
        fieldset.group {
            legend { "Address" }
            div {
                p.hint { "A company needs one on its invoice. For a private person you may leave it empty." }
                div.pairs {
                    (field(view, &street, ""))
                    (field(view, &postal_code, ""))
                    (field(view, &city, ""))
                    (field(view, &country, "countries"))
                }
                datalist #countries {
                    @for (code, name) in COUNTRIES { option value=(code) { (name) } }
                }
            }
        }
    }
}

/// One field of the form.
struct Field<'a> {
    name: &'static str,
    label: &'static str,
    value: &'a str,
    max: usize,
    kind: &'static str,
    hint: &'static str,
}

impl<'a> Field<'a> {
    fn new(name: &'static str, label: &'static str, value: &'a str, max: usize) -> Self {
        Self { name, label, value, max, kind: "text", hint: "" }
    }

    fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }
}

fn field(view: &FormView<'_>, field: &Field<'_>, list: &str) -> Markup {
    let name = field.name;
    let is_wrong = fault_of(view.faults, name).is_some();
    html! {
        div.field {
            label for=(name) { (field.label) }
            (field_error(view.faults, name))
            @if let Some(taken) = view.taken.filter(|_| name == "email") {
                p { a href={ "/admin/contacts/" (taken.id) } { "Open the contact " (taken.name) } }
            }
            input id=(name) name=(name) type=(field.kind) value=(field.value) maxlength=(field.max) autocomplete="off"
                list=[(!list.is_empty()).then_some(list)]
                aria-invalid=[is_wrong.then_some("true")] aria-describedby=[described(name, field.hint, view.faults)];
            @if !field.hint.is_empty() { p.hint id={ (name) "-hint" } { (field.hint) } }
        }
    }
}

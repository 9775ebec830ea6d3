//! One contact: what an invoice says of it, what is missing, and what belongs to it.

use jiff::{civil::Date, tz::TimeZone};
use maud::{Markup, html};
use shared::{
    billing::contact::{Contact, ContactKind},
    delivery::peppol::Registration,
    language::Language,
};

use crate::{
    admin::{document::sent_view::sent_cell, payment::view::balance_chip},
    store::contact::{
        StoredContact,
        list::{ContactBooking, ContactDetail, ContactDocument, DocumentState},
    },
    web::{
        admin_page::{Frame, page},
        figures::{cents, clock_times, count, day_of, moment, short_day},
        parts::{Tone, booking_chip, chip, fact, head, notice, quotation_chip},
    },
    work::peppol::Found,
};

/// One contact.
#[derive(Clone, Debug)]
pub struct ContactView<'a> {
    /// The contact with what belongs to it.
    pub detail: &'a ContactDetail,
    /// What the last lookup on Peppol found out; none where nobody looked.
    pub peppol: Option<&'a Found>,
    /// ISO 4217 code of the tenant.
    pub currency: &'a str,
    /// The tenant's zone.
    pub zone: &'a TimeZone,
    /// The day in that zone.
    pub today: Date,
    /// Whether new documents are made at all.
    pub may_invoice: bool,
    /// What was just done.
    pub done: Option<&'a str>,
}

/// What a contact is, in words.
pub fn kind_title(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Company => "Company",
        ContactKind::Person => "Private person",
    }
}

/// The name of a language in English.
pub fn language_title(language: Language) -> &'static str {
    match language {
        Language::En => "English",
        Language::Nl => "Dutch",
        Language::Fr => "French",
        Language::De => "German",
    }
}

/// One contact.
pub fn contact(frame: Frame<'_>, view: &ContactView<'_>) -> Markup {
    let contact = &view.detail.stored.contact;
    let path = format!("/admin/contacts/{}", contact.id);
    let beside = chip(Tone::Plain, &kind_title(contact.kind).to_lowercase());
    let actions = actions(contact, &path, view.may_invoice);
    page(
        frame,
        &contact.name,
        false,
        &html! {
            (head(&[("Contacts", Some("/admin/contacts"))], &contact.name, Some(&beside), Some(&actions)))
            @if let Some(done) = view.done { (notice(done)) }
            (warnings(contact, &path))
            div.detail {
                div {
                    (documents(view))
                    (bookings(view))
                }
                div {
                    (particulars(view))
                    @if contact.peppol_id().is_some() { (peppol(view, &path)) }
                    @if !view.detail.duplicates.is_empty() { (duplicates(&path, &view.detail.duplicates)) }
                }
            }
        },
    )
}

fn actions(contact: &Contact, path: &str, may_invoice: bool) -> Markup {
    let document = |kind: &str| format!("/admin/{kind}/new?contact={}", contact.id);
    html! {
        div.buttons {
            @if may_invoice { a.button href=(document("invoices")) { "Add a sales invoice" } }
            a.button.secondary href={ (path) "/edit" } { "Edit contact" }
            details.actions {
                summary.button.secondary { "Actions" }
                ul {
                    @if may_invoice { li { a href=(document("quotes")) { "Add a quote" } } }
                    li { a href={ (path) "/merge" } { "Merge with another contact" } }
                }
            }
        }
    }
}

fn warnings(contact: &Contact, path: &str) -> Markup {
    let warnings = contact.warnings();
    html! {
        @if !warnings.is_empty() {
            section.notice.warning aria-label="Missing particulars" {
                ul.lines-apart {
                    @for warning in warnings {
                        li { (warning.text()) " " a href={ (path) "/edit#" (warning.field()) } { "Edit the " (field_words(warning.field())) } }
                    }
                }
            }
        }
    }
}

fn field_words(field: &str) -> &'static str {
    match field {
        "vat_identifier" => "VAT number",
        "email" => "e-mail address",
        _ => "address",
    }
}

/// The particulars of a contact, as a list of facts.
pub fn facts(contact: &Contact) -> Markup {
    let missing = || html! { span.muted { "None" } };
    let text = |text: &Option<String>| text.as_ref().map_or_else(missing, |text| html! { (text) });
    html! {
        (fact("Name", &html! { (contact.name) }))
        @if contact.kind == ContactKind::Company {
            (fact("VAT number", &text(&contact.vat_identifier)))
            (fact("Peppol id", &html! {
                @if let Some(id) = contact.peppol_id() { span.mono { (id) } } @else { span.muted { "None" } }
            }))
            (fact("Contact person", &text(&contact.contact_person)))
        }
        (fact("E-mail", &html! {
            @if let Some(email) = &contact.email { a href={ "mailto:" (email) } { (email) } } @else { (missing()) }
        }))
        (fact("Phone", &text(&contact.phone)))
        (fact("Address", &html! {
            @if let Some(address) = &contact.address { (address.street) br; (address.postal_code) " " (address.city) br; (address.country) } @else { (missing()) }
        }))
        (fact("Language of documents", &html! { (language_title(contact.language)) }))
    }
}

fn particulars(view: &ContactView<'_>) -> Markup {
    let stored = &view.detail.stored;
    html! {
        section.card aria-labelledby="particulars" {
            h2 #particulars { "Particulars" }
            dl.facts {
                (facts(&stored.contact))
                (fact("Contact since", &html! { (moment(&stored.created_at, view.zone)) }))
                @if !view.detail.merged.is_empty() {
                    (fact("Merged into this contact", &html! {
                        @for merged in &view.detail.merged {
                            (merged.name) @if let Some(email) = &merged.email { span.under { (email) } }
                            br;
                        }
                    }))
                }
            }
        }
    }
}

/// What Peppol says of a registration, in one word.
pub fn registration_chip(registration: &Registration) -> Markup {
    match registration {
        Registration::Registered { accepts_invoice: true, .. } => chip(Tone::Good, "on Peppol"),
        Registration::Registered { .. } | Registration::RegisteredWithoutInvoice => {
            chip(Tone::Waiting, "on Peppol, but takes no invoices")
        }
        Registration::NotRegistered => chip(Tone::Ended, "not on Peppol"),
        Registration::Unknown(_) => chip(Tone::Waiting, "could not be looked up"),
    }
}

fn peppol(view: &ContactView<'_>, path: &str) -> Markup {
    let button = if view.peppol.is_some() { "Look up again" } else { "Look up" };
    html! {
        section.card aria-labelledby="peppol" {
            h2 #peppol { "Peppol" }
            @match view.peppol {
                None => p { "Nobody has looked yet. It is looked up when a document is sent." },
                Some(found) => {
                    dl.facts {
                        (fact("Registration", &registration_chip(&found.registration)))
                        @match &found.registration {
                            Registration::Registered { accepts_invoice, accepts_credit_note, .. } => {
                                (fact("Registered as", &html! { span.mono { (found.participant.to_string()) } }))
                                (fact("Takes", &html! { (taken(*accepts_invoice, *accepts_credit_note)) }))
                            }
                            Registration::RegisteredWithoutInvoice => {
                                (fact("Registered as", &html! { span.mono { (found.participant.to_string()) } }))
                                (fact("Takes", &html! { "Other documents only. Invoices go by e-mail." }))
                            }
                            Registration::NotRegistered => (fact("What follows", &html! { "Invoices go by e-mail." })),
                            Registration::Unknown(reason) => {
                                (fact("Why", &html! { (reason) }))
                                (fact("What follows", &html! { "Documents wait and are tried again; they never go by e-mail because of this." }))
                            }
                        }
                        (fact("Looked up", &html! { (moment(&found.at.to_string(), view.zone)) }))
                    }
                }
            }
            form.buttons method="post" action={ (path) "/peppol" } { button.secondary type="submit" { (button) } }
        }
    }
}

fn taken(invoices: bool, credit_notes: bool) -> &'static str {
    match (invoices, credit_notes) {
        (true, true) => "Invoices and credit notes",
        (true, false) => "Invoices; credit notes go by e-mail",
        (false, _) => "Credit notes; invoices go by e-mail",
    }
}

fn duplicates(path: &str, others: &[StoredContact]) -> Markup {
    html! {
        section.card aria-labelledby="duplicates" {
            h2 #duplicates { "Possible duplicates" }
            p.hint { "They have the same VAT number or the same name." }
            ul.rows.spread {
                @for other in others { (duplicate(path, &other.contact)) }
            }
        }
    }
}

/// A contact that may be the same, with the way to compare both.
pub fn duplicate(path: &str, other: &Contact) -> Markup {
    html! {
        li {
            div {
                a href={ "/admin/contacts/" (other.id) } { (other.name) }
                span.under { (other.email.as_deref().or(other.vat_identifier.as_deref()).unwrap_or("No e-mail address")) }
            }
            a.button.secondary href={ (path) "/merge/" (other.id) } { "Compare" span.hidden { " with " (other.name) } }
        }
    }
}

fn documents(view: &ContactView<'_>) -> Markup {
    let (detail, total) = (view.detail, format!("Total, {}", view.currency));
    html! {
        section.card aria-labelledby="documents" {
            h2 #documents { "Invoices & quotes" }
            @if detail.documents.is_empty() { p.empty { "No document for this contact yet." } } @else {
                p { (count(detail.related.documents, "document", "documents")) "; still due: " strong { (cents(detail.related.due)) " " (view.currency) } }
                div.table {
                    table.cards {
                        thead {
                            tr {
                                th scope="col" { "Number" }
                                th scope="col" { "State" }
                                th scope="col" { "Sent" }
                                th.number scope="col" { (total) }
                            }
                        }
                        tbody { @for row in &detail.documents { (document(row, &total, view)) } }
                    }
                }
                (latest(detail.documents.len(), detail.related.documents))
            }
        }
    }
}

fn document(row: &ContactDocument, total: &str, view: &ContactView<'_>) -> Markup {
    let today = view.today;
    html! {
        tr {
            td.key.tight {
                a.open href={ "/admin/documents/" (row.id) } { (row.number) }
                span.under { (short_day(row.issue_date)) }
            }
            td.tight data-label="State" {
                @match (row.state, row.state.quotation(today)) {
                    (DocumentState::Invoice(balance, due_date), _) => (balance_chip(balance.state(due_date, today))),
                    (_, Some(state)) => (quotation_chip(state)),
                    (_, None) => (chip(Tone::Plain, "credit note")),
                }
            }
            td.sent data-label="Sent" { (sent_cell(&row.delivery, row.with_booking, view.zone)) }
            td.number data-label=(total) { @if row.state == DocumentState::CreditNote { "−" } (cents(row.total_with_vat)) }
        }
    }
}

/// Says that a list does not show everything.
fn latest(shown: usize, all: u64) -> Markup {
    let shown = u64::try_from(shown).unwrap_or(u64::MAX);
    html! { @if shown < all { p.hint { "The latest " (shown) " of " (all) "." } } }
}

fn bookings(view: &ContactView<'_>) -> Markup {
    let detail = view.detail;
    html! {
        section.card aria-labelledby="bookings" {
            h2 #bookings { "Bookings" }
            @if detail.bookings.is_empty() { p.empty { "This contact has not booked." } } @else {
                div.table {
                    table.cards {
                        thead {
                            tr {
                                th scope="col" { "When" }
                                th scope="col" { "Service" }
                                th scope="col" { "Reference" }
                                th scope="col" { "Status" }
                            }
                        }
                        tbody { @for row in &detail.bookings { (booking(row)) } }
                    }
                }
                (latest(detail.bookings.len(), detail.related.bookings))
            }
        }
    }
}

fn booking(row: &ContactBooking) -> Markup {
    html! {
        tr {
            td.key.tight {
                a.open href={ "/admin/bookings/" (row.id) } { (day_of(&row.local_starts_at)) }
                span.under { (clock_times(&row.local_starts_at, &row.local_ends_at)) }
            }
            td.part { (row.service_name) }
            td.part { (row.reference) }
            td.tag { (booking_chip(&row.status)) }
        }
    }
}

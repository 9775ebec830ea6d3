//! Who sells to whom, when, and what else stands on the document.

use maud::{Markup, html};
use shared::{
    billing::{contact::Contact, editor::form::DocumentKind},
    fault::Fault,
    language::Language,
    limits,
};

use super::{EditorView, lines::input};
use crate::{
    admin::editor::attachments_view::named,
    web::{
        document_page::own,
        figures::{count, day},
        parts::{fault_of, field_error},
    },
};

/// The head of the sheet: the seller, the buyer and the days.
pub(crate) fn head(view: &EditorView<'_>) -> Markup {
    html! {
        div.sheet-head {
            div.letterhead {
                @match &view.judged.draft {
                    Some(draft) => (own(draft.content())),
                    None => p.sender { (view.seller.name) },
                }
                button.quiet type="submit" name="action" value="open:layout" { "Click here to change the " (noun(view)) " header" }
            }
            (buyer(view))
            (days(view))
        }
    }
}

fn noun(view: &EditorView<'_>) -> &'static str {
    match view.form.kind {
        DocumentKind::Invoice => "invoice",
        DocumentKind::Quotation => "quote",
    }
}

fn buyer(view: &EditorView<'_>) -> Markup {
    html! {
        div.buyer #buyer {
            @match view.contact {
                None => {
                    button.choose #contact type="submit" name="action" value="open:contact"
                        aria-describedby=[fault_of(view.faults, "contact").map(|_| "contact-error")] {
                        strong { "Click here to select a contact" }
                        span { "or add a new one" }
                    }
                    (field_error(view.faults, "contact"))
                }
                Some(contact) => {
                    div.window {
                        (address(contact))
                        button.quiet #contact type="submit" name="action" value="open:contact" { "Another contact" }
                    }
                    (warnings(contact))
                }
            }
        }
    }
}

fn address(contact: &Contact) -> Markup {
    html! {
        address {
            strong { (contact.name) } br;
            @if let Some(person) = &contact.contact_person { "Attn. " (person) br; }
            @if let Some(address) = &contact.address {
                (address.street) br;
                (address.postal_code) " " (address.city) @if address.country != "BE" { ", " (address.country) } br;
            }
            @if let Some(number) = &contact.vat_identifier { span.muted { "VAT " (number) } br; }
            @if let Some(email) = &contact.email { span.muted { (email) } }
        }
    }
}

/// What is missing of the contact, with the field that mends it.
fn warnings(contact: &Contact) -> Markup {
    let warnings = contact.warnings();
    html! {
        @if !warnings.is_empty() {
            ul.warnings {
                @for warning in warnings {
                    li { (warning.text()) }
                }
            }
            button.quiet type="submit" name="action" value="open:mend-contact" { "Add it to the contact" }
        }
    }
}

fn days(view: &EditorView<'_>) -> Markup {
    let (id, label, typed) = match view.form.kind {
        DocumentKind::Invoice => ("due-date", "Due date", &view.form.due_date),
        DocumentKind::Quotation => ("valid-until", "Valid until", &view.form.valid_until),
    };
    let usual = view.judged.usual_date.to_string();
    let shown = if typed.is_empty() { &usual } else { typed };
    html! {
        dl.days {
            div { dt { "Number" } dd.muted { "Assigned automatically when you save" } }
            @if let Some(draft) = &view.judged.draft { div { dt { "Date" } dd { (day(draft.issue_date())) } } }
            div {
                dt { label for=(id) { (label) } }
                dd {
                    input type="hidden" name="usual-date" value=(usual);
                    (date_input(view.faults, id, shown))
                }
            }
        }
    }
}

fn date_input(faults: &[Fault], id: &str, value: &str) -> Markup {
    let is_wrong = fault_of(faults, id).is_some();
    html! {
        input id=(id) name=(id) type="date" value=(value) aria-invalid=[is_wrong.then_some("true")]
            aria-describedby=[is_wrong.then(|| format!("{id}-error"))];
        (field_error(faults, id))
    }
}

/// References, language, note, attachments and terms of sale.
pub(crate) fn more(view: &EditorView<'_>) -> Markup {
    let form = view.form;
    let reference = |id: &str, label: &str, hint: &str, value: &str| {
        html! {
            div.field {
                label for=(id) { (label) span.muted { " (optional)" } }
                p.hint { (hint) }
                (input(view.faults, id, value, "text", limits::REFERENCE_CHARS_MAX, ""))
            }
        }
    };
    html! {
        div.columns {
            section.card aria-labelledby="more" {
                h2 #more { "Details" }
                div.pair {
                    div.field {
                        label for="delivery-date" { "Delivery date " span.muted { "(optional)" } }
                        p.hint { "VAT rates of this day count." }
                        (date_input(view.faults, "delivery-date", &form.delivery_date))
                    }
                    (language(view))
                    (reference("buyer-reference", "Their reference", "What they want to find on it.", &form.buyer_reference))
                    (reference("order-reference", "Order number", "Governments ask for it.", &form.order_reference))
                }
                div.field {
                    label for="note" { "Note " span.muted { "(optional)" } }
                    p.hint { "Printed under the totals." }
                    textarea #note name="note" rows="2" maxlength=(limits::NOTES_CHARS_MAX) { (form.note) }
                    (field_error(view.faults, "note"))
                }
            }
            section.card aria-labelledby="enclosed" {
                h2 #enclosed { "Attachments" }
                (attachments(view))
                (sales_conditions(view))
            }
        }
    }
}

fn language(view: &EditorView<'_>) -> Markup {
    let usual = view.contact.map_or("As the contact has it", |contact| in_words(contact.language));
    html! {
        div.field {
            label for="language" { "Language" }
            p.hint { "Of the printed document." }
            select #language name="language" {
                option value="" selected[view.form.language.is_empty()] { (usual) @if view.contact.is_some() { " (the contact's)" } }
                @for language in Language::ALL {
                    option value=(language.tag()) selected[view.form.language == language.tag()] { (in_words(language)) }
                }
            }
        }
    }
}

fn in_words(language: Language) -> &'static str {
    match language {
        Language::Nl => "Dutch",
        Language::Fr => "French",
        Language::En => "English",
        Language::De => "German",
    }
}

fn attachments(view: &EditorView<'_>) -> Markup {
    html! {
        @if view.attachments.is_empty() {
            p.muted { "No file goes with it." }
        } @else {
            ul.rows { @for file in view.attachments { li { (named(file)) } } }
        }
        div.buttons {
            button.secondary type="submit" name="action" value="open:attachments" {
                @if view.attachments.is_empty() { "Attachments" } @else { "Change " (count(view.attachments.len().try_into().unwrap_or_default(), "attachment", "attachments")) }
            }
        }
    }
}

fn sales_conditions(view: &EditorView<'_>) -> Markup {
    html! {
        @match view.sales_conditions {
            None => p.hint.more { "No terms of sale are uploaded. " a href="/admin/settings/sales-conditions" target="_blank" { "Upload a PDF" span.hidden { " (in a new tab)" } } " to add them here." },
            Some(terms) => {
                div.check.more {
                    input #sales-conditions type="checkbox" name="sales-conditions" checked[view.form.sales_conditions];
                    div {
                        label for="sales-conditions" { "Add the terms of sale to the PDF" }
                        p.hint { (terms.file_name) ", " (count(u64::from(terms.pages), "page", "pages")) ", after the last page of the " (noun(view)) "." }
                    }
                }
            }
        }
    }
}

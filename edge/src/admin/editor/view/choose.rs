//! The pages beside the editor: contact, items, preview, delete, and the list of drafts.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use shared::{
    billing::{
        contact::{Contact, ContactWarning},
        editor::form::DocumentKind,
        item::Item,
    },
    language::Language,
};

use crate::{
    admin::editor::view,
    store::draft::DraftRow,
    web::{
        admin_page::{Frame, page},
        figures::{cents, moment, unit_price},
        parts::{Crumb, Paging, head, notice, pager},
    },
};

fn crumbs<'a>(back: &'a str, kind: DocumentKind) -> [Crumb<'a>; 2] {
    [("Drafts", Some("/admin/drafts")), (view::title(kind), Some(back))]
}

/// Select a contact.
#[derive(Clone, Copy, Debug)]
pub struct ContactChoice<'a> {
    /// Handle of the draft.
    pub id: &'a str,
    /// What the draft is.
    pub kind: DocumentKind,
    /// What is looked for.
    pub search: &'a str,
    /// What is found.
    pub found: &'a [Contact],
    /// Whether more are found than are shown.
    pub has_more: bool,
}

/// The page on which the contact of a draft is chosen.
pub fn choose_contact(frame: Frame<'_>, view: &ContactChoice<'_>) -> Markup {
    let back = format!("/admin/drafts/{}", view.id);
    let add = format!("/admin/contacts/new?draft={}", view.id);
    let add = html! { div.buttons { a.button href=(add) { "Add a new contact" } } };
    page(
        frame,
        "Select a contact",
        false,
        &html! {
            (head(&crumbs(&back, view.kind), "Select a contact", None, Some(&add)))
            (search_form(&format!("{back}/contact"), "Name, e-mail or VAT number", view.search))
            @if view.found.is_empty() {
                div.card.empty {
                    @if view.search.is_empty() { p { "There is no contact yet. Customers become contacts when they book." } }
                    @else { p { "Nobody is found for “" (view.search) "”." } }
                }
            } @else {
                ul.choices {
                    @for contact in view.found {
                        li {
                            form method="post" action={ (back) "/contact" } {
                                input type="hidden" name="contact" value=(contact.id);
                                button.choice type="submit" {
                                    span.who { strong { (contact.name) } @if let Some(person) = &contact.contact_person { " · " (person) } }
                                    span.under { (particulars(contact)) }
                                    @if let [first, ..] = contact.warnings().as_slice() { span.warn { (short(*first)) } }
                                }
                            }
                        }
                    }
                }
                @if view.has_more { p.hint.more { "More are found. Type more of the name." } }
            }
        },
    )
}

fn particulars(contact: &Contact) -> String {
    let city = contact.address.as_ref().map(|address| address.city.as_str());
    let parts = [contact.vat_identifier.as_deref(), contact.email.as_deref(), city];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn short(warning: ContactWarning) -> &'static str {
    match warning {
        ContactWarning::VatNumberMissing => "VAT number missing",
        ContactWarning::EmailMissing => "e-mail missing",
        ContactWarning::AddressMissing => "address missing",
        ContactWarning::NoPeppolId => "not found on Peppol by this VAT number",
    }
}

fn search_form(action: &str, label: &str, search: &str) -> Markup {
    html! {
        form.filter method="get" action=(action) role="search" {
            div.field.grow {
                label for="q" { (label) }
                input #q type="search" name="q" value=(search) maxlength="120" autocomplete="off" autofocus;
            }
            button.secondary type="submit" { "Search" }
        }
    }
}

/// Add items.
#[derive(Clone, Copy, Debug)]
pub struct ItemsView<'a> {
    /// Handle of the draft.
    pub id: &'a str,
    /// What the draft is.
    pub kind: DocumentKind,
    /// What is looked for.
    pub search: &'a str,
    /// What is found.
    pub found: &'a [Item],
    /// ISO 4217 code.
    pub currency: &'a str,
    /// How many lines the draft has.
    pub lines: usize,
    /// Key that the next line gets.
    pub next: u32,
    /// The item that was added.
    pub added: Option<&'a str>,
}

/// The page on which items are added to a draft, one after the other.
pub fn choose_item(frame: Frame<'_>, view: &ItemsView<'_>) -> Markup {
    let back = format!("/admin/drafts/{}", view.id);
    let ready = html! { div.buttons { a.button.secondary href={ (back) "#lines" } { "Back to the lines (" (view.lines) ")" } } };
    page(
        frame,
        "Add items",
        false,
        &html! {
            (head(&crumbs(&back, view.kind), "Add items", None, Some(&ready)))
            @if let Some(added) = view.added { (notice(&format!("Added: {added}"))) }
            (search_form(&format!("{back}/items"), "Code or description", view.search))
            @if view.found.is_empty() {
                div.card.empty {
                    @if view.search.is_empty() { p { "There is no item yet. " a href="/admin/items" { "Add items" } " to have unit, VAT code and price at hand." } }
                    @else { p { "No item is found for “" (view.search) "”." } }
                }
            } @else {
                ul.choices {
                    @for item in view.found {
                        li { (item_choice(view, &back, item)) }
                    }
                }
            }
        },
    )
}

fn item_choice(view: &ItemsView<'_>, back: &str, item: &Item) -> Markup {
    html! {
        form method="post" action={ (back) "/items" } {
            input type="hidden" name="item" value=(item.id);
            input type="hidden" name="q" value=(view.search);
            input type="hidden" name="next" value=(view.next);
            button.choice type="submit" {
                span.who { strong { (item.description) } @if !item.code.is_empty() { " · " (item.code) } }
                span.under {
                    @match &item.price {
                        Some(price) => { (unit_price(price.unit_price)) " " (view.currency) " per " (price.unit.name(Language::En)) " · VAT " (price.vat_code) },
                        None => "Text without a price",
                    }
                }
            }
        }
    }
}

/// What an item is called in the field of the editor.
pub fn item_name(item: &Item) -> &str {
    if item.code.is_empty() { &item.description } else { &item.code }
}

/// Delete this draft?
pub fn delete_draft(frame: Frame<'_>, id: &str, version: i64, kind: DocumentKind) -> Markup {
    let back = format!("/admin/drafts/{id}");
    page(
        frame,
        "Delete this draft?",
        false,
        &html! {
            (head(&crumbs(&back, kind), "Delete this draft?", None, None))
            section.card.narrow {
                p { "What was typed is gone then. No number was given to it, so nothing is missing from your books." }
                form.buttons method="post" action={ (back) "/delete" } {
                    input type="hidden" name="version" value=(version);
                    button.danger type="submit" { "Delete this draft" }
                    a.button.secondary href=(back) { "Back to the draft" }
                }
            }
        },
    )
}

/// The list of drafts.
#[derive(Clone, Copy, Debug)]
pub struct DraftsView<'a> {
    /// Changed last first.
    pub rows: &'a [DraftRow],
    /// ISO 4217 code.
    pub currency: &'a str,
    /// The tenant's zone.
    pub zone: &'a TimeZone,
    /// Which page.
    pub paging: Paging,
    /// What was done before.
    pub done: Option<&'a str>,
}

/// Sales invoices > Drafts.
pub fn drafts(frame: Frame<'_>, view: &DraftsView<'_>) -> Markup {
    let actions = html! {
        div.buttons {
            a.button.secondary href="/admin/quotes/new" { "Add a quote" }
            a.button href="/admin/invoices/new" { "Add a sales invoice" }
        }
    };
    let total = format!("Total so far, {}", view.currency);
    page(
        frame,
        "Drafts",
        false,
        &html! {
            (head(&[("Overview", Some("/admin/invoices"))], "Drafts", None, Some(&actions)))
            @if let Some(done) = view.done { (notice(done)) }
            @if view.rows.is_empty() {
                div.card.empty { p { "There is no draft. What you write is kept here until you save it with a number." } }
            } @else {
                div.table {
                    table.cards {
                        caption.hidden { "Drafts" }
                        thead { tr { th scope="col" { "For" } th scope="col" { "Kind" } th scope="col" { "Changed" } th.number scope="col" { (total) } } }
                        tbody {
                            @for row in view.rows {
                                tr {
                                    td.key { a.open href={ "/admin/drafts/" (row.id) } { (row.contact_name.as_deref().unwrap_or("No contact yet")) } }
                                    td data-label="Kind" { (if row.kind == "quotation" { "Quote" } else { "Invoice" }) }
                                    td data-label="Changed" { (moment(&row.updated_at, view.zone)) }
                                    td.number data-label=(total) { (cents(row.total)) }
                                }
                            }
                        }
                    }
                }
                (pager(view.paging, |page| format!("/admin/drafts?page={page}")))
            }
        },
    )
}

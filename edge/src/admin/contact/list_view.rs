//! The list of contacts.

use maud::{Markup, html};
use shared::billing::contact::{Contact, ContactWarning};

use super::form::ContactFilter;
use crate::{
    store::contact::StoredContact,
    web::{
        admin_page::{Frame, page},
        figures::count,
        parts::{Paging, Tone, chip, head, pager},
    },
};

/// The list of contacts.
#[derive(Clone, Debug)]
pub struct ContactsView<'a> {
    /// What is filtered.
    pub filter: &'a ContactFilter,
    /// Rows of this page.
    pub rows: &'a [StoredContact],
    /// Which page of how many.
    pub paging: Paging,
}

/// The list of contacts.
pub fn contacts(frame: Frame<'_>, view: &ContactsView<'_>) -> Markup {
    let filter = view.filter;
    let found = html! { p.muted { (count(view.paging.rows, "contact", "contacts")) } };
    let add = html! { a.button href="/admin/contacts/new" { "Add a contact" } };
    page(
        frame,
        "Contacts",
        false,
        &html! {
            (head(&[("Sales invoices", None)], "Contacts", Some(&found), Some(&add)))
            nav.tabs aria-label="Contacts to show" {
                @for (duplicates, title) in [(false, "All"), (true, "Possible duplicates")] {
                    a href=(filter.href_of(duplicates)) aria-current=[(duplicates == filter.wanted.duplicates).then_some("page")] { (title) }
                }
            }
            (filter_form(filter))
            @if view.rows.is_empty() { (empty(filter)) } @else { (table(view)) }
            (pager(view.paging, |page| filter.href(page)))
        },
    )
}

fn filter_form(filter: &ContactFilter) -> Markup {
    html! {
        form.filter method="get" action="/admin/contacts" role="search" {
            @if filter.wanted.duplicates { input type="hidden" name="show" value="duplicates"; }
            div.field.grow {
                label for="q" { "Search" }
                input #q name="q" type="search" value=(filter.wanted.search) maxlength="120" placeholder="Name, e-mail, VAT number";
            }
            button.secondary type="submit" { "Search" }
        }
    }
}

fn empty(filter: &ContactFilter) -> Markup {
    html! {
        div.card.empty {
            @if !filter.wanted.search.is_empty() {
                p { "No contact fits this search." }
                p { a href=(ContactFilter::default().href_of(filter.wanted.duplicates)) { "Clear the search" } }
            } @else if filter.wanted.duplicates {
                p { "No two contacts have the same VAT number or the same name." }
                p { a href="/admin/contacts" { "Show all contacts" } }
            } @else {
                p { "No contact yet. Who books becomes one; you can add the others." }
                p { a href="/admin/contacts/new" { "Add a contact" } }
            }
        }
    }
}

fn table(view: &ContactsView<'_>) -> Markup {
    html! {
        div.table {
            table.cards {
                thead {
                    tr {
                        th scope="col" { "Name" }
                        th scope="col" { "VAT number" }
                        th scope="col" { "E-mail" }
                        th scope="col" { "Missing" }
                    }
                }
                tbody {
                    @for stored in view.rows { (row(stored, view.filter.wanted.duplicates)) }
                }
            }
        }
    }
}

/// What tells two of the same name apart: whom to ask for, and where.
fn under(contact: &Contact) -> Option<String> {
    let city = contact.address.as_ref().map(|address| &address.city);
    let parts: Vec<&str> = [contact.contact_person.as_ref(), city].into_iter().flatten().map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn missing(contact: &Contact) -> Markup {
    let words: Vec<&str> = contact
        .warnings()
        .into_iter()
        .filter_map(|warning| match warning {
            ContactWarning::VatNumberMissing => Some("no VAT number"),
            ContactWarning::EmailMissing => Some("no e-mail"),
            ContactWarning::AddressMissing => Some("no address"),
            ContactWarning::NoPeppolId => None,
        })
        .collect();
    html! { @if !words.is_empty() { (chip(Tone::Waiting, &words.join(", "))) } }
}

fn row(stored: &StoredContact, duplicates: bool) -> Markup {
    let contact = &stored.contact;
    let path = format!("/admin/contacts/{}", contact.id);
    // Among duplicates the next step is to compare.
    let path = if duplicates { format!("{path}/merge") } else { path };
    html! {
        tr {
            td.key {
                a.open href=(path) { (contact.name) }
                @if let Some(under) = under(contact) { span.under { (under) } }
            }
            td.part.tight { (contact.vat_identifier.as_deref().unwrap_or_default()) }
            td.part { (contact.email.as_deref().unwrap_or_default()) }
            td.tag { (missing(contact)) }
        }
    }
}

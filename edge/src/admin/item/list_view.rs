//! Sales invoices > Items.

use jiff::civil::Date;
use maud::{Markup, html};
use shared::{
    billing::{item::ItemPrice, vat_code::VatCodes},
    language::Language,
};

use super::form::ItemFilter;
use crate::{
    store::item::StoredItem,
    web::{
        admin_page::{Frame, page},
        figures::{count, unit_price},
        parts::{Paging, Tone, chip, head, notice, pager},
    },
};

/// All items.
#[derive(Clone, Debug)]
pub struct ItemsView<'a> {
    /// What is filtered.
    pub filter: &'a ItemFilter,
    /// Rows of this page.
    pub items: &'a [StoredItem],
    /// The tenant's VAT codes.
    pub codes: &'a VatCodes,
    /// The day on which VAT codes are looked up.
    pub today: Date,
    /// ISO 4217 code.
    pub currency: &'a str,
    /// Which page of how many.
    pub paging: Paging,
    /// What was just done.
    pub done: Option<&'a str>,
}

/// All items.
pub fn items(frame: Frame<'_>, view: &ItemsView<'_>) -> Markup {
    let filter = view.filter;
    let found = html! { p.muted { (count(view.paging.rows, "item", "items")) } };
    let actions = html! { div.buttons { a.button href="/admin/items/add" { "Add item" } } };
    let archived = filter.wanted.archived;
    page(
        frame,
        "Items",
        false,
        &html! {
            (head(&[("Sales invoices", None)], "Items", Some(&found), Some(&actions)))
            @if let Some(done) = view.done { (notice(done)) }
            nav.tabs aria-label="State" {
                a href=(filter.href_of_state(false)) aria-current=[(!archived).then_some("page")] { "In use" }
                a href=(filter.href_of_state(true)) aria-current=[archived.then_some("page")] { "Archived" }
            }
            form.filter method="get" action="/admin/items" role="search" {
                @if archived { input type="hidden" name="state" value="archived"; }
                div.field.grow {
                    label for="q" { "Search" }
                    input #q name="q" type="search" value=(filter.wanted.search) maxlength="120" placeholder="Code, description or text";
                }
                button.secondary type="submit" { "Search" }
            }
            @if view.items.is_empty() { (empty(filter)) } @else { (table(view)) }
            (pager(view.paging, |page| filter.href(page)))
        },
    )
}

fn empty(filter: &ItemFilter) -> Markup {
    html! {
        div.card.empty {
            @if !filter.wanted.search.is_empty() {
                p { "No item fits this search." }
                p { a href="/admin/items" { "Show all items" } }
            } @else if filter.wanted.archived {
                p { "No item is archived." }
            } @else {
                p { "No item yet. An item fills in a line: its description, unit, price and VAT code. Without a price it is a text that you use again." }
                p { a href="/admin/items/add" { "Add item" } }
            }
        }
    }
}

fn table(view: &ItemsView<'_>) -> Markup {
    let price = format!("Price without VAT, {}", view.currency);
    html! {
        div.table {
            table.cards {
                thead {
                    tr {
                        th scope="col" { "Description" }
                        th scope="col" { "Code" }
                        th scope="col" { "Unit" }
                        th scope="col" { "VAT code" }
                        th.number scope="col" { (price) }
                    }
                }
                tbody {
                    @for StoredItem { item, .. } in view.items {
                        tr {
                            td.key {
                                a.open href={ "/admin/items/" (item.id) } { (item.description) }
                                @if !item.text.is_empty() { span.under.clamp { (item.text) } }
                            }
                            td.tight data-label="Code" { @if item.code.is_empty() { span.muted { "none" } } @else { (item.code) } }
                            @match &item.price {
                                Some(one) => {
                                    td.tight data-label="Unit" { (one.unit.name(Language::En)) }
                                    td.label data-label="VAT code" { span { (vat_code(view, one)) } }
                                    td.number data-label=(price) { (unit_price(one.unit_price)) }
                                }
                                None => {
                                    td.blank {}
                                    td.blank {}
                                    td.number data-label="Kind" { span { (chip(Tone::Plain, "text")) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn vat_code(view: &ItemsView<'_>, price: &ItemPrice) -> Markup {
    match view.codes.on(&price.vat_code, view.today) {
        Some(code) => html! { (code.label.get(Language::En)) },
        None => html! { (price.vat_code) " " (chip(Tone::Waiting, "not valid today")) },
    }
}

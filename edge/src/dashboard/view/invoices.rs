//! Sales invoices > Overview: all invoices.

use maud::{Markup, html};

use super::{
    figures::{cents, count, short_day},
    layout::{Frame, page},
    parts::{Paging, head, pager},
};
use crate::{
    dashboard::form::filter::DocumentFilter,
    store::dashboard::documents::{InvoiceRow, InvoiceSums},
};

/// All invoices.
#[derive(Clone, Debug)]
pub struct InvoicesView<'a> {
    /// What is searched.
    pub filter: &'a DocumentFilter,
    /// Rows of this page.
    pub rows: &'a [InvoiceRow],
    /// Sums of all pages.
    pub sums: InvoiceSums,
    /// ISO 4217 code.
    pub currency: &'a str,
    /// Which page of how many.
    pub paging: Paging,
}

/// All invoices.
pub fn invoices(frame: Frame<'_>, view: &InvoicesView<'_>) -> Markup {
    let filter = view.filter;
    let found = html! { p.muted { (count(view.sums.rows, "invoice", "invoices")) } };
    page(
        frame,
        "All invoices",
        false,
        &html! {
            (head(&[("Sales invoices", None)], "All invoices", Some(&found), None))
            form.filter method="get" action="/admin/invoices" role="search" {
                div.field.grow {
                    label for="q" { "Search" }
                    input #q name="q" type="search" value=(filter.search) maxlength="120" placeholder="Number or buyer";
                }
                button.secondary type="submit" { "Search" }
            }
            @if view.rows.is_empty() { (empty(filter)) } @else { (table(view)) }
            (pager(view.paging, |page| filter.invoices_href(page)))
        },
    )
}

fn empty(filter: &DocumentFilter) -> Markup {
    html! {
        div.card.empty {
            @if filter.search.is_empty() {
                p { "No invoice yet. With the flag on, each booking brings one; a quote becomes one from its booking." }
                p { a href="/admin/settings/flags" { "Flags & permissions" } }
            } @else {
                p { "No invoice has this number or buyer." }
                p { a href="/admin/invoices" { "Clear the search" } }
            }
        }
    }
}

fn table(view: &InvoicesView<'_>) -> Markup {
    let (total, due) = (format!("Total, {}", view.currency), format!("Due, {}", view.currency));
    html! {
        div.table {
            table.cards {
                thead {
                    tr {
                        th scope="col" { "Number" }
                        th scope="col" { "Buyer" }
                        th scope="col" { "Date" }
                        th scope="col" { "Due date" }
                        th scope="col" { "Source" }
                        th.number scope="col" { (total) }
                        th.number scope="col" { (due) }
                    }
                }
                tbody {
                    @for row in view.rows {
                        tr {
                            td.key.tight { a.open href={ "/admin/documents/" (row.id) } { (row.number) } }
                            td.key { (row.buyer_name) }
                            td.tight data-label="Date" { (short_day(row.issue_date)) }
                            td.tight data-label="Due date" { (short_day(row.due_date)) }
                            td.tight data-label="Source" {
                                span {
                                    @if row.source == "booking" { "Booking" } @else { "Manual" }
                                    span.under { a.inner href={ "/admin/bookings/" (row.booking_id) } { (row.booking_reference) } }
                                }
                            }
                            td.number data-label=(total) { (cents(row.total_with_vat)) }
                            td.number data-label=(due) { (cents(row.amount_due)) }
                        }
                    }
                }
                tfoot {
                    tr {
                        th scope="row" colspan="5" {
                            @if view.filter.search.is_empty() { "All invoices" } @else { "All invoices found" }
                        }
                        td.number data-label=(total) { (cents(view.sums.total_with_vat)) }
                        td.number data-label=(due) { (cents(view.sums.amount_due)) }
                    }
                }
            }
        }
    }
}

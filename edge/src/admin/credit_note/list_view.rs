//! Sales invoices > Credit notes.

use jiff::tz::TimeZone;
use maud::{Markup, html};

use crate::{
    admin::document::sent_view::{sent_cell, sent_field},
    store::credit_note::list::{CreditNoteRow, CreditNoteSums},
    web::{
        admin_page::{Frame, page},
        figures::{cents, count, short_day},
        filter::DocumentFilter,
        parts::{Paging, head, pager},
    },
};

/// The list of credit notes.
#[derive(Clone, Debug)]
pub struct CreditNotesView<'a> {
    /// What is filtered.
    pub filter: &'a DocumentFilter,
    /// Rows of this page.
    pub rows: &'a [CreditNoteRow],
    /// Sums of all pages.
    pub sums: CreditNoteSums,
    /// ISO 4217 code.
    pub currency: &'a str,
    /// The tenant's zone.
    pub zone: &'a TimeZone,
    /// Which page of how many.
    pub paging: Paging,
}

/// The list of credit notes.
pub fn credit_notes(frame: Frame<'_>, view: &CreditNotesView<'_>) -> Markup {
    let filter = view.filter;
    let found = html! { p.muted { (count(view.sums.rows, "credit note", "credit notes")) } };
    page(
        frame,
        "Credit notes",
        false,
        &html! {
            (head(&[("Sales invoices", None)], "Credit notes", Some(&found), None))
            form.filter method="get" action="/admin/credit-notes" role="search" {
                div.field.grow {
                    label for="q" { "Search" }
                    input #q name="q" type="search" value=(filter.search) maxlength="120" placeholder="Number, invoice or buyer";
                }
                (sent_field(filter.sent))
                button.secondary type="submit" { "Filter" }
            }
            @if view.rows.is_empty() { (empty(filter)) } @else { (table(view)) }
            (pager(view.paging, |page| filter.credit_notes_href(page)))
        },
    )
}

fn empty(filter: &DocumentFilter) -> Markup {
    html! {
        div.card.empty {
            @if !filter.is_narrowed() {
                p { "No credit note yet. An invoice is never changed; a credit note corrects it, from the page of the invoice." }
                p { a href="/admin/invoices" { "All invoices" } }
            } @else {
                p { "No credit note fits this filter." }
                p { a href="/admin/credit-notes" { "Show all credit notes" } }
            }
        }
    }
}

fn table(view: &CreditNotesView<'_>) -> Markup {
    let credited = format!("Credited, {}", view.currency);
    html! {
        div.table {
            table.cards {
                thead {
                    tr {
                        th scope="col" { "Number" }
                        th scope="col" { "Buyer" }
                        th scope="col" { "Date" }
                        th scope="col" { "Invoice" }
                        th scope="col" { "Sent" }
                        th.number scope="col" { (credited) }
                    }
                }
                tbody {
                    @for row in view.rows {
                        tr {
                            td.key.tight { a.open href={ "/admin/documents/" (row.id) } { (row.number) } }
                            td.key { (row.buyer_name) }
                            td.tight data-label="Date" { (short_day(row.issue_date)) }
                            td.tight data-label="Invoice" { a.inner href={ "/admin/documents/" (row.invoice_id) } { (row.invoice_number) } }
                            td.sent data-label="Sent" { (sent_cell(&row.delivery, false, view.zone)) }
                            td.number data-label=(credited) { (cents(row.amount_due)) }
                        }
                    }
                }
                tfoot {
                    tr {
                        th scope="row" colspan="5" {
                            "All credit notes" @if view.filter.is_narrowed() { " found" }
                        }
                        td.number data-label=(credited) { (cents(view.sums.amount_credited)) }
                    }
                }
            }
        }
    }
}

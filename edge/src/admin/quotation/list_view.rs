//! Sales invoices > Quotes.

use jiff::{civil::Date, tz::TimeZone};
use maud::{Markup, html};
use shared::billing::quotation::QuotationState;

use crate::{
    admin::document::sent_view::{sent_cell, sent_field},
    store::quotation::{QuotationRow, QuotationSums},
    web::{
        admin_page::{Frame, page},
        figures::{cents, count, short_day},
        filter::DocumentFilter,
        parts::{Paging, head, pager, quotation_chip},
    },
};

/// The list of quotes.
#[derive(Clone, Debug)]
pub struct QuotesView<'a> {
    /// What is filtered.
    pub filter: &'a DocumentFilter,
    /// Rows of this page.
    pub rows: &'a [QuotationRow],
    /// Sums of all pages.
    pub sums: QuotationSums,
    /// ISO 4217 code.
    pub currency: &'a str,
    /// The day in the tenant's zone.
    pub today: Date,
    /// The tenant's zone.
    pub zone: &'a TimeZone,
    /// Which page of how many.
    pub paging: Paging,
}

/// The list of quotes.
pub fn quotes(frame: Frame<'_>, view: &QuotesView<'_>) -> Markup {
    let filter = view.filter;
    let found = html! { p.muted { (count(view.sums.rows, "quote", "quotes")) } };
    let actions = html! {
        div.buttons {
            a.button.secondary href="/admin/drafts" { "Drafts" }
            a.button href="/admin/quotes/new" { "Add a quote" }
        }
    };
    page(
        frame,
        "Quotes",
        false,
        &html! {
            (head(&[("Sales invoices", None)], "Quotes", Some(&found), Some(&actions)))
            nav.tabs aria-label="State" {
                a href=(filter.quotes_href(None, 1)) aria-current=[filter.state.is_none().then_some("page")] { "All" }
                @for state in QuotationState::ALL {
                    a href=(filter.quotes_href(Some(state), 1)) aria-current=[(filter.state == Some(state)).then_some("page")] {
                        (title(state))
                    }
                }
            }
            form.filter method="get" action="/admin/quotes" role="search" {
                @if let Some(state) = filter.state { input type="hidden" name="state" value=(state.as_str()); }
                div.field.grow {
                    label for="q" { "Search" }
                    input #q name="q" type="search" value=(filter.search) maxlength="120" placeholder="Number or buyer";
                }
                (sent_field(filter.sent))
                button.secondary type="submit" { "Filter" }
            }
            @if view.rows.is_empty() { (empty(filter)) } @else { (table(view)) }
            (pager(view.paging, |page| filter.quotes_href(filter.state, page)))
        },
    )
}

fn title(state: QuotationState) -> &'static str {
    match state {
        QuotationState::Open => "Open",
        QuotationState::Accepted => "Accepted",
        QuotationState::Expired => "Expired",
        QuotationState::Converted => "Converted",
        QuotationState::Declined => "Declined",
        QuotationState::Withdrawn => "Withdrawn",
    }
}

fn empty(filter: &DocumentFilter) -> Markup {
    html! {
        div.card.empty {
            @if !filter.is_narrowed() {
                p { "No quote yet. A booking answers with a quote while the flag is off and the payment terms ask for no payment." }
                p { a href="/admin/settings/flags" { "Flags & permissions" } }
            } @else {
                p { "No quote fits this filter." }
                p { a href="/admin/quotes" { "Show all quotes" } }
            }
        }
    }
}

fn table(view: &QuotesView<'_>) -> Markup {
    let total = format!("Total, {}", view.currency);
    html! {
        div.table {
            table.cards {
                thead {
                    tr {
                        th scope="col" { "Number" }
                        th scope="col" { "Buyer" }
                        th scope="col" { "Date" }
                        th scope="col" { "Valid until" }
                        th scope="col" { "Booking" }
                        th scope="col" { "State" }
                        th scope="col" { "Sent" }
                        th.number scope="col" { (total) }
                    }
                }
                tbody {
                    @for row in view.rows {
                        tr {
                            td.key.tight { a.open href={ "/admin/documents/" (row.id) } { (row.number) } }
                            td.key { (row.buyer_name) }
                            td.tight data-label="Date" { (short_day(row.issue_date)) }
                            td.tight data-label="Valid until" { (short_day(row.valid_until)) }
                            td.tight data-label="Booking" {
                                @if let (Some(id), Some(reference)) = (&row.booking_id, &row.booking_reference) {
                                    a.inner href={ "/admin/bookings/" (id) } { (reference) }
                                }
                            }
                            td data-label="State" {
                                (quotation_chip(QuotationState::of(row.outcome, row.answer, row.valid_until, view.today)))
                                @if let (Some(id), Some(number)) = (&row.invoice_id, &row.invoice_number) {
                                    " " a.inner href={ "/admin/documents/" (id) } { (number) }
                                }
                            }
                            td.sent data-label="Sent" { (sent_cell(&row.delivery, row.booking_id.is_some(), view.zone)) }
                            td.number data-label=(total) { (cents(row.total_with_vat)) }
                        }
                    }
                }
                tfoot {
                    tr {
                        th scope="row" colspan="7" { "All quotes" @if view.filter.is_narrowed() { " found" } }
                        td.number data-label=(total) { (cents(view.sums.total_with_vat)) }
                    }
                }
            }
        }
    }
}

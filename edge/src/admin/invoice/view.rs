//! Sales invoices > Overview: all invoices, where each stands, and what all of them come to.

use jiff::{civil::Date, tz::TimeZone};
use maud::{Markup, html};
use shared::{
    billing::balance::{Balance, BalanceState},
    limits,
};

use super::filter::InvoiceFilter;
use crate::{
    admin::{
        document::sent_view::{sent_cell, sent_field},
        payment::view::{balance_chip, state_title},
    },
    store::invoice::{InvoiceRow, InvoiceSums},
    web::{
        admin_page::{Frame, page},
        figures::{amount, cents, count, short_day},
        parts::{Paging, head, pager},
    },
};

/// All invoices.
#[derive(Clone, Debug)]
pub struct InvoicesView<'a> {
    /// What is filtered.
    pub filter: &'a InvoiceFilter,
    /// Rows of this page, each with its account.
    pub rows: &'a [(InvoiceRow, Balance)],
    /// Sums of all pages.
    pub sums: InvoiceSums,
    /// ISO 4217 code.
    pub currency: &'a str,
    /// The day in the tenant's zone.
    pub today: Date,
    /// The tenant's zone.
    pub zone: &'a TimeZone,
    /// Which page of how many.
    pub paging: Paging,
}

/// All invoices.
pub fn invoices(frame: Frame<'_>, view: &InvoicesView<'_>) -> Markup {
    let filter = view.filter;
    let found = html! { p.muted { (count(view.sums.rows, "invoice", "invoices")) } };
    let actions = actions(view);
    page(
        frame,
        "All invoices",
        false,
        &html! {
            (head(&[("Sales invoices", None)], "All invoices", Some(&found), Some(&actions)))
            nav.tabs aria-label="State" {
                a href=(filter.href_of_state(None)) aria-current=[filter.wanted.state.is_none().then_some("page")] { "All" }
                @for state in BalanceState::ALL {
                    a href=(filter.href_of_state(Some(state))) aria-current=[(filter.wanted.state == Some(state)).then_some("page")] {
                        (state_title(state))
                    }
                }
            }
            (filter_form(filter))
            @if view.rows.is_empty() { (empty(filter)) } @else { (table(view)) }
            (pager(view.paging, |page| filter.href(page)))
        },
    )
}

fn actions(view: &InvoicesView<'_>) -> Markup {
    html! {
        div.buttons {
            @if view.sums.rows > 0 {
                a.button.secondary href=(view.filter.export_href("/admin/invoices.csv")) download { "Export CSV" }
                @if view.sums.rows <= u64::from(limits::EXPORT_DOCUMENTS_MAX) {
                    a.button.secondary href=(view.filter.export_href("/admin/invoices.zip")) download { "PDF and UBL as ZIP" }
                } @else {
                    p.hint { "PDF and UBL as ZIP: at most " (limits::EXPORT_DOCUMENTS_MAX) " at once. Choose a shorter period." }
                }
            }
            a.button.secondary href="/admin/drafts" { "Drafts" }
            a.button href="/admin/invoices/new" { "Add a sales invoice" }
        }
    }
}

fn filter_form(filter: &InvoiceFilter) -> Markup {
    let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    html! {
        form.filter method="get" action="/admin/invoices" role="search" {
            @if let Some(state) = filter.wanted.state { input type="hidden" name="state" value=(state.as_str()); }
            div.field.grow {
                label for="q" { "Search" }
                input #q name="q" type="search" value=(filter.wanted.search) maxlength="120" placeholder="Number or buyer";
            }
            div.field { label for="from" { "Issued from" } input #from name="from" type="date" value=(date(filter.wanted.from)); }
            div.field { label for="to" { "Issued to" } input #to name="to" type="date" value=(date(filter.wanted.to)); }
            (sent_field(filter.wanted.sent))
            button.secondary type="submit" { "Filter" }
        }
    }
}

fn empty(filter: &InvoiceFilter) -> Markup {
    html! {
        div.card.empty {
            @if filter.is_narrowed() {
                p { "No invoice fits this filter." }
                p { a href="/admin/invoices" { "Show all invoices" } }
            } @else {
                p { "No invoice yet. With the flag on, each booking brings one; a quote becomes one from its booking." }
                p { a href="/admin/settings/flags" { "Flags & permissions" } }
            }
        }
    }
}

fn table(view: &InvoicesView<'_>) -> Markup {
    let named = |name: &str| format!("{name}, {}", view.currency);
    let (total, paid, due) = (named("Total"), named("Paid"), named("Due"));
    html! {
        div.table {
            table.cards {
                thead {
                    tr {
                        th scope="col" { "Number" }
                        th scope="col" { "Buyer" }
                        th scope="col" { "Date" }
                        th scope="col" { "State" }
                        th scope="col" { "Sent" }
                        th.number scope="col" { (total) }
                        th.number scope="col" { (paid) }
                        th.number scope="col" { (due) }
                    }
                }
                tbody {
                    @for (row, balance) in view.rows {
                        tr {
                            td.key.tight {
                                a.open href={ "/admin/documents/" (row.id) } { (row.number) }
                                @if row.type_code == "386" { span.under { "Prepayment" } }
                                span.under {
                                    @match (&row.booking_id, &row.booking_reference) {
                                        (Some(id), Some(reference)) => { "Booking " a.inner href={ "/admin/bookings/" (id) } { (reference) } }
                                        _ => { "Manual" }
                                    }
                                }
                            }
                            td.key { (row.buyer_name) }
                            td.tight data-label="Date" { span { (short_day(row.issue_date)) span.under { "due " (short_day(row.due_date)) } } }
                            td.tight data-label="State" { span { (state(row, *balance, view.today)) } }
                            td.sent data-label="Sent" { (sent_cell(&row.delivery, row.source == "booking", view.zone)) }
                            td.number data-label=(total) { (cents(row.total_with_vat)) }
                            td.number data-label=(paid) { (cents(row.paid)) }
                            td.number data-label=(due) { (amount(balance.due())) }
                        }
                    }
                }
                tfoot {
                    tr {
                        th scope="row" colspan="5" { "All invoices" @if view.filter.is_narrowed() { " found" } }
                        td.number data-label=(total) { (cents(view.sums.total_with_vat)) }
                        td.number data-label=(paid) { (cents(view.sums.paid)) }
                        td.number data-label=(due) { (cents(view.sums.due)) }
                    }
                    @if view.sums.credited != 0 {
                        tr {
                            th scope="row" colspan="5" { "Of which credited" }
                            td.number data-label=(total) { (cents(view.sums.credited)) }
                            td.blank colspan="2" {}
                        }
                    }
                }
            }
        }
    }
}

fn state(row: &InvoiceRow, balance: Balance, today: Date) -> Markup {
    html! {
        (balance_chip(balance.state(row.due_date, today)))
        @if balance.is_partly_credited() { span.under { (amount(balance.credited)) " credited" } }
        @if !balance.cash_discount.is_zero() { span.under { (amount(balance.cash_discount)) " cash discount" } }
        @if !balance.surplus().is_zero() { span.under { (amount(balance.surplus())) " to give back" } }
    }
}

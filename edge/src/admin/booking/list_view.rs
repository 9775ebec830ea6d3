//! The list of bookings.

use jiff::civil::Date;
use maud::{Markup, html};
use shared::billing::quotation::QuotationState;

use crate::{
    store::booking::list::BookingRow,
    web::{
        admin_page::{Frame, page},
        figures::{clock_times, count, day_of},
        filter::{BookingFilter, Span},
        parts::{Paging, Tone, booking_chip, chip, head, pager, quotation_chip},
    },
};

/// The list of bookings.
#[derive(Clone, Debug)]
pub struct BookingsView<'a> {
    /// What is filtered.
    pub filter: &'a BookingFilter,
    /// Rows of this page.
    pub rows: &'a [BookingRow],
    /// Which page of how many.
    pub paging: Paging,
    /// The day in the tenant's zone.
    pub today: Date,
}

/// The list of bookings.
pub fn bookings(frame: Frame<'_>, view: &BookingsView<'_>) -> Markup {
    let filter = view.filter;
    let found = html! { p.muted { (count(view.paging.rows, "booking", "bookings")) } };
    page(
        frame,
        "Bookings",
        false,
        &html! {
            (head(&[], "Bookings", Some(&found), None))
            nav.tabs aria-label="Time" {
                @for span in Span::ALL {
                    a href=(filter.href_of_span(span)) aria-current=[(span == filter.span).then_some("page")] { (span.title()) }
                }
            }
            (filter_form(filter))
            @if view.rows.is_empty() { (empty(filter)) } @else { (table(view)) }
            (pager(view.paging, |page| filter.href(page)))
        },
    )
}

fn filter_form(filter: &BookingFilter) -> Markup {
    let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    html! {
        form.filter method="get" action="/admin/bookings" role="search" {
            @if filter.span != Span::Upcoming { input type="hidden" name="span" value=(filter.span.as_str()); }
            div.field.grow {
                label for="q" { "Search" }
                input #q name="q" type="search" value=(filter.search) maxlength="120" placeholder="Customer, e-mail, reference, number";
            }
            div.field {
                label for="status" { "Status" }
                select #status name="status" {
                    @for (value, text) in [("", "All"), ("confirmed", "Confirmed"), ("cancelled", "Cancelled")] {
                        option value=(value) selected[value == filter.status] { (text) }
                    }
                }
            }
            div.field { label for="from" { "From" } input #from name="from" type="date" value=(date(filter.from)); }
            div.field { label for="to" { "To" } input #to name="to" type="date" value=(date(filter.to)); }
            button.secondary type="submit" { "Filter" }
        }
    }
}

fn empty(filter: &BookingFilter) -> Markup {
    html! {
        div.card.empty {
            @if filter.is_narrowed() {
                p { "No booking fits this filter." }
                p { a href=(BookingFilter { span: filter.span, ..BookingFilter::default() }.href(1)) { "Clear the filter" } }
            } @else if filter.span == Span::Upcoming {
                p { "Nobody is booked from today on." }
                p { a href="/admin/settings/embed" { "Put the booking widget on your site" } }
            } @else {
                p { "There are no bookings here." }
            }
        }
    }
}

fn table(view: &BookingsView<'_>) -> Markup {
    html! {
        div.table {
            table.cards {
                thead {
                    tr {
                        th scope="col" { "When" }
                        th scope="col" { "Customer" }
                        th scope="col" { "Service" }
                        th scope="col" { "With" }
                        th scope="col" { "Document" }
                        th scope="col" { "Status" }
                    }
                }
                tbody {
                    @for row in view.rows {
                        tr {
                            td.key.tight { a.open href={ "/admin/bookings/" (row.id) } { (day_of(&row.local_starts_at)) } span.under { (clock_times(&row.local_starts_at, &row.local_ends_at)) } }
                            td.key { (row.customer_name) span.under { (row.reference) } }
                            td.part { (row.service_name) @if row.seats > 1 { span.under { (row.seats) " seats" } } }
                            td.part { (row.resource_name) }
                            td.tag.tight { (document(row, view.today)) }
                            td.tag { (booking_chip(&row.status)) }
                        }
                    }
                }
            }
        }
    }
}

fn document(row: &BookingRow, today: Date) -> Markup {
    html! {
        @if let (Some(id), Some(number)) = (&row.invoice_id, &row.invoice_number) {
            a.inner href={ "/admin/documents/" (id) } { (number) }
        } @else if let (Some(id), Some(number)) = (&row.quotation_id, &row.quotation_number) {
            a.inner href={ "/admin/documents/" (id) } { (number) }
            " "
            @match row.valid_until.as_deref().and_then(|date| date.parse().ok()) {
                Some(valid_until) => { (quotation_chip(QuotationState::of(row.quotation_outcome, row.quotation_answer, valid_until, today))) }
                None => { (chip(Tone::Plain, "quote")) }
            }
        } @else {
            span.muted { "None" }
        }
    }
}

//! Today: who comes next, what waits for me, is anything wrong.

use jiff::civil::Date;
use maud::{Markup, html};
use shared::billing::{legal_particulars::Particular, quotation::QuotationState};

use crate::{
    store::today::{NextBooking, TodayCounts, WaitingQuotation},
    web::{
        admin_page::{Frame, page},
        figures::{cents, count, day, period},
        parts::{Tone, chip, head, quotation_chip, waits_reason},
    },
};

/// The page Today.
#[derive(Clone, Debug)]
pub struct TodayView<'a> {
    /// The day in the tenant's zone.
    pub today: Date,
    /// ISO 4217 code.
    pub currency: &'a str,
    /// Figures.
    pub counts: TodayCounts,
    /// What must be filled in before an invoice can be issued.
    pub missing: &'a [Particular],
    /// Who comes next.
    pub next: &'a [NextBooking],
    /// What waits for its invoice.
    pub waiting: &'a [WaitingQuotation],
}

/// The page Today.
pub fn today(frame: Frame<'_>, view: &TodayView<'_>) -> Markup {
    let date = html! { p.muted { (day(view.today)) } };
    page(
        frame,
        "Today",
        false,
        &html! {
            (head(&[], "Today", Some(&date), None))
            (wrong(view))
            @if view.counts.has_bookings == 0 {
                (first_run(view))
            } @else {
                (figures(view))
                div.columns {
                    (next(view))
                    (waiting(view))
                }
            }
        },
    )
}

fn wrong(view: &TodayView<'_>) -> Markup {
    html! {
        @if !view.missing.is_empty() {
            div.notice.warning {
                p { "Invoices wait: " (waits_reason(view.missing)) " Until then every booking answers with a quote, which you can invoice afterwards." }
            }
        }
        @if view.counts.origins == 0 && view.counts.has_bookings > 0 {
            div.notice.warning {
                p { "No site may embed the booking widget at present. " a href="/admin/settings/allowed-origins" { "Add your site" } "." }
            }
        }
        @if view.counts.invoices_overdue > 0 {
            div.notice.warning {
                p {
                    a href="/admin/invoices?state=overdue" { (count(view.counts.invoices_overdue, "invoice is", "invoices are")) " overdue" }
                    ": " (cents(view.counts.overdue)) " " (view.currency) " was to be paid by now."
                }
            }
        }
        @if view.counts.failed_tasks > 0 {
            div.notice.warning {
                p {
                    a href="/admin/settings/failed-work" { (count(view.counts.failed_tasks, "thing", "things")) " could not be sent" }
                    ". See why, mend it, and try again."
                }
            }
        }
        @if view.counts.late_tasks > 0 {
            div.notice.warning {
                p { (count(view.counts.late_tasks, "document waits", "documents wait")) " longer than usual for the PDF. Nothing is lost: it is made when somebody opens it, and the sweep tries again every minute." }
            }
        }
    }
}

fn first_run(view: &TodayView<'_>) -> Markup {
    html! {
        section.card.first-run {
            h2 { "No bookings yet" }
            p { "Three steps, and your customers book on your own site and get their invoice or quote at once." }
            ol.steps {
                li {
                    a href="/admin/settings/allowed-origins" { "Name your site" }
                    @if view.counts.origins > 0 { " " (chip(Tone::Good, "done")) }
                    p.hint { "Only the sites you list may embed the widget." }
                }
                li {
                    a href="/admin/settings/flags" { "Choose invoice or quote" }
                    p.hint { "With the flag on, a booking answers with its invoice; with it off, with a quote that you invoice later." }
                }
                li {
                    a href="/admin/settings/embed" { "Paste two lines" }
                    p.hint { "Copy the snippet into your page and book something." }
                }
            }
        }
    }
}

fn figures(view: &TodayView<'_>) -> Markup {
    let counts = view.counts;
    html! {
        ul.figures {
            li { a href="/admin/bookings" { strong { (counts.bookings_today) } span { (if counts.bookings_today == 1 { "booking today" } else { "bookings today" }) } } }
            li { a href="/admin/bookings" { strong { (counts.bookings_in_week) } span { (if counts.bookings_in_week == 1 { "booking" } else { "bookings" }) " in the next 7 days" } } }
            li { a href="/admin/quotes" { strong { (counts.quotations_waiting) } span { (if counts.quotations_waiting == 1 { "quote" } else { "quotes" }) " without an invoice" } } }
            li { a href="/admin/invoices" { strong { (cents(counts.invoiced_in_month)) " " small { (view.currency) } } span { "in " (count(counts.invoices_in_month, "invoice", "invoices")) " this month" } } }
        }
    }
}

fn next(view: &TodayView<'_>) -> Markup {
    html! {
        section.card aria-labelledby="next" {
            h2 #next { "Next bookings" }
            @if view.next.is_empty() {
                p.empty { "Nobody is booked from now on." }
            } @else {
                ul.rows {
                    @for booking in view.next {
                        li {
                            a href={ "/admin/bookings/" (booking.id) } { (booking.customer_name) }
                            span { (booking.service_name) " · " (booking.resource_name) }
                            span.muted { (period(&booking.local_starts_at, &booking.local_ends_at)) }
                        }
                    }
                }
            }
            p.more { a href="/admin/bookings" { "All bookings" } }
        }
    }
}

fn waiting(view: &TodayView<'_>) -> Markup {
    html! {
        section.card aria-labelledby="waiting" {
            h2 #waiting { "Quotes waiting for an invoice" }
            @if view.waiting.is_empty() {
                p.empty { "Every quote has its invoice." }
            } @else {
                ul.rows {
                    @for quote in view.waiting {
                        li {
                            @let state = QuotationState::of(None, quote.answer, quote.valid_until, view.today);
                            a href={ "/admin/documents/" (quote.id) } { (quote.number) " · " (quote.buyer_name) }
                            span {
                                @if let Some(service) = &quote.service_name { (service) " · " }
                                (cents(quote.total_with_vat)) " " (view.currency)
                            }
                            span.muted {
                                @if let (Some(start), Some(end)) = (&quote.local_starts_at, &quote.local_ends_at) { (period(start, end)) }
                                @if state != QuotationState::Open { " " (quotation_chip(state)) }
                            }
                        }
                    }
                }
            }
            p.more { a href="/admin/quotes" { "All quotes" } }
        }
    }
}

//! One booking: the customer, the slot, the document, and what can be done.

use jiff::{civil::Date, tz::TimeZone};
use maud::{Markup, html};

use super::mails_view::{BookingMails, booking_mails};
use crate::{
    admin::payment::view::balance_chip,
    store::{
        booking::{
            list::{BookingDetail, StoredCustomer},
            reschedule::PastMove,
        },
        document::detail::DocumentDetail,
    },
    web::{
        admin_page::{Frame, page},
        figures::{day, moment, money, period},
        parts::{Tone, booking_chip, chip, fact, head, notice, quotation_chip},
    },
};
use shared::billing::{document::Draft, quotation::Answer};

/// One booking.
#[derive(Clone, Debug)]
pub struct BookingView<'a> {
    /// The booking.
    pub booking: &'a BookingDetail,
    /// Who booked.
    pub customer: &'a StoredCustomer,
    /// Its documents, the invoice first.
    pub documents: &'a [DocumentDetail],
    /// Its moves, in order.
    pub moves: &'a [PastMove],
    /// The e-mails about it.
    pub mails: BookingMails<'a>,
    /// The customer's page for this booking.
    pub manage_url: Option<&'a str>,
    /// The tenant's zone.
    pub zone: &'a TimeZone,
    /// The day in that zone.
    pub today: Date,
    /// What was just done.
    pub done: Option<&'a str>,
}

impl BookingView<'_> {
    fn may_generate_invoice(&self) -> bool {
        self.documents
            .iter()
            .any(|document| document.quotation_state(self.today).is_some_and(|state| state.may_become_invoice()))
    }
}

/// One booking.
pub fn booking(frame: Frame<'_>, view: &BookingView<'_>) -> Markup {
    let booking = view.booking;
    let title = format!("Booking {}", booking.reference);
    let beside = booking_chip(&booking.status);
    let actions = actions(view);
    page(
        frame,
        &title,
        false,
        &html! {
            (head(&[("Bookings", Some("/admin/bookings"))], &title, Some(&beside), Some(&actions)))
            @if let Some(done) = view.done { (notice(done)) }
            div.detail {
                div {
                    (slot(view))
                    (documents(view))
                }
                div {
                    (customer(view))
                    (history(view))
                    (booking_mails(&view.mails))
                }
            }
        },
    )
}

fn actions(view: &BookingView<'_>) -> Markup {
    let (generate, cancel) = (view.may_generate_invoice(), !view.booking.is_cancelled());
    html! {
        @if generate || cancel {
            details.actions {
                summary.button.secondary { "Actions" }
                ul {
                    @if generate { li { a href={ "/admin/bookings/" (view.booking.id) "/generate-invoice" } { "Generate invoice" } } }
                    @if cancel { li { a href={ "/admin/bookings/" (view.booking.id) "/move" } { "Move booking" } } }
                    @if cancel { li { a.danger href={ "/admin/bookings/" (view.booking.id) "/cancel" } { "Cancel booking" } } }
                }
            }
        }
    }
}

fn slot(view: &BookingView<'_>) -> Markup {
    let booking = view.booking;
    html! {
        section.card aria-labelledby="slot" {
            h2 #slot { (booking.service_name) }
            dl.facts {
                (fact("When", &html! { strong { (period(&booking.local_starts_at, &booking.local_ends_at)) } span.under { (booking.time_zone) } }))
                (fact("With", &html! { (booking.resource_name) }))
                @if booking.seats > 1 { (fact("Seats", &html! { (booking.seats) })) }
                @if let Some(notes) = booking.notes.as_deref() { (fact("Notes of the customer", &html! { p.notes { (notes) } })) }
            }
        }
    }
}

fn documents(view: &BookingView<'_>) -> Markup {
    html! {
        section.card aria-labelledby="documents" {
            h2 #documents { "Invoice & quote" }
            @if view.documents.is_empty() { p.empty { "This booking has no document." } }
            @for document in view.documents { (document_card(view, document)) }
        }
    }
}

fn document_card(view: &BookingView<'_>, document: &DocumentDetail) -> Markup {
    let draft = document.stored.document.draft();
    let content = draft.content();
    let state = document.quotation_state(view.today);
    html! {
        div.document {
            div {
                p.number-line {
                    a href={ "/admin/documents/" (document.stored.id) } { (document.number()) }
                    " "
                    @match (state, draft) {
                        (Some(state), _) => (quotation_chip(state)),
                        (None, Draft::CreditNote(_)) => (chip(Tone::Plain, "credit note")),
                        (None, _) if document.is_prepayment() => (chip(Tone::Plain, "prepayment invoice")),
                        (None, _) => (chip(Tone::Plain, "invoice")),
                    }
                    @if let (Draft::Invoice(invoice), Some(balance)) = (draft, document.balance) {
                        " " (balance_chip(balance.state(invoice.due_date, view.today)))
                    }
                }
                p.muted {
                    @match draft {
                        Draft::Invoice(invoice) => { "Issued " (day(invoice.issue_date)) ", due " (day(invoice.due_date)) }
                        Draft::Quotation(quotation) => { "Issued " (day(quotation.issue_date)) ", valid until " (day(quotation.valid_until)) }
                        Draft::CreditNote(note) => { "Issued " (day(note.issue_date)) ", corrects invoice " (note.preceding.number) }
                    }
                }
            }
            p.sum { (money(content.totals.amount_due, &content.currency)) }
            @if state.is_some_and(|state| state.may_become_invoice()) {
                div.buttons {
                    a.button href={ "/admin/bookings/" (view.booking.id) "/generate-invoice" } { "Generate invoice" }
                    a.button.secondary href={ "/admin/documents/" (document.stored.id) "/prepayment" } { "Invoice a prepayment" }
                }
            }
        }
    }
}

fn customer(view: &BookingView<'_>) -> Markup {
    let customer = view.customer;
    html! {
        section.card aria-labelledby="customer" {
            h2 #customer { "Customer" }
            dl.facts {
                (fact("Name", &html! { (customer.name) }))
                (fact("E-mail", &html! { a href={ "mailto:" (customer.email) } { (customer.email) } }))
                @if let Some(phone) = &customer.phone { (fact("Phone", &html! { (phone) })) }
                @if let Some(company) = &customer.company {
                    (fact("Company", &html! { (company) @if let Some(vat) = &customer.vat_identifier { span.under { "VAT " (vat) } } }))
                }
                @if let Some(address) = &customer.address {
                    (fact("Address", &html! { (address.street) br; (address.postal_code) " " (address.city) br; (address.country) }))
                }
            }
            p.more { a href={ "/admin/contacts/" (view.booking.contact_id) } { "Open the contact" } }
        }
    }
}

/// Documents in the order in which they were made; those of one second by their kind.
fn in_order(documents: &[DocumentDetail]) -> Vec<&DocumentDetail> {
    let rank = |detail: &DocumentDetail| match detail.stored.document.draft() {
        Draft::Quotation(_) => 0,
        Draft::Invoice(_) => 1,
        Draft::CreditNote(_) => 2,
    };
    let mut sorted: Vec<&DocumentDetail> = documents.iter().collect();
    sorted.sort_by(|a, b| a.created_at.cmp(&b.created_at).then(rank(a).cmp(&rank(b))));
    sorted
}

fn history(view: &BookingView<'_>) -> Markup {
    let booking = view.booking;
    html! {
        section.card aria-labelledby="history" {
            h2 #history { "History" }
            ol.history {
                li { span { "Booked by the customer" } span.muted { (moment(&booking.created_at, view.zone)) } }
                @for document in in_order(view.documents) {
                    li {
                        span {
                            @match document.stored.document.draft() {
                                Draft::Quotation(_) => "Quote ",
                                Draft::Invoice(_) if document.is_prepayment() => "Prepayment invoice ",
                                Draft::Invoice(_) => "Invoice ",
                                Draft::CreditNote(_) => "Credit note ",
                            }
                            (document.number())
                            @if document.stored.with_booking { " made with the booking" } @else { " generated" }
                        }
                        span.muted { (moment(&document.created_at, view.zone)) }
                    }
                    @if let Some(given) = &document.answer {
                        li {
                            span {
                                "Quote " (document.number())
                                @match given.answer {
                                    Answer::Accepted => " accepted",
                                    Answer::Declined => " declined",
                                }
                                @if !given.signature.name.is_empty() { " by " (given.signature.name) }
                            }
                            span.muted { (moment(&given.answered_at, view.zone)) }
                        }
                    }
                }
                @for moved in view.moves {
                    li {
                        span {
                            @if moved.moved_by == "admin" { "Moved by an admin" } @else { "Moved by the customer" }
                            " from " (period(&moved.from_local_starts_at, &moved.from_local_ends_at))
                            " to " (period(&moved.local_starts_at, &moved.local_ends_at))
                        }
                        span.muted { (moment(&moved.moved_at, view.zone)) }
                    }
                }
                @if let Some(at) = booking.cancelled_at.as_deref() {
                    li {
                        span { @if booking.cancelled_by.as_deref() == Some("admin") { "Cancelled by an admin" } @else { "Cancelled by the customer" } }
                        span.muted { (moment(at, view.zone)) }
                    }
                }
            }
            @if let Some(url) = view.manage_url {
                p.more { a href=(url) rel="noreferrer" { "The customer's page for this booking" } }
            }
        }
    }
}

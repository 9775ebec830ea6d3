//! Moving a booking: a day, its free times, and what will happen.

use jiff::civil::Date;
use maud::{Markup, html};
use shared::{
    billing::document::Draft, booking::slots::OfferedSlot, fault::Fault, id::BookingId, tenant::settings::Tenant,
};

use crate::{
    platform::instant::instant,
    store::{booking::reschedule::BookingToMove, document::detail::DocumentDetail},
    web::{
        admin_page::{Frame, page},
        figures::{clock_times, day, day_of},
        inputs::{self, Input},
        parts::{Crumb, error_summary, fact, field_error, head, told_by_mail},
    },
    work::reschedule::Times,
};

/// A booking that is about to be moved.
pub struct MoveView<'a> {
    /// Its id.
    pub id: BookingId,
    /// The booking.
    pub booking: &'a BookingToMove,
    /// Its tenant.
    pub tenant: &'a Tenant,
    /// The free times of the chosen day.
    pub times: &'a Times,
    /// Its documents.
    pub documents: &'a [DocumentDetail],
    /// The day in the tenant's zone.
    pub today: Date,
    /// Whether the customer is told by e-mail.
    pub tells: bool,
    /// What was refused.
    pub faults: &'a [Fault],
}

/// A booking that is about to be moved.
pub fn move_booking(frame: Frame<'_>, view: &MoveView<'_>) -> Markup {
    let booking = view.booking;
    let back = format!("/admin/bookings/{}", view.id);
    let crumbs: [Crumb<'_>; 2] = [("Bookings", Some("/admin/bookings")), (&booking.reference, Some(&back))];
    let chosen = view.times.day.to_string();
    let input = Input { name: "day", label: "Day", value: &chosen, ..Input::default() };
    page(
        frame,
        "Move booking",
        !view.faults.is_empty(),
        &html! {
            (head(&crumbs, "Move booking", None, None))
            (error_summary(view.faults))
            div.narrow {
                section.card {
                    dl.facts.row {
                        (fact("Customer", &html! { (booking.customer_name) }))
                        (fact("Service", &html! { (booking.service_name) }))
                        (fact("Now", &html! { (day_of(&booking.local_starts_at)) span.under { (clock_times(&booking.local_starts_at, &booking.local_ends_at)) ", with " (booking.resource_name) } }))
                    }
                    h2 { "What happens" }
                    ul.plain {
                        li { "The old time is free again at once, and others can book it." }
                        li { (told_by_mail(view.tells)) " Their booking page and calendar file show the new time." }
                        @for document in view.documents { (what_happens(view, document)) }
                    }
                }
                form.card method="get" action={ (back) "/move" } {
                    (inputs::day(&input, view.faults))
                    div.buttons { button.secondary type="submit" { "Show times" } }
                }
                (times(view, &back))
            }
        },
    )
}

fn what_happens(view: &MoveView<'_>, document: &DocumentDetail) -> Markup {
    html! {
        @match document.stored.document.draft() {
            Draft::Invoice(_) => {
                li { strong { "Invoice " (document.number()) " keeps the old time." } " An issued invoice is never changed; credit it if it must name the new one." }
            }
            Draft::Quotation(_) if document.quotation_state(view.today).is_some_and(|state| state.may_become_invoice()) => {
                li { strong { "Quote " (document.number()) " keeps the old time." } " The invoice that it becomes names the new one." }
            }
            Draft::Quotation(_) | Draft::CreditNote(_) => {}
        }
    }
}

fn times(view: &MoveView<'_>, back: &str) -> Markup {
    let times = view.times;
    html! {
        @if times.slots.is_empty() {
            section.card #times tabindex="-1" {
                (field_error(view.faults, "times"))
                p { "There is no free time on " (day(times.day)) "." }
                @match times.next {
                    Some(next) => p { a href={ (back) "/move?day=" (next) } { "The next day with a free time is " (day(next)) } },
                    None => p.muted { "There is none in the two weeks after it either. Choose another day." },
                }
                div.buttons { a.button.secondary href=(back) { "Keep the booking as it is" } }
            }
        } @else {
            form.card method="post" action={ (back) "/move" } {
                input type="hidden" name="sequence" value=(view.booking.sequence);
                input type="hidden" name="invoices" value=(view.booking.invoices);
                input type="hidden" name="day" value=(times.day);
                fieldset.options.times #times tabindex="-1" {
                    legend { "Free times on " (day(times.day)) }
                    (field_error(view.faults, "times"))
                    @for slot in &times.slots { (option(view, slot)) }
                }
                div.buttons {
                    button type="submit" { "Move booking" }
                    a.button.secondary href=(back) { "Keep it as it is" }
                }
            }
        }
    }
}

fn option(view: &MoveView<'_>, slot: &OfferedSlot) -> Markup {
    let start = instant(slot.starts_at);
    let (from, to) = (view.tenant.wall_time_of(slot.starts_at), view.tenant.wall_time_of(slot.ends_at));
    let names: Vec<&str> = slot
        .free
        .iter()
        .filter_map(|(id, _)| view.tenant.resource(id).map(|resource| resource.name.as_str()))
        .collect();
    // Who does it now does it then, where that is possible.
    let stays = names.iter().any(|name| *name == view.booking.resource_name);
    let who = if stays { view.booking.resource_name.as_str() } else { names.first().copied().unwrap_or_default() };
    html! {
        div.option {
            input type="radio" name="starts_at" id=(start) value=(start) required;
            div { label for=(start) { (clock_times(&from, &to)) } p.hint { "with " (who) } }
        }
    }
}

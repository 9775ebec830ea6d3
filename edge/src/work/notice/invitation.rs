//! The calendar file beside a notice (RFC 6047): it puts the booking into the customer's calendar, moves it or takes it out.

use jiff::Timestamp;
use shared::{
    booking::calendar_file::{Attendee, CalendarEvent, EventStatus, Method, calendar_invitation},
    delivery::notice::Notice,
};

use super::values::Customer;
use crate::{
    platform::mail::Part,
    store::{booking::StoredBooking, notice::Sender},
};

/// The file of a notice; none for a reminder, which changes nothing. `caused_at` is when the booking became as it is.
///
/// # Errors
/// The name of what is stored and means nothing.
pub(crate) fn invitation(
    notice: Notice,
    booking: &StoredBooking,
    sender: &Sender,
    customer: &Customer,
    manage_link: &str,
    caused_at: Timestamp,
) -> Result<Option<Part>, &'static str> {
    let organizer = Some(sender.email.as_str()).filter(|email| !email.is_empty());
    let (method, status) = match notice {
        Notice::Confirmation | Notice::Rescheduled { .. } => (Method::Request, EventStatus::Confirmed),
        Notice::Cancelled => (Method::Cancel, EventStatus::Cancelled),
        Notice::Reminder { .. } | Notice::Overdue(_) => return Ok(None),
    };
    // An invitation names its organizer (RFC 5546 section 3.2.2): without an address it is a file to open, and nothing can be taken out.
    let method = match (method, organizer) {
        (_, Some(_)) => method,
        (Method::Cancel, None) => return Ok(None),
        (_, None) => Method::Publish,
    };
    let summary = format!("{} · {}", booking.service_name, sender.name);
    let event = CalendarEvent {
        uid: &booking.id,
        sequence: booking.sequence,
        stamp: caused_at,
        starts_at: booking.starts_at.parse().map_err(|_| "starts_at")?,
        ends_at: booking.ends_at.parse().map_err(|_| "ends_at")?,
        summary: &summary,
        description: &booking.reference,
        location: "",
        organizer_name: &sender.name,
        organizer_email: organizer,
        url: Some(manage_link),
        status,
        method,
    };
    let text = calendar_invitation(&event, Attendee { name: &customer.name, email: &customer.email });
    Ok(Some(Part {
        name: "booking.ics".to_owned(),
        content_type: format!("text/calendar; charset=utf-8; method={}", method.as_str()),
        bytes: text.into_bytes(),
    }))
}

//! How a document was sent: a cell of a list, a text of an export, and the timeline on its page.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use maud::{Markup, html};
use shared::delivery::{
    event::EventKind,
    sent::{NOT_COMPLIANT, SentBy},
};

use crate::{
    store::delivery::{DeliveryState, EventRow, SentRow},
    web::{
        figures::{moment, short_day},
        parts::{Tone, chip},
    },
    work::delivery::BY_PEPPOL,
};

/// Characters of a reason that a list shows.
const REASON_CHARS: usize = 80;

fn sent_on(row: &SentRow, zone: &TimeZone) -> Option<Date> {
    let at: Timestamp = row.sent_at.as_deref()?.parse().ok()?;
    Some(zone.to_datetime(at).date())
}

/// What was said of a document that nobody sent, by where it comes from.
fn not_sent(with_booking: bool) -> &'static str {
    if with_booking { "Link given with the booking" } else { SentBy::NotSent.title() }
}

/// The beginning of a reason: its whole text stands in the timeline.
fn short(reason: &str) -> String {
    match reason.char_indices().nth(REASON_CHARS) {
        Some((end, _)) => format!("{}…", reason.get(..end).unwrap_or(reason).trim_end()),
        None => reason.to_owned(),
    }
}

/// A cell of a list: `Peppol 21 Nov 2026`, its day on one line, or why it is not there yet.
pub fn sent_cell(row: &SentRow, with_booking: bool, zone: &TimeZone) -> Markup {
    sent(row, with_booking, zone, &short(&row.reason))
}

/// The same on a page about the document, where there is room for the whole reason.
pub fn sent_fact(row: &SentRow, with_booking: bool, zone: &TimeZone) -> Markup {
    sent(row, with_booking, zone, &row.reason)
}

fn sent(row: &SentRow, with_booking: bool, zone: &TimeZone, reason: &str) -> Markup {
    let by = row.by();
    html! {
        @match by {
            SentBy::Peppol | SentBy::Email => {
                span {
                    (by.title())
                    @if let Some(day) = sent_on(row, zone) { " " span.tight { (short_day(day)) } }
                    @if row.state == Some(DeliveryState::Delivered) { span.under { "Delivered" } }
                    @if row.is_compliant == 0 { span.under { (NOT_COMPLIANT) } }
                }
            }
            SentBy::Waiting => { span { (chip(Tone::Waiting, "on its way")) @if !reason.is_empty() { span.under { (reason) } } } }
            SentBy::Failed => { span { (chip(Tone::Ended, "failed")) @if !reason.is_empty() { span.under { (reason) } } } }
            SentBy::NotSent => { span.muted { (not_sent(with_booking)) } }
        }
    }
}

/// The field of a filter that asks how documents were sent.
pub fn sent_field(chosen: Option<SentBy>) -> Markup {
    html! {
        div.field {
            label for="sent" { "Sent" }
            select #sent name="sent" {
                option value="" { "All" }
                @for sent in SentBy::ALL { option value=(sent.as_str()) selected[chosen == Some(sent)] { (sent.title()) } }
            }
        }
    }
}

/// A [cell](sent_cell) in one line, for an export: `Peppol 2026-11-21`.
pub fn sent_text(row: &SentRow, with_booking: bool, zone: &TimeZone) -> String {
    let by = row.by();
    match (by, sent_on(row, zone)) {
        (SentBy::Peppol | SentBy::Email, Some(day)) => format!("{} {day}", by.title()),
        (SentBy::Waiting | SentBy::Failed, _) if !row.reason.is_empty() => format!("{}: {}", by.title(), row.reason),
        (SentBy::NotSent, _) => not_sent(with_booking).to_owned(),
        _ => by.title().to_owned(),
    }
}

/// What happened to a document.
#[derive(Clone, Copy, Debug)]
pub struct Timeline<'a> {
    /// The last thing first.
    pub events: &'a [EventRow],
    /// Number of the document.
    pub number: &'a str,
    /// When it was made.
    pub created_at: &'a str,
    /// Whether a booking brought it.
    pub with_booking: bool,
    /// The tenant's zone.
    pub zone: &'a TimeZone,
    /// Where the bytes are that the demo access point was given.
    pub sent_e_invoice: Option<&'a str>,
}

/// What happened to a document, the last thing first, down to its number.
pub fn timeline(view: &Timeline<'_>) -> Markup {
    html! {
        section.card aria-labelledby="timeline" {
            h2 #timeline { "Timeline" }
            ol.rows {
                @for event in view.events { (happened(event, view)) }
                li {
                    strong { "Numbered" }
                    span { (view.number) }
                    span.muted { (moment(view.created_at, view.zone)) }
                }
                li {
                    strong { "Created" }
                    span { (if view.with_booking { "With the booking" } else { "By an admin" }) }
                    span.muted { (moment(view.created_at, view.zone)) }
                }
            }
        }
    }
}

fn happened(event: &EventRow, view: &Timeline<'_>) -> Markup {
    let kind = EventKind::parse(&event.kind);
    // A document goes over Peppol once; a mail that was sent later has no such file.
    let file = view.sent_e_invoice.filter(|_| kind == Some(EventKind::Sent) && event.detail.starts_with(BY_PEPPOL));
    html! {
        li {
            strong { (kind.map_or("", EventKind::title)) }
            @if !event.detail.is_empty() { span { (event.detail) } }
            @if let Some(file) = file { span { "The demo sends nothing. " a href=(file) download { "The exact XML that would have gone" } } }
            span.muted { (moment(&event.at, view.zone)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_shows_the_beginning_of_a_long_reason() {
        assert_eq!(short(&"é".repeat(80)), "é".repeat(80));
        assert_eq!(short(&"é".repeat(81)), format!("{}…", "é".repeat(80)));
    }

    #[test]
    fn a_list_and_an_export_say_the_same() {
        let zone = TimeZone::get("Europe/Brussels").unwrap();
        let late = Some("2026-11-21T23:30:00Z");
        for (sent_by, state, sent_at, is_compliant, reason, cell, text) in [
            (
                "peppol",
                Some(DeliveryState::Sent),
                late,
                1,
                "",
                "Peppol <span class=\"tight\">22 Nov 2026</span>",
                "Peppol 2026-11-22",
            ),
            ("peppol", Some(DeliveryState::Delivered), late, 1, "", "Delivered", "Peppol 2026-11-22"),
            (
                "email",
                Some(DeliveryState::Sent),
                late,
                0,
                "",
                "not a compliant channel since 2026",
                "E-mail 2026-11-22",
            ),
            ("waiting", None, None, 1, "no <answer>", "no &lt;answer&gt;", "On its way: no <answer>"),
            ("failed", Some(DeliveryState::Refused), None, 1, "BR-01", "BR-01", "Failed: BR-01"),
            ("not_sent", None, None, 1, "", "Link given with the booking", "Link given with the booking"),
            ("fax", None, None, 1, "", "Link given with the booking", "Link given with the booking"),
        ] {
            let row = SentRow {
                sent_by: sent_by.into(),
                state,
                sent_at: sent_at.map(str::to_owned),
                is_compliant,
                reason: reason.into(),
            };
            let shown = sent_cell(&row, true, &zone).into_string();
            assert!(shown.contains(cell), "{shown}");
            assert_eq!(sent_text(&row, true, &zone), text);
        }
    }

    #[test]
    fn a_list_shows_the_beginning_of_a_reason_and_a_page_all_of_it() {
        let (zone, reason) = (TimeZone::UTC, "No answer. ".repeat(20) + "Look for it there.");
        let row = SentRow {
            sent_by: "failed".into(),
            state: Some(DeliveryState::Refused),
            sent_at: None,
            is_compliant: 1,
            reason: reason.clone(),
        };
        let cell = sent_cell(&row, true, &zone).into_string();
        assert!(cell.contains('…') && !cell.contains("Look for it"), "{cell}");
        assert!(sent_fact(&row, true, &zone).into_string().contains(&reason));
    }
}

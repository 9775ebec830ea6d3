//! The e-mails about one booking: sent, planned, failed.

use jiff::{Timestamp, tz::TimeZone};
use maud::{Markup, html};
use shared::delivery::notice::{BookingFacts, Dropped, Notice, NoticeSettings, foresee_booking};

use crate::{
    admin::settings::{email_template::list_view::name, reminder::view::before},
    platform::instant::instant,
    store::notice::{NoticeRow, NoticeState},
    web::{
        figures::moment,
        parts::{Tone, chip},
    },
};

/// The e-mails about a booking, and what decides about those that are still to come.
#[derive(Clone, Copy, Debug)]
pub struct BookingMails<'a> {
    /// The e-mails in the order of time.
    pub rows: &'a [NoticeRow],
    /// What the booking is now.
    pub facts: BookingFacts,
    /// What the tenant wants to be sent.
    pub settings: &'a NoticeSettings,
    /// The tenant's zone.
    pub zone: &'a TimeZone,
    /// The present.
    pub now: Timestamp,
}

/// The e-mails in the order of time.
pub fn booking_mails(mails: &BookingMails<'_>) -> Markup {
    html! {
        section.card aria-labelledby="mails" {
            h2 #mails { "E-mails" }
            @if mails.rows.is_empty() { p.empty { "No e-mail was sent for this booking, and none is planned." } }
            @else { ol.rows { @for row in mails.rows { (mail(row, mails)) } } }
        }
    }
}

fn mail(row: &NoticeRow, mails: &BookingMails<'_>) -> Markup {
    match (row.state, foreseen(row, mails)) {
        (NoticeState::Sent, _) => entry(row, (Tone::Good, "sent"), &format!("To {}", row.detail), &row.at, mails.zone),
        (NoticeState::Failed, _) => entry(row, (Tone::Ended, "failed"), &row.detail, &row.at, mails.zone),
        (NoticeState::Planned, Some(Ok(at))) => {
            entry(row, (Tone::Waiting, "planned"), &row.detail, &instant(at), mails.zone)
        }
        (NoticeState::Planned, Some(Err(why))) => {
            entry(row, (Tone::Plain, "not to be sent"), reason(why, mails), &row.at, mails.zone)
        }
        (NoticeState::Planned, None) => entry(row, (Tone::Waiting, "planned"), &row.detail, &row.at, mails.zone),
    }
}

fn entry(row: &NoticeRow, (tone, word): (Tone, &str), detail: &str, at: &str, zone: &TimeZone) -> Markup {
    html! {
        li {
            strong { (title(&row.notice)) " " (chip(tone, word)) }
            @if !detail.is_empty() { span { (detail) } }
            span.muted { (moment(at, zone)) }
        }
    }
}

/// When a planned e-mail goes out, or why it will not.
fn foreseen(row: &NoticeRow, mails: &BookingMails<'_>) -> Option<Result<Timestamp, Dropped>> {
    let due_at: Timestamp = row.at.parse().ok()?;
    foresee_booking(Notice::parse(&row.notice)?, mails.facts, mails.settings, mails.zone, due_at.max(mails.now))
}

fn reason(why: Dropped, mails: &BookingMails<'_>) -> &'static str {
    match why {
        Dropped::SwitchedOff => "Switched off in the settings.",
        Dropped::BookingCancelled => "The booking is cancelled.",
        Dropped::Superseded => "Another e-mail says it at the same time or later.",
        Dropped::TooLate if mails.now >= mails.facts.starts_at => "The booking has begun.",
        Dropped::TooLate => "The booking begins before the quiet hours end.",
        Dropped::Settled => "Nothing is to be paid.",
    }
}

fn title(notice: &str) -> String {
    match Notice::parse(notice) {
        Some(Notice::Reminder { minutes, .. }) => format!("Reminder, {}", before(minutes)),
        Some(notice) => name(notice.template()).to_owned(),
        None => notice.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;
    use shared::delivery::notice::QuietHours;

    use super::*;

    #[test]
    fn every_notice_has_a_title() {
        for (notice, expected) in [
            ("confirmation", "Booking confirmation"),
            ("reminder:1440:0", "Reminder, 1 day before"),
            ("reminder:90:2", "Reminder, 90 minutes before"),
            ("rescheduled:1", "Booking moved"),
            ("cancelled", "Booking cancelled"),
            ("later", "later"),
        ] {
            assert_eq!(title(notice), expected);
        }
    }

    fn page_of(state: NoticeState, notice: &str, detail: &str, settings: &NoticeSettings) -> String {
        let row = NoticeRow {
            state,
            notice: notice.to_owned(),
            at: "2026-11-30T06:00:00Z".to_owned(),
            detail: detail.to_owned(),
        };
        let starts_at = "2026-11-30T08:30:00Z".parse().unwrap();
        let mails = BookingMails {
            rows: &[row],
            facts: BookingFacts { is_cancelled: false, sequence: 0, starts_at },
            settings,
            zone: &TimeZone::UTC,
            now: "2026-11-29T12:00:00Z".parse().unwrap(),
        };
        booking_mails(&mails).into_string()
    }

    #[test]
    fn what_the_mail_server_said_is_escaped() {
        let page = page_of(NoticeState::Failed, "confirmation", "550 <b>", &NoticeSettings::default());
        for text in ["550 &lt;b&gt;", ">failed<", "Mon 30 November 2026, 06:00"] {
            assert!(page.contains(text), "{text}\n{page}");
        }
    }

    #[test]
    fn what_is_planned_says_when_it_goes_or_why_it_does_not() {
        let default = NoticeSettings::default();
        let night = NoticeSettings { reminders: [Some(150), None], ..default.clone() };
        let long_night = NoticeSettings {
            quiet_hours: Some(QuietHours { from: time(21, 0, 0, 0), until: time(9, 0, 0, 0) }),
            ..night.clone()
        };
        for (settings, texts) in [
            (&night, [">planned<", "Mon 30 November 2026, 08:00"]),
            (&long_night, [">not to be sent<", "The booking begins before the quiet hours end."]),
            (&default, [">not to be sent<", "Switched off in the settings."]),
        ] {
            let page = page_of(NoticeState::Planned, "reminder:150:0", "", settings);
            assert!(texts.iter().all(|text| page.contains(text)), "{texts:?}\n{page}");
        }
    }
}

//! The e-mails about one booking: sent, planned, failed.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use shared::delivery::notice::Notice;

use super::{
    email_templates::name,
    figures::moment,
    notices::before,
    parts::{Tone, chip},
};
use crate::store::notice::{NoticeRow, NoticeState};

/// The e-mails in the order of time.
pub fn booking_mails(rows: &[NoticeRow], zone: &TimeZone) -> Markup {
    html! {
        section.card aria-labelledby="mails" {
            h2 #mails { "E-mails" }
            @if rows.is_empty() { p.empty { "No e-mail was sent for this booking, and none is planned." } }
            @else { ol.rows { @for row in rows { (mail(row, zone)) } } }
        }
    }
}

fn mail(row: &NoticeRow, zone: &TimeZone) -> Markup {
    let (tone, word) = match row.state {
        NoticeState::Sent => (Tone::Good, "sent"),
        NoticeState::Planned => (Tone::Waiting, "planned"),
        NoticeState::Failed => (Tone::Ended, "failed"),
    };
    html! {
        li {
            strong { (title(&row.notice)) " " (chip(tone, word)) }
            @if !row.detail.is_empty() { span { @if row.state == NoticeState::Sent { "To " } (row.detail) } }
            span.muted { (moment(&row.at, zone)) }
        }
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

    #[test]
    fn what_the_mail_server_said_is_escaped() {
        let row = NoticeRow {
            state: NoticeState::Failed,
            notice: "confirmation".to_owned(),
            at: "2026-11-30T08:00:00Z".to_owned(),
            detail: "550 <b>".to_owned(),
        };
        let page = booking_mails(&[row], &TimeZone::UTC).into_string();
        assert!(
            page.contains("550 &lt;b&gt;") && page.contains("failed") && page.contains("Mon 30 November 2026, 08:00"),
            "{page}"
        );
    }
}

//! The calendar file (RFC 5545, RFC 5546) of one booking.
//!
//! Every booking is one VEVENT with its own UID, all in UTC, so no time-zone rules travel with it. The file holds what the
//! caller puts in and no data of a third party: no notes, no phone, no address of the other side.

use std::fmt::Write;

use jiff::{Timestamp, tz::Offset};

/// What the receiver's calendar should do with the file (RFC 5546).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Show it: a file that somebody downloads or subscribes to. It never names an attendee.
    Publish,
    /// Invite, or move what was invited to; `sequence` rises with each change.
    Request,
    /// Take it out again; `sequence` rises once more.
    Cancel,
}

impl Method {
    /// The value of the METHOD property, which the e-mail part repeats as its `method` parameter.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "PUBLISH",
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// The STATUS of the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventStatus {
    /// It takes place.
    Confirmed,
    /// It does not.
    Cancelled,
}

impl EventStatus {
    fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "CONFIRMED",
            Self::Cancelled => "CANCELLED",
        }
    }
}

/// One booking as a calendar shows it. Empty texts are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarEvent<'a> {
    /// UID: the same for the life of the booking.
    pub uid: &'a str,
    /// SEQUENCE: 0 at first; rises when times or status change.
    pub sequence: u32,
    /// DTSTAMP: when this state of the booking was made.
    pub stamp: Timestamp,
    /// DTSTART.
    pub starts_at: Timestamp,
    /// DTEND, exclusive.
    pub ends_at: Timestamp,
    /// SUMMARY.
    pub summary: &'a str,
    /// DESCRIPTION.
    pub description: &'a str,
    /// LOCATION.
    pub location: &'a str,
    /// Name of the organizer, the business.
    pub organizer_name: &'a str,
    /// ORGANIZER is an address, so without one there is none; `Request` and `Cancel` need one to reach a calendar.
    pub organizer_email: Option<&'a str>,
    /// URL of the booking's page.
    pub url: Option<&'a str>,
    /// STATUS.
    pub status: EventStatus,
    /// METHOD of the file.
    pub method: Method,
}

/// Who is invited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attendee<'a> {
    /// Name of the customer.
    pub name: &'a str,
    /// Where the file is sent.
    pub email: &'a str,
}

/// The file of a booking, for download. Its media type is `text/calendar; charset=utf-8`.
pub fn calendar_file(event: &CalendarEvent<'_>) -> String {
    write_file(event, None)
}

/// The file of a booking for the e-mail to its customer: `Request` and `Cancel` name whom they are for. A published event has
/// no attendees (RFC 5546 section 3.2.1).
pub fn calendar_invitation(event: &CalendarEvent<'_>, attendee: Attendee<'_>) -> String {
    write_file(event, Some(attendee).filter(|_| event.method != Method::Publish))
}

fn write_file(event: &CalendarEvent<'_>, attendee: Option<Attendee<'_>>) -> String {
    let mut file = ContentLines::default();
    file.push("BEGIN", "VCALENDAR");
    file.push("VERSION", "2.0");
    file.push("PRODID", "-//Bookslip//Bookslip//EN");
    file.push("CALSCALE", "GREGORIAN");
    file.push("METHOD", event.method.as_str());
    file.push("BEGIN", "VEVENT");
    file.push("UID", &escaped(event.uid));
    file.push("SEQUENCE", &event.sequence.to_string());
    file.push("DTSTAMP", &utc(event.stamp));
    file.push("DTSTART", &utc(event.starts_at));
    file.push("DTEND", &utc(event.ends_at));
    file.push("STATUS", event.status.as_str());
    for (name, text) in [("SUMMARY", event.summary), ("DESCRIPTION", event.description), ("LOCATION", event.location)] {
        if !text.is_empty() {
            file.push(name, &escaped(text));
        }
    }
    if let Some(url) = event.url.map(without_spaces_and_controls).filter(|url| !url.is_empty()) {
        file.push("URL", &url);
    }
    if let Some(email) = event.organizer_email {
        file.push(&format!("ORGANIZER{}", common_name(event.organizer_name)), &mailto(email));
    }
    if let Some(Attendee { name, email }) = attendee {
        // The booking is made already: the customer's calendar need not ask for an answer.
        let parameters = format!("ATTENDEE{};PARTSTAT=ACCEPTED;RSVP=FALSE", common_name(name));
        file.push(&parameters, &mailto(email));
    }
    file.push("END", "VEVENT");
    file.push("END", "VCALENDAR");
    file.text
}

/// Octets of a line without its line break.
const LINE_OCTETS_MAX: usize = 75;

#[derive(Default)]
struct ContentLines {
    text: String,
}

impl ContentLines {
    /// Writes one property, folded: a line goes on after CRLF and a space, and no character is cut in two.
    fn push(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        for character in name.chars().chain([':']).chain(value.chars()) {
            if octets + character.len_utf8() > LINE_OCTETS_MAX {
                self.text.push_str("\r\n ");
                octets = 1;
            }
            self.text.push(character);
            octets += character.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// `20260330T073000Z`
fn utc(instant: Timestamp) -> String {
    let at = Offset::UTC.to_datetime(instant);
    let (year, month, day) = (at.year(), at.month(), at.day());
    format!("{year:04}{month:02}{day:02}T{:02}{:02}{:02}Z", at.hour(), at.minute(), at.second())
}

/// A TEXT value: backslash, semicolon, comma and line breaks are escaped; other controls have no place in it.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' | ';' | ',' => value.extend(['\\', character]),
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' | '\n' => value.push_str("\\n"),
            '\t' => value.push(' '),
            _ if character.is_control() => {}
            _ => value.push(character),
        }
    }
    value
}

/// A CN parameter, quoted. There is no way to write a double quote that every calendar reads, so it becomes a single one.
fn common_name(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_control()).map(|c| if c == '"' { '\'' } else { c }).collect();
    if name.is_empty() { name } else { format!(";CN=\"{name}\"") }
}

/// A mailto URI (RFC 6068): what is not plain in an address is percent-encoded.
fn mailto(email: &str) -> String {
    let mut uri = String::from("mailto:");
    for byte in without_spaces_and_controls(email).bytes() {
        if byte.is_ascii_alphanumeric() || b"@.-_~+!$'*".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

fn without_spaces_and_controls(uri: &str) -> String {
    uri.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn instant(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn event() -> CalendarEvent<'static> {
        CalendarEvent {
            uid: "01936d5e-7c3a-7b1e-8f2a-0123456789ab@bookslip",
            sequence: 0,
            stamp: instant("2026-03-01T10:11:12.987Z"),
            starts_at: instant("2026-03-30T07:30:00Z"),
            ends_at: instant("2026-03-30T08:30:00Z"),
            summary: "Window cleaning",
            description: "",
            location: "",
            organizer_name: "Helder Schoonmaak",
            organizer_email: None,
            url: None,
            status: EventStatus::Confirmed,
            method: Method::Publish,
        }
    }

    /// Undoes the folding, as a calendar does first.
    fn unfolded(file: &str) -> Vec<String> {
        let text = file.replace("\r\n ", "");
        text.strip_suffix("\r\n").unwrap().split("\r\n").map(str::to_owned).collect()
    }

    fn line(file: &str, name: &str) -> Option<String> {
        unfolded(file).into_iter().find(|line| line.starts_with(name))
    }

    #[test]
    fn a_booking_to_download() {
        let file = calendar_file(&CalendarEvent {
            description: "Reference BK-7QW2",
            location: "Kerkstraat 1, 9000 Gent",
            organizer_email: Some("hallo@helder.example"),
            url: Some("https://book.example/m/abc"),
            ..event()
        });
        let expected = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Bookslip//Bookslip//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            "BEGIN:VEVENT",
            "UID:01936d5e-7c3a-7b1e-8f2a-0123456789ab@bookslip",
            "SEQUENCE:0",
            "DTSTAMP:20260301T101112Z",
            "DTSTART:20260330T073000Z",
            "DTEND:20260330T083000Z",
            "STATUS:CONFIRMED",
            "SUMMARY:Window cleaning",
            "DESCRIPTION:Reference BK-7QW2",
            "LOCATION:Kerkstraat 1\\, 9000 Gent",
            "URL:https://book.example/m/abc",
            "ORGANIZER;CN=\"Helder Schoonmaak\":mailto:hallo@helder.example",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ];
        assert_eq!(file, expected.join("\r\n"));
    }

    #[test]
    fn create_reschedule_cancel_keep_the_uid_and_raise_the_sequence() {
        let cases = [
            (0, Method::Request, EventStatus::Confirmed, "METHOD:REQUEST", "STATUS:CONFIRMED"),
            (1, Method::Request, EventStatus::Confirmed, "METHOD:REQUEST", "STATUS:CONFIRMED"),
            (2, Method::Cancel, EventStatus::Cancelled, "METHOD:CANCEL", "STATUS:CANCELLED"),
        ];
        let attendee = Attendee { name: "Jan \"de Man\"\r\nX", email: "jan@example.org" };
        for (sequence, method, status, method_line, status_line) in cases {
            let event =
                CalendarEvent { sequence, method, status, organizer_email: Some("hallo@helder.example"), ..event() };
            let file = calendar_invitation(&event, attendee);
            assert_eq!(line(&file, "METHOD").unwrap(), method_line);
            assert_eq!(line(&file, "STATUS").unwrap(), status_line);
            assert_eq!(line(&file, "SEQUENCE").unwrap(), format!("SEQUENCE:{sequence}"));
            assert_eq!(line(&file, "UID").unwrap(), "UID:01936d5e-7c3a-7b1e-8f2a-0123456789ab@bookslip");
            assert!(line(&file, "ORGANIZER").is_some());
            let expected = "ATTENDEE;CN=\"Jan 'de Man'X\";PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:jan@example.org";
            assert_eq!(line(&file, "ATTENDEE").unwrap(), expected);
            assert_eq!(line(&calendar_file(&event), "ATTENDEE"), None);
        }
        assert_eq!(line(&calendar_invitation(&event(), attendee), "ATTENDEE"), None, "published");
        assert_eq!(Method::Cancel.as_str(), "CANCEL");
    }

    #[test]
    fn texts_are_escaped_and_stay_in_their_property() {
        let cases = [
            ("a\\b;c,d", "SUMMARY:a\\\\b\\;c\\,d"),
            ("a\r\nb\nc\rd", "SUMMARY:a\\nb\\nc\\nd"),
            ("a\r\nATTENDEE:mailto:x@y", "SUMMARY:a\\nATTENDEE:mailto:x@y"),
            ("tab\there\0\u{7}\u{7f}\u{85}", "SUMMARY:tab here"),
            ("Café: \"De Zon\" ☀", "SUMMARY:Café: \"De Zon\" ☀"),
        ];
        for (summary, expected) in cases {
            assert_eq!(line(&calendar_file(&CalendarEvent { summary, ..event() }), "SUMMARY").unwrap(), expected);
        }
        let hostile = CalendarEvent {
            uid: "u\r\nBEGIN:VEVENT",
            organizer_name: "A\"\r\n;X=1:b",
            organizer_email: Some("a b?cc=x@y;%é@helder.example\r\nX:1"),
            url: Some("https://book.example/\r\nX:1"),
            ..event()
        };
        let file = calendar_file(&hostile);
        assert_eq!(line(&file, "UID").unwrap(), "UID:u\\nBEGIN:VEVENT");
        assert_eq!(line(&file, "URL").unwrap(), "URL:https://book.example/X:1");
        let organizer = "ORGANIZER;CN=\"A';X=1:b\":mailto:ab%3Fcc%3Dx@y%3B%25%C3%A9@helder.exampleX%3A1";
        assert_eq!(line(&file, "ORGANIZER").unwrap(), organizer);
        let without_name = CalendarEvent { organizer_name: "\n", organizer_email: Some("a@b.example"), ..event() };
        assert_eq!(line(&calendar_file(&without_name), "ORGANIZER").unwrap(), "ORGANIZER:mailto:a@b.example");
    }

    #[test]
    fn lines_are_folded_at_75_octets() {
        // "SUMMARY:" has 8 octets: 67 fit, the 68th goes to the next line.
        for (length, folds) in [(67, 0), (68, 1), (67 + 74, 1), (67 + 75, 2)] {
            let summary = "x".repeat(length);
            let file = calendar_file(&CalendarEvent { summary: &summary, ..event() });
            assert_eq!(file.matches("\r\n ").count(), folds, "{length}");
            assert_eq!(line(&file, "SUMMARY").unwrap(), format!("SUMMARY:{summary}"));
        }
        // 22 characters of 3 octets fit beside the name; a 23rd would be cut after its first octet.
        let summary = "漢".repeat(23);
        let file = calendar_file(&CalendarEvent { summary: &summary, ..event() });
        assert!(file.contains(&format!("\r\nSUMMARY:{}\r\n 漢\r\n", "漢".repeat(22))), "{file}");
    }

    proptest! {
        #[test]
        fn any_text_gives_well_formed_lines(summary in any::<String>(), name in any::<String>(), url in any::<String>()) {
            let email = Some(summary.as_str());
            let event =
                CalendarEvent { summary: &summary, organizer_name: &name, organizer_email: email, url: Some(&url), ..event() };
            let file = calendar_file(&event);
            for line in file.strip_suffix("\r\n").unwrap().split("\r\n") {
                prop_assert!(line.len() <= LINE_OCTETS_MAX && !line.is_empty());
                prop_assert!(!line.chars().any(char::is_control), "{:?}", line);
            }
            let names = ["BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND",
                "STATUS", "SUMMARY", "URL", "ORGANIZER", "END"];
            for line in unfolded(&file) {
                let (name, _) = line.split_once([':', ';']).unwrap();
                prop_assert!(names.contains(&name), "{}", line);
            }
        }
    }
}

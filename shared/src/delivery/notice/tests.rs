//! When a notice is sent, waits and is dropped.

use jiff::civil::{date, time};
use proptest::prelude::*;

use super::*;

fn brussels() -> TimeZone {
    TimeZone::get("Europe/Brussels").unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn night() -> QuietHours {
    NoticeSettings::default().quiet_hours.unwrap()
}

#[test]
fn a_notice_survives_its_text() {
    for (notice, text) in [
        (Notice::Confirmation, "confirmation"),
        (Notice::Reminder { minutes: 1_440, sequence: 2 }, "reminder:1440:2"),
        (Notice::Rescheduled { sequence: 3 }, "rescheduled:3"),
        (Notice::Cancelled, "cancelled"),
        (Notice::Overdue(OverdueStep::Third), "overdue:3"),
    ] {
        assert_eq!((notice.to_string().as_str(), Notice::parse(text)), (text, Some(notice)));
    }
    for text in ["", "reminder", "reminder:1", "reminder:1:2:3", "overdue:4", "overdue:0", "cancelled:1", "test"] {
        assert_eq!(Notice::parse(text), None, "{text}");
    }
}

#[test]
fn quiet_hours_end_on_the_wall_clock() {
    let day = QuietHours { from: time(12, 0, 0, 0), until: time(13, 0, 0, 0) };
    let in_the_gap = QuietHours { from: time(22, 0, 0, 0), until: time(2, 30, 0, 0) };
    for (quiet, now, expected, what) in [
        (night(), "2026-12-01T19:59:59Z", "2026-12-01T19:59:59Z", "20:59:59 is before them"),
        (night(), "2026-12-01T20:00:00Z", "2026-12-02T07:00:00Z", "21:00 begins them"),
        (night(), "2026-12-02T06:59:59Z", "2026-12-02T07:00:00Z", "07:59:59 is in them"),
        (night(), "2026-12-02T07:00:00Z", "2026-12-02T07:00:00Z", "08:00 ends them"),
        (day, "2026-12-01T11:30:00Z", "2026-12-01T12:00:00Z", "within a day"),
        (day, "2026-12-01T12:00:00Z", "2026-12-01T12:00:00Z", "the end is allowed"),
        (
            night(),
            "2026-03-28T21:00:00Z",
            "2026-03-29T06:00:00Z",
            "the night in which summer time begins has an hour less",
        ),
        (night(), "2026-10-24T20:00:00Z", "2026-10-25T07:00:00Z", "the night in which it ends has an hour more"),
        (in_the_gap, "2026-03-28T22:00:00Z", "2026-03-29T01:30:00Z", "02:30 does not exist: 03:30 summer time"),
        (in_the_gap, "2026-10-24T22:00:00Z", "2026-10-25T00:30:00Z", "02:30 comes twice: the first"),
        (in_the_gap, "2026-10-25T01:15:00Z", "2026-10-25T01:15:00Z", "the second 02:15 does not wait again"),
    ] {
        assert_eq!(quiet.next_allowed(at(now), &brussels()), at(expected), "{what}");
    }
}

const START: &str = "2026-12-01T08:00:00Z"; // 09:00 in Brussels

fn booked(is_cancelled: bool, sequence: u32) -> BookingFacts {
    BookingFacts { is_cancelled, sequence, starts_at: at(START) }
}

#[test]
fn notices_of_bookings() {
    use Dropped::*;
    let on = NoticeSettings::default();
    let off = NoticeSettings { confirmations: false, changes: false, reminders: [None, None], ..on.clone() };
    let early = NoticeSettings { reminders: [Some(180), Some(120)], ..on.clone() };
    let night = NoticeSettings { reminders: [Some(600), None], ..on.clone() };
    let reminder = |minutes| Notice::Reminder { minutes, sequence: 0 };
    let (before, day_before, hour_before, begun) =
        ("2026-11-20T23:00:00Z", "2026-11-30T08:00:00Z", "2026-12-01T07:00:00Z", START);
    let wait = |until: &str| Verdict::Wait(at(until));
    for (notice, facts, settings, now, expected) in [
        (Notice::Confirmation, booked(false, 0), &on, before, Verdict::Send), // also at night
        (Notice::Confirmation, booked(true, 1), &on, before, Verdict::Drop(BookingCancelled)),
        (Notice::Confirmation, booked(false, 0), &off, before, Verdict::Drop(SwitchedOff)),
        (Notice::Confirmation, booked(false, 0), &on, begun, Verdict::Drop(TooLate)),
        (Notice::Cancelled, booked(true, 1), &on, before, Verdict::Send),
        (Notice::Cancelled, booked(true, 1), &off, before, Verdict::Drop(SwitchedOff)),
        (Notice::Cancelled, booked(true, 1), &on, begun, Verdict::Drop(TooLate)),
        (Notice::Rescheduled { sequence: 1 }, booked(false, 1), &on, before, Verdict::Send),
        (Notice::Rescheduled { sequence: 1 }, booked(false, 2), &on, before, Verdict::Drop(Superseded)),
        (Notice::Rescheduled { sequence: 1 }, booked(true, 2), &on, before, Verdict::Drop(BookingCancelled)),
        (Notice::Rescheduled { sequence: 1 }, booked(false, 1), &off, before, Verdict::Drop(SwitchedOff)),
        (reminder(1_440), booked(false, 0), &on, day_before, Verdict::Send),
        (reminder(1_440), booked(false, 0), &on, before, wait(day_before)),
        (reminder(60), booked(false, 0), &on, hour_before, Verdict::Send),
        (reminder(1_440), booked(false, 0), &on, hour_before, Verdict::Drop(Superseded)),
        (reminder(1_440), booked(false, 1), &on, day_before, Verdict::Drop(Superseded)),
        (reminder(1_440), booked(true, 1), &on, day_before, Verdict::Drop(BookingCancelled)),
        (reminder(1_440), booked(false, 0), &off, day_before, Verdict::Drop(SwitchedOff)),
        (reminder(60), booked(false, 0), &on, begun, Verdict::Drop(TooLate)),
        (reminder(180), booked(false, 0), &early, "2026-12-01T05:00:00Z", wait("2026-12-01T07:00:00Z")),
        (reminder(180), booked(false, 0), &early, "2026-12-01T07:00:00Z", Verdict::Drop(Superseded)),
        (reminder(120), booked(false, 0), &early, "2026-12-01T07:00:00Z", Verdict::Send),
        (reminder(600), booked(false, 0), &night, "2026-11-30T22:00:00Z", wait("2026-12-01T07:00:00Z")),
    ] {
        let verdict = judge_booking(notice, facts, settings, &brussels(), at(now));
        assert_eq!(verdict, Some(expected), "{notice} {facts:?} {now}");
    }
    // 08:00 in Brussels: the quiet hours end when the booking begins.
    let at_eight = BookingFacts { starts_at: at("2026-12-01T07:00:00Z"), ..booked(false, 0) };
    let verdict = judge_booking(reminder(60), at_eight, &on, &brussels(), at("2026-12-01T06:00:00Z"));
    assert_eq!(verdict, Some(Verdict::Drop(TooLate)));
    let overdue = Notice::Overdue(OverdueStep::First);
    assert_eq!(judge_booking(overdue, booked(false, 0), &on, &brussels(), at(before)), None);
}

#[test]
fn what_is_planned_is_foreseen() {
    let on = NoticeSettings::default();
    let early = NoticeSettings { reminders: [Some(180), Some(120)], ..on.clone() };
    let none = NoticeSettings { reminders: [None, None], ..on.clone() };
    let at_eight = BookingFacts { starts_at: at("2026-12-01T07:00:00Z"), ..booked(false, 0) };
    let reminder = |minutes| Notice::Reminder { minutes, sequence: 0 };
    for (notice, facts, settings, due_at, expected) in [
        (Notice::Confirmation, booked(false, 0), &on, "2026-11-20T23:00:00Z", Ok("2026-11-20T23:00:00Z")),
        (reminder(60), booked(false, 0), &on, "2026-12-01T07:00:00Z", Ok("2026-12-01T07:00:00Z")),
        (reminder(120), booked(false, 0), &early, "2026-12-01T06:00:00Z", Ok("2026-12-01T07:00:00Z")),
        (reminder(180), booked(false, 0), &early, "2026-12-01T05:00:00Z", Err(Dropped::Superseded)),
        (reminder(60), at_eight, &on, "2026-12-01T06:00:00Z", Err(Dropped::TooLate)),
        (reminder(60), booked(false, 0), &none, "2026-12-01T07:00:00Z", Err(Dropped::SwitchedOff)),
        (reminder(60), booked(true, 0), &on, "2026-12-01T07:00:00Z", Err(Dropped::BookingCancelled)),
    ] {
        let foreseen = foresee_booking(notice, facts, settings, &brussels(), at(due_at));
        assert_eq!(foreseen, Some(expected.map(at)), "{notice} {facts:?}");
    }
    let overdue = Notice::Overdue(OverdueStep::First);
    assert_eq!(foresee_booking(overdue, booked(false, 0), &on, &brussels(), at(START)), None);
}

#[test]
fn notices_of_invoices() {
    use OverdueStep::*;
    let on = NoticeSettings::default();
    let off = NoticeSettings { overdue: [None, Some(10), None], quiet_hours: None, ..on.clone() };
    let facts = |is_due| InvoiceFacts { due_date: date(2026, 12, 1), is_due, booking_is_cancelled: false };
    let wait = |until: &str| Verdict::Wait(at(until));
    for (step, is_due, settings, now, expected) in [
        (First, true, &on, "2026-12-04T07:00:00Z", Verdict::Send),
        (First, true, &on, "2026-12-04T06:00:00Z", wait("2026-12-04T07:00:00Z")),
        (First, true, &on, "2026-12-03T12:00:00Z", wait("2026-12-04T07:00:00Z")),
        (First, false, &on, "2026-12-04T07:00:00Z", Verdict::Drop(Dropped::Settled)),
        (First, true, &off, "2026-12-04T07:00:00Z", Verdict::Drop(Dropped::SwitchedOff)),
        (First, true, &on, "2026-12-11T07:00:00Z", Verdict::Drop(Dropped::Superseded)),
        (Second, true, &on, "2026-12-11T07:00:00Z", Verdict::Send),
        (Second, true, &off, "2026-12-10T22:59:59Z", wait("2026-12-10T23:00:00Z")),
        (Second, true, &off, "2026-12-10T23:00:00Z", Verdict::Send),
        (Third, true, &on, "2027-03-01T12:00:00Z", Verdict::Send),
        (Third, true, &off, "2026-12-21T12:00:00Z", Verdict::Drop(Dropped::SwitchedOff)),
    ] {
        let verdict = judge_overdue(step, facts(is_due), settings, &brussels(), at(now));
        assert_eq!(verdict, expected, "{step:?} {is_due} {now}");
    }
    let cancelled = InvoiceFacts { booking_is_cancelled: true, ..facts(true) };
    let verdict = judge_overdue(First, cancelled, &on, &brussels(), at("2026-12-04T07:00:00Z"));
    assert_eq!(verdict, Verdict::Drop(Dropped::BookingCancelled));
}

proptest! {
    #[test]
    fn waiting_ends(second in 1_767_225_600i64..1_830_297_600, from in 0i8..24, until in 0i8..24, half in any::<bool>()) {
        prop_assume!(from != until);
        let minute = if half { 30 } else { 0 };
        let quiet = QuietHours { from: time(from, minute, 0, 0), until: time(until, minute, 0, 0) };
        let now = Timestamp::from_second(second).unwrap();
        let allowed = quiet.next_allowed(now, &brussels());
        prop_assert!(allowed >= now && allowed.duration_since(now) <= SignedDuration::from_hours(25));
        prop_assert_eq!(quiet.next_allowed(allowed, &brussels()), allowed);
    }

    #[test]
    fn a_reminder_that_waits_is_sent_before_the_start(before in 0i64..200_000, start in 1_767_225_600i64..1_830_297_600) {
        let facts = BookingFacts { is_cancelled: false, sequence: 0, starts_at: Timestamp::from_second(start).unwrap() };
        let settings = NoticeSettings { reminders: [Some(1_440), None], ..NoticeSettings::default() };
        let notice = Notice::Reminder { minutes: 1_440, sequence: 0 };
        let mut now = Timestamp::from_second(start - before).unwrap();
        for _ in 0..3 {
            match judge_booking(notice, facts, &settings, &brussels(), now).unwrap() {
                Verdict::Wait(until) => {
                    prop_assert!(until > now && until < facts.starts_at);
                    now = until;
                }
                Verdict::Send => {
                    prop_assert!(now < facts.starts_at && settings.quiet_hours.unwrap().next_allowed(now, &brussels()) == now);
                    return Ok(());
                }
                Verdict::Drop(_) => return Ok(()),
            }
        }
        prop_assert!(false, "it waits for ever");
    }
}

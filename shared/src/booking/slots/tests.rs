//! The rules of the grid, of clock changes and of busy times as tables.

use jiff::civil::date;

use super::*;
use crate::booking::schedule::tests::{Rules, schedule};

pub(super) fn id(text: &str) -> ResourceId {
    ResourceId::new(text)
}

pub(super) fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Any instant before the cases.
pub(super) const LONG_AGO: &str = "2000-01-01T00:00Z";

pub(super) fn service(interval: u32, duration: u32) -> ServiceTimes {
    ServiceTimes {
        service: ServiceId::new("cleaning"),
        duration_minutes: duration,
        slot_interval_minutes: interval,
        align_to_hour: false,
        buffer_before_minutes: 0,
        buffer_after_minutes: 0,
        minimum_notice_minutes: 0,
        booking_window_days: 36_500,
        capacity: 1,
    }
}

pub(super) fn resource(name: &str, busy: Vec<Busy>) -> ResourceCalendar {
    ResourceCalendar { resource: id(name), schedule: None, busy }
}

/// Busy with something else than the service of the query.
pub(super) fn taken(from: i64, until: i64) -> Busy {
    Busy {
        busy_from: from,
        busy_until: until,
        service: ServiceId::new("other"),
        starts_at: from,
        ends_at: until,
        seats: 1,
    }
}

fn taken_between(from: &str, until: &str) -> Busy {
    taken(instant(from).as_second(), instant(until).as_second())
}

/// The starts of one date (or of `from/to`) in the zone's wall time with its offset, as `09:00+02:00`.
pub(super) fn starts(
    zone: &str,
    dates: &str,
    now: &str,
    service: &ServiceTimes,
    company: Rules<'_>,
    busy: Vec<Busy>,
) -> Vec<String> {
    let (from, to) = dates.split_once('/').unwrap_or((dates, dates));
    let query = SlotQuery { from: from.parse().unwrap(), to: to.parse().unwrap(), seats: 1 };
    let (company, zone) = (schedule(company), TimeZone::get(zone).unwrap());
    let slots = offer_slots(&query, service, &company, &[resource("r", busy)], &zone, instant(now));
    for slot in &slots {
        let length = slot.ends_at.duration_since(slot.starts_at);
        assert_eq!(length.as_mins(), i64::from(service.duration_minutes), "the length is elapsed time");
        assert_eq!(slot.free, [(id("r"), 1)]);
    }
    slots.iter().map(|slot| slot.starts_at.to_zoned(zone.clone()).strftime("%H:%M%:z").to_string()).collect()
}

#[test]
fn the_grid_starts_at_each_opening() {
    let aligned = |interval, duration| ServiceTimes { align_to_hour: true, ..service(interval, duration) };
    let cases: &[(Rules<'_>, ServiceTimes, &str)] = &[
        (&["Mon 09:10-12:00"], service(30, 60), "09:10 09:40 10:10 10:40"),
        (&["Mon 09:10-12:00"], aligned(30, 60), "09:30 10:00 10:30 11:00"),
        (&["Mon 09:10-12:00"], aligned(25, 60), "09:25 09:50 10:15 10:40"),
        (&["Mon 09:00-11:00"], aligned(45, 30), "09:00 09:45 10:30"),
        (&["Mon 09:00-12:30", "Mon 13:00-17:00"], service(60, 60), "09:00 10:00 11:00 13:00 14:00 15:00 16:00"),
        (&["Mon 09:20-11:00", "Mon 13:05-15:10"], service(60, 60), "09:20 13:05 14:05"),
        (&["Mon 09:00-10:00"], service(60, 60), "09:00"),
        (&["Mon 09:00-10:00"], service(60, 61), ""),
        (&["Mon 09:00-17:00", "2026-06-01 00:00-00:00"], service(60, 60), ""),
        (&["Mon 09:00-17:00", "2026-06-01 20:00-22:00"], service(60, 60), "20:00 21:00"),
        // A range that goes on from Sunday opens at 00:00; one that goes on into Tuesday holds a start near midnight.
        (&["Sun 22:30-24:00", "Mon 00:00-02:00"], service(60, 60), "00:00 01:00"),
        (&["Mon 22:30-24:00", "Tue 00:00-01:00"], service(60, 60), "22:30 23:30"),
        (&["Mon 22:30-24:00"], service(60, 60), "22:30"),
        (&["Mon 22:00-24:00", "Tue 00:00-24:00", "Wed 00:00-01:00"], service(60, 1_560), "22:00 23:00"),
        (&["Mon 09:00-17:00"], service(0, 60), ""),
        (&["Mon 09:00-17:00"], service(60, 0), ""),
        (&["Mon 09:00-17:00"], ServiceTimes { capacity: 0, ..service(60, 60) }, ""),
    ];
    for (company, service, expected) in cases {
        // 2026-06-01 is a Monday; in UTC the wall time is the instant.
        let expected: Vec<String> = expected.split_whitespace().map(|time| format!("{time}+00:00")).collect();
        assert_eq!(
            starts("UTC", "2026-06-01", LONG_AGO, service, company, vec![]),
            expected,
            "{company:?} {service:?}"
        );
    }
}

#[test]
fn no_start_has_less_than_its_notice() {
    let zone = TimeZone::get("Europe/Brussels").unwrap();
    let query = SlotQuery { from: date(2026, 3, 28), to: date(2026, 3, 30), seats: 1 };
    let company = schedule(&["Mon-Sun 00:00-24:00"]);
    for notice in [0, 30, 60, 120, 600, 1440] {
        for now in
            ["2026-03-28T22:59:59.999Z", "2026-03-28T23:00:00.001Z", "2026-03-29T00:30:17Z", "2026-03-29T01:00:00Z"]
        {
            let service = ServiceTimes { minimum_notice_minutes: notice, ..service(15, 15) };
            let now = instant(now);
            let slots = offer_slots(&query, &service, &company, &[resource("r", vec![])], &zone, now);
            let wait = slots[0].starts_at.duration_since(now);
            // The grid has a start every 15 minutes, on every side of a whole-hour clock change.
            let notice = jiff::SignedDuration::from_mins(notice.into());
            assert!(wait >= notice && wait < notice + jiff::SignedDuration::from_mins(15), "{now} {notice}: {wait}");
        }
    }
}

#[test]
fn the_window_counts_tenant_local_dates() {
    let company: Rules<'_> = &["Mon-Sun 09:00-10:00"];
    let window = |days| ServiceTimes { booking_window_days: days, ..service(60, 60) };
    let count =
        |now: &str, days| starts("Europe/Brussels", "2026-06-01/2026-06-30", now, &window(days), company, vec![]).len();
    assert_eq!(count("2026-06-10T06:00Z", 0), 1);
    assert_eq!(count("2026-06-10T06:00Z", 2), 3);
    assert_eq!(count("2026-06-10T08:00Z", 2), 2, "09:00 of today is past");
    // 22:30Z is already the 11th in Brussels.
    assert_eq!(count("2026-06-10T22:30Z", 0), 1);
    assert_eq!(count("2026-06-10T22:30Z", u32::MAX), 20);
    assert_eq!(count("2026-07-01T00:00Z", u32::MAX), 0);
}

#[test]
fn clock_changes() {
    let hours: Rules<'_> = &["Mon-Sun 00:00-06:00"];
    let hourly = service(60, 60);
    let spring = ["00:00+01:00", "01:00+01:00", "03:00+02:00", "04:00+02:00", "05:00+02:00"];
    let autumn =
        ["00:00+02:00", "01:00+02:00", "02:00+02:00", "02:00+01:00", "03:00+01:00", "04:00+01:00", "05:00+01:00"];
    assert_eq!(starts("Europe/Brussels", "2026-03-29", LONG_AGO, &hourly, hours, vec![]), spring);
    assert_eq!(starts("Europe/Brussels", "2026-10-25", LONG_AGO, &hourly, hours, vec![]), autumn);
    // In the order of instants, although the wall times go back.
    let half_hourly = starts("Europe/Brussels", "2026-10-25", LONG_AGO, &service(30, 30), &["Sun 02:00-03:00"], vec![]);
    assert_eq!(half_hourly, ["02:00+02:00", "02:30+02:00", "02:00+01:00", "02:30+01:00"]);
    // What is busy is found in that order too.
    let taken_first_half_hour = vec![taken_between("2026-10-25T00:30Z", "2026-10-25T01:00Z")];
    let left = starts(
        "Europe/Brussels",
        "2026-10-25",
        LONG_AGO,
        &service(30, 30),
        &["Sun 02:00-03:00"],
        taken_first_half_hour,
    );
    assert_eq!(left, ["02:00+02:00", "02:00+01:00", "02:30+01:00"]);
    // A clock that goes back over midnight shows yesterday's date again: at 00:00:30 on the 7th, 23:30 of the 6th is ahead.
    let again = starts(
        "America/St_Johns",
        "2010-11-06",
        "2010-11-07T02:30:30Z",
        &service(30, 30),
        &["Sat-Sun 00:00-24:00"],
        vec![],
    );
    assert_eq!(again, ["23:30-03:30"]);
    // An opening that does not exist moves forward; the grid is still counted from it.
    let moved = starts("Europe/Brussels", "2026-03-29", LONG_AGO, &service(30, 30), &["Sun 02:30-04:30"], vec![]);
    assert_eq!(moved, ["03:30+02:00", "04:00+02:00"]);
    // An end that is repeated means its first occurrence.
    let early = starts("Europe/Brussels", "2026-10-25", LONG_AGO, &service(30, 60), &["Sun 01:00-02:30"], vec![]);
    assert_eq!(early, ["01:00+02:00", "01:30+02:00"]);
    // A gap at midnight, half an hour of it, and a date that never was.
    let cairo = starts("Africa/Cairo", "2026-04-24", LONG_AGO, &hourly, &["Mon-Sun 00:00-03:00"], vec![]);
    assert_eq!(cairo, ["01:00+03:00", "02:00+03:00"]);
    let lord_howe =
        starts("Australia/Lord_Howe", "2026-10-04", LONG_AGO, &service(30, 30), &["Sun 01:00-03:30"], vec![]);
    assert_eq!(lord_howe, ["01:00+10:30", "01:30+10:30", "02:30+11:00", "03:00+11:00"]);
    assert!(starts("Pacific/Apia", "2011-12-30", LONG_AGO, &hourly, &["Mon-Sun 09:00-17:00"], vec![]).is_empty());
    // A service of a day takes elapsed time: on the short day it would end an hour after midnight.
    let long = starts(
        "Europe/Brussels",
        "2026-03-28/2026-03-29",
        LONG_AGO,
        &service(60, 1440),
        &["Sat-Sun 00:00-24:00"],
        vec![],
    );
    assert_eq!(long.len(), 24);
}

#[test]
fn the_viewer_changes_labels_only() {
    let zone = TimeZone::get("Europe/Brussels").unwrap();
    let query = SlotQuery { from: date(2026, 6, 1), to: date(2026, 6, 1), seats: 1 };
    let company = schedule(&["Mon 09:00-11:00"]);
    let slots = offer_slots(&query, &service(60, 60), &company, &[resource("r", vec![])], &zone, instant(LONG_AGO));
    let adelaide = TimeZone::get("Australia/Adelaide").unwrap();
    let labels: Vec<String> =
        slots.iter().map(|slot| slot.starts_at.to_zoned(adelaide.clone()).strftime("%H:%M").to_string()).collect();
    assert_eq!(labels, ["16:30", "17:30"]);
}

#[test]
fn buffers_of_neighbours_add_up() {
    // A booking 10:00-11:00 with 15 minutes after it; the next service needs 10 before: not before 11:25.
    let busy = taken_between("2026-06-01T10:00Z", "2026-06-01T11:15Z");
    let next = ServiceTimes { buffer_before_minutes: 10, ..service(5, 60) };
    let offered = starts("UTC", "2026-06-01", LONG_AGO, &next, &["Mon 10:00-13:00"], vec![busy.clone()]);
    assert_eq!(offered.first().unwrap(), "11:25+00:00");
    // Before it, the buffer after counts; and buffers may lie outside of the working range.
    let before = ServiceTimes { buffer_before_minutes: 30, buffer_after_minutes: 20, ..service(10, 30) };
    let offered = starts("UTC", "2026-06-01", LONG_AGO, &before, &["Mon 09:00-10:00"], vec![busy.clone()]);
    assert_eq!(offered, ["09:00+00:00", "09:10+00:00"]);
    assert_eq!(busy_interval(instant("2026-06-01T09:00Z"), &before), {
        let start = instant("2026-06-01T09:00Z").as_second();
        (start - 1800, start + 3000)
    });
    // A busy interval that touches blocks nothing, one that covers everything leaves nothing.
    let touching = vec![
        taken_between("2026-06-01T08:00Z", "2026-06-01T09:00Z"),
        taken_between("2026-06-01T10:00Z", "2026-06-01T11:00Z"),
    ];
    assert_eq!(
        starts("UTC", "2026-06-01", LONG_AGO, &service(15, 60), &["Mon 09:00-10:00"], touching),
        ["09:00+00:00"]
    );
    let covering = vec![taken_between("2026-05-01T00:00Z", "2026-07-01T00:00Z")];
    assert!(starts("UTC", "2026-06-01", LONG_AGO, &service(15, 60), &["Mon 09:00-17:00"], covering).is_empty());
}

#[test]
fn a_session_is_shared_up_to_its_capacity() {
    let lesson = ServiceTimes { capacity: 4, ..service(60, 60) };
    let nine = instant("2026-06-01T09:00Z").as_second();
    let session = |service: &str, start: i64, end: i64, seats: u32| Busy {
        busy_from: start,
        busy_until: end,
        service: ServiceId::new(service),
        starts_at: start,
        ends_at: end,
        seats,
    };
    let same = |seats| session("cleaning", nine, nine + 3600, seats);
    // busy, seats wanted, seats left at 09:00 and 10:00 where offered
    type SeatsLeft = Vec<(i64, u32)>;
    let cases: Vec<(Vec<Busy>, u32, SeatsLeft)> = vec![
        (vec![], 1, vec![(0, 4), (3600, 4)]),
        (vec![same(1)], 1, vec![(0, 3), (3600, 4)]),
        (vec![same(1), same(2)], 1, vec![(0, 1), (3600, 4)]),
        (vec![same(1), same(2)], 2, vec![(3600, 4)]),
        (vec![same(4)], 1, vec![(3600, 4)]),
        (vec![same(u32::MAX), same(u32::MAX)], 1, vec![(3600, 4)]),
        (vec![], 5, vec![]),
        (vec![], 0, vec![]),
        // Another service, start or end is no session of this service.
        (vec![session("other", nine, nine + 3600, 1)], 1, vec![(3600, 4)]),
        (vec![session("cleaning", nine, nine + 1800, 1)], 1, vec![(3600, 4)]),
        (vec![session("cleaning", nine + 1800, nine + 5400, 1)], 1, vec![]),
        // A session stored with longer buffers than today's, and something short inside them that is over by then.
        (vec![Busy { busy_from: nine - 3600, ..same(1) }, taken(nine - 1800, nine - 900)], 1, vec![(0, 3), (3600, 4)]),
        // Seats left do not help where something else overlaps.
        (vec![same(1), taken(nine + 3000, nine + 3600)], 1, vec![(3600, 4)]),
    ];
    for (busy, seats, expected) in cases {
        let query = SlotQuery { from: date(2026, 6, 1), to: date(2026, 6, 1), seats };
        let company = schedule(&["Mon 09:00-11:00"]);
        let offer = |busy: Vec<Busy>| {
            let slots =
                offer_slots(&query, &lesson, &company, &[resource("r", busy)], &TimeZone::UTC, instant(LONG_AGO));
            slots.iter().map(|slot| (slot.starts_at.as_second() - nine, slot.seats_left())).collect::<Vec<_>>()
        };
        assert_eq!(offer(busy.clone()), expected, "{busy:?} {seats}");
        assert_eq!(offer(busy.into_iter().rev().collect()), expected, "in any order");
    }
}

#[test]
fn each_resource_has_its_own_grid() {
    let company = schedule(&["Mon 09:00-12:00"]);
    let calendar = |name: &str, own: Option<Rules<'_>>| ResourceCalendar {
        resource: id(name),
        schedule: own.map(schedule),
        busy: vec![],
    };
    let resources = [
        calendar("late", Some(&["Mon 09:30-18:00"])),
        calendar("company", None),
        calendar("away", Some(&[])),
        calendar("early", Some(&["Mon 07:00-11:00"])),
    ];
    let query = SlotQuery { from: date(2026, 6, 1), to: date(2026, 6, 1), seats: 1 };
    let slots = offer_slots(&query, &service(60, 60), &company, &resources, &TimeZone::UTC, instant(LONG_AGO));
    let printed: Vec<String> = slots
        .iter()
        .map(|slot| {
            let free: Vec<&str> = slot.free.iter().map(|(resource, _)| resource.as_str()).collect();
            format!("{} {}", slot.starts_at.strftime("%H:%M"), free.join(" "))
        })
        .collect();
    assert_eq!(printed, ["09:00 company early", "09:30 late", "10:00 company early", "10:30 late", "11:00 company"]);
    let offering = |time: &str| {
        let start = instant(&format!("2026-06-01T{time}Z"));
        resources_offering(start, &service(60, 60), &company, &resources, &TimeZone::UTC, instant(LONG_AGO))
    };
    assert_eq!(offering("09:00"), [id("company"), id("early")]);
    assert_eq!(offering("09:30"), [id("late")]);
    for not_offered in ["08:00", "09:15", "09:00:01", "09:00:00.5", "12:00"] {
        assert_eq!(offering(not_offered), [], "{not_offered}");
    }
    assert!(offer_slots(&query, &service(60, 60), &company, &[], &TimeZone::UTC, instant(LONG_AGO)).is_empty());
}

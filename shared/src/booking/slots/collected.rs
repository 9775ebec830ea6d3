//! Cases collected from other systems, and the workload on which this code is measured.

use jiff::civil::date;

use super::{tests::*, *};
use crate::booking::schedule::tests::{Rules, schedule};

#[test]
fn slots_a_counts_and_notice() {
    let now = "2021-06-20T11:59:59Z";
    let (today, tomorrow) = ("2021-06-20", "2021-06-21");
    let all_day: Rules<'_> = &["Mon-Sun 00:00-24:00"];
    let notice = |minutes| ServiceTimes { minimum_notice_minutes: minutes, ..service(60, 60) };
    // date, hours, service, count, first start
    let cases = [
        (tomorrow, all_day, service(60, 60), 24, "00:00+00:00"),
        (tomorrow, all_day, service(60, 30), 24, "00:00+00:00"),
        (tomorrow, all_day, service(20, 20), 72, "00:00+00:00"),
        (tomorrow, all_day, notice(1500), 11, "13:00+00:00"),
        (today, all_day, notice(0), 12, "12:00+00:00"),
        (tomorrow, &["Mon-Sun 00:00-23:45"], service(20, 20), 71, "00:00+00:00"),
    ];
    for (date, company, service, count, first) in cases {
        let starts = starts("UTC", date, now, &service, company, vec![]);
        assert_eq!((starts.len(), starts[0].as_str()), (count, first), "{date} {service:?}");
    }
    // Seconds count: 12:00 is already past at 12:00:30, and at 12:00:00.000000001, but not at 12:00:00.
    for (now, first) in [
        ("2021-06-20T12:00:30Z", "13:00+00:00"),
        ("2021-06-20T12:00:00.000000001Z", "13:00+00:00"),
        ("2021-06-20T12:00:00Z", "12:00+00:00"),
    ] {
        assert_eq!(starts("UTC", today, now, &service(60, 60), all_day, vec![])[0], first, "{now}");
    }
}

#[test]
fn hours_become_the_right_instants() {
    // zone, rules, first and last date, the working ranges as instants
    let weekdays_in_june = ["2023-06-13T14:00Z/19:00Z", "2023-06-14T12:00Z/21:00Z", "2023-06-15T12:00Z/21:00Z"];
    let cases: &[(&str, Rules<'_>, &str, &str, &[&str])] = &[
        (
            "America/New_York",
            &["Mon-Fri 08:00-17:00", "2023-06-13 10:00-15:00"],
            "2023-06-13",
            "2023-06-15",
            &weekdays_in_june,
        ),
        // An evening in New York is the next date in UTC.
        ("America/New_York", &["2023-06-13 22:00-23:00"], "2023-06-12", "2023-06-15", &["2023-06-14T02:00Z/03:00Z"]),
        (
            "Europe/London",
            &["Mon-Fri 23:00-23:59", "Tue-Sat 00:00-00:30"],
            "2026-06-01",
            "2026-06-01",
            &["2026-06-01T22:00Z/23:00Z"],
        ),
        (
            "Europe/London",
            &["Mon-Sun 09:00-17:00"],
            "2023-10-28",
            "2023-10-31",
            &[
                "2023-10-28T08:00Z/16:00Z",
                "2023-10-29T09:00Z/17:00Z",
                "2023-10-30T09:00Z/17:00Z",
                "2023-10-31T09:00Z/17:00Z",
            ],
        ),
        ("Pacific/Honolulu", &["2026-06-01 18:00-20:00"], "2026-05-31", "2026-06-02", &["2026-06-02T04:00Z/06:00Z"]),
    ];
    for (zone, rules, first, last, expected) in cases {
        assert_eq!(instants_of(zone, rules, first, last), *expected, "{zone} {rules:?}");
    }
    let november = instants_of("America/New_York", &["Mon-Fri 09:00-17:00"], "2023-11-06", "2023-11-30");
    assert_eq!(november.len(), 19);
    assert!(november.iter().all(|range| range.ends_with("T14:00Z/22:00Z")));
}

fn instants_of(zone: &str, rules: Rules<'_>, first: &str, last: &str) -> Vec<String> {
    let (first, last) = (epoch_day(first.parse().unwrap()), epoch_day(last.parse().unwrap()));
    let clock = WallClock::new(&TimeZone::get(zone).unwrap(), first, last);
    let print = |minute: i64, format: &str| {
        Timestamp::from_second(clock.resolve(minute * 60)).unwrap().strftime(format).to_string()
    };
    let ranges = working_ranges(&schedule(rules), None, first..=last);
    ranges.iter().map(|r| format!("{}/{}", print(r.opens, "%Y-%m-%dT%H:%MZ"), print(r.closes, "%H:%MZ"))).collect()
}

/// Half-open, in minutes after the epoch.
type FreeParts<'a> = &'a [(i64, i64)];

/// Cases in plain minutes after the epoch: the queried range is the opening, and what is not free is busy.
#[test]
fn slots_b_free_parts() {
    let cases: &[((i64, i64), FreeParts<'_>, &[i64])] = &[
        ((0, 100), &[(2, 12)], &[]),
        ((0, 100), &[(2, 22)], &[10]),
        ((0, 100), &[(2, 42)], &[10, 20, 30]),
        ((0, 100), &[(0, 22), (30, 50)], &[0, 10, 30, 40]),
        ((0, 100), &[(81, 100)], &[90]),
        ((0, 100), &[(81, 120)], &[90]),
        ((10, 100), &[(2, 30)], &[10, 20]),
        ((0, 99), &[(0, 2), (80, 90), (90, 100), (33, 50), (140, 160), (99, 120)], &[40, 80]),
    ];
    for (opening, free, expected) in cases {
        let offered: Vec<i64> = offer_in_minutes(*opening, &[free]).into_iter().map(|(start, _)| start).collect();
        assert_eq!(offered, *expected, "{opening:?} {free:?}");
    }
    let two_hosts = offer_in_minutes((10, 100), &[&[(2, 30)], &[(2, 30), (33, 52)]]);
    let both = vec!["1".to_owned(), "2".to_owned()];
    assert_eq!(two_hosts, [(10, both.clone()), (20, both), (40, vec!["2".to_owned()])]);
}

fn offer_in_minutes((opens, closes): (i64, i64), hosts: &[FreeParts<'_>]) -> Vec<(i64, Vec<String>)> {
    let company = schedule(&[&format!("1970-01-01 00:{opens:02}-0{}:{:02}", closes / 60, closes % 60)]);
    let resources: Vec<ResourceCalendar> = (1..)
        .zip(hosts)
        .map(|(host, free)| {
            let mut free = free.to_vec();
            free.sort_unstable();
            // What lies between the free parts, in no particular order.
            let mut from = 0;
            let mut busy: Vec<Busy> = Vec::new();
            for (free_from, free_until) in free.into_iter().chain([(1000, 1000)]) {
                if from < free_from {
                    busy.push(taken(from * 60, free_from * 60));
                }
                from = free_until;
            }
            busy.reverse();
            resource(&host.to_string(), busy)
        })
        .collect();
    let query = SlotQuery { from: date(1970, 1, 1), to: date(1970, 1, 1), seats: 1 };
    let slots =
        offer_slots(&query, &service(10, 10), &company, &resources, &TimeZone::UTC, instant("1969-12-31T00:00Z"));
    slots
        .into_iter()
        .map(|slot| {
            (slot.starts_at.as_second() / 60, slot.free.iter().map(|(host, _)| host.as_str().to_owned()).collect())
        })
        .collect()
}

/// The workload on which this code is measured: one provider, December 2026, 100 booked hours spread evenly.
#[test]
fn a_booked_month_has_137_free_starts() {
    let hours: Rules<'_> = &["Mon-Fri 09:00-12:30", "Mon-Fri 13:00-18:00"];
    let month = "2026-12-01/2026-12-31";
    let busy = spread_evenly(every_hour_of_the_month(hours), 100);
    assert_eq!(starts("Europe/Brussels", month, LONG_AGO, &service(15, 60), hours, vec![]).len(), 23 * 28);
    assert_eq!(starts("Europe/Brussels", month, LONG_AGO, &service(15, 60), hours, busy).len(), 137);
}

/// The bookable whole hours of the month, all nine o'clocks first.
fn every_hour_of_the_month(hours: Rules<'_>) -> Vec<Busy> {
    let zone = TimeZone::get("Europe/Brussels").unwrap();
    let query = SlotQuery { from: date(2026, 12, 1), to: date(2026, 12, 31), seats: 1 };
    let company = schedule(hours);
    let slots = offer_slots(&query, &service(60, 60), &company, &[resource("r", vec![])], &zone, instant(LONG_AGO));
    let mut hours: Vec<Busy> =
        slots.iter().map(|slot| taken(slot.starts_at.as_second(), slot.ends_at.as_second())).collect();
    hours.sort_by_key(|hour| hour.starts_at.rem_euclid(86_400));
    hours
}

/// Every 13th hour, round and round: 13 and the 184 hours have no common divisor, so none comes twice.
fn spread_evenly(hours: Vec<Busy>, count: usize) -> Vec<Busy> {
    (0..count).map(|nth| hours[nth * 13 % hours.len()].clone()).collect()
}

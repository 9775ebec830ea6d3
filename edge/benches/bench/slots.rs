//! Free starts of a month: one provider with a hundred booked hours (W1), twenty with two thousand bookings (W2).

use std::hint::black_box;

use jiff::{
    Timestamp,
    civil::{Date, Weekday, date},
    tz::TimeZone,
};
use shared::{
    booking::{
        schedule::{MinuteOfDay, Schedule, WeeklyHours},
        slots::{Busy, OfferedSlot, ResourceCalendar, ServiceTimes, SlotQuery, offer_slots},
    },
    id::{ResourceId, ServiceId},
};

use super::Case;

const HOUR: i64 = 3_600;

struct Month {
    query: SlotQuery,
    service: ServiceTimes,
    company: Schedule,
    resources: Vec<ResourceCalendar>,
    zone: TimeZone,
    now: Timestamp,
}

impl Month {
    fn offered(&self) -> Vec<OfferedSlot> {
        offer_slots(&self.query, &self.service, &self.company, &self.resources, &self.zone, self.now)
    }
}

/// Monday to Friday 09:00-12:30 and 13:00-18:00 in Brussels, a service of an hour on a grid of a quarter of an hour; each
/// resource has the same number of booked hours, spread evenly over the working hours of the month.
fn month((from, to): (Date, Date), resources: i64, booked: i64) -> Month {
    let zone = TimeZone::get("Europe/Brussels").unwrap();
    let weekdays = [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
    let minute = |text| MinuteOfDay::parse(text).unwrap();
    let weekly = weekdays.into_iter().flat_map(|weekday| {
        [("09:00", "12:30"), ("13:00", "18:00")].map(|(opens, closes)| WeeklyHours {
            weekday,
            opens: minute(opens),
            closes: minute(closes),
        })
    });
    // The hours that can be booked whole: three in the morning, five in the afternoon.
    let days = from.series(jiff::Span::new().days(1)).take_while(|day| *day <= to);
    let hours: Vec<i64> = days
        .filter(|day| weekdays.contains(&day.weekday()))
        .flat_map(|day| [9, 10, 11, 13, 14, 15, 16, 17].map(|hour| day.at(hour, 0, 0, 0)))
        .map(|start| zone.to_timestamp(start).unwrap().as_second())
        .collect();
    let wanted = usize::try_from(booked).unwrap();
    let busy: Vec<Busy> = (0..wanted)
        .filter_map(|place| hours.get(place * hours.len() / wanted))
        .map(|start| Busy {
            busy_from: *start,
            busy_until: start + HOUR,
            service: ServiceId::new("other"),
            starts_at: *start,
            ends_at: start + HOUR,
            seats: 1,
        })
        .collect();
    Month {
        query: SlotQuery { from, to, seats: 1 },
        service: ServiceTimes {
            service: ServiceId::new("hour"),
            duration_minutes: 60,
            slot_interval_minutes: 15,
            align_to_hour: false,
            buffer_before_minutes: 0,
            buffer_after_minutes: 0,
            minimum_notice_minutes: 0,
            booking_window_days: 365,
            capacity: 1,
        },
        company: Schedule { weekly: weekly.collect(), overrides: Vec::new() },
        resources: (0..resources)
            .map(|place| ResourceCalendar {
                resource: ResourceId::new(format!("resource-{place}")),
                schedule: None,
                busy: busy.clone(),
            })
            .collect(),
        zone,
        now: "2026-11-01T00:00:00Z".parse().unwrap(),
    }
}

pub(super) fn cases() -> Vec<Case> {
    let december = month((date(2026, 12, 1), date(2026, 12, 31)), 1, 100);
    // March 2027 has the change of the clock in it.
    let march = month((date(2027, 3, 1), date(2027, 3, 31)), 20, 100);
    for (month, resources) in [(&december, 1), (&march, 20)] {
        assert_eq!(month.resources.len(), resources);
        assert!(month.resources.iter().all(|resource| resource.busy.len() == 100));
        assert!(!month.offered().is_empty(), "a month without a free start is another workload");
    }
    vec![
        Case::new("slots-w1", move || drop(black_box(black_box(&december).offered()))),
        Case::new("slots-w2", move || drop(black_box(black_box(&march).offered()))),
    ]
}

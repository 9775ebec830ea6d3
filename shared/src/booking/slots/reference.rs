//! `offer_slots` against a reference that goes through every minute with jiff's own calendar and shares no code with it.

use std::collections::BTreeMap;

use jiff::{
    ToSpan,
    civil::{Date, DateTime, Time},
};
use proptest::prelude::*;

use super::*;
use crate::booking::schedule::{DateOverride, MinuteOfDay, WeeklyHours};

const ZONES: [&str; 10] = [
    "Europe/Brussels",
    "Europe/London",
    "America/New_York",
    "America/St_Johns",
    "America/Santiago",
    "America/Havana",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
];

/// One query with everything that decides it.
#[derive(Clone, Debug)]
struct Case {
    query: SlotQuery,
    service: ServiceTimes,
    company: Schedule,
    resources: Vec<ResourceCalendar>,
    zone: TimeZone,
    now: Timestamp,
}

impl Case {
    fn offered(&self) -> Vec<OfferedSlot> {
        offer_slots(&self.query, &self.service, &self.company, &self.resources, &self.zone, self.now)
    }

    fn resources_offering(&self, start: Timestamp) -> Vec<ResourceId> {
        resources_offering(start, &self.service, &self.company, &self.resources, &self.zone, self.now)
    }

    fn offered_if_nothing_were_busy(&self) -> Vec<OfferedSlot> {
        let mut case = self.clone();
        case.query.seats = 1;
        case.resources.iter_mut().for_each(|calendar| calendar.busy.clear());
        case.offered()
    }
}

/// What the reference knows of one open minute of the wall clock.
#[derive(Clone, Copy)]
struct OpenMinute {
    opening_of_the_date: DateTime,
    range_opens: DateTime,
    range_closes: DateTime,
}

fn wall_minute(date: Date, minute: i64) -> DateTime {
    DateTime::from_parts(date, Time::midnight()).checked_add(minute.minutes()).unwrap()
}

fn is_open(schedule: &Schedule, date: Date, minute: i64) -> bool {
    let within = |opens: MinuteOfDay, closes: MinuteOfDay| {
        let closes = if closes.minutes() == 1439 { 1440 } else { i64::from(closes.minutes()) };
        i64::from(opens.minutes()) <= minute && minute < closes
    };
    if schedule.overrides.iter().any(|hours| hours.date == date) {
        schedule.overrides.iter().any(|hours| hours.date == date && within(hours.opens, hours.closes))
    } else {
        schedule.weekly.iter().any(|hours| hours.weekday == date.weekday() && within(hours.opens, hours.closes))
    }
}

fn open_minutes(case: &Case, own: Option<&Schedule>) -> BTreeMap<DateTime, OpenMinute> {
    let first = case.query.from.checked_sub(3.days()).unwrap();
    let days = case.query.from.until(case.query.to).unwrap().get_days() + 8;
    let mut open = BTreeMap::new();
    let mut current: Option<OpenMinute> = None;
    for date in first.series(1.day()).take(usize::try_from(days).unwrap()) {
        for minute in 0..1440 {
            let wall = wall_minute(date, minute);
            if !is_open(&case.company, date, minute) || own.is_some_and(|own| !is_open(own, date, minute)) {
                current = None;
                continue;
            }
            let mut here =
                current.unwrap_or(OpenMinute { opening_of_the_date: wall, range_opens: wall, range_closes: wall });
            if minute == 0 {
                here.opening_of_the_date = wall;
            }
            current = Some(here);
            open.insert(wall, here);
        }
    }
    let mut closes: Option<DateTime> = None;
    for (wall, here) in open.iter_mut().rev() {
        // Going back, the first minute seen of a range is its last; the range ends with its first minute.
        here.range_closes = closes.unwrap_or(wall.checked_add(1.minute()).unwrap());
        closes = (here.range_opens != *wall).then_some(here.range_closes);
    }
    open
}

fn is_on_the_grid(service: &ServiceTimes, wall: DateTime, opening: DateTime) -> bool {
    let from = if service.align_to_hour { opening.with().minute(0).build().unwrap() } else { opening };
    wall.duration_since(from).as_mins() % i64::from(service.slot_interval_minutes) == 0
}

/// A start with who is free and how many seats are left.
type Start = (i64, Vec<(ResourceId, u32)>);

fn reference_slots(case: &Case) -> Vec<Start> {
    let service = &case.service;
    let mut slots: BTreeMap<i64, Vec<(ResourceId, u32)>> = BTreeMap::new();
    let meant = |wall: DateTime| case.zone.to_ambiguous_timestamp(wall).compatible().unwrap();
    let minutes = |count: u32| jiff::SignedDuration::from_mins(count.into());
    let today = case.zone.to_datetime(case.now).date();
    for calendar in &case.resources {
        let open = open_minutes(case, calendar.schedule.as_ref());
        let first = meant(wall_minute(case.query.from, -180)).as_second();
        let last = meant(wall_minute(case.query.to, 1440 + 180)).as_second();
        for second in (first..last).step_by(60) {
            let start = Timestamp::from_second(second).unwrap();
            let end = start + minutes(service.duration_minutes);
            let wall = case.zone.to_datetime(start);
            let date = wall.date();
            let Some(minute) = open.get(&wall) else { continue };
            let days_ahead = today.until(date).unwrap().get_days();
            if date < case.query.from
                || date > case.query.to
                || i64::from(days_ahead) > i64::from(service.booking_window_days)
                || start < case.now + minutes(service.minimum_notice_minutes)
                || !is_on_the_grid(service, wall, minute.opening_of_the_date)
                || start < meant(minute.range_opens)
                || end > meant(minute.range_closes)
            {
                continue;
            }
            let busy_from = (start - minutes(service.buffer_before_minutes)).as_second();
            let busy_until = (end + minutes(service.buffer_after_minutes)).as_second();
            let (shared, other): (Vec<&Busy>, Vec<&Busy>) = calendar.busy.iter().partition(|busy| {
                busy.service == service.service && busy.starts_at == second && busy.ends_at == end.as_second()
            });
            let seats: u32 = shared.iter().map(|busy| busy.seats).sum();
            let mut occupied = (busy_from..busy_until).step_by(60);
            let collides = occupied.any(|t| other.iter().any(|busy| busy.busy_from <= t && t < busy.busy_until));
            if !collides && seats + case.query.seats <= service.capacity {
                slots.entry(second).or_default().push((calendar.resource.clone(), service.capacity - seats));
            }
        }
    }
    slots.into_iter().collect()
}

fn minute_of_day() -> impl Strategy<Value = MinuteOfDay> {
    prop_oneof![
        6 => (0u16..=288).prop_map(|step| step * 5),
        2 => (0u16..=24).prop_map(|hour| hour * 60),
        1 => Just(0),
        2 => Just(1439),
        1 => Just(1440),
    ]
    .prop_map(|minutes| MinuteOfDay::new(minutes).unwrap())
}

fn schedule_around(date: Date) -> impl Strategy<Value = Schedule> {
    let weekday = (0i8..7).prop_map(|offset| jiff::civil::Weekday::from_monday_zero_offset(offset).unwrap());
    let hours = || {
        (minute_of_day(), minute_of_day(), 0u8..10).prop_map(|(a, b, kind)| match kind {
            0 => (a, b),
            // Long ranges, so that many cases have starts at the clock change.
            1..=3 => (MinuteOfDay::START_OF_DAY, a.max(b)),
            4..=6 => (a.min(b), MinuteOfDay::END_OF_DAY),
            _ => (a.min(b), a.max(b)),
        })
    };
    let weekly = (weekday, hours()).prop_map(|(weekday, (opens, closes))| WeeklyHours { weekday, opens, closes });
    let overrides = (-2i64..3, hours()).prop_map(move |(days, (opens, closes))| DateOverride {
        date: date.checked_add(days.days()).unwrap(),
        opens,
        closes,
    });
    (proptest::collection::vec(weekly, 6..20), proptest::collection::vec(overrides, 0..3))
        .prop_map(|(weekly, overrides)| Schedule { weekly, overrides })
}

fn service_times() -> impl Strategy<Value = ServiceTimes> {
    let pick = |values: &'static [u32]| proptest::sample::select(values);
    (
        pick(&[15, 30, 45, 60, 60, 90, 240, 1500]),
        pick(&[10, 15, 20, 30, 45, 60, 90, 150]),
        any::<bool>(),
        (pick(&[0, 0, 10, 15, 60]), pick(&[0, 0, 5, 30])),
        (pick(&[0, 0, 0, 30, 600, 1440]), prop_oneof![0u32..3, 3u32..8]),
        1u32..4,
    )
        .prop_map(|(duration, interval, align_to_hour, buffers, (notice, window), capacity)| ServiceTimes {
            service: ServiceId::new("lesson"),
            duration_minutes: duration,
            slot_interval_minutes: interval,
            align_to_hour,
            buffer_before_minutes: buffers.0,
            buffer_after_minutes: buffers.1,
            minimum_notice_minutes: notice,
            booking_window_days: window,
            capacity,
        })
}

/// A day of a clock change between 2010 and 2034 where the zone has any.
fn day_of_change() -> impl Strategy<Value = (TimeZone, Date)> {
    (proptest::sample::select(ZONES.as_slice()), 1_262_304_000_i64..2_051_222_400).prop_map(|(name, second)| {
        let zone = TimeZone::get(name).unwrap();
        let start = Timestamp::from_second(second).unwrap();
        let change = zone.following(start).next().map_or(start, |transition| transition.timestamp());
        let day = zone.to_datetime(change).date();
        (zone, day)
    })
}

/// Where a busy interval lies: near the start number `.0` of those offered, moved by `.1` five minutes, `.2` five minutes
/// long, or exactly its session.
type BusySpec = (prop::sample::Index, i64, i64, bool, u32);

fn case() -> impl Strategy<Value = Case> {
    day_of_change()
        .prop_flat_map(|(zone, day)| {
            let calendars = proptest::collection::vec(
                (
                    proptest::option::of(schedule_around(day)),
                    proptest::collection::vec(
                        (any::<prop::sample::Index>(), -30i64..30, 1i64..40, any::<bool>(), 1u32..3),
                        0..6,
                    ),
                ),
                1..3,
            );
            let dates = (-1i64..1, 0i64..2);
            let now = (-3i64 * 86_400..43_200, 0i32..2);
            (Just((zone, day)), dates, service_times(), schedule_around(day), calendars, now, 1u32..=2)
        })
        .prop_map(|((zone, day), (back, ahead), service, company, calendars, (now, nanosecond), seats)| {
            let midnight = zone.to_ambiguous_timestamp(wall_minute(day, 0)).compatible().unwrap();
            let from = day.checked_add(back.days()).unwrap();
            let query = SlotQuery { from, to: day.checked_add(ahead.days()).unwrap(), seats };
            let now = Timestamp::new(midnight.as_second() + now, nanosecond * 1_000_000).unwrap();
            let (schedules, busy): (Vec<_>, Vec<Vec<BusySpec>>) = calendars.into_iter().unzip();
            let resources = (0..).zip(schedules).map(|(number, schedule)| ResourceCalendar {
                resource: ResourceId::new(format!("r{number}")),
                schedule,
                busy: vec![],
            });
            let mut case = Case { query, service, company, resources: resources.collect(), zone, now };
            let starts: Vec<i64> = case.offered().iter().map(|slot| slot.starts_at.as_second()).collect();
            if !starts.is_empty() {
                for (calendar, specs) in case.resources.iter_mut().zip(busy) {
                    calendar.busy = specs.into_iter().map(|spec| busy_near(&case.service, &starts, spec)).collect();
                }
            }
            case
        })
}

fn busy_near(service: &ServiceTimes, starts: &[i64], (index, shift, length, session, seats): BusySpec) -> Busy {
    let start = *index.get(starts);
    let (busy_from, busy_until, starts_at, ends_at) = if session {
        let (from, until) = busy_interval(Timestamp::from_second(start).unwrap(), service);
        (from, until, start, start + i64::from(service.duration_minutes) * 60)
    } else {
        let from = start + shift * 300;
        (from, from + length * 300, from, from + length * 300)
    };
    // Some have the times of a session and are another service's.
    let name = if session && shift % 4 == 0 { "other" } else { "lesson" };
    Busy { busy_from, busy_until, service: ServiceId::new(name), starts_at, ends_at, seats }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn agrees_with_the_reference(case in case()) {
        let offered: Vec<Start> =
            case.offered().into_iter().map(|slot| (slot.starts_at.as_second(), slot.free)).collect();
        prop_assert_eq!(offered, reference_slots(&case));
    }

    #[test]
    fn exactly_what_is_offered_is_accepted(case in case(), shift in 1i64..3600) {
        for slot in case.offered_if_nothing_were_busy() {
            let free: Vec<ResourceId> = slot.free.iter().map(|(resource, _)| resource.clone()).collect();
            prop_assert_eq!(case.resources_offering(slot.starts_at), free);
        }
        let midnight = case.zone.to_ambiguous_timestamp(wall_minute(case.query.from, 0)).compatible().unwrap();
        for step in 0..100 {
            let start = midnight + jiff::SignedDuration::from_secs(shift + step * 900);
            let date = case.zone.to_datetime(start).date();
            let mut same_date = case.clone();
            (same_date.query.from, same_date.query.to) = (date, date);
            let slots = same_date.offered_if_nothing_were_busy();
            let offered = slots.iter().find(|slot| slot.starts_at == start);
            let free: Vec<ResourceId> = offered.iter().flat_map(|slot| &slot.free).map(|(id, _)| id.clone()).collect();
            prop_assert_eq!(case.resources_offering(start), free);
        }
    }

    #[test]
    fn the_queried_dates_do_not_move_the_grid(case in case()) {
        let mut day_by_day = Vec::new();
        for date in case.query.from.series(1.day()).take_while(|date| *date <= case.query.to) {
            let mut one_day = case.clone();
            (one_day.query.from, one_day.query.to) = (date, date);
            day_by_day.extend(one_day.offered());
        }
        // Where a clock goes back over midnight, the earlier date comes again after the later one has begun.
        day_by_day.sort_by_key(|slot| slot.starts_at);
        prop_assert_eq!(day_by_day, case.offered());
    }
}

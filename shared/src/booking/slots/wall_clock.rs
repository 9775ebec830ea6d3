//! The tenant's wall clock over a few days: the offsets from UTC that apply, and where they change.
//!
//! A query asks for hundreds of wall times between at most a few transitions. The zone is asked once per transition, and
//! each wall time is then one subtraction per offset.

use jiff::{Timestamp, tz::TimeZone};

const DAY_SECONDS: i64 = 86_400;

/// Offsets in ascending order; they cover all time without a hole.
pub(super) struct WallClock {
    spans: Vec<OffsetSpan>,
}

/// The instants `[from, until)` show this offset, in seconds.
struct OffsetSpan {
    from: i64,
    until: i64,
    offset: i64,
}

impl WallClock {
    /// The clock of a zone, exact on these days (see `schedule::epoch_day`).
    pub(super) fn new(zone: &TimeZone, first_day: i64, last_day: i64) -> Self {
        // A wall clock is up to 26 hours away from UTC on either side.
        let begins = timestamp_within_limits((first_day - 2) * DAY_SECONDS);
        let ends = timestamp_within_limits((last_day + 3) * DAY_SECONDS);
        let mut spans = Vec::new();
        let mut from = i64::MIN;
        let mut offset = i64::from(zone.to_offset(begins).seconds());
        for transition in zone.following(begins).take_while(|transition| transition.timestamp() < ends) {
            let next = i64::from(transition.offset().seconds());
            // A change of the zone's name or of its daylight flag alone moves no clock.
            if next != offset {
                let at = transition.timestamp().as_second();
                spans.push(OffsetSpan { from, until: at, offset });
                (from, offset) = (at, next);
            }
        }
        spans.push(OffsetSpan { from, until: i64::MAX, offset });
        Self { spans }
    }

    /// Every instant at which the clock shows this time, ascending: none in a gap, two where it is repeated. Both sides are
    /// seconds since 1970-01-01T00:00, of the wall clock and of UTC.
    pub(super) fn instants(&self, wall: i64) -> impl Iterator<Item = i64> + '_ {
        self.spans.iter().filter_map(move |span| {
            let instant = wall - span.offset;
            (span.from <= instant && instant < span.until).then_some(instant)
        })
    }

    /// The one instant that a wall time means (RFC 5545 section 3.3.5): the first occurrence of a repeated one; one that does
    /// not exist moves forward by the length of the gap.
    pub(super) fn resolve(&self, wall: i64) -> i64 {
        self.instants(wall).next().unwrap_or_else(|| {
            let before_gap = self.spans.iter().rev().find(|span| span.until <= wall - span.offset);
            wall - before_gap.map_or(0, |span| span.offset)
        })
    }
}

fn timestamp_within_limits(second: i64) -> Timestamp {
    let within = second.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    Timestamp::from_second(within).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use jiff::civil::DateTime;
    use proptest::prelude::*;

    use super::*;
    use crate::booking::schedule::epoch_day;

    fn seconds(wall: DateTime) -> i64 {
        TimeZone::UTC.to_timestamp(wall).unwrap().as_second()
    }

    fn clock(zone: &TimeZone, wall: DateTime) -> WallClock {
        WallClock::new(zone, epoch_day(wall.date()), epoch_day(wall.date()))
    }

    #[test]
    fn gaps_and_repeated_times() {
        // zone, wall time, every instant, the one instant meant
        let cases: &[(&str, &str, &[&str], &str)] = &[
            ("Europe/Brussels", "2026-03-29T01:59", &["2026-03-29T00:59Z"], "2026-03-29T00:59Z"),
            ("Europe/Brussels", "2026-03-29T02:00", &[], "2026-03-29T01:00Z"),
            ("Europe/Brussels", "2026-03-29T03:00", &["2026-03-29T01:00Z"], "2026-03-29T01:00Z"),
            ("Europe/Brussels", "2026-10-25T02:30", &["2026-10-25T00:30Z", "2026-10-25T01:30Z"], "2026-10-25T00:30Z"),
            ("Europe/London", "2018-03-25T01:30", &[], "2018-03-25T01:30Z"),
            ("Europe/London", "2018-10-28T01:30", &["2018-10-28T00:30Z", "2018-10-28T01:30Z"], "2018-10-28T00:30Z"),
            ("America/New_York", "2017-03-12T02:30", &[], "2017-03-12T07:30Z"),
            ("America/New_York", "2017-11-05T01:30", &["2017-11-05T05:30Z", "2017-11-05T06:30Z"], "2017-11-05T05:30Z"),
            // Half an hour of daylight saving time.
            ("Australia/Lord_Howe", "2026-10-04T02:15", &[], "2026-10-03T15:45Z"),
            (
                "Australia/Lord_Howe",
                "2026-04-05T01:45",
                &["2026-04-04T14:45Z", "2026-04-04T15:15Z"],
                "2026-04-04T14:45Z",
            ),
            // A gap at midnight, and a whole date that never was.
            ("Asia/Beirut", "2026-03-29T00:00", &[], "2026-03-28T22:00Z"),
            ("Pacific/Apia", "2011-12-30T12:00", &[], "2011-12-30T22:00Z"),
            ("Asia/Kathmandu", "2026-06-01T00:00", &["2026-05-31T18:15Z"], "2026-05-31T18:15Z"),
        ];
        for (zone, wall, every, meant) in cases {
            let (zone, wall): (_, DateTime) = (TimeZone::get(zone).unwrap(), wall.parse().unwrap());
            let clock = clock(&zone, wall);
            let parse = |text: &str| text.parse::<Timestamp>().unwrap().as_second();
            let every: Vec<i64> = every.iter().copied().map(parse).collect();
            assert_eq!(clock.instants(seconds(wall)).collect::<Vec<_>>(), every, "{wall}");
            assert_eq!(clock.resolve(seconds(wall)), parse(meant), "{wall}");
        }
    }

    #[test]
    fn fixed_offsets_and_the_ends_of_time() {
        for zone in [TimeZone::UTC, jiff::tz::offset(-12).to_time_zone()] {
            let wall = jiff::civil::date(2026, 6, 1).at(9, 0, 0, 0);
            let expected = zone.to_timestamp(wall).unwrap().as_second();
            assert_eq!(clock(&zone, wall).resolve(seconds(wall)), expected);
        }
        for wall in [jiff::civil::Date::MIN, jiff::civil::Date::MAX] {
            let day = epoch_day(wall);
            let clock = WallClock::new(&TimeZone::get("Europe/Brussels").unwrap(), day, day);
            assert_eq!(clock.instants(day * DAY_SECONDS).count(), 1);
        }
    }

    proptest! {
        #[test]
        fn agrees_with_jiff(
            name in proptest::sample::select(vec![
                "Europe/Brussels", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Africa/Casablanca", "Asia/Beirut",
                "America/St_Johns", "Africa/Cairo", "America/Havana", "Antarctica/Troll", "Pacific/Apia", "Asia/Kathmandu",
            ]),
            second in 1_262_304_000_i64..2_051_222_400, // 2010 to 2034
            minutes_around in -180_i64..180,
            minutes_moved in -180_i64..180,
        ) {
            let zone = TimeZone::get(name).unwrap();
            let second = second - second.rem_euclid(60);
            let start = Timestamp::from_second(second).unwrap();
            // Any time, and a time near the next transition.
            let near = zone.following(start).next().map_or(second, |t| t.timestamp().as_second() + minutes_around * 60);
            for second in [second, near] {
                let wall = zone.to_datetime(Timestamp::from_second(second).unwrap());
                let clock = clock(&zone, wall);
                prop_assert!(clock.instants(seconds(wall)).any(|instant| instant == second));
                for wall in [wall, wall.saturating_add(jiff::Span::new().minutes(minutes_moved))] {
                    let clock = self::clock(&zone, wall);
                    let day = epoch_day(wall.date());
                    let year = WallClock::new(&zone, day - 200, day + 200);
                    prop_assert_eq!(clock.resolve(seconds(wall)), year.resolve(seconds(wall)));
                    let meant = zone.to_ambiguous_timestamp(wall).compatible().unwrap().as_second();
                    prop_assert_eq!(clock.resolve(seconds(wall)), meant);
                    let occurrences = match zone.to_ambiguous_timestamp(wall).offset() {
                        jiff::tz::AmbiguousOffset::Gap { .. } => 0,
                        jiff::tz::AmbiguousOffset::Unambiguous { .. } => 1,
                        jiff::tz::AmbiguousOffset::Fold { .. } => 2,
                    };
                    prop_assert_eq!(clock.instants(seconds(wall)).count(), occurrences);
                }
            }
        }
    }
}

//! Working hours: weekly rules and date overrides in the tenant's wall time.
//!
//! Everything here is wall time, counted in minutes; `slots` turns it into instants as the last step. Bookings and absences
//! are not working hours: they are busy intervals and `slots` removes them.

use std::{fmt, ops::RangeInclusive};

use jiff::civil::{Date, Weekday};

/// Minutes of one wall-clock day.
pub(crate) const DAY_MINUTES: i64 = 1440;

/// A wall-clock time with minute precision, 00:00 to 24:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MinuteOfDay(u16);

/// Why a text or a number is not a minute of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MinuteOfDayError {
    /// Not two digits, a colon and two digits.
    #[error("a time of day is written HH:MM")]
    Malformed,
    /// Later than 24:00, or more than 59 minutes past the hour.
    #[error("a time of day is between 00:00 and 24:00")]
    OutOfRange,
}

impl MinuteOfDayError {
    /// The stable code of this error.
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "time_of_day_malformed",
            Self::OutOfRange => "time_of_day_out_of_range",
        }
    }
}

impl MinuteOfDay {
    /// 00:00.
    pub const START_OF_DAY: Self = Self(0);
    /// 24:00, midnight at the end of the day.
    pub const END_OF_DAY: Self = Self(1440);

    /// The time that many minutes after 00:00; at most 1440.
    ///
    /// # Errors
    /// [`MinuteOfDayError::OutOfRange`] beyond 24:00.
    pub fn new(minutes: u16) -> Result<Self, MinuteOfDayError> {
        if minutes <= Self::END_OF_DAY.0 { Ok(Self(minutes)) } else { Err(MinuteOfDayError::OutOfRange) }
    }

    /// Parses `HH:MM`, `00:00` to `24:00`.
    ///
    /// # Errors
    /// [`MinuteOfDayError`].
    pub fn parse(text: &str) -> Result<Self, MinuteOfDayError> {
        let &[h1, h2, b':', m1, m2] = text.as_bytes() else { return Err(MinuteOfDayError::Malformed) };
        let two_digits = |tens: u8, ones: u8| match (tens, ones) {
            (b'0'..=b'9', b'0'..=b'9') => Ok(u16::from(tens - b'0') * 10 + u16::from(ones - b'0')),
            _ => Err(MinuteOfDayError::Malformed),
        };
        let (hours, minutes) = (two_digits(h1, h2)?, two_digits(m1, m2)?);
        if minutes > 59 {
            return Err(MinuteOfDayError::OutOfRange);
        }
        Self::new(hours * 60 + minutes)
    }

    /// Minutes after 00:00.
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for MinuteOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A weekly rule: open on this weekday in `[opens, closes)`. As an end, 23:59 and 24:00 both mean midnight at the end of the
/// day; a rule whose end is not after its start is skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WeeklyHours {
    /// The day of the week.
    pub weekday: Weekday,
    /// First open minute.
    pub opens: MinuteOfDay,
    /// First minute that is closed again.
    pub closes: MinuteOfDay,
}

/// The hours of one tenant-local date instead of its weekly rules. Several overrides of one date are united;
/// 00:00-00:00 closes the date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DateOverride {
    /// The tenant-local date.
    pub date: Date,
    /// First open minute.
    pub opens: MinuteOfDay,
    /// First minute that is closed again.
    pub closes: MinuteOfDay,
}

/// Working hours of the company or of one resource. The default is never open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Schedule {
    /// Rules that repeat every week, in any order; they may overlap.
    pub weekly: Vec<WeeklyHours>,
    /// Exceptions for single dates, in any order.
    pub overrides: Vec<DateOverride>,
}

/// A half-open range of wall time, in minutes since 1970-01-01T00:00 on the same wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WallRange {
    /// First open minute.
    pub opens: i64,
    /// First minute that is closed again.
    pub closes: i64,
}

impl Schedule {
    /// The open ranges of these days (see [`epoch_day`]): sorted, neither overlapping nor touching. A range that runs past
    /// midnight is one range.
    pub fn open_ranges(&self, days: RangeInclusive<i64>) -> Vec<WallRange> {
        let overrides: Vec<(i64, &DateOverride)> = self
            .overrides
            .iter()
            .map(|exception| (epoch_day(exception.date), exception))
            .filter(|(day, _)| days.contains(day))
            .collect();
        let mut ranges = Vec::new();
        for day in days {
            if overrides.iter().any(|(date, _)| *date == day) {
                let today = overrides.iter().filter(|(date, _)| *date == day);
                ranges.extend(today.filter_map(|(_, hours)| range_on(day, hours.opens, hours.closes)));
            } else {
                let weekday = weekday_of(day);
                let today =
                    self.weekly.iter().filter(|hours| i64::from(hours.weekday.to_monday_zero_offset()) == weekday);
                ranges.extend(today.filter_map(|hours| range_on(day, hours.opens, hours.closes)));
            }
        }
        merge(ranges)
    }
}

/// The working ranges of a resource: its own hours within the company's, which are the outer bound. A resource without
/// hours of its own works whenever the company is open.
pub fn working_ranges(company: &Schedule, resource: Option<&Schedule>, days: RangeInclusive<i64>) -> Vec<WallRange> {
    let outer = company.open_ranges(days.clone());
    match resource {
        Some(schedule) => intersect(&outer, &schedule.open_ranges(days)),
        None => outer,
    }
}

/// Days from 1970-01-01 to this date.
pub fn epoch_day(date: Date) -> i64 {
    date.duration_since(jiff::civil::date(1970, 1, 1)).as_hours().div_euclid(24)
}

/// Monday is 0; 1970-01-01 was a Thursday.
fn weekday_of(epoch_day: i64) -> i64 {
    (epoch_day + 3).rem_euclid(7)
}

fn range_on(epoch_day: i64, opens: MinuteOfDay, closes: MinuteOfDay) -> Option<WallRange> {
    // A form that cannot say 24:00 says 23:59; a minute lost each midnight would split a round-the-clock range.
    let closes = if closes.0 == 1439 { MinuteOfDay::END_OF_DAY } else { closes };
    let midnight = epoch_day * DAY_MINUTES;
    (opens < closes).then(|| WallRange { opens: midnight + i64::from(opens.0), closes: midnight + i64::from(closes.0) })
}

/// Sorts, and joins ranges that overlap or touch.
fn merge(mut ranges: Vec<WallRange>) -> Vec<WallRange> {
    ranges.sort_unstable();
    ranges.dedup_by(|later, earlier| {
        let joined = later.opens <= earlier.closes;
        if joined {
            earlier.closes = earlier.closes.max(later.closes);
        }
        joined
    });
    ranges
}

/// What both merged lists contain. Ranges that only touch have nothing in common.
fn intersect(left: &[WallRange], right: &[WallRange]) -> Vec<WallRange> {
    let mut common = Vec::new();
    let (mut left, mut right) = (left, right);
    while let (Some((a, left_rest)), Some((b, right_rest))) = (left.split_first(), right.split_first()) {
        let (opens, closes) = (a.opens.max(b.opens), a.closes.min(b.closes));
        if opens < closes {
            common.push(WallRange { opens, closes });
        }
        // The range that ends first can meet nothing further on.
        if a.closes <= b.closes {
            left = left_rest;
        } else {
            right = right_rest;
        }
    }
    common
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Rules as [`schedule`] reads them.
    pub(crate) type Rules<'a> = &'a [&'a str];

    fn at(text: &str) -> MinuteOfDay {
        MinuteOfDay::parse(text).unwrap()
    }

    /// `Mon 09:00-12:30` and `Mon-Fri 09:00-12:30` are weekly rules, `2026-12-25 00:00-00:00` is an override.
    pub(crate) fn schedule(rules: Rules<'_>) -> Schedule {
        let named = |name: &str| ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].iter().position(|day| *day == name);
        let mut schedule = Schedule::default();
        for rule in rules {
            let (days, hours) = rule.split_once(' ').unwrap();
            let (opens, closes) = hours.split_once('-').unwrap();
            let (opens, closes) = (at(opens), at(closes));
            let (first, last) = days.split_once('-').unwrap_or((days, days));
            if let (Some(first), Some(last)) = (named(first), named(last)) {
                schedule.weekly.extend((first..=last).map(|offset| {
                    let weekday = Weekday::from_monday_zero_offset(i8::try_from(offset).unwrap()).unwrap();
                    WeeklyHours { weekday, opens, closes }
                }));
            } else {
                schedule.overrides.push(DateOverride { date: days.parse().unwrap(), opens, closes });
            }
        }
        schedule
    }

    fn days(first: &str, last: &str) -> RangeInclusive<i64> {
        epoch_day(first.parse().unwrap())..=epoch_day(last.parse().unwrap())
    }

    fn print(ranges: &[WallRange]) -> Vec<String> {
        let wall = |minute: i64| jiff::Timestamp::from_second(minute * 60).unwrap().strftime("%d %H:%M").to_string();
        ranges.iter().map(|range| format!("{}-{}", wall(range.opens), wall(range.closes))).collect()
    }

    #[test]
    fn minute_of_day_is_parsed_and_printed() {
        for text in ["00:00", "00:01", "09:10", "23:59", "24:00"] {
            assert_eq!(at(text).to_string(), text);
        }
        for text in ["", "9:00", "09:0", "09-00", "0a:00", "09:00 ", "+9:00", "09:00:00", "٠٩:٠٠"] {
            assert_eq!(MinuteOfDay::parse(text), Err(MinuteOfDayError::Malformed), "{text}");
        }
        for text in ["24:01", "25:00", "99:99", "12:60"] {
            assert_eq!(MinuteOfDay::parse(text), Err(MinuteOfDayError::OutOfRange), "{text}");
        }
        assert_eq!(MinuteOfDay::new(1441).map_err(MinuteOfDayError::code), Err("time_of_day_out_of_range"));
    }

    #[test]
    fn epoch_days_and_weekdays_agree_with_the_calendar() {
        for text in ["-9999-01-01", "1969-12-31", "1970-01-01", "2024-02-29", "2026-12-01", "9999-12-31"] {
            let date: Date = if let Some(rest) = text.strip_prefix('-') { format!("-00{rest}") } else { text.into() }
                .parse()
                .unwrap();
            assert_eq!(weekday_of(epoch_day(date)), i64::from(date.weekday().to_monday_zero_offset()), "{text}");
        }
        assert_eq!(epoch_day(jiff::civil::date(1970, 1, 2)), 1);
        assert_eq!(epoch_day(jiff::civil::date(1969, 12, 31)), -1);
    }

    #[test]
    fn open_ranges_are_merged() {
        // 2026-06-01 is a Monday.
        let cases: &[(Rules<'_>, (&str, &str), &[&str])] = &[
            (&["Mon 06:00-10:00", "Mon 08:00-10:00"], ("2026-06-01", "2026-06-07"), &["01 06:00-01 10:00"]),
            (
                &["Mon 13:00-17:00", "Mon 09:00-12:30"],
                ("2026-06-01", "2026-06-07"),
                &["01 09:00-01 12:30", "01 13:00-01 17:00"],
            ),
            (&["Mon 09:00-12:00", "Mon 12:00-13:00"], ("2026-06-01", "2026-06-01"), &["01 09:00-01 13:00"]),
            (&["Mon 17:00-09:00", "Mon 10:00-10:00"], ("2026-06-01", "2026-06-07"), &[]),
            (&["Mon 00:00-23:59", "Tue 00:00-23:59"], ("2026-06-01", "2026-06-07"), &["01 00:00-03 00:00"]),
            (&["Mon 23:00-24:00", "Tue 00:00-00:30"], ("2026-06-01", "2026-06-07"), &["01 23:00-02 00:30"]),
            (&["Mon 09:00-23:58"], ("2026-06-01", "2026-06-01"), &["01 09:00-01 23:58"]),
        ];
        for (rules, (first, last), expected) in cases {
            assert_eq!(print(&schedule(rules).open_ranges(days(first, last))), *expected, "{rules:?}");
        }
    }

    #[test]
    fn nights_and_year_ends_lose_and_double_nothing() {
        let nights = schedule(&["Mon-Fri 23:00-23:59", "Tue-Sat 00:00-00:30"]);
        assert_eq!(
            print(&nights.open_ranges(days("2026-06-01", "2026-06-07"))),
            ["01 23:00-02 00:30", "02 23:00-03 00:30", "03 23:00-04 00:30", "04 23:00-05 00:30", "05 23:00-06 00:30"]
        );
        assert_eq!(
            print(&schedule(&["Mon-Sun 09:00-17:00"]).open_ranges(days("2023-12-30", "2024-01-02"))),
            ["30 09:00-30 17:00", "31 09:00-31 17:00", "01 09:00-01 17:00", "02 09:00-02 17:00"]
        );
    }

    #[test]
    fn an_override_replaces_its_date() {
        let cases: &[(Rules<'_>, &[&str])] = &[
            (
                &["Mon 09:00-17:00", "Tue 09:00-17:00", "2026-06-01 10:00-15:00"],
                &["01 10:00-01 15:00", "02 09:00-02 17:00"],
            ),
            (&["Mon 09:00-17:00", "Tue 09:00-17:00", "2026-06-01 00:00-00:00"], &["02 09:00-02 17:00"]),
            (
                &["Tue 09:00-17:00", "2026-06-01 08:00-09:00", "2026-06-01 20:00-23:59"],
                &["01 08:00-01 09:00", "01 20:00-02 00:00", "02 09:00-02 17:00"],
            ),
            // United, so one that closes and one that opens: open.
            (&["Mon 09:00-17:00", "2026-06-01 00:00-00:00", "2026-06-01 12:00-13:00"], &["01 12:00-01 13:00"]),
            // A range that runs into a closed date ends at midnight.
            (&["Mon 22:00-24:00", "Tue 00:00-02:00", "2026-06-02 00:00-00:00"], &["01 22:00-02 00:00"]),
            (&["2026-05-31 09:00-17:00", "2026-06-03 09:00-17:00"], &[]),
        ];
        for (rules, expected) in cases {
            assert_eq!(print(&schedule(rules).open_ranges(days("2026-06-01", "2026-06-02"))), *expected, "{rules:?}");
        }
        // The Monday rule of 1970-01-12 gives way to the date's own hours.
        let ranges = schedule(&["Mon 08:00-10:30", "1970-01-12 09:00-12:30"]).open_ranges(0..=29);
        let milliseconds: Vec<(i64, i64)> =
            ranges.iter().map(|range| (range.opens * 60_000, range.closes * 60_000)).collect();
        assert_eq!(
            milliseconds,
            [
                (374_400_000, 383_400_000),
                (982_800_000, 995_400_000),
                (1_584_000_000, 1_593_000_000),
                (2_188_800_000, 2_197_800_000)
            ]
        );
    }

    #[test]
    fn resource_hours_stay_within_company_hours() {
        let cases: &[(Rules<'_>, Option<Rules<'_>>, &[&str])] = &[
            (&["Mon 09:00-13:00"], Some(&["Mon 13:00-17:00"]), &[]),
            (&["Mon 09:00-13:00"], Some(&["Mon 11:00-17:00"]), &["01 11:00-01 13:00"]),
            (&["Mon 09:00-13:00"], None, &["01 09:00-01 13:00"]),
            (&["Mon 09:00-13:00"], Some(&[]), &[]),
            (
                &["Mon 09:00-17:00"],
                Some(&["Mon 08:00-10:00", "Mon 12:00-13:00", "Mon 16:00-20:00"]),
                &["01 09:00-01 10:00", "01 12:00-01 13:00", "01 16:00-01 17:00"],
            ),
            (&["Mon 09:00-17:00", "2026-06-01 12:00-14:00"], Some(&["Mon 08:00-13:00"]), &["01 12:00-01 13:00"]),
            (
                &["Mon 00:00-24:00", "Tue 00:00-24:00"],
                Some(&["Mon 22:00-24:00", "Tue 00:00-03:00"]),
                &["01 22:00-02 03:00"],
            ),
        ];
        for (company, resource, expected) in cases {
            let resource = resource.map(schedule);
            let ranges = working_ranges(&schedule(company), resource.as_ref(), days("2026-06-01", "2026-06-02"));
            assert_eq!(print(&ranges), *expected, "{company:?}");
        }
        // Three people are free together only where all three are.
        let week = days("2026-06-01", "2026-06-07");
        let [a, b, c] = ["Mon 09:00-14:00", "Mon 12:00-17:00", "Mon 10:00-15:00"]
            .map(|rule| schedule(&[rule]).open_ranges(week.clone()));
        assert_eq!(print(&intersect(&intersect(&a, &b), &c)), ["01 12:00-01 14:00"]);
        assert_eq!(intersect(&c, &intersect(&b, &a)), intersect(&intersect(&a, &b), &c));
    }
}

//! The month grid: civil dates without a clock or a zone, and the weeks in which they are drawn.

/// A civil date of the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year and month.
    pub month: Month,
    /// Day of the month, from 1.
    pub day: u8,
}

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Year, such as 2026.
    pub year: i32,
    /// Month of the year, from 1.
    pub month: u8,
}

/// A key that moves in the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// By a number of days.
    Days(i32),
    /// By a number of months, to the same day or the month's last.
    Months(i32),
    /// To the first day of the week.
    WeekStart,
    /// To the last day of the week.
    WeekEnd,
}

impl Month {
    /// The month that lies `count` months later.
    #[must_use]
    pub const fn plus(self, count: i32) -> Self {
        let months = self.year * 12 + self.month as i32 - 1 + count;
        // `rem_euclid(12)` is below 12.
        Self { year: months.div_euclid(12), month: months.rem_euclid(12) as u8 + 1 }
    }

    /// Number of days.
    #[must_use]
    pub const fn days(self) -> u8 {
        match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0) => 29,
            2 => 28,
            _ => 31,
        }
    }

    /// Its first day.
    #[must_use]
    pub const fn first(self) -> Date {
        Date { month: self, day: 1 }
    }

    /// Its last day.
    #[must_use]
    pub const fn last(self) -> Date {
        Date { month: self, day: self.days() }
    }

    /// Its weeks, from the locale's first weekday (1 is Monday, 7 is Sunday), with gaps before the first and after the
    /// last day.
    #[must_use]
    pub fn weeks(self, first_weekday: u8) -> Vec<[Option<Date>; 7]> {
        let mut weeks = Vec::with_capacity(6);
        let mut week = [None; 7];
        let mut column = days_into_week(self.first(), first_weekday);
        for day in 1..=self.days() {
            if let Some(cell) = week.get_mut(column) {
                *cell = Some(Date { month: self, day });
            }
            column += 1;
            if column == 7 {
                weeks.push(week);
                week = [None; 7];
                column = 0;
            }
        }
        if column > 0 {
            weeks.push(week);
        }
        weeks
    }
}

impl Date {
    /// Parses `YYYY-MM-DD`; anything after it, such as a time, is left alone.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let number = |from: usize, to: usize| text.get(from..to)?.parse::<u16>().ok();
        if text.as_bytes().get(4) != Some(&b'-') || text.as_bytes().get(7) != Some(&b'-') {
            return None;
        }
        let month = Month { year: i32::from(number(0, 4)?), month: u8::try_from(number(5, 7)?).ok()? };
        let day = u8::try_from(number(8, 10)?).ok()?;
        ((1..=12).contains(&month.month) && (1..=month.days()).contains(&day)).then_some(Self { month, day })
    }

    /// The text `YYYY-MM-DD`.
    #[must_use]
    pub fn text(self) -> String {
        let mut text = String::with_capacity(10);
        push_digits(&mut text, self.month.year, 1000);
        text.push('-');
        push_digits(&mut text, i32::from(self.month.month), 10);
        text.push('-');
        push_digits(&mut text, i32::from(self.day), 10);
        text
    }

    /// 1 for Monday to 7 for Sunday.
    #[must_use]
    pub const fn weekday(self) -> u8 {
        // Day 0 of the count is 1 March 2000, a Wednesday. `rem_euclid(7)` is below 7.
        (self.days_since_epoch() + 2).rem_euclid(7) as u8 + 1
    }

    /// Where a key leads from here.
    #[must_use]
    pub fn moved(self, by: Move, first_weekday: u8) -> Self {
        let column = i32::try_from(days_into_week(self, first_weekday)).unwrap_or_default();
        match by {
            Move::Days(count) => self.plus_days(count),
            Move::Months(count) => {
                let month = self.month.plus(count);
                Self { month, day: self.day.min(month.days()) }
            }
            Move::WeekStart => self.plus_days(-column),
            Move::WeekEnd => self.plus_days(6 - column),
        }
    }

    /// The day that lies `count` days later.
    #[must_use]
    pub fn plus_days(self, count: i32) -> Self {
        let mut month = self.month;
        let mut day = i32::from(self.day) + count;
        while day < 1 {
            month = month.plus(-1);
            day += i32::from(month.days());
        }
        while day > i32::from(month.days()) {
            day -= i32::from(month.days());
            month = month.plus(1);
        }
        // Between 1 and 31 after the loops.
        Self { month, day: u8::try_from(day).unwrap_or(1) }
    }

    /// Days since 1 March 2000. Years that start in March put the leap day last, so a month's offset has one formula.
    const fn days_since_epoch(self) -> i32 {
        let shifted = self.month.plus(-2);
        let years = shifted.year - 2000;
        let months = shifted.month as i32 - 1;
        years * 365 + years.div_euclid(4) - years.div_euclid(100)
            + years.div_euclid(400)
            + (months * 153 + 2) / 5
            + self.day as i32
            - 1
    }
}

/// 0 for the first column of the week to 6 for the last.
const fn days_into_week(date: Date, first_weekday: u8) -> usize {
    ((date.weekday() + 7 - first_weekday) % 7) as usize
}

fn push_digits(text: &mut String, number: i32, mut place: i32) {
    while place > 0 {
        // A digit is below 10.
        text.push(char::from(b'0' + u8::try_from((number / place).rem_euclid(10)).unwrap_or_default()));
        place /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, Month, Move};
    use jiff::civil;

    const MONDAY: u8 = 1;
    const SUNDAY: u8 = 7;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap_or_else(|| panic!("{text} is a date"))
    }

    /// jiff is the oracle for every day of the years around us.
    #[test]
    fn weekdays_lengths_and_steps_agree_with_jiff() {
        let mut expected = civil::date(1999, 12, 1);
        let mut day = date("1999-12-01");
        while expected.year() < 2104 {
            assert_eq!(day.text(), expected.to_string());
            assert_eq!(i8::try_from(day.weekday()), Ok(expected.weekday().to_monday_one_offset()), "{expected}");
            assert_eq!(i8::try_from(day.month.days()), Ok(expected.days_in_month()), "{expected}");
            assert_eq!(Date::parse(&day.text()), Some(day));
            assert_eq!(day.plus_days(1).plus_days(-1), day);
            expected = expected.tomorrow().unwrap();
            day = day.plus_days(1);
        }
    }

    #[test]
    fn dates_that_are_not_parsed() {
        for text in [
            "",
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "2026-1-01",
            "2026/01/01",
            "tomorrow",
            "20é6-01-01",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert_eq!(Date::parse("2026-03-01T10:00:00Z"), Some(date("2026-03-01")));
    }

    #[test]
    fn keys_of_the_grid() {
        let table = [
            ("2026-03-31", Move::Days(1), MONDAY, "2026-04-01"),
            ("2026-01-01", Move::Days(-7), MONDAY, "2025-12-25"),
            ("2026-01-31", Move::Months(1), MONDAY, "2026-02-28"),
            ("2028-02-29", Move::Months(12), MONDAY, "2029-02-28"),
            ("2026-01-15", Move::Months(-1), MONDAY, "2025-12-15"),
            ("2026-03-04", Move::WeekStart, MONDAY, "2026-03-02"),
            ("2026-03-04", Move::WeekEnd, MONDAY, "2026-03-08"),
            ("2026-03-04", Move::WeekStart, SUNDAY, "2026-03-01"),
            ("2026-03-01", Move::WeekStart, MONDAY, "2026-02-23"),
            ("2026-03-01", Move::WeekEnd, SUNDAY, "2026-03-07"),
        ];
        for (from, by, first_weekday, to) in table {
            assert_eq!(date(from).moved(by, first_weekday).text(), to, "{from} {by:?}");
        }
    }

    #[test]
    fn weeks_of_a_month() {
        let table = [
            // February 2027 starts on a Monday and has 28 days: exactly four weeks.
            (Month { year: 2027, month: 2 }, MONDAY, 4, 0),
            (Month { year: 2027, month: 2 }, SUNDAY, 5, 1),
            (Month { year: 2026, month: 3 }, MONDAY, 6, 6),
            (Month { year: 2026, month: 3 }, SUNDAY, 5, 0),
        ];
        for (month, first_weekday, rows, gaps) in table {
            let weeks = month.weeks(first_weekday);
            assert_eq!(weeks.len(), rows, "{month:?}");
            assert_eq!(weeks[0].iter().take_while(|day| day.is_none()).count(), gaps, "{month:?}");
            let days: Vec<u8> = weeks.iter().flatten().flatten().map(|day| day.day).collect();
            assert_eq!(days, (1..=month.days()).collect::<Vec<_>>(), "{month:?}");
        }
    }
}

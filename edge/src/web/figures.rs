//! Dates, times and amounts as the dashboard writes them: in English, with the currency once per column.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use shared::{
    format,
    language::Language,
    money::{Amount, UnitPrice},
};

/// Cents with two decimals: `1,234.50`. Sums of many documents may be larger than one amount can be.
pub fn cents(cents: i64) -> String {
    let digits = cents.unsigned_abs().to_string();
    let padded = format!("{digits:0>3}");
    let (whole, fraction) = padded.split_at(padded.len().saturating_sub(2));
    let mut grouped = String::with_capacity(whole.len().saturating_mul(2));
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && whole.len().saturating_sub(place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{}{grouped}.{fraction}", if cents < 0 { "-" } else { "" })
}

/// An amount in a column that names its currency.
pub fn amount(amount: Amount) -> String {
    format::amount(amount, Language::En)
}

/// An amount with its currency.
pub fn money(amount: Amount, currency: &str) -> String {
    format::money(amount, currency, Language::En)
}

/// A unit price in a column that names its currency.
pub fn unit_price(price: UnitPrice) -> String {
    format::unit_price(price, Language::En)
}

/// A date: `Tue 3 March 2026`.
pub fn day(date: Date) -> String {
    format::short_date(date, Language::En)
}

/// A date in a column: `3 Mar 2026`.
pub fn short_day(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// When something takes place, from wall times: `Tue 3 March 2026, 14:00–15:00`.
pub fn period(starts_at: &str, ends_at: &str) -> String {
    format::period(starts_at, ends_at, Language::En)
}

/// The day of a wall time in a column: `Tue 3 Mar 2026`.
pub fn day_of(starts_at: &str) -> String {
    match starts_at.parse::<DateTime>() {
        Ok(start) => start.strftime("%a %-d %b %Y").to_string(),
        Err(_) => starts_at.to_owned(),
    }
}

/// The clock times of wall times under their day: `14:00–15:00`, with the date of the end where it is another day.
pub fn clock_times(starts_at: &str, ends_at: &str) -> String {
    match (starts_at.parse::<DateTime>(), ends_at.parse::<DateTime>()) {
        (Ok(start), Ok(end)) if start.date() == end.date() => format::time_range(start, end, Language::En),
        (Ok(start), Ok(end)) => format!("{} – {}", start.strftime("%H:%M"), end.strftime("%a %-d %b, %H:%M")),
        _ => ends_at.to_owned(),
    }
}

/// A stored instant in a column: `3 Mar 2026, 14:05`; a text that is no instant is shown as it is.
pub fn short_moment(instant: &str, zone: &TimeZone) -> String {
    match instant.parse::<Timestamp>() {
        Ok(at) => zone.to_datetime(at).strftime("%-d %b %Y, %H:%M").to_string(),
        Err(_) => instant.to_owned(),
    }
}

/// A stored instant in a zone: `Tue 3 March 2026, 14:05`; a text that is no instant is shown as it is.
pub fn moment(instant: &str, zone: &TimeZone) -> String {
    match instant.parse::<Timestamp>() {
        Ok(at) => {
            let local = zone.to_datetime(at);
            format!("{}, {}", day(local.date()), local.strftime("%H:%M"))
        }
        Err(_) => instant.to_owned(),
    }
}

/// A count with its noun: `1 booking`, `3 bookings`.
pub fn count(number: u64, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cents_are_grouped() {
        for (value, shown) in [
            (0, "0.00"),
            (5, "0.05"),
            (-5, "-0.05"),
            (12_345, "123.45"),
            (123_456, "1,234.56"),
            (-100_000_000, "-1,000,000.00"),
            (123_456_789, "1,234,567.89"),
        ] {
            assert_eq!(cents(value), shown);
        }
    }

    #[test]
    fn wall_times_are_split_into_day_and_clock() {
        for (starts_at, ends_at, shown) in [
            ("2026-12-01T09:00", "2026-12-01T11:30", "Tue 1 Dec 2026 | 09:00–11:30"),
            ("2026-12-01T22:00", "2026-12-02T01:00", "Tue 1 Dec 2026 | 22:00 – Wed 2 Dec, 01:00"),
        ] {
            assert_eq!(format!("{} | {}", day_of(starts_at), clock_times(starts_at, ends_at)), shown);
        }
    }

    #[test]
    fn instants_are_shown_in_the_zone() {
        let zone = TimeZone::get("Europe/Brussels").unwrap();
        assert_eq!(moment("2026-12-01T09:05:00Z", &zone), "Tue 1 December 2026, 10:05");
        assert_eq!(moment("soon", &zone), "soon");
    }
}

//! Amounts, dates and times as people read them, for documents, mail and pages.
//!
//! The widget formats with the browser's `Intl`; what is printed or sent formats here, to the same strings. Spaces inside
//! a value never break a line: U+00A0 beside a sign, U+202F between French thousands.

use jiff::civil::{Date, DateTime, Weekday};

use crate::{
    language::Language,
    money::{Amount, Percentage, Quantity, UnitPrice},
};

const NO_BREAK_SPACE: &str = "\u{a0}";

/// An amount with its currency: `€1,234.50`, `€ 1.234,50`, `1 234,50 €`.
pub fn money(amount: Amount, currency: &str, language: Language) -> String {
    let text = amount.to_string();
    let (sign, size) = text.strip_prefix('-').map_or(("", text.as_str()), |size| ("-", size));
    let size = decimal(size, language);
    let symbol = currency_symbol(currency);
    // A symbol stands close to an English figure, a code does not.
    let gap = if symbol == currency { NO_BREAK_SPACE } else { "" };
    match language {
        Language::En => format!("{sign}{symbol}{gap}{size}"),
        Language::Nl => format!("{symbol}{NO_BREAK_SPACE}{sign}{size}"),
        Language::Fr | Language::De => format!("{sign}{size}{NO_BREAK_SPACE}{symbol}"),
    }
}

/// An amount in a column that names its currency: `1,234.50`.
pub fn amount(amount: Amount, language: Language) -> String {
    decimal(&amount.to_string(), language)
}

/// A unit price in a column that names its currency: `20.6612`.
pub fn unit_price(price: UnitPrice, language: Language) -> String {
    decimal(&price.to_string(), language)
}

/// A quantity: `2`, `1.5`.
pub fn quantity(quantity: Quantity, language: Language) -> String {
    decimal(&quantity.to_string(), language)
}

/// A rate: `21%` in English and Dutch, `21 %` in French and German.
pub fn percentage(rate: Percentage, language: Language) -> String {
    let gap = match language {
        Language::En | Language::Nl => "",
        Language::Fr | Language::De => NO_BREAK_SPACE,
    };
    format!("{}{gap}%", decimal(&rate.to_string(), language))
}

/// A date without its weekday: `3 March 2026`.
pub fn date(date: Date, language: Language) -> String {
    let month = month(date, language);
    let (day, year) = (date.day(), date.year());
    match (language, day) {
        (Language::En | Language::Nl, _) => format!("{day} {month} {year}"),
        (Language::Fr, 1) => format!("1er {month} {year}"),
        (Language::Fr, _) => format!("{day} {month} {year}"),
        (Language::De, _) => format!("{day}. {month} {year}"),
    }
}

/// A date with its short weekday: `Tue 3 March 2026`.
pub fn short_date(day: Date, language: Language) -> String {
    let weekday = short_weekday(day.weekday(), language);
    let comma = if language == Language::De { "," } else { "" };
    format!("{weekday}{comma} {}", date(day, language))
}

/// A date with its weekday in full: `Tuesday 3 March 2026`.
pub fn long_date(day: Date, language: Language) -> String {
    let weekday = weekday(day.weekday(), language);
    let comma = if language == Language::De { "," } else { "" };
    format!("{weekday}{comma} {}", date(day, language))
}

/// When something takes place, in wall time: `Tue 3 March 2026, 14:00–15:00`, and both dates where it ends on another day.
///
/// The wall times are `YYYY-MM-DDTHH:MM` as documents store them; a text of another shape is shown as it is.
pub fn period(starts_at: &str, ends_at: &str, language: Language) -> String {
    match (starts_at.parse::<DateTime>(), ends_at.parse::<DateTime>()) {
        (Ok(start), Ok(end)) if start.date() == end.date() => {
            format!("{}, {}", short_date(start.date(), language), time_range(start, end, language))
        }
        (Ok(start), Ok(end)) => {
            let day_and_time = |at: DateTime| format!("{}, {}", short_date(at.date(), language), clock(at));
            format!("{} – {}{}", day_and_time(start), day_and_time(end), clock_word(language))
        }
        _ => format!("{starts_at} – {ends_at}"),
    }
}

/// The clock times of a period within one day, in wall time: `14:00–15:00`.
pub fn time_range(start: DateTime, end: DateTime, language: Language) -> String {
    let dash = if language == Language::Fr { "\u{a0}–\u{a0}" } else { "–" };
    format!("{}{dash}{}{}", clock(start), clock(end), clock_word(language))
}

/// An IBAN in groups of four: `BE68 5390 0754 7034`.
pub fn iban(iban: &str) -> String {
    let mut grouped = String::with_capacity(iban.len());
    for (place, character) in iban.chars().filter(|c| !c.is_whitespace()).enumerate() {
        if place > 0 && place.is_multiple_of(4) {
            grouped.push(' ');
        }
        grouped.push(character);
    }
    grouped
}

/// A Belgian enterprise number as it is printed: `0202.239.951`; any other text as it is.
pub fn enterprise_number(registration: &str) -> String {
    let digits: String = registration.chars().filter(char::is_ascii_digit).collect();
    match (digits.len(), digits.get(..4), digits.get(4..7), digits.get(7..)) {
        (10, Some(head), Some(middle), Some(tail)) if registration.len() == 10 => format!("{head}.{middle}.{tail}"),
        _ => registration.to_owned(),
    }
}

/// A plain decimal such as `-1234.5` with the marks of the language.
fn decimal(plain: &str, language: Language) -> String {
    let (thousands, point) = match language {
        Language::En => (",", "."),
        Language::Nl | Language::De => (".", ","),
        Language::Fr => ("\u{202f}", ","),
    };
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut text = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && whole.len().saturating_sub(place).is_multiple_of(3) {
            text.push_str(thousands);
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push_str(point);
        text.push_str(fraction);
    }
    text
}

fn currency_symbol(code: &str) -> &str {
    match code {
        "EUR" => "€",
        "GBP" => "£",
        other => other,
    }
}

fn clock(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

fn clock_word(language: Language) -> &'static str {
    if language == Language::De { "\u{a0}Uhr" } else { "" }
}

fn month(date: Date, language: Language) -> &'static str {
    let months = match language {
        Language::En => [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        Language::Nl => [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
        Language::Fr => [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        Language::De => [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
    };
    named(&months, date.month())
}

fn weekday(day: Weekday, language: Language) -> &'static str {
    let days = match language {
        Language::En => ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        Language::Nl => ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
        Language::Fr => ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
        Language::De => ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    };
    named(&days, day.to_monday_one_offset())
}

fn short_weekday(day: Weekday, language: Language) -> &'static str {
    let days = match language {
        Language::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        Language::Nl => ["ma", "di", "wo", "do", "vr", "za", "zo"],
        Language::Fr => ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
        Language::De => ["Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."],
    };
    named(&days, day.to_monday_one_offset())
}

/// The name at a place counted from 1.
fn named(names: &[&'static str], place: i8) -> &'static str {
    let index = usize::try_from(place).unwrap_or_default().saturating_sub(1);
    names.get(index).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil;

    const ALL: [Language; 4] = [Language::En, Language::Nl, Language::Fr, Language::De];

    #[test]
    fn amounts_read_as_in_belgium() {
        for (plain, currency, [en, nl, fr, de]) in [
            ("1234.50", "EUR", ["€1,234.50", "€\u{a0}1.234,50", "1\u{202f}234,50\u{a0}€", "1.234,50\u{a0}€"]),
            ("0.05", "EUR", ["€0.05", "€\u{a0}0,05", "0,05\u{a0}€", "0,05\u{a0}€"]),
            ("999.00", "EUR", ["€999.00", "€\u{a0}999,00", "999,00\u{a0}€", "999,00\u{a0}€"]),
            ("-12.5", "EUR", ["-€12.50", "€\u{a0}-12,50", "-12,50\u{a0}€", "-12,50\u{a0}€"]),
            (
                "1234567.89",
                "GBP",
                ["£1,234,567.89", "£\u{a0}1.234.567,89", "1\u{202f}234\u{202f}567,89\u{a0}£", "1.234.567,89\u{a0}£"],
            ),
            ("10.00", "CHF", ["CHF\u{a0}10.00", "CHF\u{a0}10,00", "10,00\u{a0}CHF", "10,00\u{a0}CHF"]),
        ] {
            let value = Amount::parse(plain).unwrap();
            assert_eq!(ALL.map(|language| money(value, currency, language)), [en, nl, fr, de], "{plain}");
        }
        let value = Amount::parse("-100000.00").unwrap();
        assert_eq!(ALL.map(|l| amount(value, l)), ["-100,000.00", "-100.000,00", "-100\u{202f}000,00", "-100.000,00"]);
    }

    #[test]
    fn prices_quantities_and_rates() {
        let price = UnitPrice::parse("1020.6612").unwrap();
        assert_eq!(ALL.map(|l| unit_price(price, l)), ["1,020.6612", "1.020,6612", "1\u{202f}020,6612", "1.020,6612"]);
        let half = Quantity::parse("1.5").unwrap();
        assert_eq!(ALL.map(|l| quantity(half, l)), ["1.5", "1,5", "1,5", "1,5"]);
        let rate = Percentage::parse("5.5").unwrap();
        assert_eq!(ALL.map(|l| percentage(rate, l)), ["5.5%", "5,5%", "5,5\u{a0}%", "5,5\u{a0}%"]);
    }

    #[test]
    fn dates_put_the_day_first() {
        let day = civil::date(2026, 3, 3);
        assert_eq!(ALL.map(|l| date(day, l)), ["3 March 2026", "3 maart 2026", "3 mars 2026", "3. März 2026"]);
        assert_eq!(
            ALL.map(|l| short_date(day, l)),
            ["Tue 3 March 2026", "di 3 maart 2026", "mar. 3 mars 2026", "Di., 3. März 2026"]
        );
        assert_eq!(
            ALL.map(|l| long_date(civil::date(2026, 12, 27), l)),
            [
                "Sunday 27 December 2026",
                "zondag 27 december 2026",
                "dimanche 27 décembre 2026",
                "Sonntag, 27. Dezember 2026"
            ]
        );
        assert_eq!(date(civil::date(2026, 8, 1), Language::Fr), "1er août 2026");
    }

    #[test]
    fn every_month_and_weekday_has_a_name() {
        for language in ALL {
            for number in 1..=12 {
                assert!(!month(civil::date(2026, number, 1), language).is_empty());
                let day = civil::date(2026, 6, number); // June 2026 begins on a Monday
                assert!(
                    !weekday(day.weekday(), language).is_empty() && !short_weekday(day.weekday(), language).is_empty()
                );
            }
        }
    }

    #[test]
    fn periods_name_the_second_day_only_where_it_differs() {
        let (start, end) = ("2026-03-03T14:00", "2026-03-03T15:30");
        assert_eq!(
            ALL.map(|l| period(start, end, l)),
            [
                "Tue 3 March 2026, 14:00–15:30",
                "di 3 maart 2026, 14:00–15:30",
                "mar. 3 mars 2026, 14:00\u{a0}–\u{a0}15:30",
                "Di., 3. März 2026, 14:00–15:30\u{a0}Uhr",
            ]
        );
        assert_eq!(
            period("2026-12-31T22:00", "2027-01-01T02:00", Language::En),
            "Thu 31 December 2026, 22:00 – Fri 1 January 2027, 02:00"
        );
        assert_eq!(period("soon", "2027-01-01T02:00", Language::En), "soon – 2027-01-01T02:00");
    }

    #[test]
    fn account_and_enterprise_numbers_are_grouped() {
        assert_eq!(iban("BE68539007547034"), "BE68 5390 0754 7034");
        assert_eq!(iban("NO9386011117947"), "NO93 8601 1117 947");
        assert_eq!(enterprise_number("0202239951"), "0202.239.951");
        for other in ["0202.239.951", "HRB 1234", "", "12345678901", "é202239951"] {
            assert_eq!(enterprise_number(other), other);
        }
    }
}

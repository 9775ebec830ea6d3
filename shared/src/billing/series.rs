//! Number series: what the next number is, whether prefix and first number can still be set, and why not.
//!
//! A series belongs to a tenant, a kind of document and a year. It begins with its first document, or with what a file
//! manager sets before that, once. From then on it is continuous (Belgian Royal Decree no. 1, art. 5).

use jiff::civil::Date;

use crate::{billing::number::SeriesKind, fault::Fault, limits, tenant::role::AdminRole};

/// How a series began, if it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Began {
    /// Not yet.
    No,
    /// A file manager set prefix and first number on this day; no document used it yet.
    Set(Date),
    /// It has documents; the first of them is this one.
    InUse {
        /// Its number.
        number: String,
        /// Its date.
        issue_date: Date,
    },
}

/// A series as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Which documents.
    pub kind: SeriesKind,
    /// Year of issue.
    pub year: i16,
    /// What its numbers begin with.
    pub prefix: String,
    /// Place of the next number in it.
    pub next: u32,
    /// How it began.
    pub began: Began,
}

/// Why prefix and first number of a series cannot be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeriesLock {
    /// It has documents.
    InUse {
        /// Number of the first one.
        number: String,
        /// Its date.
        issue_date: Date,
    },
    /// It was set before, on this day.
    SetBefore(Date),
    /// Only a file manager may.
    NotFileManager,
}

impl Series {
    /// The next number as it will be printed.
    pub fn next_number(&self) -> String {
        number_text(&self.prefix, self.year, self.next)
    }

    /// Why it cannot be set by somebody of this role; none where it can.
    pub fn lock(&self, role: AdminRole) -> Option<SeriesLock> {
        match &self.began {
            Began::InUse { number, issue_date } => {
                Some(SeriesLock::InUse { number: number.clone(), issue_date: *issue_date })
            }
            Began::Set(day) => Some(SeriesLock::SetBefore(*day)),
            Began::No => (!role.may_set_series()).then_some(SeriesLock::NotFileManager),
        }
    }
}

/// A number as the database writes it: `INV-2026-0001`.
pub fn number_text(prefix: &str, year: i16, sequence: u32) -> String {
    format!("{prefix}-{year}-{sequence:04}")
}

/// Where a series shall begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesStart {
    /// What its numbers begin with: 1 to 10 letters, digits and inner hyphens.
    pub prefix: String,
    /// Its first number, from 1.
    pub first: u32,
}

impl SeriesStart {
    /// Reads what was typed for a series. `taken` are the prefixes that other kinds of this tenant ever had: two kinds with
    /// one prefix would make the same number.
    ///
    /// # Errors
    /// The fields `prefix` and `first_number` to mend, each with a sentence that says how.
    pub fn parse<'t>(
        kind: SeriesKind,
        prefix: &str,
        first: &str,
        taken: impl IntoIterator<Item = &'t str>,
    ) -> Result<Self, Vec<Fault>> {
        let (prefix, first) = (checked_prefix(kind, prefix, taken), checked_first(first));
        match (prefix, first) {
            (Ok(prefix), Ok(first)) => Ok(Self { prefix, first }),
            (prefix, first) => Err(prefix.err().into_iter().chain(first.err()).collect()),
        }
    }
}

fn checked_prefix<'t>(kind: SeriesKind, text: &str, taken: impl IntoIterator<Item = &'t str>) -> Result<String, Fault> {
    let fault = |detail: String| Err(Fault::new("prefix", "prefix", detail));
    let known = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    let fits = (1..=limits::SERIES_PREFIX_CHARS_MAX).contains(&text.len()) && text.bytes().all(known);
    if !fits || text.starts_with('-') || text.ends_with('-') {
        return fault(format!(
            "Use 1 to {} letters A to Z, digits, and hyphens between them, such as F or SHOP-2.",
            limits::SERIES_PREFIX_CHARS_MAX
        ));
    }
    let of_other = SeriesKind::ALL.into_iter().find(|other| *other != kind && same(other.prefix(), text));
    if let Some(other) = of_other {
        return fault(format!("{} is kept for {}. Choose another prefix.", other.prefix(), other.plural()));
    }
    if taken.into_iter().any(|taken| same(taken, text)) {
        return fault(format!(
            "{text} is the prefix of other documents already. Choose another one, so that no number exists twice."
        ));
    }
    Ok(text.to_owned())
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

fn checked_first(text: &str) -> Result<u32, Fault> {
    let only_digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match text.parse() {
        Ok(first) if only_digits && (1..=limits::SERIES_FIRST_MAX).contains(&first) => Ok(first),
        _ => Err(Fault::new(
            "first_number",
            "first_number",
            format!(
                "Enter the first number as a whole number from 1 to {}, such as 1 or 101.",
                limits::SERIES_FIRST_MAX
            ),
        )),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_start_is_read_or_says_what_to_mend() {
        for (prefix, first, expected) in [
            ("F", "1", "F-2026-0001"),
            ("SHOP-2", "101", "SHOP-2-2026-0101"),
            ("inv", "900000", "inv-2026-900000"),
            ("0123456789", "0012", "0123456789-2026-0012"),
            ("", "1", "prefix"),
            ("01234567890", "1", "prefix"),
            ("-F", "1", "prefix"),
            ("F-", "1", "prefix"),
            ("F/", "1", "prefix"),
            ("F 1", "1", "prefix"),
            ("É", "1", "prefix"),
            ("QUO", "1", "prefix"),
            ("crn", "1", "prefix"),
            ("old", "1", "prefix"),
            ("F", "0", "first_number"),
            ("F", "900001", "first_number"),
            ("F", "+1", "first_number"),
            ("F", "1.5", "first_number"),
            ("F", "", "first_number"),
            ("F", "99999999999", "first_number"),
            ("*", "x", "prefix first_number"),
        ] {
            let start = SeriesStart::parse(SeriesKind::Invoice, prefix, first, ["OLD"]);
            let text = match start {
                Ok(start) => number_text(&start.prefix, 2026, start.first),
                Err(faults) => faults.iter().map(|fault| fault.pointer.as_str()).collect::<Vec<_>>().join(" "),
            };
            assert_eq!(text, expected, "{prefix:?} {first:?}");
        }
    }

    #[test]
    fn a_series_is_set_once_before_its_first_document_by_a_file_manager() {
        let issue_date = date(2026, 3, 3);
        let in_use = || Began::InUse { number: "INV-2026-0001".into(), issue_date };
        let used = || Some(SeriesLock::InUse { number: "INV-2026-0001".into(), issue_date });
        for (began, role, lock) in [
            (Began::No, AdminRole::FileManager, None),
            (Began::No, AdminRole::Admin, Some(SeriesLock::NotFileManager)),
            (Began::Set(issue_date), AdminRole::FileManager, Some(SeriesLock::SetBefore(issue_date))),
            (Began::Set(issue_date), AdminRole::Admin, Some(SeriesLock::SetBefore(issue_date))),
            (in_use(), AdminRole::FileManager, used()),
            (in_use(), AdminRole::Admin, used()),
        ] {
            let series = Series { kind: SeriesKind::Invoice, year: 2026, prefix: "INV".into(), next: 7, began };
            assert_eq!((series.lock(role), series.next_number().as_str()), (lock, "INV-2026-0007"));
        }
    }

    proptest! {
        #[test]
        fn two_starts_make_one_number_only_if_they_are_the_same(
            one in "[A-Z0-9](-?[A-Z0-9]){0,4}", other in "[A-Z0-9](-?[A-Z0-9]){0,4}", years in (2000i16..2100, 2000i16..2100), places in (1u32..1_000_000, 1u32..1_000_000),
        ) {
            let (first, second) = (number_text(&one, years.0, places.0), number_text(&other, years.1, places.1));
            prop_assert_eq!(first == second, (one, years.0, places.0) == (other, years.1, places.1));
        }
    }
}

//! An attempt to book: the id that makes a retry safe, kept with the service and the start until it is answered.

use uuid::Builder;

/// What is kept for the life of the tab. It never holds anything that the customer typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// UUIDv7 of the booking.
    pub id: String,
    /// Name of the service, for the message after a mismatch.
    pub service: String,
    /// RFC 3339 start, for the same message.
    pub starts_at: String,
}

impl Attempt {
    /// The text under which it is kept: three lines, as neither an id nor an instant has a line break.
    #[must_use]
    pub fn text(&self) -> String {
        [self.id.as_str(), &self.starts_at, &self.service].join("\n")
    }

    /// Reads what [`Self::text`] wrote; none for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.splitn(3, '\n').map(str::to_owned);
        let (id, starts_at, service) = (lines.next()?, lines.next()?, lines.next()?);
        (uuid::Uuid::try_parse(&id).is_ok() && !starts_at.is_empty()).then_some(Self { id, service, starts_at })
    }
}

/// A UUIDv7 (RFC 9562) from the present in Unix milliseconds and ten random bytes.
#[must_use]
pub fn booking_id(now_milliseconds: u64, random: [u8; 10]) -> String {
    Builder::from_unix_timestamp_millis(now_milliseconds, &random).into_uuid().hyphenated().to_string()
}

#[cfg(test)]
mod tests {
    use super::{Attempt, booking_id};

    #[test]
    fn ids_are_version_7_and_sort_by_time() {
        let first = booking_id(1_796_000_000_000, [0xff; 10]);
        let later = booking_id(1_796_000_000_001, [0; 10]);
        assert_eq!(first, "01a229f1-2800-7fff-bfff-ffffffffffff");
        assert!(first < later);
    }

    #[test]
    fn text_round_trip() {
        let attempt = Attempt {
            id: booking_id(1, [1; 10]),
            service: "Windows,\ninside and outside".into(),
            starts_at: "2026-12-01T09:00:00Z".into(),
        };
        assert_eq!(Attempt::parse(&attempt.text()), Some(attempt));
        for text in ["", "x", "not-an-id\n2026-12-01T09:00:00Z\nWindows", "\n\n"] {
            assert_eq!(Attempt::parse(text), None, "{text:?}");
        }
    }
}

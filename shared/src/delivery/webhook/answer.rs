//! What the answer of a receiver means, and when a message is sent again.

use jiff::{SignedDuration, Timestamp, fmt::rfc2822};

/// Waits between attempts, in seconds: the plan that the specification gives as an example, over three days. Its first wait
/// is 15 seconds here, because work is looked for no more often.
const WAITS: [i64; 9] = [15, 5 * 60, 30 * 60, 2 * 3_600, 5 * 3_600, 10 * 3_600, 14 * 3_600, 20 * 3_600, 24 * 3_600];

/// The longest that a receiver may ask us to wait.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// What an attempt came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The receiver has the message.
    Delivered,
    /// The receiver wants no more messages at all (410).
    Gone,
    /// It failed. It is tried again where attempts are left; redirects are failures, too.
    Failed,
}

/// What a status code means.
pub fn judge(status: u16) -> Verdict {
    match status {
        200..=299 => Verdict::Delivered,
        410 => Verdict::Gone,
        _ => Verdict::Failed,
    }
}

/// How long to wait after this many failed attempts; none once they are used up. A receiver that names a time is obeyed, up
/// to a day, and never before the plan's own wait. Messages that failed together are spread by up to a tenth of the wait.
pub fn wait_after(attempts: u32, asked: Option<SignedDuration>, spread: u8) -> Option<SignedDuration> {
    let place = usize::try_from(attempts.checked_sub(1)?).ok()?;
    let planned = *WAITS.get(place)?;
    let spread = planned.saturating_mul(i64::from(spread)).div_euclid(10 * 255);
    let planned = SignedDuration::from_secs(planned.saturating_add(spread));
    Some(asked.map_or(planned, |asked| asked.min(LONGEST).max(planned)))
}

/// Reads `Retry-After`: seconds, or a date. What is neither asks for nothing.
pub fn retry_after(value: &str, now: Timestamp) -> Option<SignedDuration> {
    let value = value.trim();
    if !value.is_empty() && value.len() <= 9 && value.bytes().all(|b| b.is_ascii_digit()) {
        return value.parse().ok().map(SignedDuration::from_secs);
    }
    let at = rfc2822::DateTimeParser::new().parse_timestamp(value).ok()?;
    Some(at.duration_since(now).max(SignedDuration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_success_is_success_and_only_410_ends_it() {
        for (status, verdict) in [
            (200, Verdict::Delivered),
            (202, Verdict::Delivered),
            (204, Verdict::Delivered),
            (299, Verdict::Delivered),
            (100, Verdict::Failed),
            (301, Verdict::Failed),
            (302, Verdict::Failed),
            (308, Verdict::Failed),
            (400, Verdict::Failed),
            (404, Verdict::Failed),
            (410, Verdict::Gone),
            (429, Verdict::Failed),
            (500, Verdict::Failed),
            (504, Verdict::Failed),
            (0, Verdict::Failed),
        ] {
            assert_eq!(judge(status), verdict, "{status}");
        }
    }

    #[test]
    fn waits_follow_the_plan_and_end() {
        let minutes = |attempts| wait_after(attempts, None, 0).map(|wait| wait.as_secs() / 60);
        let planned: Vec<_> = (1..=10).map(minutes).collect();
        let minutes =
            [Some(0), Some(5), Some(30), Some(120), Some(300), Some(600), Some(840), Some(1_200), Some(1_440), None];
        assert_eq!(planned, minutes);
        assert_eq!(wait_after(0, None, 0), None);
        assert_eq!(wait_after(u32::MAX, None, 0), None);
        let total: i64 = WAITS.iter().sum();
        assert!((3 * 86_400..4 * 86_400).contains(&total), "three days");
    }

    #[test]
    fn the_spread_is_at_most_a_tenth() {
        assert_eq!(wait_after(2, None, 255), Some(SignedDuration::from_secs(330)));
        assert_eq!(wait_after(2, None, 128), Some(SignedDuration::from_secs(315)));
    }

    #[test]
    fn what_the_receiver_asks_for_is_bounded_both_ways() {
        let wait = |asked: i64| wait_after(2, Some(SignedDuration::from_secs(asked)), 0).map(|wait| wait.as_secs());
        assert_eq!((wait(1), wait(600), wait(10_000_000)), (Some(300), Some(600), Some(86_400)));
        assert_eq!(wait_after(10, Some(SignedDuration::from_secs(1)), 0), None);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = "2026-11-30T08:00:00Z".parse().unwrap();
        for (value, expected) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("Mon, 30 Nov 2026 08:05:00 GMT", Some(300)),
            ("Mon, 30 Nov 2026 07:00:00 GMT", Some(0)),
            ("999999999", Some(999_999_999)),
            ("", None),
            ("-5", None),
            ("1.5", None),
            ("9999999999", None),
            ("soon", None),
        ] {
            assert_eq!(retry_after(value, now).map(|wait| wait.as_secs()), expected, "{value}");
        }
    }
}

//! When work that did not succeed is tried again.

use jiff::SignedDuration;

/// Waits between attempts, in seconds: quick at first for a peer that restarts, then slowly, over five days in all.
const WAITS: [i64; 15] =
    [15, 60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200, 57_600, 57_600, 57_600, 57_600, 86_400];

/// The longest that a peer may ask us to wait.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// How long to wait after this many failed attempts; none once they are used up. A peer that names a time (Retry-After) is
/// obeyed, up to a day, and never before the plan's own wait.
pub fn wait_after(attempts: u32, asked: Option<SignedDuration>) -> Option<SignedDuration> {
    let place = usize::try_from(attempts.checked_sub(1)?).ok()?;
    let planned = SignedDuration::from_secs(*WAITS.get(place)?);
    Some(asked.map_or(planned, |asked| asked.min(LONGEST).max(planned)))
}

/// The most attempts that anything gets.
pub fn attempts_max() -> u32 {
    u32::try_from(WAITS.len()).unwrap_or(u32::MAX).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let secs = |attempts, asked: Option<i64>| {
            wait_after(attempts, asked.map(SignedDuration::from_secs)).map(|wait| wait.as_secs())
        };
        for (attempts, asked, wait) in [
            (1, None, Some(15)),
            (2, None, Some(60)),
            (3, None, Some(300)),
            (15, None, Some(86_400)),
            (16, None, None),
            (0, None, None),
            (u32::MAX, None, None),
            (1, Some(120), Some(120)),
            (4, Some(120), Some(900)),
            (1, Some(-5), Some(15)),
            (1, Some(1_000_000), Some(86_400)),
            (16, Some(1), None),
        ] {
            assert_eq!(secs(attempts, asked), wait, "{attempts} {asked:?}");
        }
        assert_eq!(attempts_max(), 16);
        assert!(WAITS.is_sorted());
    }
}

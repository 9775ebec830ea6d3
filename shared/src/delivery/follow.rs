//! When an access point is asked what became of a document that it took.

use jiff::SignedDuration;

/// Until which age of the sending it is asked how often, in seconds: most documents arrive within a minute.
const PLAN: [(i64, i64); 5] =
    [(600, 60), (3_600, 300), (6 * 3_600, 1_800), (2 * 86_400, 3 * 3_600), (7 * 86_400, 12 * 3_600)];

/// How long to wait before it is asked again, by how long ago it took the document; none once nobody asks any more.
pub fn next_look(age: SignedDuration) -> Option<SignedDuration> {
    let age = age.as_secs();
    PLAN.iter().find(|(until, _)| age < *until).map(|(_, wait)| SignedDuration::from_secs(*wait))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_become_rare_and_end() {
        for (age, wait) in [
            (-5, Some(60)),
            (0, Some(60)),
            (599, Some(60)),
            (600, Some(300)),
            (3_600, Some(1_800)),
            (86_400, Some(10_800)),
            (6 * 86_400, Some(43_200)),
            (7 * 86_400, None),
            (i64::MAX, None),
        ] {
            assert_eq!(next_look(SignedDuration::from_secs(age)).map(|wait| wait.as_secs()), wait, "{age}");
        }
    }
}

//! Times of the parts that a person waits for, natively: `npm run bench` runs this and judges the figures.
//!
//! Each case is run in turn, round after round, so that a busy machine slows all of them alike. The last line on stdout is
//! JSON: each name with the nanoseconds of its best round and of the median of the rounds, and bytes by name.
#![allow(clippy::disallowed_methods, reason = "a bench reads the clock")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a bench stops where it fails")]

mod documents;
mod slots;

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

/// Work to be timed.
struct Case {
    name: &'static str,
    work: Box<dyn FnMut()>,
}

impl Case {
    fn new(name: &'static str, work: impl FnMut() + 'static) -> Self {
        Self { name, work: Box::new(work) }
    }

    /// Seconds of one run, as the mean of so many.
    fn time(&mut self, runs: u32) -> Duration {
        let started = Instant::now();
        for _ in 0..runs {
            (self.work)();
        }
        started.elapsed() / runs
    }
}

/// How long one case runs in one round.
const ROUND: Duration = Duration::from_millis(30);
const ROUNDS: usize = 15;

fn main() {
    let mut bytes = BTreeMap::new();
    let mut cases: Vec<Case> = slots::cases().into_iter().chain(documents::cases(&mut bytes)).collect();
    let runs: Vec<u32> = cases
        .iter_mut()
        .map(|case| {
            case.time(1); // what is made once, such as tables of a library, is not timed
            let once = case.time(3).max(Duration::from_nanos(1));
            u32::try_from(ROUND.as_nanos() / once.as_nanos()).unwrap_or(u32::MAX).clamp(1, 20_000)
        })
        .collect();
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); cases.len()];
    for _ in 0..ROUNDS {
        for ((case, runs), times) in cases.iter_mut().zip(&runs).zip(&mut times) {
            times.push(case.time(*runs));
        }
    }
    let nanoseconds: BTreeMap<&str, [u128; 2]> = cases
        .iter()
        .zip(&mut times)
        .map(|(case, times)| {
            times.sort();
            (case.name, [0, ROUNDS / 2].map(|place| times.get(place).map_or(0, Duration::as_nanos)))
        })
        .collect();
    println!("{}", serde_json::json!({ "nanoseconds": nanoseconds, "bytes": bytes }));
}

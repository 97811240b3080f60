//! Many runs on all cores, each in a world and a runtime of its own.
//!
//! It must never know: what is run.

use crate::{
    campaign::{self, Plot},
    coverage::Coverage,
};
use std::{
    io::Write as _,
    num::NonZero,
    ops::Range,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    thread,
};

/// Broken promises that are told in full; a broken rule breaks in every seed.
const TOLD: usize = 20;
/// A long run says how far it is, after so many seeds.
const TOLD_EVERY: u64 = 1_000;

fn threads() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Does something with each of a list; the results come in the list's order.
pub(crate) fn in_parallel<T: Sync, R: Send>(list: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..threads() {
            scope.spawn(|| {
                while let Some((at, item)) = Some(next.fetch_add(1, Ordering::Relaxed))
                    .and_then(|at| list.get(at).map(|item| (at, item)))
                {
                    let result = work(item);
                    results.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}

/// Runs these seeds. Answers what was covered, and what was broken with how to see it again.
pub(crate) fn campaign(seeds: Range<u64>, plot: Plot) -> (Coverage, Vec<String>) {
    let next = AtomicU64::new(seeds.start);
    let all = Mutex::new((Coverage::default(), Vec::new(), 0_u64));
    thread::scope(|scope| {
        for _ in 0..threads() {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end {
                        break;
                    }
                    let outcome = campaign::run(seed, plot);
                    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
                    all.0.merge(&outcome.coverage);
                    all.2 += 1;
                    if all.2 % TOLD_EVERY == 0 {
                        let (sales, broken) = (all.0.counted("sales"), all.1.len());
                        announce(&format!("{sales} sales, {broken} seeds with a broken rule\n"));
                    }
                    if !outcome.violations.is_empty() && all.1.len() < TOLD {
                        all.1.push(format!(
                            "seed {seed} (to see it again: cargo xtask simulate-sales --seed {seed}):\n  {}",
                            outcome.violations.join("\n  ")
                        ));
                    }
                }
            });
        }
    });
    let (coverage, broken, _) = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    (coverage, broken)
}

/// A number given from outside.
pub(crate) fn variable(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// Says something to whoever runs the tests, also where they pass: the figures are the proof.
pub(crate) fn announce(text: &str) {
    // Not `print!`, which the test runner keeps to itself.
    std::io::stdout().write_all(text.as_bytes()).expect("stdout is open");
}

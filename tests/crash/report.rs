//! What a campaign came to, as tables; and its jobs on the machine's cores.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// Enough to keep two cores busy while one job waits for a disk or a poll.
const JOBS_AT_ONCE: usize = 3;

/// One row: a kind of blow, and what became of the sales it hit.
#[derive(Debug, Default)]
pub(crate) struct Row {
    /// Runs, those included that ended before the blow fell.
    runs: usize,
    kills: usize,
    /// Which calls of a run were the last one.
    hit: BTreeSet<usize>,
    /// The most calls any run had.
    calls: usize,
    verdicts: BTreeMap<String, usize>,
}

/// All rows, and how long a killed till took to be usable again.
#[derive(Debug, Default)]
pub(crate) struct Report {
    rows: BTreeMap<String, Row>,
    restarts: Vec<Duration>,
}

impl Report {
    pub(crate) fn killed(&mut self, row: &str, verdict: &str) {
        let row = self.rows.entry(row.to_owned()).or_default();
        row.runs += 1;
        row.kills += 1;
        *row.verdicts.entry(verdict.to_owned()).or_default() += 1;
    }

    pub(crate) fn outlived(&mut self, row: &str) {
        self.rows.entry(row.to_owned()).or_default().runs += 1;
    }

    /// A run had so many calls; the last one was the fatal one, or there was none.
    pub(crate) fn calls(&mut self, row: &str, calls: usize, is_fatal: bool) {
        let row = self.rows.entry(row.to_owned()).or_default();
        row.calls = row.calls.max(calls);
        if is_fatal {
            row.hit.insert(calls);
        }
    }

    pub(crate) fn restarted(&mut self, took: Duration) {
        self.restarts.push(took);
    }

    pub(crate) fn kills(&self) -> usize {
        self.rows.values().map(|row| row.kills).sum()
    }

    pub(crate) fn kills_at(&self, row: &str) -> usize {
        self.rows.get(row).map_or(0, |row| row.kills)
    }

    /// How often a verdict fell.
    pub(crate) fn verdicts(&self, verdict: &str) -> usize {
        self.rows.values().filter_map(|row| row.verdicts.get(verdict)).sum()
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for (name, other) in other.rows {
            let row = self.rows.entry(name).or_default();
            row.runs += other.runs;
            row.kills += other.kills;
            row.calls = row.calls.max(other.calls);
            row.hit.extend(other.hit);
            for (verdict, count) in other.verdicts {
                *row.verdicts.entry(verdict).or_default() += count;
            }
        }
        self.restarts.extend(other.restarts);
    }

    pub(crate) fn print(&self, title: &str) {
        println!("\n== {title}");
        println!("{:<30} {:>5} {:>6} {:>11}  verdicts", "blow", "runs", "kills", "boundaries");
        for (name, row) in &self.rows {
            let boundaries = match row.calls {
                0 => "-".to_owned(),
                calls => format!("{} of {calls}", row.hit.len()),
            };
            let verdicts = row.verdicts.iter().map(|(verdict, count)| format!("{verdict} {count}"));
            let verdicts = verdicts.collect::<Vec<_>>().join(" · ");
            println!("{name:<30} {:>5} {:>6} {boundaries:>11}  {verdicts}", row.runs, row.kills);
        }
        println!("kills: {}; promises broken: 0", self.kills());
        print_spread("killed till to its list of orders", &self.restarts);
    }
}

/// Median, 95th percentile and maximum.
pub(crate) fn print_spread(what: &str, times: &[Duration]) {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let [median, p95, max] = [50, 95, 100].map(|percent| percentile(&sorted, percent).as_millis());
    println!("{what}: median {median} ms, p95 {p95} ms, max {max} ms ({} times)", sorted.len());
}

/// The smallest of a sorted list that is not below `percent` of it.
fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

/// Runs every job, a few at a time; what they came to is in no order.
pub(crate) fn run_all<J: Send, R: Send>(jobs: Vec<J>, run: impl Fn(J) -> R + Sync) -> Vec<R> {
    let waiting = Mutex::new(VecDeque::from(jobs));
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let work = || {
        let mut ended = Vec::new();
        while let Some(job) = next() {
            ended.push(run(job));
        }
        ended
    };
    let mut all = Vec::new();
    thread::scope(|scope| {
        let workers: Vec<_> = (0..JOBS_AT_ONCE).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            match worker.join() {
                Ok(ended) => all.extend(ended),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    all
}

#[test]
fn a_percentile_is_a_measured_time() {
    let times: Vec<Duration> = (1..=20).map(Duration::from_millis).collect();
    let at = |percent| percentile(&times, percent).as_millis();
    assert_eq!((at(50), at(95), at(100)), (10, 19, 20));
    assert_eq!(percentile(&[], 95), Duration::ZERO);
}

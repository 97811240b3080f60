//! The sale path against its physical floor, pair by pair: `cargo bench --bench sale_path`.
//!
//! A is a whole sale: from `sell` until the code is durable. B is what no till could leave out, in
//! the same folder against the same supplier. Numbers are printed, never asserted.
#![expect(clippy::print_stdout, reason = "a benchmark speaks to a developer at a terminal")]

mod figures;
mod floor;
mod journal;
mod supplier;
mod till;

use domain::shop::EngineSettings;
use figures::{Ratios, Spread};
use floor::{Floor, Passed};
use journal::Timed;
use providers::{Network, Transport};
use std::{error::Error, path::Path, time::Duration};
use till::{Counter, Sold};

/// Whatever stops the measuring.
type Fault = Box<dyn Error + Send + Sync>;

/// Enough for a 99th percentile that is not just the slowest.
const PAIRS: usize = 200;
const WARM_UPS: usize = 5;

/// What the sale path is allowed, beside the floor.
const P50_RATIO_MAX: f64 = 1.25;
const P99_RATIO_MAX: f64 = 1.5;
const P50_ABOVE_MAX: Duration = Duration::from_millis(5);
const COMMIT_RATIO_MAX: f64 = 1.15;

type Pair = (Sold, Passed);

fn main() -> Result<(), Fault> {
    // `cargo test --all-targets` starts it too, without this word: then it only has to work.
    let pairs = if std::env::args().any(|word| word == "--bench") { PAIRS } else { 1 };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    // Not the system's own temporary folder, which may be in memory.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let measured = runtime.block_on(measure(folder.path(), pairs))?;
    report(&measured);
    Ok(())
}

/// A and B in turn.
async fn measure(data_dir: &Path, pairs: usize) -> Result<Vec<Pair>, Fault> {
    let base_url = supplier::start()?;
    let transport = Transport::new(&EngineSettings::default(), Network::Any)?;
    let counter = Counter::open(data_dir, &base_url, transport.clone()).await?;
    let mut floor = Floor::open(data_dir, &base_url, transport)?;
    for _ in 0..WARM_UPS {
        counter.sell().await?;
        floor.pass().await?;
    }
    let mut measured = Vec::with_capacity(pairs);
    for _ in 0..pairs {
        measured.push((counter.sell().await?, floor.pass().await?));
    }
    Ok(measured)
}

fn report(measured: &[Pair]) {
    let ours = Spread::of(measured.iter().map(|(sold, _)| sold.took));
    let floor = Spread::of(measured.iter().map(|(_, passed)| passed.took));
    let ratios = Ratios::of(measured.iter().map(|(sold, passed)| (sold.took, passed.took)));
    let p99 = ours.p99().div_duration_f64(floor.p99());
    let above = ours.p50().saturating_sub(floor.p50());
    println!(
        "{} pairs after {WARM_UPS} warm-ups; the supplier thinks {:?}",
        measured.len(),
        supplier::THINKS
    );
    println!("  A sale path   p50 {:>8.2?}  p99 {:>8.2?}", ours.p50(), ours.p99());
    println!("  B the floor   p50 {:>8.2?}  p99 {:>8.2?}", floor.p50(), floor.p99());
    println!("P1");
    goal("A/B, median of pairs", &ratios.to_string(), "≤ 1.25", ratios.median() <= P50_RATIO_MAX);
    goal("A−B, p50", &format!("{above:.2?}"), "≤ 5 ms", above <= P50_ABOVE_MAX);
    goal("A/B, p99", &format!("{p99:.2}"), "≤ 1.5", p99 <= P99_RATIO_MAX);
    report_commits(measured);
}

/// Where the difference goes.
fn report_commits(measured: &[Pair]) {
    let bare = Spread::of(measured.iter().flat_map(|(_, passed)| passed.writes));
    let commits = |sold: &Sold| sold.calls.iter().filter(|call| call.is_commit).count();
    let counts = || measured.iter().map(|(sold, _)| commits(sold));
    let (least, most) = (counts().min().unwrap_or(0), counts().max().unwrap_or(0));
    println!("P2");
    let each = measured.iter().flat_map(|(sold, passed)| {
        let [intent, outcome] = passed.writes;
        let bare = (intent + outcome) / 2;
        sold.calls.iter().filter(|call| call.is_commit).map(move |call| (call.took, bare))
    });
    let ratios = Ratios::of(each);
    goal("commit/bare write", &ratios.to_string(), "≤ 1.15", ratios.median() <= COMMIT_RATIO_MAX);
    println!("  bare write        p50 {:>8.2?}  p99 {:>8.2?}", bare.p50(), bare.p99());
    println!("  commits in a sale: {least} to {most}, in this order:");
    let first = measured.first().map(|(sold, _)| sold.calls.as_slice()).unwrap_or_default();
    for name in first.iter().filter(|call| call.is_commit).map(|call| call.name) {
        let took = Spread::of(all(measured).filter(|call| call.name == name).map(|call| call.took));
        println!("    {name:<15} p50 {:>8.2?}  p99 {:>8.2?}", took.p50(), took.p99());
    }
    let committing = together(measured, true);
    println!("    together        p50 {:>8.2?}  p99 {:>8.2?}", committing.p50(), committing.p99());
    let reads = first.iter().filter(|call| !call.is_commit).count();
    let reading = together(measured, false);
    println!("  {reads} reads, together p50 {:>8.2?}  p99 {:>8.2?}", reading.p50(), reading.p99());
}

/// What all commits, or all reads, of each sale took.
fn together(measured: &[Pair], commits: bool) -> Spread {
    Spread::of(measured.iter().map(|(sold, _)| {
        sold.calls.iter().filter(|call| call.is_commit == commits).map(|call| call.took).sum()
    }))
}

fn all(measured: &[Pair]) -> impl Iterator<Item = &Timed> {
    measured.iter().flat_map(|(sold, _)| &sold.calls)
}

fn goal(what: &str, found: &str, wanted: &str, met: bool) {
    let verdict = if met { "met" } else { "not met" };
    println!("  {what:<22} {found:<20} goal {wanted:<7} {verdict}");
}

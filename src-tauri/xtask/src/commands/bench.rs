//! `cargo xtask bench`: the sale path against its floor, the first byte at the printer, the core's answers
//! over 100,000 products and a million orders, then the window: cold start and memory against an empty Tauri
//! window, a key in the search field, and scrolling. Numbers are printed, never asserted.

mod first_byte;
mod memory;
mod scrolling;
mod typing;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::practice::{Practice, shop};
use crate::process::{cargo, is_any_running_on, raseed_binary, target_dir};
use crate::setup::{self, Need};
use crate::steps::Steps;
use crate::window::webdriver::wait_until;
use crate::window::{Display, Driver, Session};

/// Starts of each window that count, after one that does not.
const STARTS: usize = 10;
/// No start takes longer on a machine that works.
const START_MAX: Duration = Duration::from_secs(60);
const CLOSE_MAX: Duration = Duration::from_secs(20);
/// After this a window's memory has settled.
const SETTLED: Duration = Duration::from_millis(500);
/// Fine enough for the ratio, coarse enough not to hold the page up.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// True in the second frame after `ready` first held: what made it hold is painted then.
const IS_PAINTED: &str = "
    const shown = (css) => [...document.querySelectorAll(css)].some((e) => e.getClientRects().length);
    const ready = arguments[0].every(shown) && document.readyState === 'complete';
    if (ready && !window.benchFrames) {
        window.benchFrames = 1;
        const frame = () => { if (++window.benchFrames < 3) requestAnimationFrame(frame); };
        requestAnimationFrame(frame);
    }
    return ready && window.benchFrames >= 3;
";

/// The field that takes a clerk's first key, and something to sell.
const SELLABLE: &[&str] = &["[data-testid=search]:not([disabled])", "[data-testid^=product-]"];
/// An empty page has a body and nothing in it, so nothing is asked for.
const EMPTY: &[&str] = &[];

/// Runs every benchmark.
pub fn bench() -> Result<()> {
    if !cfg!(target_os = "linux") {
        println!("The window's start is measured on Linux only: elsewhere no window is driven.");
        sale_path()?;
        return answers();
    }
    setup::prepare(Need::Drive)?;
    sale_path()?;
    let raseed = built()?;
    print_path(&raseed)?;
    answers()?;
    in_window(&raseed)
}

/// What the core answers, without a window.
fn answers() -> Result<()> {
    for (package, bench) in [("engine", "search"), ("storage", "history")] {
        let mut command = cargo(&["bench", "--package", package, "--bench", bench]);
        Steps::default().run(&format!("cargo bench --bench {bench}"), &mut command)?;
    }
    Ok(())
}

/// The first byte at the printer, with what is built.
pub fn first_byte_alone() -> Result<()> {
    setup::prepare(Need::Drive)?;
    print_path(&built()?)
}

/// The window's start, memory and keys, with what is built.
pub fn window_alone() -> Result<()> {
    setup::prepare(Need::Drive)?;
    let raseed = built()?;
    in_window(&raseed)
}

/// Scrolling alone, with what is built.
pub fn scrolling_alone() -> Result<()> {
    setup::prepare(Need::Drive)?;
    scrolling::scrolling(&built()?)
}

fn in_window(raseed: &Path) -> Result<()> {
    cold_start(raseed)?;
    typing::typing(raseed)?;
    scrolling::scrolling(raseed)
}

fn print_path(raseed: &Path) -> Result<()> {
    aside("print", |data_dir| first_byte::first_byte(raseed, data_dir))
}

/// Measures with a till of its own, whose folder is gone afterwards.
fn aside<T>(name: &str, measure: impl FnOnce(&Path) -> Result<T>) -> Result<T> {
    let data_dir = std::env::temp_dir().join(format!("raseed-bench-{name}-{}", std::process::id()));
    let measured = measure(&data_dir);
    std::fs::remove_dir_all(&data_dir).ok();
    measured
}

fn sale_path() -> Result<()> {
    let mut command = cargo(&["bench", "--package", "raseed", "--bench", "sale_path"]);
    Steps::default().run("cargo bench --bench sale_path", &mut command)
}

/// The till and the yardstick in turn, each from the request to start it until it is painted.
fn cold_start(raseed: &Path) -> Result<()> {
    let yardstick = empty_window()?;
    println!("\n== Cold start of the window (files in the system's cache), {STARTS} times each");
    println!("  A: {}, practice shop, until the first sale can begin", raseed.display());
    println!("  B: {}, a Tauri window with an empty page", yardstick.display());
    let measured = aside("start", |data_dir| measure(raseed, &yardstick, data_dir));
    let (ours, theirs) = measured?;
    let times = |starts: &[Start]| starts.iter().map(|start| start.took).collect::<Vec<_>>();
    let memory = |starts: &[Start]| {
        let mut all: Vec<u64> = starts.iter().map(|start| start.pss_kib).collect();
        all.sort_unstable();
        least_median_most(&all)[1]
    };
    let memories = (memory(&ours), memory(&theirs));
    let (ours, theirs) = (times(&ours), times(&theirs));
    print_spread("A the till", &ours);
    print_spread("B empty page", &theirs);
    let pairs = ours.iter().zip(&theirs);
    let mut ratios: Vec<f64> = pairs.map(|(our, their)| our.div_duration_f64(*their)).collect();
    ratios.sort_unstable_by(f64::total_cmp);
    let [least, median, most] = least_median_most(&ratios);
    println!("  A/B, median of pairs  {median:.2} ({least:.2}–{most:.2}); goal at most 1.3");
    print_memory(memories);
    Ok(())
}

#[expect(clippy::float_arithmetic, reason = "a ratio for people")]
fn print_memory((ours, theirs): (u64, u64)) {
    println!("  memory, all processes of a window (PSS): A {} MiB", ours / 1024);
    let ratio = ours as f64 / theirs as f64;
    println!("    B {} MiB; A/B {ratio:.2}, goal at most 1.2", theirs / 1024);
}

/// One start of a window.
#[derive(Clone, Copy, Debug)]
struct Start {
    took: Duration,
    /// What it and its helpers hold, shared memory by its parts.
    pss_kib: u64,
}

/// Times of the till and of the yardstick, pair by pair.
fn measure(raseed: &Path, yardstick: &Path, data_dir: &Path) -> Result<(Vec<Start>, Vec<Start>)> {
    let _practice = Practice::start_aside(raseed, data_dir, &shop::text()?)?;
    let display = Display::start()?;
    let data_dir = data_dir.to_string_lossy();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for start in 0..=STARTS {
        let our = start_once(&display, raseed, &["--data-dir", &data_dir], SELLABLE)?;
        // A window that is still closing would only be brought to the front.
        wait_until("the window to close", CLOSE_MAX, || {
            Ok((!is_any_running_on(&data_dir)).then_some(()))
        })?;
        let their = start_once(&display, yardstick, &[], EMPTY)?;
        if start > 0 {
            ours.push(our);
            theirs.push(their);
        }
    }
    Ok((ours, theirs))
}

/// From asking the driver, which starts the process at once, until `wanted` is painted.
fn start_once(
    display: &Display,
    binary: &Path,
    arguments: &[&str],
    wanted: &[&str],
) -> Result<Start> {
    let driver = Driver::start_to_measure(display)?;
    let wanted: Value = wanted.iter().copied().collect();
    let started = Instant::now();
    let session = driver.open(binary, arguments)?;
    until_painted(&session, &wanted, started + START_MAX)?;
    let took = started.elapsed();
    std::thread::sleep(SETTLED);
    Ok(Start { took, pss_kib: memory::of_children(driver.pid()) })
}

fn until_painted(session: &Session, wanted: &Value, deadline: Instant) -> Result<()> {
    loop {
        // While the page is being replaced, a script may fail; the next look finds the new one.
        let painted = session.execute(IS_PAINTED, std::slice::from_ref(wanted));
        if matches!(painted, Ok(Value::Bool(true))) {
            return Ok(());
        }
        if Instant::now() > deadline {
            painted.context("the page was not there in time")?;
            anyhow::bail!("{wanted} was not painted within {START_MAX:?}");
        }
        std::thread::sleep(LOOK_EVERY);
    }
}

/// The release build, which `cargo bench` makes on its way; else the debug build.
fn built() -> Result<PathBuf> {
    let release = target_dir()?.join("release/raseed");
    if release.exists() { Ok(release) } else { raseed_binary() }
}

/// An empty window, built as the till is.
fn empty_window() -> Result<PathBuf> {
    let is_release = built()?.parent().is_some_and(|folder| folder.ends_with("release"));
    let mut command = cargo(&["build", "--example", "empty-window"]);
    command.args(is_release.then_some("--release"));
    Steps::default().run("cargo build --example empty-window", &mut command)?;
    let folder = if is_release { "release" } else { "debug" };
    Ok(target_dir()?.join(folder).join("examples/empty-window"))
}

fn print_spread(what: &str, times: &[Duration]) {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let [least, median, most] = least_median_most(&sorted).map(|time| time.as_millis());
    println!("  {what:<14} min {least:>5} ms   median {median:>5} ms   max {most:>5} ms");
}

/// Of a sorted list; the lower of two middles.
fn least_median_most<T: Copy + Default>(sorted: &[T]) -> [T; 3] {
    let last = sorted.len().saturating_sub(1);
    [0, last / 2, last].map(|at| sorted.get(at).copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::least_median_most;

    #[test]
    fn the_middle_of_an_even_list_is_its_lower_one() {
        assert_eq!(least_median_most(&[1, 2, 3, 4]), [1, 2, 4]);
        assert_eq!(least_median_most(&[1, 2, 9]), [1, 2, 9]);
        assert_eq!(least_median_most::<u32>(&[]), [0, 0, 0]);
    }
}

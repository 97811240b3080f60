//! `cargo xtask bench`: the sale path against its floor, the first byte at the printer, then the window's
//! cold start against an empty page of the same web view. Numbers are printed, never asserted.

mod first_byte;

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
        return sale_path();
    }
    setup::prepare(Need::Drive)?;
    sale_path()?;
    let raseed = built()?;
    print_path(&raseed)?;
    cold_start(&raseed)
}

/// The first byte at the printer, with what is built.
pub fn first_byte_alone() -> Result<()> {
    setup::prepare(Need::Drive)?;
    print_path(&built()?)
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
    let mini_browser = mini_browser();
    println!("\n== Cold start of the window (files in the system's cache), {STARTS} times each");
    println!("  A: {}, practice shop, until the first sale can begin", raseed.display());
    match &mini_browser {
        Some(path) => println!("  B: {}, an empty page", path.display()),
        None => println!("  B: WebKit's MiniBrowser is not installed; there is no yardstick."),
    }
    let measured = aside("start", |data_dir| measure(raseed, mini_browser.as_deref(), data_dir));
    let (ours, theirs) = measured?;
    print_spread("A the till", &ours);
    if !theirs.is_empty() {
        print_spread("B empty page", &theirs);
        let pairs = ours.iter().zip(&theirs);
        let mut ratios: Vec<f64> = pairs.map(|(our, their)| our.div_duration_f64(*their)).collect();
        ratios.sort_unstable_by(f64::total_cmp);
        let [least, median, most] = least_median_most(&ratios);
        println!("  A/B, median of pairs  {median:.2} ({least:.2}–{most:.2})");
    }
    Ok(())
}

/// Times of the till and of the yardstick, pair by pair.
fn measure(
    raseed: &Path,
    mini_browser: Option<&Path>,
    data_dir: &Path,
) -> Result<(Vec<Duration>, Vec<Duration>)> {
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
        let their = mini_browser.map(|path| start_once(&display, path, &["--automation"], EMPTY));
        let their = their.transpose()?;
        if start > 0 {
            ours.push(our);
            theirs.extend(their);
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
) -> Result<Duration> {
    let driver = Driver::start(display)?;
    let wanted: Value = wanted.iter().copied().collect();
    let started = Instant::now();
    let session = driver.open(binary, arguments)?;
    until_painted(&session, &wanted, started + START_MAX)?;
    Ok(started.elapsed())
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

/// WebKitGTK's own small browser, wherever this architecture keeps it.
fn mini_browser() -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib").ok()?.filter_map(Result::ok);
    let paths = folders.map(|folder| folder.path().join("webkit2gtk-4.1/MiniBrowser"));
    paths.into_iter().find(|path| path.exists())
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

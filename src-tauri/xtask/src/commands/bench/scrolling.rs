//! Scrolling through long lists in the window: how long each frame takes, beside the frames of an empty
//! list alone in the same window and run, and how often rows are seen empty.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::typing;
use crate::practice::Practice;
use crate::window::{Display, Driver, Session};

/// A dozen pages of them, each fetched while the list is scrolled.
const SALES: usize = 25;
const OF_EACH: usize = 99;
const PRODUCTS: usize = 2_000;
const OPEN_MAX: Duration = Duration::from_secs(120);
/// A frame may take so much longer than one of the empty list, at its 95th percentile.
const ABOVE_MAX_MS: f64 = 16.0;
/// A wheel turned fast moves a list about four rows in a frame, a thumb that is dragged twenty.
const WHEEL_PX: u64 = 200;
const DRAG_PX: u64 = 1_000;
/// More frames of one list say nothing new.
const FRAMES_MAX: u64 = 500;
/// A slow machine stops before the driver's patience ends.
const SCROLL_MAX: Duration = Duration::from_secs(20);

/// Scrolls a list to its end, a step each frame. Blank is what its box shows and no row covers, at the
/// moment the frame is painted; a wait is a frame in which the end was reached and more was to come.
/// `arguments`: the scroller, what stands in it, the step, the most frames and
/// milliseconds, and the callback.
const SCROLL: &str = "
    const [css, rows, step, most, patience, done] = arguments;
    let box = css && document.querySelector(css), empty = null;
    const behind = css ? [] : [...document.body.children].map((one) => [one, one.style.display]);
    if (!css) {
        // Nothing else is painted: what is dear about the screen behind it would be taken for the machine's.
        for (const [one] of behind) one.style.display = 'none';
        empty = document.createElement('div');
        empty.style.cssText = 'position:fixed;inset:0;overflow-y:auto;z-index:9;background:#fff';
        empty.append(document.createElement('div'));
        empty.firstChild.style.blockSize = '190000px';
        document.body.append(empty);
        box = empty;
    }
    const times = [];
    let blank = 0, blankFrames = 0, waits = 0, still = 0, seen = 0, before = performance.now();
    const ends = before + patience;
    function uncovered() {
        const all = box.querySelectorAll(rows);
        if (!all.length) return 0;
        const view = box.getBoundingClientRect();
        const top = all[0].getBoundingClientRect().top, last = all[all.length - 1].getBoundingClientRect();
        const begins = box.scrollTop === 0 ? view.top : Math.max(view.top, top);
        const below = Math.min(view.bottom, last.bottom);
        const missing = view.height - Math.max(0, below - begins);
        const isEnd = box.scrollHeight - box.scrollTop - box.clientHeight < last.height * 3;
        return isEnd ? 0 : Math.max(0, Math.floor(missing / last.height - 1));
    }
    function frame(now) {
        times.push(now - before);
        before = now;
        if (rows) {
            const missing = uncovered();
            blank += missing;
            blankFrames += missing > 0;
        }
        // As a wheel does it: between two frames, so that the list hears of it before the next is painted.
        setTimeout(() => {
            const at = box.scrollTop;
            box.scrollTop = at + step;
            seen += box.scrollTop - at;
            const isStill = box.scrollTop === at;
            still = isStill ? still + 1 : 0;
            if (isStill && box.getAttribute('aria-busy') === 'true') { waits += 1; still = 0; }
        });
        if (times.length < most && now < ends && still < 20) return requestAnimationFrame(frame);
        empty?.remove();
        for (const [one, display] of behind) one.style.display = display;
        if (!empty) box.scrollTop = 0;
        done({ times: times.slice(1, times.length - still), blank, blankFrames, waits, seen });
    }
    box.scrollTop = 0;
    setTimeout(() => requestAnimationFrame((now) => { before = now; requestAnimationFrame(frame); }), 300);
";
const ORDERS: (&str, &str) = ("[data-testid=orders-list]", "[data-testid=order-row]");
const TILES: (&str, &str) = ("#shelf", "#products > li");

/// One way through one list.
#[derive(Debug)]
struct Way {
    name: &'static str,
    /// Each frame's milliseconds, sorted.
    frames: Vec<f64>,
    blank: u64,
    blank_frames: u64,
    waits: u64,
    /// How far it went.
    px: f64,
}

/// Measures and prints.
pub(super) fn scrolling(raseed: &Path) -> Result<()> {
    let orders = SALES * OF_EACH;
    println!("\n== Scrolling in the window: {orders} orders, {PRODUCTS} products");
    let ways = super::aside("scroll", |data_dir| measure(raseed, data_dir))?;
    let yardstick = ways.last().map(|way| typing::at(&way.frames, 95)).unwrap_or_default();
    let mut is_met = true;
    for way in &ways {
        let [p50, p95, most] = [50, 95, 100].map(|percent| typing::at(&way.frames, percent));
        #[expect(clippy::float_arithmetic, reason = "milliseconds for people")]
        let above = p95 - yardstick;
        is_met &= above <= ABOVE_MAX_MS && way.blank == 0;
        println!(
            "  {:<24} {:>6.0} px   frame p50 {p50:>5.1} ms   p95 {p95:>5.1} ms   max {most:>6.1} ms",
            way.name, way.px,
        );
        println!(
            "    {} rows seen empty in {} of {} frames; waited for more in {}",
            way.blank,
            way.blank_frames,
            way.frames.len(),
            way.waits,
        );
    }
    let verdict = if is_met { "met" } else { "MISSED" };
    println!("  goal: p95 at most {ABOVE_MAX_MS} ms above the empty list, no row empty: {verdict}");
    Ok(())
}

fn measure(raseed: &Path, data_dir: &Path) -> Result<Vec<Way>> {
    let practice = Practice::start_aside(raseed, data_dir, &typing::large_shop(PRODUCTS)?)?;
    for _ in 0..SALES {
        sell(&practice)?;
    }
    let display = Display::start()?;
    let driver = Driver::start_to_measure(&display)?;
    let session = driver.open(raseed, &["--data-dir", &data_dir.to_string_lossy()])?;
    session.wait_for("[data-testid^=product-]", OPEN_MAX)?;
    let mut ways = vec![way(&session, "A products, wheel", Some(TILES), WHEEL_PX)?];
    session.execute("document.querySelector('[data-testid=nav-orders]').click()", &[])?;
    session.wait_for(ORDERS.1, OPEN_MAX)?;
    ways.push(way(&session, "A orders, wheel", Some(ORDERS), WHEEL_PX)?);
    // From the newest again, with none of them in memory.
    session.execute("document.querySelector('[data-testid=orders-all]').click()", &[])?;
    ways.push(way(&session, "A orders, dragged", Some(ORDERS), DRAG_PX)?);
    ways.push(way(&session, "B empty list, wheel", None, WHEEL_PX)?);
    Ok(ways)
}

fn way(
    session: &Session,
    name: &'static str,
    list: Option<(&str, &str)>,
    step: u64,
) -> Result<Way> {
    let (scroller, rows) = list.unzip();
    let patience = u64::try_from(SCROLL_MAX.as_millis()).unwrap_or(u64::MAX);
    let asked = [json!(scroller), json!(rows), json!(step), json!(FRAMES_MAX), json!(patience)];
    let measured = session.execute_async(SCROLL, &asked)?;
    let times =
        measured.get("times").and_then(Value::as_array).context("the page gave no times")?;
    let mut frames: Vec<f64> = times.iter().filter_map(Value::as_f64).collect();
    frames.sort_unstable_by(f64::total_cmp);
    let number = |key: &str| measured.get(key).and_then(Value::as_u64).unwrap_or_default();
    let px = measured.get("seen").and_then(Value::as_f64).unwrap_or_default();
    let (blank, blank_frames, waits) = (number("blank"), number("blankFrames"), number("waits"));
    Ok(Way { name, frames, blank, blank_frames, waits, px })
}

fn sell(practice: &Practice) -> Result<()> {
    let many = OF_EACH.to_string();
    let sale = ["--json", "sell", "--product", "palcards:5001", "--quantity", many.as_str()];
    let output = practice.till().args(sale).output()?;
    // Refused ones, for the practice wallet is soon empty, are rows of the list all the same.
    let sale: Option<Value> = serde_json::from_slice(&output.stdout).ok();
    if sale.is_none_or(|sale| sale.get("orders").is_none()) {
        bail!("raseed sell: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}

//! `cargo xtask month`: a simulated month of a busy shop, judged, and ten thousand lies about the journal.

use anyhow::Result;

use crate::process::cargo;
use crate::steps::Steps;

/// Of a till with a short story, each checked by itself; the month has its own beside.
const TAMPERINGS: &str = "10000";

/// Lives the month, prints its table, and then tells the lies.
pub fn month() -> Result<()> {
    let mut steps = Steps::default();
    let mut month = cargo(&["test", "--release", "--package", "storage", "--test", "month", "--"]);
    month.args(["--ignored", "--nocapture", "a_whole_month_of_a_busy_shop_adds_up_to_the_cent"]);
    steps.run("cargo test --release --test month", &mut month)?;
    let mut lies = cargo(&["test", "--release", "--package", "storage", "--lib", "--", "no_lie"]);
    lies.env("RASEED_TAMPERINGS", TAMPERINGS);
    steps.run("cargo test --release -p storage no_lie", &mut lies)?;
    steps.finish();
    Ok(())
}

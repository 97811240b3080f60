//! `cargo xtask fuzz`: a million broken replies for every reader of every supplier's adapter. The ordinary
//! tests take twenty thousand.

use anyhow::Result;

use crate::process::cargo;
use crate::steps::Steps;

/// What decides how many replies each reader gets; kept where it is set already.
const INPUTS: &str = "RASEED_INPUTS";
const MILLION: &str = "1000000";

/// Runs the whole campaign and prints what came of every reader.
pub fn fuzz() -> Result<()> {
    let mut tests = cargo(&["test", "--release", "--package", "providers", "--test", "fuzz"]);
    tests.args(["--", "--nocapture"]);
    if std::env::var_os(INPUTS).is_none() {
        tests.env(INPUTS, MILLION);
    }
    let mut steps = Steps::default();
    steps.run("cargo test --release --test fuzz", &mut tests)?;
    steps.finish();
    Ok(())
}

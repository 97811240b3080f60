//! `cargo xtask kill`: the till killed at every system call that matters and at a thousand random moments,
//! and its recoveries too. The ordinary tests run a spread of it.

use anyhow::{Result, bail};

use crate::process::{cargo, npm};
use crate::setup::{self, Need};
use crate::steps::Steps;

/// Runs the whole campaign and prints what every kind of kill came to.
pub fn kill() -> Result<()> {
    campaign("kill::whole_campaign")
}

/// Runs one of the campaigns of `tests/crash` that take minutes.
pub(super) fn campaign(test: &str) -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("this needs strace, which is there on Linux only");
    }
    setup::prepare(Need::Test)?;
    let mut steps = Steps::default();
    // The UI is embedded into the binary: it has to be built before any cargo step.
    steps.run("npm run build", &mut npm(&["run", "--silent", "build"]))?;
    let mut tests = cargo(&["test", "--package", "raseed", "--test", "crash", "--"]);
    tests.args(["--ignored", "--nocapture", "--exact", test]);
    steps.run(&format!("cargo test --test crash {test}"), &mut tests)?;
    steps.finish();
    Ok(())
}

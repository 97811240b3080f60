//! `cargo xtask test`: everything CI checks, in an order in which every step shares the builds of
//! those before it.

use anyhow::Result;

use crate::process::{cargo, npm};
use crate::readers;
use crate::setup::{self, Need};
use crate::steps::{Steps, is_cargo_summary, is_vitest_summary};

/// How much is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Everything, the real window included: what CI runs on Linux.
    Full,
    /// All but the tests in the real window, which need WebKitWebDriver.
    Fast,
}

/// The module of `tests/window` that holds its tests.
const WINDOW_TESTS: &str = "real_window::";

/// One test more than there are cores: most wait for a process, a supplier or a printer for part of their
/// time. The tests in the real window have their own count.
fn test_threads() -> usize {
    std::thread::available_parallelism().map_or(2, |cores| cores.get().saturating_add(1))
}

/// Runs every check and ends with the runners' summaries.
pub fn test(extent: Extent) -> Result<()> {
    setup::prepare(match extent {
        Extent::Full => Need::Drive,
        Extent::Fast => Need::Test,
    })?;
    readers::install()?;
    let mut steps = Steps::default();
    steps.run("cargo fmt --check", &mut cargo(&["fmt", "--all", "--check"]))?;
    // The UI is embedded into the binary: it has to be built before any cargo step.
    steps.run("npm run build", &mut npm(&["run", "--silent", "build"]))?;
    steps.run("npm run size", &mut npm(&["run", "--silent", "size"]))?;
    let clippy = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    steps.run("cargo clippy", &mut cargo(&clippy))?;

    let mut tests = cargo(&["test", "--workspace", "--no-fail-fast"]);
    tests.env("RUST_TEST_THREADS", test_threads().to_string());
    if extent == Extent::Fast {
        tests.args(["--", "--skip", WINDOW_TESTS]);
        println!("\nThe tests in the real window are left out (--fast).");
    }
    steps.run_tests("cargo test", &mut tests, is_cargo_summary)?;

    steps.run("npm run check", &mut npm(&["run", "--silent", "check"]))?;
    steps.run("npm run lint", &mut npm(&["run", "--silent", "lint"]))?;
    steps.run_tests("npm test", &mut npm(&["test"]), is_vitest_summary)?;
    steps.finish();
    println!("\nEverything passed.");
    Ok(())
}

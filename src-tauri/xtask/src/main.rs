//! The project's commands: `cargo xtask run`, `test`, `bundle`, `bench`, `kill`, `power`, `fuzz`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "these commands speak to a developer at a terminal"
)]

use std::process::ExitCode;

use anyhow::{Result, bail};
use xtask::commands::test::Extent;
use xtask::commands::{
    bench, bundle, fuzz, kill, month, power, run, seeded_bugs, simulate_sales, test,
};

const USAGE: &str = "\
cargo xtask COMMAND

  run            install what is missing, build, open the till in practice mode
                 (without a display: one practice sale in a virtual window)
  test [--fast]  everything CI checks; --fast leaves the real-window tests out
  bundle         an installable .deb
  bench [first-byte | window]
                 measure the sale path, the first byte at the printer and the start of the
                 window; first-byte and window alone take what is built, a release build if
                 there is one
  simulate-sales [--sales N | --seed N]
                 sell in simulation while everything goes wrong; --seed repeats one run
  month          a simulated month of a busy shop on a real disk, held against the suppliers' books,
                 and ten thousand lies about the journal (minutes); RASEED_SEED makes it another month
  seeded-bugs [NAME]
                 tests of the tests: plant each bug of tests/bugs in a copy; all must be caught
  kill           kill the till at every system call and at random moments (minutes);
                 RASEED_SEED and RASEED_KILLS choose which and how many
  power          cut the power at moments of recorded sales (minutes);
                 RASEED_SEED and RASEED_CUTS choose which and how many
  fuzz           a million broken replies for every reader of the suppliers' adapters (minutes);
                 RASEED_SEED and RASEED_INPUTS choose which and how many
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match obey(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask failed: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn obey(arguments: &[&str]) -> Result<()> {
    match arguments {
        ["run"] => run::run(),
        ["test"] => test::test(Extent::Full),
        ["test", "--fast"] => test::test(Extent::Fast),
        ["bundle"] => bundle::bundle(),
        ["bench"] => bench::bench(),
        ["bench", "first-byte"] => bench::first_byte_alone(),
        ["bench", "scrolling"] => bench::scrolling_alone(),
        ["bench", "window"] => bench::window_alone(),
        ["simulate-sales", options @ ..] => simulate_sales::simulate_sales(options),
        ["seeded-bugs"] => seeded_bugs::seeded_bugs(None),
        ["seeded-bugs", name] => seeded_bugs::seeded_bugs(Some(name)),
        ["month"] => month::month(),
        ["kill"] => kill::kill(),
        ["power"] => power::power(),
        ["fuzz"] => fuzz::fuzz(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        unknown => bail!("no such command: {}\n\n{USAGE}", unknown.join(" ")),
    }
}

//! Steps with a header and a time, which stop at the first failure and repeat the test runners'
//! own summaries at the end, where they are looked for.

use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Tells whether a line belongs to a runner's summary.
pub type IsSummary = fn(&str) -> bool;

/// The steps taken so far.
#[derive(Debug, Default)]
pub struct Steps {
    done: Vec<(String, Duration)>,
    summaries: Vec<String>,
}

impl Steps {
    /// Runs `command` with its output straight to the terminal.
    pub fn run(&mut self, title: &str, command: &mut Command) -> Result<()> {
        let started = announce(title);
        let status = command.status().with_context(|| format!("{title}: could not be started"))?;
        self.close(title, started, status.success())
    }

    /// Runs a test runner: its output is passed on as it comes, its summary lines are kept too.
    pub fn run_tests(
        &mut self,
        title: &str,
        command: &mut Command,
        is_summary: IsSummary,
    ) -> Result<()> {
        let started = announce(title);
        if std::io::stdout().is_terminal() {
            command.env("CARGO_TERM_COLOR", "always").env("FORCE_COLOR", "1");
        }
        // One pipe for both streams keeps "Running …" before the result it belongs to.
        let (reader, writer) = std::io::pipe()?;
        command.stdout(writer.try_clone()?).stderr(writer);
        let mut child =
            command.spawn().with_context(|| format!("{title}: could not be started"))?;
        // The command still holds the pipe's writing ends; without this the reader never ends.
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        self.summaries.push(format!("{title}:"));
        let kept = pass_on(BufReader::new(reader), &mut std::io::stdout(), is_summary)?;
        self.summaries.extend(kept);
        let status = child.wait()?;
        self.close(title, started, status.success())
    }

    /// Ends with the times and the runners' own last words.
    pub fn finish(&self) {
        println!("\n== Steps");
        for (title, time) in &self.done {
            println!("{:>7.1} s  {title}", time.as_secs_f32());
        }
        self.print_summaries();
    }

    fn print_summaries(&self) {
        if !self.summaries.is_empty() {
            println!("\n== Summaries");
            for line in &self.summaries {
                println!("{line}");
            }
        }
    }

    fn close(&mut self, title: &str, started: Instant, success: bool) -> Result<()> {
        if !success {
            self.print_summaries();
            bail!("{title}");
        }
        self.done.push((title.to_owned(), started.elapsed()));
        Ok(())
    }
}

/// Copies line by line, and returns the lines that belong to a summary.
fn pass_on(
    mut from: impl BufRead,
    to: &mut impl Write,
    is_summary: IsSummary,
) -> Result<Vec<String>> {
    let mut kept = Vec::new();
    let mut line = Vec::new();
    while from.read_until(b'\n', &mut line)? > 0 {
        to.write_all(&line)?;
        let text = String::from_utf8_lossy(&line);
        if is_summary(&without_colour(&text)) {
            kept.push(text.trim_end().to_owned());
        }
        line.clear();
    }
    Ok(kept)
}

fn announce(title: &str) -> Instant {
    println!("\n== {title}");
    Instant::now()
}

/// A cargo test line that tells the result of one test binary, its name, or a failed test.
pub fn is_cargo_summary(line: &str) -> bool {
    let line = line.trim_start();
    ["Running ", "test result:"].iter().any(|start| line.starts_with(start))
        || (line.starts_with("test ") && line.ends_with("FAILED"))
}

/// A vitest line that tells how many files and tests passed or failed.
pub fn is_vitest_summary(line: &str) -> bool {
    let line = line.trim_start();
    ["Test Files ", "Tests ", "Type Errors ", "Duration "]
        .iter()
        .any(|start| line.starts_with(start))
}

/// `text` without the escape sequences that colour it.
fn without_colour(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            for skipped in letters.by_ref() {
                if skipped.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            plain.push(letter);
        }
    }
    plain.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::{Steps, is_cargo_summary, is_vitest_summary, pass_on, without_colour};

    #[test]
    fn a_runner_s_last_lines_are_known_with_and_without_colour() {
        assert!(is_cargo_summary("test result: ok. 3 passed; 0 failed; 0 ignored"));
        assert!(is_cargo_summary("     Running tests/house/main.rs (target/debug/deps/house-1)"));
        assert!(is_cargo_summary("test sizes::files ... FAILED"));
        assert!(!is_cargo_summary("test sizes::files ... ok"));
        assert!(is_vitest_summary(&without_colour(
            "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[32m4 passed\u{1b}[39m\n"
        )));
    }

    #[test]
    fn everything_is_passed_on_and_the_summary_is_kept() {
        let output = b"running 1 test\ntest result: ok. 1 passed\n".as_slice();
        let mut seen = Vec::new();
        let kept = pass_on(output, &mut seen, is_cargo_summary).unwrap();
        assert_eq!(seen, output);
        assert_eq!(kept, ["test result: ok. 1 passed"]);
    }

    #[test]
    fn a_step_that_fails_stops_the_run_and_names_itself() {
        let error = Steps::default().close("some tests", Instant::now(), false).unwrap_err();
        assert_eq!(error.to_string(), "some tests");
    }
}

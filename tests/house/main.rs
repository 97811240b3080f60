//! The house rules as tests: who may know whom, how large things may grow, which words stay out.
//!
//! Every rule is a function from text to violations, with a test beside it that shows it failing.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail by panicking"
)]

mod capabilities;
mod code;
mod direction;
mod locales;
mod migrations;
mod sizes;
mod traps;
mod tree;
mod ui;
mod words;

/// Fails with every violation at once, one a line.
#[track_caller]
fn assert_none(violations: &[String]) {
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

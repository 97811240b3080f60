//! The till's life cut short: the real binary killed at every system call that matters and at random
//! moments, and its data dir as a disk could hold it after a power cut. What is left is judged by the
//! supplier's ledger: no acknowledged sale is lost, none is bought twice.
//!
//! The whole campaigns are `cargo xtask kill` and `cargo xtask power`; the ordinary tests run a spread
//! of them. It must never know: how the till comes to its decisions.

// strace sees and stops system calls of Linux.
#![cfg(target_os = "linux")]
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a campaign fails by panicking, reads JSON by key, and reports to a terminal"
)]

mod seed;
mod supplier;
mod till;

mod disk;
mod oracle;
mod scene;
mod strace;
mod trace;

mod kill;
mod power;
mod report;
mod restore;
mod shelf;
mod together;

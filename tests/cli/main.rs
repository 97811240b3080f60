//! The command line as scripts meet it: the real binary on a data dir of its own, against
//! `raseed simulate` and against a fake that decides every byte on the wire.
//!
//! The contract of the outside is the only measure here. It must never know: the till's crates.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail the test, and JSON is read by key"
)]

mod fake;
#[cfg(unix)]
#[expect(dead_code, reason = "most moods are for the modem's own tests")]
#[path = "../shared/modem.rs"]
mod modem;
#[cfg(target_os = "linux")]
#[path = "../shared/paper.rs"]
mod paper;
#[path = "../shared/printer.rs"]
mod printer;
mod shop;
mod simulator;

mod accepted;
mod attention;
mod backup;
mod backups;
mod bulk;
mod catalog;
mod clerks;
mod crash;
#[cfg(target_os = "linux")]
mod cups;
mod custody;
mod customer;
mod debt;
mod dispute;
mod drawer;
mod export;
mod faults;
mod health;
mod history;
mod imported;
mod input;
mod late_candidates;
mod lost;
mod mpg;
mod owner;
mod payerly;
mod prices;
mod print_queue;
mod printing;
mod provisioning;
mod recover;
mod refund;
mod refused;
mod report;
mod request_id;
mod resolve;
mod rights;
mod secrets;
mod sell;
mod shift;
#[cfg(target_os = "linux")]
mod slip;
mod sms;
mod stock;
mod suppliers;
mod taxes;
mod throttled;
mod together;
mod usage;
mod verify;
mod wallets;

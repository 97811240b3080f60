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
mod shop;
mod simulator;

mod accepted;
mod catalog;
mod clerks;
mod crash;
mod faults;
mod health;
mod history;
mod input;
mod lost;
mod mpg;
mod payerly;
mod printing;
mod provisioning;
mod recover;
mod refund;
mod refused;
mod request_id;
mod resolve;
mod secrets;
mod sell;
mod sms;
mod suppliers;
mod throttled;
mod together;
mod usage;
mod verify;

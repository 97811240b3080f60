//! The real window under a virtual display, driven as a person would: the released hooks only.
//!
//! Each test has a driver, a till and a data dir of its own, and a place with a display and a simulator
//! that is as new. A task is tested in English and in Arabic (`language.rs`).
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests fail by panicking, and tell how long it took"
)]

mod bindings;
mod language;
mod place;
#[path = "../shared/printer.rs"]
#[expect(dead_code, reason = "the command line's tests look at the bytes")]
mod printer;
mod till;

/// `cargo xtask test --fast` leaves out what is in here, by this name.
#[path = "."]
mod real_window {
    mod amount;
    mod attention;
    mod counter;
    mod customer;
    mod debts;
    mod designer;
    mod guards;
    mod hardening;
    mod hardware;
    mod keeping;
    mod keyboard;
    mod lamps;
    mod lost_reply;
    mod orders;
    mod people;
    mod pictures;
    mod prices;
    mod reports;
    mod restart;
    mod rights;
    mod selling;
    mod setup;
    mod shift;
    mod tender;
    mod texting;
    mod top_up;
    mod waiting;
    mod whatsapp;
}

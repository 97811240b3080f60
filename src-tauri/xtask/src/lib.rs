//! The project's habits as commands, and the means to drive the real window, which
//! `tests/window` uses too.
//!
//! This crate must never know the till's own crates: it meets `raseed` as people and scripts do,
//! through its command line and its window.
#![expect(clippy::print_stdout, reason = "these commands speak to a developer at a terminal")]

pub mod commands;
pub mod practice;
pub mod window;

pub mod loopback;
pub mod process;
pub mod readers;
pub mod setup;
pub mod steps;

//! Raseed: the desktop till for digital vouchers and top-ups. One binary, two faces, a window and a
//! command line, thin over one engine.
//!
//! This package brings the layers together and shows what they say; it decides nothing about money.
#![deny(missing_docs)]

mod backups;
mod bundle;
mod catalogue;
mod cli;
mod clock;
mod debts;
mod dispute;
mod drawer;
mod error;
mod health;
mod logs;
mod owner_texts;
mod pins;
mod prices;
mod provisioning;
mod refunds;
mod restores;
mod sales_report;
mod session;
mod setup;
mod shelf;
mod slips;
mod sms;
mod table_file;
mod taxes;
mod views;
mod whatsapp;
mod window;
mod words;

pub use cli::run;
pub use window::typescript;

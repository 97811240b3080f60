//! The till's data dir: the SQLite journal and queries, secrets at rest, and the lock that proves a
//! process alive.
//!
//! This crate must never know HTTP, Tauri or a supplier's words. It alone knows SQL.
#![deny(missing_docs)]

mod clerks;
mod events;
mod journal;
mod open;
mod orders;
mod owner;
mod products;
mod provision;
mod rows;
mod sales;
mod secrets;
mod settings;
mod vault;
mod wallets;

pub use clerks::{PinVerdict, UnlockError};
pub use open::{OpenError, Storage};
pub use owner::Owner;
pub use provision::{
    NewClerk, Paper, PrinterKind, Printer, Processor, Provision, ProvisionError, Provisioned, SmsKind, SmsRoute,
};
pub use settings::{Preferences, Theme};
pub use vault::{KeyStore, Vault, VaultError};

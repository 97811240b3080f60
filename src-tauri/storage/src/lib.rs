//! The till's data dir: the SQLite journal and queries, secrets at rest, and the lock that proves a
//! process alive.
//!
//! This crate must never know HTTP, Tauri or a supplier's words. It alone knows SQL.
#![deny(missing_docs)]

mod accounts;
mod adoption;
mod attention;
mod backup;
mod catalog_source;
mod catalogue;
mod chain;
mod clerks;
mod drawer;
mod events;
mod export;
mod favourites;
mod held;
mod journal;
mod links;
mod messages;
mod open;
mod orders;
mod owner;
mod print_copies;
mod print_jobs;
mod print_queue;
mod print_turn;
mod printers;
mod products;
mod provision;
mod replies;
mod reserve;
mod rows;
mod sales;
mod secrets;
mod settings;
mod setup;
mod shift_facts;
mod shift_log;
mod shifts;
mod slip_design;
mod slip_texts;
mod steps;
mod stock;
mod tender_rows;
mod tender_steps;
mod tenders;
mod turns;
mod vault;
mod wallets;
mod watch;
mod whole_file;

pub use backup::{BackedUp, BackupError, Lock, Restored, SealError, restore};
pub use catalogue::Merged;
pub use chain::{
    anchor::Head,
    verify::{Flaw, Problem, Verdict},
};
pub use clerks::{PinVerdict, UnlockError};
pub use export::{ExportError, ExportedOrder, ExportedRecord, ExportedSale, Span, Take};
pub use held::HeldBasket;
pub use open::{OpenError, Storage, is_own_file};
pub use owner::Owner;
pub use print_jobs::{NewPrintJob, PrintEnd, PrintKind, QueuedPrint, TILL_STOPPED};
pub use print_queue::PrintJob;
pub use print_turn::PrinterTurn;
pub use provision::{Provision, ProvisionError, Provisioned};
pub use settings::{Counter, Preferences, Theme};
pub use setup::{
    NewClerk, PAY_WITHIN, Paper, PaperCut, Printer, PrinterKind, PrinterProfile, Processor,
    SmsKind, SmsRoute,
};
pub use slip_texts::{ReceiptTexts, SlipBlocks, SlipPaper, SlipTexts};
pub use vault::{KeyStore, Vault, VaultError};
pub use whole_file::WholeFile;

//! The till's data dir: the SQLite journal and queries, secrets at rest, and the lock that proves a
//! process alive.
//!
//! This crate must never know HTTP, Tauri or a supplier's words. It alone knows SQL.
#![deny(missing_docs)]

mod accounts;
mod adoption;
mod approvals;
mod attention;
mod backup;
mod backup_plan;
mod bookings;
mod books;
mod catalog_source;
mod catalogue;
mod chain;
mod chats;
mod choices;
mod clerks;
mod custody;
mod customers;
mod debt_book;
mod debts;
mod drawer;
mod events;
mod exceptions;
mod export;
mod favourites;
mod guards;
mod held;
mod imports;
mod journal;
mod keys;
mod links;
mod messages;
mod open;
mod order_list;
mod order_search;
mod orders;
mod own_cost;
mod own_prices;
mod owner;
mod owner_texts;
mod people;
mod people_changes;
mod price_deeds;
mod price_rules;
mod print_copies;
mod print_jobs;
mod print_queue;
mod print_turn;
mod printers;
mod products;
mod progress;
mod provision;
mod refund_rules;
mod refund_told;
mod replies;
mod reports;
mod reserve;
mod retention;
mod rollups;
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
mod sms_routes;
mod steps;
mod stock;
mod stock_limits;
mod stock_list;
mod strays;
mod support;
mod tallies;
mod tax_rules;
mod tender_rows;
mod tender_steps;
mod tenders;
mod turns;
mod vault;
mod wallet_pattern;
mod wallets;
mod watch;
mod whole_file;

pub use approvals::Approval;
pub use backup::{
    BackedUp, BackupError, Lock, Looked, Restored, SealError, TillHere, look_into, restore, till_in,
};
pub use backup_plan::{BackupPlan, BackupRun, KEEP_DAYS, PlanChange};
pub use catalogue::Merged;
pub use chain::{
    anchor::Head,
    verify::{Flaw, Problem, Verdict},
};
pub use chats::Chat;
pub use clerks::{PinTry, PinVerdict, UnlockError};
pub use customers::{Customer, Erased};
pub use debt_book::{DebtError, NewDebtor, Owing, Paid};
pub use debts::{DebtKind, DebtLine, Debtor};
pub use exceptions::{ExceptionEvent, Exceptions, ExceptionsAsked, OverShort, ProvedRefund};
pub use export::{ExportError, ExportedOrder, ExportedRecord, ExportedSale, Span, Take, Takings};
pub use held::HeldBasket;
pub use keys::KeyChoice;
pub use open::{OpenError, Storage, is_own_file};
pub use order_list::OrderPage;
pub use own_prices::PriceFacts;
pub use owner::Owner;
pub use people::Person;
pub use people_changes::{Joining, PersonChange, PersonError};
pub use print_jobs::{NewPrintJob, PrintEnd, PrintKind, QueuedPrint, TILL_STOPPED};
pub use print_queue::PrintJob;
pub use print_turn::PrinterTurn;
pub use progress::{Phase, Progress, Told as RestoreTold, Unit};
pub use provision::{Provision, ProvisionError, Provisioned};
pub use reports::{Days, ReportLine, ReportOrders, SalesReport, WalletSample};
pub use settings::{Counter, Preferences, Theme};
pub use setup::{
    NewClerk, PAY_WITHIN, Paper, PaperCut, Printer, PrinterKind, PrinterProfile, Processor,
    SmsKind, SmsRoute,
};
pub use slip_texts::{ReceiptTexts, SlipBlocks, SlipPaper, SlipTexts};
pub use vault::{KeyStore, Vault, VaultError};
pub use whole_file::WholeFile;

#[cfg(test)]
mod takings_tests;
#[cfg(test)]
mod views_tests;

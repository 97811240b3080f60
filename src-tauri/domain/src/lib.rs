//! The trade's words and rules: money, products, orders and their states, phones, receipts.
//!
//! This crate must never know SQL, HTTP, Tauri, files, the clock or randomness: it is given times
//! and ids, and cannot fail for reasons outside itself.
#![deny(missing_docs)]

pub mod account;
pub mod card;
pub mod cash;
pub mod clerk;
mod currency;
pub mod custody;
pub mod debt;
pub mod digits;
pub mod entry;
pub mod exception;
pub mod expiry;
pub mod forecast;
pub mod guard;
pub mod health;
pub mod ids;
pub mod message;
pub mod money;
pub mod operator;
pub mod order;
pub mod owner;
pub mod people;
pub mod phone;
pub mod price;
pub mod print_job;
pub mod product;
pub mod reason;
pub mod receipt;
pub mod refund_rule;
pub mod report;
pub mod sale;
pub mod search;
pub mod secret;
pub mod segments;
pub mod shield;
pub mod shift;
pub mod shop;
pub mod tally;
pub mod tax;
pub mod tender;
pub mod time;
mod words;

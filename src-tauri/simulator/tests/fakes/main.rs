//! The fakes as their clients meet them: the cores alone, and through the real HTTP shell.
//!
//! It must never know: how our adapters read any of this.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests fail the test, and JSON is read by key"
)]

mod cardpluspay;
mod client;
mod control;
mod mpg;
mod palcards;
mod payerly;
mod plexy;
mod practice_shop;

use rust_decimal::Decimal;
use serde_json::{Map, Value};
use simulator::Reply;
use simulator::ledger::Ledger;

/// 2026-06-07T12:00:00Z.
const NOON: u64 = 1_780_833_600_000;
fn body(reply: &Reply) -> Value {
    reply.body_json().unwrap()
}

fn object(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Each wallet holds what its history says.
fn check_wallets(ledger: &Ledger) {
    for wallet in ledger.wallets() {
        assert_eq!(ledger.expected(&wallet.currency), Some(wallet.balance), "{}", wallet.currency);
        assert!(wallet.balance >= Decimal::ZERO, "{}", wallet.currency);
    }
}

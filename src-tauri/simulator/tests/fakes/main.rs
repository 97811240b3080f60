//! The fakes as their clients meet them: the cores alone, and through the real HTTP shell.
//!
//! It must never know: how our adapters read any of this.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests fail the test, and JSON is read by key"
)]

mod client;
mod conservation;
mod control;
mod core;
mod plexy;
mod practice_shop;
mod traps;

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use simulator::palcards::{PalCards, Settings};
use simulator::{Reply, Request, Upstream};

/// 2026-06-07T12:00:00Z.
const NOON: u64 = 1_780_833_600_000;
const KEY: &str = "sk_practice_0001";

/// An order for the voucher of the documents' sample.
fn voucher(reference: &str) -> Value {
    json!({
        "productItem": 5001,
        "customer": { "phone": "+970590000000" },
        "orderCurrency": "USD",
        "clientOrderRef": reference,
    })
}

fn top_up(account: &str) -> Value {
    json!({
        "productItem": 5002,
        "customer": { "phone": "+970590000000" },
        "orderCurrency": "USD",
        "context": { "accountId": account },
    })
}

fn get(target: &str) -> Request {
    Request::new("GET", target).header("x-api-key", KEY)
}

fn post(target: &str, body: &Value) -> Request {
    Request::new("POST", target).header("X-API-Key", KEY).json(body)
}

fn body(reply: &Reply) -> Value {
    reply.body_json().unwrap()
}

fn object(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap()
}

/// Injects a fault as the control server would.
fn inject(palcards: &mut PalCards, fault: Value) {
    palcards.inject(object(fault)).unwrap();
}

fn configure(palcards: &mut PalCards, settings: Value) {
    palcards.configure(object(settings), NOON).unwrap();
}

fn palcards() -> PalCards {
    PalCards::new(Settings::default())
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

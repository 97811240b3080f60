//! `POST /order`: every POST that is accepted is a new order and a new charge, whatever its
//! `clientOrderRef` says.
//!
//! It must never know: whether the client meant it.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Map, Value};

use super::orders::{Order, Status};
use super::{Endpoint, PalCards, Product, wire};
use crate::ledger::ChargeError;
use crate::message::{Reply, Request};

const CLIENT_ORDER_REF_CHARS_MAX: usize = 512;
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

/// What a well-formed request asks for.
struct Wish {
    item: u64,
    phone: String,
    currency: Option<String>,
    context: Map<String, Value>,
    client_order_ref: Option<String>,
}

impl PalCards {
    pub(super) fn create(&mut self, request: &Request, now: u64) -> Reply {
        self.accept(request, now).unwrap_or_else(|refusal| refusal)
    }

    fn accept(&mut self, request: &Request, now: u64) -> Result<Reply, Reply> {
        let wish = read_wish(&wire::body_object(request)?)?;
        let product = self.product(wish.item).ok_or_else(|| wire::no_such_product(wish.item))?;
        let context = read_context(product, &wish.context)?;
        let default = self.ledger.default_currency().unwrap_or("USD");
        let currency = wish.currency.unwrap_or_else(|| default.to_owned());
        if self.ledger.balance(&currency).is_none() {
            return Err(wire::wallet_missing(&currency));
        }
        let price = self.price(product, &currency).ok_or_else(|| {
            let words = format!("Product item {} is not sold in '{currency}'", wish.item);
            wire::error(400, &Value::from(words))
        })?;
        let list_price = self.convert(product.list_price, &currency).unwrap_or(price);
        let (kind, id) = (product.kind, self.next_order_id);
        match self.ledger.charge(id, &currency, price) {
            Ok(()) => {}
            Err(ChargeError::NoWallet) => return Err(wire::wallet_missing(&currency)),
            Err(ChargeError::InsufficientBalance) => return Err(wire::insufficient_balance()),
        }
        self.next_order_id = id.saturating_add(1);
        let doomed = is_doomed(&context);
        let plan = self.faults.plan(self.settings.pace, self.settings.listing_delay_ms);
        let order = Order {
            id,
            item: wish.item,
            kind,
            currency,
            price,
            list_price,
            client_order_ref: wish.client_order_ref,
            phone: wish.phone,
            context,
            created_at: now,
            updated_at: now,
            listed_from: now.saturating_add(plan.listing_delay_ms),
            polls: 0,
            sold_item: None,
            ended: None,
            planned: if doomed { Status::Failed } else { plan.outcome },
            pace: plan.pace,
        };
        self.start(order);
        Ok(self.show_order(id, Endpoint::Create, now))
    }

    /// The dealer price in a currency: its own where it has one, else converted at our rate.
    fn price(&self, product: &Product, currency: &str) -> Option<Decimal> {
        if let Some(price) = self.settings.prices.get(&product.item) {
            return self.convert(*price, currency);
        }
        match product.price_ils.filter(|_| currency == "ILS") {
            Some(price) => Some(price),
            None => self.convert(product.price, currency),
        }
    }

    fn convert(&self, dollars: Decimal, currency: &str) -> Option<Decimal> {
        if currency == "USD" {
            return Some(dollars);
        }
        let amount = dollars.checked_mul(*self.settings.rates.get(currency)?)?;
        let digits = if currency == "JOD" { 3 } else { 2 };
        Some(amount.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero))
    }
}

/// Accounts that do not exist: the preflight says so, and an order without one ends `failed`.
pub(super) fn is_doomed(context: &BTreeMap<String, String>) -> bool {
    let targets = ["accountId", "phoneNumber"].into_iter().filter_map(|key| context.get(key));
    targets.into_iter().any(|target| target.starts_with("000"))
}

fn read_wish(body: &Map<String, Value>) -> Result<Wish, Reply> {
    let mut wrong = Vec::new();
    let item = wire::read_item(body, &mut wrong);
    let phone = body.get("customer").and_then(|customer| customer.get("phone"));
    let phone = phone.and_then(Value::as_str).filter(|phone| is_phone(phone));
    if phone.is_none() {
        wrong.push("customer.phone must be a valid phone number".to_owned());
    }
    let currency = optional_text(body, "orderCurrency", &mut wrong);
    let client_order_ref = optional_text(body, "clientOrderRef", &mut wrong);
    if client_order_ref.as_ref().is_some_and(|it| it.chars().count() > CLIENT_ORDER_REF_CHARS_MAX) {
        let limit = CLIENT_ORDER_REF_CHARS_MAX;
        wrong.push(format!("clientOrderRef must be shorter than or equal to {limit} characters"));
    }
    let url = optional_text(body, "notificationUrl", &mut wrong);
    if url.is_some_and(|url| !url.starts_with("https://")) {
        wrong.push("notificationUrl must be a URL address".to_owned());
    }
    let context = wire::read_context_object(body, &mut wrong);
    match (item, phone) {
        (Some(item), Some(phone)) if wrong.is_empty() => {
            Ok(Wish { item, phone: phone.to_owned(), currency, context, client_order_ref })
        }
        _ => Err(wire::invalid(wrong)),
    }
}

/// The fields the product asks for, or a complaint about each that is missing.
pub(super) fn read_context(
    product: &Product,
    given: &Map<String, Value>,
) -> Result<BTreeMap<String, String>, Reply> {
    let mut wrong = Vec::new();
    let mut context = BTreeMap::new();
    for (key, value) in given {
        let text = match value {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                wrong.push(format!("context.{key} must be a string"));
                continue;
            }
        };
        context.insert(key.clone(), text);
    }
    for key in &product.required {
        if context.get(key).is_none_or(String::is_empty) {
            wrong.push(format!("context.{key} should not be empty"));
        }
    }
    if wrong.is_empty() { Ok(context) } else { Err(wire::invalid(wrong)) }
}

fn optional_text(body: &Map<String, Value>, key: &str, wrong: &mut Vec<String>) -> Option<String> {
    let value = body.get(key).filter(|value| !value.is_null())?;
    if value.as_str().is_none() {
        wrong.push(format!("{key} must be a string"));
    }
    value.as_str().map(str::to_owned)
}

fn is_phone(phone: &str) -> bool {
    phone.strip_prefix('+').is_some_and(|digits| {
        PHONE_DIGITS.contains(&digits.len())
            && digits.bytes().all(|digit| digit.is_ascii_digit())
            && !digits.starts_with('0')
    })
}

//! `POST /agent/{id}/orders`: a key that is known and alive brings its order again, anything else
//! that is accepted is a new order and a new charge.
//!
//! It must never know: whether the client meant it.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Map, Value};

use super::orders::{Order, Status};
use super::{Endpoint, Key, Plexy, Product, ProductType, wire};
use crate::ledger::ChargeError;
use crate::message::{Reply, Request};
use crate::seed;

/// Plexy's other API has this limit.
const KEY_CHARS_MAX: usize = 255;

/// What a well-formed request asks for.
struct Wish {
    product_id: u64,
    currency: String,
    charge: Decimal,
    region_code: String,
    amount: Option<Decimal>,
    account: BTreeMap<String, String>,
    external_ref: Option<String>,
}

impl Plexy {
    pub(super) fn create(&mut self, request: &Request, now: u64) -> Reply {
        self.accept(request, now).unwrap_or_else(|refusal| refusal)
    }

    fn accept(&mut self, request: &Request, now: u64) -> Result<Reply, Reply> {
        let key = request.header_value("idempotency-key").filter(|key| !key.is_empty());
        if key.is_some_and(|key| key.chars().count() > KEY_CHARS_MAX) {
            return Err(wire::invalid("Idempotency-Key", "Must be at most 255 characters"));
        }
        let body = wire::body_object(request)?;
        // The same members in another order are the same request.
        let form = key.map(|_| Value::Object(body.clone()).to_string()).unwrap_or_default();
        if let Some(serial) = self.known(key, &form, now)? {
            self.orders.change(serial, |order| order.replays = order.replays.saturating_add(1));
            return Ok(self.show(200, serial, Endpoint::Create));
        }
        let wish = self.read_wish(&body)?;
        let serial = self.reserve(&wish)?;
        if let Some(key) = key {
            let used = Key { order: serial, body: form, used_at: now };
            self.keys.insert(key.to_owned(), used);
        }
        self.open(serial, wish, key, now);
        Ok(self.show(201, serial, Endpoint::Create))
    }

    /// The order a living key stands for, or a complaint that the key stands for another request.
    fn known(&self, key: Option<&str>, body: &str, now: u64) -> Result<Option<u64>, Reply> {
        let lifetime = self.settings.key_lifetime_ms;
        let alive = |key: &&Key| now.saturating_sub(key.used_at) <= lifetime;
        match key.and_then(|key| self.keys.get(key)).filter(alive) {
            None => Ok(None),
            Some(key) if key.body == body => Ok(Some(key.order)),
            Some(_) => Err(wire::refusal(409, &Value::from(wire::KEY_IN_USE))),
        }
    }

    /// Takes the charge out of what is available.
    fn reserve(&mut self, wish: &Wish) -> Result<u64, Reply> {
        let serial = self.next_serial;
        match self.ledger.charge(serial, &wish.currency, wish.charge) {
            Ok(()) => {}
            Err(ChargeError::NoWallet) => {
                return Err(wire::invalid("currency_code", "No balance in this currency"));
            }
            Err(ChargeError::InsufficientBalance) => {
                let status = self.settings.low_balance_status;
                return Err(wire::refusal(status, &Value::from(wire::LOW_BALANCE)));
            }
        }
        self.next_serial = serial.saturating_add(1);
        Ok(serial)
    }

    fn open(&mut self, serial: u64, wish: Wish, key: Option<&str>, now: u64) {
        let balance_after = self.ledger.balance(&wish.currency).unwrap_or_default();
        let doomed = wish.account.values().any(|value| value.starts_with("000"));
        let plan = self.faults.plan(&self.settings);
        let number = seed::mix(self.settings.seed, serial);
        self.start(Order {
            serial,
            id: seed::uuid(number),
            product_id: wish.product_id,
            external_ref: wish.external_ref,
            idempotency_key: key.map(str::to_owned),
            replays: 0,
            amount: wish.amount,
            account: wish.account,
            currency: wish.currency,
            charge: wish.charge,
            balance_before: balance_after.saturating_add(wish.charge),
            balance_after,
            region_code: wish.region_code,
            vendor_order_id: seed::fill("LC-999999", number),
            content: Vec::new(),
            status: Status::Pending,
            polls: 0,
            created_at: now,
            updated_at: now,
            completed_at: None,
            failed_at: None,
            listed_from: now.saturating_add(plan.listing_delay_ms),
            planned: if doomed { Status::Failed } else { plan.outcome },
            pace: plan.pace,
        });
    }

    fn read_wish(&self, body: &Map<String, Value>) -> Result<Wish, Reply> {
        let product_id = body.get("product_id").and_then(Value::as_u64);
        let product_id = product_id.ok_or_else(|| wire::invalid("product_id", "Required"))?;
        let product = self.product(product_id).filter(|product| product.is_active);
        let product = product.ok_or_else(|| wire::invalid("product_id", "No such product"))?;
        let currency = text(body, "currency_code")?;
        let currency = currency.ok_or_else(|| wire::invalid("currency_code", "Required"))?;
        if currency != product.currency_code {
            let words = format!("The product is sold in {}", product.currency_code);
            return Err(wire::invalid("currency_code", &words));
        }
        let external_ref = text(body, "external_ref")?;
        let top_up = body.get("topup_request").filter(|value| !value.is_null());
        let (amount, account) = match (product.product_type, top_up) {
            (ProductType::DirectTopUp, Some(Value::Object(top_up))) => {
                read_top_up(product, top_up)?
            }
            (ProductType::DirectTopUp, _) => {
                return Err(wire::invalid("topup_request", "Required for this product"));
            }
            (_, Some(_)) => {
                return Err(wire::invalid("topup_request", "Not for this product"));
            }
            (_, None) => (None, BTreeMap::new()),
        };
        let unit = self.settings.charges.get(&product_id).copied().unwrap_or(product.charge);
        let charge = unit.saturating_mul(amount.unwrap_or(Decimal::ONE));
        let charge = charge.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero);
        let region_code = product.region_code.clone();
        Ok(Wish { product_id, currency, charge, region_code, amount, account, external_ref })
    }
}

type TopUp = (Option<Decimal>, BTreeMap<String, String>);

/// The amount inside the product's bounds, and the account with the keys the product asks for.
fn read_top_up(product: &Product, top_up: &Map<String, Value>) -> Result<TopUp, Reply> {
    let wrong = |words: &str| wire::invalid("topup_request.amount", words);
    let amount = top_up.get("amount").and_then(Value::as_str);
    let amount: Decimal =
        amount.and_then(|it| it.parse().ok()).ok_or_else(|| wrong("Must be a decimal string"))?;
    if let Some(range) = &product.range {
        if amount < range.min || amount > range.max {
            let bounds = (wire::money(range.min), wire::money(range.max));
            return Err(wrong(&format!("Must be from {} to {}", bounds.0, bounds.1)));
        }
        let beyond = amount.saturating_sub(range.min).checked_rem(range.step);
        if beyond.is_none_or(|rest| !rest.is_zero()) {
            return Err(wrong(&format!("Must be in steps of {}", wire::money(range.step))));
        }
    }
    let given = top_up.get("customer_account").and_then(Value::as_object);
    let mut account = BTreeMap::new();
    for (key, value) in given.into_iter().flatten() {
        let param = format!("topup_request.customer_account.{key}");
        let value = value.as_str().ok_or_else(|| wire::invalid(&param, "Must be a string"))?;
        account.insert(key.clone(), value.trim().to_owned());
    }
    for key in &product.required {
        if account.get(key).is_none_or(String::is_empty) {
            let param = format!("topup_request.customer_account.{key}");
            return Err(wire::invalid(&param, "Required for this product"));
        }
    }
    Ok((Some(amount), account))
}

fn text(body: &Map<String, Value>, name: &str) -> Result<Option<String>, Reply> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(wire::invalid(name, "Must be a string")),
    }
}

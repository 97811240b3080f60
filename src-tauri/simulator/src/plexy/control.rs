//! Plexy as the control server sees it: the truth, and the levers.
//!
//! It must never know: HTTP.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::faults::Faults;
use super::orders::{Order, Status};
use super::{Deposit, NumberForm, Plexy};
use crate::ledger::Ledger;
use crate::message::{Reply, Request};
use crate::pace::Pace;
use crate::shelf::Shelf;
use crate::timestamp::iso;
use crate::upstream::{ControlError, Params, Upstream, books, state};

impl Upstream for Plexy {
    fn name(&self) -> &'static str {
        "plexy"
    }

    fn handle(&mut self, request: &Request, now: u64) -> Reply {
        Self::handle(self, request, now)
    }

    fn state(&mut self, now: u64) -> Value {
        self.advance(now);
        let orders = self.orders.oldest_first().map(|order| self.order_state(order)).collect();
        let requests = self.requests.iter().map(|(it, count)| (it.word(), *count));
        let money = books(&self.ledger);
        state(money, orders, requests, self.faults.pending(), self.settings_state())
    }

    fn inject(&mut self, fault: Map<String, Value>) -> Result<(), ControlError> {
        self.faults.inject(fault)
    }

    fn configure(&mut self, settings: Map<String, Value>, now: u64) -> Result<(), ControlError> {
        let now = self.advance(now);
        let change = Change::read(settings)?;
        self.apply(change, now);
        Ok(())
    }

    fn end_order(
        &mut self,
        order: &str,
        change: Map<String, Value>,
        now: u64,
    ) -> Result<Value, ControlError> {
        let now = self.advance(now);
        let mut params = Params::new(change);
        let word = params.text("status")?;
        let force = params.flag("force")?.unwrap_or(false);
        params.end()?;
        let mut ends = Status::ALL.into_iter().filter(|status| *status != Status::Pending);
        let Some(status) = ends.find(|status| word.as_deref() == Some(status.word())) else {
            let words = "`status` must be completed, failed or reversed";
            return Err(ControlError::BadRequest(words.into()));
        };
        let missing = || ControlError::NotFound(format!("order {order}"));
        let serial = *self.by_id.get(order).ok_or_else(missing)?;
        let ended = self.orders.get(serial).ok_or_else(missing)?.status != Status::Pending;
        if ended && !force {
            return Err(ControlError::Ended(order.to_owned()));
        }
        self.finish(serial, status, now)
            .map_err(|why| ControlError::BadRequest(why.to_string()))?;
        let order = self.orders.get(serial).ok_or_else(missing)?;
        Ok(self.order_state(order))
    }

    fn reset(&mut self) {
        let opening = self.opening.clone();
        self.ledger = Ledger::new(opening.wallets.clone());
        self.settings = opening;
        self.deposits.clear();
        self.orders = Shelf::default();
        self.by_id.clear();
        self.due.clear();
        self.keys.clear();
        self.faults = Faults::default();
        self.requests.clear();
    }
}

impl Plexy {
    /// One order as the oracle sees it, with the money it moved and what it brought.
    fn order_state(&self, order: &Order) -> Value {
        let costs = self.ledger.of_order(order.serial);
        let product = self.product(order.product_id);
        let pin = order.content.iter().find(|(key, _)| key.contains("pin")).map(|(_, pin)| pin);
        let codes = order.content.first();
        let codes = codes.map(|(_, code)| json!({ "code": code, "pin": pin }));
        json!({
            "id": order.id,
            "item": order.product_id,
            "name": product.map(|product| &product.name_en),
            "type": product.map(|product| product.product_type.code()),
            "status": order.status.word(),
            "external_ref": order.external_ref,
            "idempotency_key": order.idempotency_key,
            "replays": order.replays,
            "amount": order.amount.map(|amount| amount.to_string()),
            "account": order.account,
            "currency": order.currency,
            "price": order.charge.to_string(),
            "charges": costs.charges,
            "charged": costs.charged.to_string(),
            "rolled_back": costs.rolled_back.to_string(),
            "codes": codes.into_iter().collect::<Vec<_>>(),
            "content": order.content.iter().map(|(key, it)| (key.clone(), json!(it))).collect::<Value>(),
            "polls": order.polls,
            "created_at": iso(order.created_at),
            "updated_at": iso(order.updated_at),
        })
    }

    fn settings_state(&self) -> Value {
        let settings = &self.settings;
        let own = [
            ("agent_id", json!(settings.agent_id)),
            ("is_test", json!(settings.is_test)),
            ("key_lifetime_ms", json!(settings.key_lifetime_ms)),
            ("listing_delay_ms", json!(settings.listing_delay_ms)),
            ("low_balance_status", json!(settings.low_balance_status)),
            ("product_numbers", json!(settings.product_numbers.word())),
        ];
        let all = settings.pace.settings().into_iter().chain(own);
        all.map(|(name, value)| (name.to_owned(), value)).collect()
    }

    fn apply(&mut self, change: Change, now: u64) {
        let settings = &mut self.settings;
        settings.pace = change.pace.unwrap_or(settings.pace);
        settings.listing_delay_ms = change.listing_delay_ms.unwrap_or(settings.listing_delay_ms);
        settings.key_lifetime_ms = change.key_lifetime_ms.unwrap_or(settings.key_lifetime_ms);
        settings.low_balance_status =
            change.low_balance_status.unwrap_or(settings.low_balance_status);
        settings.product_numbers = change.product_numbers.unwrap_or(settings.product_numbers);
        settings.is_test = change.is_test.unwrap_or(settings.is_test);
        if let Some(key) = change.api_key {
            settings.api_key = Some(key).filter(|key| key != "any");
        }
        if let Some(agent) = change.agent_id {
            settings.agent_id = agent;
        }
        settings.charges.extend(change.charges);
        for (currency, balance) in change.balances {
            let before = self.ledger.balance(&currency).unwrap_or_default();
            self.pay_in(&currency, balance.saturating_sub(before), Some(now), now);
        }
        for (currency, amount) in change.deposits {
            self.pay_in(&currency, amount, Some(now), now);
        }
        for (currency, amount) in change.pending_deposits {
            self.pay_in(&currency, amount, None, now);
        }
        if change.post_deposits {
            self.post_deposits(now);
        }
    }

    /// A deposit, which is in the balance once it is posted. Less than nothing is a correction.
    fn pay_in(&mut self, currency: &str, amount: Decimal, posted_at: Option<u64>, now: u64) {
        let method = if amount.is_sign_negative() { "manual" } else { "bank_wire" };
        let currency = currency.to_owned();
        if posted_at.is_some() {
            self.credit(&currency, amount);
        }
        self.deposits.push(Deposit { currency, amount, method, created_at: now, posted_at });
    }

    fn post_deposits(&mut self, now: u64) {
        let mut posted = Vec::new();
        for deposit in self.deposits.iter_mut().filter(|deposit| deposit.posted_at.is_none()) {
            deposit.posted_at = Some(now);
            posted.push((deposit.currency.clone(), deposit.amount));
        }
        for (currency, amount) in posted {
            self.credit(&currency, amount);
        }
    }

    fn credit(&mut self, currency: &str, amount: Decimal) {
        let balance = self.ledger.balance(currency).unwrap_or_default();
        self.ledger.set_balance(currency, balance.saturating_add(amount));
    }
}

/// A change of settings, read completely before any of it is made.
struct Change {
    pace: Option<Pace>,
    listing_delay_ms: Option<u64>,
    key_lifetime_ms: Option<u64>,
    low_balance_status: Option<u16>,
    product_numbers: Option<NumberForm>,
    is_test: Option<bool>,
    api_key: Option<String>,
    agent_id: Option<String>,
    charges: BTreeMap<u64, Decimal>,
    balances: BTreeMap<String, Decimal>,
    deposits: BTreeMap<String, Decimal>,
    pending_deposits: BTreeMap<String, Decimal>,
    post_deposits: bool,
}

impl Change {
    fn read(settings: Map<String, Value>) -> Result<Self, ControlError> {
        let mut params = Params::new(settings);
        let forms = NumberForm::ALL.map(|form| (form.word(), form));
        let product_numbers = params.choice("product_numbers", forms)?;
        let low_balance_status: Option<u16> = params.whole("low_balance_status")?;
        if low_balance_status.is_some_and(|status| !(400..500).contains(&status)) {
            let words = "`low_balance_status` must be from 400 to 499";
            return Err(ControlError::BadRequest(words.into()));
        }
        let charges = params.amounts("charges")?.into_iter().map(|(product, charge)| {
            let wrong =
                || ControlError::BadRequest(format!("`charges.{product}` is not a product"));
            Ok((product.parse().map_err(|_| wrong())?, charge))
        });
        let change = Self {
            pace: Pace::read(&mut params)?,
            listing_delay_ms: params.whole("listing_delay_ms")?,
            key_lifetime_ms: params.whole("key_lifetime_ms")?,
            low_balance_status,
            product_numbers,
            is_test: params.flag("is_test")?,
            api_key: params.text("api_key")?,
            agent_id: params.text("agent_id")?,
            charges: charges.collect::<Result<_, _>>()?,
            balances: params.amounts("balance")?,
            deposits: params.amounts("deposit")?,
            pending_deposits: params.amounts("pending_deposit")?,
            post_deposits: params.flag("post_deposits")?.unwrap_or(false),
        };
        params.end()?;
        Ok(change)
    }
}

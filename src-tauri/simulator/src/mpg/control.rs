//! The gateway as the control server sees it: the truth, and the levers. `POST /orders/{id}` takes
//! `{"action":"resolve"}` (undecided transactions say what the bank did) and `settle` (a purchase
//! can be refunded and no longer voided).
//!
//! It must never know: HTTP.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::faults::Faults;
use super::orders::{Order, major};
use super::{Endpoint, IdField, Mpg, Repeat, Settings};
use crate::message::{Reply, Request};
use crate::takings::{Takings, digits_of};
use crate::timestamp::iso;
use crate::upstream::{ControlError, Params, Upstream, state};

impl Upstream for Mpg {
    fn name(&self) -> &'static str {
        "mpg"
    }

    fn handle(&mut self, request: &Request, now: u64) -> Reply {
        Self::handle(self, request, now)
    }

    fn state(&mut self, now: u64) -> Value {
        self.advance(now);
        let orders = self.orders.values().map(|order| self.order_state(order)).collect();
        let requests = self.requests.iter().map(|(it, count)| (it.word(), *count));
        let money = Map::from_iter([("totals".to_owned(), self.takings.state())]);
        state(money, orders, requests, self.faults.pending(), self.settings_state())
    }

    fn inject(&mut self, fault: Map<String, Value>) -> Result<(), ControlError> {
        self.faults.inject(fault)
    }

    fn configure(&mut self, settings: Map<String, Value>, now: u64) -> Result<(), ControlError> {
        self.advance(now);
        self.settings = changed(&self.settings, settings)?;
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
        let action = params.text("action")?;
        params.end()?;
        let missing = || ControlError::NotFound(format!("order {order}"));
        let number = self.by_id.get(&order.to_ascii_lowercase()).copied().ok_or_else(missing)?;
        let found = self.orders.get_mut(&number).ok_or_else(missing)?;
        match action.as_deref() {
            Some("resolve") => found.resolve(now),
            Some("settle") => found.settles_at = found.settles_at.min(now),
            _ => {
                let words = "`action` must be resolve or settle";
                return Err(ControlError::BadRequest(words.into()));
            }
        }
        let found = self.orders.get(&number).ok_or_else(missing)?;
        Ok(self.order_state(found))
    }

    fn reset(&mut self) {
        self.settings = self.opening.clone();
        self.takings = Takings::default();
        self.orders.clear();
        self.by_id.clear();
        self.by_transaction_id.clear();
        self.faults = Faults::default();
        self.requests.clear();
    }
}

impl Mpg {
    /// One order as the oracle sees it, with the money it moved.
    fn order_state(&self, order: &Order) -> Value {
        let amount =
            |minor: u64| digits_of(major(minor, &order.currency), &order.currency).to_string();
        let transactions = order.transactions.iter().map(|it| {
            json!({
                "id": it.id,
                "type": it.kind.word(),
                "amount": amount(it.amount),
                "status": it.outcome.status.word(),
                "bank_acted": it.outcome.acted,
                "at": iso(it.at),
            })
        });
        let mut state = json!({
            "id": order.id,
            "transaction_type": order.transaction_type,
            "description": order.description,
            "amount": amount(order.amount),
            "currency": order.currency,
            "last_digits": order.source.last_digits,
            "transactions": transactions.collect::<Vec<_>>(),
            "settled": order.settles_at <= self.clock,
            "creates": order.creates,
            "reads": order.reads,
            "created_at": iso(order.created_at),
            "updated_at": iso(order.updated_at),
        });
        let money = self.takings.of_order(order.number).state();
        if let (Some(members), Value::Object(money)) = (state.as_object_mut(), money) {
            members.extend(money);
        }
        state
    }

    fn settings_state(&self) -> Value {
        let settings = &self.settings;
        let forbidden = settings.forbidden.iter().copied().map(Endpoint::word);
        json!({
            "address_refused": settings.address_refused,
            "forbidden": forbidden.collect::<Vec<_>>(),
            "id_field": settings.id_field.word(),
            "repeat": settings.repeat.word(),
            "captured_after_purchase": settings.captured_after_purchase,
            "amount_required": settings.amount_required,
            "settle_ms": settings.settle_ms,
        })
    }
}

/// The settings with a change made; a misspelt change makes none.
fn changed(settings: &Settings, change: Map<String, Value>) -> Result<Settings, ControlError> {
    let mut params = Params::new(change);
    let mut next = settings.clone();
    if let Some(key) = params.text("api_key")? {
        next.api_key = (key != "any").then_some(key);
    }
    next.address_refused = params.flag("address_refused")?.unwrap_or(next.address_refused);
    if let Some(list) = params.value("forbidden") {
        next.forbidden = read_endpoints(&list)?;
    }
    let fields = IdField::ALL.map(|field| (field.word(), field));
    next.id_field = params.choice("id_field", fields)?.unwrap_or(next.id_field);
    let rules = Repeat::ALL.map(|rule| (rule.word(), rule));
    next.repeat = params.choice("repeat", rules)?.unwrap_or(next.repeat);
    let captured = params.flag("captured_after_purchase")?;
    next.captured_after_purchase = captured.unwrap_or(next.captured_after_purchase);
    next.amount_required = params.flag("amount_required")?.unwrap_or(next.amount_required);
    next.settle_ms = params.whole("settle_ms")?.unwrap_or(next.settle_ms);
    params.end()?;
    Ok(next)
}

/// `["refund", "void"]`
fn read_endpoints(list: &Value) -> Result<BTreeSet<Endpoint>, ControlError> {
    let wrong = || ControlError::BadRequest("`forbidden` must be a list of endpoints".into());
    let words = list.as_array().ok_or_else(wrong)?.iter();
    let read = |word: &Value| {
        let found = Endpoint::ALL.into_iter().find(|it| word.as_str() == Some(it.word()));
        found.ok_or_else(wrong)
    };
    words.map(read).collect()
}

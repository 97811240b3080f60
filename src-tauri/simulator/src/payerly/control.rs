//! Payerly as the control server sees it: the truth, and the levers. `POST /orders/{orderId}` is
//! the customer: `{"action":"pay"}` (with `amount`, `payments`), `decline` or `expire`; with
//! `force` also what no customer could do, such as paying an order that is over.
//!
//! It must never know: HTTP.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::customer::{Act, Plan};
use super::faults::Faults;
use super::orders::{Order, RefundState, State};
use super::{Payerly, Repeat, Settings, wire};
use crate::message::{Reply, Request};
use crate::takings::Takings;
use crate::timestamp::iso;
use crate::upstream::{ControlError, Params, Upstream, state};

impl Upstream for Payerly {
    fn name(&self) -> &'static str {
        "payerly"
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
        self.advance(now);
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
        let act = Act::read(action.as_deref(), &mut params)?;
        let force = params.flag("force")?.unwrap_or(false);
        params.end()?;
        let missing = || ControlError::NotFound(format!("order {order}"));
        let number = self.by_order_id.get(order).copied().ok_or_else(missing)?;
        self.act(number, &act, force, now)?;
        let order = self.orders.get(&number).ok_or_else(missing)?;
        Ok(self.order_state(order))
    }

    fn reset(&mut self) {
        self.settings = self.opening.clone();
        self.takings = Takings::default();
        self.orders.clear();
        self.by_order_id.clear();
        self.by_txn_id.clear();
        self.by_payment_id.clear();
        self.by_refund_id.clear();
        self.due.clear();
        self.faults = Faults::default();
        self.requests.clear();
    }
}

impl Payerly {
    /// One order as the oracle sees it, with the money it moved.
    fn order_state(&self, order: &Order) -> Value {
        let currency = &order.wish.currency;
        let payments = order.payments.iter().map(|payment| {
            json!({
                "payment_id": payment.payment_id,
                "amount": wire::written(payment.amount, currency),
                "declined": payment.declined,
                "at": iso(payment.at),
            })
        });
        let refunds = order.refunds.iter().map(|refund| {
            json!({
                "refund_id": refund.refund_id,
                "payment_id": refund.payment_id,
                "amount": wire::written(refund.amount, currency),
                "status": refund.state.word(),
            })
        });
        let mut state = json!({
            "id": order.order_id,
            "pay_path": format!("/pay/{}", order.txn_id),
            "status": order.state().word(),
            "over": order.is_over,
            "description": order.wish.description,
            "amount": wire::written(order.wish.amount, currency),
            "currency": currency,
            "payments": payments.collect::<Vec<_>>(),
            "refunds": refunds.collect::<Vec<_>>(),
            "creates": order.creates,
            "reads": order.reads,
            "created_at": iso(order.created_at),
            "expire_at": iso(order.wish.expire_at),
            "changed_at": iso(order.changed_at),
        });
        let money = self.takings.of_order(order.number).state();
        if let (Some(members), Value::Object(money)) = (state.as_object_mut(), money) {
            members.extend(money);
        }
        state
    }

    fn settings_state(&self) -> Value {
        let settings = &self.settings;
        json!({
            "order_repeat": settings.order_repeat.word(),
            "refund_repeat": settings.refund_repeat.word(),
            "refunds_enabled": settings.refunds_enabled,
            "refund_ms": settings.refund_ms,
            "lifetime_ms": settings.lifetime_ms,
            "status_words": settings.status_words,
            "conversion": settings.conversion.as_ref().map(|(currency, rate)| {
                json!({ "currency": currency, "rate": rate.to_string() })
            }),
            "custom_fields_key": settings.custom_fields_key,
            "items_beside": settings.items_beside,
            "clock_ahead_ms": settings.clock_ahead_ms,
        })
    }
}

impl Repeat {
    fn words() -> [(&'static str, Self); 3] {
        [Self::Refuse, Self::Ignore, Self::Update].map(|rule| (rule.word(), rule))
    }

    fn word(self) -> &'static str {
        match self {
            Self::Refuse => "refuse",
            Self::Ignore => "ignore",
            Self::Update => "update",
        }
    }
}

/// The settings with a change made; a misspelt change makes none.
fn changed(settings: &Settings, change: Map<String, Value>) -> Result<Settings, ControlError> {
    let mut params = Params::new(change);
    let mut next = settings.clone();
    if let Some(key) = params.text("api_key")? {
        next.api_key = (key != "any").then_some(key);
    }
    next.order_repeat =
        params.choice("order_repeat", Repeat::words())?.unwrap_or(next.order_repeat);
    next.refund_repeat =
        params.choice("refund_repeat", Repeat::words())?.unwrap_or(next.refund_repeat);
    next.refunds_enabled = params.flag("refunds_enabled")?.unwrap_or(next.refunds_enabled);
    next.refund_ms = params.whole("refund_ms")?.unwrap_or(next.refund_ms);
    next.lifetime_ms = params.whole("lifetime_ms")?.unwrap_or(next.lifetime_ms);
    next.items_beside = params.flag("items_beside")?.unwrap_or(next.items_beside);
    if let Some(words) = params.object("status_words")? {
        next.status_words.extend(read_words(words)?);
    }
    if let Some(customer) = params.object("customer")? {
        next.customer = read_customer(customer)?;
    }
    if let Some(conversion) = params.object("conversion")? {
        next.conversion = read_conversion(conversion)?;
    }
    let keys = [wire::CUSTOM_FIELDS, "customfields"].map(|key| (key, key));
    next.custom_fields_key =
        params.choice("custom_fields_key", keys)?.unwrap_or(next.custom_fields_key);
    if let Some(ahead) = params.value("clock_ahead_ms") {
        let wrong = || ControlError::BadRequest("`clock_ahead_ms` must be a whole number".into());
        next.clock_ahead_ms = ahead.as_i64().ok_or_else(wrong)?;
    }
    params.end()?;
    Ok(next)
}

/// `{"CONFIRMED": "Paid"}`: another spelling for one of our own words.
fn read_words(words: Map<String, Value>) -> Result<BTreeMap<String, String>, ControlError> {
    let own =
        State::ALL.map(State::word).into_iter().chain(RefundState::ALL.map(RefundState::word));
    let own: Vec<&str> = own.collect();
    let read = |(name, word): (String, Value)| {
        let known = || format!("`status_words` takes strings for: {}", own.join(", "));
        let word = word.as_str().filter(|_| own.contains(&name.as_str())).map(str::to_owned);
        Ok((name, word.ok_or_else(|| ControlError::BadRequest(known()))?))
    };
    words.into_iter().map(read).collect()
}

/// A plan for every new order, or `{}` for none.
fn read_customer(plan: Map<String, Value>) -> Result<Option<Plan>, ControlError> {
    if plan.is_empty() {
        return Ok(None);
    }
    let mut params = Params::new(plan);
    let plan = Plan::read(&mut params)?;
    params.end()?;
    Ok(Some(plan))
}

/// `{"currency": "EUR", "rate": "0.92"}`, or `{}` for none.
fn read_conversion(
    conversion: Map<String, Value>,
) -> Result<Option<(String, Decimal)>, ControlError> {
    if conversion.is_empty() {
        return Ok(None);
    }
    let mut params = Params::new(conversion);
    let (currency, rate) = (params.text("currency")?, params.amount("rate")?);
    params.end()?;
    let wrong = || ControlError::BadRequest("`conversion` needs a currency and a rate".into());
    currency.zip(rate).ok_or_else(wrong).map(Some)
}

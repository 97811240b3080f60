//! `CardPlusPay` as the control server sees it: the truth, and the levers.
//!
//! It must never know: HTTP.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::faults::Faults;
use super::orders::{Order, Status};
use super::{CardPlusPay, MoneyForm};
use crate::ledger::Ledger;
use crate::message::{Reply, Request};
use crate::pace::Pace;
use crate::shelf::Shelf;
use crate::timestamp::iso;
use crate::upstream::{ControlError, Params, Upstream, books, state};

impl Upstream for CardPlusPay {
    fn name(&self) -> &'static str {
        "cardpluspay"
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
        if settings.contains_key("other_till_buys") {
            return self.push_other_till(settings, now);
        }
        let change = Change::read(settings)?;
        self.apply(change);
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
            let words = "`status` must be completed, failed or refunded";
            return Err(ControlError::BadRequest(words.into()));
        };
        let missing = || ControlError::NotFound(format!("order {order}"));
        let id: u64 = order.parse().map_err(|_| missing())?;
        let ended = self.orders.get(id).ok_or_else(missing)?.status != Status::Pending;
        if ended && !force {
            return Err(ControlError::Ended(order.to_owned()));
        }
        self.finish(id, status, now).map_err(|why| ControlError::BadRequest(why.to_string()))?;
        let order = self.orders.get(id).ok_or_else(missing)?;
        Ok(self.order_state(order))
    }

    fn reset(&mut self) {
        let opening = self.opening.clone();
        self.ledger = Ledger::new(vec![opening.wallet.clone()]);
        self.settings = opening;
        self.orders = Shelf::default();
        self.due.clear();
        self.faults = Faults::default();
        self.requests.clear();
    }
}

impl CardPlusPay {
    /// One order as the oracle sees it, with the money it moved and the cards it brought.
    fn order_state(&self, order: &Order) -> Value {
        let costs = self.ledger.of_order(order.id);
        let codes = order.cards.iter().map(|it| json!({ "code": it.code, "pin": it.pin }));
        json!({
            "id": order.id,
            "item": order.item_code,
            "name": self.item(&order.item_code).map(|item| &item.name_en),
            "till": order.till.word(),
            "quantity": order.quantity,
            "status": order.status.word(),
            "currency": order.currency,
            "price": order.amount.to_string(),
            "charges": costs.charges,
            "charged": costs.charged.to_string(),
            "rolled_back": costs.rolled_back.to_string(),
            "codes": codes.collect::<Vec<_>>(),
            "polls": order.polls,
            "created_at": iso(order.created_at),
            "updated_at": iso(order.updated_at),
        })
    }

    fn settings_state(&self) -> Value {
        let settings = &self.settings;
        let own = [
            ("list_key", json!(settings.list_key)),
            ("listing_delay_ms", json!(settings.listing_delay_ms)),
            ("money", json!(settings.money.word())),
            ("page_param", json!(settings.page_param)),
            ("pins_on_read", json!(settings.pins_on_read)),
            ("signing", json!(settings.signing)),
            ("stock", json!(settings.stock)),
        ];
        let all = settings.pace.settings().into_iter().chain(own);
        all.map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// No setting but a push, and so alone in its request: another till on this account buys one.
    fn push_other_till(
        &mut self,
        settings: Map<String, Value>,
        now: u64,
    ) -> Result<(), ControlError> {
        let mut params = Params::new(settings);
        let item = params.text("other_till_buys")?.unwrap_or_default();
        params.end()?;
        self.other_till_buys_now(&item, now).map_err(ControlError::BadRequest)?;
        Ok(())
    }

    fn apply(&mut self, change: Change) {
        let settings = &mut self.settings;
        settings.pace = change.pace.unwrap_or(settings.pace);
        settings.listing_delay_ms = change.listing_delay_ms.unwrap_or(settings.listing_delay_ms);
        settings.money = change.money.unwrap_or(settings.money);
        settings.pins_on_read = change.pins_on_read.unwrap_or(settings.pins_on_read);
        settings.signing = change.signing.unwrap_or(settings.signing);
        if let Some(key) = change.api_key {
            settings.api_key = Some(key).filter(|key| key != "any");
        }
        if let Some(name) = change.page_param {
            settings.page_param = name;
        }
        if let Some(name) = change.list_key {
            settings.list_key = name;
        }
        settings.prices.extend(change.prices);
        settings.stock.extend(change.stock);
        if let Some(balance) = change.balance {
            self.ledger.set_balance(&self.settings.wallet.currency, balance);
        }
    }
}

/// A change of settings, read completely before any of it is made.
struct Change {
    pace: Option<Pace>,
    listing_delay_ms: Option<u64>,
    money: Option<MoneyForm>,
    pins_on_read: Option<bool>,
    signing: Option<bool>,
    api_key: Option<String>,
    page_param: Option<String>,
    list_key: Option<String>,
    prices: BTreeMap<String, Decimal>,
    stock: BTreeMap<String, u64>,
    balance: Option<Decimal>,
}

impl Change {
    fn read(settings: Map<String, Value>) -> Result<Self, ControlError> {
        let mut params = Params::new(settings);
        let forms = MoneyForm::ALL.map(|form| (form.word(), form));
        let money = params.choice("money", forms)?;
        let stock = params.object("stock")?.unwrap_or_default().into_iter().map(|(item, left)| {
            let wrong = || ControlError::BadRequest(format!("`stock.{item}` must be a number"));
            Ok((item.clone(), left.as_u64().ok_or_else(wrong)?))
        });
        let stock = stock.collect::<Result<_, _>>()?;
        let mut balance = params.amounts("balance")?;
        let change = Self {
            pace: Pace::read(&mut params)?,
            listing_delay_ms: params.whole("listing_delay_ms")?,
            money,
            pins_on_read: params.flag("pins_on_read")?,
            signing: params.flag("signing")?,
            api_key: params.text("api_key")?,
            page_param: params.text("page_param")?,
            list_key: params.text("list_key")?,
            prices: params.amounts("prices")?,
            stock,
            balance: balance.remove("USD"),
        };
        params.end()?;
        match balance.into_keys().next() {
            None => Ok(change),
            Some(currency) => Err(ControlError::NotFound(format!("balance in {currency}"))),
        }
    }
}

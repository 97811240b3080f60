//! PalCards as the control server sees it: the truth, and the levers.
//!
//! It must never know: HTTP.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::faults::Faults;
use super::orders::{Order, Status};
use super::{KeyRule, PalCards, Settings};
use crate::ledger::Ledger;
use crate::message::{Reply, Request};
use crate::pace::Pace;
use crate::timestamp::iso;
use crate::upstream::{ControlError, Params, Upstream, books, state};

impl Upstream for PalCards {
    fn name(&self) -> &'static str {
        "palcards"
    }

    fn handle(&mut self, request: &Request, now: u64) -> Reply {
        Self::handle(self, request, now)
    }

    fn state(&mut self, now: u64) -> Value {
        let now = self.advance(now);
        let orders = self.orders.values().map(|order| self.order_state(order, now)).collect();
        let requests = self.requests.iter().map(|(it, count)| (it.word(), *count));
        let money = books(&self.ledger);
        state(money, orders, requests, self.faults.pending(), self.settings_state())
    }

    fn inject(&mut self, fault: Map<String, Value>) -> Result<(), ControlError> {
        self.faults.inject(fault)
    }

    fn configure(&mut self, settings: Map<String, Value>, now: u64) -> Result<(), ControlError> {
        self.advance(now);
        let change = Change::read(settings, &self.ledger)?;
        change.apply(&mut self.settings, &mut self.ledger);
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
        let status = Status::ALL
            .into_iter()
            .find(|status| status.is_final() && word.as_deref() == Some(status.word()));
        let Some(status) = status else {
            let words = "`status` must be success, failed or rejected";
            return Err(ControlError::BadRequest(words.into()));
        };
        let missing = || ControlError::NotFound(format!("order {order}"));
        let id: u64 = order.parse().map_err(|_| missing())?;
        let ended = self.orders.get(&id).ok_or_else(missing)?.ended;
        if ended.is_some() && !force {
            return Err(ControlError::Ended(order.to_owned()));
        }
        self.finish(id, status, now).map_err(|why| ControlError::BadRequest(why.to_string()))?;
        let order = self.orders.get(&id).ok_or_else(missing)?;
        Ok(self.order_state(order, now))
    }

    fn reset(&mut self) {
        let opening = self.opening.clone();
        self.ledger = Ledger::new(opening.wallets.clone());
        self.settings = opening;
        self.orders.clear();
        self.due.clear();
        self.faults = Faults::default();
        self.requests.clear();
    }
}

impl PalCards {
    /// One order as the oracle sees it, with the money it moved and the card it brought.
    fn order_state(&self, order: &Order, now: u64) -> Value {
        let costs = self.ledger.of_order(order.id);
        let codes = order.sold_item.iter().map(|it| json!({ "code": it.code, "pin": it.pin }));
        json!({
            "id": order.id,
            "item": order.item,
            "name": self.product(order.item).map(|product| &product.name_en),
            "type": order.kind.word(),
            "status": order.status(now).word(),
            "client_order_ref": order.client_order_ref,
            "phone": order.phone,
            "context": order.context,
            "currency": order.currency,
            "price": order.price.to_string(),
            "charges": costs.charges,
            "charged": costs.charged.to_string(),
            "rolled_back": costs.rolled_back.to_string(),
            "code": order.sold_item.as_ref().map(|sold| sold.code.clone()),
            "pin": order.sold_item.as_ref().and_then(|sold| sold.pin.clone()),
            "codes": codes.collect::<Vec<_>>(),
            "polls": order.polls,
            "created_at": iso(order.created_at),
            "updated_at": iso(order.updated_at),
        })
    }

    fn settings_state(&self) -> Value {
        let settings = &self.settings;
        let own = [
            ("listing_delay_ms", json!(settings.listing_delay_ms)),
            ("address_refused", json!(settings.address_refused)),
            ("default_currency", json!(self.ledger.default_currency())),
            ("page_base", json!(settings.page_base)),
        ];
        let all = settings.pace.settings().into_iter().chain(own);
        all.map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

/// A change of settings, read completely before any of it is made.
struct Change {
    pace: Option<Pace>,
    listing_delay_ms: Option<u64>,
    address_refused: Option<bool>,
    key: Option<KeyRule>,
    default_currency: Option<String>,
    page_base: Option<u64>,
    balances: BTreeMap<String, Decimal>,
    prices: BTreeMap<u64, Decimal>,
}

impl Change {
    fn read(settings: Map<String, Value>, ledger: &Ledger) -> Result<Self, ControlError> {
        let mut params = Params::new(settings);
        let key = params.text("api_key")?.map(|key| match key.as_str() {
            "any" => KeyRule::AnySecretKey,
            _ => KeyRule::Exactly(key),
        });
        let prices = params.amounts("prices")?.into_iter().map(|(item, price)| {
            let wrong = || ControlError::BadRequest(format!("`prices.{item}` is not an item"));
            Ok((item.parse().map_err(|_| wrong())?, price))
        });
        let change = Self {
            pace: Pace::read(&mut params)?,
            listing_delay_ms: params.whole("listing_delay_ms")?,
            address_refused: params.flag("address_refused")?,
            key,
            default_currency: params.text("default_currency")?,
            page_base: params.whole("page_base")?,
            balances: params.amounts("balance")?,
            prices: prices.collect::<Result<_, _>>()?,
        };
        params.end()?;
        let wanted = change.default_currency.as_deref();
        let known = |it: &str| ledger.balance(it).is_some() || change.balances.contains_key(it);
        if let Some(currency) = wanted.filter(|currency| !known(currency)) {
            return Err(ControlError::NotFound(format!("wallet in {currency}")));
        }
        Ok(change)
    }

    fn apply(self, settings: &mut Settings, ledger: &mut Ledger) {
        settings.pace = self.pace.unwrap_or(settings.pace);
        settings.listing_delay_ms = self.listing_delay_ms.unwrap_or(settings.listing_delay_ms);
        settings.address_refused = self.address_refused.unwrap_or(settings.address_refused);
        settings.page_base = self.page_base.unwrap_or(settings.page_base);
        if let Some(key) = self.key {
            settings.key = key;
        }
        settings.prices.extend(self.prices);
        for (currency, balance) in &self.balances {
            ledger.set_balance(currency, *balance);
        }
        if let Some(currency) = &self.default_currency {
            ledger.set_default(currency);
        }
    }
}

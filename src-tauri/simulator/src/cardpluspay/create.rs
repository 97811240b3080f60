//! `POST /orders/check` and `POST /orders`: every order that is accepted is a new one, and nothing
//! in it is the client's own.
//!
//! It must never know: whether the client meant it.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::faults::OtherTill;
use super::orders::{Order, Status, Till};
use super::{CardPlusPay, Endpoint, wire};
use crate::ledger::ChargeError;
use crate::message::{Reply, Request};

const QUANTITY_MAX: u64 = 100;

impl CardPlusPay {
    pub(super) fn check(&mut self, request: &Request) -> Reply {
        self.look_at_stock(request).unwrap_or_else(|refusal| refusal)
    }

    fn look_at_stock(&mut self, request: &Request) -> Result<Reply, Reply> {
        let body = wire::body_object(request);
        let code = text(&body, "item_id");
        let code = code.ok_or_else(|| wire::invalid("The item id field is required."))?;
        let requested = quantity(&body)?;
        let item = self.item(code).ok_or_else(no_such_item)?;
        let mut price = self.price(item);
        if let Some(by) = self.faults.price_risen.take(Endpoint::Check.word()) {
            price = price.saturating_add(by);
            self.settings.prices.insert(code.to_owned(), price);
        }
        let gone = self.faults.out_of_stock.take(Endpoint::Check.word()).is_some();
        let in_stock = !gone && self.has_stock(code, requested);
        let (state, message) = if in_stock {
            ("in_stock", "Item is available")
        } else {
            ("out_of_stock", "Requested quantity is not available")
        };
        let data = json!({
            "price": wire::figure(price, self.settings.money),
            "state": state,
            "status": in_stock,
            "message": message,
            "requested": requested,
        });
        Ok(wire::success("Stock checked successfully", &data))
    }

    pub(super) fn create(&mut self, request: &Request, now: u64) -> Reply {
        self.accept(request, now).unwrap_or_else(|refusal| refusal)
    }

    fn accept(&mut self, request: &Request, now: u64) -> Result<Reply, Reply> {
        let body = wire::body_object(request);
        let code = text(&body, "item_code").or_else(|| text(&body, "item_id"));
        let code = code.ok_or_else(|| wire::invalid("The item code field is required."))?;
        let quantity = quantity(&body)?;
        if let Some(email) = body.get("email").filter(|email| !email.is_null())
            && email.as_str().is_none_or(|email| !email.contains('@'))
        {
            return Err(wire::invalid("The email must be a valid email address."));
        }
        if self.faults.out_of_stock.take(Endpoint::Create.word()).is_some() {
            return Err(out_of_stock());
        }
        let id = self.buy(code, quantity, Till::Own, now)?;
        Ok(self.show_created(id))
    }

    /// Charges and opens an order; the same for every till on the account.
    fn buy(&mut self, code: &str, quantity: u64, till: Till, now: u64) -> Result<u64, Reply> {
        let item = self.item(code).ok_or_else(no_such_item)?;
        if !self.has_stock(code, quantity) {
            return Err(out_of_stock());
        }
        let (unit_price, unit_value) = (self.price(item), item.value);
        let currency = item.currency.clone();
        let amount = unit_price.saturating_mul(Decimal::from(quantity));
        let id = self.next_order_id;
        match self.ledger.charge(id, &currency, amount) {
            Ok(()) => {}
            Err(ChargeError::InsufficientBalance | ChargeError::NoWallet) => {
                return Err(wire::refusal(400, &Value::from(wire::LOW_BALANCE)));
            }
        }
        self.next_order_id = id.saturating_add(1);
        if let Some(left) = self.settings.stock.get_mut(code) {
            *left = left.saturating_sub(quantity);
        }
        let plan = self.faults.plan(till, &self.settings);
        self.start(Order {
            id,
            item_code: code.to_owned(),
            quantity,
            till,
            currency,
            unit_price,
            unit_value,
            amount,
            cards: Vec::new(),
            cards_at_once: false,
            status: Status::Pending,
            polls: 0,
            created_at: now,
            updated_at: now,
            listed_from: now.saturating_add(plan.listing_delay_ms),
            planned: plan.outcome,
            pace: plan.pace,
        });
        Ok(id)
    }

    /// Another till buys what it wants, or what this request asks for.
    pub(super) fn other_till_buys(&mut self, other: &OtherTill, request: &Request, now: u64) {
        let body = wire::body_object(request);
        let ours = text(&body, "item_code").or_else(|| text(&body, "item_id"));
        let Some(code) = other.item.as_deref().or(ours) else { return };
        // What another till is refused is no concern of this one.
        drop(self.buy(code, other.quantity, Till::Other, now));
    }

    /// The same at once, without a request of ours; complains when nothing comes of it.
    pub(super) fn other_till_buys_now(&mut self, code: &str, now: u64) -> Result<u64, String> {
        let refused = |reply: Reply| {
            let body = reply.body_json().unwrap_or_default();
            body.get("message").and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        self.buy(code, 1, Till::Other, now).map_err(refused)
    }
}

fn no_such_item() -> Reply {
    wire::refusal(404, &Value::from("Item not found"))
}

fn out_of_stock() -> Reply {
    wire::refusal(400, &Value::from("Item is out of stock"))
}

fn text<'a>(body: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    body.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
}

fn quantity(body: &Map<String, Value>) -> Result<u64, Reply> {
    let Some(quantity) = body.get("quantity").filter(|quantity| !quantity.is_null()) else {
        return Ok(1);
    };
    let quantity = quantity.as_u64().filter(|quantity| (1..=QUANTITY_MAX).contains(quantity));
    quantity.ok_or_else(|| wire::invalid("The quantity must be between 1 and 100."))
}

//! `PUT /v1/orders/{orderId}`: one order for one id, however often it is sent.
//!
//! It must never know: whether the client has forgotten that it asked before.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::orders::{Order, Wish};
use super::wire::{self, Complaints, Refusal};
use super::{Endpoint, Payerly, Repeat};
use crate::message::{Reply, Request};
use crate::takings::minor_digits;
use crate::timestamp::parse;

const ORDER_ID_CHARS_MAX: usize = 255;
const URLS: [&str; 4] = ["successUrl", "declineUrl", "returnUrl", "callbackUrl"];

impl Payerly {
    pub(super) fn create(
        &mut self,
        order_id: &str,
        request: &Request,
        now: u64,
    ) -> Result<Reply, Refusal> {
        let body = wire::body_object(request)?;
        if let Some(number) = self.by_order_id.get(order_id).copied() {
            self.repeat(number, request, &body, now)?;
            return self.show(number, Endpoint::Create, request);
        }
        let wish = read_wish(&body, now, self.settings.lifetime_ms)?;
        if order_id.is_empty() || order_id.chars().count() > ORDER_ID_CHARS_MAX {
            return Err(Refusal::new(400, "orderId must be from 1 to 255 characters"));
        }
        let number = self.next_number;
        self.next_number = number.saturating_add(1);
        let txn_id = self.new_id();
        let plan = self.faults.plan().or_else(|| self.settings.customer.clone());
        let plan = plan.map(|plan| (now.saturating_add(plan.after_ms), plan));
        self.look_again(number, wish.expire_at);
        let acts_at = plan.as_ref().map(|(at, _)| *at);
        self.by_order_id.insert(order_id.to_owned(), number);
        self.by_txn_id.insert(txn_id.clone(), number);
        let order = Order {
            number,
            order_id: order_id.to_owned(),
            txn_id,
            wish,
            created_at: now,
            changed_at: now,
            is_over: false,
            payments: Vec::new(),
            refunds: Vec::new(),
            creates: 1,
            reads: 0,
            plan,
            body: request.body.clone(),
        };
        self.orders.insert(number, order);
        if let Some(at) = acts_at {
            self.look_again(number, at);
        }
        self.show(number, Endpoint::Create, request)
    }

    /// The same id again.
    fn repeat(
        &mut self,
        number: u64,
        request: &Request,
        body: &Map<String, Value>,
        now: u64,
    ) -> Result<(), Refusal> {
        let lifetime_ms = self.settings.lifetime_ms;
        let rule = self.settings.order_repeat;
        let Some(order) = self.orders.get_mut(&number) else { return Ok(()) };
        order.creates = order.creates.saturating_add(1);
        if wire::is_same_body(&order.body, request) {
            return Ok(());
        }
        match rule {
            Repeat::Ignore => return Ok(()),
            Repeat::Refuse => return Err(taken()),
            Repeat::Update if !order.is_payable() => return Err(taken()),
            Repeat::Update => {}
        }
        order.wish = read_wish(body, now, lifetime_ms)?;
        order.body.clone_from(&request.body);
        let expire_at = order.wish.expire_at;
        self.look_again(number, expire_at);
        Ok(())
    }
}

fn taken() -> Refusal {
    Refusal::new(400, "An order with this id exists already")
}

fn read_wish(body: &Map<String, Value>, now: u64, lifetime_ms: u64) -> Result<Wish, Refusal> {
    let mut wrong = Complaints::default();
    let description = body.get("description").and_then(Value::as_str);
    let description = description.filter(|text| !text.trim().is_empty());
    if description.is_none() {
        wrong.add("description", "is required", body.get("description"));
    }
    if body.get("autoConfirm") != Some(&Value::Bool(true)) {
        wrong.add("autoConfirm", "must be true", body.get("autoConfirm"));
    }
    let amount = read_amount(body, &mut wrong);
    if amount.is_none() && !body.contains_key("amount") {
        wrong.add("amount", "is required", None);
    }
    let expire_at = read_expiry(body, now, &mut wrong);
    let urls = URLS.into_iter().filter_map(|name| Some((name, read_url(body, name, &mut wrong)?)));
    let urls = urls.collect();
    let customer = read_customer(body, &mut wrong);
    let custom_fields = read_custom_fields(body, &mut wrong);
    match (description, amount) {
        (Some(description), Some((amount, currency))) if wrong.is_empty() => Ok(Wish {
            description: description.to_owned(),
            amount,
            currency,
            expire_at: expire_at.unwrap_or_else(|| now.saturating_add(lifetime_ms)),
            urls,
            customer,
            custom_fields,
        }),
        _ => Err(wrong.refusal()),
    }
}

/// `{"value": "7635.01", "currency": "USD"}`, with no more digits than the currency has.
pub(super) fn read_amount(
    body: &Map<String, Value>,
    wrong: &mut Complaints,
) -> Option<(Decimal, String)> {
    let given = body.get("amount").filter(|amount| !amount.is_null())?;
    let currency = given.get("currency").and_then(Value::as_str);
    let is_code = |code: &&str| code.len() == 3 && code.bytes().all(|it| it.is_ascii_uppercase());
    let currency = currency.filter(is_code);
    if currency.is_none() {
        wrong.add("amount.currency", "must be an ISO 4217 code", given.get("currency"));
    }
    let digits = currency.map_or(2, minor_digits);
    let value = given.get("value").and_then(Value::as_str).and_then(plain_decimal);
    let value = value.filter(|value| *value > Decimal::ZERO && value.scale() <= digits);
    if value.is_none() {
        wrong.add("amount.value", "must be an amount above zero", given.get("value"));
    }
    Some((value?, currency?.to_owned()))
}

/// Digits with at most one point among them.
fn plain_decimal(text: &str) -> Option<Decimal> {
    let is_plain = text.bytes().all(|it| it.is_ascii_digit() || it == b'.')
        && text.starts_with(|it: char| it.is_ascii_digit())
        && text.ends_with(|it: char| it.is_ascii_digit());
    if is_plain { text.parse().ok() } else { None }
}

fn read_expiry(body: &Map<String, Value>, now: u64, wrong: &mut Complaints) -> Option<u64> {
    let given = body.get("expireAt").filter(|value| !value.is_null())?;
    let at = given.as_str().filter(|text| text.contains('T')).and_then(parse);
    let at = at.filter(|at| *at > now);
    if at.is_none() {
        wrong.add("expireAt", "must be a date and time in the future", Some(given));
    }
    at
}

fn read_url(
    body: &Map<String, Value>,
    name: &'static str,
    wrong: &mut Complaints,
) -> Option<String> {
    let given = body.get(name).filter(|value| !value.is_null())?;
    let schemes = ["https://", "http://"];
    let is_url = |text: &&str| schemes.iter().any(|scheme| text.starts_with(scheme));
    let url = given.as_str().filter(is_url);
    if url.is_none() {
        wrong.add(name, "must be a URL", Some(given));
    }
    url.map(str::to_owned)
}

fn read_customer(body: &Map<String, Value>, wrong: &mut Complaints) -> Map<String, Value> {
    let customer = match body.get("customer") {
        Some(Value::Object(customer)) => customer.clone(),
        None | Some(Value::Null) => Map::new(),
        given @ Some(_) => {
            wrong.add("customer", "must be an object", given);
            Map::new()
        }
    };
    let text = |name: &str| customer.get(name).map(|value| value.as_str().unwrap_or_default());
    let is_phone =
        |it: &str| (8..=15).contains(&it.len()) && it.bytes().all(|d| d.is_ascii_digit());
    if text("phone").is_some_and(|phone| !is_phone(phone)) {
        wrong.add("customer.phone", "must be digits with the country code", None);
    }
    let is_country = |it: &str| it.len() == 3 && it.bytes().all(|d| d.is_ascii_uppercase());
    if text("country").is_some_and(|country| !is_country(country)) {
        let words = "must be an ISO 3166-1 alpha-3 code";
        wrong.add("customer.country", words, customer.get("country"));
    }
    customer
}

/// The table writes `customfields`, the sample `customFields`: both are taken.
pub(super) fn read_custom_fields(
    body: &Map<String, Value>,
    wrong: &mut Complaints,
) -> Option<Map<String, Value>> {
    let given = body.get(wire::CUSTOM_FIELDS).or_else(|| body.get("customfields"))?;
    let Value::Object(fields) = given else {
        wrong.add(wire::CUSTOM_FIELDS, "must be an object", Some(given));
        return None;
    };
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_string()) {
        wrong.add(&format!("customFields.{name}"), "must be a string", Some(value));
    }
    Some(fields.clone())
}

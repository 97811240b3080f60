//! `CardPlusPay`'s JSON, written from its documents alone.
//!
//! It must never know: the ledger.

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::faults::CodesShape;
use super::orders::{Card, Order, Status};
use super::{Item, MoneyForm};
use crate::message::{Reply, Request, number};
use crate::timestamp::iso_two_hours_east;

pub(super) const LOW_BALANCE: &str = "Insufficient balance";
pub(super) const SIGNING_REQUIRED: &str = "Request signing is enabled for this account: the \
    headers X-API-Challenge and X-API-Signature are required";

/// Every reply has this envelope, whatever its HTTP status says.
#[derive(Serialize)]
struct Envelope<'a> {
    success: bool,
    message: &'a Value,
    data: &'a Value,
}

pub(super) fn success(message: &str, data: &Value) -> Reply {
    let message = &Value::from(message);
    Reply::json(200, &Envelope { success: true, message, data })
}

pub(super) fn refusal(status: u16, message: &Value) -> Reply {
    Reply::json(status, &Envelope { success: false, message, data: &Value::Null })
}

pub(super) fn invalid(message: &str) -> Reply {
    refusal(422, &Value::from(message))
}

/// The body as an object; what is no JSON counts as empty, and the complaints follow from that.
pub(super) fn body_object(request: &Request) -> Map<String, Value> {
    match serde_json::from_slice(&request.body) {
        Ok(Value::Object(body)) if request.is_json() => body,
        _ => Map::new(),
    }
}

/// An amount that the samples have as a string.
pub(super) fn string(amount: Decimal, form: MoneyForm) -> Value {
    match form {
        MoneyForm::Documented => Value::from(text(amount)),
        MoneyForm::Swapped => number(amount),
    }
}

/// An amount that the samples have as a number.
pub(super) fn figure(amount: Decimal, form: MoneyForm) -> Value {
    match form {
        MoneyForm::Documented => number(amount),
        MoneyForm::Swapped => Value::from(text(amount)),
    }
}

fn text(amount: Decimal) -> String {
    let mut amount = amount.normalize();
    if amount.scale() < 2 {
        amount.rescale(2);
    }
    amount.to_string()
}

/// What a fault makes of an order's look.
#[derive(Debug, Clone, Default)]
pub(super) struct Disguise {
    pub(super) status: Option<String>,
    pub(super) codes: Option<CodesShape>,
    pub(super) sum_mismatch: bool,
}

/// An order as the create reply shows it: the only reply with the item, and with PINs for certain.
pub(super) fn created(order: &Order, disguise: &Disguise, form: MoneyForm) -> Value {
    let codes = shown(order).iter().map(|card| {
        let mut code = json!({
            "code": card.code,
            "currency": order.currency,
            "item_code": order.item_code,
            "denomination": string(order.unit_value, form),
            "charged_amount": string(order.unit_price, form),
            "denomination_unit": order.currency,
        });
        add_metadata(&mut code, card);
        code
    });
    let counted = order.quantity.saturating_add(u64::from(disguise.sum_mismatch));
    let sum = |unit: Decimal| unit.saturating_mul(Decimal::from(counted));
    let word = disguise.status.as_deref().unwrap_or(order.status.word());
    let body = json!({
        "type": "bulk",
        // The sample has the item's code here, and no brand anywhere.
        "brand": order.item_code,
        "state": word,
        "status": word,
        "amount": string(sum(order.unit_price), form),
        "order_id": order.id,
        "order_no": order_no(order),
        "created_at": iso_two_hours_east(order.created_at),
        "total_denomination": figure(sum(order.unit_value), form),
    });
    with_codes(body, codes.collect(), disguise.codes)
}

/// An order as reading it shows it.
pub(super) fn read(order: &Order, disguise: &Disguise, form: MoneyForm, pins: bool) -> Value {
    let codes = shown(order).iter().map(|card| {
        let word = if order.status == Status::Refunded { "refunded" } else { "active" };
        let mut code = json!({ "code": card.code, "status": word });
        // Whoever has seen the cards at once has seen the PINs; the others must see them here.
        if pins || !order.cards_at_once {
            add_metadata(&mut code, card);
        }
        code
    });
    let body = row(order, disguise, form);
    with_codes(body, codes.collect(), disguise.codes)
}

/// An order as a row of the list: nothing of it says what was bought.
pub(super) fn row(order: &Order, disguise: &Disguise, form: MoneyForm) -> Value {
    let state = if order.status == Status::Completed { "success" } else { order.status.word() };
    json!({
        "order_id": order.id,
        "order_no": order_no(order),
        "status": disguise.status.as_deref().unwrap_or(order.status.word()),
        "state": state,
        "amount": figure(order.amount, form),
        "created_at": iso_two_hours_east(order.created_at),
    })
}

/// The cards a reply may show.
pub(super) fn shown(order: &Order) -> &[Card] {
    match order.status {
        Status::Completed | Status::Refunded => &order.cards,
        Status::Pending | Status::Failed => &[],
    }
}

fn order_no(order: &Order) -> String {
    format!("CPP-{:08}", order.id)
}

fn add_metadata(code: &mut Value, card: &Card) {
    if let (Some(members), Some(pin)) = (code.as_object_mut(), &card.pin) {
        members.insert("metadata".to_owned(), json!([{ "Pin": pin }]));
    }
}

fn with_codes(mut body: Value, mut codes: Vec<Value>, shape: Option<CodesShape>) -> Value {
    match shape {
        None => {}
        Some(CodesShape::None) => codes.clear(),
        Some(CodesShape::Absent) => return body,
        Some(CodesShape::OneLess) => {
            codes.pop();
        }
        Some(CodesShape::EmptyCode) => {
            let first = codes.first_mut().and_then(|code| code.get_mut("code"));
            first.into_iter().for_each(|code| *code = Value::from(""));
        }
        Some(CodesShape::NumericCode) => {
            let all = codes.iter_mut().filter_map(|code| code.get_mut("code"));
            all.for_each(|code| *code = numeric(code));
        }
    }
    if let Some(members) = body.as_object_mut() {
        members.insert("codes".to_owned(), Value::from(codes));
    }
    body
}

/// A code of digits as a bare number, where JSON can write it so (no leading zero).
fn numeric(code: &Value) -> Value {
    let text = code.as_str().unwrap_or_default();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    let number = text.parse::<serde_json::Number>().ok().filter(|_| digits);
    number.map_or_else(|| code.clone(), Value::Number)
}

/// An item of the catalogue; which of its amounts are strings is not on any page.
pub(super) fn item(item: &Item, form: MoneyForm) -> Value {
    json!({
        "item_code": item.item_code,
        "product_name": item.name_en,
        "brand": item.brand,
        "category": item.category,
        "value": figure(item.value, form),
        "price": string(item.price, form),
        "region": item.region,
        "currency": item.currency,
        "delivery_type": item.delivery_type.word(),
        "country_code": item.country_code,
    })
}

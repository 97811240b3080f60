//! PalCards' JSON, written from its documents alone.
//!
//! It must never know: the ledger.

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Map, Value, json};

use super::faults::SoldItemShape;
use super::orders::{Order, SoldItem, Status};
use super::{Endpoint, ProductKind};
use crate::fault::reason;
use crate::message::{Reply, Request, number};
use crate::timestamp::iso;

/// An error. The documents quote sentences but no envelope; this is the usual one of the framework
/// their wording comes from, in which a failed validation has an array for a message.
pub(super) fn error(status: u16, message: &Value) -> Reply {
    Reply::json(
        status,
        &json!({ "statusCode": status, "message": message, "error": reason(status) }),
    )
}

pub(super) fn invalid(complaints: Vec<String>) -> Reply {
    error(400, &Value::from(complaints))
}

pub(super) fn insufficient_balance() -> Reply {
    error(400, &Value::from("Insufficient balance"))
}

pub(super) fn wallet_missing_words(currency: &str) -> String {
    format!("Required wallet for currency '{currency}' is missing.")
}

pub(super) fn wallet_missing(currency: &str) -> Reply {
    error(400, &Value::from(wallet_missing_words(currency)))
}

pub(super) fn no_such_product(item: u64) -> Reply {
    error(404, &Value::from(format!("Product item {item} not found")))
}

/// The body as an object. Without the JSON content type a body is not even looked at, and the
/// complaints are those about an empty one.
pub(super) fn body_object(request: &Request) -> Result<Map<String, Value>, Reply> {
    if !request.is_json() {
        return Ok(Map::new());
    }
    let unreadable = |_| error(400, &Value::from("Unexpected token in JSON"));
    match serde_json::from_slice(&request.body).map_err(unreadable)? {
        Value::Object(body) => Ok(body),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Err(error(400, &Value::from("The body must be an object")))
        }
    }
}

pub(super) fn read_item(body: &Map<String, Value>, wrong: &mut Vec<String>) -> Option<u64> {
    let item = body.get("productItem").filter(|item| item.is_number()).and_then(Value::as_u64);
    if item.is_none() {
        let words = "productItem must be a number conforming to the specified constraints";
        wrong.push(words.to_owned());
    }
    item
}

pub(super) fn read_context_object(
    body: &Map<String, Value>,
    wrong: &mut Vec<String>,
) -> Map<String, Value> {
    match body.get("context") {
        Some(Value::Object(context)) => context.clone(),
        None | Some(Value::Null) => Map::new(),
        Some(_) => {
            wrong.push("context must be an object".to_owned());
            Map::new()
        }
    }
}

/// What a fault makes of an order's look.
#[derive(Debug, Clone, Default)]
pub(super) struct Disguise {
    pub(super) status: Option<String>,
    pub(super) sold_item: Option<SoldItemShape>,
}

/// An order as `POST /order` and `GET /order/{id}` show it. Neither says what was ordered.
pub(super) fn order(order: &Order, endpoint: Endpoint, disguise: &Disguise, now: u64) -> Value {
    let status = order.status(now);
    let mut body = json!({
        "id": order.id,
        "status": disguise.status.as_deref().unwrap_or(status.word()),
        "type": order.kind.word(),
        "orderCurrency": order.currency,
        "clientOrderRef": order.client_order_ref,
        "appliedDealerPrices": prices(order, endpoint),
        "createdAt": iso(order.created_at),
        "updatedAt": iso(order.updated_at),
    });
    let sold = order.sold_item.as_ref().filter(|_| status == Status::Success);
    if let Some(members) = body.as_object_mut() {
        if let Some(item) = sold_item(sold, disguise.sold_item) {
            members.insert("soldItem".to_owned(), item);
        }
        if endpoint == Endpoint::Get {
            members.insert("customer".to_owned(), json!({ "phone": order.phone }));
        }
    }
    body
}

/// An order as a row of `GET /order`: neither product nor price.
pub(super) fn row(order: &Order, disguise: &Disguise, now: u64) -> Value {
    json!({
        "id": order.id,
        "status": disguise.status.as_deref().unwrap_or(order.status(now).word()),
        "type": order.kind.word(),
        "clientOrderRef": order.client_order_ref,
        "createdAt": iso(order.created_at),
    })
}

fn prices(order: &Order, endpoint: Endpoint) -> Value {
    let discount = order.list_price.saturating_sub(order.price).max(Decimal::ZERO);
    let share = discount.saturating_mul(Decimal::ONE_HUNDRED).checked_div(order.list_price);
    let percent =
        share.unwrap_or_default().round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let mut prices = json!({
        "price": number(order.price),
        "discount": number(discount),
        "discountPercent": number(percent),
    });
    // The sample of the single read has no revenue, the sample of the create reply has.
    if let Some(members) = prices.as_object_mut().filter(|_| endpoint != Endpoint::Get) {
        members.insert("revenue".to_owned(), number(discount));
        members.insert("revenuePercent".to_owned(), number(percent));
    }
    prices
}

fn sold_item(sold: Option<&SoldItem>, shape: Option<SoldItemShape>) -> Option<Value> {
    let Some(sold) = sold else { return Some(Value::Null) };
    let code = match shape {
        None => Value::from(sold.code.clone()),
        Some(SoldItemShape::Null) => return Some(Value::Null),
        Some(SoldItemShape::Absent) => return None,
        Some(SoldItemShape::EmptyCode) => Value::from(""),
        Some(SoldItemShape::NumericCode) => numeric(&sold.code),
    };
    Some(json!({ "id": sold.id, "voucher": { "code": code, "pin": sold.pin } }))
}

/// A code of digits as a bare number, where JSON can write it so (no leading zero).
fn numeric(code: &str) -> Value {
    let digits = code.bytes().all(|byte| byte.is_ascii_digit()) && !code.starts_with('0');
    let number = code.parse::<serde_json::Number>().ok().filter(|_| digits);
    number.map_or_else(|| Value::from(code), Value::Number)
}

/// Whether a reply for this order can lack its card.
pub(super) fn shows_card(order: &Order, now: u64) -> bool {
    order.kind == ProductKind::ChargingCard && order.status(now) == Status::Success
}

//! Plexy's JSON, written from its documents alone.
//!
//! It must never know: the ledger.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::faults::ContentShape;
use super::orders::{Order, Status};
use super::{Deposit, NumberForm, Product};
use crate::message::{Reply, Request, number};
use crate::timestamp::iso_seconds;

pub(super) const LOW_BALANCE: &str = "Insufficient agent balance";
pub(super) const KEY_IN_USE: &str = "The idempotency key is in use with other parameters";

/// An error. The Gate API's pages show none; this is the form of Plexy's other API.
pub(super) fn error(
    status: u16,
    kind: &str,
    code: &str,
    message: &Value,
    param: Option<&str>,
) -> Reply {
    let error = json!({ "type": kind, "code": code, "message": message, "param": param });
    Reply::json(status, &json!({ "error": error }))
}

/// An error of which only the status and the words are known.
pub(super) fn refusal(status: u16, message: &Value) -> Reply {
    let (kind, code) = match (status, message.as_str()) {
        (401 | 403, _) => ("authentication_error", "unauthorized"),
        (409, _) => ("idempotency_error", "idempotency_key_in_use"),
        (429, _) => ("rate_limit_error", "too_many_requests"),
        (500.., _) => ("api_error", "internal_error"),
        (_, Some(LOW_BALANCE)) => ("invalid_request_error", "insufficient_balance"),
        _ => ("invalid_request_error", "invalid_request"),
    };
    error(status, kind, code, message, None)
}

pub(super) fn unauthorized() -> Reply {
    refusal(401, &Value::from("Invalid API key"))
}

pub(super) fn not_found(what: &str) -> Reply {
    let message = Value::from(format!("No such {what}"));
    error(404, "invalid_request_error", "resource_missing", &message, None)
}

/// A wrong parameter, named by its path.
pub(super) fn invalid(param: &str, message: &str) -> Reply {
    let message = Value::from(message);
    error(400, "invalid_request_error", "parameter_invalid", &message, Some(param))
}

/// The body as an object.
pub(super) fn body_object(request: &Request) -> Result<Map<String, Value>, Reply> {
    let wrong = || refusal(400, &Value::from("The body must be a JSON object"));
    if !request.is_json() {
        return Err(wrong());
    }
    match serde_json::from_slice(&request.body) {
        Ok(Value::Object(body)) => Ok(body),
        _ => Err(wrong()),
    }
}

/// An amount as text with at least two digits after the point.
pub(super) fn money(amount: Decimal) -> String {
    let mut amount = amount.normalize();
    if amount.scale() < 2 {
        amount.rescale(2);
    }
    amount.to_string()
}

/// One page of anything.
pub(super) fn page(items: Vec<Value>, page: u64, size: u64, total: u64) -> Reply {
    Reply::json(200, &json!({ "items": items, "page": page, "pageSize": size, "total": total }))
}

/// What a fault makes of an order's look.
#[derive(Debug, Clone, Default)]
pub(super) struct Disguise {
    pub(super) status: Option<String>,
    pub(super) content: Option<ContentShape>,
    pub(super) is_test: bool,
    pub(super) both_times: bool,
}

/// An order as every endpoint shows it.
pub(super) fn order(order: &Order, disguise: &Disguise) -> Value {
    let time = |at: Option<u64>| at.or(disguise.both_times.then_some(order.updated_at));
    let mut body = json!({
        "id": order.id,
        "product_id": order.product_id,
        "external_ref": order.external_ref,
        "idempotency_key": order.idempotency_key,
        "status": disguise.status.as_deref().unwrap_or(order.status.word()),
        "currency_code": order.currency,
        "charged_amount": money(order.charge),
        "balance_after": money(order.balance_after),
        "balance_before": money(order.balance_before),
        "is_test": disguise.is_test,
        "region_code": order.region_code,
        "created_at": iso_seconds(order.created_at),
        "completed_at": time(order.completed_at).map(iso_seconds),
        "failed_at": time(order.failed_at).map(iso_seconds),
    });
    if let (Some(members), Some(content)) = (body.as_object_mut(), content(order, disguise)) {
        members.insert("order_content".to_owned(), content);
    }
    body
}

/// Whether a reply for this order shows what it brought.
pub(super) fn shows_content(order: &Order) -> bool {
    order.status == Status::Completed && !order.content.is_empty()
}

fn content(order: &Order, disguise: &Disguise) -> Option<Value> {
    let vendor = || json!({ "vendor_order_id": order.vendor_order_id });
    let members = || order.content.iter().map(|(key, value)| (key.clone(), json!(value)));
    let shown = shows_content(order);
    match disguise.content.filter(|_| shown) {
        None if shown => Some(members().collect()),
        None => Some(vendor()),
        Some(ContentShape::UnknownKeys) => {
            let members = (1..).zip(members());
            Some(members.map(|(place, (_, it))| (format!("deliverable_{place}"), it)).collect())
        }
        Some(ContentShape::Nested) => Some(json!({ "item": members().collect::<Value>() })),
        Some(ContentShape::NumericCode) => {
            let numbers = members().map(|(key, value)| (key, numeric(value)));
            Some(numbers.collect())
        }
        Some(ContentShape::Empty) => Some(json!({})),
        Some(ContentShape::Null) => Some(Value::Null),
        Some(ContentShape::Absent) => None,
    }
}

/// A text of digits as a bare number, where JSON can write it so (no leading zero).
fn numeric(value: Value) -> Value {
    let text = value.as_str().unwrap_or_default();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    let number = text.parse::<serde_json::Number>().ok().filter(|_| digits);
    number.map_or(value, Value::Number)
}

/// A product, its numbers in one of the two forms the documents have for amounts.
pub(super) fn product(product: &Product, form: NumberForm) -> Value {
    let amount = |amount: Decimal| match form {
        NumberForm::Number => number(amount),
        NumberForm::String => Value::from(money(amount)),
    };
    json!({
        "id": product.id,
        "name": product.name_en,
        "slug": product.slug,
        "category_id": product.category_id,
        "product_type_id": product.product_type.id(),
        "region_code": product.region_code,
        "currency_code": product.currency_code,
        "logo": format!("https://static.example.invalid/logos/{}.png", product.slug),
        "price": amount(product.price),
        "min_amount": product.range.as_ref().map(|range| amount(range.min)),
        "max_amount": product.range.as_ref().map(|range| amount(range.max)),
        "step": product.range.as_ref().map(|range| amount(range.step)),
        "description": product.name_en,
        "is_active": product.is_active,
    })
}

pub(super) fn deposit(id: u64, deposit: &Deposit) -> Value {
    json!({
        "id": id,
        "currency_code": deposit.currency,
        "amount": money(deposit.amount),
        "method": deposit.method,
        "status": deposit_status(deposit),
        "external_ref": Value::Null,
        "created_at": iso_seconds(deposit.created_at),
        "posted_at": deposit.posted_at.map(iso_seconds),
    })
}

pub(super) fn deposit_status(deposit: &Deposit) -> &'static str {
    if deposit.posted_at.is_some() { "posted" } else { "pending" }
}

//! Writing Payerly's requests. Pure: the same charge gives the same bytes.

use crate::request::{json, path_segment};
use domain::{money::Money, time::Timestamp};
use engine::ports::{
    processor::{Charge, Move},
    supplier::WireRequest,
};
use serde::Serialize;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Order<'a> {
    description: &'a str,
    /// A boolean of which only this value is allowed.
    auto_confirm: bool,
    amount: Amount,
    #[serde(skip_serializing_if = "Option::is_none")]
    expire_at: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Refund<'a> {
    payment_id: &'a str,
    amount: Amount,
}

#[derive(Serialize)]
struct Amount {
    /// A decimal text with exactly the currency's digits, as in the document's samples.
    value: String,
    currency: String,
}

/// `PUT /orders/{orderId}`. No cancel is known, so the page's own time is its only end.
#[must_use]
pub fn charge(base_url: &str, charge: &Charge) -> WireRequest {
    let body = Order {
        description: &charge.description,
        auto_confirm: true,
        amount: amount(charge.amount),
        expire_at: charge.expire_at.map(utc),
    };
    put(format!("{base_url}/orders/{}", path_segment(charge.id.as_str())), &body)
}

/// `PUT /refunds/{refundId}`: of one payment, all of it or a part.
#[must_use]
pub fn refund(base_url: &str, wish: &Move) -> WireRequest {
    let body = Refund {
        payment_id: wish.part.as_deref().unwrap_or_default(),
        amount: amount(wish.amount),
    };
    put(format!("{base_url}/refunds/{}", path_segment(wish.id.as_str())), &body)
}

fn put(url: String, body: &impl Serialize) -> WireRequest {
    WireRequest { method: "PUT", url, headers: Vec::new(), body: json(body) }
}

fn amount(money: Money) -> Amount {
    Amount { value: money.to_price(), currency: money.currency().to_string() }
}

fn utc(at: Timestamp) -> String {
    OffsetDateTime::from_unix_timestamp(at.0.div_euclid(1000))
        .ok()
        .and_then(|at| at.format(&Rfc3339).ok())
        .unwrap_or_default()
}

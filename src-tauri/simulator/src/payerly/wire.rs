//! Payerly's JSON, written from its documents alone.
//!
//! It must never know: the customers' money.

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Map, Value, json};

use super::faults::Look;
use super::orders::{Order, Payment, Refund};
use super::{Endpoint, Settings};
use crate::message::{Reply, Request, number};
use crate::seed;
use crate::takings::{digits_of, minor_digits};
use crate::timestamp::iso_seconds;

/// As the samples write it.
pub(super) const CUSTOM_FIELDS: &str = "customFields";

/// Why a request was not followed.
#[derive(Debug, Clone, Default)]
pub(super) struct Refusal {
    pub(super) status: u16,
    words: String,
    details: Vec<Value>,
}

impl Refusal {
    pub(super) fn new(status: u16, words: &str) -> Self {
        Self { status, words: words.to_owned(), details: Vec::new() }
    }

    /// The same about one part of the request.
    pub(super) fn at(self, place: &str, name: &str) -> Self {
        self.given(place, name, "")
    }

    /// The same with what was found there.
    pub(super) fn given(mut self, place: &str, name: &str, value: &str) -> Self {
        let field = json!({ "name": name, "type": place, "value": value });
        let words = &self.words;
        self.details.push(json!({ "value": name, "description": words, "fields": [field] }));
        self
    }

    /// The `error` object. The documents have no list of codes; this uses the HTTP status.
    pub(super) fn show(&self, trace_id: &str) -> Value {
        json!({
            "code": self.status,
            "description": self.words,
            "traceId": trace_id,
            "details": self.details,
        })
    }
}

/// Everything that is wrong with a body, collected before it is refused.
#[derive(Debug, Default)]
pub(super) struct Complaints {
    details: Vec<Value>,
}

impl Complaints {
    pub(super) fn add(&mut self, name: &str, words: &str, given: Option<&Value>) {
        let given = given.map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned));
        let field = json!({ "name": name, "type": "body", "value": given.unwrap_or_default() });
        let words = format!("{name} {words}");
        self.details.push(json!({ "value": "invalid", "description": words, "fields": [field] }));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.details.is_empty()
    }

    pub(super) fn refusal(self) -> Refusal {
        Refusal { details: self.details, ..Refusal::new(400, "Validation failed") }
    }
}

/// The body as an object; only JSON that says so is looked at.
pub(super) fn body_object(request: &Request) -> Result<Map<String, Value>, Refusal> {
    let wrong = || Refusal::new(400, "The body must be a JSON object");
    if !request.is_json() {
        return Err(wrong().at("header", "Content-Type"));
    }
    match serde_json::from_slice(&request.body) {
        Ok(Value::Object(body)) => Ok(body),
        Ok(_) | Err(_) => Err(wrong()),
    }
}

/// Whether a body says the same as an earlier one, to the byte or as JSON.
pub(super) fn is_same_body(earlier: &[u8], request: &Request) -> bool {
    let json = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).ok();
    earlier == request.body || json(earlier) == json(&request.body)
}

/// `{"type","object"}`, with or instead of an error where a fault asks for it.
pub(super) fn envelope(kind: &str, object: Value, look: &Look, trace_id: &str) -> Value {
    let error = || Refusal::new(400, "Something went wrong").show(trace_id);
    if look.error_only {
        json!({ "error": error() })
    } else if look.error_too {
        json!({ "type": kind, "object": object, "error": error() })
    } else {
        json!({ "type": kind, "object": object })
    }
}

pub(super) fn reply(kind: &str, object: Value, look: &Look, trace_id: &str) -> Reply {
    Reply::json(200, &envelope(kind, object, look, trace_id))
}

/// An order as the table of the documents has it, or, where a fault asks for it, in the form of
/// their sample, which is a payment's: without `payUrl`, `expireAt` and `paidAmount`.
pub(super) fn order(
    order: &Order,
    settings: &Settings,
    look: &Look,
    pay_url: &str,
    endpoint: Endpoint,
) -> Value {
    if look.payment_object {
        let shown = order.payments.last().cloned().unwrap_or_else(|| Payment {
            payment_id: order.txn_id.clone(),
            txn_id: order.txn_id.clone(),
            amount: order.wish.amount,
            declined: false,
            at: order.created_at,
        });
        let word = settings.word(order.state().word());
        return payment(order, &shown, word, settings, look);
    }
    let wish = &order.wish;
    let word = settings.word(order.state().word());
    let mut object = json!({
        "orderId": order.order_id,
        "txnId": order.txn_id,
        "createdAt": iso_seconds(order.created_at),
        "expireAt": iso_seconds(wish.expire_at),
        "autoConfirm": true,
        "amount": amount(wish.amount, &wish.currency, look),
        "convAmount": converted(wish.amount, &wish.currency, settings, look),
        "status": status(order.changed_at, word, look),
    });
    if let Some(members) = object.as_object_mut() {
        if !look.no_pay_url {
            members.insert("payUrl".to_owned(), pay_url.into());
        }
        if !look.no_paid_amount && !order.paid().is_zero() {
            let paid = amount(order.paid(), &wish.currency, look);
            members.insert("paidAmount".to_owned(), paid);
        }
        // Their page about reading an order does not have this one.
        let urls = wish.urls.iter();
        let urls = urls.filter(|(name, _)| endpoint == Endpoint::Create || *name != "returnUrl");
        members.extend(urls.map(|(name, url)| ((*name).to_owned(), url.clone().into())));
        add_custom_fields(members, wish.custom_fields.as_ref(), settings);
    }
    object
}

/// Payments and refunds under an order, each as its own kind of object.
pub(super) fn items(order: &Order, settings: &Settings, look: &Look) -> Value {
    // A disguise is the order's, not that of what lies under it.
    let plain = Look { numbers: look.numbers, ..Look::default() };
    let payments = order.payments.iter().map(|it| {
        let word = settings.word(if it.declined { "DECLINED" } else { "CONFIRMED" });
        json!({ "type": "PAYMENT", "object": payment(order, it, word, settings, &plain) })
    });
    let refunds = order
        .refunds
        .iter()
        .map(|it| json!({ "type": "REFUND", "object": refund(order, it, settings, &plain) }));
    Value::Array(payments.chain(refunds).collect())
}

/// A payment, with everything about the card and its holder that a till must not keep.
fn payment(
    order: &Order,
    payment: &Payment,
    word: &str,
    settings: &Settings,
    look: &Look,
) -> Value {
    let wish = &order.wish;
    let card = json!({
        "type": "cardResponse",
        "object": {
            "maskedPan": "411111******1111",
            "expiryDate": "12/2030",
            "cardHolder": "PRACTICE CUSTOMER",
            "cardInfo": { "issuerCountry": "PSE", "issuerName": "Practice Bank" },
        },
    });
    let token = json!({
        "type": "TOKEN",
        "object": {
            "tokenId": seed::uuid(seed::mix_text(settings.seed, &payment.payment_id)),
            "expireAt": "2030-12-31T23:59:59Z",
            "customer": wish.customer,
            "paymentMethod": "card",
            "paymentData": card,
        },
    });
    let mut object = json!({
        "paymentId": payment.payment_id,
        "txnId": payment.txn_id,
        "orderId": order.order_id,
        "createdAt": iso_seconds(payment.at),
        "description": wish.description,
        "autoConfirm": true,
        "amount": amount(payment.amount, &wish.currency, look),
        "convAmount": converted(payment.amount, &wish.currency, settings, look),
        "paymentMethod": "card",
        "paymentData": card,
        "paymentToken": token,
        "status": status(payment.at, word, look),
    });
    if let Some(members) = object.as_object_mut() {
        let urls = wish.urls.iter().filter(|(name, _)| ["returnUrl", "callbackUrl"].contains(name));
        members.extend(urls.map(|(name, url)| ((*name).to_owned(), url.clone().into())));
        add_custom_fields(members, wish.custom_fields.as_ref(), settings);
    }
    object
}

pub(super) fn refund(order: &Order, refund: &Refund, settings: &Settings, look: &Look) -> Value {
    let currency = &order.wish.currency;
    let rrn = seed::mix_text(settings.seed, &refund.txn_id) % 1_000_000_000_000;
    let mut object = json!({
        "refundId": refund.refund_id,
        "paymentId": refund.payment_id,
        "txnId": refund.txn_id,
        "orderId": order.order_id,
        "createdAt": iso_seconds(refund.created_at),
        "amount": amount(refund.amount, currency, look),
        "convAmount": converted(refund.amount, currency, settings, look),
        "additionalInfo": { "rrn": format!("{rrn:012}") },
        "status": status(refund.changed_at, settings.word(refund.state.word()), look),
    });
    if let Some(members) = object.as_object_mut() {
        let url = refund.callback_url.clone();
        members.extend(url.map(|url| ("callbackUrl".to_owned(), url.into())));
        add_custom_fields(members, refund.custom_fields.as_ref(), settings);
    }
    object
}

fn add_custom_fields(
    members: &mut Map<String, Value>,
    fields: Option<&Map<String, Value>>,
    settings: &Settings,
) {
    let fields = fields.map(|it| (settings.custom_fields_key.to_owned(), it.clone().into()));
    members.extend(fields);
}

fn status(changed_at: u64, word: &str, look: &Look) -> Value {
    let word = look.word.as_deref().unwrap_or(word);
    json!({
        "changedAt": iso_seconds(changed_at),
        "value": word,
        "description": format!("{word} on {}", iso_seconds(changed_at)),
    })
}

/// An amount as the samples write it: a text, with exactly the currency's digits.
pub(super) fn written(value: Decimal, currency: &str) -> String {
    digits_of(value, currency).to_string()
}

fn amount(value: Decimal, currency: &str, look: &Look) -> Value {
    let value = if look.numbers { number(value) } else { Value::from(written(value, currency)) };
    json!({ "value": value, "currency": currency })
}

fn converted(value: Decimal, currency: &str, settings: &Settings, look: &Look) -> Value {
    let Some((other, rate)) = &settings.conversion else { return amount(value, currency, look) };
    let value = value.saturating_mul(*rate);
    let nearest = RoundingStrategy::MidpointAwayFromZero;
    amount(value.round_dp_with_strategy(minor_digits(other), nearest), other, look)
}

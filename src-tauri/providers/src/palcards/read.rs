//! Reading PalCards' replies. Pure, and never a guess: only an explicit yes or no settles.

use super::wire;
use domain::{
    ids::ProviderOrderId,
    money::{Currency, Money, parse_decimal},
    product::ProductKind,
    reason::{Reason, ReasonCode},
    secret::Secret,
};
use engine::ports::supplier::{
    Checked, Fate, Intent, LabelledSecret, Look, Placed, Report, SupplierError, WireReply,
};
use serde_json::Value;
use std::{collections::BTreeMap, time::Duration};

/// One page of `GET /order`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The page's own number.
    pub number: u64,
    /// How many orders there are in all, if it says so.
    pub total: Option<u64>,
    /// Every order's id.
    pub ids: Vec<ProviderOrderId>,
    /// Every order's id and the reference it carries.
    pub rows: Vec<(ProviderOrderId, Option<String>)>,
}

/// Reads the reply to `POST /order`.
#[must_use]
pub fn read_created(intent: &Intent, reply: &WireReply) -> Placed {
    match reply.status {
        200 | 201 => match parse::<wire::Order>(reply).and_then(|order| report(intent, &order)) {
            Some(report) => Placed::Accepted(report),
            None => Placed::Lost(Reason::plain(ReasonCode::UnreadableReply)),
        },
        429 => match error_words(reply) {
            Some(words) => Placed::Throttled(Reason::with(ReasonCode::TooManyRequests, &words)),
            None => Placed::Lost(unclear(reply.status)),
        },
        400 | 401 | 402 | 403 | 404 | 422 => match error_words(reply) {
            Some(words) => Placed::Refused(refusal(reply.status, &words)),
            None => Placed::Lost(unclear(reply.status)),
        },
        status => Placed::Lost(unclear(status)),
    }
}

/// Reads the reply to `GET /order/{id}`.
#[must_use]
pub fn read_one(intent: &Intent, reply: &WireReply) -> Option<Report> {
    if reply.status != 200 {
        return None;
    }
    parse::<wire::Order>(reply).and_then(|order| report(intent, &order))
}

pub(super) fn look(intent: &Intent, asked: &ProviderOrderId, reply: WireReply) -> Look {
    match read_one(intent, &reply) {
        Some(report) if report.provider_order_id == *asked => Look::Found { report, reply },
        // Another order than the one asked for is no answer.
        Some(_) | None => not_read(&reply).into(),
    }
}

/// Why a look-up's reply says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    reason: Reason,
    retry_after: Option<Duration>,
}

impl From<Unread> for Look {
    fn from(Unread { reason, retry_after }: Unread) -> Self {
        Look::Failed { reason, retry_after }
    }
}

/// Reads one page of `GET /order`.
///
/// # Errors
/// If the page cannot be read.
pub fn read_page(reply: &WireReply) -> Result<Page, Unread> {
    if reply.status != 200 {
        return Err(not_read(reply));
    }
    let Some(list) = parse::<wire::List>(reply) else { return Err(not_read(reply)) };
    let number = |text: Option<String>| text.and_then(|text| text.parse().ok());
    let mut rows = Vec::with_capacity(list.data.len());
    for order in list.data {
        // A row without an id could be ours: the listing then proves nothing.
        let Some(id) = order.id else { return Err(not_read(reply)) };
        rows.push((ProviderOrderId::new(id), order.client_order_ref));
    }
    Ok(Page {
        number: number(list.page_number).unwrap_or(1),
        total: number(list.total),
        ids: rows.iter().map(|(id, _)| id.clone()).collect(),
        rows,
    })
}

/// Reads the reply to a preflight.
///
/// # Errors
/// If it is neither a yes nor a no.
pub fn read_preflight(reply: &WireReply) -> Result<Checked, SupplierError> {
    match (reply.status, parse::<wire::PreflightAnswer>(reply)) {
        (200 | 201, Some(answer)) if answer.success.is_some() => {
            let ok = answer.success == Some(true);
            let message = answer.message.as_ref().and_then(words).filter(|words| !words.is_empty());
            let nickname = answer.nickname.filter(|name| !name.trim().is_empty());
            Ok(Checked { ok, nickname, message, unit_cost: None })
        }
        (400 | 404 | 422, _) if error_words(reply).is_some() => {
            Ok(Checked { message: error_words(reply), ..Checked::default() })
        }
        _ => Err(supplier_error(reply)),
    }
}

/// Reads the wallets of `GET /user/profile`.
///
/// # Errors
/// If they cannot be read.
pub fn read_profile(reply: &WireReply) -> Result<Vec<Money>, SupplierError> {
    if reply.status != 200 {
        return Err(supplier_error(reply));
    }
    let profile = parse::<wire::Profile>(reply).ok_or(SupplierError::Unreadable)?;
    let wallets = profile.wallets.into_iter().filter(|wallet| wallet.active != Some(false));
    wallets
        .map(|wallet| {
            let currency: Currency =
                wallet.balance.currency.parse().map_err(|_| SupplierError::Unreadable)?;
            let value = wallet.balance.value.ok_or(SupplierError::Unreadable)?;
            Ok(Money::new(signed(&value).ok_or(SupplierError::Unreadable)?, currency))
        })
        .collect()
}

/// A balance may be below zero: the account can owe.
fn signed(text: &str) -> Option<rust_decimal::Decimal> {
    match text.strip_prefix('-') {
        Some(rest) => parse_decimal(rest).ok().map(|amount| -amount),
        None => parse_decimal(text).ok(),
    }
}

fn report(intent: &Intent, order: &wire::Order) -> Option<Report> {
    let id = order.id.as_deref().filter(|id| !id.trim().is_empty())?;
    let status = order.status.as_deref()?;
    Some(Report {
        provider_order_id: ProviderOrderId::new(id),
        provider_state: status.chars().take(STATUS_MAX).collect(),
        fate: fate(intent, order, status),
        cost: cost(intent, order),
    })
}

/// Characters of a status word that are kept.
const STATUS_MAX: usize = 40;

/// `pending` → `in-progress` → `success` | `failed` | `rejected`; an open set.
fn fate(intent: &Intent, order: &wire::Order, status: &str) -> Fate {
    match status {
        "pending" | "in-progress" => Fate::Working,
        "failed" | "rejected" => Fate::Declined(Reason::with(ReasonCode::RolledBack, status)),
        "success" => {
            let voucher = order.sold_item.as_ref().and_then(|item| item.voucher.as_ref());
            let secrets = voucher.map(secrets).unwrap_or_default();
            // A PIN alone is half a voucher: its code comes with a later look.
            let has_code =
                secrets.iter().any(|secret| matches!(secret.label.as_str(), "code" | "url"));
            // The product tells what was bought; the reply's type only ever relaxes it.
            let is_topup =
                intent.kind == ProductKind::Topup || order.kind.as_deref() == Some("topUp");
            if has_code || is_topup {
                Fate::Fulfilled(secrets)
            } else {
                Fate::Unclear(Reason::plain(ReasonCode::CodeMissing))
            }
        }
        other => Fate::Unclear(Reason::with(ReasonCode::UnknownStatus, other)),
    }
}

/// What a voucher holds, the code first; an empty PIN is normal and is no secret.
fn secrets(voucher: &BTreeMap<String, Value>) -> Vec<LabelledSecret> {
    let mut secrets: Vec<LabelledSecret> = voucher
        .iter()
        .filter_map(|(key, value)| {
            let value = wire::scalar(value).filter(|value| !value.trim().is_empty())?;
            Some(LabelledSecret { label: label(key), value: Secret::new(value) })
        })
        .collect();
    let rank = |label: &str| match label {
        "code" => 0,
        "pin" => 1,
        "url" => 2,
        "serial" => 3,
        "expiry" => 4,
        _ => 5,
    };
    secrets.sort_by_key(|secret| rank(&secret.label));
    secrets
}

/// The contract's word for a key, or the supplier's own.
fn label(key: &str) -> String {
    let word = match key.to_ascii_lowercase().as_str() {
        "code" | "vouchercode" => "code",
        "pin" | "pincode" => "pin",
        "serial" | "serialnumber" | "serialno" => "serial",
        "expiry" | "expirydate" | "expiresat" | "expirationdate" | "validuntil" => "expiry",
        "url" | "link" | "redeemurl" => "url",
        _ => key,
    };
    word.to_owned()
}

/// `appliedDealerPrices.price` in the order's own currency; a figure that is no plain amount is not
/// booked.
fn cost(intent: &Intent, order: &wire::Order) -> Option<Money> {
    let price = order.applied_dealer_prices.as_ref()?.price.as_deref()?;
    let currency = match order.order_currency.as_deref() {
        Some(code) => code.parse().ok()?,
        None => intent.currency?,
    };
    Some(Money::new(parse_decimal(price).ok()?, currency))
}

fn refusal(status: u16, words: &str) -> Reason {
    let lower = words.to_ascii_lowercase();
    // Only the two documented sentences are read as text.
    let code = if status == 401 {
        ReasonCode::KeyOrAddress
    } else if status == 400 && lower.contains("insufficient balance") {
        ReasonCode::InsufficientBalance
    } else if status == 400 && lower.starts_with("required wallet for currency") {
        ReasonCode::WalletMissing
    } else {
        ReasonCode::SupplierRefused
    };
    Reason::with(code, words)
}

fn unclear(status: u16) -> Reason {
    Reason::with(ReasonCode::UnclearReply, &format!("HTTP {status}"))
}

fn not_read(reply: &WireReply) -> Unread {
    let code = match reply.status {
        401 => ReasonCode::KeyOrAddress,
        429 => ReasonCode::TooManyRequests,
        200 => ReasonCode::UnreadableReply,
        _ => ReasonCode::UnclearReply,
    };
    let reason = Reason::with(code, &format!("HTTP {}", reply.status));
    Unread { reason, retry_after: reply.retry_after }
}

fn supplier_error(reply: &WireReply) -> SupplierError {
    match reply.status {
        401 => SupplierError::KeyOrAddress,
        200 => SupplierError::Unreadable,
        status => match error_words(reply) {
            Some(words) => SupplierError::Refused(words),
            None => SupplierError::Unreachable(format!("HTTP {status}")),
        },
    }
}

/// The words of an error in the supplier's own form: a JSON object with `message` (a text or
/// several), `error` or `statusCode`. The envelope is not documented; HTML is not it.
fn error_words(reply: &WireReply) -> Option<String> {
    let object = parse::<BTreeMap<String, Value>>(reply)?;
    let spoken = ["message", "error"].iter().find_map(|key| object.get(*key).and_then(words));
    let spoken = spoken.filter(|words| !words.is_empty());
    match spoken {
        Some(words) => Some(words),
        None if object.contains_key("statusCode") => Some(format!("HTTP {}", reply.status)),
        None => None,
    }
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(texts) => {
            let texts: Vec<&str> = texts.iter().filter_map(Value::as_str).collect();
            (!texts.is_empty()).then(|| texts.join("; "))
        }
        Value::Object(inner) => inner.get("message").and_then(Value::as_str).map(str::to_owned),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// A complete body as JSON; a byte-order mark before it is harmless.
fn parse<T: serde::de::DeserializeOwned>(reply: &WireReply) -> Option<T> {
    if !reply.complete {
        return None;
    }
    let body = reply.body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&reply.body);
    serde_json::from_slice(body).ok()
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;

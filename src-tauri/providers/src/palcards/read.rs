//! Reading PalCards' replies. Pure, and never a guess: only an explicit yes or no settles.

use super::wire;
use crate::{
    listing::moment,
    reply::{
        Unread, error_words, filled, look as look_of, money, not_read, order_id, parse, placed,
        signed, status_word, supplier_error, words,
    },
    secrets::labelled,
};
use domain::{
    ids::ProviderOrderId,
    money::{Currency, Money},
    product::ProductKind,
    reason::{Reason, ReasonCode},
};
use engine::ports::supplier::{
    Checked, Fate, Intent, LabelledSecret, Listed, Look, Placed, Report, SupplierError, WireReply,
};
use serde::de::IgnoredAny;

/// One page of `GET /order`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The page's own number.
    pub number: u64,
    /// How many orders there are in all, if it says so.
    pub total: Option<u64>,
    /// Every order. Which item it is, no reply of this supplier says.
    pub rows: Vec<Listed>,
}

/// Reads the reply to `POST /order`.
#[must_use]
pub fn read_created(intent: &Intent, reply: &WireReply) -> Placed {
    let accepted = || {
        let report = parse::<wire::Order>(reply).and_then(|order| report(intent, &order));
        report.ok_or(Reason::plain(ReasonCode::UnreadableReply))
    };
    placed(reply, error(reply), accepted, refusal)
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
    look_of(read_one(intent, &reply), asked, reply)
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
    let mut rows = Vec::with_capacity(list.data.0.len());
    for order in list.data.0 {
        // A row without an id could be ours: the listing then proves nothing.
        let Some(id) = order_id(order.id.as_deref()) else { return Err(not_read(reply)) };
        rows.push(listed(id, order));
    }
    Ok(Page { number: number(list.page_number).unwrap_or(1), total: number(list.total), rows })
}

fn listed(id: ProviderOrderId, order: wire::Order<'_>) -> Listed {
    let currency = order.order_currency.as_deref().and_then(|code| code.parse().ok());
    let price = order.applied_dealer_prices.as_ref().and_then(|prices| prices.price.as_deref());
    Listed {
        provider_order_id: id,
        item: None,
        kind: match order.kind.as_deref() {
            Some("topUp") => Some(ProductKind::Topup),
            Some("chargingCard") => Some(ProductKind::Voucher),
            _ => None,
        },
        cost: money(price, currency),
        created_at: order.created_at.as_deref().and_then(moment),
        references: order.client_order_ref.into_iter().collect(),
    }
}

/// Reads the reply to a preflight.
///
/// # Errors
/// If it is neither a yes nor a no.
pub fn read_preflight(reply: &WireReply) -> Result<Checked, SupplierError> {
    match (reply.status, parse::<wire::PreflightAnswer>(reply)) {
        (200 | 201, Some(answer)) if answer.success.is_some() => {
            let ok = answer.success == Some(true);
            let message = answer.message.and_then(words);
            let nickname = filled(answer.nickname);
            Ok(Checked { ok, nickname, message, unit_cost: None })
        }
        (400 | 404 | 422, _) if error(reply).is_some() => {
            Ok(Checked { message: error(reply), ..Checked::default() })
        }
        _ => Err(supplier_error(reply, error(reply))),
    }
}

/// Reads the wallets of `GET /user/profile`.
///
/// # Errors
/// If they cannot be read.
pub fn read_profile(reply: &WireReply) -> Result<Vec<Money>, SupplierError> {
    if reply.status != 200 {
        return Err(supplier_error(reply, error(reply)));
    }
    let profile = parse::<wire::Profile>(reply).ok_or(SupplierError::Unreadable)?;
    let wallets = profile.wallets.0.into_iter().filter(|wallet| wallet.active != Some(false));
    wallets
        .map(|wallet| {
            let currency: Currency =
                wallet.balance.currency.parse().map_err(|_| SupplierError::Unreadable)?;
            let value = wallet.balance.value.ok_or(SupplierError::Unreadable)?;
            Ok(Money::new(signed(&value).ok_or(SupplierError::Unreadable)?, currency))
        })
        .collect()
}

fn report(intent: &Intent, order: &wire::Order) -> Option<Report> {
    let status = order.status.as_deref()?;
    Some(Report {
        provider_order_id: order_id(order.id.as_deref())?,
        provider_state: status_word(status),
        fate: fate(intent, order, status),
        cost: cost(intent, order),
    })
}

/// `pending` → `in-progress` → `success` | `failed` | `rejected`; an open set.
fn fate(intent: &Intent, order: &wire::Order, status: &str) -> Fate {
    match status {
        "pending" | "in-progress" => Fate::Working,
        "failed" | "rejected" => Fate::Declined(Reason::with(ReasonCode::RolledBack, status)),
        "success" => {
            let voucher = order.sold_item.as_ref().and_then(|item| item.voucher);
            let secrets = voucher.map(|it| labelled("voucher", it, &[])).unwrap_or_default();
            // A PIN alone is half a voucher: its code comes with a later look.
            let has_code = secrets.iter().any(is_code);
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

fn is_code(secret: &LabelledSecret) -> bool {
    matches!(secret.label.as_str(), "code" | "url")
}

/// `appliedDealerPrices.price` in the order's own currency; a figure that is no plain amount is not
/// booked.
fn cost(intent: &Intent, order: &wire::Order) -> Option<Money> {
    let currency = match order.order_currency.as_deref() {
        Some(code) => code.parse().ok()?,
        None => intent.currency?,
    };
    money(order.applied_dealer_prices.as_ref()?.price.as_deref(), Some(currency))
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

/// The words of an error in the supplier's own form: a JSON object with `message` (a text or
/// several), `error` or `statusCode`. The envelope is not documented; HTML is not it.
fn error(reply: &WireReply) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Bare {
        #[serde(rename = "statusCode")]
        _status_code: IgnoredAny,
    }
    error_words(reply).or_else(|| parse::<Bare>(reply).map(|_| format!("HTTP {}", reply.status)))
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;

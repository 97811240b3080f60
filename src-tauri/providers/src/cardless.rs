//! What may be kept of a processor's reply: nothing of a card but its last four digits. Shared by the
//! processors' adapters, with the few ways in which both read JSON.

use crate::reply::{self, status_word};
use domain::{
    card::has_check_digit,
    money::{Currency, Money, parse_decimal},
    reason::{Reason, ReasonCode},
};
use engine::ports::{processor::TenderLook, supplier::WireReply};
use rust_decimal::Decimal;
use serde_json::{Map, Value};
use std::ops::{Range, RangeInclusive};

/// Keys whose values describe a card, its holder, or open it again; compared in small letters and
/// without `_`.
const NEVER_KEPT: [&str; 20] = [
    "number",
    "pan",
    "maskedpan",
    "firstdigits",
    "securitycode",
    "cvv",
    "cvc",
    "holder",
    "cardholder",
    "cardholdername",
    "expiry",
    "expirydate",
    "month",
    "year",
    "token",
    "tokenid",
    "paymenttoken",
    "fingerprint",
    "auth",
    "authcode",
];
/// Bytes of a reply that are read. No order has that much to say, and read as a tree, which may be many
/// times as large, the longest reply there is would take a till's memory.
const ORDER_MAX: usize = 256 * 1024;
/// Digits of a card number (ISO/IEC 7812-1).
const CARD_DIGITS: RangeInclusive<usize> = 13..=19;

/// A reply as a tree; none if it is no whole JSON, or longer than an order can be.
pub(crate) fn tree(reply: &WireReply) -> Option<Value> {
    if reply.body.len() > ORDER_MAX { None } else { reply::parse(reply) }
}

/// A reply without what must not be kept. What is no JSON is not kept at all: nobody can say what
/// stands in it.
#[must_use]
pub fn keepable(reply: &WireReply) -> WireReply {
    let kept = tree(reply).map(stripped).and_then(|value| serde_json::to_vec(&value).ok());
    WireReply { body: kept.unwrap_or_default(), ..reply.clone() }
}

fn stripped(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.into_iter().filter(|(key, _)| !is_forbidden(key));
            Value::Object(kept.map(|(key, value)| (without_cards(&key), stripped(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(stripped).collect()),
        Value::String(text) => Value::String(without_cards(&text)),
        Value::Number(number) if holds_card(&number.to_string()) => Value::Null,
        other @ (Value::Null | Value::Bool(_) | Value::Number(_)) => other,
    }
}

fn is_forbidden(key: &str) -> bool {
    let plain: String = key.chars().filter(|c| *c != '_').collect();
    NEVER_KEPT.contains(&plain.to_ascii_lowercase().as_str())
}

/// A text in which nothing that could be a card number is left: a processor's message may repeat
/// what it was sent. A number may stand in one piece or in groups, and other digits beside it.
pub(crate) fn without_cards(text: &str) -> String {
    let groups = digit_groups(text);
    let mut clean = String::with_capacity(text.len());
    let (mut at, mut from) = (0, 0);
    while let Some(first) = groups.get(from) {
        let Some(count) = card_at(text, groups.get(from..).unwrap_or_default()) else {
            from += 1;
            continue;
        };
        let end = groups.get(from + count - 1).map_or(first.end, |last| last.end);
        clean.push_str(text.get(at..first.start).unwrap_or_default());
        clean.push_str("••••");
        (at, from) = (end, from + count);
    }
    clean.push_str(text.get(at..).unwrap_or_default());
    clean
}

fn holds_card(text: &str) -> bool {
    without_cards(text) != text
}

/// Where digits stand in one piece.
fn digit_groups(text: &str) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        match groups.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end += c.len_utf8(),
            None => groups.push(at..at + c.len_utf8()),
        }
    }
    groups
}

/// How many of these groups, from the first on, are a card number together: as many as can be.
fn card_at(text: &str, groups: &[Range<usize>]) -> Option<usize> {
    let mut digits = String::new();
    let (mut end, mut found) = (None, None);
    for (place, group) in groups.iter().enumerate() {
        let between = text.get(end.unwrap_or(group.start)..group.start).unwrap_or_default();
        digits.push_str(text.get(group.clone()).unwrap_or_default());
        // Control characters are dropped where a text is kept, and would leave the groups joined.
        let is_joined = between.chars().all(|c| matches!(c, ' ' | '-') || c.is_control());
        if !is_joined || digits.len() > *CARD_DIGITS.end() {
            break;
        }
        if CARD_DIGITS.contains(&digits.len()) && has_check_digit(&digits) {
            found = Some(place + 1);
        }
        end = Some(group.end);
    }
    found
}

/// A processor's word, short enough to be kept and no card's number.
pub(crate) fn word(text: &str) -> String {
    status_word(&without_cards(text))
}

/// A text or a number under a key, as text with its own digits; anything else is no value.
pub(crate) fn text(object: &Value, key: &str) -> Option<String> {
    match object.get(key)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// An object under a key.
pub(crate) fn object<'a>(value: &'a Value, key: &str) -> Option<&'a Map<String, Value>> {
    value.get(key).and_then(Value::as_object)
}

/// An amount in major units, exact; one with more digits than its currency has is none.
pub(crate) fn money(value: &str, currency: Currency) -> Option<Money> {
    let amount = parse_decimal(value).ok()?;
    (amount.normalize().scale() <= currency.digits()).then(|| Money::new(amount, currency))
}

/// An amount in minor units, by the currency's ISO 4217 digits: 1.00 SAR is 100, 1.000 KWD is 1000,
/// 1 JPY is 1.
pub(crate) fn minor(amount: Money) -> u64 {
    let mut rounded = amount.rounded().amount();
    rounded.rescale(amount.currency().digits());
    u64::try_from(rounded.mantissa()).unwrap_or(0)
}

/// The amount that so many minor units are.
pub(crate) fn from_minor(minor: u64, currency: Currency) -> Option<Money> {
    let minor = i128::from(minor);
    let amount = Decimal::try_from_i128_with_scale(minor, currency.digits()).ok()?;
    Some(Money::new(amount, currency))
}

/// A look-up that did not come to an end.
pub(crate) fn failed(words: &str) -> TenderLook {
    let reason = Reason::with(ReasonCode::ProcessorUnreachable, words);
    TenderLook::Failed { reason, retry_after: None }
}

/// A look-up whose reply says nothing. `key_statuses` are those with which this processor says that the
/// key is at fault.
pub(crate) fn not_read(reply: &WireReply, key_statuses: &[u16]) -> TenderLook {
    let code = match reply.status {
        status if key_statuses.contains(&status) => ReasonCode::ProcessorKey,
        429 => ReasonCode::TooManyRequests,
        200 => ReasonCode::UnreadableReply,
        _ => ReasonCode::UnclearReply,
    };
    let reason = Reason::with(code, &format!("HTTP {}", reply.status));
    TenderLook::Failed { reason, retry_after: reply.retry_after }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(body: &str) -> String {
        let reply = WireReply {
            status: 201,
            body: body.as_bytes().to_vec(),
            complete: true,
            retry_after: None,
            date: None,
        };
        String::from_utf8(keepable(&reply).body).unwrap()
    }

    #[test]
    fn nothing_of_a_card_is_kept_but_its_last_four() {
        let body = r#"{"id":"a","source":{"type":"card","scheme":"visa","first_digits":"41111111",
            "last_digits":"1111","month":12,"year":2030,"holder":"A"},"note":"card 4111 1111 1111 1111 no",
            "digits":4111111111111111,"paymentToken":{"type":"TOKEN"},"list":[{"cardHolder":"A"}]}"#;
        let kept = kept(body);
        assert_eq!(
            kept,
            r#"{"digits":null,"id":"a","list":[{}],"note":"card •••• no","source":{"last_digits":"1111","scheme":"visa","type":"card"}}"#
        );
    }

    #[test]
    fn a_card_number_is_struck_out_beside_other_digits_and_in_any_grouping() {
        for (said, kept) in [
            ("101 4111111111111111 declined", "101 •••• declined"),
            ("4111-1111 1111-1111.", "••••."),
            ("4111\u{1}111111111111", "••••"),
            ("4111111111111111 4111111111111111", "•••• ••••"),
            ("4111111111111112", "4111111111111112"),
        ] {
            assert_eq!(without_cards(said), kept);
        }
        assert_eq!(
            kept(r#"{"4111111111111111":[4111111111111111.0,-4111111111111111,7]}"#),
            r#"{"••••":[null,null,7]}"#
        );
    }

    #[test]
    fn a_reply_longer_than_any_order_is_not_read() {
        let body = |padding: usize| format!(r#"{{"id":"{}"}}"#, "a".repeat(padding));
        let room = ORDER_MAX - body(0).len();
        assert!(!kept(&body(room)).is_empty());
        assert_eq!(kept(&body(room + 1)), "");
    }

    #[test]
    fn what_is_no_json_is_not_kept() {
        assert_eq!(kept("<html>4111111111111111</html>"), "");
    }

    #[test]
    fn ids_and_amounts_are_no_cards() {
        for text in
            ["01904432-1c63-71c4-b5c8-70b2e04ee20a", "12.50", "241750000001", "1234567890123"]
        {
            assert_eq!(without_cards(text), text);
        }
    }

    #[test]
    fn minor_units_follow_the_currencys_digits() {
        let check = |amount: &str, code: &str, units: u64| {
            let money = money(amount, code.parse().unwrap()).unwrap();
            assert_eq!(minor(money), units, "{amount} {code}");
            assert_eq!(from_minor(units, money.currency()).unwrap().to_price(), money.to_price());
        };
        check("1.00", "SAR", 100);
        check("1.000", "KWD", 1000);
        check("1", "JPY", 1);
        check("10.27", "USD", 1027);
        assert_eq!(money("1.005", "USD".parse().unwrap()), None, "more digits than it has");
    }
}

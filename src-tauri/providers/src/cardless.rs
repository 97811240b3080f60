//! What may be kept of a processor's reply: nothing of a card but its last four digits. Shared by the
//! processors' adapters, with the few ways in which both read JSON.

use crate::reply::parse;
use domain::{
    card::has_check_digit,
    money::{Currency, Money, parse_decimal},
    reason::{Reason, ReasonCode},
};
use engine::ports::{processor::TenderLook, supplier::WireReply};
use rust_decimal::Decimal;
use serde_json::{Map, Value};

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
/// Digits of a card number (ISO/IEC 7812-1).
const CARD_DIGITS: std::ops::RangeInclusive<usize> = 13..=19;

/// A reply without what must not be kept. What is no JSON is not kept at all: nobody can say what
/// stands in it.
pub(crate) fn keepable(reply: &WireReply) -> WireReply {
    let kept =
        parse::<Value>(reply).map(stripped).and_then(|value| serde_json::to_vec(&value).ok());
    WireReply { body: kept.unwrap_or_default(), ..reply.clone() }
}

fn stripped(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.into_iter().filter(|(key, _)| !is_forbidden(key));
            Value::Object(kept.map(|(key, value)| (key, stripped(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(stripped).collect()),
        Value::String(text) => Value::String(without_cards(&text)),
        Value::Number(number) if looks_like_card(&number.to_string()) => Value::Null,
        other @ (Value::Null | Value::Bool(_) | Value::Number(_)) => other,
    }
}

fn is_forbidden(key: &str) -> bool {
    let plain: String = key.chars().filter(|c| *c != '_').collect();
    NEVER_KEPT.contains(&plain.to_ascii_lowercase().as_str())
}

/// A text in which nothing that could be a card number is left: a processor's message may repeat
/// what it was sent.
pub(crate) fn without_cards(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().map(Some).chain([None]) {
        match c {
            Some(c) if c.is_ascii_digit() || (!run.is_empty() && matches!(c, ' ' | '-')) => {
                run.push(c);
            }
            other => {
                if looks_like_card(&run) {
                    clean.push_str("••••");
                } else {
                    clean.push_str(&run);
                }
                run.clear();
                clean.extend(other);
            }
        }
    }
    clean
}

fn looks_like_card(run: &str) -> bool {
    let digits: String = run.chars().filter(char::is_ascii_digit).collect();
    CARD_DIGITS.contains(&digits.len()) && has_check_digit(&digits)
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
            r#"{"digits":null,"id":"a","list":[{}],"note":"card ••••no","source":{"last_digits":"1111","scheme":"visa","type":"card"}}"#
        );
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

//! What all suppliers' replies are read with: scalars that keep their digits, the words of an error,
//! and what a status means for a purchase.
//!
//! It must never know: a particular supplier's keys or status words.

use domain::{
    ids::ProviderOrderId,
    money::{Currency, Money, parse_decimal},
    reason::{Reason, ReasonCode},
};
use engine::ports::supplier::{Look, Placed, Report, SupplierError, WireReply};
use rust_decimal::Decimal;
use serde::{
    Deserialize, Deserializer,
    de::{Error as _, SeqAccess, Visitor},
};
use serde_json::value::RawValue;
use std::{fmt, marker::PhantomData, time::Duration};

/// Characters of a status word that are kept.
const WORD_MAX: usize = 40;
/// No supplier's id is longer; a longer one is garbage.
const ID_MAX: usize = 200;
/// No page we ask for has more rows. A reply of eight megabytes must not become hundreds.
const ROWS_MAX: usize = 10_000;

/// A complete body as JSON; a byte-order mark before it is harmless.
pub(crate) fn parse<'a, T: Deserialize<'a>>(reply: &'a WireReply) -> Option<T> {
    if !reply.complete {
        return None;
    }
    let body = reply.body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&reply.body);
    serde_json::from_slice(body).ok()
}

/// A text or a number, as text with its own digits; anything else is no value.
pub(crate) fn text<'de, D: Deserializer<'de>>(source: D) -> Result<Option<String>, D::Error> {
    Ok(scalar(<&'de RawValue>::deserialize(source)?))
}

/// A scalar as text. A number is its own token, so every digit stays; whatever is larger than a scalar
/// is never built.
pub(crate) fn scalar(raw: &RawValue) -> Option<String> {
    match raw.get().as_bytes().first()? {
        b'"' => serde_json::from_str(raw.get()).ok(),
        b'-' | b'0'..=b'9' => Some(raw.get().to_owned()),
        _ => None,
    }
}

/// The rows of a page. Too many are an error: a list that is not read whole proves nothing.
pub(crate) struct Rows<T>(pub(crate) Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Rows<T> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
            type Value = Rows<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut rows = Vec::new();
                while let Some(row) = list.next_element()? {
                    if rows.len() >= ROWS_MAX {
                        return Err(A::Error::custom("too many rows"));
                    }
                    rows.push(row);
                }
                Ok(Rows(rows))
            }
        }
        source.deserialize_seq(Reader(PhantomData))
    }
}

/// A text that says something.
pub(crate) fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// A supplier's id of an order.
pub(crate) fn order_id(text: Option<&str>) -> Option<ProviderOrderId> {
    let id = text.filter(|id| !id.trim().is_empty() && id.chars().count() <= ID_MAX)?;
    Some(ProviderOrderId::new(id))
}

/// A status word, short enough to be kept.
pub(crate) fn status_word(word: &str) -> String {
    word.chars().take(WORD_MAX).collect()
}

/// A plain amount in a currency; a figure that is no plain amount is not booked.
pub(crate) fn money(amount: Option<&str>, currency: Option<Currency>) -> Option<Money> {
    Some(Money::new(parse_decimal(amount?).ok()?, currency?))
}

/// A balance may be below zero: an account can owe.
pub(crate) fn signed(text: &str) -> Option<Decimal> {
    match text.strip_prefix('-') {
        Some(rest) => parse_decimal(rest).ok().map(|amount| -amount),
        None => parse_decimal(text).ok(),
    }
}

/// What a reply to a purchase means, by its status (contract §2): only 200 and 201 can be a yes,
/// only the listed refusals in the supplier's own form a no, and whatever is left may have bought.
/// `error` holds the words of an error in the supplier's own form, if the reply is one.
pub(crate) fn placed(
    reply: &WireReply,
    error: Option<String>,
    accepted: impl FnOnce() -> Result<Report, Reason>,
    refusal: impl FnOnce(u16, &str) -> Reason,
) -> Placed {
    match (reply.status, error) {
        (200 | 201, _) => accepted().map_or_else(Placed::Lost, Placed::Accepted),
        (429, Some(words)) => Placed::Throttled(Reason::with(ReasonCode::TooManyRequests, &words)),
        (400 | 401 | 402 | 403 | 404 | 422, Some(words)) => {
            Placed::Refused(refusal(reply.status, &words))
        }
        (status, _) => Placed::Lost(unclear(status)),
    }
}

/// What a look at one order by its id shows. Another order than the one asked for is no answer.
pub(crate) fn look(report: Option<Report>, asked: &ProviderOrderId, reply: WireReply) -> Look {
    match report {
        Some(report) if report.provider_order_id == *asked => Look::Found { report, reply },
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

pub(crate) fn not_read(reply: &WireReply) -> Unread {
    let code = match reply.status {
        401 => ReasonCode::KeyOrAddress,
        404 => ReasonCode::NoSuchOrder,
        429 => ReasonCode::TooManyRequests,
        200 => ReasonCode::UnreadableReply,
        _ => ReasonCode::UnclearReply,
    };
    let reason = Reason::with(code, &format!("HTTP {}", reply.status));
    Unread { reason, retry_after: reply.retry_after }
}

/// A look-up that did not come to an end.
pub(crate) fn failed(detail: &str) -> Look {
    Look::Failed { reason: Reason::with(ReasonCode::Unreachable, detail), retry_after: None }
}

/// A status that does not say what happened.
pub(crate) fn unclear(status: u16) -> Reason {
    Reason::with(ReasonCode::UnclearReply, &format!("HTTP {status}"))
}

/// Why a question that buys nothing got no answer; `error` as for [`placed`].
pub(crate) fn supplier_error(reply: &WireReply, error: Option<String>) -> SupplierError {
    match (reply.status, error) {
        (401, _) => SupplierError::KeyOrAddress,
        (200, None) => SupplierError::Unreadable,
        (429 | 500..=599, Some(words)) => SupplierError::Busy(words),
        (_, Some(words)) => SupplierError::Refused(words),
        (status, None) => SupplierError::Unreachable(format!("HTTP {status}")),
    }
}

/// The words of an error: a JSON object with `message` or `error`, each a text, several texts or an
/// object that holds one. HTML is none.
pub(crate) fn error_words(reply: &WireReply) -> Option<String> {
    #[derive(Deserialize)]
    struct Said<'a> {
        #[serde(default, borrow)]
        message: Option<&'a RawValue>,
        #[serde(default, borrow)]
        error: Option<&'a RawValue>,
    }
    let Said { message, error } = parse(reply)?;
    [message, error].into_iter().flatten().find_map(words)
}

/// A text, several texts, or the most telling text of an object; nothing blank.
pub(crate) fn words(raw: &RawValue) -> Option<String> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Told<'a> {
        #[serde(borrow)]
        message: Option<&'a RawValue>,
        #[serde(borrow)]
        description: Option<&'a RawValue>,
        #[serde(borrow)]
        detail: Option<&'a RawValue>,
        #[serde(borrow)]
        code: Option<&'a RawValue>,
        #[serde(borrow, rename = "type")]
        kind: Option<&'a RawValue>,
    }
    let text = |raw: &RawValue| serde_json::from_str::<String>(raw.get()).ok();
    let spoken = match raw.get().as_bytes().first()? {
        b'"' => text(raw),
        b'[' => {
            let Rows(texts) = serde_json::from_str::<Rows<&RawValue>>(raw.get()).ok()?;
            let texts: Vec<String> = texts.into_iter().filter_map(text).collect();
            Some(texts.join("; "))
        }
        b'{' => {
            let told: Told<'_> = serde_json::from_str(raw.get()).ok()?;
            let all = [told.message, told.description, told.detail, told.code, told.kind];
            all.into_iter().flatten().find_map(text)
        }
        _ => None,
    };
    filled(spoken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::reply;
    use engine::ports::supplier::Fate;

    fn report(id: &str) -> Report {
        Report {
            provider_order_id: ProviderOrderId::new(id),
            provider_state: "pending".into(),
            fate: Fate::Working,
            cost: None,
        }
    }

    #[test]
    fn only_a_whole_yes_is_a_yes_and_only_a_listed_readable_no_a_no() {
        let place = |status, error: Option<&str>| {
            let accepted = || Ok(report("1"));
            let refusal = |_, words: &str| Reason::with(ReasonCode::SupplierRefused, words);
            placed(&reply(status, ""), error.map(str::to_owned), accepted, refusal)
        };
        for status in 100..600 {
            let (readable, unreadable) = (place(status, Some("no")), place(status, None));
            match status {
                200 | 201 => assert!(matches!(unreadable, Placed::Accepted(_)), "{status}"),
                400 | 401 | 402 | 403 | 404 | 422 => {
                    assert!(matches!(readable, Placed::Refused(_)), "{status}");
                    assert!(matches!(unreadable, Placed::Lost(_)), "{status}");
                }
                429 => {
                    assert!(matches!(readable, Placed::Throttled(_)));
                    assert!(matches!(unreadable, Placed::Lost(_)));
                }
                _ => {
                    assert!(matches!(readable, Placed::Lost(_)), "{status}");
                    assert!(matches!(unreadable, Placed::Lost(_)), "{status}");
                }
            }
        }
    }

    #[test]
    fn another_order_than_the_one_asked_for_is_no_answer() {
        let asked = ProviderOrderId::new("1");
        let seen = |report| look(report, &asked, reply(200, "{}"));
        assert!(matches!(seen(Some(report("1"))), Look::Found { .. }));
        assert!(matches!(seen(Some(report("10"))), Look::Failed { .. }));
        assert!(matches!(seen(None), Look::Failed { .. }));
    }

    #[test]
    fn a_scalar_keeps_its_own_digits_and_nothing_else_is_one() {
        let read = |json: &str| scalar(serde_json::from_str::<&RawValue>(json).unwrap());
        for number in ["0.10", "-3", "12345678901234567890123", "1e400"] {
            assert_eq!(read(number).as_deref(), Some(number));
        }
        assert_eq!(read(r#""a\u0041""#).as_deref(), Some("aA"));
        for other in ["null", "true", "[1]", r#"{"a":1}"#, r#""\ud800""#] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn an_error_is_told_in_any_of_the_known_forms_and_in_no_other() {
        let words = |body: &str| error_words(&reply(400, body));
        for body in [
            r#"{"message":"no"}"#,
            r#"{"message":["no"]}"#,
            r#"{"error":"no"}"#,
            r#"{"error":{"type":"t","code":"c","message":"no","param":null}}"#,
            r#"{"message":"","error":"no"}"#,
            r#"{"error":{"code":"no"},"statusCode":400}"#,
        ] {
            assert_eq!(words(body).as_deref(), Some("no"), "{body}");
        }
        assert_eq!(words(r#"{"message":["a","b"]}"#).as_deref(), Some("a; b"));
        for body in [
            "",
            "no",
            "<html>no</html>",
            "[]",
            "{}",
            r#"{"message":""}"#,
            r#"{"message":7}"#,
            r#"{"detail":"no"}"#,
            r#"{"message":"a","message":"b"}"#,
        ] {
            assert_eq!(words(body), None, "{body}");
        }
    }

    #[test]
    fn a_page_with_too_many_rows_is_not_read_in_part() {
        let list = |rows: usize| format!("[{}]", vec!["1"; rows].join(","));
        let read = |json: &str| serde_json::from_str::<Rows<u8>>(json).map(|rows| rows.0.len());
        assert_eq!(read(&list(ROWS_MAX)).unwrap(), ROWS_MAX);
        assert!(read(&list(ROWS_MAX + 1)).is_err());
    }
}

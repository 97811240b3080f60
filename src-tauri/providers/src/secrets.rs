//! What an order delivered, as labelled secrets, from whatever a supplier calls it. Nothing that may
//! be a code is dropped because its key is new.
//!
//! It must never know: a particular supplier.

use crate::reply::{Rows, scalar};
use domain::secret::Secret;
use engine::ports::supplier::LabelledSecret;
use serde::{
    Deserialize, Deserializer,
    de::{Error as _, MapAccess, Visitor},
};
use serde_json::value::RawValue;
use std::fmt;

/// A delivery is flat or nearly so; what lies deeper is garbage.
const DEPTH_MAX: usize = 6;
/// More than any card carries. The reply itself is kept whole, sealed.
const SECRETS_MAX: usize = 100;
/// More members than any object of a supplier has.
const MEMBERS_MAX: usize = 1_000;

/// The members of an object as they stand, doubles included: a code that stands twice is two codes.
pub(crate) struct Members<'a>(pub(crate) Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    if members.len() >= MEMBERS_MAX {
                        return Err(A::Error::custom("too many members"));
                    }
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        source.deserialize_map(Reader)
    }
}

impl<'a> Members<'a> {
    /// An object's members; none where the value is no object.
    pub(crate) fn of(raw: &'a RawValue) -> Option<Self> {
        serde_json::from_str(raw.get()).ok()
    }

    /// The text or number under a key.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        let (_, raw) = self.0.iter().find(|(name, _)| name == key)?;
        scalar(raw)
    }
}

/// The elements of a list; none where the value is no list.
pub(crate) fn elements(raw: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(raw.get()).ok().map(|Rows(elements)| elements)
}

/// Every text and number inside a value but those under `known` keys, each under its own key's label,
/// the code first; `key` is the value's own. What is empty is no secret.
pub(crate) fn labelled(key: &str, raw: &RawValue, known: &[&str]) -> Vec<LabelledSecret> {
    let mut found = Vec::new();
    collect(key, raw, known, 0, &mut found);
    found.sort_by_key(|secret| rank(&secret.label));
    found
}

fn collect(
    key: &str,
    raw: &RawValue,
    known: &[&str],
    depth: usize,
    found: &mut Vec<LabelledSecret>,
) {
    if depth > DEPTH_MAX || found.len() >= SECRETS_MAX || known.contains(&plain(key).as_str()) {
        return;
    }
    if let Some(Members(members)) = Members::of(raw) {
        for (name, inner) in members {
            collect(&name, inner, known, depth + 1, found);
        }
    } else if let Some(elements) = elements(raw) {
        for inner in elements {
            collect(key, inner, known, depth + 1, found);
        }
    } else if let Some(value) = scalar(raw).filter(|value| !value.trim().is_empty()) {
        found.push(LabelledSecret { label: label(key), value: Secret::new(value) });
    }
}

/// The contract's word for a key, or the supplier's own.
fn label(key: &str) -> String {
    let word = match plain(key).as_str() {
        "code" | "vouchercode" | "cardcode" | "redeemcode" | "redemptioncode"
        | "activationcode" | "giftcode" => "code",
        "pin" | "pincode" | "cardpin" => "pin",
        "serial" | "serialnumber" | "serialno" => "serial",
        "expiry" | "expirydate" | "expiresat" | "expirationdate" | "validuntil" => "expiry",
        "url" | "link" | "redeemurl" | "claimurl" => "url",
        _ => key,
    };
    word.to_owned()
}

/// A key without case and without what joins its words.
fn plain(key: &str) -> String {
    key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The order of the contract's words; the supplier's own come last.
fn rank(label: &str) -> usize {
    const ORDER: [&str; 5] = ["code", "pin", "url", "serial", "expiry"];
    ORDER.iter().position(|known| *known == label).unwrap_or(ORDER.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Vec<(String, String)> {
        let raw: &RawValue = serde_json::from_str(json).unwrap();
        labelled("content", raw, &["vendororderid"])
            .into_iter()
            .map(|secret| (secret.label, secret.value.reveal().to_owned()))
            .collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(label, value)| ((*label).into(), (*value).into())).collect()
    }

    #[test]
    fn known_keys_have_the_contracts_labels_in_its_order_and_new_ones_their_own() {
        let json = r#"{"Expiry-Date":"2031-12-31","deliverable_1":"Z","PIN":"0012","serial_number":7,
            "redeem_url":"https://x","voucher_code":"A-1","vendor_order_id":"LC-1"}"#;
        let expected = pairs(&[
            ("code", "A-1"),
            ("pin", "0012"),
            ("url", "https://x"),
            ("serial", "7"),
            ("expiry", "2031-12-31"),
            ("deliverable_1", "Z"),
        ]);
        assert_eq!(read(json), expected);
    }

    #[test]
    fn codes_keep_every_digit_and_blank_values_are_none() {
        let json = r#"{"code":12345678901234567890123,"pin":"","serial":null,"used":false}"#;
        assert_eq!(read(json), pairs(&[("code", "12345678901234567890123")]));
    }

    #[test]
    fn a_code_that_stands_twice_is_two_codes_and_a_nested_one_is_found() {
        let json =
            r#"{"item":{"code":"A"},"code":"B","code":"C","list":[{"Pin":"1"},{"Pin":"2"}]}"#;
        let expected =
            pairs(&[("code", "A"), ("code", "B"), ("code", "C"), ("pin", "1"), ("pin", "2")]);
        assert_eq!(read(json), expected);
    }

    #[test]
    fn depth_and_number_are_bounded() {
        let deep = format!("{}\"A\"{}", "[".repeat(10_000), "]".repeat(10_000));
        assert_eq!(read(&deep), []);
        let wide = format!("[{}]", vec!["\"A\""; 5_000].join(","));
        assert_eq!(read(&wide).len(), SECRETS_MAX);
    }
}

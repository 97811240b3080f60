//! What may not stand anywhere in what the till keeps or says of a processor's reply: looked for by a
//! reading of its own.

use serde_json::Value;

/// Digits of a card number.
const DIGITS: std::ops::RangeInclusive<usize> = 13..=19;
/// What a processor's reply names a card's and its holder's facts with, and what opens a card again;
/// in small letters, without underscores.
const FACTS: [&str; 18] = [
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
    "authcode",
];

/// A fact of a card in a tree: under a key that names one, or a number that could be a card's,
/// in a value or a key.
pub(crate) fn fact_in(value: &Value) -> Option<String> {
    match value {
        Value::Object(members) => members.iter().find_map(|(key, value)| {
            let plain = key.replace('_', "").to_ascii_lowercase();
            let named = FACTS.contains(&plain.as_str()) || number_in(key);
            if named { Some(format!("kept under {key}")) } else { fact_in(value) }
        }),
        Value::Array(items) => items.iter().find_map(fact_in),
        Value::String(text) => number_in(text).then(|| format!("a card's number in {text}")),
        Value::Number(number) => {
            number_in(&number.to_string()).then(|| format!("a card's number: {number}"))
        }
        Value::Null | Value::Bool(_) => None,
    }
}

/// Whether a text holds what could be a card's number: 13 to 19 digits with the right check digit, in
/// one piece or in groups with blanks or dashes between them.
pub(crate) fn number_in(text: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_digit() || matches!(c, ' ' | '-'))).any(|run| {
        let groups: Vec<&str> = run.split([' ', '-']).filter(|group| !group.is_empty()).collect();
        (0..groups.len()).any(|from| {
            let mut digits = String::new();
            groups.iter().skip(from).any(|group| {
                digits.push_str(group);
                DIGITS.contains(&digits.len()) && is_checked(&digits)
            })
        })
    })
}

/// The check digit of ISO/IEC 7812-1, by a table.
fn is_checked(digits: &str) -> bool {
    const DOUBLED: [u32; 10] = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
    let values = digits.chars().rev().filter_map(|c| c.to_digit(10)).enumerate();
    let sum: u32 = values
        .map(|(place, digit)| match usize::try_from(digit) {
            Ok(digit) if place % 2 == 1 => DOUBLED.get(digit).copied().unwrap_or_default(),
            Ok(_) | Err(_) => digit,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[test]
fn a_card_is_found_wherever_it_stands_and_an_id_is_none() {
    for text in ["4111111111111111", "x 4111-1111 1111-1111.", "101 4111111111111111 declined"] {
        assert!(number_in(text), "{text}");
    }
    for text in ["4111111111111112", "019ad2c0-0000-7000-8000-000000000001", "241750000001", ""] {
        assert!(!number_in(text), "{text}");
    }
    for json in [
        r#"{"a":[{"first_digits":"4"}]}"#,
        r#"{"Month":1}"#,
        r#"{"4111111111111111":1}"#,
        r#"[4111111111111111.0]"#,
    ] {
        assert!(fact_in(&serde_json::from_str(json).unwrap()).is_some(), "{json}");
    }
    let clean =
        r#"{"last_digits":"1111","amount":1000,"id":"01904432-1c63-71c4-b5c8-70b2e04ee20a"}"#;
    assert_eq!(fact_in(&serde_json::from_str(clean).unwrap()), None);
}

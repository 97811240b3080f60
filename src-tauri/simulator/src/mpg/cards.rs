//! The cards of the practice gateway, and how each behaves. Any other number is declined.
//!
//! | number | what its transaction says | what its bank did |
//! | --- | --- | --- |
//! | 4111 1111 1111 1111, 5555 5555 5555 4444 | `approved` | charged |
//! | 4000 0000 0000 0002 | `failed`, with the documents' own message about a city | nothing |
//! | 4000 0000 0000 9995 | `failed`, insufficient funds | nothing |
//! | 4000 0000 0000 0127 | `failed`, wrong security code | nothing |
//! | 4000 0000 0000 0341 | `timeout`, at the next read `approved` | charged |
//! | 4000 0000 0000 0036 | `timeout`, at the next read `failed` | nothing |
//! | 4000 0000 0000 0044 | `timeout` for good | charged |
//! | 4000 0000 0000 0028 | `timeout` for good | nothing |
//! | 4000 0000 0000 0119 | `system_error` for good | nothing |
//! | 4000 0000 0000 0259 | `initiated`, at the second read `approved` | charged |
//! | 4000 0000 0000 3220 | `initiated`, at the second read `failed` | nothing |
//! | 4000 0000 0000 0077 | `reviewing`, a word of nobody's, at the second read `approved` | charged |
//!
//! A card past its month is `failed` whatever its number. "Charged" is "reserved" for an
//! authorization. "For good" ends with a void, for which the gateway asks the bank first, and with
//! the lever `resolve`.
//!
//! It must never know: anybody's real card.

use super::orders::{Outcome, Status};

/// One of the cards.
#[derive(Debug, Clone, Copy)]
struct TestCard {
    number: &'static str,
    outcome: fn() -> Outcome,
}

const CARDS: [TestCard; 13] = [
    TestCard { number: "4111111111111111", outcome: Outcome::approved },
    TestCard { number: "5555555555554444", outcome: Outcome::approved },
    TestCard {
        number: "4000000000000002",
        outcome: || Outcome::failed("101", "The city has invalid length. Length is 1-10."),
    },
    TestCard {
        number: "4000000000009995",
        outcome: || Outcome::failed("51", "Insufficient funds"),
    },
    TestCard {
        number: "4000000000000127",
        outcome: || Outcome::failed("82", "Incorrect security code"),
    },
    TestCard {
        number: "4000000000000341",
        outcome: || Outcome::open(Status::Timeout, true, Some(1)),
    },
    TestCard {
        number: "4000000000000036",
        outcome: || Outcome::open(Status::Timeout, false, Some(1)),
    },
    TestCard { number: "4000000000000044", outcome: || Outcome::open(Status::Timeout, true, None) },
    TestCard {
        number: "4000000000000028",
        outcome: || Outcome::open(Status::Timeout, false, None),
    },
    TestCard {
        number: "4000000000000119",
        outcome: || Outcome::open(Status::SystemError, false, None),
    },
    TestCard {
        number: "4000000000000259",
        outcome: || Outcome::open(Status::Initiated, true, Some(2)),
    },
    TestCard {
        number: "4000000000003220",
        outcome: || Outcome::open(Status::Initiated, false, Some(2)),
    },
    TestCard {
        number: "4000000000000077",
        outcome: || Outcome::open(Status::Other("reviewing".to_owned()), true, Some(2)),
    },
];

/// The numbers of the cards.
pub fn numbers() -> impl Iterator<Item = &'static str> {
    CARDS.iter().map(|card| card.number)
}

/// How a transaction with this number goes.
#[must_use]
pub fn outcome(number: &str) -> Outcome {
    let card = CARDS.iter().find(|card| card.number == number);
    let unknown = || Outcome::failed("14", "Not one of the practice cards");
    card.map_or_else(unknown, |card| (card.outcome)())
}

/// The scheme by the first digit.
#[must_use]
pub fn scheme(number: &str) -> &'static str {
    match number.bytes().next() {
        Some(b'2' | b'5') => "mastercard",
        Some(b'3') => "amex",
        Some(b'4') => "visa",
        _ => "mada",
    }
}

/// Whether the number could be a card's: 13 to 19 digits whose last one fits (Luhn).
#[must_use]
pub fn is_number(number: &str) -> bool {
    let is_long_enough = (13..=19).contains(&number.len());
    if !is_long_enough || !number.bytes().all(|digit| digit.is_ascii_digit()) {
        return false;
    }
    let digits = number.bytes().rev().map(|digit| u32::from(digit.saturating_sub(b'0')));
    let weighted = digits.zip([1, 2].into_iter().cycle()).map(|(digit, weight)| digit * weight);
    weighted.map(|product| product / 10 + product % 10).sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_practice_card_could_be_a_card() {
        assert!(numbers().all(is_number));
        for wrong in ["4111111111111112", "411111111111", "4111 1111 1111 1111", ""] {
            assert!(!is_number(wrong), "{wrong}");
        }
    }

    #[test]
    fn nobodys_card_is_charged() {
        let stranger = outcome("4012888888881881");
        assert_eq!((stranger.status, stranger.acted), (Status::Failed, false));
    }
}

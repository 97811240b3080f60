//! What a clerk types in one line: a product, perhaps an amount, perhaps the customer's number at the end.

use crate::{
    digits::{ascii_digits, typed_decimal},
    money::parse_decimal,
    phone::{Phone, TypedPhone},
};
use rust_decimal::Decimal;

/// Shorter, and with neither blank nor mark before it, a number that begins with 0 is a product's own.
const PHONE_DIGITS_MIN: usize = 9;

/// One line, taken apart. Nothing in it was looked up yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What is searched for: everything but the phone.
    pub words: String,
    /// The same without a number at its end, and that number: an amount, where the product has one.
    pub amount: Option<(String, Decimal)>,
    /// The customer's number.
    pub phone: Option<TypedPhone>,
}

impl Entry {
    /// Reads a line; a phone may be international or national in `region` (ISO 3166, "PS"). A product has
    /// to be named before a number is an amount or a phone.
    #[must_use]
    pub fn read(line: &str, region: &str) -> Self {
        let line = ascii_digits(line);
        let tokens: Vec<&str> = line.split_whitespace().collect();
        let (words, phone) = match phone_at_end(&tokens, region) {
            Some((at, phone)) => (tokens.get(..at).unwrap_or_default(), Some(phone)),
            None => (tokens.as_slice(), None),
        };
        let amount = words.split_last().filter(|(_, before)| !before.is_empty());
        let amount = amount.and_then(|(last, before)| {
            let starts = last.starts_with(|c: char| c.is_ascii_digit());
            let amount = parse_decimal(&typed_decimal(last)).ok().filter(|_| starts)?;
            Some((before.join(" "), amount))
        });
        Self { words: words.join(" "), amount, phone }
    }
}

/// Where a phone begins among the last words, and which it is. People write it with a 0 or a + in front:
/// that one first, and the longest, so that "20 0599 123 456" is an amount and a number.
fn phone_at_end(tokens: &[&str], region: &str) -> Option<(usize, TypedPhone)> {
    let first = tokens.iter().rposition(|token| !is_of_phone(token)).map_or(0, |at| at + 1).max(1);
    let read = |at: usize| Phone::parse(&tokens.get(at..)?.join(" "), region).ok();
    let is_marked =
        |at: &usize| tokens.get(*at).is_some_and(|token| token.starts_with(['0', '+', '(']));
    let marked = (first..tokens.len()).filter(is_marked).find_map(|at| {
        let digits = tokens.get(at..)?.concat().chars().filter(char::is_ascii_digit).count();
        read(at)
            .filter(|phone| phone.looks_right || digits >= PHONE_DIGITS_MIN)
            .map(|phone| (at, phone))
    });
    let last = tokens.len().checked_sub(1).filter(|at| *at >= first);
    let bare =
        || last.and_then(|at| read(at).filter(|phone| phone.looks_right).map(|phone| (at, phone)));
    marked.or_else(bare)
}

fn is_of_phone(token: &str) -> bool {
    token.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | '/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, words: &str, amount: Option<(&str, &str)>, phone: Option<&str>) {
        let entry = Entry::read(line, "PS");
        let found = entry.amount.map(|(before, amount)| (before, amount.to_string()));
        assert_eq!(entry.words, words, "{line}");
        assert_eq!(found, amount.map(|(before, amount)| (before.into(), amount.into())), "{line}");
        let number = entry.phone.map(|typed| typed.phone.as_str().to_owned());
        assert_eq!(number.as_deref(), phone, "{line}");
    }

    #[test]
    fn a_phone_at_the_end_is_the_customers() {
        let (twenty, number) = (Some(("jawwal", "20")), Some("+970599123456"));
        for line in [
            "jawwal 20 0599123456",
            "jawwal 20 0599 123 456",
            "jawwal 20 599123456",
            "jawwal ٢٠ ٠٥٩٩١٢٣٤٥٦",
            "jawwal 20 +970 599-123-456",
            "jawwal 20 00970599123456",
        ] {
            check(line, "jawwal 20", twenty, number);
        }
        check("جوال ۲۰ ۰۵۹۹۱۲۳۴۵۶", "جوال 20", Some(("جوال", "20")), number);
        check("jawwal 0599123456", "jawwal", None, number);
    }

    #[test]
    fn numbers_of_a_products_name_are_no_phone() {
        check("pubg 660", "pubg 660", Some(("pubg", "660")), None);
        check("pubg mobile 660 uc", "pubg mobile 660 uc", None, None);
        check("zain iraq 10,000", "zain iraq 10,000", Some(("zain iraq", "10000")), None);
        check("steam 12.5", "steam 12.5", Some(("steam", "12.5")), None);
        check("jawwal 059", "jawwal 059", Some(("jawwal", "59")), None);
        // A barcode, a number alone: nothing names a product.
        check("6291041500213", "6291041500213", None, None);
        check("0599123456", "0599123456", None, None);
        check("steam 6291041500213", "steam 6291041500213", Some(("steam", "6291041500213")), None);
    }

    #[test]
    fn an_odd_number_is_still_the_customers() {
        let entry = Entry::read("jawwal 20 0521234567", "PS");
        assert!(!entry.phone.unwrap().looks_right);
    }
}

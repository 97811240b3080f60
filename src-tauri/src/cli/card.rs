//! A card on stdin. It is read into memory that is wiped, judged, and never repeated in an error.

use crate::error::{ErrorCode, Failure};
use domain::card::Card;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::io::Read as _;
use zeroize::Zeroizing;

/// More than any card needs; a stream that goes on is no card.
const INPUT_MAX: usize = 4096;

/// The contract's object, each value as it stands in the input: nothing is copied out of the memory
/// that is wiped. Texts and plain numbers are both understood.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input<'a> {
    #[serde(borrow)]
    number: &'a RawValue,
    #[serde(borrow)]
    month: &'a RawValue,
    #[serde(borrow)]
    year: &'a RawValue,
    #[serde(borrow)]
    security_code: &'a RawValue,
    #[serde(borrow, default)]
    holder: Option<&'a RawValue>,
}

/// Reads the card that a script or a person gives.
pub(super) fn from_stdin() -> Result<Card, Failure> {
    let mut input = Zeroizing::new(Vec::with_capacity(INPUT_MAX));
    let limit = u64::try_from(INPUT_MAX).unwrap_or(u64::MAX);
    let read = std::io::stdin().lock().take(limit).read_to_end(&mut input);
    read.map_err(|_| Failure::about(ErrorCode::CardInvalid, "stdin"))?;
    read_card(&input)
}

fn read_card(input: &[u8]) -> Result<Card, Failure> {
    // The parser's own words could repeat the input.
    let wrong = |what: &str| Failure::about(ErrorCode::CardInvalid, what);
    let input: Input<'_> = serde_json::from_slice(input).map_err(|_| wrong("JSON"))?;
    let holder = input.holder.map(plain).filter(|holder| *holder != "null");
    Card::new(
        plain(input.number),
        plain(input.month),
        plain(input.year),
        plain(input.security_code),
        holder,
    )
    .map_err(|error| wrong(error.0))
}

/// A value without its quotes; one with escapes stays as it stands, and is then no card's.
fn plain(value: &RawValue) -> &str {
    let text = value.get();
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: &str = r#"{"number":"4111111111111111","month":"12","year":2030,
        "security_code":"123","holder":"A. Customer"}"#;

    #[test]
    fn texts_and_numbers_are_understood() {
        let card = read_card(CARD.as_bytes()).unwrap();
        assert_eq!((card.tail().as_str(), card.month(), card.year()), ("1111", 12, 2030));
        assert_eq!(card.holder().unwrap().reveal(), "A. Customer");
        let bare = CARD.replace(",\"holder\":\"A. Customer\"", "").replace("A. Customer", "");
        assert!(read_card(bare.as_bytes()).is_ok());
    }

    #[test]
    fn an_error_names_what_is_wrong_and_never_repeats_it() {
        let what = |text: &str| {
            let failure = read_card(text.as_bytes()).unwrap_err();
            assert_eq!(failure.code, ErrorCode::CardInvalid);
            assert!(failure.args.iter().all(|(_, value)| !value.contains("4111")), "{failure:?}");
            failure.args[0].1.clone()
        };
        assert_eq!(what("4111111111111111"), "JSON");
        assert_eq!(what(&CARD.replace("1111\"", "1112\"")), "number");
        assert_eq!(what(&CARD.replace("\"12\"", "13")), "month");
        assert_eq!(what(&CARD.replace("holder", "4111111111111111")), "JSON");
    }
}

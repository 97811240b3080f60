//! A card keyed in by hand. It lives in memory only, is wiped when dropped, and shows itself to
//! nobody: neither `Debug` nor an error ever holds a digit of it.

use crate::secret::Secret;
use std::fmt;

/// What a processor needs of a card that is not there.
#[derive(Clone)]
pub struct Card {
    number: Secret,
    month: u8,
    year: u16,
    security_code: Secret,
    holder: Option<Secret>,
}

/// One of a card's facts that cannot be right, by its name in the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the card's {0} cannot be right")]
pub struct CardError(pub &'static str);

impl Card {
    /// Judges a card's facts as a person typed them.
    ///
    /// # Errors
    /// If one of them cannot be right; the error names it and never shows it.
    pub fn new(
        number: &str,
        month: &str,
        year: &str,
        security_code: &str,
        holder: Option<&str>,
    ) -> Result<Self, CardError> {
        let number = digits(number, &[' ', '-']);
        if !(13..=19).contains(&number.reveal().len()) || !has_check_digit(number.reveal()) {
            return Err(CardError("number"));
        }
        let (month, year) = (digits(month, &[]), digits(year, &[]));
        let month = month.reveal().parse().ok().filter(|month| (1..=12).contains(month));
        let year = year.reveal().parse().ok().filter(|year| (2000..=2999).contains(year));
        let security_code = digits(security_code, &[' ']);
        if !matches!(security_code.reveal().len(), 3 | 4) {
            return Err(CardError("security_code"));
        }
        let holder = holder.map(str::trim).filter(|holder| !holder.is_empty());
        if holder.is_some_and(|holder| holder.chars().count() > HOLDER_MAX) {
            return Err(CardError("holder"));
        }
        Ok(Self {
            number,
            month: month.ok_or(CardError("month"))?,
            year: year.ok_or(CardError("year"))?,
            security_code,
            holder: holder.map(Secret::new),
        })
    }

    /// The whole number: for the request that charges it, and for nothing else.
    #[must_use]
    pub fn number(&self) -> &Secret {
        &self.number
    }

    /// The code on the back: as the number.
    #[must_use]
    pub fn security_code(&self) -> &Secret {
        &self.security_code
    }

    /// Whose card it is, if that was said.
    #[must_use]
    pub fn holder(&self) -> Option<&Secret> {
        self.holder.as_ref()
    }

    /// The month it ends.
    #[must_use]
    pub fn month(&self) -> u8 {
        self.month
    }

    /// The year it ends.
    #[must_use]
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The last four digits: all of the card that may be kept.
    #[must_use]
    pub fn tail(&self) -> String {
        let number = self.number.reveal();
        number.get(number.len().saturating_sub(TAIL)..).unwrap_or_default().to_owned()
    }
}

impl fmt::Debug for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Card(••••)")
    }
}

const HOLDER_MAX: usize = 255;
const TAIL: usize = 4;

/// The digits of a text, in any script, in which only these separators may stand; anything else
/// leaves none. Made at its full length, so that growing it leaves no pieces behind in memory.
fn digits(text: &str, separators: &[char]) -> Secret {
    let mut kept = String::with_capacity(text.len());
    for c in text.trim().chars().filter(|c| !separators.contains(c)) {
        let Some(digit) = digit(c) else { return Secret::new("") };
        kept.push(digit);
    }
    Secret::new(kept)
}

fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6F0}'..='\u{6F9}' => '\u{6F0}',
        _ => return None,
    };
    char::from_digit(u32::from(c).saturating_sub(u32::from(zero)), 10)
}

/// The Luhn check (ISO/IEC 7812-1).
#[must_use]
pub fn has_check_digit(number: &str) -> bool {
    let sum: u32 = number
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte.wrapping_sub(b'0'));
            match (place % 2 == 1, digit.saturating_mul(2)) {
                (false, _) => digit,
                (true, doubled @ ..=9) => doubled,
                (true, doubled) => doubled.saturating_sub(9),
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(number: &str, month: &str, year: &str, code: &str) -> Result<Card, CardError> {
        Card::new(number, month, year, code, Some("A. Customer"))
    }

    #[test]
    fn a_card_is_read_as_people_type_it() {
        let card = check("4111 1111-1111 1111", "12", "2030", "123").unwrap();
        assert_eq!(card.number().reveal(), "4111111111111111");
        assert_eq!(card.tail(), "1111");
        let arabic = check("٤١١١١١١١١١١١١١١١", "١٢", "۲۰۳۰", "123").unwrap();
        assert_eq!((arabic.tail().as_str(), arabic.month(), arabic.year()), ("1111", 12, 2030));
    }

    #[test]
    fn an_error_names_the_fact_and_never_shows_it() {
        let field = |card: Result<Card, CardError>| card.err().map(|error| error.0);
        assert_eq!(field(check("4111111111111112", "12", "2030", "123")), Some("number"));
        assert_eq!(field(check("411111", "12", "2030", "123")), Some("number"));
        assert_eq!(field(check("4111x111111111111", "12", "2030", "123")), Some("number"));
        assert_eq!(field(check("4111111111111111", "13", "2030", "123")), Some("month"));
        assert_eq!(field(check("4111111111111111", "12", "30", "123")), Some("year"));
        assert_eq!(field(check("4111111111111111", "12", "2030", "12a")), Some("security_code"));
        let shown = check("4111111111111112", "12", "2030", "123").unwrap_err().to_string();
        assert!(!shown.contains("4111"), "{shown}");
    }

    #[test]
    fn debug_never_shows_a_card() {
        let card = check("4111111111111111", "12", "2030", "123").unwrap();
        assert_eq!(format!("{card:?}"), "Card(••••)");
    }
}

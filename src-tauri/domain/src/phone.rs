//! Phone numbers: typed in any way, stored as E.164.

use crate::digits::ascii_digits;
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};

/// A phone number in E.164 ("+970599123456").
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

/// A number read from what a person typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedPhone {
    /// The number.
    pub phone: Phone,
    /// False if no such number is known to be given out. It warns and never blocks: numbering
    /// plans change faster than tills are updated.
    pub looks_right: bool,
}

/// The text cannot be a phone number in any country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this cannot be a phone number")]
pub struct NotAPhone;

impl Phone {
    /// Takes a number that is known to be E.164, from our own records.
    #[must_use]
    pub fn from_e164(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Reads what a person typed: international, national in `region` (ISO 3166, "PS"), with
    /// blanks, marks, Arabic or Persian digits.
    ///
    /// # Errors
    /// If it cannot be a phone number anywhere.
    pub fn parse(typed: &str, region: &str) -> Result<TypedPhone, NotAPhone> {
        let mut text = ascii_digits(typed);
        if text.chars().any(char::is_alphabetic) {
            return Err(NotAPhone);
        }
        if let Some(rest) = text.strip_prefix("00") {
            text = format!("+{rest}");
        }
        let util = &PHONE_NUMBER_UTIL;
        let number = util.parse(&text, Region::from_code(region).ok()).map_err(|_| NotAPhone)?;
        let e164 = util.format(&number, PhoneNumberFormat::E164).to_string();
        let digits = e164.len().saturating_sub(1);
        if !(MIN_DIGITS..=MAX_DIGITS).contains(&digits) {
            return Err(NotAPhone);
        }
        let phone = Phone(one_of_twins(e164));
        let looks_right =
            util.parse(&phone.0, None).is_ok_and(|number| util.is_valid_number(&number));
        Ok(TypedPhone { phone, looks_right })
    }

    /// The E.164 text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as it is dialled in its own country, digits alone.
    #[must_use]
    pub fn national(&self) -> String {
        let util = &PHONE_NUMBER_UTIL;
        let text = match util.parse(&self.0, None) {
            Ok(number) => util.format(&number, PhoneNumberFormat::National).to_string(),
            Err(_) => self.0.clone(),
        };
        text.chars().filter(char::is_ascii_digit).collect()
    }

    /// The numbers that one slip of a finger makes of this one: a digit instead of another, or two
    /// neighbours in each other's place.
    #[must_use]
    pub fn slips(&self) -> Vec<Phone> {
        let digits: Vec<char> = self.0.chars().skip(1).collect();
        let number = |digits: &[char]| {
            Phone(digits.iter().fold("+".to_owned(), |mut text, digit| {
                text.push(*digit);
                text
            }))
        };
        let mut slips = Vec::new();
        for (at, own) in digits.iter().enumerate() {
            for other in ('0'..='9').filter(|other| other != own) {
                let mut slip = digits.clone();
                slip.splice(at..=at, [other]);
                slips.push(number(&slip));
            }
        }
        for (at, pair) in digits.windows(2).enumerate() {
            if let [first, second] = pair
                && first != second
            {
                let mut slip = digits.clone();
                slip.swap(at, at.saturating_add(1));
                slips.push(number(&slip));
            }
        }
        slips
    }

    /// The number in groups, as it is read aloud.
    #[must_use]
    pub fn grouped(&self) -> String {
        let util = &PHONE_NUMBER_UTIL;
        match util.parse(&self.0, None) {
            Ok(number) => util.format(&number, PhoneNumberFormat::International).to_string(),
            Err(_) => self.0.clone(),
        }
    }
}

/// The shortest number with its country code that any plan gives out, and E.164's limit.
const MIN_DIGITS: usize = 8;
const MAX_DIGITS: usize = 15;

/// Palestinian mobiles (59x, 56x) are reachable under +970 and +972; one customer must not be two.
fn one_of_twins(e164: String) -> String {
    match e164.strip_prefix("+972") {
        Some(rest) if rest.starts_with("59") || rest.starts_with("56") => format!("+970{rest}"),
        _ => e164,
    }
}

impl std::fmt::Display for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Shows the last four digits only: phone numbers are personal and reach logs through `Debug`.
impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tail: String = self.0.chars().skip(self.0.len().saturating_sub(4)).collect();
        write!(f, "Phone(…{tail})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn e164(typed: &str) -> String {
        Phone::parse(typed, "PS").unwrap().phone.as_str().to_owned()
    }

    #[test]
    fn every_way_to_type_a_number_is_one_number() {
        for typed in [
            "0599123456",
            "٠٥٩٩١٢٣٤٥٦",
            "۰۵۹۹۱۲۳۴۵۶",
            "0599 123 456",
            "+970 599-123-456",
            "00970599123456",
            "+972599123456",
            "\u{202A}+970599123456\u{202C}",
            "+٩٧٠٥٩٩١٢٣٤٥٦",
            "(0599) 123456",
        ] {
            assert_eq!(e164(typed), "+970599123456", "{typed}");
        }
    }

    #[test]
    fn an_international_number_keeps_its_country() {
        assert_eq!(e164("+962 7 9012 3456"), "+962790123456");
        assert_eq!(e164("+971501234567"), "+971501234567");
    }

    #[test]
    fn what_cannot_be_a_phone_is_refused() {
        for typed in ["", "12", "hello", "0599-CALL-ME", "*100#", "+9705991234567890123", "+"] {
            assert!(Phone::parse(typed, "PS").is_err(), "{typed}");
        }
    }

    #[test]
    fn an_odd_number_warns_and_passes() {
        let typed = Phone::parse("0521234567", "PS").unwrap();
        assert!(!typed.looks_right);
    }

    #[test]
    fn a_number_is_dialled_at_home_with_its_zero() {
        assert_eq!(Phone::from_e164("+970599123456").national(), "0599123456");
        assert_eq!(Phone::from_e164("+201012345678").national(), "01012345678");
    }

    #[test]
    fn a_slip_of_a_finger_is_one_other_digit_or_two_neighbours_swapped() {
        let slips = Phone::from_e164("+970599123456").slips();
        let has = |text: &str| slips.contains(&Phone::from_e164(text));
        assert!(has("+970599123457"));
        assert!(has("+970599132456"), "two neighbours");
        assert!(!has("+970599123456"), "itself");
        assert!(!has("+970599123477"), "two digits");
        assert!(!has("+970599321456"), "not neighbours");
        assert!(!has("+97059912345"), "a digit too few");
    }

    #[test]
    fn debug_shows_the_last_four_digits_only() {
        assert_eq!(format!("{:?}", Phone::from_e164("+970599123456")), "Phone(…3456)");
    }
}

//! How a text is cut into the parts a phone network carries, which is what it costs.
//!
//! GSM 03.38: 160 letters of its own alphabet alone, 153 in each of several parts; `^ { } \ [ ~ ] | €`
//! count twice. One letter outside that alphabet turns the whole text into UTF-16: 70 units alone, 67
//! in each of several parts. What belongs together is never cut apart.

use crate::money::{Money, MoneyError};

/// The letters a text is written in on the air.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// The network's own seven-bit letters.
    Gsm7,
    /// UTF-16, for everything else.
    Ucs2,
}

/// A text cut into parts.
#[derive(Clone, PartialEq, Eq)]
pub enum Parts {
    /// Septets; an escaped letter is two of them.
    Gsm7(Vec<Vec<u8>>),
    /// UTF-16 units.
    Ucs2(Vec<Vec<u16>>),
}

/// Septets of a text that is alone.
pub const GSM7_ALONE: usize = 160;
/// Septets of one of several parts.
pub const GSM7_JOINED: usize = 153;
/// UTF-16 units of a text that is alone.
pub const UCS2_ALONE: usize = 70;
/// UTF-16 units of one of several parts.
pub const UCS2_JOINED: usize = 67;
/// The septet before a letter of the second table.
const ESCAPE: u8 = 0x1B;

/// The alphabet in its order; the escape stands at its own place.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u{1b}ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// The second table, reached by the escape.
const ESCAPED: [(char, u8); 10] = [
    ('\u{c}', 0x0A),
    ('^', 0x14),
    ('{', 0x28),
    ('}', 0x29),
    ('\\', 0x2F),
    ('[', 0x3C),
    ('~', 0x3D),
    (']', 0x3E),
    ('|', 0x40),
    ('€', 0x65),
];

impl Parts {
    /// Cuts a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let letters: Option<Vec<Vec<u8>>> = text.chars().map(septets).collect();
        match letters {
            Some(letters) => Parts::Gsm7(cut(&letters, GSM7_ALONE, GSM7_JOINED)),
            None => Parts::Ucs2(cut(&units(text), UCS2_ALONE, UCS2_JOINED)),
        }
    }

    /// How many there are; a text without letters is one.
    #[must_use]
    pub fn count(&self) -> u32 {
        let count = match self {
            Parts::Gsm7(parts) => parts.len(),
            Parts::Ucs2(parts) => parts.len(),
        };
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// What it is written in.
    #[must_use]
    pub fn alphabet(&self) -> Alphabet {
        match self {
            Parts::Gsm7(_) => Alphabet::Gsm7,
            Parts::Ucs2(_) => Alphabet::Ucs2,
        }
    }

    /// What they cost, where one part costs `price`.
    ///
    /// # Errors
    /// If no number holds it.
    pub fn cost(&self, price: Money) -> Result<Money, MoneyError> {
        price.times(self.count())
    }
}

/// A text is private: only its size is shown.
impl std::fmt::Debug for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Parts({:?}, {})", self.alphabet(), self.count())
    }
}

fn septets(letter: char) -> Option<Vec<u8>> {
    let place = BASIC.chars().position(|known| known == letter && letter != char::from(ESCAPE));
    if let Some(place) = place.and_then(|place| u8::try_from(place).ok()) {
        return Some(vec![place]);
    }
    let escaped = ESCAPED.iter().find(|(known, _)| *known == letter);
    escaped.map(|(_, code)| vec![ESCAPE, *code])
}

fn units(text: &str) -> Vec<Vec<u16>> {
    text.chars().map(|letter| letter.encode_utf16(&mut [0; 2]).to_vec()).collect()
}

/// Lays whole letters into parts.
fn cut<T: Copy>(letters: &[Vec<T>], alone: usize, joined: usize) -> Vec<Vec<T>> {
    let all: usize = letters.iter().map(Vec::len).sum();
    if all <= alone {
        return vec![letters.concat()];
    }
    let mut parts = Vec::new();
    let mut part: Vec<T> = Vec::with_capacity(joined);
    for letter in letters {
        if part.len().saturating_add(letter.len()) > joined {
            parts.push(std::mem::take(&mut part));
        }
        part.extend_from_slice(letter);
    }
    parts.push(part);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn size(text: &str) -> (Alphabet, u32) {
        let parts = Parts::of(text);
        (parts.alphabet(), parts.count())
    }

    /// What a phone shows of the parts, read by a table of its own.
    fn shown(parts: &Parts) -> String {
        let escaped = |code: u8| match code {
            0x0A => '\u{c}',
            0x14 => '^',
            0x28 => '{',
            0x29 => '}',
            0x2F => '\\',
            0x3C => '[',
            0x3D => '~',
            0x3E => ']',
            0x40 => '|',
            0x65 => '€',
            other => panic!("no letter is escaped {other:x}"),
        };
        match parts {
            Parts::Gsm7(parts) => {
                let mut text = String::new();
                for part in parts {
                    let mut septets = part.iter();
                    while let Some(code) = septets.next() {
                        text.push(match *code {
                            ESCAPE => escaped(*septets.next().expect("an escape ends no part")),
                            code => BASIC.chars().nth(usize::from(code)).expect("seven bits"),
                        });
                    }
                }
                text
            }
            Parts::Ucs2(parts) => {
                parts.iter().map(|part| String::from_utf16(part).expect("whole letters")).collect()
            }
        }
    }

    #[test]
    fn the_limits_are_the_networks() {
        assert_eq!(size(""), (Alphabet::Gsm7, 1));
        assert_eq!(size(&"a".repeat(160)), (Alphabet::Gsm7, 1));
        assert_eq!(size(&"a".repeat(161)), (Alphabet::Gsm7, 2));
        assert_eq!(size(&"a".repeat(306)), (Alphabet::Gsm7, 2));
        assert_eq!(size(&"a".repeat(307)), (Alphabet::Gsm7, 3));
        assert_eq!(size(&"€".repeat(80)), (Alphabet::Gsm7, 1));
        assert_eq!(size(&"€".repeat(81)), (Alphabet::Gsm7, 2));
        assert_eq!(size(&"ش".repeat(70)), (Alphabet::Ucs2, 1));
        assert_eq!(size(&"ش".repeat(71)), (Alphabet::Ucs2, 2));
        assert_eq!(size(&"ش".repeat(134)), (Alphabet::Ucs2, 2));
        assert_eq!(size(&"ش".repeat(135)), (Alphabet::Ucs2, 3));
        assert_eq!(size(&"🎮".repeat(35)), (Alphabet::Ucs2, 1));
        // 67 units hold 33 pairs.
        assert_eq!(size(&"🎮".repeat(67)), (Alphabet::Ucs2, 3));
    }

    #[test]
    fn one_letter_from_outside_turns_the_whole_text() {
        for letter in ["₪", "’", "٣", "\u{2066}", "ع", "\u{1b}"] {
            assert_eq!(size(&format!("Code 1234{letter}")).0, Alphabet::Ucs2, "{letter:?}");
        }
        assert_eq!(BASIC.chars().count(), 128);
    }

    #[test]
    fn the_cost_is_the_price_of_each_part() {
        let price = Money::new("0.085".parse().unwrap(), "ILS".parse().unwrap());
        let cost = Parts::of(&"ش".repeat(135)).cost(price).unwrap();
        assert_eq!(cost.amount().to_string(), "0.255");
        assert_eq!(cost.currency(), price.currency());
    }

    proptest! {
        #[test]
        fn the_parts_together_are_the_text(text in "[a-z0-9€\\[\\]~^|{}شبة ٣🎮\n-]{0,400}") {
            prop_assert_eq!(shown(&Parts::of(&text)), text);
        }

        #[test]
        fn latin_parts_together_are_the_text(text in "[a-zA-Z0-9€\\[\\]~^|{}@£ \n-]{0,700}") {
            let parts = Parts::of(&text);
            prop_assert_eq!(parts.alphabet(), Alphabet::Gsm7);
            prop_assert_eq!(shown(&parts), text);
        }

        #[test]
        fn no_part_is_longer_than_the_network_takes(text in "\\PC{0,500}") {
            let (lengths, alone, joined): (Vec<usize>, usize, usize) = match Parts::of(&text) {
                Parts::Gsm7(parts) => (parts.iter().map(Vec::len).collect(), GSM7_ALONE, GSM7_JOINED),
                Parts::Ucs2(parts) => (parts.iter().map(Vec::len).collect(), UCS2_ALONE, UCS2_JOINED),
            };
            let most = if lengths.len() == 1 { alone } else { joined };
            prop_assert!(lengths.iter().all(|length| *length <= most), "{lengths:?}");
            prop_assert!(lengths.len() == 1 || lengths.iter().all(|length| *length > 0));
        }
    }
}

//! Numbers that look random and follow from a seed, so that a run can be repeated.
//!
//! It must never know: the operating system's randomness.

use std::collections::HashSet;

/// Mixes a seed with what the number is for (SplitMix64's finisher over both).
#[must_use]
pub fn mix(seed: u64, purpose: u64) -> u64 {
    let mut z = seed.wrapping_add(purpose.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The same mix for a text (FNV-1a first), so that one account always has one holder.
#[must_use]
pub fn mix_text(seed: u64, text: &str) -> u64 {
    let hash = text.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    mix(seed, hash)
}

/// The first order number of a practice run that begins at `now` (milliseconds since the epoch). The
/// fake forgets on every start while the till's journal remembers, so numbers must not come twice:
/// they follow from the time, ten a second from start to start before two runs could meet.
#[must_use]
pub fn practice_number(first: u64, now: u64) -> u64 {
    /// 2026-01-01T00:00:00Z.
    const EPOCH_MS: u64 = 1_767_225_600_000;
    first.saturating_add(now.saturating_sub(EPOCH_MS) / 100)
}

/// Picks one of a list.
#[must_use]
pub fn pick<T>(number: u64, list: &[T]) -> Option<&T> {
    let length = u64::try_from(list.len()).ok().filter(|length| *length > 0)?;
    usize::try_from(number % length).ok().and_then(|index| list.get(index))
}

/// Letters and digits that are not mistaken for one another on a printed card.
const LETTERS: &[char] = &[
    'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'U',
    'V', 'W', 'X', 'Y', 'Z', '2', '3', '4', '5', '6', '7', '8', '9',
];
const DIGITS: &[char] = &['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/// Fills a template: `X` becomes a letter or digit, `9` a digit, the rest stays.
#[must_use]
pub fn fill(template: &str, seed: u64) -> String {
    let draw = |place: usize, list: &[char]| {
        let place = u64::try_from(place).unwrap_or_default();
        pick(mix(seed, place.wrapping_add(1)) >> 7, list).copied().unwrap_or('0')
    };
    let letters = template.chars().enumerate().map(|(place, letter)| match letter {
        'X' => draw(place, LETTERS),
        '9' => draw(place, DIGITS),
        other => other,
    });
    letters.collect()
}

/// A UUID of version 4 made from a number, another one for every number.
#[must_use]
pub fn uuid(number: u64) -> String {
    let more = mix(number, 1);
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:04x}{:08x}",
        number >> 32,
        (number >> 16) & 0xffff,
        number & 0xfff,
        0x8000 | (more & 0x3fff),
        // The bits that the version has no room for: without them two numbers could meet.
        (number >> 12) & 0xf | (more >> 16) & 0xfff0,
        more >> 32,
    )
}

/// A UUID of version 7: the time in milliseconds, then what a number makes of the rest.
#[must_use]
pub fn uuid_at(now: u64, number: u64) -> String {
    let (rest, more) = (mix(number, 2), mix(number, 3));
    format!(
        "{:08x}-{:04x}-7{:03x}-{:04x}-{:012x}",
        (now >> 16) & 0xffff_ffff,
        now & 0xffff,
        rest & 0xfff,
        0x8000 | (more & 0x3fff),
        more >> 16,
    )
}

/// Makes codes, none of them twice: two equal cards would look like one delivered twice.
#[derive(Debug, Clone, Default)]
pub struct Mint {
    issued: HashSet<String>,
}

impl Mint {
    /// A new code of a form (see [`fill`]); `None` when the form has hardly any left.
    pub fn code(&mut self, form: &str, seed: u64) -> Option<String> {
        // With the forms of real cards the first attempt fits.
        let mut attempts = (0..1_000).map(|attempt| fill(form, seed ^ attempt));
        let code = attempts.find(|code| !self.issued.contains(code))?;
        self.issued.insert(code.clone());
        Some(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_code_and_another_seed_another() {
        assert_eq!(fill("XXXX-9999", 7), fill("XXXX-9999", 7));
        assert_ne!(fill("XXXX-9999", 7), fill("XXXX-9999", 8));
        let code = fill("XX-99", 3);
        assert_eq!(code.chars().nth(2), Some('-'));
        assert!(code.chars().skip(3).all(|digit| digit.is_ascii_digit()), "{code}");
    }

    #[test]
    fn a_uuid_says_its_version_and_the_seventh_its_time() {
        let (random, timed) = (uuid(7), uuid_at(0x0190_4432_1c03, 7));
        assert_ne!(random, uuid(8));
        assert_ne!(timed, uuid_at(0x0190_4432_1c03, 8));
        assert!(timed.starts_with("01904432-1c03-7"), "{timed}");
        for (uuid, version) in [(random, '4'), (timed, '7')] {
            let lengths: Vec<_> = uuid.split('-').map(str::len).collect();
            assert_eq!(lengths, [8, 4, 4, 4, 12]);
            assert_eq!(uuid.chars().nth(14), Some(version), "{uuid}");
            assert!(uuid.chars().nth(19).is_some_and(|it| "89ab".contains(it)), "{uuid}");
        }
    }

    #[test]
    fn a_code_comes_once() {
        let mut mint = Mint::default();
        let mut codes: Vec<_> = (0..10).map_while(|_| mint.code("9", 7)).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 10, "ten digits make ten codes");
        assert_eq!(mint.code("9", 7), None);
    }
}

//! Numbers that look random and follow from a seed, so that a run can be repeated.
//!
//! It must never know: the operating system's randomness.

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

/// Picks one of a list.
#[must_use]
pub fn pick<T>(number: u64, list: &[T]) -> Option<&T> {
    let length = u64::try_from(list.len()).ok().filter(|length| *length > 0)?;
    usize::try_from(number % length).ok().and_then(|index| list.get(index))
}

/// A UUID of the random kind (version 4).
#[must_use]
pub fn uuid(seed: u64) -> String {
    uuid_of(4, wide(mix(seed, 1), mix(seed, 2)))
}

/// A UUID that begins with the time in milliseconds (version 7).
#[must_use]
pub fn uuid_at(now: u64, seed: u64) -> String {
    uuid_of(7, wide((now << 16) | (mix(seed, 1) & 0xFFFF), mix(seed, 2)))
}

fn uuid_of(version: u64, bits: u128) -> String {
    let bits = bits & !wide(0xF000, 0xC000 << 48) | wide(version << 12, 0x8000 << 48);
    let digits = format!("{bits:032x}");
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32];
    parts.map(|part| digits.get(part).unwrap_or_default()).join("-")
}

fn wide(high: u64, low: u64) -> u128 {
    (u128::from(high) << 64) | u128::from(low)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_says_its_version_and_the_seventh_its_time() {
        let (random, timed) = (uuid(7), uuid_at(0x0190_4432_1C03, 7));
        assert_ne!(random, uuid(8));
        assert!(timed.starts_with("01904432-1c03-7"), "{timed}");
        for (uuid, version) in [(random, '4'), (timed, '7')] {
            let lengths: Vec<_> = uuid.split('-').map(str::len).collect();
            assert_eq!(lengths, [8, 4, 4, 4, 12]);
            assert_eq!(uuid.chars().nth(14), Some(version), "{uuid}");
            assert!(uuid.chars().nth(19).is_some_and(|it| "89ab".contains(it)), "{uuid}");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_code_and_another_seed_another() {
        assert_eq!(fill("XXXX-9999", 7), fill("XXXX-9999", 7));
        assert_ne!(fill("XXXX-9999", 7), fill("XXXX-9999", 8));
        let code = fill("XX-99", 3);
        assert_eq!(code.chars().nth(2), Some('-'));
        assert!(code.chars().skip(3).all(|digit| digit.is_ascii_digit()), "{code}");
    }
}

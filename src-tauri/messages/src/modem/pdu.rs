//! SMS-SUBMIT as modems take it (3GPP TS 23.040): one hexadecimal line for each part of a text.
//! PDU mode is the only one in which the parts of an Arabic text are joined by the telephone.

use domain::{phone::Phone, segments::Parts};

/// One part, ready for `AT+CMGS`.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Pdu {
    /// Octets without the service centre's address: the number `AT+CMGS` wants.
    pub(crate) length: usize,
    /// All octets, the empty service centre's address first.
    pub(crate) hex: String,
}

/// It holds a text.
impl std::fmt::Debug for Pdu {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pdu({} octets)", self.length)
    }
}

/// The network counts the parts of one text in one octet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text is longer than 255 parts")]
pub(crate) struct TooLong;

/// A submission with a relative validity.
const SUBMIT: u8 = 0x01 | 0x10;
/// The network tells when the telephone has it.
const REPORTED: u8 = 0x20;
/// The user data begin with a header.
const HEADED: u8 = 0x40;
/// Given up after an hour: the customer was helped otherwise by then.
const ONE_HOUR: u8 = 0x0B;
const GSM7: u8 = 0x00;
const UCS2: u8 = 0x08;
/// Octets of the header that joins parts, its own length included.
const HEADER: usize = 6;
/// Septets that header takes up.
const HEADER_SEPTETS: usize = 7;

/// The parts of a text. `reference` is the same in all of them and differs from the text before;
/// `reported` asks the network to tell of their arrival.
pub(crate) fn submit(
    to: &Phone,
    text: &str,
    reference: u8,
    reported: bool,
) -> Result<Vec<Pdu>, TooLong> {
    let parts = Parts::of(text);
    let total = u8::try_from(parts.count()).map_err(|_| TooLong)?;
    let header = |number: u8| match total {
        1 => Vec::new(),
        _ => vec![5, 0, 3, reference, total, number],
    };
    let body = |header: Vec<u8>, coding: u8, length: usize, data: Vec<u8>| {
        let first = if header.is_empty() { SUBMIT } else { SUBMIT | HEADED };
        let first = if reported { first | REPORTED } else { first };
        let mut octets = vec![first, 0];
        octets.extend(address(to));
        octets.extend([0, coding, ONE_HOUR]);
        // At most 160: what a part may hold.
        octets.push(u8::try_from(length).unwrap_or(u8::MAX));
        octets.extend(header);
        octets.extend(data);
        let hex: String = octets.iter().map(|octet| format!("{octet:02X}")).collect();
        Pdu { length: octets.len(), hex: format!("00{hex}") }
    };
    Ok(match parts {
        Parts::Gsm7(parts) => (1..=total)
            .zip(&parts)
            .map(|(number, part)| {
                let header = header(number);
                // A header ends on an octet; the septets begin on a septet, one bit later.
                let (taken, fill) = if header.is_empty() { (0, 0) } else { (HEADER_SEPTETS, 1) };
                body(header, GSM7, part.len().saturating_add(taken), pack(part, fill))
            })
            .collect(),
        Parts::Ucs2(parts) => (1..=total)
            .zip(&parts)
            .map(|(number, part)| {
                let header = header(number);
                let taken = if header.is_empty() { 0 } else { HEADER };
                let data: Vec<u8> = part.iter().flat_map(|unit| unit.to_be_bytes()).collect();
                body(header, UCS2, data.len().saturating_add(taken), data)
            })
            .collect(),
    })
}

/// An international number: how many digits, what kind, then two digits in each octet, swapped.
fn address(to: &Phone) -> Vec<u8> {
    let digits: Vec<u8> =
        to.as_str().bytes().filter(u8::is_ascii_digit).map(|it| it & 0x0F).collect();
    let mut octets = vec![u8::try_from(digits.len()).unwrap_or(u8::MAX), 0x91];
    for pair in digits.chunks(2) {
        let first = pair.first().copied().unwrap_or(0);
        let second = pair.get(1).copied().unwrap_or(0x0F);
        octets.push(first | (second << 4));
    }
    octets
}

/// Septets laid end to end into octets, lowest bits first, after `fill` empty bits.
fn pack(septets: &[u8], fill: u32) -> Vec<u8> {
    let mut octets = Vec::with_capacity(septets.len());
    let (mut pending, mut bits) = (0_u32, fill);
    for septet in septets {
        pending |= u32::from(*septet) << bits;
        bits += 7;
        while bits >= 8 {
            octets.push((pending & 0xFF) as u8);
            pending >>= 8;
            bits -= 8;
        }
    }
    if bits > 0 {
        octets.push((pending & 0xFF) as u8);
    }
    octets
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A part as a telephone reads it, by the standard and not by the writer above.
    #[derive(Debug, PartialEq)]
    struct Shown {
        to: String,
        joined: Option<(u8, u8, u8)>,
        text: String,
    }

    const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u{1b}ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    fn read(pdu: &Pdu) -> Shown {
        let octets: Vec<u8> = (0..pdu.hex.len() / 2)
            .map(|at| u8::from_str_radix(&pdu.hex[at * 2..at * 2 + 2], 16).unwrap())
            .collect();
        assert_eq!(octets[0], 0, "the service centre is the SIM's own");
        let octets = &octets[1..];
        assert_eq!(octets.len(), pdu.length);
        assert_eq!(octets[0] & 0b0011, 1, "a submission");
        assert_eq!((octets[0] >> 3) & 0b11, 0b10, "a relative validity");
        let headed = octets[0] & 0x40 != 0;
        let digits = usize::from(octets[2]);
        assert_eq!(octets[3], 0x91, "an international number");
        let end = 4 + digits.div_ceil(2);
        let both = octets[4..end].iter().flat_map(|octet| [octet & 15, octet >> 4]);
        let to: String = both.take(digits).map(|digit| char::from(b'0' + digit)).collect();
        let (coding, length) = (octets[end + 1], usize::from(octets[end + 3]));
        let data = &octets[end + 4..];
        assert!(data.len() <= 140, "{} octets of user data", data.len());
        let joined = headed.then(|| {
            assert_eq!(data[..3], [5, 0, 3]);
            (data[3], data[4], data[5])
        });
        let skip = if headed { 6 } else { 0 };
        let text = match coding {
            0 => {
                assert_eq!(data.len(), (length * 7).div_ceil(8));
                let bit = |at: usize| (data[at / 8] >> (at % 8)) & 1;
                let septet = |at: usize| (0..7).map(|it| bit(at * 7 + it) << it).sum::<u8>();
                let first = (skip * 8_usize).div_ceil(7);
                letters(&(first..length).map(septet).collect::<Vec<_>>())
            }
            8 => {
                assert_eq!(data.len(), length);
                let units =
                    data[skip..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                String::from_utf16(&units.collect::<Vec<_>>()).expect("whole letters")
            }
            other => panic!("coding {other}"),
        };
        Shown { to, joined, text }
    }

    fn letters(septets: &[u8]) -> String {
        let mut text = String::new();
        let mut rest = septets.iter();
        while let Some(septet) = rest.next() {
            text.push(match septet {
                0x1B => match rest.next().expect("an escape ends no part") {
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
                },
                septet => BASIC.chars().nth(usize::from(*septet)).unwrap(),
            });
        }
        text
    }

    fn to() -> Phone {
        Phone::from_e164("+970599123456")
    }

    #[test]
    fn the_standards_own_example_is_packed_alike() {
        let pdus = submit(&Phone::from_e164("+46708251358"), "hellohello", 0, false).unwrap();
        assert_eq!(pdus.len(), 1);
        assert_eq!(pdus[0].hex, "0011000B916407281553F800000B0AE8329BFD4697D9EC37");
        assert_eq!(pdus[0].length, 23);
    }

    #[test]
    fn arabic_parts_are_joined_by_one_reference() {
        let text = "ش".repeat(135);
        let pdus = submit(&to(), &text, 0xA7, false).unwrap();
        let shown: Vec<Shown> = pdus.iter().map(read).collect();
        let joined: Vec<_> = shown.iter().map(|part| part.joined).collect();
        assert_eq!(joined, [Some((0xA7, 3, 1)), Some((0xA7, 3, 2)), Some((0xA7, 3, 3))]);
        assert_eq!(shown.iter().map(|part| part.text.as_str()).collect::<String>(), text);
    }

    #[test]
    fn a_text_of_more_than_255_parts_is_none() {
        assert_eq!(submit(&to(), &"ش".repeat(67 * 256), 0, false), Err(TooLong));
        assert!(submit(&to(), &"ش".repeat(67 * 255), 0, false).is_ok());
    }

    proptest! {
        #[test]
        fn a_telephone_shows_what_was_written(
            text in prop_oneof![
                "[a-zA-Z0-9@£€\\[\\]~^|{} \n-]{0,500}",
                "[a-z0-9شبة ٣🎮\n-]{0,300}",
            ],
            number in "[1-9][0-9]{7,14}",
            reference: u8,
            reported: bool,
        ) {
            let to = Phone::from_e164(format!("+{number}"));
            let pdus = submit(&to, &text, reference, reported).unwrap();
            let shown: Vec<Shown> = pdus.iter().map(read).collect();
            let joined: String = shown.iter().map(|part| part.text.as_str()).collect();
            prop_assert_eq!(joined, text);
            for (at, part) in (1_u8..).zip(&shown) {
                prop_assert_eq!(&part.to, &number);
                let total = u8::try_from(shown.len()).unwrap();
                prop_assert_eq!(part.joined, (total > 1).then_some((reference, total, at)));
            }
        }
    }
}

//! SMS-STATUS-REPORT (3GPP TS 23.040): what the network says of a part that a telephone got, or did not.

use domain::{phone::Phone, time::Timestamp};
use std::time::Duration;

/// The network's word on one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Report {
    /// The number the network gave the part when it took it.
    pub(crate) number: u8,
    /// The digits of the telephone.
    to: String,
    status: u8,
    /// When the network took the part.
    taken_at: Timestamp,
}

/// What became of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// The telephone has it.
    Arrived,
    /// It does not get there.
    Failed(u8),
}

/// The network counts its parts in one octet: a report from long before is another part's.
const OLD: Duration = Duration::from_secs(12 * 60 * 60);

impl Report {
    /// Reads a report as the modem gives it. `None` for anything else.
    pub(crate) fn read(hex: &str) -> Option<Self> {
        let octets = octets(hex.trim())?;
        let center = usize::from(*octets.first()?).checked_add(1)?;
        let mut rest = octets.get(center..)?.iter().copied();
        // The two lowest bits say what it is.
        if rest.next()? & 0b11 != 0b10 {
            return None;
        }
        let number = rest.next()?;
        let digits = usize::from(rest.next()?);
        rest.next()?;
        let address: Vec<u8> = rest.by_ref().take(digits.div_ceil(2)).collect();
        let to = address.iter().flat_map(|octet| [octet & 15, octet >> 4]).take(digits);
        let to: String = to.map(|digit| char::from(b'0' + digit.min(9))).collect();
        let stamps: Vec<u8> = rest.by_ref().take(14).collect();
        let taken_at = time(stamps.get(..7)?)?;
        Some(Self { number, to, status: rest.next()?, taken_at })
    }

    /// Whether it is about this part of a message that left then.
    pub(crate) fn is_about(&self, number: u8, to: &Phone, sent_at: Timestamp) -> bool {
        self.number == number && self.is_to(to) && !self.is_older_than(sent_at)
    }

    /// Whether nobody waits for it any more.
    pub(crate) fn is_older_than(&self, sent_at: Timestamp) -> bool {
        self.taken_at < sent_at.before(OLD)
    }

    /// A network may leave the country's code out.
    fn is_to(&self, to: &Phone) -> bool {
        let whole = to.as_str().trim_start_matches('+');
        let own = self.to.trim_start_matches('0');
        own.len() >= 7 && whole.ends_with(own)
    }

    /// What it settles. A part that is still being tried, or that nobody can say more of, is not settled.
    pub(crate) fn arrival(&self) -> Option<Arrival> {
        match self.status {
            0x00 => Some(Arrival::Arrived),
            0x40..=0x7F => Some(Arrival::Failed(self.status)),
            _ => None,
        }
    }
}

fn octets(hex: &str) -> Option<Vec<u8>> {
    if !hex.is_ascii() || !hex.len().is_multiple_of(2) {
        return None;
    }
    let pairs = (0..hex.len()).step_by(2).map(|at| hex.get(at..at + 2));
    pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect()
}

/// Year, month, day, hour, minute, second, and quarters of an hour from UTC; digits swapped.
fn time(octets: &[u8]) -> Option<Timestamp> {
    let two = |octet: &u8| i64::from((octet & 15) * 10 + (octet >> 4).min(9));
    let [year, month, day, hour, minute, second, zone] = octets else { return None };
    // The highest bit of the zone, which stands in the first digit, is its sign.
    let quarters = i64::from((zone & 7) * 10 + (zone >> 4).min(9));
    let offset = if zone & 8 == 0 { quarters } else { -quarters };
    let (month, day) = (two(month), two(day));
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let days = days_from_civil(2_000 + two(year), month, day);
    let seconds = ((days * 24 + two(hour)) * 60 + two(minute)) * 60 + two(second);
    Some(Timestamp((seconds - offset * 15 * 60) * 1_000))
}

/// Days since 1970 of a day in the Gregorian calendar (Hinnant).
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year.div_euclid(400) * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Part 42 to +970599123456, taken on 26 November 2026 at 03:00:00 in a zone two hours east.
    fn report(status: u8) -> String {
        format!("0006{:02X}0C917950992143656211623000008062116230050080{status:02X}", 42)
    }

    /// 26 November 2026, 01:00 UTC.
    const TAKEN: Timestamp = Timestamp(1_795_654_800_000);

    fn to() -> Phone {
        Phone::from_e164("+970599123456")
    }

    #[test]
    fn a_report_says_which_part_of_whom_when_and_how() {
        let read = Report::read(&report(0)).unwrap();
        assert_eq!((read.number, read.to.as_str()), (42, "970599123456"));
        assert_eq!(read.taken_at, TAKEN);
        assert_eq!(read.arrival(), Some(Arrival::Arrived));
        assert!(read.is_about(42, &to(), TAKEN));
        assert!(!read.is_about(43, &to(), TAKEN));
        assert!(!read.is_about(42, &Phone::from_e164("+970599123457"), TAKEN));
        let next_day = Timestamp(TAKEN.0 + 24 * 60 * 60 * 1_000);
        assert!(!read.is_about(42, &to(), next_day), "the same number, a round later");
    }

    #[test]
    fn only_a_clear_yes_or_no_settles() {
        let of = |status| Report::read(&report(status)).unwrap().arrival();
        assert_eq!(of(0x00), Some(Arrival::Arrived));
        for open in [0x01, 0x02, 0x20, 0x30, 0x3F, 0x80] {
            assert_eq!(of(open), None, "{open:x}");
        }
        for no in [0x40, 0x46, 0x60, 0x7F] {
            assert_eq!(of(no), Some(Arrival::Failed(no)));
        }
    }

    #[test]
    fn what_is_no_report_is_none() {
        for hex in ["", "00", "0006", "zz", "0011000C9179509921436500", "0004", "٠٠", "00062A0C91"]
        {
            assert_eq!(Report::read(hex), None, "{hex}");
        }
        let whole = report(0);
        for end in 0..whole.len() {
            assert_eq!(Report::read(&whole[..end]), None, "{end} of it");
        }
    }
}

//! What the shop's owner is told by message: each Z, a Z that is missing, orders that stay unfinished.

use crate::{phone::Phone, time::Timestamp};
use std::time::Duration;

/// A time of day on the shop's wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DayTime {
    minutes: u16,
}

impl DayTime {
    /// Reads `01:00`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (hours, minutes) = text.split_once(':')?;
        let is_two = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_two(hours) || !is_two(minutes) {
            return None;
        }
        let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
        (hours < 24 && minutes < 60).then(|| Self { minutes: hours * 60 + minutes })
    }

    /// The hour.
    #[must_use]
    pub fn hour(self) -> u16 {
        self.minutes / 60
    }

    /// The minute of the hour.
    #[must_use]
    pub fn minute(self) -> u16 {
        self.minutes % 60
    }

    /// Since midnight.
    #[must_use]
    pub fn since_midnight(self) -> Duration {
        Duration::from_secs(u64::from(self.minutes) * 60)
    }
}

impl std::fmt::Display for DayTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

/// What the owner wants to be told, and where. Without a phone nothing is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerWishes {
    /// The owner's own phone.
    pub phone: Option<Phone>,
    /// Whether each Z is told.
    pub report: bool,
    /// By when a shift is closed; later it is told that it is not.
    pub z_by: Option<DayTime>,
    /// How long an order may be unfinished before it is told.
    pub unknown_after: Option<Duration>,
}

impl Default for OwnerWishes {
    fn default() -> Self {
        Self { phone: None, report: true, z_by: None, unknown_after: None }
    }
}

/// A matter that is told once, however long it lasts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// A shift that nobody closed in time.
    ShiftOpen(u32),
    /// Sales after the Z of this number (zero: before the first) that no shift answers for yet.
    NoShift(u32),
    /// An order that stays unfinished.
    Order(String),
}

impl Matter {
    /// The stable word of its kind in the journal.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Matter::ShiftOpen(_) => "shift_open",
            Matter::NoShift(_) => "no_shift",
            Matter::Order(_) => "order",
        }
    }

    /// Which one of its kind.
    #[must_use]
    pub fn which(&self) -> String {
        match self {
            Matter::ShiftOpen(number) | Matter::NoShift(number) => number.to_string(),
            Matter::Order(id) => id.clone(),
        }
    }
}

/// What a till finds overdue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// What.
    pub matter: Matter,
    /// Since when.
    pub since: Timestamp,
    /// An order's product, in both languages.
    pub name: Option<(String, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_two_digits_and_two_digits() {
        let one = DayTime::parse("01:05").unwrap();
        assert_eq!((one.hour(), one.minute(), one.to_string()), (1, 5, "01:05".to_owned()));
        assert_eq!(one.since_midnight(), Duration::from_secs(3900));
        assert!(DayTime::parse("23:59").is_some());
        for bad in ["24:00", "1:00", "01:60", "0100", "", "+1:00", "01:0x", "01:00:00"] {
            assert_eq!(DayTime::parse(bad), None, "{bad}");
        }
    }
}

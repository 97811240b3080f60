//! Points in time and spans, as plain numbers: this crate never reads a clock.

use std::time::Duration;

/// Milliseconds since 1970-01-01T00:00:00Z, as the till's clock told it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// 2026-01-01: nothing was sold by this program before. A clock that says so lost its battery.
    pub const EARLIEST: Timestamp = Timestamp(1_767_225_600_000);

    /// Whether a clock that said this can be believed at all (INV-11).
    #[must_use]
    pub fn is_possible(self) -> bool {
        self >= Self::EARLIEST
    }

    /// How long after `earlier` this is; zero if the clock was set back in between (INV-11).
    #[must_use]
    pub fn since(self, earlier: Timestamp) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// This point moved on by `span`.
    #[must_use]
    pub fn after(self, span: Duration) -> Timestamp {
        Timestamp(self.0.saturating_add(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)))
    }

    /// This point moved back by `span`.
    #[must_use]
    pub fn before(self, span: Duration) -> Timestamp {
        Timestamp(self.0.saturating_sub(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)))
    }
}

/// Reads a duration of the contract: a whole number with `ms`, `s`, `m` or `h` (contract §1).
#[must_use]
pub fn parse_duration(text: &str) -> Option<Duration> {
    let split = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(split);
    let number: u64 = number.parse().ok()?;
    let millis = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return None,
    };
    number.checked_mul(millis).map(Duration::from_millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_whole_numbers_with_a_unit() {
        assert_eq!(parse_duration("500ms"), Some(Duration::from_millis(500)));
        assert_eq!(parse_duration("60s"), Some(Duration::from_secs(60)));
        assert_eq!(parse_duration("10m"), Some(Duration::from_secs(600)));
        assert_eq!(parse_duration("1h"), Some(Duration::from_secs(3600)));
        for bad in ["", "5", "s", "1.5s", "-1s", "1 s", "1d", "99999999999999999999s"] {
            assert_eq!(parse_duration(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_earliest_moment_is_the_first_of_2026() {
        let days_since_1970 = 56 * 365 + 14; // fourteen leap years from 1972 to 2024
        assert_eq!(Timestamp::EARLIEST, Timestamp(days_since_1970 * 24 * 3600 * 1000));
        assert!(Timestamp::EARLIEST.is_possible());
        assert!(!Timestamp::EARLIEST.before(Duration::from_millis(1)).is_possible());
    }

    #[test]
    fn a_clock_set_back_is_no_time_at_all() {
        assert_eq!(Timestamp(5).since(Timestamp(9)), Duration::ZERO);
    }
}

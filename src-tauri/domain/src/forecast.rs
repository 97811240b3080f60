//! How long a wallet lasts, if the shop goes on selling as it did in the last weeks: by the hour of the
//! week, because an evening's rush is not a morning's calm. Nothing is guessed from less than a week.

use rust_decimal::Decimal;

/// Hours of a week.
pub const WEEK: u32 = 168;
/// Weeks that are looked back at.
pub const WEEKS_MAX: u32 = 4;
/// Further than this nobody looks ahead.
pub const AHEAD_MAX: u32 = 2 * WEEK;
/// A wallet that does not last so many hours runs low: it may be empty before anybody can pay in, in the
/// middle of the rush.
pub const LOW: u32 = 12;

const HOUR_MS: i64 = 3_600_000;

/// What was spent from one wallet in each hour of the week, over whole weeks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    spent: Vec<Decimal>,
    weeks: u32,
}

/// The hour of the week of a moment in milliseconds since 1970. Which hour that is by the shop's own clock
/// is the same every week, and that is all it is for.
#[must_use]
pub fn hour_of_week(at_ms: i64) -> u32 {
    u32::try_from(at_ms.div_euclid(HOUR_MS).rem_euclid(i64::from(WEEK))).unwrap_or(0)
}

impl Pattern {
    /// A pattern of so many whole weeks; `None` of less than one.
    #[must_use]
    pub fn of(spent: impl IntoIterator<Item = (u32, Decimal)>, weeks: u32) -> Option<Self> {
        if weeks == 0 {
            return None;
        }
        let mut hours = vec![Decimal::ZERO; usize::try_from(WEEK).unwrap_or(0)];
        for (hour, amount) in spent {
            let place = usize::try_from(hour % WEEK).unwrap_or(0);
            if let Some(sum) = hours.get_mut(place) {
                *sum = sum.saturating_add(amount);
            }
        }
        Some(Self { spent: hours, weeks: weeks.min(WEEKS_MAX) })
    }

    /// Whole hours that this balance lasts from this hour of the week on; `None` if it lasts longer than
    /// anybody looks ahead, or nothing was spent.
    #[must_use]
    pub fn lasts(&self, balance: Decimal, from: u32) -> Option<u32> {
        let mut left = balance.checked_mul(Decimal::from(self.weeks))?;
        for ahead in 0..AHEAD_MAX {
            let hour = usize::try_from(from.wrapping_add(ahead) % WEEK).unwrap_or(0);
            left = left.saturating_sub(self.spent.get(hour).copied().unwrap_or_default());
            if left < Decimal::ZERO {
                return Some(ahead);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(amount: i64) -> Decimal {
        Decimal::from(amount)
    }

    #[test]
    fn a_rush_empties_what_a_calm_night_does_not() {
        // Ten an hour by day, and a hundred in the evening hour of each day, in two weeks alike.
        let day = |day: u32| (8..18).map(move |hour| (day * 24 + hour, money(20)));
        let rush = (0..7).map(|day| (day * 24 + 18, money(200)));
        let pattern = Pattern::of((0..7).flat_map(day).chain(rush), 2).unwrap();
        assert_eq!(pattern.lasts(money(199), 8), Some(10), "it ends in the rush");
        assert_eq!(pattern.lasts(money(200), 8), Some(24), "it ends with the next morning");
        assert_eq!(pattern.lasts(money(5), 19), Some(13), "a night costs nothing");
        assert_eq!(pattern.lasts(money(-1), 0), Some(0));
    }

    #[test]
    fn nothing_is_guessed_from_less_than_a_week_or_beyond_two() {
        assert_eq!(Pattern::of([(3, money(10))], 0), None);
        let slow = Pattern::of([(3, money(1))], 1).unwrap();
        assert_eq!(slow.lasts(money(100), 0), None);
        let idle = Pattern::of([], 4).unwrap();
        assert_eq!(idle.lasts(money(0), 0), None);
    }

    #[test]
    fn an_hour_of_the_week_comes_again_every_week() {
        let at = 1_795_000_000_000;
        let week = i64::from(WEEK) * HOUR_MS;
        assert_eq!(hour_of_week(at), hour_of_week(at + week));
        assert_eq!((hour_of_week(at) + 1) % WEEK, hour_of_week(at + HOUR_MS));
        assert!(hour_of_week(-1) < WEEK);
    }
}

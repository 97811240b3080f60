//! A count that is paid off in elapsed time, kept on disk between processes, and the lock-out that
//! grows with wrong PINs. No wall clock enters: setting it forward forgives nothing, and setting it
//! back keeps nobody out for longer.

use std::time::Duration;

/// How far the computer's own running time is: it goes on whatever the wall clock is set to, and
/// begins anew with each start of the computer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uptime {
    /// Which start of the computer; empty where the system does not name it.
    pub boot: String,
    /// Since that start.
    pub since: Duration,
}

impl Uptime {
    /// How long ago `then` was, at the least. After a restart that is the time since the restart: how
    /// long the computer was off before it, nobody can prove.
    #[must_use]
    pub fn at_least_since(&self, then: &Uptime) -> Duration {
        if self.boot != then.boot || self.since < then.since {
            return self.since;
        }
        self.since.saturating_sub(then.since)
    }
}

/// A count as it was when it last rose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many are not paid off.
    pub count: u32,
    /// Time that is paid towards the next one.
    pub paid: Duration,
    /// When that was so.
    pub at: Uptime,
}

impl Tally {
    /// The count as it is now, where each unit is paid off in `each`.
    #[must_use]
    pub fn settled(&self, each: Duration, now: &Uptime) -> Tally {
        let each = each.as_millis().max(1);
        let paid = self.paid.saturating_add(now.at_least_since(&self.at)).as_millis();
        let whole = u32::try_from(paid / each).unwrap_or(u32::MAX);
        let count = self.count.saturating_sub(whole);
        let rest = if count == 0 { 0 } else { u64::try_from(paid % each).unwrap_or(0) };
        Tally { count, paid: Duration::from_millis(rest), at: now.clone() }
    }

    /// The count as it is now, and one more.
    #[must_use]
    pub fn one_more(&self, each: Duration, now: &Uptime) -> Tally {
        let settled = self.settled(each, now);
        Tally { count: settled.count.saturating_add(1), ..settled }
    }
}

/// Wrong PINs that cost nothing: fingers slip.
pub const FREE_TRIES: u32 = 4;
/// The wait after the first one that costs; each further one doubles it.
pub const WAIT_FIRST: Duration = Duration::from_secs(30);
/// No wait is longer.
pub const WAIT_MAX: Duration = Duration::from_mins(15);
/// A wrong PIN is paid off in this time. A right one pays for none: who guesses another's PIN has one
/// of their own.
pub const WRONG_PIN_PAID_IN: Duration = Duration::from_mins(15);

/// How long no PIN is taken after so many wrong ones.
#[must_use]
pub fn wait_after(wrong: u32) -> Duration {
    let Some(beyond) = wrong.checked_sub(FREE_TRIES + 1) else { return Duration::ZERO };
    let doubled = 1_u32.checked_shl(beyond).unwrap_or(u32::MAX);
    WAIT_FIRST.saturating_mul(doubled).min(WAIT_MAX)
}

/// How long no PIN is taken from now on.
#[must_use]
pub fn wait_left(wrong: &Tally, now: &Uptime) -> Duration {
    wait_after(wrong.count).saturating_sub(now.at_least_since(&wrong.at))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_mins(1);

    fn at(boot: &str, since: Duration) -> Uptime {
        Uptime { boot: boot.to_owned(), since }
    }

    /// Wrong PINs one after the other, each as soon as one is taken again.
    fn guessed(times: u32) -> (Tally, Uptime) {
        let (mut tally, mut now) = (Tally::default(), at("a", Duration::from_secs(5)));
        for _ in 0..times {
            now.since += wait_left(&tally, &now);
            tally = tally.one_more(WRONG_PIN_PAID_IN, &now);
        }
        (tally, now)
    }

    #[test]
    fn the_wait_begins_after_the_fourth_wrong_pin_and_doubles_up_to_its_bound() {
        let seconds = |wrong| wait_after(wrong).as_secs();
        assert_eq!([0, 1, 4, 5, 6, 7].map(seconds), [0, 0, 0, 30, 60, 120]);
        assert_eq!([10, 31, 40, u32::MAX].map(seconds), [900; 4]);
    }

    #[test]
    fn a_wait_is_served_by_running_time_alone() {
        let (tally, now) = guessed(5);
        assert_eq!(wait_left(&tally, &now), WAIT_FIRST);
        let later = at("a", now.since + Duration::from_secs(29));
        assert_eq!(wait_left(&tally, &later), Duration::from_secs(1));
        assert_eq!(wait_left(&tally, &at("a", later.since + MINUTE)), Duration::ZERO);
    }

    #[test]
    fn a_restart_forgives_nothing_and_keeps_nobody_out_for_longer() {
        let (tally, _) = guessed(12);
        for boot in ["b", "a"] {
            assert_eq!(wait_left(&tally, &at(boot, Duration::ZERO)), WAIT_MAX, "{boot}");
            let later = at(boot, Duration::from_secs(3));
            assert_eq!(wait_left(&tally, &later), WAIT_MAX - Duration::from_secs(3), "{boot}");
        }
        assert_eq!(wait_left(&tally, &at("b", WAIT_MAX)), Duration::ZERO);
    }

    #[test]
    fn a_count_is_paid_off_one_by_one() {
        let tally = Tally { count: 3, paid: Duration::ZERO, at: at("a", MINUTE) };
        let settled = |minutes| tally.settled(15 * MINUTE, &at("a", minutes * MINUTE));
        assert_eq!([settled(15).count, settled(16).count, settled(46).count], [3, 2, 0]);
        assert_eq!(settled(20).paid, 4 * MINUTE);
        let again = settled(20).settled(15 * MINUTE, &at("a", 31 * MINUTE));
        assert_eq!((again.count, again.paid), (1, Duration::ZERO));
    }

    /// So many tries a day, whatever a guesser does: a thousand PINs take more than ten days.
    #[test]
    fn a_guesser_gets_a_hundred_tries_a_day() {
        let day = Duration::from_hours(24);
        let mut tries = 0;
        let (mut tally, mut now) = guessed(20);
        let end = now.since + day;
        while now.since < end {
            now.since += wait_left(&tally, &now).max(Duration::from_secs(1));
            tally = tally.one_more(WRONG_PIN_PAID_IN, &now);
            tries += 1;
        }
        assert!(tries <= 100, "{tries} tries in a day");
    }
}

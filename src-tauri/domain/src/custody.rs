//! Code custody: how many codes one clerk shows, or hands over once more, within an hour. What a
//! customer has paid for is theirs and counts for nothing.

use crate::tally::{Tally, Uptime};
use std::time::Duration;

/// What the limits are about.
pub const HOUR: Duration = Duration::from_hours(1);
/// No owner wants to allow more.
pub const LIMIT_MAX: u32 = 1000;

/// The owner's limits for each clerk; zero is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Custody {
    /// Codes shown on a screen, within an hour.
    pub reveals: u32,
    /// Codes printed, texted or opened in WhatsApp once more, within an hour.
    pub copies: u32,
}

impl Default for Custody {
    fn default() -> Self {
        Self { reveals: 20, copies: 20 }
    }
}

/// How a code leaves the till's hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Shown on a screen.
    Reveal,
    /// Printed on a slip.
    Print,
    /// In a text message.
    Text,
    /// Opened in WhatsApp.
    Whatsapp,
}

/// What was done with an order's codes before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Whether they left in any way.
    pub ever: bool,
    /// Whether they left in the way that is asked for.
    pub in_this_way: bool,
    /// How long ago they were delivered.
    pub delivered_ago: Option<Duration>,
}

impl Given {
    /// Whether the customer still has it coming: nobody gave them the code yet, or it came just now and
    /// was not given in this way, since the printer may be out of paper and the telephone at home.
    #[must_use]
    pub fn is_due(self) -> bool {
        !self.ever || !self.in_this_way && self.delivered_ago.is_some_and(|ago| ago < HOUR)
    }
}

impl Custody {
    /// How many in this way one clerk may; nothing if as many as they like.
    #[must_use]
    pub fn limit(self, way: Way) -> Option<u32> {
        let limit = match way {
            Way::Reveal => self.reveals,
            Way::Print | Way::Text | Way::Whatsapp => self.copies,
        };
        (limit > 0).then_some(limit)
    }
}

/// The count with one more; nothing if it is as high as it may be. Each is paid off in its share of an
/// hour, in the computer's running time.
#[must_use]
pub fn one_more(tally: &Tally, limit: u32, now: &Uptime) -> Option<Tally> {
    let each = HOUR.checked_div(limit)?;
    (tally.settled(each, now).count < limit).then(|| tally.one_more(each, now))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: u64) -> Uptime {
        Uptime { boot: "a".to_owned(), since: Duration::from_mins(minutes) }
    }

    #[test]
    fn an_hour_has_so_many_and_each_comes_back_in_its_share_of_it() {
        let mut tally = Tally::default();
        for _ in 0..20 {
            tally = one_more(&tally, 20, &at(60)).unwrap();
        }
        assert_eq!(one_more(&tally, 20, &at(60)), None);
        assert_eq!(one_more(&tally, 20, &at(62)), None);
        let next = one_more(&tally, 20, &at(63)).unwrap();
        assert_eq!(one_more(&next, 20, &at(63)), None);
        let rested = one_more(&tally, 20, &at(121)).unwrap();
        assert_eq!(rested.count, 1);
    }

    #[test]
    fn a_restart_forgives_nothing() {
        let mut tally = Tally::default();
        for _ in 0..3 {
            tally = one_more(&tally, 3, &at(600)).unwrap();
        }
        let rebooted = Uptime { boot: "b".to_owned(), since: Duration::from_mins(1) };
        assert_eq!(one_more(&tally, 3, &rebooted), None);
    }

    #[test]
    fn what_a_customer_has_coming_is_never_counted() {
        let fresh = Some(Duration::from_mins(5));
        let given = |ever, in_this_way, delivered_ago| Given { ever, in_this_way, delivered_ago };
        for (case, due) in [
            (given(false, false, fresh), true),
            // It came days later, or nobody knows when.
            (given(false, false, Some(HOUR * 72)), true),
            (given(false, false, None), true),
            // It was printed; the paper jammed, and it is shown.
            (given(true, false, fresh), true),
            (given(true, true, fresh), false),
            (given(true, false, Some(HOUR)), false),
            (given(true, false, None), false),
        ] {
            assert_eq!(case.is_due(), due, "{case:?}");
        }
    }

    #[test]
    fn zero_is_no_limit_and_each_way_has_its_own() {
        let custody = Custody { reveals: 0, copies: 7 };
        assert_eq!(custody.limit(Way::Reveal), None);
        for way in [Way::Print, Way::Text, Way::Whatsapp] {
            assert_eq!(custody.limit(way), Some(7));
        }
        assert_eq!(Custody::default().limit(Way::Reveal), Some(20));
    }
}

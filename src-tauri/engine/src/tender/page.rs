//! A pay page's time: when it is over, and whether a clock that was wrong gave it too much of it.

use crate::ports::processor::{Charge, Flow};
use domain::time::Timestamp;
use std::time::Duration;

/// How long after its time a page is still waited for: a customer may be in the middle of paying.
const EXPIRY_GRACE: Duration = Duration::from_secs(60);
/// How much longer than the shop gives its customers a page may live by the processor's clock.
const TOO_LONG: Duration = Duration::from_secs(3600);

/// Whether a page's time is over and nobody is waited for any more.
pub(super) fn is_past(end: Timestamp, now: Timestamp) -> bool {
    now > end && now.since(end) >= EXPIRY_GRACE
}

/// Whether a page could be paid, by the processor's own clock, long after the till would have given up:
/// our clock was ahead when it was asked for (INV-11). Such a page is not shown, and its time is over.
pub(super) fn is_misdated(charge: &Charge, flow: Flow, theirs: Option<Timestamp>) -> bool {
    let (Flow::Page { pay_within }, Some(end), Some(now)) = (flow, charge.expire_at, theirs) else {
        return false;
    };
    end > now.after(pay_within.saturating_add(TOO_LONG))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{ids::TenderId, money::Money};

    const WITHIN: Duration = Duration::from_secs(900);

    fn shown(end: i64, theirs: Option<i64>) -> bool {
        let charge = Charge {
            id: TenderId::new("t"),
            amount: Money::zero("USD".parse().unwrap()),
            description: String::new(),
            created_at: Timestamp(0),
            expire_at: Some(Timestamp(end)),
            card_tail: None,
        };
        !is_misdated(&charge, Flow::Page { pay_within: WITHIN }, theirs.map(Timestamp))
    }

    #[test]
    fn a_page_that_outlives_its_sale_is_not_shown() {
        let now = 1_780_833_600_000;
        assert!(shown(now + 900_000, Some(now)));
        assert!(shown(now + 900_000 + 3_600_000, Some(now)), "clocks differ a little");
        assert!(!shown(now + 400 * 24 * 3_600_000, Some(now)), "a clock 400 days ahead");
        assert!(shown(now + 400 * 24 * 3_600_000, None), "nobody says otherwise");
    }

    #[test]
    fn a_page_is_waited_for_a_little_longer_than_it_lives() {
        assert!(!is_past(Timestamp(1_000), Timestamp(60_999)));
        assert!(is_past(Timestamp(1_000), Timestamp(61_000)));
        assert!(!is_past(Timestamp(1_000), Timestamp(0)));
    }
}

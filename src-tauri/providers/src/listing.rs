//! Looking for an order in a supplier's list: from when on, and whether the list was read whole.
//!
//! It must never know: a particular supplier.

use domain::time::Timestamp;
use engine::ports::supplier::Listed;
use std::{collections::BTreeSet, time::Duration};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// More pages than any shop fills in the days that are looked through; a listing that goes on is not
/// complete.
pub(crate) const PAGES_MAX: u32 = 200;

/// Orders are listed from so long before ours was written down: their clock is not ours, and
/// whether a filter counts its ends is not documented.
const LIST_BEFORE: Duration = Duration::from_secs(24 * 3600);
/// An order is looked for during three days; this reaches behind all of them.
const LOOK_BACK: Duration = Duration::from_secs(4 * 24 * 3600);
/// No till runs before it was built (2026-01-01T00:00:00Z): a clock that says so was reset.
const BUILT: Timestamp = Timestamp(1_767_225_600_000);

/// From when on, by the supplier's clock, a list holds an order that was written down at
/// `created_at` by ours; `None` if that cannot be told, so only the whole list will do. Our clock may
/// be wrong by years and may have been set since (INV-11): that may cost a longer list, never an order.
pub(crate) fn start(
    created_at: Timestamp,
    now: Timestamp,
    theirs: Option<Timestamp>,
) -> Option<Timestamp> {
    let theirs = theirs?;
    let days_ago = theirs.before(LOOK_BACK);
    if created_at < BUILT {
        return Some(days_ago);
    }
    // However young it seems: our clock may have been fast when it was written down.
    Some(created_at.before(LIST_BEFORE + now.since(theirs)).min(days_ago))
}

/// A point in time as a supplier writes it (RFC 3339).
pub(crate) fn moment(text: &str) -> Option<Timestamp> {
    let at = OffsetDateTime::parse(text.trim(), &Rfc3339).ok()?;
    Some(Timestamp(at.unix_timestamp().checked_mul(1000)?))
}

/// A point in time as suppliers take it; `None` where a calendar has no such day.
pub(crate) fn utc(at: Timestamp) -> Option<String> {
    let at = OffsetDateTime::from_unix_timestamp(at.0.div_euclid(1000)).ok()?;
    at.format(&Rfc3339).ok()
}

/// Rows without those that came twice: a page that shifted while it was turned repeats some.
pub(crate) fn once_each(mut rows: Vec<Listed>) -> Vec<Listed> {
    let mut seen = BTreeSet::new();
    rows.retain(|row| seen.insert(row.provider_order_id.clone()));
    rows
}

/// The pages of one listing as they come in.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    seen: BTreeSet<String>,
    turned: u32,
}

/// What a page says about the listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turned {
    /// There may be another page.
    More,
    /// Every page was read.
    Complete,
    /// It ended or went on against its own word; nothing follows from it.
    Broken(&'static str),
}

impl Pages {
    /// Takes a page in. A page that brings nothing new ends the listing, whatever the supplier
    /// counts its pages from; the supplier's own total, where it says one, must be reached.
    pub(crate) fn turn<'a>(
        &mut self,
        ids: impl IntoIterator<Item = &'a str>,
        total: Option<u64>,
    ) -> Turned {
        let before = self.seen.len();
        self.seen.extend(ids.into_iter().map(str::to_owned));
        self.turned = self.turned.saturating_add(1);
        let seen = u64::try_from(self.seen.len()).unwrap_or(u64::MAX);
        let ended = self.seen.len() == before;
        // A total that is too small already says nothing about the rest.
        match total.filter(|total| *total >= seen) {
            Some(total) if seen == total => Turned::Complete,
            Some(_) if ended => Turned::Broken("the listing ended before its own total"),
            None if ended => Turned::Complete,
            _ if self.turned >= PAGES_MAX => Turned::Broken("the listing did not end"),
            _ => Turned::More,
        }
    }

    /// How many different entries came in.
    pub(crate) fn count(&self) -> usize {
        self.seen.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000;
    const HOURS: i64 = 3_600 * SECOND;
    const DAYS: i64 = 24 * HOURS;
    /// The true time, and the supplier's.
    const TRUE: i64 = 1_795_000_000_000;

    /// The start of a list for an order written down `age` ago, while our clock was wrong by
    /// `then`, and looked for while it is wrong by `now`.
    fn from(age: i64, then: i64, now: i64) -> i64 {
        let created = Timestamp(TRUE - age + then);
        start(created, Timestamp(TRUE + now), Some(Timestamp(TRUE))).unwrap().0
    }

    #[test]
    fn a_right_clock_lists_four_days_and_of_an_older_order_a_day_before_it() {
        assert_eq!(from(10 * SECOND, 0, 0), TRUE - 4 * DAYS);
        assert_eq!(from(10 * DAYS, 0, 0), TRUE - 11 * DAYS);
    }

    #[test]
    fn no_wrong_clock_hides_an_order_that_is_looked_for_within_three_days() {
        let wrongs = [0, HOURS, 5 * HOURS, DAYS + HOURS, 2 * DAYS, 30 * DAYS, 400 * DAYS];
        let ages = [SECOND, HOURS / 2, HOURS, 5 * HOURS, DAYS, 2 * DAYS, 3 * DAYS];
        for age in ages {
            for then in wrongs.iter().flat_map(|wrong| [*wrong, -*wrong]) {
                for now in [then, 0, -then] {
                    let from = from(age, then, now);
                    assert!(from < TRUE - age, "age {age}, wrong by {then}, now {now}: {from}");
                }
            }
        }
    }

    #[test]
    fn a_clock_reset_to_1970_lists_four_days() {
        let start = start(Timestamp(0), Timestamp(TRUE), Some(Timestamp(TRUE)));
        assert_eq!(start, Some(Timestamp(TRUE - 4 * DAYS)));
    }

    #[test]
    fn a_supplier_that_tells_no_time_is_asked_for_all() {
        assert_eq!(start(Timestamp(TRUE), Timestamp(TRUE), None), None);
    }

    #[test]
    fn a_listing_is_complete_when_its_total_is_reached_or_nothing_new_comes() {
        let mut pages = Pages::default();
        assert_eq!(pages.turn(["a", "b"], Some(3)), Turned::More);
        assert_eq!(pages.turn(["b", "c"], Some(3)), Turned::Complete);
        assert_eq!(pages.turn(["c"], None), Turned::Complete);
        assert_eq!(Pages::default().turn([], Some(0)), Turned::Complete);
        assert_eq!(Pages::default().turn(["a"], Some(0)), Turned::More, "a total that is wrong");
        assert_eq!(Pages::default().turn([], None), Turned::Complete);
        assert_eq!(pages.count(), 3);
    }

    #[test]
    fn a_listing_that_ends_before_its_total_or_never_proves_nothing() {
        let mut pages = Pages::default();
        assert_eq!(pages.turn(["a"], Some(2)), Turned::More);
        assert!(matches!(pages.turn(["a"], Some(2)), Turned::Broken(_)));
        let mut endless = Pages::default();
        let ids: Vec<String> = (0..PAGES_MAX).map(|id| id.to_string()).collect();
        let turns: Vec<Turned> = ids.iter().map(|id| endless.turn([id.as_str()], None)).collect();
        assert!(turns[..turns.len() - 1].iter().all(|turned| *turned == Turned::More));
        assert!(matches!(turns.last(), Some(Turned::Broken(_))));
    }

    #[test]
    fn times_are_read_and_written_with_their_offset() {
        let at = moment("2026-06-07T12:00:00+02:00").unwrap();
        assert_eq!(utc(at).unwrap(), "2026-06-07T10:00:00Z");
        assert_eq!(moment("yesterday"), None);
        assert_eq!(utc(Timestamp(i64::MAX)), None);
    }
}

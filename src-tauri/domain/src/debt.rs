//! The debt book: what customers owe who bought on account, and since when. What was given is read from
//! their sales, so only what was repaid or forgiven is a fact of its own.

use crate::{
    money::{Currency, Money},
    shift::{less, plus},
    time::Timestamp,
};
use rust_decimal::Decimal;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// Where a debt's age becomes a worse one, in days: the last day of each age but the worst.
const LAST_DAYS: [u32; 3] = [7, 30, 90];

/// How long something is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Age {
    /// Up to 7 days.
    Fresh,
    /// 8 to 30 days.
    Month,
    /// 31 to 90 days.
    Quarter,
    /// Longer.
    Old,
}

impl Age {
    /// Every age, the youngest first.
    pub const ALL: [Age; 4] = [Age::Fresh, Age::Month, Age::Quarter, Age::Old];

    /// The stable word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Age::Fresh => "days_0_7",
            Age::Month => "days_8_30",
            Age::Quarter => "days_31_90",
            Age::Old => "days_over_90",
        }
    }

    /// The age of what was given at `since`. A clock that was set back makes nothing older.
    #[must_use]
    pub fn of(since: Timestamp, now: Timestamp) -> Self {
        let days = now.since(since).as_secs().div_euclid(DAY.as_secs());
        let place = LAST_DAYS.iter().position(|last| days <= u64::from(*last));
        place.and_then(|place| Self::ALL.get(place)).copied().unwrap_or(Age::Old)
    }
}

/// What one sale on account still costs: refused and refunded units are off it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// When it was sold.
    pub at: Timestamp,
    /// What is to be paid for it.
    pub amount: Money,
}

/// A debtor's account at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What is owed; never below zero.
    pub owed: Money,
    /// What was paid for sales that were taken off afterwards. The next sale on account uses it up.
    pub credit: Money,
    /// What is owed by its age, in the order of [`Age::ALL`]; sums to what is owed.
    pub by_age: [Money; 4],
    /// Since when the oldest unpaid part is owed.
    pub oldest: Option<Timestamp>,
}

impl Standing {
    /// The standing after these sales and this much repaid or forgiven. What is paid pays the oldest.
    #[must_use]
    pub fn of(currency: Currency, given: &[Given], paid: Money, now: Timestamp) -> Self {
        let zero = Money::zero(currency);
        let mut standing = Self { owed: zero, credit: zero, by_age: [zero; 4], oldest: None };
        let mut given = given.to_vec();
        given.sort_by_key(|one| one.at);
        let mut left = paid;
        for one in given {
            let open = less(one.amount, left);
            if open.amount() <= Decimal::ZERO {
                left = less(left, one.amount);
                continue;
            }
            left = zero;
            standing.owed = plus(standing.owed, open);
            standing.oldest = standing.oldest.or(Some(one.at));
            let age = Age::of(one.at, now);
            for (known, sum) in Age::ALL.into_iter().zip(&mut standing.by_age) {
                if known == age {
                    *sum = plus(*sum, open);
                }
            }
        }
        standing.credit = left;
        standing
    }

    /// The age of the oldest unpaid part, while something is owed.
    #[must_use]
    pub fn age(&self, now: Timestamp) -> Option<Age> {
        self.oldest.map(|oldest| Age::of(oldest, now))
    }

    /// What would be owed after one more sale.
    #[must_use]
    pub fn after(&self, sale: Money) -> Money {
        less(plus(self.owed, sale), self.credit)
    }

    /// What can still be bought on account under this limit; never below zero.
    #[must_use]
    pub fn room(&self, limit: Money) -> Money {
        let room = less(plus(limit, self.credit), self.owed);
        if room.amount().is_sign_negative() { Money::zero(limit.currency()) } else { room }
    }
}

/// Why something is not sold on account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CreditStop {
    /// The owner has not opened the debt book.
    #[error("the debt book is closed")]
    Closed,
    /// There is no such debtor, or it was erased.
    #[error("there is no such debtor")]
    NoDebtor,
    /// The debtor's account is kept in another currency than the shop sells in now.
    #[error("the account is kept in {0}")]
    OtherCurrency(Currency),
    /// It would be more than the debtor may owe.
    #[error("the debtor's limit does not cover it")]
    OverLimit {
        /// What is owed already.
        owed: Money,
        /// What may be owed.
        limit: Money,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: i64 = 400 * 24 * 3600 * 1000;

    fn money(minor: i64) -> Money {
        Money::new(Decimal::new(minor, 2), "ILS".parse().unwrap())
    }

    fn given(days_ago: i64, minor: i64) -> Given {
        Given { at: Timestamp(NOW - days_ago * 24 * 3600 * 1000), amount: money(minor) }
    }

    fn standing(given: &[Given], paid: i64) -> Standing {
        Standing::of("ILS".parse().unwrap(), given, money(paid), Timestamp(NOW))
    }

    #[test]
    fn each_age_begins_on_its_day() {
        for (days, age) in [
            (0, Age::Fresh),
            (7, Age::Fresh),
            (8, Age::Month),
            (30, Age::Month),
            (31, Age::Quarter),
            (90, Age::Quarter),
            (91, Age::Old),
            (-3, Age::Fresh),
        ] {
            assert_eq!(Age::of(given(days, 0).at, Timestamp(NOW)), age, "{days}");
        }
    }

    #[test]
    fn what_is_paid_pays_the_oldest_first() {
        let sales = [given(2, 3800), given(100, 1000), given(40, 500)];
        let whole = standing(&sales, 0);
        assert_eq!(whole.owed, money(5300));
        assert_eq!(whole.by_age, [money(3800), money(0), money(500), money(1000)]);
        assert_eq!(whole.age(Timestamp(NOW)), Some(Age::Old));
        let paid = standing(&sales, 1200);
        assert_eq!(paid.by_age, [money(3800), money(0), money(300), money(0)]);
        assert_eq!(paid.age(Timestamp(NOW)), Some(Age::Quarter));
        assert_eq!(standing(&sales, 5300).age(Timestamp(NOW)), None);
    }

    #[test]
    fn what_was_paid_for_a_sale_that_was_taken_off_is_credit() {
        let over = standing(&[given(2, 1000)], 3800);
        assert_eq!((over.owed, over.credit), (money(0), money(2800)));
        assert_eq!(over.after(money(3800)), money(1000));
        assert_eq!(over.room(money(5000)), money(7800));
        assert_eq!(standing(&[given(2, 9000)], 0).room(money(5000)), money(0));
    }

    proptest! {
        #[test]
        fn ages_sum_to_what_is_owed_and_nothing_is_below_zero(
            sales in proptest::collection::vec((-2_i64..200, 0_i64..100_000), 0..20),
            paid in 0_i64..1_500_000,
        ) {
            let sales: Vec<Given> = sales.iter().map(|(days, minor)| given(*days, *minor)).collect();
            let it = standing(&sales, paid);
            let total = sales.iter().fold(money(0), |sum, one| plus(sum, one.amount));
            prop_assert_eq!(it.by_age.into_iter().fold(money(0), plus), it.owed);
            prop_assert_eq!(less(it.owed, it.credit), less(total, money(paid)));
            for part in it.by_age.into_iter().chain([it.owed, it.credit]) {
                prop_assert!(!part.amount().is_sign_negative() || part.amount().is_zero());
            }
            prop_assert!(it.owed.amount().is_zero() || it.credit.amount().is_zero());
            prop_assert_eq!(it.oldest.is_some(), !it.owed.amount().is_zero());
        }
    }
}

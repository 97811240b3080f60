//! The refund table: until when a product's money can be asked back, who may give it, and on what proof.

use crate::{clerk::Role, price::RuleScope, product::Product, time::Timestamp};
use std::time::Duration;

crate::words! {
    /// What the customer has to bring.
    RefundProof {
        /// Nothing.
        Nothing => "nothing",
        /// The slip.
        Slip => "slip",
        /// The supplier's own answer that the code does not work.
        Supplier => "supplier",
    }
}

crate::words! {
    /// What speaks against a refund by the table.
    Breach {
        /// It is asked for too late.
        TooLate => "too_late",
        /// The code was shown, printed or sent: nobody can say any more who redeems it.
        CodeShown => "code_shown",
    }
}

/// No window is longer: who wants more leaves it out.
const WITHIN_MAX: Duration = Duration::from_secs(366 * 24 * 3600);

/// On what terms a product's money goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefundTerms {
    /// Until how long after the sale; `None` is at any time.
    pub within: Option<Duration>,
    /// Whether also after its code was shown.
    pub after_shown: bool,
    /// The least role that may give it, whatever speaks against it.
    pub least: Role,
    /// What the customer has to bring.
    pub proof: RefundProof,
}

/// Where nobody said anything else: not once a code was shown, by a manager, whenever.
impl Default for RefundTerms {
    fn default() -> Self {
        Self { within: None, after_shown: false, least: Role::Manager, proof: RefundProof::Nothing }
    }
}

/// The terms of some products.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundRule {
    /// Of which.
    pub scope: RuleScope,
    /// The supplier's id, the brand or the product's id; empty for all.
    pub target: String,
    /// What holds for them.
    pub terms: RefundTerms,
}

impl RefundTerms {
    /// Whether they can be meant: giving money back is never a clerk's own decision.
    #[must_use]
    pub fn can_be_meant(&self) -> bool {
        self.least.covers(Role::Manager)
            && self.within.is_none_or(|within| !within.is_zero() && within <= WITHIN_MAX)
    }

    /// What speaks against giving back what was sold at a time, and whose code was shown or not.
    #[must_use]
    pub fn breaches(&self, sold_at: Timestamp, now: Timestamp, shown: bool) -> Vec<Breach> {
        let late = self.within.is_some_and(|within| sold_at < now.before(within));
        let late = late.then_some(Breach::TooLate);
        let shown = (shown && !self.after_shown).then_some(Breach::CodeShown);
        late.into_iter().chain(shown).collect()
    }
}

/// The rule for a product: the narrowest that fits it.
#[must_use]
pub fn refund_rule_for<'a>(rules: &'a [RefundRule], product: &Product) -> Option<&'a RefundRule> {
    let fitting = rules.iter().filter(|rule| rule.scope.fits(&rule.target, product));
    fitting.max_by_key(|rule| rule.scope)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HOUR: Duration = Duration::from_secs(3600);
    const SOLD: Timestamp = Timestamp(1_790_000_000_000);

    fn after(hours: i64, ms: i64) -> Timestamp {
        Timestamp(SOLD.0 + hours * 3_600_000 + ms)
    }

    #[test]
    fn where_nobody_said_anything_a_code_once_shown_is_not_given_back() {
        let usual = RefundTerms::default();
        assert_eq!(usual.breaches(SOLD, after(9_000, 0), false), []);
        assert_eq!(usual.breaches(SOLD, SOLD, true), [Breach::CodeShown]);
    }

    #[test]
    fn the_window_ends_to_the_millisecond() {
        let terms =
            RefundTerms { within: Some(72 * HOUR), after_shown: true, ..Default::default() };
        assert_eq!(terms.breaches(SOLD, after(72, 0), true), []);
        assert_eq!(terms.breaches(SOLD, after(72, 1), true), [Breach::TooLate]);
    }

    #[test]
    fn no_terms_let_a_clerk_decide_or_never_end() {
        let with = |least, within| RefundTerms { least, within, ..Default::default() };
        assert!(!with(Role::Clerk, None).can_be_meant());
        assert!(!with(Role::Owner, Some(Duration::ZERO)).can_be_meant());
        assert!(!with(Role::Owner, Some(WITHIN_MAX + HOUR)).can_be_meant());
        assert!(with(Role::Owner, Some(HOUR)).can_be_meant());
    }

    proptest! {
        /// Later is never better, and what was shown never helps.
        #[test]
        fn what_speaks_against_it_only_grows(hours in 1_u64..1000, then in 0_i64..2000, more in 0_i64..2000, lax: bool) {
            let within = Some(Duration::from_secs(hours * 3600));
            let terms = RefundTerms { within, after_shown: lax, ..Default::default() };
            let early = terms.breaches(SOLD, after(then, 0), false);
            let late = terms.breaches(SOLD, after(then + more, 0), true);
            prop_assert!(early.iter().all(|breach| late.contains(breach)));
        }
    }
}

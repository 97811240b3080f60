//! Why a sale stops before its money is taken, and what answers for it.

use crate::{
    clerk::Role, money::Money, order::OrderState, phone::Phone, product::RequiredInfo,
    time::Timestamp,
};
use std::{collections::BTreeMap, time::Duration};

/// As long as this, the same product for the same customer may be the same wish, sold twice.
pub const SAME_AGAIN_FOR: Duration = Duration::from_secs(30 * 60);

macro_rules! guard_kinds {
    ($($(#[$doc:meta])* $name:ident => $text:literal, $duty:ident;)*) => {
        /// What a guard watches for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum GuardKind { $($(#[$doc])* $name,)* }

        impl GuardKind {
            /// Every kind, for tests that words exist for all of them.
            pub const ALL: &'static [GuardKind] = &[$(GuardKind::$name,)*];

            /// The stable word in the journal and in the window.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(GuardKind::$name => $text,)* }
            }

            /// The kind a stored word stands for.
            #[must_use]
            pub fn from_word(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.as_str() == text)
            }

            /// What has to be done about it.
            #[must_use]
            pub fn duty(self) -> Duty {
                match self { $(GuardKind::$name => Duty::$duty,)* }
            }
        }
    };
}

guard_kinds! {
    /// The same product was just sold to the same customer, or is not finished.
    SameAgain => "same_again", Acknowledge;
    /// Nobody knows the number, and a remembered customer's differs by one slip of a finger.
    NearMiss => "near_miss", Acknowledge;
    /// The codes work in other countries than the shop's.
    Region => "region", Acknowledge;
    /// The customer pays less than the supplier takes.
    BelowCost => "below_cost", Approve;
    /// The supplier takes more than when the price was set.
    CostRose => "cost_rose", Know;
    /// Several high-value cards in a row: the customer may be the victim of a caller.
    Scam => "scam", Question;
    /// More high-value cards in an hour than one clerk sells.
    HourlyLimit => "hourly_limit", Approve;
}

/// What a guard asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// To be read; it stops nothing.
    Know,
    /// A press that says so.
    Acknowledge,
    /// What the clerk sees of the customer.
    Question,
    /// A manager and a reason.
    Approve,
}

/// What the clerk says of a customer who buys several high-value cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replies {
    /// The customer stands here and buys for somebody they know in person.
    pub for_someone_known: bool,
    /// Somebody tells them by telephone or message what to buy.
    pub is_directed: bool,
    /// Somebody asked for the codes: to pay a fee, a tax, a fine or a debt.
    pub is_asked_for_codes: bool,
}

impl Replies {
    /// Whether nothing of it sounds like a scam.
    #[must_use]
    pub fn are_harmless(self) -> bool {
        self.for_someone_known && !self.is_directed && !self.is_asked_for_codes
    }
}

/// How somebody answered for a guard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Which guard, by [`Guard::id`].
    pub id: String,
    /// Who.
    pub by: Option<String>,
    /// With which right; where no clerk is set up, everybody is the owner.
    pub role: Role,
    /// Why.
    pub reason: Option<String>,
    /// What was seen of the customer.
    pub replies: Option<Replies>,
}

/// A guard that stands in the way of a basket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guard {
    /// What it watches for.
    pub kind: GuardKind,
    /// Which line of the basket it is about, from 0; `None` is the whole basket.
    pub line: Option<usize>,
    /// What there is to see.
    pub sight: Sight,
}

/// What there is to see of a guard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    /// The sale before this one.
    Earlier(Earlier),
    /// The number that was typed, and the one that is known.
    Known {
        /// As typed.
        typed: Phone,
        /// Whose owner asked to be remembered.
        known: Phone,
    },
    /// Where the codes work, as ISO 3166 countries.
    Countries(Vec<String>),
    /// What the customer pays and what the supplier takes, in the shop's currency.
    Cost {
        /// One unit's price.
        price: Money,
        /// Its expected cost.
        cost: Money,
    },
    /// What the supplier took when the price was set, and what it takes now.
    Rise {
        /// Then.
        from: Money,
        /// Now.
        to: Money,
    },
    /// High-value cards: so many with this basket, and so many are no matter.
    Cards {
        /// With this basket.
        count: u32,
        /// From so many on, or up to so many.
        limit: u32,
    },
}

/// A sale of the same product to the same customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Its order.
    pub order: String,
    /// When it was sold.
    pub at: Timestamp,
    /// Where it stands.
    pub state: OrderState,
    /// Who sold it.
    pub clerk: Option<String>,
}

/// A guard that somebody answered for, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overridden {
    /// What it watched for.
    pub kind: GuardKind,
    /// Which line of the basket it was about; `None` is the whole basket.
    pub line: Option<usize>,
    /// Who answered.
    pub by: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

impl Overridden {
    /// What is kept of an answer.
    #[must_use]
    pub fn new(guard: &Guard, answer: &Answer) -> Self {
        let reason = answer.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
        let (by, reason) = (answer.by.clone(), reason.map(str::to_owned));
        Self { kind: guard.kind, line: guard.line, by, reason }
    }

    /// It in one line: the kind's word, and the reason behind a colon.
    #[must_use]
    pub fn told(&self) -> String {
        match &self.reason {
            Some(reason) => format!("{}: {reason}", self.kind.as_str()),
            None => self.kind.as_str().to_owned(),
        }
    }
}

impl Guard {
    /// What an answer names: the same again only as long as the same thing stands in the way.
    #[must_use]
    pub fn id(&self) -> String {
        let line = self.line.map_or_else(String::new, |line| line.to_string());
        let about = match &self.sight {
            Sight::Earlier(earlier) => format!("{} {}", earlier.order, earlier.state.as_str()),
            Sight::Known { typed, .. } => typed.as_str().to_owned(),
            Sight::Countries(countries) => countries.join(" "),
            Sight::Cost { price, cost } => format!("{} {}", price.to_price(), cost.to_price()),
            Sight::Rise { to, .. } => to.amount().to_string(),
            Sight::Cards { count, .. } => count.to_string(),
        };
        format!("{}:{line}:{about}", self.kind.as_str())
    }

    /// Whether it stops the sale until somebody answers.
    #[must_use]
    pub fn stops(&self) -> bool {
        self.kind.duty() != Duty::Know
    }

    /// Whether this answers for it.
    #[must_use]
    pub fn accepts(&self, answer: &Answer) -> bool {
        let has_reason = answer.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
        let is_approved = answer.role.covers(Role::Manager) && has_reason;
        answer.id == self.id()
            && match self.kind.duty() {
                Duty::Know | Duty::Acknowledge => true,
                Duty::Question => {
                    answer.replies.is_some_and(Replies::are_harmless)
                        || answer.replies.is_some() && is_approved
                }
                Duty::Approve => is_approved,
            }
    }
}

/// Where a product's codes do not work here: the countries in which they do. A product of which
/// nobody says where it works is no matter.
#[must_use]
pub fn works_elsewhere(countries: &[String], shop: &str) -> bool {
    !countries.is_empty() && !countries.iter().any(|country| country == shop)
}

/// Whether two customers of one product are the same: by the phone they gave, or by their account.
#[must_use]
pub fn same_customer(
    a: (Option<&Phone>, &BTreeMap<String, String>),
    b: (Option<&Phone>, &BTreeMap<String, String>),
    country: &str,
) -> bool {
    let same_phone = a.0.is_some() && a.0 == b.0;
    same_phone || !a.1.is_empty() && accounts(a.1, country) == accounts(b.1, country)
}

/// The customer's facts, a telephone number among them in its one form.
fn accounts(fields: &BTreeMap<String, String>, country: &str) -> BTreeMap<String, String> {
    let read = |(key, value): (&String, &String)| {
        let phone = is_phone_key(key).then(|| Phone::parse(value, country).ok()).flatten();
        let value = phone.map_or_else(|| value.clone(), |typed| typed.phone.as_str().to_owned());
        (key.clone(), value)
    };
    fields.iter().map(read).collect()
}

/// Whether a fact of this name is a telephone number.
#[must_use]
pub fn is_phone_key(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    ["phone", "mobile", "msisdn"].iter().any(|word| key.contains(word))
}

/// Which of a product's facts is the number that is topped up, if one is.
#[must_use]
pub fn phone_field(infos: &[RequiredInfo]) -> Option<&RequiredInfo> {
    infos.iter().find(|info| is_phone_key(&info.key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(kind: GuardKind) -> Guard {
        Guard { kind, line: Some(0), sight: Sight::Cards { count: 3, limit: 3 } }
    }

    fn answer(guard: &Guard, role: Role, reason: &str) -> Answer {
        let reason = (!reason.is_empty()).then(|| reason.to_owned());
        Answer { id: guard.id(), by: None, role, reason, replies: None }
    }

    #[test]
    fn only_a_manager_with_a_reason_sells_below_cost() {
        for kind in [GuardKind::BelowCost, GuardKind::HourlyLimit] {
            let guard = guard(kind);
            assert!(!guard.accepts(&answer(&guard, Role::Clerk, "he asked")));
            assert!(!guard.accepts(&answer(&guard, Role::Manager, "  ")));
            assert!(guard.accepts(&answer(&guard, Role::Manager, "old stock")));
        }
    }

    #[test]
    fn an_answer_counts_for_what_was_seen_and_for_nothing_else() {
        let earlier = |state| Guard {
            kind: GuardKind::SameAgain,
            line: Some(0),
            sight: Sight::Earlier(Earlier {
                order: "O-1".into(),
                at: Timestamp(0),
                state,
                clerk: None,
            }),
        };
        let seen = earlier(OrderState::Delivered);
        let said = answer(&seen, Role::Clerk, "");
        assert!(seen.accepts(&said));
        assert!(!earlier(OrderState::Unknown).accepts(&said), "it was delivered when they looked");
        assert!(!Guard { line: Some(1), ..seen }.accepts(&said));
    }

    #[test]
    fn a_customer_who_is_told_what_to_buy_is_not_sold_to_without_a_manager() {
        let guard = guard(GuardKind::Scam);
        let calm =
            Replies { for_someone_known: true, is_directed: false, is_asked_for_codes: false };
        let with = |replies, role, reason: &str| Answer {
            replies: Some(replies),
            ..answer(&guard, role, reason)
        };
        assert!(!guard.accepts(&answer(&guard, Role::Clerk, "")), "nobody answered");
        assert!(!guard.accepts(&answer(&guard, Role::Owner, "I know him")), "nobody looked");
        assert!(guard.accepts(&with(calm, Role::Clerk, "")));
        for bad in [
            Replies { for_someone_known: false, ..calm },
            Replies { is_directed: true, ..calm },
            Replies { is_asked_for_codes: true, ..calm },
        ] {
            assert!(!guard.accepts(&with(bad, Role::Clerk, "he insists")), "{bad:?}");
            assert!(guard.accepts(&with(bad, Role::Manager, "his own son")), "{bad:?}");
        }
    }

    #[test]
    fn a_region_warns_only_where_it_is_known_and_another() {
        let of = |list: &[&str]| list.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        assert!(!works_elsewhere(&[], "PS"));
        assert!(!works_elsewhere(&of(&["JO", "PS"]), "PS"));
        assert!(works_elsewhere(&of(&["US"]), "PS"));
    }

    #[test]
    fn one_number_typed_in_two_ways_is_one_customer() {
        let fields = |key: &str, value: &str| BTreeMap::from([(key.to_owned(), value.to_owned())]);
        let none = BTreeMap::new();
        let phone = Phone::from_e164("+970599123456");
        let (a, b) =
            (fields("phoneNumber", "0599123456"), fields("phoneNumber", "+970 599 123 456"));
        assert!(same_customer((None, &a), (None, &b), "PS"));
        assert!(same_customer((Some(&phone), &none), (Some(&phone), &a), "PS"));
        assert!(!same_customer((None, &none), (None, &none), "PS"), "nobody is not one customer");
        let (a, b) = (fields("accountId", "0599123456"), fields("accountId", "+970599123456"));
        assert!(!same_customer((None, &a), (None, &b), "PS"), "an account is no telephone");
    }
}

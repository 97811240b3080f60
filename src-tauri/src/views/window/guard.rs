//! The guards before a sale, as the window shows and answers them.

use super::SellLine;
use crate::views::{LocalName, OrderState};
use domain::guard;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What a guard watches for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum GuardKind {
    /// The same product was just sold to the same customer, or is not finished.
    SameAgain,
    /// A remembered customer's number differs by one slip of a finger.
    NearMiss,
    /// The codes work in other countries than the shop's.
    Region,
    /// The customer pays less than the supplier takes.
    BelowCost,
    /// The supplier takes more than when the price was set.
    CostRose,
    /// Several high-value cards in a row.
    Scam,
    /// More high-value cards in an hour than one clerk sells.
    HourlyLimit,
}

impl From<guard::GuardKind> for GuardKind {
    fn from(kind: guard::GuardKind) -> Self {
        match kind {
            guard::GuardKind::SameAgain => GuardKind::SameAgain,
            guard::GuardKind::NearMiss => GuardKind::NearMiss,
            guard::GuardKind::Region => GuardKind::Region,
            guard::GuardKind::BelowCost => GuardKind::BelowCost,
            guard::GuardKind::CostRose => GuardKind::CostRose,
            guard::GuardKind::Scam => GuardKind::Scam,
            guard::GuardKind::HourlyLimit => GuardKind::HourlyLimit,
        }
    }
}

/// What has to be done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Duty {
    /// Read it.
    Know,
    /// Say so.
    Acknowledge,
    /// Say what is seen of the customer.
    Question,
    /// A manager, with a reason.
    Approve,
}

impl From<guard::Duty> for Duty {
    fn from(duty: guard::Duty) -> Self {
        match duty {
            guard::Duty::Know => Duty::Know,
            guard::Duty::Acknowledge => Duty::Acknowledge,
            guard::Duty::Question => Duty::Question,
            guard::Duty::Approve => Duty::Approve,
        }
    }
}

/// The sale before this one.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct EarlierView {
    /// Its order.
    pub(crate) order_id: String,
    /// When.
    pub(crate) at: String,
    /// Where it stands.
    pub(crate) state: OrderState,
    /// Who sold it.
    pub(crate) clerk: Option<String>,
}

/// A number that was typed and one that is known.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct KnownView {
    /// As typed, in groups.
    pub(crate) typed: String,
    /// As known, in groups.
    pub(crate) known: String,
    /// As known.
    pub(crate) e164: String,
}

/// A guard that stands before a basket.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct GuardView {
    /// What an answer names.
    pub(crate) id: String,
    /// What it watches for.
    pub(crate) kind: GuardKind,
    /// What has to be done about it.
    pub(crate) duty: Duty,
    /// Which line it is about; null is the whole basket.
    pub(crate) line: Option<u32>,
    /// That line's product.
    pub(crate) product: Option<LocalName>,
    /// The sale before this one.
    pub(crate) earlier: Option<EarlierView>,
    /// The number that was typed and the one that is known.
    pub(crate) known: Option<KnownView>,
    /// Where the codes work.
    pub(crate) countries: Vec<String>,
    /// So many high-value cards, with this basket.
    pub(crate) cards: Option<u32>,
    /// Who decides in this shop.
    pub(crate) deciders: Vec<String>,
}

/// What the clerk says of a customer who buys several high-value cards.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
pub(crate) struct Replies {
    /// The customer buys for somebody they know in person.
    pub(crate) for_someone_known: bool,
    /// Somebody tells them by telephone or message what to buy.
    pub(crate) is_directed: bool,
    /// Somebody asked for the codes.
    pub(crate) is_asked_for_codes: bool,
}

impl From<Replies> for guard::Replies {
    fn from(replies: Replies) -> Self {
        let Replies { for_someone_known, is_directed, is_asked_for_codes } = replies;
        Self { for_someone_known, is_directed, is_asked_for_codes }
    }
}

/// Asks what stands before a basket.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct GuardsRequest {
    /// The basket's own token: what was answered for it is not asked again.
    pub(crate) token: String,
    /// The basket.
    pub(crate) lines: Vec<SellLine>,
}

/// Answers for one guard.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct GuardAnswerRequest {
    /// The basket's own token.
    pub(crate) token: String,
    /// The basket.
    pub(crate) lines: Vec<SellLine>,
    /// Which guard.
    pub(crate) id: String,
    /// Why.
    pub(crate) reason: Option<String>,
    /// A manager's PIN, where who stands at the till is none.
    pub(crate) pin: Option<String>,
    /// What is seen of the customer.
    pub(crate) replies: Option<Replies>,
}

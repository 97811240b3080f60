//! What a person has to be told of although no state says it.

use domain::{
    ids::{OrderId, ProviderOrderId},
    time::Timestamp,
};

/// What a person has to be told about an order although its state does not say it. What is about a
/// sale's money stands with the sale's first order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttentionKind {
    /// Refused, and the supplier delivered it after all.
    LateDelivery,
    /// Delivered, and the supplier took it back.
    TakenBack,
    /// The customer's money should go back, and the processor does not give it back.
    MoneyNotBack,
    /// The processor's word on the customer's money settles nothing.
    MoneyUnclear,
    /// It was delivered, and the processor does not take the money that was held for it.
    NotCaptured,
    /// The customer paid more than was asked.
    Overpaid,
    /// Refused, and the supplier's list shows orders that may be it after all.
    LateCandidate,
    /// Found at its supplier after a restore; what its customer paid is not known.
    Imported,
    /// Delivered, and its supplier does not list it.
    NotListed,
    /// A text message with its codes does not reach the phone, which turned out when nobody waited
    /// for it any more.
    TextFailed,
    /// Nobody knows whether a text message with its codes went out.
    TextUnknown,
}

/// What a person did about a text message that did not arrive, or may not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextRemedy {
    /// Texted the codes again.
    TextedAgain,
    /// Printed them.
    Printed,
    /// Told the customer.
    Told,
    /// The customer has the message after all.
    Arrived,
}

impl TextRemedy {
    /// Every remedy.
    pub const ALL: [TextRemedy; 4] =
        [TextRemedy::TextedAgain, TextRemedy::Printed, TextRemedy::Told, TextRemedy::Arrived];

    /// The stable word in the journal.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            TextRemedy::TextedAgain => "texted_again",
            TextRemedy::Printed => "printed",
            TextRemedy::Told => "told",
            TextRemedy::Arrived => "arrived",
        }
    }
}

impl AttentionKind {
    /// Every kind.
    pub const ALL: [AttentionKind; 11] = [
        AttentionKind::LateDelivery,
        AttentionKind::TakenBack,
        AttentionKind::MoneyNotBack,
        AttentionKind::MoneyUnclear,
        AttentionKind::NotCaptured,
        AttentionKind::Overpaid,
        AttentionKind::LateCandidate,
        AttentionKind::Imported,
        AttentionKind::NotListed,
        AttentionKind::TextFailed,
        AttentionKind::TextUnknown,
    ];

    /// The stable word in the journal and in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            AttentionKind::LateDelivery => "late_delivery",
            AttentionKind::TakenBack => "taken_back",
            AttentionKind::MoneyNotBack => "money_not_back",
            AttentionKind::MoneyUnclear => "money_unclear",
            AttentionKind::NotCaptured => "not_captured",
            AttentionKind::Overpaid => "overpaid",
            AttentionKind::LateCandidate => "late_candidate",
            AttentionKind::Imported => "imported",
            AttentionKind::NotListed => "not_listed",
            AttentionKind::TextFailed => "text_failed",
            AttentionKind::TextUnknown => "text_unknown",
        }
    }

    /// The kind a stored word stands for.
    #[must_use]
    pub fn from_word(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Whether the sale itself is not settled until a person has seen to it.
    #[must_use]
    pub fn holds_sale(self) -> bool {
        match self {
            AttentionKind::MoneyNotBack | AttentionKind::MoneyUnclear => true,
            AttentionKind::LateDelivery
            | AttentionKind::TakenBack
            | AttentionKind::NotCaptured
            | AttentionKind::Overpaid
            | AttentionKind::LateCandidate
            | AttentionKind::Imported
            | AttentionKind::NotListed
            | AttentionKind::TextFailed
            | AttentionKind::TextUnknown => false,
        }
    }

    /// Whether it is settled by being read. Of the others a person says what they are, or what was done.
    #[must_use]
    pub fn is_only_read(self) -> bool {
        match self {
            AttentionKind::LateDelivery
            | AttentionKind::TakenBack
            | AttentionKind::MoneyNotBack
            | AttentionKind::MoneyUnclear
            | AttentionKind::NotCaptured
            | AttentionKind::Overpaid
            | AttentionKind::Imported
            | AttentionKind::NotListed => true,
            AttentionKind::LateCandidate
            | AttentionKind::TextFailed
            | AttentionKind::TextUnknown => false,
        }
    }
}

/// One thing a person has to be told about an order.
#[derive(Clone, Debug)]
pub struct AttentionItem {
    /// About which.
    pub order: OrderId,
    /// What.
    pub kind: AttentionKind,
    /// Since when.
    pub at: Timestamp,
    /// The supplier's orders that may be it, where that is what it is about.
    pub candidates: Vec<ProviderOrderId>,
}

//! What needs a person, as the window's list shows it, and what a person answers.

use super::OrderRow;
use crate::views::reconcile::StrayView;
use engine::records::TextRemedy;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What needs a person, and what is looked up without one.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct AttentionView {
    /// What needs a person, oldest first.
    pub(crate) cards: Vec<AttentionCard>,
    /// Orders of suppliers that may be sales which the backup did not have: a person says what they are.
    pub(crate) strays: Vec<StrayView>,
    /// What is being looked up and may still need one.
    pub(crate) followed: Vec<OrderRow>,
    /// Whether who stands at the till may decide; else a manager's PIN does.
    pub(crate) decides: bool,
}

/// One order that needs a person.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct AttentionCard {
    /// The order with its story.
    pub(crate) row: OrderRow,
    /// What the person is needed for.
    pub(crate) matter: Matter,
    /// Since when.
    pub(crate) since: String,
    /// Who sold it.
    pub(crate) sold_by: Option<String>,
    /// The supplier's orders that may be this one.
    pub(crate) candidates: Vec<String>,
    /// How many orders a decision is about: those that share this one's request stand where it stands.
    pub(crate) together: u32,
    /// What the customer paid for them.
    pub(crate) amount: String,
    /// Whether the customer paid cash, which goes back by hand.
    pub(crate) cash: bool,
    /// Whether the customer owes it, so that it is only taken off.
    pub(crate) on_account: bool,
    /// To which phone the text message went, where it is about one.
    pub(crate) texted_to: Option<String>,
}

/// What a person is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Matter {
    /// Looking up found no certain answer.
    Decide,
    /// Refused, and the supplier delivered it after all.
    LateDelivery,
    /// Delivered, and the supplier took it back.
    TakenBack,
    /// The customer's money should go back, and the processor does not give it back.
    MoneyNotBack,
    /// The processor's word on the customer's money settles nothing.
    MoneyUnclear,
    /// Delivered, and the money that was held for it is not taken.
    NotCaptured,
    /// The customer paid more than was asked.
    Overpaid,
    /// Refused, and the supplier's list shows orders that may be it after all.
    LateCandidate,
    /// Found at its supplier after a restore.
    Imported,
    /// Its supplier does not list it.
    NotListed,
    /// A text message with its codes does not reach the phone.
    TextFailed,
    /// Nobody knows whether a text message with its codes went out.
    TextUnknown,
}

/// What became of an order, by a person's word. Of late candidates: one is it, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Verdict {
    /// It was delivered.
    Delivered,
    /// Nothing was bought.
    Refused,
}

/// Decides about an order that looking up could not settle; about a refused one, whether one of its
/// late candidates is it.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct ResolveRequest {
    /// Which.
    pub(crate) order_id: String,
    /// What became of it.
    pub(crate) verdict: Verdict,
    /// The supplier's order, where several may be it.
    pub(crate) candidate: Option<String>,
    /// Why, in the person's words.
    pub(crate) reason: String,
    /// A manager's PIN, where who stands at the till may not decide.
    pub(crate) pin: Option<String>,
}

/// Says that what had to be told about an order was read.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct SeenRequest {
    /// Which.
    pub(crate) order_id: String,
    /// A manager's PIN, where who stands at the till may not decide.
    pub(crate) pin: Option<String>,
}

/// Says what was done about a text message that did not arrive, or may not have.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct TextSeenRequest {
    /// Of which order.
    pub(crate) order_id: String,
    /// What was done.
    pub(crate) remedy: Remedy,
}

/// What a clerk did about a text message that did not arrive, or may not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Remedy {
    /// Texted the codes again.
    TextedAgain,
    /// Printed them.
    Printed,
    /// Told the customer.
    Told,
    /// The customer has the message after all.
    Arrived,
}

impl From<Remedy> for TextRemedy {
    fn from(remedy: Remedy) -> Self {
        match remedy {
            Remedy::TextedAgain => Self::TextedAgain,
            Remedy::Printed => Self::Printed,
            Remedy::Told => Self::Told,
            Remedy::Arrived => Self::Arrived,
        }
    }
}

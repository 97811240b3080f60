//! The outbox on disk: text messages, and where each of them is.

use super::journal::{JournalError, Note};
use crate::records::{AttentionKind, EventKind, HandOver};
use async_trait::async_trait;
use domain::{
    ids::{MessageId, OrderId, OwnerId, RouteId},
    message::MessageState,
    phone::Phone,
    secret::Secret,
    time::Timestamp,
};

/// What a text message is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// This order's codes, to a customer: a hand-over.
    Order(OrderId),
    /// The Z of this number, to the owner.
    Z(u32),
    /// What the owner is warned of.
    Alert,
}

/// A text message as the journal knows it.
#[derive(Clone, Debug)]
pub struct MessageRecord {
    /// Ours; a route that takes one knows it as its key.
    pub id: MessageId,
    /// What it is about.
    pub about: About,
    /// By which route.
    pub route: RouteId,
    /// To which phone.
    pub to: Phone,
    /// Where it is.
    pub state: MessageState,
    /// The route's own id of it.
    pub route_message: Option<String>,
    /// The route's own word, last heard.
    pub word: Option<String>,
    /// Why it is where it is.
    pub reason: Option<String>,
    /// How many parts the network carries.
    pub parts: u32,
    /// How often it may have left.
    pub sendings: u32,
    /// Whether it was told that nobody knows where it is.
    pub told_lost: bool,
    /// Who sent it.
    pub clerk: Option<String>,
    /// When it was written down.
    pub created_at: Timestamp,
    /// When it may first have left.
    pub sent_at: Option<Timestamp>,
    /// When its route was last asked about it.
    pub asked_at: Option<Timestamp>,
}

/// What a message says, by the number of the copy it is: 1 is the first hand-over, and from 2 on it is a
/// copy.
pub type Wording<'a> = dyn Fn(u32) -> Secret + Send + Sync + 'a;

/// A message to write down, in the state `queued`.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// Ours.
    pub id: MessageId,
    /// The order whose codes it carries.
    pub order: OrderId,
    /// By which route.
    pub route: RouteId,
    /// To which phone.
    pub to: Phone,
    /// Who sends it.
    pub clerk: Option<String>,
    /// Now.
    pub at: Timestamp,
    /// The process that carries it.
    pub owner: OwnerId,
}

/// What a step writes, all of it or nothing.
#[derive(Clone, Debug)]
pub struct MessageStep {
    /// The state it leads to.
    pub to: MessageState,
    /// Whether it may leave from here on.
    pub leaves: bool,
    /// Whether its route was asked about it.
    pub asked: bool,
    /// Whether it is told with it that nobody knows where the message is.
    pub lost: bool,
    /// The route's own id, where it is heard now.
    pub route_message: Option<String>,
    /// The route's own word, where it is heard now.
    pub word: Option<String>,
    /// Why, where there is something to say.
    pub reason: Option<String>,
    /// What is noted with the order, and whether the copy counts; a message to the owner has no order.
    pub hand_over: Option<(EventKind, HandOver, Note)>,
    /// What a person has to be told about the order with it. That nobody knew where a message was is
    /// settled by the step that says it.
    pub tells: Option<AttentionKind>,
    /// When.
    pub at: Timestamp,
}

/// The outbox.
#[async_trait]
pub trait Messages: Send + Sync {
    /// Writes a message down, and takes the number of the copy it says it is in the same transaction:
    /// no other slip or message of its order says the same. While a slip of it is on its way nobody
    /// knows the number, and the message waits for it. False if that did not end in time; nothing is
    /// written then.
    async fn queue(
        &self,
        message: &NewMessage,
        wording: &Wording<'_>,
    ) -> Result<bool, JournalError>;
    /// A message by its id.
    async fn message(&self, id: &MessageId) -> Result<Option<MessageRecord>, JournalError>;
    /// The messages of an order, oldest first.
    async fn messages_of(&self, order: &OrderId) -> Result<Vec<MessageRecord>, JournalError>;
    /// What a message says, while its end is not known.
    async fn text(&self, id: &MessageId) -> Result<Option<Secret>, JournalError>;
    /// Writes a step of `before`; a conflict if it is no longer there.
    async fn commit(&self, before: &MessageRecord, step: &MessageStep) -> Result<(), JournalError>;
    /// A person has seen to an order's messages that did not arrive, or may not have; its detail says
    /// how. Nothing if there are none.
    async fn seen_to(&self, order: &OrderId, note: &Note) -> Result<(), JournalError>;
    /// Takes over what processes that are provably dead had in their hands (INV-15).
    async fn adopt(&self, owner: &OwnerId) -> Result<Vec<MessageId>, JournalError>;
    /// What its routes may still be asked about: this process's of unknown fate, and every one whose
    /// arrival is not known. Only since a moment.
    async fn unsettled(
        &self,
        owner: &OwnerId,
        since: Timestamp,
    ) -> Result<Vec<MessageRecord>, JournalError>;
}

//! What the journal knows for the owner's messages: their wishes, what is overdue, what was told.

use super::{journal::JournalError, messages::MessageRecord};
use async_trait::async_trait;
use domain::{
    ids::{MessageId, OwnerId, RouteId},
    owner::{Alert, OwnerWishes},
    phone::Phone,
    secret::Secret,
    time::Timestamp,
};

/// A message to the owner, to write down in the state `queued`.
#[derive(Clone, Debug)]
pub struct OwnersMessage {
    /// Ours.
    pub id: MessageId,
    /// By which route.
    pub route: RouteId,
    /// To which phone.
    pub to: Phone,
    /// Who sends it; nobody where the till does by itself.
    pub clerk: Option<String>,
    /// Now.
    pub at: Timestamp,
    /// The process that carries it.
    pub owner: OwnerId,
}

/// What a message says of the alerts that were not told yet.
pub type AlertWording<'a> = &'a (dyn Fn(&[Alert]) -> Secret + Send + Sync);

/// The owner's messages in the till's own truth.
#[async_trait]
pub trait Owners: Send + Sync {
    /// What the owner wants to be told.
    async fn wishes(&self) -> Result<OwnerWishes, JournalError>;
    /// The shift that is open, or sales that wait for one, unless that was told.
    async fn without_z(&self) -> Result<Option<Alert>, JournalError>;
    /// Orders of before this moment that are unknown or need a person, and were not told, oldest first.
    async fn unfinished(&self, before: Timestamp) -> Result<Vec<Alert>, JournalError>;
    /// When an order was last told, not after `now`.
    async fn orders_told_at(&self, now: Timestamp) -> Result<Option<Timestamp>, JournalError>;
    /// Writes down one message about those alerts that were not told yet, and that they are told now.
    /// False if there are none; nothing is written then.
    async fn queue_alerts(
        &self,
        alerts: &[Alert],
        message: &OwnersMessage,
        wording: AlertWording<'_>,
    ) -> Result<bool, JournalError>;
    /// Writes down that a Z is told once more. False unless the newest message about it failed or is of
    /// unknown fate, or there is none; nothing is written then.
    async fn queue_z(
        &self,
        shift: u32,
        message: &OwnersMessage,
        text: &Secret,
    ) -> Result<bool, JournalError>;
    /// The newest message about a Z.
    async fn about_z(&self, shift: u32) -> Result<Option<MessageRecord>, JournalError>;
    /// Messages since a moment that did not reach the owner or may not have: of each Z the newest one,
    /// and every alert; newest first.
    async fn unsent(&self, since: Timestamp) -> Result<Vec<MessageRecord>, JournalError>;
}

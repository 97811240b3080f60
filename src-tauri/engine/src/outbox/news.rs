//! What a person has to be told of text messages, and what they did about it. A failure that the clerk
//! who sent it sees at once needs no list; every other one does, and so does a fate that nobody knows.

use super::Outbox;
use crate::{
    ports::journal::{JournalError, Note},
    records::{AttentionKind, OrderRecord, TextRemedy},
};
use domain::message::MessageState;

/// Who hears at once what becomes of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listener {
    /// The clerk who sent it stands there and waits.
    Counter,
    /// Nobody: a failure has to be told.
    Nobody,
}

/// What has to be told of a message that ends so.
pub(super) fn of_end(to: MessageState, listener: Listener) -> Option<AttentionKind> {
    match (to, listener) {
        (MessageState::Failed, Listener::Nobody) => Some(AttentionKind::TextFailed),
        (MessageState::Failed, Listener::Counter) => None,
        (
            MessageState::Queued
            | MessageState::Sent
            | MessageState::Delivered
            | MessageState::Unknown,
            _,
        ) => None,
    }
}

impl Outbox {
    /// A person has seen to an order's messages that did not arrive, or may not have.
    ///
    /// # Errors
    /// If the journal cannot be written.
    pub async fn seen_to(
        &self,
        order: &OrderRecord,
        remedy: TextRemedy,
        clerk: Option<String>,
    ) -> Result<(), JournalError> {
        let detail = Some(remedy.as_str().to_owned());
        let note = Note { at: self.till.clock().now(), clerk, detail };
        self.messages.seen_to(&order.id, &note).await?;
        self.till.tell(&order.sale_id);
        Ok(())
    }
}

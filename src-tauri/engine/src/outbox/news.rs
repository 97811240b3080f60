//! What a person has to be told of text messages, and what they did about it. A failure that the clerk
//! who sent it sees at once needs no list; every other one does, and so does a fate that nobody knows.

use super::Outbox;
use crate::{
    ports::{
        journal::{JournalError, Note},
        messages::{About, MessageRecord},
    },
    records::{AttentionKind, EventKind, HandOver, OrderRecord, TextRemedy},
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

/// What is noted with an order, and what a person is told about it. For a message to the owner neither
/// is: it is no hand-over, and how it went is shown where the owner's messages are set up.
type OfOrder = (Option<(EventKind, HandOver, Note)>, Option<AttentionKind>);

impl Outbox {
    /// What comes with a message's step to `to`. It counts once: when a route took it.
    pub(super) fn end_of(
        &self,
        message: &MessageRecord,
        to: MessageState,
        reason: Option<String>,
        listener: Listener,
    ) -> OfOrder {
        match message.about {
            About::Z(_) | About::Alert => (None, None),
            About::Order(_) => {
                let hand_over = match (to.has_left(), message.state.has_left()) {
                    (true, false) => Some(self.noted(message, EventKind::Sms, None)),
                    (true, true) => None,
                    (false, _) => Some(self.noted(message, EventKind::SmsFailed, reason)),
                };
                (hand_over, of_end(to, listener))
            }
        }
    }

    /// What comes with the word that nobody knows where a message is.
    pub(super) fn loss_of(&self, message: &MessageRecord, why: String) -> OfOrder {
        match message.about {
            About::Z(_) | About::Alert => (None, None),
            About::Order(_) => (
                Some(self.noted(message, EventKind::SmsLost, Some(why))),
                Some(AttentionKind::TextUnknown),
            ),
        }
    }

    fn noted(
        &self,
        message: &MessageRecord,
        kind: EventKind,
        why: Option<String>,
    ) -> (EventKind, HandOver, Note) {
        let via = message.route.to_string();
        let outcome = HandOver { via: via.clone(), ok: kind == EventKind::Sms, message: why };
        let at = self.till.clock().now();
        (kind, outcome, Note { at, clerk: message.clerk.clone(), detail: Some(via) })
    }

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

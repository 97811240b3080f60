//! What the window shows of a text message.

use domain::message;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Where a text message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MessageState {
    /// Nothing has left the machine.
    Queued,
    /// The route has it.
    Sent,
    /// The phone has it.
    Delivered,
    /// It does not reach the phone.
    Failed,
    /// Being asked about.
    Unknown,
}

impl From<message::MessageState> for MessageState {
    fn from(state: message::MessageState) -> Self {
        match state {
            message::MessageState::Queued => MessageState::Queued,
            message::MessageState::Sent => MessageState::Sent,
            message::MessageState::Delivered => MessageState::Delivered,
            message::MessageState::Failed => MessageState::Failed,
            message::MessageState::Unknown => MessageState::Unknown,
        }
    }
}

/// Which order's code, and to whom.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct SmsRequest {
    /// The order.
    pub(crate) order_id: String,
    /// A number as it was typed; the customer's own if none was.
    pub(crate) phone: Option<String>,
    /// A manager's PIN, for one more than a clerk may within an hour.
    pub(crate) pin: Option<String>,
}

/// What texting would come to.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct SmsDraft {
    /// The customer's number in groups, if it is known.
    pub(crate) phone: Option<String>,
    /// How many parts the network carries.
    pub(crate) parts: u32,
    /// What they cost, where that is known.
    pub(crate) cost: Option<String>,
    /// The currency of the cost.
    pub(crate) currency: Option<String>,
}

/// What came of texting.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct SmsView {
    /// Where the message is.
    pub(crate) state: MessageState,
    /// The number in groups.
    pub(crate) to: String,
    /// How often the codes were handed over by now.
    pub(crate) copies: u32,
    /// What happened, if it cannot be said that it went out.
    pub(crate) message: Option<String>,
    /// What to do then.
    pub(crate) hint: Option<String>,
}

//! A text message on its way to a customer's phone: the only way its state can change.

/// Where a text message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageState {
    /// Written down; nothing has left the machine.
    Queued,
    /// The route has it; nobody knows yet whether the phone does.
    Sent,
    /// The phone has it, as the network says.
    Delivered,
    /// Certain that it did not reach the phone.
    Failed,
    /// The request may have reached the route; its fate is being asked about.
    Unknown,
}

impl MessageState {
    /// Every state.
    pub const ALL: [MessageState; 5] = [
        MessageState::Queued,
        MessageState::Sent,
        MessageState::Delivered,
        MessageState::Failed,
        MessageState::Unknown,
    ];

    /// The stable word, in the database and in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            MessageState::Queued => "queued",
            MessageState::Sent => "sent",
            MessageState::Delivered => "delivered",
            MessageState::Failed => "failed",
            MessageState::Unknown => "unknown",
        }
    }

    /// The state a stored word stands for.
    #[must_use]
    pub fn from_word(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Whether it never changes again.
    #[must_use]
    pub fn is_final(self) -> bool {
        match self {
            MessageState::Delivered | MessageState::Failed => true,
            MessageState::Queued | MessageState::Sent | MessageState::Unknown => false,
        }
    }

    /// Whether it is certain that a route took it.
    #[must_use]
    pub fn has_left(self) -> bool {
        match self {
            MessageState::Sent | MessageState::Delivered => true,
            MessageState::Queued | MessageState::Failed | MessageState::Unknown => false,
        }
    }

    /// The only place a message changes state.
    ///
    /// # Errors
    /// If the trade does not know the pair.
    pub fn apply(self, event: MessageEvent) -> Result<MessageState, IllegalMessage> {
        use MessageEvent as E;
        use MessageState as S;
        match (self, event) {
            // Out of `unknown` only under an id by which the route knows the message again.
            (S::Queued | S::Unknown, E::Sending) => Ok(S::Unknown),
            (S::Unknown, E::Taken) => Ok(S::Sent),
            (S::Unknown | S::Sent, E::Arrived) => Ok(S::Delivered),
            (S::Queued | S::Unknown | S::Sent, E::Refused) => Ok(S::Failed),
            (state, event) => Err(IllegalMessage { state, event }),
        }
    }
}

/// What can happen to a text message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageEvent {
    /// From this moment a byte may leave.
    Sending,
    /// The route has it.
    Taken,
    /// The phone has it.
    Arrived,
    /// It is certain that it does not reach the phone.
    Refused,
}

impl MessageEvent {
    /// Every event.
    pub const ALL: [MessageEvent; 4] =
        [MessageEvent::Sending, MessageEvent::Taken, MessageEvent::Arrived, MessageEvent::Refused];
}

/// A pair of state and event that no message knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a message that is {} cannot take {event:?}", state.as_str())]
pub struct IllegalMessage {
    /// Where it was.
    pub state: MessageState,
    /// What was said to have happened.
    pub event: MessageEvent,
}

#[cfg(test)]
mod tests {
    use super::*;
    use MessageEvent as E;
    use MessageState as S;

    /// Every legal pair; all others are refused.
    const LEGAL: [(S, E, S); 8] = [
        (S::Queued, E::Sending, S::Unknown),
        (S::Queued, E::Refused, S::Failed),
        (S::Unknown, E::Sending, S::Unknown),
        (S::Unknown, E::Taken, S::Sent),
        (S::Unknown, E::Arrived, S::Delivered),
        (S::Unknown, E::Refused, S::Failed),
        (S::Sent, E::Arrived, S::Delivered),
        (S::Sent, E::Refused, S::Failed),
    ];

    #[test]
    fn only_the_known_pairs_move_a_message() {
        for state in S::ALL {
            for event in E::ALL {
                let known = LEGAL.iter().find(|(from, it, _)| (*from, *it) == (state, event));
                let expected = known.map(|(.., to)| *to);
                assert_eq!(state.apply(event).ok(), expected, "{state:?} {event:?}");
            }
        }
    }

    #[test]
    fn a_message_that_may_have_left_is_never_queued_again() {
        for state in S::ALL.into_iter().filter(|state| *state != S::Queued) {
            for event in E::ALL {
                assert_ne!(state.apply(event), Ok(S::Queued), "{state:?} {event:?}");
            }
        }
    }

    #[test]
    fn a_final_message_never_changes() {
        for state in S::ALL.into_iter().filter(|state| state.is_final()) {
            for event in E::ALL {
                assert!(state.apply(event).is_err(), "{state:?} {event:?}");
            }
        }
    }

    #[test]
    fn every_word_reads_back() {
        for state in S::ALL {
            assert_eq!(S::from_word(state.as_str()), Some(state));
        }
    }
}

//! What becomes of a slip on its way to the paper: one enum, one transition function.

/// Where a print job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintState {
    /// Written down; nothing has left.
    Queued,
    /// From here on a byte may have left. It stays so where the printer took every byte and said
    /// nothing.
    Sent,
    /// The printer says that it is done.
    Confirmed,
    /// It did not come out, or not whole.
    Failed,
}

/// What happens to a print job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintEvent {
    /// It is about to leave.
    Begun,
    /// Every byte was taken.
    Taken,
    /// The printer says that it is done.
    Confirmed,
    /// It was refused, broke off, or its process died.
    Failed,
}

impl PrintState {
    /// Every state.
    pub const ALL: [PrintState; 4] =
        [PrintState::Queued, PrintState::Sent, PrintState::Confirmed, PrintState::Failed];

    /// The stable word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Confirmed => "confirmed",
            Self::Failed => "failed",
        }
    }

    /// The state a stored word stands for.
    #[must_use]
    pub fn from_word(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// The state after an event; `None` if the event cannot happen here.
    #[must_use]
    pub fn apply(self, event: PrintEvent) -> Option<Self> {
        match (self, event) {
            (Self::Queued, PrintEvent::Begun) | (Self::Sent, PrintEvent::Taken) => Some(Self::Sent),
            (Self::Sent, PrintEvent::Confirmed) => Some(Self::Confirmed),
            (Self::Queued | Self::Sent, PrintEvent::Failed) => Some(Self::Failed),
            (Self::Queued, PrintEvent::Taken | PrintEvent::Confirmed)
            | (Self::Sent, PrintEvent::Begun)
            | (
                Self::Confirmed | Self::Failed,
                PrintEvent::Begun | PrintEvent::Taken | PrintEvent::Confirmed | PrintEvent::Failed,
            ) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PrintEvent as E, PrintState as S};

    #[test]
    fn nothing_leaves_twice_and_what_ended_stays() {
        assert_eq!(S::Queued.apply(E::Begun), Some(S::Sent));
        assert_eq!(S::Sent.apply(E::Begun), None, "a job leaves once");
        assert_eq!(S::Queued.apply(E::Confirmed), None, "nothing is confirmed before it left");
        assert_eq!(S::Sent.apply(E::Taken), Some(S::Sent));
        for ended in [S::Confirmed, S::Failed] {
            for event in [E::Begun, E::Taken, E::Confirmed, E::Failed] {
                assert_eq!(ended.apply(event), None);
            }
        }
        for state in S::ALL {
            assert_eq!(S::from_word(state.as_str()), Some(state));
        }
    }
}

//! The customer's money on its way to the shop and back: the only way a tender's state can change.

use crate::sale::TenderState;

/// What can happen to a card tender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TenderEvent {
    /// A pay page is asked for: whoever asks is charged nothing by it.
    PageAsked,
    /// From this moment a byte of the card's request may leave.
    CardSent,
    /// The card's issuer holds the money.
    Held,
    /// The shop has the money.
    Paid,
    /// It is certain that the customer was charged nothing.
    Declined,
    /// Given up as never charged, and its processor now knows it and settles nothing.
    Doubted,
    /// Its time ran out unpaid, or the counter gave it up before.
    TimedOut,
    /// Money is asked to go back.
    GivingBack,
    /// It went back.
    GivenBack,
    /// The processor does not give it back.
    NotGivenBack,
    /// What was held is let go.
    LetGo,
    /// Notes and coins were given back.
    CashBack,
}

impl TenderEvent {
    /// Every event.
    pub const ALL: [TenderEvent; 12] = [
        TenderEvent::PageAsked,
        TenderEvent::CardSent,
        TenderEvent::Held,
        TenderEvent::Paid,
        TenderEvent::Declined,
        TenderEvent::Doubted,
        TenderEvent::TimedOut,
        TenderEvent::GivingBack,
        TenderEvent::GivenBack,
        TenderEvent::NotGivenBack,
        TenderEvent::LetGo,
        TenderEvent::CashBack,
    ];
}

/// A pair of state and event that the trade does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a tender that is {} cannot take {event:?}", state.as_str())]
pub struct IllegalTender {
    /// Where the money was.
    pub state: TenderState,
    /// What was said to have happened.
    pub event: TenderEvent,
}

impl TenderState {
    /// The only place a tender changes state.
    ///
    /// # Errors
    /// If the trade does not know the pair.
    pub fn apply(self, event: TenderEvent) -> Result<TenderState, IllegalTender> {
        use TenderEvent as E;
        use TenderState as S;
        match (self, event) {
            // A page charges nobody until its customer pays on it.
            (S::Pending, E::PageAsked) => Ok(S::Pending),
            // A card is charged by the request itself.
            (S::Pending, E::CardSent) => Ok(S::Unknown),
            (S::Unknown, E::Held) => Ok(S::Authorised),
            (S::Pending | S::Authorised, E::Paid) => Ok(S::Paid),
            (S::Pending | S::Unknown, E::Declined) => Ok(S::Failed),
            // The request was still on its way: what its processor did not know then is not certain now.
            (S::Failed, E::Doubted) => Ok(S::Unknown),
            (S::Pending, E::TimedOut) => Ok(S::Expired),
            // Paid in part, or after the till had given up: it is not the shop's to keep.
            (S::Pending | S::Failed | S::Expired | S::Paid | S::Refunded, E::GivingBack) => {
                Ok(S::Refunding)
            }
            (S::Refunding, E::GivenBack) => Ok(S::Refunded),
            (S::Refunding, E::NotGivenBack) => Ok(S::Paid),
            (S::Unknown | S::Authorised | S::Failed, E::LetGo) => Ok(S::Voided),
            (S::Paid, E::CashBack) => Ok(S::Refunded),
            (state, event) => Err(IllegalTender { state, event }),
        }
    }

    /// Whether the customer may still be asked to pay: nothing is bought for such a sale.
    #[must_use]
    pub fn is_waiting(self) -> bool {
        match self {
            TenderState::Pending | TenderState::Unknown => true,
            TenderState::Authorised
            | TenderState::Paid
            | TenderState::Refunding
            | TenderState::Refunded
            | TenderState::Voided
            | TenderState::Failed
            | TenderState::Expired => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use TenderEvent as E;
    use TenderState as S;

    /// Every legal pair; all others are refused.
    const LEGAL: [(S, E, S); 20] = [
        (S::Pending, E::PageAsked, S::Pending),
        (S::Pending, E::CardSent, S::Unknown),
        (S::Pending, E::Paid, S::Paid),
        (S::Pending, E::Declined, S::Failed),
        (S::Pending, E::TimedOut, S::Expired),
        (S::Pending, E::GivingBack, S::Refunding),
        (S::Unknown, E::Held, S::Authorised),
        (S::Unknown, E::Declined, S::Failed),
        (S::Unknown, E::LetGo, S::Voided),
        (S::Failed, E::Doubted, S::Unknown),
        (S::Authorised, E::Paid, S::Paid),
        (S::Authorised, E::LetGo, S::Voided),
        (S::Paid, E::GivingBack, S::Refunding),
        (S::Paid, E::CashBack, S::Refunded),
        (S::Refunding, E::GivenBack, S::Refunded),
        (S::Refunding, E::NotGivenBack, S::Paid),
        (S::Refunded, E::GivingBack, S::Refunding),
        (S::Failed, E::GivingBack, S::Refunding),
        (S::Failed, E::LetGo, S::Voided),
        (S::Expired, E::GivingBack, S::Refunding),
    ];

    #[test]
    fn only_the_known_pairs_move_a_tender() {
        for state in S::ALL {
            for event in E::ALL {
                let known = LEGAL.iter().find(|(from, it, _)| (*from, *it) == (state, event));
                assert_eq!(
                    state.apply(event).ok(),
                    known.map(|(.., to)| *to),
                    "{state:?} {event:?}"
                );
            }
        }
    }

    #[test]
    fn what_was_paid_never_waits_again() {
        // What failed was not paid.
        for state in S::ALL.into_iter().filter(|it| !it.is_waiting() && *it != S::Failed) {
            for event in E::ALL {
                assert!(!state.apply(event).is_ok_and(S::is_waiting), "{state:?} {event:?}");
            }
        }
    }

    #[test]
    fn a_card_that_was_sent_is_never_pending_again() {
        for event in E::ALL {
            assert_ne!(S::Unknown.apply(event), Ok(S::Pending), "{event:?}");
        }
    }
}

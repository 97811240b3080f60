//! One purchase attempt of one unit at one supplier, and the only way its state can change.

/// For whom an order is bought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// For a customer, who pays for it.
    #[default]
    Customer,
    /// For the shop's own shelf, ahead: nobody pays yet, and its code is given out only as what
    /// another order delivers.
    Shelf,
}

impl Purpose {
    /// The journal's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Purpose::Customer => "customer",
            Purpose::Shelf => "shelf",
        }
    }

    /// The purpose a word of the journal stands for.
    #[must_use]
    pub fn from_word(text: &str) -> Option<Self> {
        [Purpose::Customer, Purpose::Shelf].into_iter().find(|purpose| purpose.as_str() == text)
    }
}

/// Where an order is; the only words ever shown (contract §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderState {
    /// Written down, nothing has left the machine.
    Prepared,
    /// The supplier has it and is working.
    Waiting,
    /// The request may have reached the supplier; its fate is being looked up.
    Unknown,
    /// Looking up found no certain answer; a person decides.
    NeedsAttention,
    /// The supplier fulfilled it; codes are stored.
    Delivered,
    /// Certain that nothing was bought and nothing charged.
    Refused,
    /// Bought, then given back upstream.
    Refunded,
}

/// What can happen to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderEvent {
    /// From this moment a byte of the request may leave.
    Sent,
    /// It is certain that nothing was bought.
    Declined,
    /// The supplier has it, by its own id.
    Accepted,
    /// The supplier fulfilled it, and what it delivered is stored.
    Fulfilled,
    /// Looking it up gave no certain answer, or one that must not be handed out.
    LookupExhausted,
    /// The same bytes are sent again under the same idempotency key.
    Repeated,
    /// It is fulfilled from a code bought before, without the supplier.
    Stocked,
    /// It is certain that nothing of it ever left, and it is fulfilled from a code bought ahead.
    StockedUnsent,
    /// A person decided that it was delivered.
    DecidedDelivered,
    /// A person decided that nothing was bought.
    DecidedRefused,
}

impl OrderEvent {
    /// Every event.
    pub const ALL: [OrderEvent; 10] = [
        OrderEvent::Sent,
        OrderEvent::Declined,
        OrderEvent::Accepted,
        OrderEvent::Fulfilled,
        OrderEvent::LookupExhausted,
        OrderEvent::Repeated,
        OrderEvent::Stocked,
        OrderEvent::StockedUnsent,
        OrderEvent::DecidedDelivered,
        OrderEvent::DecidedRefused,
    ];
}

/// A pair of state and event that the trade does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an order that is {} cannot take {event:?}", state.as_str())]
pub struct IllegalTransition {
    /// Where the order was.
    pub state: OrderState,
    /// What was said to have happened.
    pub event: OrderEvent,
}

impl OrderState {
    /// Every state.
    pub const ALL: [OrderState; 7] = [
        OrderState::Prepared,
        OrderState::Waiting,
        OrderState::Unknown,
        OrderState::NeedsAttention,
        OrderState::Delivered,
        OrderState::Refused,
        OrderState::Refunded,
    ];

    /// The only place an order changes state (INV-7).
    ///
    /// A final state never changes. What a supplier says about a final order later (delivered after
    /// all, taken back) is an event beside the state, so nothing leads to `refunded` by itself.
    ///
    /// # Errors
    /// If the trade does not know the pair.
    pub fn apply(self, event: OrderEvent) -> Result<OrderState, IllegalTransition> {
        use OrderEvent as E;
        use OrderState as S;
        match (self, event) {
            // From here until a clear answer, the supplier may have acted.
            (S::Prepared, E::Sent) => Ok(S::Unknown),
            // Only before sending is our own word enough to refuse.
            (S::Prepared | S::Unknown | S::Waiting | S::NeedsAttention, E::Declined) => {
                Ok(S::Refused)
            }
            (S::Unknown | S::Waiting | S::NeedsAttention, E::Accepted) => Ok(S::Waiting),
            (S::Unknown | S::Waiting | S::NeedsAttention, E::Fulfilled) => Ok(S::Delivered),
            (S::Unknown | S::Waiting | S::NeedsAttention, E::LookupExhausted) => {
                Ok(S::NeedsAttention)
            }
            // Only an order of whose fate nothing is known yet goes out again.
            (S::Unknown, E::Repeated) => Ok(S::Unknown),
            (S::Prepared, E::Stocked) => Ok(S::Delivered),
            // The transport knows for certain when no connection was made: nobody has it.
            (S::Prepared | S::Unknown, E::StockedUnsent) => Ok(S::Delivered),
            (S::NeedsAttention, E::DecidedDelivered) => Ok(S::Delivered),
            (S::NeedsAttention, E::DecidedRefused) => Ok(S::Refused),
            (state, event) => Err(IllegalTransition { state, event }),
        }
    }

    /// Whether nothing more is expected to happen.
    #[must_use]
    pub fn is_final(self) -> bool {
        match self {
            OrderState::Delivered | OrderState::Refused | OrderState::Refunded => true,
            OrderState::Prepared
            | OrderState::Waiting
            | OrderState::Unknown
            | OrderState::NeedsAttention => false,
        }
    }

    /// The contract's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            OrderState::Prepared => "prepared",
            OrderState::Waiting => "waiting",
            OrderState::Unknown => "unknown",
            OrderState::NeedsAttention => "needs_attention",
            OrderState::Delivered => "delivered",
            OrderState::Refused => "refused",
            OrderState::Refunded => "refunded",
        }
    }

    /// The state a word of the contract stands for.
    #[must_use]
    pub fn from_word(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use OrderEvent as E;
    use OrderState as S;

    fn run(events: &[OrderEvent]) -> Option<OrderState> {
        events.iter().try_fold(S::Prepared, |state, event| state.apply(*event).ok())
    }

    #[test]
    fn a_late_delivery_settles_an_order_that_needs_attention() {
        assert_eq!(run(&[E::Sent, E::LookupExhausted, E::Fulfilled]), Some(S::Delivered));
    }

    #[test]
    fn what_was_sent_can_never_be_prepared_again() {
        for state in S::ALL {
            for event in E::ALL {
                assert_ne!(state.apply(event), Ok(S::Prepared), "{state:?} {event:?}");
            }
        }
    }

    #[test]
    fn a_final_state_never_changes() {
        for state in S::ALL.into_iter().filter(|state| state.is_final()) {
            for event in E::ALL {
                assert!(state.apply(event).is_err(), "{state:?} {event:?}");
            }
        }
    }

    #[test]
    fn only_an_order_of_unknown_fate_goes_out_again() {
        for state in S::ALL {
            assert_eq!(state.apply(E::Repeated).is_ok(), state == S::Unknown, "{state:?}");
        }
    }

    #[test]
    fn a_person_decides_only_what_needs_attention() {
        for state in S::ALL {
            for event in [E::DecidedDelivered, E::DecidedRefused] {
                assert_eq!(state.apply(event).is_ok(), state == S::NeedsAttention, "{state:?}");
            }
        }
    }

    #[test]
    fn only_a_sent_order_can_be_delivered() {
        assert!(S::Prepared.apply(E::Fulfilled).is_err());
        assert!(S::Refused.apply(E::Fulfilled).is_err());
    }

    #[test]
    fn what_was_bought_ahead_is_for_an_order_that_no_supplier_may_have() {
        for state in S::ALL {
            let may = matches!(state, S::Prepared | S::Unknown);
            assert_eq!(state.apply(E::StockedUnsent).is_ok(), may, "{state:?}");
        }
    }

    #[test]
    fn every_purpose_has_its_own_word() {
        for purpose in [Purpose::Customer, Purpose::Shelf] {
            assert_eq!(Purpose::from_word(purpose.as_str()), Some(purpose));
        }
    }

    #[test]
    fn every_state_has_its_own_word() {
        for state in S::ALL {
            assert_eq!(S::from_word(state.as_str()), Some(state));
        }
    }
}

//! Where a sale is, from no more than that takes.

use super::Tender;
use domain::{
    order::OrderState,
    reason::ReasonCode,
    sale::{SaleState, TenderState},
};

/// The state of a sale with these orders, each with the reason why it is where it is.
#[must_use]
pub fn sale_state(orders: &[(OrderState, Option<ReasonCode>)], tender: &Tender) -> SaleState {
    let states: Vec<OrderState> = orders.iter().map(|(state, _)| *state).collect();
    let Some(card) = &tender.card else {
        return SaleState::of(&states, tender.state);
    };
    // Whatever became of money that came late, such a sale was cancelled. So was one whose hold was let go
    // on a person's word before anything was bought.
    let let_go = tender.state == TenderState::Voided;
    let unpaid = orders.iter().all(|(state, reason)| {
        let is_unpaid =
            reason.is_some_and(|it| it.is_unpaid() || let_go && it == ReasonCode::PersonDecided);
        *state == OrderState::Refused && is_unpaid
    });
    if card.needs_person {
        SaleState::Orders(OrderState::NeedsAttention)
    } else if unpaid {
        SaleState::Cancelled
    } else {
        SaleState::of(&states, tender.state)
    }
}

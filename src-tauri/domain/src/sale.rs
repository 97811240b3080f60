//! One sale to one customer: its state follows from its orders and its tender.

use crate::order::OrderState;

/// How the customer pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TenderKind {
    /// Notes and coins.
    Cash,
    /// A pay page of Payerly.
    Payerly,
    /// A card through the Moyasar Payment Gateway.
    Mpg,
    /// On account: the customer owes it.
    Debt,
}

impl TenderKind {
    /// The contract's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            TenderKind::Cash => "cash",
            TenderKind::Payerly => "payerly",
            TenderKind::Mpg => "mpg",
            TenderKind::Debt => "debt",
        }
    }

    /// The kind a word of the contract stands for.
    #[must_use]
    pub fn from_word(text: &str) -> Option<Self> {
        match text {
            "cash" => Some(TenderKind::Cash),
            "payerly" => Some(TenderKind::Payerly),
            "mpg" => Some(TenderKind::Mpg),
            "debt" => Some(TenderKind::Debt),
            _ => None,
        }
    }
}

/// Where the customer's money is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TenderState {
    /// Asked for, not paid yet.
    Pending,
    /// The card's issuer holds it.
    Authorised,
    /// Paid.
    Paid,
    /// On its way back.
    Refunding,
    /// Given back.
    Refunded,
    /// The hold was let go.
    Voided,
    /// Not paid: refused.
    Failed,
    /// Not paid in time.
    Expired,
    /// Not known yet.
    Unknown,
}

impl TenderState {
    /// Every state.
    pub const ALL: [TenderState; 9] = [
        TenderState::Pending,
        TenderState::Authorised,
        TenderState::Paid,
        TenderState::Refunding,
        TenderState::Refunded,
        TenderState::Voided,
        TenderState::Failed,
        TenderState::Expired,
        TenderState::Unknown,
    ];

    /// The contract's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            TenderState::Pending => "pending",
            TenderState::Authorised => "authorised",
            TenderState::Paid => "paid",
            TenderState::Refunding => "refunding",
            TenderState::Refunded => "refunded",
            TenderState::Voided => "voided",
            TenderState::Failed => "failed",
            TenderState::Expired => "expired",
            TenderState::Unknown => "unknown",
        }
    }

    /// The state a word of the contract stands for.
    #[must_use]
    pub fn from_word(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// Where a sale is: the least certain state among its orders (contract §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SaleState {
    /// All orders share this state, or it is the least certain one.
    Orders(OrderState),
    /// All are final, and not all alike.
    PartlyDelivered,
    /// A card tender was not paid; nothing was bought.
    Cancelled,
}

impl SaleState {
    /// The state that follows from the orders' states and the tender's.
    #[must_use]
    pub fn of(orders: &[OrderState], tender: TenderState) -> Self {
        let least_certain = [
            OrderState::NeedsAttention,
            OrderState::Unknown,
            OrderState::Waiting,
            OrderState::Prepared,
        ];
        if let Some(state) = least_certain.into_iter().find(|state| orders.contains(state)) {
            return SaleState::Orders(state);
        }
        // A hold that was let go had been good: the supplier refused (contract §4).
        let unpaid = matches!(tender, TenderState::Failed | TenderState::Expired);
        let all = |state| orders.iter().all(|order| *order == state);
        if all(OrderState::Refused) {
            if unpaid { SaleState::Cancelled } else { SaleState::Orders(OrderState::Refused) }
        } else if all(OrderState::Delivered) {
            SaleState::Orders(OrderState::Delivered)
        } else if all(OrderState::Refunded) {
            SaleState::Orders(OrderState::Refunded)
        } else {
            SaleState::PartlyDelivered
        }
    }

    /// The contract's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            SaleState::Orders(state) => state.as_str(),
            SaleState::PartlyDelivered => "partly_delivered",
            SaleState::Cancelled => "cancelled",
        }
    }

    /// Whether nothing more is expected to happen.
    #[must_use]
    pub fn is_final(self) -> bool {
        match self {
            SaleState::Orders(state) => state.is_final(),
            SaleState::PartlyDelivered | SaleState::Cancelled => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use OrderState as O;

    fn check(orders: &[OrderState], word: &str) {
        assert_eq!(SaleState::of(orders, TenderState::Paid).as_str(), word, "{orders:?}");
    }

    #[test]
    fn a_sale_shows_its_least_certain_order() {
        check(&[O::Delivered, O::Unknown, O::NeedsAttention], "needs_attention");
        check(&[O::Delivered, O::Waiting, O::Unknown], "unknown");
        check(&[O::Prepared, O::Waiting], "waiting");
        check(&[O::Delivered, O::Prepared], "prepared");
        check(&[O::Delivered, O::Delivered], "delivered");
        check(&[O::Refused], "refused");
        check(&[O::Delivered, O::Refused], "partly_delivered");
        check(&[O::Refunded, O::Delivered], "partly_delivered");
    }

    #[test]
    fn an_unpaid_card_tender_cancels_the_sale() {
        assert_eq!(SaleState::of(&[O::Refused], TenderState::Expired), SaleState::Cancelled);
        let refused = SaleState::Orders(O::Refused);
        assert_eq!(SaleState::of(&[O::Refused], TenderState::Voided), refused);
        assert_eq!(SaleState::of(&[O::Refused], TenderState::Refunded), refused);
    }
}

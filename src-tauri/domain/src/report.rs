//! What a shop sold in a period, summed up: the one place that says what net and margin are.

use rust_decimal::Decimal;

/// The sums of some orders, amounts in the shop's currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Written down.
    pub orders: u64,
    /// Delivered, whatever became of the money later.
    pub delivered: u64,
    /// Refused: nothing was bought, and the customer paid nothing.
    pub refused: u64,
    /// Delivered, and the customer's money went back.
    pub returned: u64,
    /// Delivered, and the cost is not known in the shop's currency; these are in no margin.
    pub uncosted: u64,
    /// Prices of what was delivered.
    pub sold: Decimal,
    /// Those of them whose cost is known.
    pub sold_costed: Decimal,
    /// Prices of what was given back.
    pub refunded: Decimal,
    /// Those of them whose cost is known.
    pub refunded_costed: Decimal,
    /// What it cost. What was given back to the customer cost no less for it.
    pub cost: Decimal,
    /// The tax in what was sold, less that in what was given back.
    pub tax: Decimal,
    /// The part of it whose orders' cost is known.
    pub tax_costed: Decimal,
}

impl Figures {
    /// Neither delivered, refused nor decided yet.
    #[must_use]
    pub fn open(&self) -> u64 {
        self.orders.saturating_sub(self.delivered).saturating_sub(self.refused)
    }

    /// What stays in the shop of what was sold.
    #[must_use]
    pub fn net(&self) -> Decimal {
        self.sold.saturating_sub(self.refunded)
    }

    /// What is left of it after the state and the suppliers had theirs, as far as costs are known.
    #[must_use]
    pub fn margin(&self) -> Decimal {
        let kept = self.sold_costed.saturating_sub(self.refunded_costed);
        kept.saturating_sub(self.tax_costed).saturating_sub(self.cost)
    }

    /// Takes other orders in.
    pub fn take_in(&mut self, other: &Figures) {
        let count = |ours: &mut u64, theirs: u64| *ours = ours.saturating_add(theirs);
        let sum = |ours: &mut Decimal, theirs: Decimal| *ours = ours.saturating_add(theirs);
        count(&mut self.orders, other.orders);
        count(&mut self.delivered, other.delivered);
        count(&mut self.refused, other.refused);
        count(&mut self.returned, other.returned);
        count(&mut self.uncosted, other.uncosted);
        sum(&mut self.sold, other.sold);
        sum(&mut self.sold_costed, other.sold_costed);
        sum(&mut self.refunded, other.refunded);
        sum(&mut self.refunded_costed, other.refunded_costed);
        sum(&mut self.cost, other.cost);
        sum(&mut self.tax, other.tax);
        sum(&mut self.tax_costed, other.tax_costed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_margin_counts_only_what_has_a_known_cost_and_a_refund_costs_no_less() {
        let of = |text: &str| Decimal::from_str_exact(text).unwrap();
        let mut figures = Figures {
            orders: 4,
            delivered: 3,
            refused: 1,
            returned: 1,
            uncosted: 1,
            sold: of("120.00"),
            sold_costed: of("80.00"),
            refunded: of("40.00"),
            refunded_costed: of("40.00"),
            cost: of("70.30"),
            tax: of("9.00"),
            tax_costed: of("5.52"),
        };
        assert_eq!(figures.net(), of("80.00"));
        // 80.00 less 40.00 given back, less 5.52 for the state and 70.30 for the supplier.
        assert_eq!(figures.margin(), of("-35.82"));
        assert_eq!(figures.open(), 0);
        figures.take_in(&Figures { orders: 1, sold: of("0.05"), ..Figures::default() });
        assert_eq!((figures.orders, figures.open(), figures.sold), (5, 1, of("120.05")));
    }
}

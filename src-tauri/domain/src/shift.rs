//! The drawer's shift: what should be in the drawer and in the suppliers' wallets, to the cent.

use crate::{
    ids::SupplierId,
    money::{Currency, Money},
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// One currency of the drawer over a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawerSum {
    /// What was in it at the opening.
    pub float: Money,
    /// Cash taken and paid in since.
    pub cash_in: Money,
    /// Cash given back and paid out since.
    pub cash_out: Money,
    /// What was counted at the close.
    pub counted: Option<Money>,
}

/// Which way cash went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Into the drawer.
    In,
    /// Out of it.
    Out,
}

impl DrawerSum {
    /// A drawer without anything in this currency.
    #[must_use]
    pub fn empty(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self { float: zero, cash_in: zero, cash_out: zero, counted: None }
    }

    /// Its currency.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.float.currency()
    }

    /// What must be in the drawer: float and what came in, less what went out.
    #[must_use]
    pub fn expected(&self) -> Money {
        less(plus(self.float, self.cash_in), self.cash_out)
    }

    /// Over (positive) or short (negative), once it was counted.
    #[must_use]
    pub fn difference(&self) -> Option<Money> {
        self.counted.map(|counted| less(counted, self.expected()))
    }
}

/// The drawer's currencies, the shop's own first and always there.
#[must_use]
pub fn drawer(
    own: Currency,
    floats: &[Money],
    cash: impl IntoIterator<Item = (Way, Money)>,
    counted: &[Money],
) -> Vec<DrawerSum> {
    let mut sums = BTreeMap::from([(own, DrawerSum::empty(own))]);
    for float in floats {
        let sum = of_currency(&mut sums, float.currency());
        sum.float = plus(sum.float, *float);
    }
    for (way, money) in cash {
        let sum = of_currency(&mut sums, money.currency());
        match way {
            Way::In => sum.cash_in = plus(sum.cash_in, money),
            Way::Out => sum.cash_out = plus(sum.cash_out, money),
        }
    }
    for money in counted {
        let sum = of_currency(&mut sums, money.currency());
        sum.counted = Some(sum.counted.map_or(*money, |before| plus(before, *money)));
    }
    let mut sums: Vec<DrawerSum> = sums.into_values().collect();
    sums.sort_by_key(|sum| sum.currency() != own);
    sums
}

fn of_currency(sums: &mut BTreeMap<Currency, DrawerSum>, currency: Currency) -> &mut DrawerSum {
    sums.entry(currency).or_insert_with(|| DrawerSum::empty(currency))
}

/// One wallet at a supplier over a shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalletSum {
    /// At which supplier.
    pub supplier: SupplierId,
    /// In which currency.
    pub currency: Currency,
    /// Its balance where the shift's account begins; `None` if the supplier did not say.
    pub opening: Option<Money>,
    /// What was paid in that the till knows of.
    pub deposits: Money,
    /// What of a difference somebody explained: another till's orders, a fee. Below zero it took from the
    /// wallet.
    pub explained: Money,
    /// What was bought with it.
    pub charged: Money,
    /// What orders cost that were of unknown fate when the account began, and turned out to have been
    /// bought: they were charged before it, and its opening balance is less by it already.
    pub charged_before: Money,
    /// What the supplier gave back.
    pub rolled_back: Money,
    /// What orders cost of which nobody knows whether they were charged.
    pub open: Money,
    /// Its balance at the end; `None` if the supplier does not say.
    pub reported: Option<Money>,
}

impl WalletSum {
    /// A wallet without any movement.
    #[must_use]
    pub fn untouched(supplier: SupplierId, currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self {
            supplier,
            currency,
            opening: None,
            deposits: zero,
            explained: zero,
            charged: zero,
            charged_before: zero,
            rolled_back: zero,
            open: zero,
            reported: None,
        }
    }

    /// What the supplier should report.
    #[must_use]
    pub fn expected(&self) -> Option<Money> {
        let opening = self.opening?;
        Some(less(plus(plus(opening, self.deposits), self.rolled_back), self.charged))
    }

    /// Reported less expected.
    #[must_use]
    pub fn difference(&self) -> Option<Money> {
        Some(less(self.reported?, self.expected()?))
    }

    /// What of the difference nobody has explained. What is missing is explained as far as orders whose
    /// fate nobody knows may have been charged.
    #[must_use]
    pub fn unexplained(&self) -> Option<Money> {
        let rest = less(self.difference()?, self.explained);
        let missing = Decimal::ZERO.saturating_sub(rest.amount()).max(Decimal::ZERO);
        let covered = self.open.amount().min(missing);
        Some(plus(rest, Money::new(covered, rest.currency())))
    }
}

/// The sum of amounts of one currency; what is in another one is not added.
#[must_use]
pub fn plus(left: Money, right: Money) -> Money {
    if left.currency() != right.currency() {
        return left;
    }
    Money::new(left.amount().saturating_add(right.amount()), left.currency())
}

/// What is left; may be less than nothing.
#[must_use]
pub fn less(left: Money, right: Money) -> Money {
    plus(left, Money::new(Decimal::ZERO.saturating_sub(right.amount()), right.currency()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::parse_decimal;
    use proptest::prelude::*;

    fn money(amount: &str, currency: &str) -> Money {
        Money::new(parse_decimal(amount).unwrap(), currency.parse().unwrap())
    }

    #[test]
    fn over_and_short_are_counted_less_expected() {
        let ils = "ILS".parse().unwrap();
        let cash = [(Way::In, money("38.00", "ILS")), (Way::Out, money("8.50", "ILS"))];
        let sums = drawer(ils, &[money("100", "ILS")], cash, &[money("129.00", "ILS")]);
        assert_eq!(sums.len(), 1);
        assert_eq!(sums[0].expected().to_price(), "129.50");
        assert_eq!(sums[0].difference().unwrap().to_price(), "-0.50");
    }

    #[test]
    fn each_currency_has_its_own_line_and_the_shops_comes_first() {
        let ils = "ILS".parse().unwrap();
        let floats = [money("20", "JOD"), money("100", "ILS")];
        let sums = drawer(ils, &floats, [(Way::In, money("5", "USD"))], &[money("20", "JOD")]);
        let codes: Vec<_> = sums.iter().map(|sum| sum.currency().to_string()).collect();
        assert_eq!(codes, ["ILS", "JOD", "USD"]);
        assert_eq!(sums[0].difference(), None, "not counted is not short");
        assert_eq!(sums[1].difference().unwrap().amount(), Decimal::ZERO);
    }

    #[test]
    fn a_wallet_that_nobody_could_ask_has_no_difference() {
        let usd = "USD".parse().unwrap();
        let mut wallet = WalletSum::untouched(SupplierId::new("palcards"), usd);
        assert_eq!((wallet.expected(), wallet.difference()), (None, None));
        wallet.opening = Some(money("100.00", "USD"));
        wallet.charged = money("19.00", "USD");
        wallet.rolled_back = money("9.50", "USD");
        assert_eq!(wallet.expected(), Some(money("90.50", "USD")));
        assert_eq!(wallet.difference(), None);
        wallet.reported = Some(money("90.00", "USD"));
        assert_eq!(wallet.difference().unwrap().to_price(), "-0.50");
    }

    proptest! {
        #[test]
        fn the_drawer_is_float_and_in_less_out_to_the_cent(
            float in 0_i64..1_000_000,
            moves in prop::collection::vec((any::<bool>(), 0_i64..1_000_000), 0..60),
            counted in 0_i64..1_000_000,
        ) {
            let ils = "ILS".parse().unwrap();
            let cents = |cents: i64| Money::new(Decimal::new(cents, 2), ils);
            let cash = moves.iter().map(|(comes, amount)| {
                (if *comes { Way::In } else { Way::Out }, cents(*amount))
            });
            let sums = drawer(ils, &[cents(float)], cash, &[cents(counted)]);
            let signed = |(comes, amount): &(bool, i64)| if *comes { *amount } else { -*amount };
            let expected = float + moves.iter().map(signed).sum::<i64>();
            prop_assert_eq!(sums[0].expected().amount(), Decimal::new(expected, 2));
            let difference = sums[0].difference().unwrap().amount();
            prop_assert_eq!(difference, Decimal::new(counted - expected, 2));
        }
    }
}

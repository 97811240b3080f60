//! Cash over the counter: change, and the amounts a customer is likely to hand over.

use crate::money::{Currency, Money};
use rust_decimal::{Decimal, RoundingStrategy};

/// What goes back; `None` if too little was handed over or the currencies differ.
#[must_use]
pub fn change(total: Money, received: Money) -> Option<Money> {
    if total.currency() != received.currency() {
        return None;
    }
    let change = received.amount().checked_sub(total.amount())?;
    (!change.is_sign_negative()).then(|| Money::new(change, total.currency()))
}

/// Notes and coins in use, the largest first: what a drawer is counted with.
#[must_use]
pub fn pieces(currency: Currency) -> &'static [&'static str] {
    match currency.code() {
        "ILS" => &["200", "100", "50", "20", "10", "5", "2", "1", "0.50", "0.10"],
        "USD" => &["100", "50", "20", "10", "5", "2", "1", "0.25", "0.10", "0.05", "0.01"],
        "EUR" => &[
            "200", "100", "50", "20", "10", "5", "2", "1", "0.50", "0.20", "0.10", "0.05", "0.02",
            "0.01",
        ],
        "JOD" => &["50", "20", "10", "5", "1", "0.500", "0.250", "0.100", "0.050"],
        "EGP" => &["200", "100", "50", "20", "10", "5", "1", "0.50", "0.25"],
        "SAR" => &["500", "100", "50", "20", "10", "5", "2", "1", "0.50", "0.25"],
        "AED" => &["1000", "500", "200", "100", "50", "20", "10", "5", "1", "0.50", "0.25"],
        "QAR" => &["500", "200", "100", "50", "10", "5", "1", "0.50", "0.25"],
        "KWD" => &["20", "10", "5", "1", "0.500", "0.250", "0.100", "0.050", "0.020", "0.010"],
        "IQD" => &["50000", "25000", "10000", "5000", "1000", "500", "250"],
        "TRY" => &["200", "100", "50", "20", "10", "5", "1", "0.50", "0.25"],
        _ if currency.digits() == 0 => {
            &["10000", "5000", "2000", "1000", "500", "200", "100", "50"]
        }
        _ => &["200", "100", "50", "20", "10", "5", "2", "1", "0.50", "0.20", "0.10"],
    }
}

/// The exact amount, then the next sums of whole notes above it, at most five in all.
#[must_use]
pub fn quick_amounts(total: Money) -> Vec<Money> {
    let mut amounts = vec![total];
    if total.amount().is_zero() {
        return amounts;
    }
    for note in notes(total.amount()) {
        let Some(count) = total.amount().checked_div(note) else { continue };
        let whole = count.round_dp_with_strategy(0, RoundingStrategy::ToPositiveInfinity);
        let Some(sum) = whole.checked_mul(note) else { continue };
        let sum = Money::new(sum, total.currency());
        if sum.amount() > total.amount()
            && amounts.iter().all(|known| known.amount() != sum.amount())
        {
            amounts.push(sum);
        }
    }
    amounts.sort_by_key(|money| money.amount());
    amounts.truncate(QUICK_MAX);
    amounts
}

const QUICK_MAX: usize = 5;

/// Notes of the size of the total: 1, 2, 5 times a power of ten, from a tenth of it upwards.
fn notes(total: Decimal) -> Vec<Decimal> {
    let mut power = Decimal::ONE;
    while power.checked_mul(Decimal::TEN).is_some_and(|next| next <= total) {
        power = power.saturating_mul(Decimal::TEN);
    }
    let tenth = power
        .checked_div(Decimal::TEN)
        .filter(|tenth| *tenth >= Decimal::ONE)
        .unwrap_or(Decimal::ONE);
    [(tenth, 5), (power, 1), (power, 2), (power, 5), (power, 10)]
        .into_iter()
        .map(|(power, times)| power.saturating_mul(Decimal::from(times)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::parse_decimal;

    fn money(amount: &str) -> Money {
        Money::new(parse_decimal(amount).unwrap(), "ILS".parse().unwrap())
    }

    fn quick(total: &str) -> Vec<String> {
        quick_amounts(money(total)).into_iter().map(Money::to_price).collect()
    }

    #[test]
    fn the_exact_amount_comes_first_and_whole_notes_follow() {
        assert_eq!(quick("38.00"), ["38.00", "40.00", "50.00", "100.00"]);
        assert_eq!(quick("50.00"), ["50.00", "60.00", "100.00"]);
        assert_eq!(quick("109.25"), ["109.25", "150.00", "200.00", "500.00", "1000.00"]);
        assert_eq!(quick("0.75"), ["0.75", "1.00", "2.00", "5.00", "10.00"]);
        assert_eq!(quick("0"), ["0.00"]);
    }

    #[test]
    fn pieces_are_amounts_of_their_currency_and_fall() {
        for code in [
            "ILS", "USD", "EUR", "JOD", "EGP", "SAR", "AED", "QAR", "KWD", "IQD", "TRY", "JPY",
            "GBP",
        ] {
            let currency: Currency = code.parse().unwrap();
            let worths: Vec<Decimal> =
                pieces(currency).iter().map(|worth| parse_decimal(worth).unwrap()).collect();
            assert!(worths.is_sorted_by(|a, b| a > b), "{code}");
            let fits = |worth: &Decimal| worth.scale() <= currency.digits();
            assert!(worths.iter().all(fits), "{code}");
        }
    }

    #[test]
    fn too_little_gives_no_change() {
        assert_eq!(change(money("38"), money("50")), Some(money("12")));
        assert_eq!(change(money("38"), money("38")), Some(money("0")));
        assert_eq!(change(money("38"), money("37.99")), None);
    }
}

//! A prepaid account at a supplier: wallets, and every movement that ever touched them.
//!
//! It must never know: orders' contents, wire formats, or the time.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use thiserror::Error;

/// A wallet as it stands before the first order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wallet {
    /// ISO 4217.
    pub currency: String,
    /// What is in it.
    pub balance: Decimal,
    /// Whether orders without a currency are charged here.
    pub default: bool,
}

/// Why money moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Movement {
    /// An order was accepted.
    Charge,
    /// An order came to nothing and its charge went back.
    Rollback,
    /// The owner paid in (or, negative, the balance was set lower).
    Deposit,
}

/// One movement; `amount` is positive for charges and rollbacks alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The supplier's order id; 0 for deposits.
    pub order: u64,
    /// The wallet's currency.
    pub currency: String,
    /// What moved.
    pub amount: Decimal,
    /// Why.
    pub movement: Movement,
}

/// Why a charge was refused; nothing has moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ChargeError {
    /// There is no wallet in that currency.
    #[error("no wallet in that currency")]
    NoWallet,
    /// The wallet holds less than the amount.
    #[error("the balance is below the amount")]
    InsufficientBalance,
}

/// What one order has cost so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OrderCharges {
    /// How many times it was charged.
    pub charges: u32,
    /// What was charged in all.
    pub charged: Decimal,
    /// What went back.
    pub rolled_back: Decimal,
}

/// Balances and their history. For every wallet: opening + deposits − charges + rollbacks = balance.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    opening: Vec<Wallet>,
    wallets: Vec<Wallet>,
    entries: Vec<Entry>,
    by_order: BTreeMap<u64, OrderCharges>,
}

impl Ledger {
    /// A ledger with these opening balances.
    #[must_use]
    pub fn new(opening: Vec<Wallet>) -> Self {
        Self { wallets: opening.clone(), opening, ..Self::default() }
    }

    /// The wallets as they stand.
    #[must_use]
    pub fn wallets(&self) -> &[Wallet] {
        &self.wallets
    }

    /// The wallets as they stood before the first movement.
    #[must_use]
    pub fn opening(&self) -> &[Wallet] {
        &self.opening
    }

    /// Every movement, oldest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The balance in one currency.
    #[must_use]
    pub fn balance(&self, currency: &str) -> Option<Decimal> {
        self.wallets.iter().find(|wallet| wallet.currency == currency).map(|wallet| wallet.balance)
    }

    /// The currency charged when an order names none.
    #[must_use]
    pub fn default_currency(&self) -> Option<&str> {
        self.wallets.iter().find(|wallet| wallet.default).map(|wallet| wallet.currency.as_str())
    }

    /// What one order has cost so far.
    #[must_use]
    pub fn of_order(&self, order: u64) -> OrderCharges {
        self.by_order.get(&order).copied().unwrap_or_default()
    }

    /// Takes the price of an order, or moves nothing.
    ///
    /// # Errors
    /// When there is no such wallet, or too little in it.
    pub fn charge(
        &mut self,
        order: u64,
        currency: &str,
        amount: Decimal,
    ) -> Result<(), ChargeError> {
        let wallet = self.wallet(currency).ok_or(ChargeError::NoWallet)?;
        let left = wallet.balance.checked_sub(amount).filter(|left| !left.is_sign_negative());
        wallet.balance = left.ok_or(ChargeError::InsufficientBalance)?;
        let sum = self.by_order.entry(order).or_default();
        sum.charges = sum.charges.saturating_add(1);
        sum.charged = sum.charged.saturating_add(amount);
        self.enter(order, currency, amount, Movement::Charge);
        Ok(())
    }

    /// Gives back whatever an order still costs; twice gives back once.
    pub fn roll_back(&mut self, order: u64, currency: &str) {
        let sum = self.by_order.entry(order).or_default();
        let amount = sum.charged.saturating_sub(sum.rolled_back);
        if amount.is_zero() {
            return;
        }
        sum.rolled_back = sum.charged;
        if let Some(wallet) = self.wallet(currency) {
            wallet.balance = wallet.balance.saturating_add(amount);
        }
        self.enter(order, currency, amount, Movement::Rollback);
    }

    /// Sets a balance as a deposit of the difference, opening the wallet where there is none.
    pub fn set_balance(&mut self, currency: &str, balance: Decimal) {
        if self.wallet(currency).is_none() {
            let default = self.wallets.is_empty();
            let empty = Wallet { currency: currency.to_owned(), balance: Decimal::ZERO, default };
            self.opening.push(empty.clone());
            self.wallets.push(empty);
        }
        if let Some(wallet) = self.wallet(currency) {
            let difference = balance.saturating_sub(wallet.balance);
            wallet.balance = balance;
            self.enter(0, currency, difference, Movement::Deposit);
        }
    }

    /// Makes a wallet the one that orders without a currency are charged to.
    pub fn set_default(&mut self, currency: &str) {
        for wallet in &mut self.wallets {
            wallet.default = wallet.currency == currency;
        }
    }

    /// What a wallet must hold by its history: the rule the tests hold the balance against.
    #[must_use]
    pub fn expected(&self, currency: &str) -> Option<Decimal> {
        let opening = self.opening.iter().find(|wallet| wallet.currency == currency)?;
        let entries = self.entries.iter().filter(|entry| entry.currency == currency);
        Some(entries.fold(opening.balance, |sum, entry| match entry.movement {
            Movement::Charge => sum.saturating_sub(entry.amount),
            Movement::Rollback | Movement::Deposit => sum.saturating_add(entry.amount),
        }))
    }

    fn wallet(&mut self, currency: &str) -> Option<&mut Wallet> {
        self.wallets.iter_mut().find(|wallet| wallet.currency == currency)
    }

    fn enter(&mut self, order: u64, currency: &str, amount: Decimal, movement: Movement) {
        self.entries.push(Entry { order, currency: currency.to_owned(), amount, movement });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger() -> Ledger {
        let dollars =
            Wallet { currency: "USD".into(), balance: Decimal::new(1000, 2), default: true };
        Ledger::new(vec![dollars])
    }

    #[test]
    fn a_refused_charge_moves_nothing() {
        let mut ledger = ledger();
        let price = Decimal::new(1001, 2);
        assert_eq!(ledger.charge(1, "USD", price), Err(ChargeError::InsufficientBalance));
        assert_eq!(ledger.charge(1, "EUR", price), Err(ChargeError::NoWallet));
        assert_eq!(ledger.balance("USD"), Some(Decimal::new(1000, 2)));
        assert!(ledger.entries().is_empty());
    }

    #[test]
    fn a_charge_goes_back_once() {
        let mut ledger = ledger();
        ledger.charge(1, "USD", Decimal::new(950, 2)).unwrap();
        ledger.roll_back(1, "USD");
        ledger.roll_back(1, "USD");
        assert_eq!(ledger.balance("USD"), Some(Decimal::new(1000, 2)));
        assert_eq!(ledger.expected("USD"), ledger.balance("USD"));
        assert_eq!(ledger.of_order(1).rolled_back, Decimal::new(950, 2));
    }
}

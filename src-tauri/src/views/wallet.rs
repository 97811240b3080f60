//! A balance, as `wallet` shows it.

use super::rfc3339;
use domain::account::Wallet;
use serde::Serialize;
use specta::Type;

/// One line of `wallet`.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct WalletView {
    /// Whose.
    pub(crate) supplier: String,
    /// Which wallet.
    pub(crate) currency: Option<String>,
    /// How much.
    pub(crate) balance: Option<String>,
    /// When it was asked.
    pub(crate) as_of: Option<String>,
    /// How its account was found, in the words of `domain::health`: `ok`, `slow`, `down`, …
    pub(crate) state: String,
}

impl WalletView {
    /// A wallet that answered, or was last seen.
    #[must_use]
    pub(crate) fn of(wallet: &Wallet, state: &str) -> Self {
        Self {
            supplier: wallet.supplier.to_string(),
            currency: Some(wallet.balance.currency().to_string()),
            balance: Some(wallet.balance.amount().to_string()),
            as_of: Some(rfc3339(wallet.as_of)),
            state: state.to_owned(),
        }
    }
}

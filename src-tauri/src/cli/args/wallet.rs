//! `wallet`: balances, and holding them against the books.

use clap::Args;

#[derive(Debug, Default, Args)]
pub(in crate::cli) struct Wallet {
    /// Hold balances and orders against the books
    #[arg(long)]
    pub(in crate::cli) reconcile: bool,
    /// Book money that was paid into a wallet
    #[arg(
        long,
        value_name = "AMOUNT",
        requires = "supplier",
        requires = "note",
        allow_hyphen_values = true
    )]
    pub(in crate::cli) deposit: Option<String>,
    /// Say why a balance differs; below zero, something took from it
    #[arg(
        long,
        value_name = "AMOUNT",
        requires = "supplier",
        requires = "note",
        allow_hyphen_values = true,
        conflicts_with = "deposit"
    )]
    pub(in crate::cli) explain: Option<String>,
    /// Whose wallet
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) supplier: Option<String>,
    /// Which of its wallets; without it the one that orders are charged to
    #[arg(long, value_name = "CODE")]
    pub(in crate::cli) currency: Option<String>,
    /// Why; kept in the journal
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) note: Option<String>,
    /// These orders of the supplier's are this till's: take them in; `all` for every one that is asked about
    #[arg(long, value_name = "ORDER,…", requires = "supplier", requires = "note", num_args = 1.., value_delimiter = ',')]
    pub(in crate::cli) ours: Vec<String>,
    /// These orders of the supplier's are none of this till's; `all` for every one that is asked about
    #[arg(long, value_name = "ORDER,…", requires = "supplier", requires = "note", num_args = 1.., value_delimiter = ',')]
    pub(in crate::cli) not_ours: Vec<String>,
    /// What the customer paid for an order that was found after a restore, as ORDER=AMOUNT
    #[arg(long, value_name = "ORDER=AMOUNT")]
    pub(in crate::cli) taken: Option<String>,
}

impl Wallet {
    /// Whether it only shows balances, which a clerk may.
    pub(in crate::cli) fn is_look(&self) -> bool {
        let Self { reconcile, deposit, explain, ours, not_ours, taken, .. } = self;
        let says = deposit.is_some() || explain.is_some() || taken.is_some();
        !reconcile && !says && ours.is_empty() && not_ours.is_empty()
    }
}

//! The accounts at suppliers and processors, as their screen shows them.

use super::upstream::{LampState, UpstreamRole};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A wallet, as it was last seen.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct AccountWallet {
    /// Its currency.
    pub(crate) currency: String,
    /// What it holds.
    pub(crate) balance: String,
    /// When that was.
    pub(crate) as_of: String,
    /// Whether orders are charged to it.
    pub(crate) charged: bool,
}

/// A supplier's catalogue.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct AccountCatalogue {
    /// Whether there is one to fetch.
    pub(crate) fetched: bool,
    /// When it was last fetched whole.
    pub(crate) at: Option<String>,
    /// Products of this account that can be sold.
    pub(crate) products: u32,
    /// How far it is read, while it is being fetched.
    pub(crate) syncing: Option<SyncProgress>,
}

/// An account.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct AccountView {
    /// The shop's own name for it.
    pub(crate) id: String,
    /// What it does for the shop.
    pub(crate) role: UpstreamRole,
    /// Which adapter.
    pub(crate) kind: String,
    /// Real or test money.
    pub(crate) environment: String,
    /// How it was found.
    pub(crate) state: LampState,
    /// What is wrong.
    pub(crate) message: Option<String>,
    /// What to do about it.
    pub(crate) hint: Option<String>,
    /// When it last answered anything, in this window's life.
    pub(crate) answered_at: Option<String>,
    /// Where it is.
    pub(crate) address: String,
    /// What may be shown of its key.
    pub(crate) key: String,
    /// The currency it charges or collects in, if the shop chose one.
    pub(crate) currency: Option<String>,
    /// Its wallets.
    pub(crate) wallets: Vec<AccountWallet>,
    /// Its catalogue; a processor has none.
    pub(crate) catalogue: Option<AccountCatalogue>,
}

/// All accounts, and what who stands at the till may do about them.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct AccountsView {
    /// The accounts, suppliers first.
    pub(crate) accounts: Vec<AccountView>,
    /// Fetch catalogues: a manager's right.
    pub(crate) may_sync: bool,
    /// Change keys: the owner's right.
    pub(crate) may_change: bool,
}

/// Names an account.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct AccountRequest {
    /// The shop's own name for it.
    pub(crate) id: String,
    /// What it does for the shop.
    pub(crate) role: UpstreamRole,
}

/// Gives an account another key.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct KeyRequest {
    /// Which.
    pub(crate) account: AccountRequest,
    /// The new key; it is tried first, and not shown again.
    pub(crate) key: String,
    /// Keep it although it was not accepted: where the account also looks at internet addresses, for
    /// example.
    pub(crate) anyway: bool,
}

/// What fetching a catalogue came to.
#[derive(Clone, Copy, Debug, Default, Serialize, Type)]
pub(crate) struct SyncedView {
    /// Products the till did not know.
    pub(crate) added: u32,
    /// Products it knew differently.
    pub(crate) changed: u32,
    /// Products that are not listed any more.
    pub(crate) removed: u32,
    /// Somebody stopped it; nothing was changed.
    pub(crate) cancelled: bool,
}

/// How far a catalogue is read.
#[derive(Clone, Copy, Debug, Serialize, Type)]
pub(crate) struct SyncProgress {
    /// Products so far.
    pub(crate) products: u32,
    /// How many there are, if that is known.
    pub(crate) of: Option<u32>,
}

/// What became of a new key.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct KeyView {
    /// Whether it is in use now.
    pub(crate) kept: bool,
    /// Why it was not accepted, if it was not.
    pub(crate) message: Option<String>,
    /// What to do about it.
    pub(crate) hint: Option<String>,
    /// The accounts, as they are now.
    pub(crate) view: AccountsView,
}

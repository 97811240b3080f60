//! Backups and what support asks for, as the settings show them.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What every screen has to say of how the till is kept.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct KeepingView {
    /// Whether backups are wanted and are not being made.
    pub(crate) backup_missed: bool,
    /// When the newest proved one was made.
    pub(crate) backup_at: Option<String>,
    /// Wallets that do not last through the next hours of a week like the last ones; for managers.
    pub(crate) low: Vec<LowWalletView>,
}

/// A wallet that runs low.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct LowWalletView {
    /// At which supplier.
    pub(crate) supplier: String,
    /// What it holds.
    pub(crate) balance: String,
    /// In this currency.
    pub(crate) currency: String,
    /// Hours until it is empty, if sales go on as in the last weeks.
    pub(crate) hours: u32,
}

/// The shop's backups.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct BackupView {
    /// Where they go; none are made without.
    pub(crate) folder: Option<String>,
    /// How many days each is kept.
    pub(crate) keep_days: u32,
    /// Whether they open on another machine, with a passphrase.
    pub(crate) has_passphrase: bool,
    /// Whether they are wanted and not being made.
    pub(crate) missed: bool,
    /// The newest that was proved.
    pub(crate) good: Option<BackupRunView>,
    /// How the newest went, newest first.
    pub(crate) runs: Vec<BackupRunView>,
    /// Whether who stands at the till may change this and make one.
    pub(crate) owns: bool,
    /// Where a support bundle goes if nobody says otherwise.
    pub(crate) bundle_folder: String,
}

/// How one backup went.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct BackupRunView {
    /// When.
    pub(crate) at: String,
    /// Whether it was written, opened, checked and counted.
    pub(crate) ok: bool,
    /// The file, folder and all.
    pub(crate) file: Option<String>,
    /// Whether it opens with the passphrase, on any machine.
    pub(crate) portable: bool,
    /// How large it is, in bytes.
    pub(crate) bytes: Option<u32>,
    /// How many rows it holds.
    pub(crate) rows: Option<u32>,
    /// When the last sale in it was made.
    pub(crate) last_sale_at: Option<String>,
    /// What went wrong, in the clerk's language.
    pub(crate) message: Option<String>,
    /// What to do about it.
    pub(crate) hint: Option<String>,
}

/// Changes where backups go.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct BackupRequest {
    /// The folder; an empty one switches them off.
    pub(crate) folder: String,
    /// How many days each is kept.
    pub(crate) keep_days: u32,
    /// A new passphrase; none leaves it as it is.
    pub(crate) passphrase: Option<String>,
}

/// Writes a support bundle.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct BundleRequest {
    /// Into this folder.
    pub(crate) folder: String,
}

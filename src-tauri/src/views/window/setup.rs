//! Setting a till up for the first time.

use super::{Language, printing::PrintedView};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A step of setting up, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SetupStep {
    /// The language.
    Language,
    /// The shop's name, country and currency.
    Shop,
    /// One supplier, its key tried.
    Supplier,
    /// Something to sell.
    Goods,
    /// A printer.
    Printer,
    /// The owner's PIN.
    Owner,
    /// All of it is done.
    Done,
}

/// Where setting up stands, and what was answered so far. No key and no PIN comes back.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct SetupView {
    /// What is asked now.
    pub(crate) step: SetupStep,
    /// The window's language.
    pub(crate) language: Language,
    /// The shop's name.
    pub(crate) shop_name: Option<String>,
    /// Its country.
    pub(crate) country: Option<String>,
    /// Its currency.
    pub(crate) currency: Option<String>,
    /// Whether it is a practice shop: set once.
    pub(crate) practice: Option<bool>,
    /// The supplier that was set up.
    pub(crate) supplier: Option<String>,
    /// Whether its catalogue can be fetched.
    pub(crate) has_catalogue: bool,
    /// Products that can be sold.
    pub(crate) products: u32,
    /// The printer that was set up.
    pub(crate) printer: Option<String>,
}

/// A file that looks like a backup.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct SetupBackup {
    /// Its whole path.
    pub(crate) file: String,
    /// Its name.
    pub(crate) name: String,
    /// When it was written.
    pub(crate) at: String,
}

/// A backup to look into, or to restore.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct SetupBackupRequest {
    /// Its whole path.
    pub(crate) file: String,
    /// Its passphrase, where it has one.
    pub(crate) passphrase: Option<String>,
}

/// What is in a backup.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct SetupLooked {
    /// The shop's name.
    pub(crate) shop_name: Option<String>,
    /// The till's code.
    pub(crate) till_code: String,
    /// When it was taken.
    pub(crate) backup_at: String,
    /// When the last sale in it was opened.
    pub(crate) last_sale_at: Option<String>,
    /// How many orders it holds.
    pub(crate) orders: u32,
    /// The number of its last Z.
    pub(crate) z: Option<u32>,
    /// Whether it opens on any machine, with its passphrase; else with the key of this one.
    pub(crate) portable: bool,
}

/// How far a restore, or a look into a backup, has come.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct RestoringView {
    /// What it is at.
    pub(crate) text: String,
    /// How much of what is done.
    pub(crate) detail: Option<String>,
    /// The same in percent; none where nobody can say.
    pub(crate) percent: Option<u8>,
    /// Whether it may still be called off.
    pub(crate) may_stop: bool,
}

/// Goes to a step.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct SetupStepRequest {
    /// Which.
    pub(crate) step: SetupStep,
    /// The window's language from now on.
    pub(crate) language: Option<Language>,
}

/// The shop.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct SetupShopRequest {
    /// Its name.
    pub(crate) name: String,
    /// Its country (ISO 3166).
    pub(crate) country: String,
    /// What its customers pay in.
    pub(crate) currency: String,
    /// Given to suppliers that demand a phone.
    pub(crate) phone: Option<String>,
    /// A till to learn on, with nothing real behind it.
    pub(crate) practice: bool,
}

/// One supplier.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct SetupSupplierRequest {
    /// Which adapter.
    pub(crate) kind: String,
    /// `sandbox` or `production`.
    pub(crate) environment: String,
    /// Where it is, if its kind has no known address.
    pub(crate) base_url: Option<String>,
    /// The agent, where its kind has agents.
    pub(crate) agent_id: Option<String>,
    /// Its key.
    pub(crate) api_key: String,
    /// The wallet to charge.
    pub(crate) currency: String,
    /// What one unit of it is in the shop's currency.
    pub(crate) rate: Option<String>,
    /// Keep it although the key was not accepted.
    pub(crate) anyway: bool,
}

/// What became of trying a supplier.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct SetupTried {
    /// Whether it is set up now.
    pub(crate) kept: bool,
    /// What it holds, if it answered.
    pub(crate) balance: Option<String>,
    /// In this currency.
    pub(crate) currency: Option<String>,
    /// What is wrong.
    pub(crate) message: Option<String>,
    /// What to do about it.
    pub(crate) hint: Option<String>,
    /// Where setting up stands.
    pub(crate) view: SetupView,
}

/// One product of a supplier without a catalogue.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct SetupProductRequest {
    /// The supplier's item.
    pub(crate) item: String,
    /// Its name.
    pub(crate) name: String,
    /// `voucher` or `topup`.
    pub(crate) kind: String,
    /// What the customer pays.
    pub(crate) price: String,
}

/// A printer.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct SetupPrinterRequest {
    /// How it is reached.
    pub(crate) kind: String,
    /// Where.
    pub(crate) address: String,
    /// Its paper.
    pub(crate) paper: String,
}

/// What became of a test print.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct SetupPrinted {
    /// The print.
    pub(crate) printed: PrintedView,
    /// Where setting up stands.
    pub(crate) view: SetupView,
}

/// The owner.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct SetupOwnerRequest {
    /// The name.
    pub(crate) name: String,
    /// The PIN.
    pub(crate) pin: String,
}

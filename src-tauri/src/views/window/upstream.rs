//! The lamps of suppliers and processors.

use domain::health::Health;
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri_specta::Event;

/// What an upstream does for the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub(crate) enum UpstreamRole {
    /// It delivers what is sold.
    Supplier,
    /// It takes the customers' money.
    Processor,
}

/// How an upstream's lamp is lit.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LampState {
    /// Before the first answer.
    Asking,
    /// All is well.
    Ok,
    /// It takes long to answer.
    Slow,
    /// It does not answer.
    Down,
    /// Its wallet does not even buy the cheapest product.
    OutOfMoney,
    /// It does not know this shop's internet address any more.
    AddressChanged,
    /// It does not accept the key.
    WrongKey,
    /// Its clock and this computer's are far apart.
    ClockWrong,
}

impl From<Health> for LampState {
    fn from(health: Health) -> Self {
        match health {
            Health::Fine => Self::Ok,
            Health::Slow => Self::Slow,
            Health::Down => Self::Down,
            Health::OutOfMoney => Self::OutOfMoney,
            Health::AddressChanged => Self::AddressChanged,
            Health::WrongKey => Self::WrongKey,
            Health::ClockWrong => Self::ClockWrong,
        }
    }
}

/// The lamp of a supplier or processor.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct UpstreamView {
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
    /// The wallet.
    pub(crate) currency: Option<String>,
    /// What it holds.
    pub(crate) balance: Option<String>,
    /// When it last answered anything, since the window was opened.
    pub(crate) answered_at: Option<String>,
    /// What is wrong, in the clerk's language.
    pub(crate) message: Option<String>,
    /// What to do about it.
    pub(crate) hint: Option<String>,
}

/// An account was found otherwise than before: all lamps, as they are now.
#[derive(Clone, Debug, Serialize, Type, Event)]
pub(crate) struct UpstreamsChanged(pub(crate) Vec<UpstreamView>);

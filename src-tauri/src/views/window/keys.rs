//! The keys that somebody changed.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Another key for something the window does.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub(crate) struct KeyChoice {
    /// What it does, in the window's own word.
    pub(crate) action: String,
    /// The key, by its name in the window.
    pub(crate) key: String,
}

/// All keys that somebody changed.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct KeysRequest {
    /// These and no others.
    pub(crate) keys: Vec<KeyChoice>,
}

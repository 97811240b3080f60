//! The people at the till.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Who is at the till.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct ClerkView {
    /// The name.
    pub(crate) name: String,
    /// The role.
    pub(crate) role: String,
    /// The colour that stands for them, from 0.
    pub(crate) colour: u32,
}

/// What people may do, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Role {
    /// Sells.
    Clerk,
    /// Also decides, refunds, closes and exports.
    Manager,
    /// Everything.
    Owner,
}

impl From<domain::clerk::Role> for Role {
    fn from(role: domain::clerk::Role) -> Self {
        match role {
            domain::clerk::Role::Clerk => Self::Clerk,
            domain::clerk::Role::Manager => Self::Manager,
            domain::clerk::Role::Owner => Self::Owner,
        }
    }
}

impl From<Role> for domain::clerk::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Clerk => Self::Clerk,
            Role::Manager => Self::Manager,
            Role::Owner => Self::Owner,
        }
    }
}

/// Everybody who works here, or did.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct PeopleView {
    /// In the order in which they came.
    pub(crate) people: Vec<PersonView>,
    /// How many codes a clerk gives out within an hour.
    pub(crate) custody: CustodyView,
}

/// How many codes one clerk gives out within an hour; zero is as many as they like.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
pub(crate) struct CustodyView {
    /// Shown on a screen.
    pub(crate) reveals: u32,
    /// Printed, texted or opened in WhatsApp once more.
    pub(crate) copies: u32,
}

/// Somebody who works here, or did.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct PersonView {
    /// The name.
    pub(crate) name: String,
    /// What they may do.
    pub(crate) role: Role,
    /// The colour that stands for them, from 0.
    pub(crate) colour: u32,
    /// Whether it is who stands at the till.
    pub(crate) is_self: bool,
    /// When they left; their PIN opens nothing since.
    pub(crate) left_at: Option<String>,
    /// When their PIN last opened something.
    pub(crate) seen_at: Option<String>,
    /// Until when no PIN is taken by their name, because too many were wrong.
    pub(crate) locked_until: Option<String>,
}

/// Somebody who begins to work here.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct PersonAddRequest {
    /// The name.
    pub(crate) name: String,
    /// What they may do.
    pub(crate) role: Role,
    /// Their PIN.
    pub(crate) pin: String,
}

/// Changes something about somebody.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct PersonChangeRequest {
    /// The name as it is now.
    pub(crate) name: String,
    /// What becomes of them.
    pub(crate) change: PersonChange,
}

/// What becomes of somebody.
#[derive(Clone, Deserialize, Type)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(crate) enum PersonChange {
    /// Another name.
    Rename {
        /// From now on.
        name: String,
    },
    /// Another role.
    Role {
        /// From now on.
        role: Role,
    },
    /// Another PIN.
    Pin {
        /// From now on.
        pin: String,
    },
    /// No wait for the wrong PINs before.
    Unlock,
    /// They leave; the journal keeps the name.
    Leave,
    /// They are back.
    Return {
        /// A new one: the old one is nobody's.
        pin: String,
    },
}

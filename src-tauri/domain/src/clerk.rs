//! Who stands at the till and what each may do (contract §1).

/// What a clerk may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Sells.
    Clerk,
    /// Also decides, refunds, closes and exports.
    Manager,
    /// Everything.
    Owner,
}

impl Role {
    /// The contract's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Clerk => "clerk",
            Role::Manager => "manager",
            Role::Owner => "owner",
        }
    }

    /// The role a word of the contract stands for.
    #[must_use]
    pub fn from_word(text: &str) -> Option<Self> {
        match text {
            "clerk" => Some(Role::Clerk),
            "manager" => Some(Role::Manager),
            "owner" => Some(Role::Owner),
            _ => None,
        }
    }

    /// Whether this role includes `needed`.
    #[must_use]
    pub fn covers(self, needed: Role) -> bool {
        self >= needed
    }
}

/// A person who may use the till.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clerk {
    /// The name on slips and in the journal.
    pub name: String,
    /// What they may do.
    pub role: Role,
}

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

macro_rules! rights {
    ($($(#[$doc:meta])* $name:ident => $text:literal, $least:ident;)*) => {
        /// What takes more than selling. Whoever stands at the till without it may be granted it for
        /// one action by somebody who has it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Right { $($(#[$doc])* $name,)* }

        impl Right {
            /// Every right, for tests that words exist for all of them.
            pub const ALL: &'static [Right] = &[$(Right::$name,)*];

            /// The stable word in the journal.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Right::$name => $text,)* }
            }

            /// The least role that has it.
            #[must_use]
            pub fn least(self) -> Role {
                match self { $(Right::$name => Role::$least,)* }
            }
        }
    };
}

rights! {
    /// Deciding what became of an order, and reading what had to be told about one.
    Decide => "decide", Manager;
    /// Opening the drawer without a sale.
    OpenDrawer => "open_drawer", Manager;
    /// Taking cash out of the drawer without a sale.
    PayOut => "pay_out", Manager;
    /// Closing the shift.
    CloseShift => "close_shift", Manager;
    /// Reading what was expected in the drawer, and closed shifts.
    ReadShifts => "read_shifts", Manager;
    /// Changing what stands on slips.
    SlipDesign => "slip_design", Manager;
    /// Giving a customer's money back.
    Refund => "refund", Manager;
    /// Drawing up a file about an order for its supplier's support.
    Dispute => "dispute", Manager;
    /// Fetching a supplier's catalogue.
    SyncCatalogue => "sync_catalogue", Manager;
    /// Setting prices, and reading what products cost and bring.
    SetPrices => "set_prices", Manager;
    /// Buying codes ahead for the shop's shelf, and how many may lie there.
    StockShelf => "stock_shelf", Owner;
    /// Giving money back where the refund table asks for the owner.
    RefundByOwner => "refund_by_owner", Owner;
    /// Saying at which rates products are taxed, and who the shop is to its tax authority.
    SetTaxes => "set_taxes", Owner;
    /// Changing the refund table.
    SetRefundRules => "set_refund_rules", Owner;
    /// Giving an account another key.
    ChangeKeys => "change_keys", Owner;
    /// Selling what a guard stops.
    PassGuard => "pass_guard", Manager;
    /// Giving out more codes than a clerk may within an hour.
    GiveOut => "give_out", Manager;
    /// Adding customers who may buy on account, and setting what each may owe.
    KeepDebtors => "keep_debtors", Manager;
    /// Selling on account beyond a customer's limit.
    PassDebtLimit => "pass_debt_limit", Manager;
    /// Forgiving what a customer owes, and saying whether anybody may buy on account.
    ForgiveDebt => "forgive_debt", Owner;
    /// Erasing a customer's number.
    EraseNumber => "erase_number", Owner;
    /// Where backups go, and making one.
    Backups => "backups", Owner;
    /// Who works here, and with which right.
    People => "people", Owner;
    /// What the owner is told by message.
    OwnerTexts => "owner_texts", Owner;
}

/// A person who may use the till.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clerk {
    /// The name on slips and in the journal.
    pub name: String,
    /// What they may do.
    pub role: Role,
}

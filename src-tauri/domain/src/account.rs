//! The shop's accounts with its suppliers.

use crate::{
    ids::SupplierId,
    money::{Currency, Money},
    secret::Secret,
    time::Timestamp,
};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident => $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every value.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The contract's word.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }

            /// The value a word of the contract stands for.
            #[must_use]
            pub fn from_word(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text)
            }
        }
    };
}
pub(crate) use words;

words! {
    /// Which adapter speaks to a supplier.
    SupplierKind {
        /// PalCards.
        PalCards => "palcards",
        /// Plexy Gate.
        Plexy => "plexy",
        /// CardPlusPay.
        CardPlusPay => "cardpluspay",
    }
}

impl SupplierKind {
    /// Whether it knows its customers by their internet address too, and answers a request from
    /// another one as it answers a wrong key.
    #[must_use]
    pub fn knows_addresses(self) -> bool {
        match self {
            SupplierKind::PalCards => true,
            SupplierKind::Plexy | SupplierKind::CardPlusPay => false,
        }
    }
}

words! {
    /// Which adapter speaks to a payment processor.
    ProcessorKind {
        /// Payerly.
        Payerly => "payerly",
        /// Moyasar Payment Gateway.
        Mpg => "mpg",
    }
}

words! {
    /// Whether an account moves real money.
    Environment {
        /// Test money.
        Sandbox => "sandbox",
        /// Real money.
        Production => "production",
    }
}

/// One supplier account of the shop.
#[derive(Clone, Debug)]
pub struct SupplierAccount {
    /// The shop's own name for it.
    pub id: SupplierId,
    /// Which adapter.
    pub kind: SupplierKind,
    /// Real or test money.
    pub environment: Environment,
    /// Where it is, without a trailing slash.
    pub base_url: String,
    /// Its API key.
    pub api_key: Secret,
    /// Plexy's agent id.
    pub agent_id: Option<String>,
    /// The wallet to charge.
    pub currency: Option<Currency>,
    /// CardPlusPay: several units in one request.
    pub bulk: bool,
}

/// What a supplier's wallet held at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wallet {
    /// Whose.
    pub supplier: SupplierId,
    /// How much, in which currency.
    pub balance: Money,
    /// When it was asked.
    pub as_of: Timestamp,
}

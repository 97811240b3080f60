//! Ids that cannot be mistaken for one another.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes the text of an id made elsewhere.
            #[must_use]
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// One sale to one customer; made by the till.
    SaleId
);
id!(
    /// One purchase attempt of one unit at one supplier; made by the till.
    OrderId
);
id!(
    /// The shop's own name for a supplier account.
    SupplierId
);
id!(
    /// `<supplier>:<item>`, stable over provisioning and sync (contract §3).
    ProductId
);
id!(
    /// A supplier's own id of an order, number or text, kept as text.
    ProviderOrderId
);
id!(
    /// Our own reference, as sent to the supplier; unique per attempt, begins with the till's code.
    Reference
);
id!(
    /// One attempt to take a customer's money by card; made by the till, and the processor's own order
    /// id (a UUID).
    TenderId
);
id!(
    /// One movement of that money: a capture, a void or a refund; made by the till (a UUID).
    MoveId
);
id!(
    /// The shop's own name for a processor account.
    ProcessorId
);
id!(
    /// One text message to one phone; made by the till (a UUID), and the route's key where it takes one.
    MessageId
);
id!(
    /// The shop's own name for a way by which text messages leave.
    RouteId
);
id!(
    /// A customer who buys on account; a number made by the till.
    DebtorId
);
id!(
    /// One running process on a data dir; its OS file lock proves that it lives.
    OwnerId
);

impl ProductId {
    /// The id of a supplier's item.
    #[must_use]
    pub fn of(supplier: &SupplierId, item: &str) -> Self {
        Self(format!("{supplier}:{item}"))
    }
}

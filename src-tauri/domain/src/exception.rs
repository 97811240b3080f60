//! What an owner looks at first when money or codes are missing: the things that are done rarely in an
//! honest day, counted for each person.

macro_rules! exception_kinds {
    ($($(#[$doc:meta])* $name:ident => $text:literal;)*) => {
        /// What somebody did out of the ordinary.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ExceptionKind { $($(#[$doc])* $name,)* }

        impl ExceptionKind {
            /// Every kind, in the order in which reports show them.
            pub const ALL: &'static [ExceptionKind] = &[$(ExceptionKind::$name,)*];

            /// The stable word in reports and in the window.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(ExceptionKind::$name => $text,)* }
            }

            /// The kind a word stands for.
            #[must_use]
            pub fn from_word(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.as_str() == text)
            }
        }
    };
}

exception_kinds! {
    /// A sale that waited for its money was given up.
    Void => "voids";
    /// A customer's money was given back; a sale counts once.
    Refund => "refunds";
    /// A code was shown in clear.
    Reveal => "reveals";
    /// A code that had been handed over was printed or sent once more.
    Reprint => "reprints";
    /// The drawer was opened without a sale.
    NoSale => "no_sales";
    /// A guard was answered for, or the same was sold again although it was not finished.
    Override => "overrides";
    /// Somebody said what became of an order.
    Decision => "decisions";
    /// Somebody with the right let this person do something.
    Approval => "approvals";
    /// A PIN said to be this person's was wrong.
    WrongPin => "wrong_pins";
}

//! What an owner looks at first when money or codes are missing: the things that are done rarely in an
//! honest day, counted for each person.

crate::words! {
    /// What somebody did out of the ordinary, in the order in which reports show it.
    ExceptionKind {
        /// A sale that waited for its money was given up.
        Void => "voids",
        /// A customer's money was given back; a sale counts once.
        Refund => "refunds",
        /// A code was shown in clear.
        Reveal => "reveals",
        /// A code that had been handed over was printed or sent once more.
        Reprint => "reprints",
        /// The drawer was opened without a sale.
        NoSale => "no_sales",
        /// A guard was answered for, or the same was sold again although it was not finished.
        Override => "overrides",
        /// Somebody said what became of an order.
        Decision => "decisions",
        /// Somebody with the right let this person do something.
        Approval => "approvals",
        /// A PIN said to be this person's was wrong.
        WrongPin => "wrong_pins",
    }
}

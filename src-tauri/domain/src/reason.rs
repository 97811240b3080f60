//! Why an order is where it is: a code that every face words in its own language, and a detail.

crate::words! {
    /// Why an order is where it is.
    ReasonCode {
        /// The till stopped before anything was sent; the customer is gone, so it is never sent later.
        NeverSent => "never_sent",
        /// No connection could be made: name, address, or TLS.
        Unreachable => "unreachable",
        /// 401: PalCards answers a wrong key and a strange internet address alike.
        KeyOrAddress => "key_or_address",
        /// The wallet is too small, by the supplier's word or by its last balance.
        InsufficientBalance => "insufficient_balance",
        /// The account has no wallet in the currency.
        WalletMissing => "wallet_missing",
        /// The supplier refused in its own error form.
        SupplierRefused => "supplier_refused",
        /// Preflight said that the account cannot be topped up.
        PreflightRefused => "preflight_refused",
        /// Preflight could not be asked, so nothing was bought.
        PreflightUnavailable => "preflight_unavailable",
        /// 429, and a complete look-up then showed nothing of ours.
        TooManyRequests => "too_many_requests",
        /// The same purchase under the same key was refused when it was repeated, and a complete
        /// look-up then showed nothing of ours.
        RepeatRefused => "repeat_refused",
        /// Another purchase of the account is still being looked for, and only one may be in the air.
        TurnHeld => "turn_held",
        /// The supplier asks more than expected; the clerk is asked first.
        PriceRisen => "price_risen",
        /// The supplier says that it has none.
        OutOfStock => "out_of_stock",
        /// Accepted, then failed or rejected by the supplier, the charge rolled back.
        RolledBack => "rolled_back",
        /// The reply was lost: it may have been bought.
        NoReply => "no_reply",
        /// A reply came that could not be read.
        UnreadableReply => "unreadable_reply",
        /// A reply came whose status does not say what happened.
        UnclearReply => "unclear_reply",
        /// 404 to a look-up: the supplier has no order of this name.
        NoSuchOrder => "no_such_order",
        /// Looking up for the whole settle window found nothing of ours.
        NotFoundUpstream => "not_found_upstream",
        /// The supplier says success, but its reply holds no code.
        CodeMissing => "code_missing",
        /// The supplier uses a status word we do not know.
        UnknownStatus => "unknown_status",
        /// A test reply in production.
        TestReply => "test_reply",
        /// Orders that may be ours were found; a person tells which.
        Candidates => "candidates",
        /// The supplier delivered a code that it had delivered before.
        CodeTwice => "code_twice",
        /// The till was restored from a backup in which it was not sent; it may have been sent since.
        Restored => "restored",
        /// Found at its supplier after a restore: it was sold after the backup.
        Imported => "imported",
        /// A person decided.
        PersonDecided => "person_decided",
        /// The customer's card tender was not paid in time.
        TenderExpired => "tender_expired",
        /// The counter gave the pay page up before its time.
        TenderCancelled => "tender_cancelled",
        /// The customer's card was declined.
        CardDeclined => "card_declined",
        /// The processor does not accept one of the card's facts; the detail names it.
        CardField => "card_field",
        /// The processor refused to take the money, in its own error form.
        ProcessorRefused => "processor_refused",
        /// The processor does not accept the key, or the key may not do this.
        ProcessorKey => "processor_key",
        /// The processor could not be reached.
        ProcessorUnreachable => "processor_unreachable",
        /// The processor knows nothing of the tender, by complete look-ups over the settle window.
        TenderAbsent => "tender_absent",
        /// The till stopped before the customer could be asked to pay.
        TenderNeverSent => "tender_never_sent",
        /// The processor's word on the customer's money settles nothing yet.
        TenderUnclear => "tender_unclear",
    }
}

impl ReasonCode {
    /// Whether it says no more than that an answer is missing: it holds until there is one.
    #[must_use]
    pub fn is_doubt(self) -> bool {
        matches!(
            self,
            ReasonCode::NoReply
                | ReasonCode::UnreadableReply
                | ReasonCode::UnclearReply
                | ReasonCode::RepeatRefused
        )
    }

    /// Whether it says that the customer paid nothing, so that nothing was bought.
    #[must_use]
    pub fn is_unpaid(self) -> bool {
        matches!(
            self,
            ReasonCode::TenderExpired
                | ReasonCode::TenderCancelled
                | ReasonCode::CardDeclined
                | ReasonCode::CardField
                | ReasonCode::ProcessorRefused
                | ReasonCode::ProcessorKey
                | ReasonCode::ProcessorUnreachable
                | ReasonCode::TenderAbsent
                | ReasonCode::TenderNeverSent
        )
    }
}

/// Why an order is where it is, with what the supplier or a person said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The code, worded by each face.
    pub code: ReasonCode,
    /// The supplier's own text or a number; never a secret.
    pub detail: Option<String>,
}

impl Reason {
    /// A reason that needs no more words.
    #[must_use]
    pub fn plain(code: ReasonCode) -> Self {
        Self { code, detail: None }
    }

    /// A reason with what was said, shortened and without control characters.
    #[must_use]
    pub fn with(code: ReasonCode, detail: &str) -> Self {
        let clean: String = detail.chars().filter(|c| !c.is_control()).take(DETAIL_MAX).collect();
        let clean = clean.trim();
        Self { code, detail: (!clean.is_empty()).then(|| clean.to_owned()) }
    }
}

/// Characters of a supplier's text that are kept.
const DETAIL_MAX: usize = 300;

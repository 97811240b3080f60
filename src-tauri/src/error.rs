//! Errors as both faces show them: a code someone may react to, what happened and whether money
//! moved, and what to do now; on the command line also the exit code (contract §1).

use crate::words::{Words, args};
use domain::product::FieldError;
use engine::{
    carry::CarryError,
    check::CheckError,
    ports::{journal::JournalError, supplier::SupplierError},
    refund::RefundError,
    resolve::ResolveError,
    sell::SellError,
};
use serde::Serialize;
use specta::Type;
use storage::{OpenError, ProvisionError, UnlockError, VaultError};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident => $text:literal, $exit:expr;)*) => {
        /// What went wrong. Each has words in both languages.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum ErrorCode { $($(#[$doc])* $name,)* }

        impl ErrorCode {
            /// Every code, for the test that words exist for all of them.
            #[cfg(test)]
            pub(crate) const ALL: &'static [ErrorCode] = &[$(ErrorCode::$name,)*];

            /// The stable word.
            #[must_use]
            pub(crate) fn as_str(self) -> &'static str {
                match self { $(ErrorCode::$name => $text,)* }
            }

            /// The exit code that goes with it.
            #[must_use]
            pub(crate) fn exit(self) -> Exit {
                match self { $(ErrorCode::$name => $exit,)* }
            }
        }
    };
}

/// How the command line ends (contract §1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    /// Done.
    Done = 0,
    /// A local fault.
    Fault = 1,
    /// Bad usage or bad input; nothing was done.
    BadInput = 2,
    /// Refused; nothing was charged.
    Refused = 3,
    /// Not known yet; do not sell again.
    Unknown = 4,
    /// Not allowed for this clerk.
    NotAllowed = 5,
}

codes! {
    /// The command line itself is wrong.
    BadUsage => "bad_usage", Exit::BadInput;
    /// A provisioning file is malformed.
    ProvisioningInvalid => "provisioning_invalid", Exit::BadInput;
    /// `practice` cannot be changed.
    PracticeFixed => "practice_fixed", Exit::BadInput;
    /// No shop was ever provisioned here.
    NotProvisioned => "not_provisioned", Exit::BadInput;
    /// No such product.
    UnknownProduct => "unknown_product", Exit::BadInput;
    /// The product is not sold any more.
    ProductInactive => "product_inactive", Exit::BadInput;
    /// No such order.
    UnknownOrder => "unknown_order", Exit::BadInput;
    /// No such printer.
    UnknownPrinter => "unknown_printer", Exit::BadInput;
    /// No such supplier.
    UnknownSupplier => "unknown_supplier", Exit::BadInput;
    /// No such tender.
    UnknownTender => "unknown_tender", Exit::BadInput;
    /// Cards are keyed in at this processor, and none was given.
    CardNeeded => "card_needed", Exit::BadInput;
    /// This tender takes no card keyed in by hand.
    CardNotTaken => "card_not_taken", Exit::BadInput;
    /// What came on stdin is no card.
    CardInvalid => "card_invalid", Exit::BadInput;
    /// The processor's currency has no rate to the shop's.
    RateMissing => "rate_missing", Exit::BadInput;
    /// Less than the processor takes.
    TenderTooSmall => "tender_too_small", Exit::BadInput;
    /// Nothing was paid, or all of it went back already.
    NothingToRefund => "nothing_to_refund", Exit::BadInput;
    /// Money is not given back while an order's fate is not known.
    RefundTooEarly => "refund_too_early", Exit::Refused;
    /// The processor does not give the money back.
    RefundRefused => "refund_refused", Exit::Refused;
    /// Only the owner carries the risk.
    OwnerNeeded => "owner_needed", Exit::NotAllowed;
    /// Quantity out of range.
    QuantityInvalid => "quantity_invalid", Exit::BadInput;
    /// An amount where none is possible, or no amount.
    AmountInvalid => "amount_invalid", Exit::BadInput;
    /// A required fact is missing.
    FieldMissing => "field_missing", Exit::BadInput;
    /// A fact does not match.
    FieldInvalid => "field_invalid", Exit::BadInput;
    /// A fact the product has no use for.
    FieldUnknown => "field_unknown", Exit::BadInput;
    /// Not a phone number.
    PhoneInvalid => "phone_invalid", Exit::BadInput;
    /// The supplier demands a phone.
    PhoneMissing => "phone_missing", Exit::BadInput;
    /// Neither price nor cost with a rate.
    PriceMissing => "price_missing", Exit::BadInput;
    /// Less cash than the total.
    ReceivedTooLittle => "received_too_little", Exit::BadInput;
    /// The request id stands for something else.
    RequestIdReused => "request_id_reused", Exit::BadInput;
    /// The order has no code to hand over.
    NothingToPrint => "nothing_to_print", Exit::BadInput;
    /// Nothing is to be decided about the order.
    NoDecisionNeeded => "no_decision_needed", Exit::BadInput;
    /// Several orders at the supplier may be it, and none was named.
    CandidateNeeded => "candidate_needed", Exit::BadInput;
    /// The named order belongs to another of ours, or was not delivered.
    CandidateWrong => "candidate_wrong", Exit::BadInput;
    /// A person decides and does not say why.
    ReasonMissing => "reason_missing", Exit::BadInput;
    /// What a person decided about could not be fetched from the supplier.
    DecisionUnavailable => "decision_unavailable", Exit::Fault;
    /// The same product for the same customer is not finished.
    UnfinishedOrderExists => "unfinished_order_exists", Exit::Unknown;
    /// The outcome is not known yet.
    OutcomeUnknown => "outcome_unknown", Exit::Unknown;
    /// A supplier does not answer a read command.
    UpstreamUnavailable => "upstream_unavailable", Exit::Fault;
    /// The supplier refuses key or address.
    KeyOrAddress => "key_or_address", Exit::Fault;
    /// This part belongs to a later version.
    NotBuiltYet => "not_built_yet", Exit::Fault;
    /// The data folder cannot be used.
    DataDirUnusable => "data_dir_unusable", Exit::Fault;
    /// Written by a newer program.
    NewerSchema => "newer_schema", Exit::Fault;
    /// The master key cannot be reached.
    KeyUnreachable => "key_unreachable", Exit::Fault;
    /// No room on the disk.
    DiskFull => "disk_full", Exit::Fault;
    /// The database cannot be used.
    DatabaseFailed => "database_failed", Exit::Fault;
    /// The printer could not print.
    PrinterFailed => "printer_failed", Exit::Fault;
    /// The cash drawer could not be opened.
    DrawerFailed => "drawer_failed", Exit::Fault;
    /// Something that should work did not.
    InternalFault => "internal_fault", Exit::Fault;
    /// A check of the doctor failed.
    DoctorFailed => "doctor_failed", Exit::Fault;
    /// The journal is not what it was.
    VerifyFailed => "verify_failed", Exit::Fault;
    /// The window could not be opened.
    WindowFailed => "window_failed", Exit::Fault;
    /// Clerks are set up and none was named, or no PIN given.
    ClerkNeeded => "clerk_needed", Exit::NotAllowed;
    /// The PIN is nobody's, or not this clerk's.
    PinWrong => "pin_wrong", Exit::NotAllowed;
    /// The clerk's role does not cover it.
    NotAllowed => "not_allowed", Exit::NotAllowed;
}

/// An error, with what its sentence needs. Never holds a secret.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    /// What went wrong.
    pub(crate) code: ErrorCode,
    /// The names and numbers its sentences mention.
    pub(crate) args: Vec<(&'static str, String)>,
}

/// An error as it leaves: in the reader's language.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct WireError {
    /// The stable word.
    pub(crate) code: String,
    /// What happened, and whether money moved.
    pub(crate) message: String,
    /// What to do now.
    pub(crate) hint: String,
}

impl Failure {
    /// An error whose sentences need nothing.
    #[must_use]
    pub(crate) fn plain(code: ErrorCode) -> Self {
        Self { code, args: Vec::new() }
    }

    /// An error whose sentences mention `what`.
    #[must_use]
    pub(crate) fn about(code: ErrorCode, what: impl ToString) -> Self {
        Self { code, args: vec![("what", what.to_string())] }
    }

    /// The error in a language.
    #[must_use]
    pub(crate) fn to_wire(&self, words: &Words) -> WireError {
        let key = format!("error-{}", self.code.as_str().replace('_', "-"));
        let args = args(self.args.iter().map(|(name, value)| (*name, value.clone())));
        WireError {
            code: self.code.as_str().to_owned(),
            message: words.say_with(&key, &args),
            hint: words.say_with(&format!("{key}-hint"), &args),
        }
    }
}

impl From<JournalError> for Failure {
    fn from(error: JournalError) -> Self {
        match error {
            JournalError::DiskFull => Self::plain(ErrorCode::DiskFull),
            JournalError::Conflict
            | JournalError::CodeTwice
            | JournalError::Corrupt(_)
            | JournalError::Database(_) => {
                tracing::error!(error = &error as &dyn std::error::Error, "the journal failed");
                Self::about(ErrorCode::DatabaseFailed, chain(&error))
            }
        }
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Folder { ref path, .. } => {
                let what = format!("{} ({})", path.display(), chain(&error));
                Self::about(ErrorCode::DataDirUnusable, what)
            }
            OpenError::NewerSchema { .. } => Self::about(ErrorCode::NewerSchema, error),
            OpenError::Journal(error) => error.into(),
            OpenError::Vault(VaultError::KeyUnreachable) => Self::plain(ErrorCode::KeyUnreachable),
            OpenError::Vault(_) | OpenError::Migrate(_) | OpenError::Unsafe(_) => {
                Self::about(ErrorCode::DatabaseFailed, chain(&error))
            }
        }
    }
}

impl From<ProvisionError> for Failure {
    fn from(error: ProvisionError) -> Self {
        match error {
            ProvisionError::PracticeChanged { now } => Self::about(ErrorCode::PracticeFixed, now),
            ProvisionError::PinTaken { .. } | ProvisionError::NoOwner => {
                Self::about(ErrorCode::ProvisioningInvalid, error)
            }
            ProvisionError::Journal(error) => error.into(),
            ProvisionError::Open(error) => error.into(),
            ProvisionError::Unlock(error) => error.into(),
        }
    }
}

impl From<UnlockError> for Failure {
    fn from(error: UnlockError) -> Self {
        match error {
            UnlockError::Journal(error) => error.into(),
            UnlockError::Hash => Self::plain(ErrorCode::InternalFault),
        }
    }
}

impl From<SellError> for Failure {
    fn from(error: SellError) -> Self {
        use ErrorCode as C;
        match error {
            SellError::Quantity => Self::plain(C::QuantityInvalid),
            SellError::UnknownProduct(id) => Self::about(C::UnknownProduct, id),
            SellError::Inactive(id) => Self::about(C::ProductInactive, id),
            SellError::NotBuilt(supplier) => Self::about(C::NotBuiltYet, supplier),
            SellError::PriceMissing(id) => Self::about(C::PriceMissing, id),
            SellError::Field(FieldError::Missing(key)) => Self::about(C::FieldMissing, key),
            SellError::Field(FieldError::Invalid(key)) => Self::about(C::FieldInvalid, key),
            SellError::Field(FieldError::Unknown(key)) => Self::about(C::FieldUnknown, key),
            SellError::Phone(_) => Self::plain(C::PhoneInvalid),
            SellError::PhoneMissing(supplier) => Self::about(C::PhoneMissing, supplier),
            SellError::Amount(error) => Self::about(C::AmountInvalid, error),
            SellError::Details(error) => error.into(),
            SellError::ReceivedTooLittle { received, total } => Self {
                code: C::ReceivedTooLittle,
                args: vec![("received", received), ("total", total)],
            },
            SellError::UnknownTender(id) => Self::about(C::UnknownTender, id),
            SellError::CardNeeded(id) => Self::about(C::CardNeeded, id),
            SellError::CardNotTaken(id) => Self::about(C::CardNotTaken, id),
            SellError::RateMissing { from, to } => {
                Self::about(C::RateMissing, format!("{from} → {to}"))
            }
            SellError::TenderTooSmall { amount, least } => {
                Self { code: C::TenderTooSmall, args: vec![("amount", amount), ("least", least)] }
            }
            SellError::Money(error) => Self::about(C::AmountInvalid, error),
            SellError::RequestIdReused => Self::plain(C::RequestIdReused),
            SellError::Unfinished(_) => Self::plain(C::UnfinishedOrderExists),
            SellError::Journal(error) => error.into(),
        }
    }
}

impl From<ResolveError> for Failure {
    fn from(error: ResolveError) -> Self {
        use ErrorCode as C;
        match error {
            ResolveError::NoOrder(id) => Self::about(C::UnknownOrder, id),
            ResolveError::NotNeeded { state } => Self::about(C::NoDecisionNeeded, state.as_str()),
            ResolveError::CandidateNeeded { ids } => Self::about(C::CandidateNeeded, ids),
            ResolveError::CandidateTaken(id) | ResolveError::NotDelivered(id) => {
                Self::about(C::CandidateWrong, id)
            }
            ResolveError::Unavailable(reason) => {
                let what = reason.detail.unwrap_or_else(|| reason.code.as_str().to_owned());
                Self::about(C::DecisionUnavailable, what)
            }
            ResolveError::Carry(error) => error.into(),
        }
    }
}

impl From<RefundError> for Failure {
    fn from(error: RefundError) -> Self {
        use ErrorCode as C;
        match error {
            RefundError::NoSale(id) => Self::about(C::UnknownOrder, id),
            RefundError::Nothing { state } => Self::about(C::NothingToRefund, state.as_str()),
            RefundError::FateUnknown { state } => Self::about(C::RefundTooEarly, state.as_str()),
            RefundError::Refused(reason) => {
                let what = reason.detail.unwrap_or_else(|| reason.code.as_str().to_owned());
                Self::about(C::RefundRefused, what)
            }
            RefundError::Carry(error) => error.into(),
        }
    }
}

impl From<CarryError> for Failure {
    fn from(error: CarryError) -> Self {
        match error {
            CarryError::Journal(error) => error.into(),
            CarryError::Illegal(_)
            | CarryError::IllegalTender(_)
            | CarryError::NoSupplier(_)
            | CarryError::NoProcessor(_)
            | CarryError::NoOrder => Self::about(ErrorCode::DatabaseFailed, error),
        }
    }
}

impl From<SupplierError> for Failure {
    fn from(error: SupplierError) -> Self {
        match error {
            SupplierError::KeyOrAddress => Self::plain(ErrorCode::KeyOrAddress),
            SupplierError::NotBuilt => Self::about(ErrorCode::NotBuiltYet, error),
            SupplierError::Unreachable(_)
            | SupplierError::Refused(_)
            | SupplierError::Unreadable => Self::about(ErrorCode::UpstreamUnavailable, error),
        }
    }
}

impl From<CheckError> for Failure {
    fn from(error: CheckError) -> Self {
        match error {
            CheckError::Request(error) => error.into(),
            // Whatever keeps a supplier from answering a check, the check is unavailable.
            CheckError::Supplier(SupplierError::NotBuilt) => {
                Self::about(ErrorCode::NotBuiltYet, SupplierError::NotBuilt)
            }
            CheckError::Supplier(error) => Self::about(ErrorCode::UpstreamUnavailable, error),
        }
    }
}

/// An error and its causes in one line, without repeating any.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    text
}

//! What the layers below say, as the faces say it: one conversion for each of their errors.

use super::{ErrorCode, Failure, chain};
use domain::{money::Money, people::Objection, product::FieldError};
use engine::{
    carry::CarryError,
    check::CheckError,
    cover::Short,
    gate::GateError,
    keeping::KeepError,
    ports::{journal::JournalError, supplier::SupplierError},
    refund::RefundError,
    resolve::ResolveError,
    sell::SellError,
    shift::ShiftError,
    tender::GiveUpError,
};
use storage::{OpenError, PersonError, ProvisionError, UnlockError, VaultError};

impl From<JournalError> for Failure {
    fn from(error: JournalError) -> Self {
        match error {
            JournalError::DiskFull => Self::plain(ErrorCode::DiskFull),
            JournalError::Withheld { limit } => {
                let args = vec![("limit", limit.to_string())];
                Self { code: ErrorCode::CustodyLimit, args }
            }
            JournalError::OnShelf => Self::plain(ErrorCode::CodeOnShelf),
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

impl From<PersonError> for Failure {
    fn from(error: PersonError) -> Self {
        match error {
            PersonError::Unknown => Self::plain(ErrorCode::UnknownPerson),
            PersonError::NameTaken => Self::plain(ErrorCode::NameTaken),
            PersonError::PinTaken => Self::plain(ErrorCode::PinTaken),
            PersonError::Objection(why) => Self::plain(match why {
                Objection::LastOwner => ErrorCode::LastOwner,
                Objection::OwnRole => ErrorCode::OwnRole,
                Objection::FirstIsOwner => ErrorCode::FirstIsOwner,
            }),
            PersonError::Journal(error) => error.into(),
            PersonError::Unlock(error) => error.into(),
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
            SellError::Short(short) => wallet_short(&short),
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
            SellError::NoCredit(stop) => stop.into(),
            SellError::Unfinished(_) => Self::plain(C::UnfinishedOrderExists),
            SellError::NoRoom(room) => Self::about(C::ShelfFull, room),
            SellError::NotForShelf(id) => Self::about(C::NotForShelf, id),
            SellError::Journal(error) => error.into(),
        }
    }
}

impl From<GateError> for Failure {
    fn from(error: GateError) -> Self {
        match error {
            GateError::Stopped(_) => Self::plain(ErrorCode::GuardStands),
            GateError::Sell(error) => error.into(),
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

impl From<ShiftError> for Failure {
    fn from(error: ShiftError) -> Self {
        use ErrorCode as C;
        match error {
            ShiftError::Open(number) => Self::about(C::ShiftOpen, number),
            ShiftError::NotOpen => Self::plain(C::NoShift),
            ShiftError::NoCash(amount) => Self::about(C::CashInvalid, amount),
            ShiftError::NoReason => Self::plain(C::PaymentReasonMissing),
            ShiftError::NoReport(number) => Self::about(C::UnknownReport, number),
            ShiftError::Journal(error) => error.into(),
        }
    }
}

/// What is missing, in the supplier's digits.
pub(crate) fn wallet_short(short: &Short) -> Failure {
    let amount = |money: Money| format!("{} {}", money.amount(), money.currency());
    Failure {
        code: ErrorCode::WalletShort,
        args: vec![
            ("supplier", short.supplier.to_string()),
            ("balance", amount(short.balance)),
            ("needed", amount(short.needed)),
        ],
    }
}

impl From<KeepError> for Failure {
    fn from(error: KeepError) -> Self {
        use ErrorCode as C;
        match error {
            KeepError::NotAsked(id) => Self::about(C::StrayUnknown, id),
            KeepError::NotImported(id) => Self::about(C::NotImported, id),
            KeepError::NoPrice(amount) => Self::in_case(C::AmountInvalid, "booked", amount),
            KeepError::NoReason => Self::plain(C::BookingInvalid),
            KeepError::NoSupplier(id) => Self::about(C::UnknownSupplier, id),
            KeepError::Journal(error) => error.into(),
        }
    }
}

impl From<GiveUpError> for Failure {
    fn from(error: GiveUpError) -> Self {
        use ErrorCode as C;
        match error {
            GiveUpError::NoPage(id) => Self::about(C::NothingToCancel, id),
            GiveUpError::TooLate(state) => Self::about(C::NothingToCancel, state.as_str()),
            GiveUpError::Elsewhere(_) => Self::plain(C::PayPageElsewhere),
            GiveUpError::UnderWay(_) => Self::plain(C::CancelUnderWay),
            GiveUpError::Journal(error) => error.into(),
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
            | SupplierError::Busy(_)
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

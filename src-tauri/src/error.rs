//! Errors as both faces show them: a code someone may react to, what happened and whether money
//! moved, and what to do now; on the command line also the exit code (contract §1).

mod from;

pub(crate) use from::wallet_short;

use crate::words::{Words, args};
use serde::Serialize;
use specta::Type;

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
    /// The till is set up; what sets one up for the first time does not work any more.
    AlreadySetUp => "already_set_up", Exit::BadInput;
    /// The simulator of a practice till could not be started.
    SimulatorFailed => "simulator_failed", Exit::Fault;
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
    /// The slip has not ended on its way to a printer.
    PrintUnderWay => "print_under_way", Exit::Fault;
    /// What was picked is no logo.
    LogoInvalid => "logo_invalid", Exit::BadInput;
    /// A slip cannot look like that.
    SlipDesignInvalid => "slip_design_invalid", Exit::BadInput;
    /// No way is set up by which text messages leave.
    NoSmsRoute => "no_sms_route", Exit::BadInput;
    /// The owner is to be told, and has no phone.
    NoOwnerPhone => "no_owner_phone", Exit::BadInput;
    /// A Z is on its way to the owner or is there.
    OwnerTold => "owner_told", Exit::Refused;
    /// A time of day or a span that is none.
    OwnerTimeInvalid => "owner_time_invalid", Exit::BadInput;
    /// The supplier's catalogue is being fetched already.
    SyncUnderWay => "sync_under_way", Exit::BadInput;
    /// No key was given.
    KeyMissing => "key_missing", Exit::BadInput;
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
    /// There is no pay page to back out of.
    NothingToCancel => "nothing_to_cancel", Exit::BadInput;
    /// Another process of this till waits for the customer to pay.
    PayPageElsewhere => "pay_page_elsewhere", Exit::BadInput;
    /// The last look at a pay page takes long.
    CancelUnderWay => "cancel_under_way", Exit::Unknown;
    /// Money is not given back while an order's fate is not known.
    RefundTooEarly => "refund_too_early", Exit::Refused;
    /// The refund table asks for a proof, and none was seen.
    ProofMissing => "proof_missing", Exit::Refused;
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
    /// A fact that was said more than once.
    FieldTwice => "field_twice", Exit::BadInput;
    /// A fact the product has no use for.
    FieldUnknown => "field_unknown", Exit::BadInput;
    /// Not a phone number.
    PhoneInvalid => "phone_invalid", Exit::BadInput;
    /// The supplier demands a phone.
    PhoneMissing => "phone_missing", Exit::BadInput;
    /// Neither price nor cost with a rate.
    PriceMissing => "price_missing", Exit::BadInput;
    /// A price rule that cannot be meant.
    PriceRuleInvalid => "price_rule_invalid", Exit::BadInput;
    /// A rate of tax that no state asks for, or that is for nothing.
    TaxRateInvalid => "tax_rate_invalid", Exit::BadInput;
    /// Terms of a refund that cannot be meant.
    RefundRuleInvalid => "refund_rule_invalid", Exit::BadInput;
    /// As many baskets wait as are held.
    TooManyHeld => "too_many_held", Exit::BadInput;
    /// The basket waits no more.
    BasketNotHeld => "basket_not_held", Exit::BadInput;
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
    /// Only so many more codes of the product may lie on the shelf.
    ShelfFull => "shelf_full", Exit::BadInput;
    /// The product's codes are worth nothing before their customer is there.
    NotForShelf => "not_for_shelf", Exit::BadInput;
    /// The code lies sealed on the shop's shelf.
    CodeOnShelf => "code_on_shelf", Exit::BadInput;
    /// A wallet does not cover what is to be bought.
    WalletShort => "wallet_short", Exit::Refused;
    /// Nobody asks what the supplier's order is, or somebody has said it.
    StrayUnknown => "stray_unknown", Exit::BadInput;
    /// What is booked on a wallet has an amount and a reason.
    BookingInvalid => "booking_invalid", Exit::BadInput;
    /// The order was sold here, so its price is what was taken.
    NotImported => "not_imported", Exit::BadInput;
    /// No days in their order, or too many.
    PeriodInvalid => "period_invalid", Exit::BadInput;
    /// A shift is open already.
    ShiftOpen => "shift_open", Exit::BadInput;
    /// No shift is open.
    NoShift => "no_shift", Exit::BadInput;
    /// No amount of cash: a currency twice, or more digits than it has.
    CashInvalid => "cash_invalid", Exit::BadInput;
    /// There is no Z of this number.
    UnknownReport => "unknown_report", Exit::BadInput;
    /// Cash comes or goes and nobody says why.
    PaymentReasonMissing => "payment_reason_missing", Exit::BadInput;
    /// There is no such debtor.
    UnknownDebtor => "unknown_debtor", Exit::BadInput;
    /// A sale on account, and nobody who owes it.
    DebtorMissing => "debtor_missing", Exit::BadInput;
    /// Somebody with this phone is in the debt book.
    DebtorTaken => "debtor_taken", Exit::BadInput;
    /// Nothing is sold on account: the owner has not opened the debt book.
    DebtBookClosed => "debt_book_closed", Exit::Refused;
    /// It would be more than the debtor may owe.
    DebtLimit => "debt_limit", Exit::Refused;
    /// The debtor's account is kept in another currency.
    DebtCurrency => "debt_currency", Exit::Refused;
    /// Nothing, or more than is owed.
    DebtAmountInvalid => "debt_amount_invalid", Exit::BadInput;
    /// Nothing of this kind waits for a person about an order.
    NothingToSee => "nothing_to_see", Exit::BadInput;
    /// Nobody is reminded of nothing.
    NothingOwed => "nothing_owed", Exit::BadInput;
    /// Whoever owes something is not erased.
    DebtOwed => "debt_owed", Exit::Refused;
    /// Whoever the shop owes something is not erased.
    DebtCredit => "debt_credit", Exit::Refused;
    /// A slip is printed once more and nobody says why.
    ReprintReasonMissing => "reprint_reason_missing", Exit::BadInput;
    /// A person decides and does not say why.
    ReasonMissing => "reason_missing", Exit::BadInput;
    /// What somebody wrote for the supplier's support holds the code.
    NoteHoldsCode => "note_holds_code", Exit::BadInput;
    /// What a person decided about could not be fetched from the supplier.
    DecisionUnavailable => "decision_unavailable", Exit::Fault;
    /// What was typed is no name.
    NameInvalid => "name_invalid", Exit::BadInput;
    /// Somebody has, or had, this name.
    NameTaken => "name_taken", Exit::BadInput;
    /// What was typed is no PIN.
    PinInvalid => "pin_invalid", Exit::BadInput;
    /// Two people may not have one PIN.
    PinTaken => "pin_taken", Exit::BadInput;
    /// Nobody of this name works here.
    UnknownPerson => "unknown_person", Exit::BadInput;
    /// The shop would be without an owner.
    LastOwner => "last_owner", Exit::BadInput;
    /// Nobody lowers their own role, or leaves by their own hand.
    OwnRole => "own_role", Exit::BadInput;
    /// More codes within an hour than any clerk gives out.
    CustodyInvalid => "custody_invalid", Exit::BadInput;
    /// The first one who works here is the owner.
    FirstIsOwner => "first_is_owner", Exit::BadInput;
    /// A guard stands before the sale, and nobody has answered for it.
    GuardStands => "guard_stands", Exit::Refused;
    /// What the clerk sees of the customer speaks against the sale.
    NotToBeSold => "not_to_be_sold", Exit::NotAllowed;
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
    /// No folder for backups is chosen.
    NoBackupFolder => "no_backup_folder", Exit::BadInput;
    /// The folder for backups is not there: a stick that is not in.
    BackupFolderAway => "backup_folder_away", Exit::Fault;
    /// A passphrase that is guessed.
    PassphraseShort => "passphrase_short", Exit::BadInput;
    /// The folder for a file is not there.
    FolderMissing => "folder_missing", Exit::BadInput;
    /// The place for a file is no place for one, or the till's own.
    OutRefused => "out_refused", Exit::BadInput;
    /// A file could not be written.
    FileNotWritten => "file_not_written", Exit::Fault;
    /// A file that was named cannot be read.
    FileUnreadable => "file_unreadable", Exit::BadInput;
    /// A file that is no backup.
    NotABackup => "not_a_backup", Exit::BadInput;
    /// A backup in a form this program does not know.
    BackupFormat => "backup_format", Exit::BadInput;
    /// A backup that was changed or cut off.
    BackupDamaged => "backup_damaged", Exit::Fault;
    /// A backup whose content is not in order.
    BackupUnsound => "backup_unsound", Exit::Fault;
    /// A backup that is bound to another machine's key.
    BackupKeyMissing => "backup_key_missing", Exit::Fault;
    /// A backup that is sealed with a passphrase, and none was given.
    PassphraseNeeded => "passphrase_needed", Exit::BadInput;
    /// Not the backup's passphrase.
    PassphraseWrong => "passphrase_wrong", Exit::BadInput;
    /// A backup is restored into an empty data folder only.
    DataDirNotEmpty => "data_dir_not_empty", Exit::BadInput;
    /// Somebody called a restore off before anything was replaced.
    RestoreStopped => "restore_stopped", Exit::BadInput;
    /// The database cannot be used.
    DatabaseFailed => "database_failed", Exit::Fault;
    /// The printer could not print.
    PrinterFailed => "printer_failed", Exit::Fault;
    /// A text message does not reach the phone.
    SmsFailed => "sms_failed", Exit::Fault;
    /// Nobody knows whether a text message went out.
    SmsUnknown => "sms_unknown", Exit::Fault;
    /// The owner switched handing codes to WhatsApp off.
    WhatsappOff => "whatsapp_off", Exit::NotAllowed;
    /// Nothing on this computer opens WhatsApp.
    WhatsappFailed => "whatsapp_failed", Exit::Fault;
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
    /// Too many wrong PINs: none is looked at for a while.
    PinLocked => "pin_locked", Exit::NotAllowed;
    /// A clerk gave out as many codes as one may within an hour, and a manager lets one more pass.
    CustodyLimit => "custody_limit", Exit::NotAllowed;
    /// Who stands at the till may not, and a manager's PIN can approve it.
    ApprovalNeeded => "approval_needed", Exit::NotAllowed;
    /// The same, and only the owner's PIN can.
    OwnerApprovalNeeded => "owner_approval_needed", Exit::NotAllowed;
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

    /// An error whose sentences mention `what` and are other ones where it is `about` something else than
    /// usually.
    #[must_use]
    pub(crate) fn in_case(code: ErrorCode, about: &'static str, what: impl ToString) -> Self {
        Self { code, args: vec![("what", what.to_string()), ("about", about.to_owned())] }
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

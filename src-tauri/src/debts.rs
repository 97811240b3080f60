//! The debt book for both faces: who is meant, and what was typed.

use crate::{
    error::{ErrorCode, Failure},
    session::Session,
};
use domain::{
    debt::CreditStop,
    digits::{ascii_digits, typed_decimal},
    ids::DebtorId,
    money::{Money, parse_decimal},
    phone::Phone,
};
use engine::ports::journal::Note;
use storage::{DebtError, Debtor, NewDebtor, Paid};

/// Letters of a name.
const NAME_MAX: usize = 60;

/// Finds a debtor by number, phone or whole name.
pub(crate) async fn find(session: &Session, said: &str) -> Result<Debtor, Failure> {
    let (said, now) = (said.trim(), session.now());
    let unknown = || Failure::plain(ErrorCode::UnknownDebtor);
    let storage = &session.storage;
    if let Some(known) = storage.debtor(&DebtorId::new(ascii_digits(said)), now).await? {
        return if known.name.is_some() { Ok(known) } else { Err(unknown()) };
    }
    if let Ok(typed) = Phone::parse(said, &session.shop().country)
        && let Some(id) = storage.debtor_of_phone(&typed.phone).await?
    {
        return storage.debtor(&id, now).await?.ok_or_else(unknown);
    }
    let mut named = storage.debtors(now).await?;
    named.retain(|debtor| debtor.name.as_deref() == Some(said));
    // Two of one name are nobody in particular.
    match <[Debtor; 1]>::try_from(named) {
        Ok([known]) => Ok(known),
        Err(_) => Err(unknown()),
    }
}

/// Somebody who may buy on account from now on: with a name, and a phone that nobody else has there.
pub(crate) async fn new(
    session: &Session,
    (name, phone): (&str, &str),
    limit: Option<Money>,
) -> Result<NewDebtor, Failure> {
    let name = name.trim().to_owned();
    if name.is_empty() || name.chars().count() > NAME_MAX || name.chars().any(char::is_control) {
        return Err(Failure::plain(ErrorCode::NameInvalid));
    }
    let typed = Phone::parse(phone, &session.shop().country);
    let phone = typed.map_err(|_| Failure::plain(ErrorCode::PhoneInvalid))?.phone;
    if session.storage.debtor_of_phone(&phone).await?.is_some() {
        return Err(DebtError::PhoneTaken.into());
    }
    Ok(NewDebtor { name, phone, limit, currency: session.shop().currency })
}

/// An amount of the shop's currency as a person types it.
pub(crate) fn typed(session: &Session, text: &str) -> Result<Money, Failure> {
    let bad = || Failure::in_case(ErrorCode::AmountInvalid, "booked", text);
    let read = parse_decimal(&typed_decimal(text.trim())).map_err(|_| bad())?;
    let money = Money::new(read, session.shop().currency);
    if money.rounded().amount() == read { Ok(money) } else { Err(bad()) }
}

/// Forgives what is owed, or a part of it.
pub(crate) async fn forgive(
    session: &Session,
    debtor: &DebtorId,
    amount: Money,
    note: &Note,
) -> Result<Paid, Failure> {
    let reason = note.detail.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    let Some(reason) = reason.map(str::to_owned) else {
        return Err(Failure::plain(ErrorCode::ReasonMissing));
    };
    let note = Note { detail: Some(reason), ..note.clone() };
    Ok(session.storage.forgive_debt(debtor, amount, &note).await?)
}

impl From<DebtError> for Failure {
    fn from(error: DebtError) -> Self {
        use ErrorCode as C;
        match error {
            DebtError::NoDebtor => Self::plain(C::UnknownDebtor),
            DebtError::PhoneTaken => Self::plain(C::DebtorTaken),
            DebtError::Amount { amount: said, owed } => {
                let (amount, owed) = (amount(said), amount(owed));
                Self { code: C::DebtAmountInvalid, args: vec![("amount", amount), ("owed", owed)] }
            }
            DebtError::Owes(owed) => Self::about(C::DebtOwed, amount(owed)),
            DebtError::Credit(credit) => Self::about(C::DebtCredit, amount(credit)),
            DebtError::NoShift => Self::plain(C::NoShift),
            DebtError::Journal(error) => error.into(),
        }
    }
}

impl From<CreditStop> for Failure {
    fn from(stop: CreditStop) -> Self {
        use ErrorCode as C;
        match stop {
            CreditStop::Closed => Self::plain(C::DebtBookClosed),
            CreditStop::NoDebtor => Self::plain(C::UnknownDebtor),
            CreditStop::OtherCurrency(currency) => Self::about(C::DebtCurrency, currency),
            CreditStop::OverLimit { owed, limit } => Self {
                code: C::DebtLimit,
                args: vec![("owed", amount(owed)), ("limit", amount(limit))],
            },
        }
    }
}

fn amount(money: Money) -> String {
    format!("{} {}", money.to_price(), money.currency())
}

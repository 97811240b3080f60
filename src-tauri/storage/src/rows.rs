//! Between SQL's texts and the domain's types. What cannot be read is an error, never a guess.

use domain::money::{Currency, Money};
use engine::ports::journal::JournalError;
use rust_decimal::Decimal;
use std::{collections::BTreeMap, str::FromStr as _};

pub(crate) fn corrupt(what: &str, value: &str) -> JournalError {
    JournalError::Corrupt(format!("{what} {value:?}"))
}

pub(crate) fn currency(text: &str) -> Result<Currency, JournalError> {
    Currency::from_str(text).map_err(|_| corrupt("currency", text))
}

pub(crate) fn decimal(text: &str) -> Result<Decimal, JournalError> {
    Decimal::from_str_exact(text).map_err(|_| corrupt("amount", text))
}

pub(crate) fn money(amount: &str, code: &str) -> Result<Money, JournalError> {
    Ok(Money::new(decimal(amount)?, currency(code)?))
}

pub(crate) fn optional_money(
    amount: Option<&str>,
    code: Option<&str>,
) -> Result<Option<Money>, JournalError> {
    match (amount, code) {
        (Some(amount), Some(code)) => money(amount, code).map(Some),
        _ => Ok(None),
    }
}

pub(crate) fn word<T>(
    what: &str,
    text: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<T, JournalError> {
    read(text).ok_or_else(|| corrupt(what, text))
}

pub(crate) fn fields_to_text(fields: &BTreeMap<String, String>) -> Result<String, JournalError> {
    serde_json::to_string(fields).map_err(|error| JournalError::Database(Box::new(error)))
}

pub(crate) fn fields_from_text(text: &str) -> Result<BTreeMap<String, String>, JournalError> {
    serde_json::from_str(text).map_err(|_| JournalError::Corrupt("fields".into()))
}

/// Texts as a JSON list, for `json_each`.
pub(crate) fn json_list(texts: &[impl AsRef<str>]) -> String {
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    serde_json::Value::from(texts).to_string()
}

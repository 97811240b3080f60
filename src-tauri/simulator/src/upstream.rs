//! What every fake supplier offers to its HTTP shell and to the control server.
//!
//! It must never know: a particular supplier.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;
use serde_json::{Map, Value};
use thiserror::Error;

use crate::ledger::{Ledger, Movement, Wallet};
use crate::message::{Reply, Request};

/// A fake supplier. `now` is in milliseconds since the epoch, given by whoever drives it.
pub trait Upstream: Send + fmt::Debug {
    /// Its name in control requests and in the first line of `raseed simulate`.
    fn name(&self) -> &'static str;

    /// Answers a client's request; the ledger moves here and nowhere else.
    fn handle(&mut self, request: &Request, now: u64) -> Reply;

    /// The truth, for the tests' oracle and for a person.
    fn state(&mut self, now: u64) -> Value;

    /// Arranges for one of the next requests to go wrong.
    ///
    /// # Errors
    /// When the fault is unknown or a parameter of it is.
    fn inject(&mut self, fault: Map<String, Value>) -> Result<(), ControlError>;

    /// Changes how it behaves from now on.
    ///
    /// # Errors
    /// When a setting is unknown or its value is wrong; then none is changed.
    fn configure(&mut self, settings: Map<String, Value>, now: u64) -> Result<(), ControlError>;

    /// Ends an order as a person wishes.
    ///
    /// # Errors
    /// When there is no such order or status, or the order has already ended.
    fn end_order(
        &mut self,
        order: &str,
        change: Map<String, Value>,
        now: u64,
    ) -> Result<Value, ControlError>;

    /// Forgets orders, faults and counts and returns to the opening settings. Ids go on counting:
    /// a supplier never gives one twice, and a till's journal may still hold the old ones.
    fn reset(&mut self);
}

/// Why a control request was not followed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ControlError {
    /// The request says something that has no meaning here.
    #[error("{0}")]
    BadRequest(String),
    /// There is no such thing.
    #[error("there is no {0}")]
    NotFound(String),
    /// The order has ended, and ended orders never change (`"force": true` breaks the rule).
    #[error("order {0} has ended")]
    Ended(String),
}

/// Takes parameters out of a JSON object and complains about those nobody asked for: a test whose
/// parameter is misspelt must fail at once instead of testing something else.
#[derive(Debug)]
pub struct Params {
    rest: Map<String, Value>,
}

impl Params {
    /// The parameters of a control request.
    #[must_use]
    pub fn new(rest: Map<String, Value>) -> Self {
        Self { rest }
    }

    /// One parameter as it is.
    pub fn value(&mut self, name: &str) -> Option<Value> {
        self.rest.remove(name).filter(|value| !value.is_null())
    }

    /// A text; a number is taken by its digits.
    ///
    /// # Errors
    /// When it is neither.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, ControlError> {
        let read = |value: Value| match value {
            Value::String(text) => Ok(text),
            Value::Number(number) => Ok(number.to_string()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                Err(ControlError::BadRequest(format!("`{name}` must be a string")))
            }
        };
        self.value(name).map(read).transpose()
    }

    /// A whole number of zero or more.
    ///
    /// # Errors
    /// When it is anything else, or too large for its place.
    pub fn whole<N: TryFrom<u64>>(&mut self, name: &str) -> Result<Option<N>, ControlError> {
        let read = |value: Value| {
            let number = value.as_u64().and_then(|number| N::try_from(number).ok());
            let wrong = || ControlError::BadRequest(format!("`{name}` must be a whole number"));
            number.ok_or_else(wrong)
        };
        self.value(name).map(read).transpose()
    }

    /// True or false.
    ///
    /// # Errors
    /// When it is neither.
    pub fn flag(&mut self, name: &str) -> Result<Option<bool>, ControlError> {
        let wrong = || ControlError::BadRequest(format!("`{name}` must be true or false"));
        self.value(name).map(|value| value.as_bool().ok_or_else(wrong)).transpose()
    }

    /// One of a few words, for what it stands for.
    ///
    /// # Errors
    /// When it is another word.
    pub fn choice<T>(
        &mut self,
        name: &str,
        words: impl IntoIterator<Item = (&'static str, T)>,
    ) -> Result<Option<T>, ControlError> {
        let Some(word) = self.text(name)? else { return Ok(None) };
        let mut known = Vec::new();
        for (own, value) in words {
            if own == word {
                return Ok(Some(value));
            }
            known.push(own);
        }
        let words = format!("`{name}` must be one of: {}", known.join(", "));
        Err(ControlError::BadRequest(words))
    }

    /// An object.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn object(&mut self, name: &str) -> Result<Option<Map<String, Value>>, ControlError> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::Object(map)) => Ok(Some(map)),
            Some(_) => Err(ControlError::BadRequest(format!("`{name}` must be an object"))),
        }
    }

    /// An amount of zero or more, as a string or a number, by the digits it is written with.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn amount(&mut self, name: &str) -> Result<Option<Decimal>, ControlError> {
        self.value(name).map(|value| read_amount(name, &value)).transpose()
    }

    /// An object of such amounts.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn amounts(&mut self, name: &str) -> Result<BTreeMap<String, Decimal>, ControlError> {
        let members = self.object(name)?.unwrap_or_default().into_iter();
        let amounts = members.map(|(word, value)| {
            let amount = read_amount(&format!("{name}.{word}"), &value)?;
            Ok((word, amount))
        });
        amounts.collect()
    }

    /// What was not taken, for whoever reads the rest.
    #[must_use]
    pub fn rest(self) -> Map<String, Value> {
        self.rest
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// When a parameter was not taken.
    pub fn end(self) -> Result<(), ControlError> {
        match self.rest.keys().next() {
            None => Ok(()),
            Some(name) => Err(ControlError::BadRequest(format!("`{name}` is not known here"))),
        }
    }
}

fn read_amount(name: &str, value: &Value) -> Result<Decimal, ControlError> {
    let digits = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let amount = digits.parse().ok().filter(|amount: &Decimal| !amount.is_sign_negative());
    amount.ok_or_else(|| ControlError::BadRequest(format!("`{name}` must be an amount")))
}

/// What every upstream's state says: its money first, then what was asked of it and what waits.
#[must_use]
pub fn state(
    money: Map<String, Value>,
    orders: Vec<Value>,
    requests: impl IntoIterator<Item = (&'static str, u64)>,
    faults_pending: u64,
    settings: Value,
) -> Value {
    let requests = requests.into_iter().map(|(word, count)| (word.to_owned(), count.into()));
    let mut state = money;
    state.extend([
        ("orders".to_owned(), orders.into()),
        ("requests".to_owned(), Value::Object(requests.collect())),
        ("faults_pending".to_owned(), faults_pending.into()),
        ("settings".to_owned(), settings),
    ]);
    Value::Object(state)
}

/// A prepaid account as every supplier's state shows it: `balances`, `opening`, `deposits`,
/// `charges` and `rollbacks`, each by currency.
#[must_use]
pub fn books(ledger: &Ledger) -> Map<String, Value> {
    let sums = |movement: Movement| {
        let mut sums = BTreeMap::<&str, Decimal>::new();
        for entry in ledger.entries().iter().filter(|entry| entry.movement == movement) {
            let sum = sums.entry(&entry.currency).or_default();
            *sum = sum.saturating_add(entry.amount);
        }
        texts(sums)
    };
    let standing = |wallets: &[Wallet]| {
        texts(wallets.iter().map(|wallet| (wallet.currency.as_str(), wallet.balance)))
    };
    let books = [
        ("balances", standing(ledger.wallets())),
        ("opening", standing(ledger.opening())),
        ("deposits", sums(Movement::Deposit)),
        ("charges", sums(Movement::Charge)),
        ("rollbacks", sums(Movement::Rollback)),
    ];
    books.into_iter().map(|(name, amounts)| (name.to_owned(), amounts)).collect()
}

fn texts<'a>(amounts: impl IntoIterator<Item = (&'a str, Decimal)>) -> Value {
    let texts = amounts.into_iter();
    let texts = texts.map(|(currency, amount)| (currency.to_owned(), amount.to_string().into()));
    Value::Object(texts.collect())
}

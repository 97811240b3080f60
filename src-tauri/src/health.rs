//! Asking the shop's accounts how they are, for the lamps, `wallet` and `doctor` alike.
//!
//! It must never know: who looks at the answer.

use crate::{
    clock::SystemClock,
    error::Failure,
    session::Session,
    words::{Words, args, counted},
};
use domain::{
    account::{SupplierAccount, Wallet},
    health::{Answer, Health, Signs},
    ids::{ProcessorId, SupplierId},
    product::Product,
};
use engine::ports::{
    Clock as _, Processor, Supplier, journal::JournalError, processor::ProcessorError,
    supplier::SupplierError,
};
use providers::gauge::{Gauge, Seen};
use std::{collections::BTreeMap, sync::Arc};

/// How an account was found.
#[derive(Debug)]
pub(crate) struct Checkup {
    /// Whose.
    id: String,
    /// In one word.
    pub(crate) health: Health,
    /// What its wallets hold, where it has any and answered.
    pub(crate) wallets: Vec<Wallet>,
    /// The wallet its orders are charged to.
    pub(crate) charged: Option<Wallet>,
    signs: Signs,
    /// Why it could not be asked.
    why: Option<String>,
}

/// One gauge for each account that is asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gauges {
    pub(crate) suppliers: BTreeMap<SupplierId, Arc<Gauge>>,
    pub(crate) processors: BTreeMap<ProcessorId, Arc<Gauge>>,
}

/// Asks a supplier for its balances. `products` is the catalogue, for what the cheapest one costs.
///
/// # Errors
/// If the journal cannot be read; a supplier that does not answer is a finding.
pub(crate) async fn supplier(
    session: &Session,
    account: &SupplierAccount,
    products: impl Iterator<Item = &Product>,
) -> Result<Checkup, JournalError> {
    // Before it is asked: its answer would be remembered.
    let accepted_before = session.storage.was_accepted(&account.id).await?;
    let asked = session.till.wallets(&account.id).await;
    let seen = session.gauges.suppliers.get(&account.id).map(|gauge| gauge.seen());
    let mut found = judge(account, asked, accepted_before);
    found.signs.is_spent = found.charged.as_ref().is_some_and(|it| is_spent(it, products));
    Ok(found.seen(seen.unwrap_or_default()))
}

/// Asks a supplier that the till does not work with yet, or not with this key.
pub(crate) async fn try_supplier(
    supplier: &dyn Supplier,
    account: &SupplierAccount,
    gauge: &Gauge,
) -> Checkup {
    let asked = supplier.wallets(SystemClock.now()).await;
    judge(account, asked, false).seen(gauge.seen())
}

fn judge(
    account: &SupplierAccount,
    asked: Result<Vec<Wallet>, SupplierError>,
    accepted_before: bool,
) -> Checkup {
    let by_address = account.kind.knows_addresses();
    let (wallets, answer, why) = match asked {
        Ok(wallets) => (wallets, Answer::Accepted, None),
        Err(error) => {
            let answer = match error {
                SupplierError::KeyOrAddress => Answer::NotAccepted { by_address, accepted_before },
                SupplierError::Unreachable(_)
                | SupplierError::Refused(_)
                | SupplierError::Busy(_)
                | SupplierError::Unreadable
                | SupplierError::NotBuilt => Answer::Silent,
            };
            (Vec::new(), answer, Some(error.to_string()))
        }
    };
    let is_charged = |wallet: &&Wallet| {
        account.currency.is_none_or(|currency| currency == wallet.balance.currency())
    };
    let charged = wallets.iter().find(is_charged).cloned();
    Checkup { wallets, charged, ..Checkup::of(account.id.as_str(), answer, why) }
}

/// Asks a processor whether it answers and accepts the key; `None` if the till has no such one.
pub(crate) async fn processor(session: &Session, id: &str) -> Option<Checkup> {
    let place = ProcessorId::new(id);
    let processor = session.till.processors().get(&place)?;
    let found = ask_processor(&**processor, id).await;
    // Only now: the gauge tells of the newest answer.
    let seen = session.gauges.processors.get(&place).map(|gauge| gauge.seen());
    Some(found.seen(seen.unwrap_or_default()))
}

/// Asks a processor that the till does not work with yet, or not with this key.
pub(crate) async fn try_processor(processor: &dyn Processor, id: &str, gauge: &Gauge) -> Checkup {
    ask_processor(processor, id).await.seen(gauge.seen())
}

async fn ask_processor(processor: &dyn Processor, id: &str) -> Checkup {
    let (answer, why) = match processor.ready(&SystemClock.tender_id()).await {
        Ok(()) => (Answer::Accepted, None),
        Err(error) => {
            let answer = match error {
                // What a processor knows of addresses is not documented for shops.
                ProcessorError::Key => {
                    Answer::NotAccepted { by_address: false, accepted_before: false }
                }
                ProcessorError::Unreachable(_) => Answer::Silent,
            };
            (answer, Some(error.to_string()))
        }
    };
    Checkup::of(id, answer, why)
}

/// Whether a wallet does not even buy the cheapest product that is charged to it.
fn is_spent<'a>(wallet: &Wallet, products: impl Iterator<Item = &'a Product>) -> bool {
    let (balance, currency) = (wallet.balance.amount(), wallet.balance.currency());
    let costs = products
        .filter(|product| product.active && product.supplier == wallet.supplier)
        .filter_map(|product| product.cost.filter(|cost| cost.currency() == currency));
    let cheapest = costs.map(|cost| cost.amount()).min();
    balance <= rust_decimal::Decimal::ZERO || cheapest.is_some_and(|cost| balance < cost)
}

impl Checkup {
    fn of(id: &str, answer: Answer, why: Option<String>) -> Self {
        let signs = Signs { answer, took: None, clock_off: None, is_spent: false };
        let (wallets, charged) = (Vec::new(), None);
        Self { id: id.to_owned(), health: Health::of(&signs), wallets, charged, signs, why }
    }

    /// With what was seen on the wire, which may change the word.
    fn seen(mut self, seen: Seen) -> Self {
        if self.signs.answer == Answer::Silent && seen.untimely {
            self.signs.answer = Answer::Untimely;
        }
        (self.signs.took, self.signs.clock_off) = (seen.took, seen.clock_off);
        self.health = Health::of(&self.signs);
        self
    }

    /// Whether it answered and accepted the key.
    pub(crate) fn is_accepted(&self) -> bool {
        self.signs.answer == Answer::Accepted
    }

    /// Whether it answered anything.
    pub(crate) fn is_answer(&self) -> bool {
        !matches!(self.signs.answer, Answer::Silent | Answer::Untimely)
    }

    /// Why it could not be asked, if it could not.
    pub(crate) fn why(&self) -> Option<&str> {
        self.why.as_deref()
    }

    /// What was found, as a sentence.
    pub(crate) fn message(&self, words: &Words) -> String {
        let seconds = self.signs.took.unwrap_or_default().as_secs();
        let minutes = self.signs.clock_off.map(|off| off.as_secs().div_ceil(60));
        let balance = self
            .charged
            .as_ref()
            .map(|wallet| format!("{} {}", wallet.balance.amount(), wallet.balance.currency()));
        let mut facts = counted("seconds", seconds);
        for (name, value) in [
            ("what", self.id.clone()),
            ("why", self.why.clone().unwrap_or_default()),
            ("minutes", minutes.map(|minutes| minutes.to_string()).unwrap_or_default()),
            ("balance", balance.unwrap_or_default()),
        ] {
            facts.set(name, value);
        }
        let by_certificate = self.signs.answer == Answer::Untimely;
        let key = if by_certificate { CERTIFICATE.to_owned() } else { key(self.health) };
        words.say_with(&key, &facts)
    }

    /// What to do about it; nothing where all is well.
    pub(crate) fn hint(&self, words: &Words) -> String {
        if self.health == Health::Fine {
            return String::new();
        }
        let by_address = matches!(self.signs.answer, Answer::NotAccepted { by_address: true, .. });
        let key = if self.health == Health::WrongKey && by_address {
            KEY_OR_ADDRESS_HINT.to_owned()
        } else {
            format!("{}-hint", key(self.health))
        };
        words.say_with(&key, &args([("what", self.id.clone())]))
    }
}

/// The clock is wrong by the account's certificate, and nobody knows by how much.
const CERTIFICATE: &str = "health-clock-wrong-certificate";
/// A key that was never accepted by who also looks at addresses.
const KEY_OR_ADDRESS_HINT: &str = "health-wrong-key-or-address-hint";

fn key(health: Health) -> String {
    format!("health-{}", health.as_str().replace('_', "-"))
}

/// The products a spent wallet is measured by, for a face that keeps no catalogue in memory.
pub(crate) async fn products(session: &Session) -> Result<Vec<Product>, Failure> {
    Ok(session.till.journal().products().await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Isolation;
    use domain::shop::Language;

    #[test]
    fn every_state_of_an_account_is_said_and_answered_in_both_languages() {
        for language in [Language::English, Language::Arabic] {
            let words = Words::of(language, Isolation::Off);
            for health in Health::ALL {
                assert!(words.has(&key(*health)), "{health:?}");
                assert!(
                    *health == Health::Fine || words.has(&format!("{}-hint", key(*health))),
                    "{health:?}"
                );
            }
            assert!(words.has(CERTIFICATE) && words.has(KEY_OR_ADDRESS_HINT));
        }
    }
}

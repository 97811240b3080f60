//! What can go wrong at the gateway in particular: transactions that end otherwise than their card
//! would, replies that say other figures.
//!
//! It must never know: the state of any order.

use serde_json::{Map, Value};

use super::Endpoint;
use super::orders::{Outcome, Status};
use crate::fault::{Queue, WireFault};
use crate::upstream::{ControlError, Params};

const KINDS: &str = "outcome, no_transactions, figures, text_amounts";

/// How one reply differs from the usual one.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Twist {
    /// Without `transactions`.
    NoTransactions,
    /// With other values for members it has.
    Figures(Map<String, Value>),
    /// Amounts as texts.
    TextAmounts,
}

/// Everything that is to go wrong.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) wire: Queue<WireFault>,
    outcomes: Queue<Outcome>,
    twists: Queue<Twist>,
}

impl Faults {
    /// How the transaction under way goes, where that was arranged.
    pub(super) fn outcome(&mut self, endpoint: Endpoint) -> Option<Outcome> {
        self.outcomes.take(endpoint.word())
    }

    /// Changes a reply as was arranged, one twist for each.
    pub(super) fn disguise(&mut self, endpoint: Endpoint, members: &mut Map<String, Value>) {
        match self.twists.take(endpoint.word()) {
            None => {}
            Some(Twist::NoTransactions) => {
                members.remove("transactions");
            }
            Some(Twist::Figures(figures)) => members.extend(figures),
            Some(Twist::TextAmounts) => {
                for (_, value) in members.iter_mut().filter(|(name, _)| name.contains("amount")) {
                    *value = value.to_string().into();
                }
            }
        }
    }

    pub(super) fn pending(&self) -> u64 {
        let own = [self.wire.pending(), self.outcomes.pending(), self.twists.pending()];
        own.into_iter().sum()
    }

    /// Reads `{"endpoint","kind","times","skip",…}` into its queue.
    pub(super) fn inject(&mut self, fault: Map<String, Value>) -> Result<(), ControlError> {
        let mut params = Params::new(fault);
        let missing = || ControlError::BadRequest("`kind` is missing".into());
        let kind = params.text("kind")?.ok_or_else(missing)?;
        let times: u32 = params.whole("times")?.unwrap_or(1);
        let skip: u32 = params.whole("skip")?.unwrap_or(0);
        let endpoint = params.text("endpoint")?;
        let words = Endpoint::ALL.map(Endpoint::word);
        if let Some(word) = endpoint.as_deref().filter(|it| *it != "any" && !words.contains(it)) {
            let words = format!("endpoint `{word}` is not one of: any, {}", words.join(", "));
            return Err(ControlError::BadRequest(words));
        }
        let at = |usual: &'static str| endpoint.as_deref().unwrap_or(usual).to_owned();
        // Read completely before anything is queued: a misspelt fault must leave nothing behind.
        match kind.as_str() {
            "outcome" => {
                let outcome = read_outcome(&mut params)?;
                params.end()?;
                self.outcomes.push(&at("purchase"), skip, times, outcome);
            }
            "no_transactions" => {
                params.end()?;
                self.twists.push(&at("get"), skip, times, Twist::NoTransactions);
            }
            "figures" => {
                let figures = params.object("with")?.unwrap_or_default();
                params.end()?;
                self.twists.push(&at("get"), skip, times, Twist::Figures(figures));
            }
            "text_amounts" => {
                params.end()?;
                self.twists.push(&at("get"), skip, times, Twist::TextAmounts);
            }
            _ => {
                let fault = WireFault::read(&kind, &mut params)?;
                let known = format!("{}, {KINDS}", WireFault::KINDS);
                let words = format!("kind `{kind}` is not one of: {known}");
                let fault = fault.ok_or(ControlError::BadRequest(words))?;
                params.end()?;
                self.wire.push(&at("any"), skip, times, fault);
            }
        }
        Ok(())
    }
}

/// `{"status":"timeout","then":"approved","after_reads":1}`; without `after_reads` it stays as it
/// is, and `then` is what the bank did all the same.
fn read_outcome(params: &mut Params) -> Result<Outcome, ControlError> {
    let status = params.text("status")?.unwrap_or_else(|| "failed".to_owned());
    let then = params.text("then")?;
    let after_reads = params.whole("after_reads")?;
    let code = params.text("code")?;
    let message = params.text("message")?;
    let wrong = |words: &str| Err(ControlError::BadRequest(words.to_owned()));
    let status = Status::read(&status);
    if status.is_final() && (then.is_some() || after_reads.is_some()) {
        return wrong("an approved or failed transaction has ended");
    }
    let acted = match then.as_deref() {
        None => status == Status::Approved,
        Some("approved") => true,
        Some("failed") => false,
        Some(_) => return wrong("`then` must be approved or failed"),
    };
    let usual = Outcome::open(status, acted, after_reads);
    Ok(Outcome {
        code: code.unwrap_or(usual.code),
        message: message.unwrap_or(usual.message),
        ..usual
    })
}

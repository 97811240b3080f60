//! What can go wrong at the gateway in particular: transactions that end otherwise than their card
//! would, replies that say other figures.
//!
//! It must never know: the state of any order.

use serde_json::{Map, Value};

use super::Endpoint;
use super::orders::{Outcome, Status};
use crate::fault::{Asked, Queue, WireFault};
use crate::upstream::{ControlError, Params};

const ENDPOINTS: [&str; 8] =
    ["any", "purchase", "authorize", "capture", "void", "refund", "get", "other"];

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
        let mut asked = Asked::read(fault, &ENDPOINTS)?;
        let kind = asked.kind.clone();
        match kind.as_str() {
            "outcome" => {
                let outcome = read_outcome(&mut asked.params)?;
                asked.queue(&mut self.outcomes, "purchase", outcome)
            }
            "no_transactions" => asked.queue(&mut self.twists, "get", Twist::NoTransactions),
            "figures" => {
                let figures = asked.params.object("with")?.unwrap_or_default();
                asked.queue(&mut self.twists, "get", Twist::Figures(figures))
            }
            "text_amounts" => asked.queue(&mut self.twists, "get", Twist::TextAmounts),
            _ => {
                let fault = WireFault::read(&kind, &mut asked.params)?;
                let known = format!("{}, {KINDS}", WireFault::KINDS);
                let words = format!("kind `{kind}` is not one of: {known}");
                let fault = fault.ok_or(ControlError::BadRequest(words))?;
                asked.queue(&mut self.wire, "any", fault)
            }
        }
    }
}

/// `{"status":"timeout","then":"approved","after_reads":1}`; without `after_reads` it stays as it
/// is, and `then` is what the bank did all the same.
fn read_outcome(params: &mut Params) -> Result<Outcome, ControlError> {
    let status = params.text("status")?.unwrap_or_else(|| "failed".to_owned());
    let then = params.choice("then", [("approved", true), ("failed", false)])?;
    let after_reads = params.whole("after_reads")?;
    let code = params.text("code")?;
    let message = params.text("message")?;
    let status = Status::read(&status);
    if status.is_final() && (then.is_some() || after_reads.is_some()) {
        let words = "an approved or failed transaction has ended";
        return Err(ControlError::BadRequest(words.into()));
    }
    let acted = then.unwrap_or(status == Status::Approved);
    let usual = Outcome::open(status, acted, after_reads);
    Ok(Outcome {
        code: code.unwrap_or(usual.code),
        message: message.unwrap_or(usual.message),
        ..usual
    })
}

//! What can go wrong at Payerly in particular: replies that lack what the table promises, words
//! nobody knows, customers with plans.
//!
//! It must never know: the state of any order.

use serde_json::{Map, Value};

use super::{Endpoint, Plan};
use crate::fault::{Queue, WireFault};
use crate::upstream::{ControlError, Params};

const ENDPOINTS: [&str; 8] =
    ["any", "create", "get", "refund", "refunds", "page", "press", "other"];

const KINDS: &str = "customer, refund_fails, no_pay_url, no_paid_amount, object_and_error, \
    error_only, payment_object, numeric_amounts, unknown_status";

/// How one reply differs from the usual one.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    /// Without `payUrl`.
    pub(super) no_pay_url: bool,
    /// Without `paidAmount`, although paid.
    pub(super) no_paid_amount: bool,
    /// An `error` beside the `object`.
    pub(super) error_too: bool,
    /// An `error` instead of the `object`, under 200.
    pub(super) error_only: bool,
    /// In the form of the documents' sample.
    pub(super) payment_object: bool,
    /// Amounts as JSON numbers.
    pub(super) numbers: bool,
    /// Another status word.
    pub(super) word: Option<String>,
}

/// One way to differ.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Twist {
    NoPayUrl,
    NoPaidAmount,
    ErrorToo,
    ErrorOnly,
    PaymentObject,
    Numbers,
    Word(String),
}

/// Everything that is to go wrong.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) wire: Queue<WireFault>,
    twists: Queue<Twist>,
    plans: Queue<Plan>,
    doomed_refunds: Queue<()>,
}

impl Faults {
    /// What the customer of the next order is going to do, where that was arranged.
    pub(super) fn plan(&mut self) -> Option<Plan> {
        self.plans.take(Endpoint::Create.word())
    }

    /// Whether the next refund comes to nothing.
    pub(super) fn dooms_refund(&mut self) -> bool {
        self.doomed_refunds.take(Endpoint::Refund.word()).is_some()
    }

    /// How the reply under way looks; a missing `paidAmount` waits for one that would have it.
    pub(super) fn look(&mut self, endpoint: Endpoint, shows_paid: bool) -> Look {
        if self.twists.pending() == 0 {
            return Look::default();
        }
        let mut has = |twist: Twist| {
            self.twists.take_if(endpoint.word(), |waiting| *waiting == twist).is_some()
        };
        Look {
            no_pay_url: has(Twist::NoPayUrl),
            no_paid_amount: shows_paid && has(Twist::NoPaidAmount),
            error_too: has(Twist::ErrorToo),
            error_only: has(Twist::ErrorOnly),
            payment_object: has(Twist::PaymentObject),
            numbers: has(Twist::Numbers),
            word: self.word(endpoint),
        }
    }

    fn word(&mut self, endpoint: Endpoint) -> Option<String> {
        let is_word = |twist: &Twist| matches!(twist, Twist::Word(_));
        match self.twists.take_if(endpoint.word(), is_word) {
            Some(Twist::Word(word)) => Some(word),
            _ => None,
        }
    }

    pub(super) fn pending(&self) -> u64 {
        let own = [self.wire.pending(), self.twists.pending(), self.plans.pending()];
        own.into_iter().sum::<u64>().saturating_add(self.doomed_refunds.pending())
    }

    /// Reads `{"endpoint","kind","times","skip",…}` into its queue.
    pub(super) fn inject(&mut self, fault: Map<String, Value>) -> Result<(), ControlError> {
        let mut params = Params::new(fault);
        let missing = || ControlError::BadRequest("`kind` is missing".into());
        let kind = params.text("kind")?.ok_or_else(missing)?;
        let times: u32 = params.whole("times")?.unwrap_or(1);
        let skip: u32 = params.whole("skip")?.unwrap_or(0);
        let endpoint = params.text("endpoint")?;
        if let Some(word) = endpoint.as_deref().filter(|word| !ENDPOINTS.contains(word)) {
            let known = ENDPOINTS.join(", ");
            let words = format!("endpoint `{word}` is not one of: {known}");
            return Err(ControlError::BadRequest(words));
        }
        let at = |usual: &'static str| endpoint.as_deref().unwrap_or(usual).to_owned();
        // Read completely before anything is queued: a misspelt fault must leave nothing behind.
        match kind.as_str() {
            "customer" => {
                let plan = Plan::read(&mut params)?;
                params.end()?;
                self.plans.push("create", skip, times, plan);
            }
            "refund_fails" => {
                params.end()?;
                self.doomed_refunds.push("refund", skip, times, ());
            }
            _ => {
                if let Some((twist, usual)) = Twist::read(&kind, &mut params)? {
                    params.end()?;
                    self.twists.push(&at(usual), skip, times, twist);
                } else {
                    let fault = WireFault::read(&kind, &mut params)?;
                    let known = format!("{}, {KINDS}", WireFault::KINDS);
                    let words = format!("kind `{kind}` is not one of: {known}");
                    let fault = fault.ok_or(ControlError::BadRequest(words))?;
                    params.end()?;
                    self.wire.push(&at("any"), skip, times, fault);
                }
            }
        }
        Ok(())
    }
}

impl Twist {
    /// A twist and the endpoint it usually hits; `None` when the kind is not one.
    fn read(kind: &str, params: &mut Params) -> Result<Option<(Self, &'static str)>, ControlError> {
        let twist = match kind {
            "no_pay_url" => (Self::NoPayUrl, "create"),
            "no_paid_amount" => (Self::NoPaidAmount, "get"),
            "object_and_error" => (Self::ErrorToo, "get"),
            "error_only" => (Self::ErrorOnly, "create"),
            "payment_object" => (Self::PaymentObject, "create"),
            "numeric_amounts" => (Self::Numbers, "get"),
            "unknown_status" => {
                let word = params.text("word")?.unwrap_or_else(|| "ON_REVIEW".to_owned());
                (Self::Word(word), "get")
            }
            _ => return Ok(None),
        };
        Ok(Some(twist))
    }
}

//! What can go wrong at PalCards in particular: orders that come to nothing, cards that are late,
//! words nobody knows.
//!
//! It must never know: the state of any order.

use serde_json::{Map, Value};

use super::orders::Status;
use super::{Endpoint, wire};
use crate::fault::{Asked, Queue, WireFault, WireKind};
use crate::pace::{Course, Pace, Plan};
use crate::upstream::{ControlError, Params};

const ENDPOINTS: [&str; 7] = ["any", "profile", "preflight", "create", "list", "get", "other"];

const KINDS: &str = "insufficient_balance, wallet_missing, fail, reject, hold, listing_delay, \
    unknown_status, no_sold_item, same_code, preflight_refused";

/// How a sold card is shown wrongly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SoldItemShape {
    /// `"soldItem": null`.
    Null,
    /// No such key.
    Absent,
    /// A card whose code is an empty string.
    EmptyCode,
    /// A code of digits as a bare number.
    NumericCode,
}

/// Everything that is to go wrong; each queue is asked where its fault can happen, so that a
/// request may meet several at once.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) wire: Queue<WireFault>,
    course: Course<Status>,
    pub(super) status: Queue<String>,
    pub(super) sold_item: Queue<SoldItemShape>,
    pub(super) same_code: Queue<()>,
    pub(super) preflight: Queue<String>,
}

impl Faults {
    /// Decides how a new order will go.
    pub(super) fn plan(&mut self, pace: Pace, listing_delay_ms: u64) -> Plan<Status> {
        let usual = Plan { outcome: Status::Success, pace, listing_delay_ms };
        self.course.change(Endpoint::Create.word(), usual)
    }

    pub(super) fn status_word(&mut self, endpoint: Endpoint) -> Option<String> {
        self.status.take(endpoint.word())
    }

    pub(super) fn pending(&self) -> u64 {
        [
            self.wire.pending(),
            self.course.pending(),
            self.status.pending(),
            self.sold_item.pending(),
            self.same_code.pending(),
            self.preflight.pending(),
        ]
        .into_iter()
        .sum()
    }

    /// Reads `{"endpoint","kind","times","skip",…}` into its queue.
    pub(super) fn inject(&mut self, fault: Map<String, Value>) -> Result<(), ControlError> {
        let mut asked = Asked::read(fault, &ENDPOINTS)?;
        let params = &mut asked.params;
        match asked.kind.as_str() {
            "fail" => asked.queue(&mut self.course.outcome, "create", Status::Failed),
            "reject" => asked.queue(&mut self.course.outcome, "create", Status::Rejected),
            "hold" => asked.queue(&mut self.course.pace, "create", Pace::Never),
            "listing_delay" => {
                let ms = params.whole("ms")?.unwrap_or(10_000);
                asked.queue(&mut self.course.listing_delay_ms, "create", ms)
            }
            "unknown_status" => {
                let word = params.text("word")?.unwrap_or_else(|| "on-hold".to_owned());
                asked.queue(&mut self.status, "get", word)
            }
            "no_sold_item" => {
                let shape = shape(params)?;
                asked.queue(&mut self.sold_item, "get", shape)
            }
            // Taken when a card is made, which may be long after the order.
            "same_code" => asked.queue(&mut self.same_code, "create", ()),
            "preflight_refused" => {
                let words = params.text("message")?;
                let words = words.unwrap_or_else(|| "Account not found".to_owned());
                asked.queue(&mut self.preflight, "preflight", words)
            }
            kind => {
                let (fault, usual) = wire_fault(kind, params)?;
                asked.queue(&mut self.wire, usual, fault)
            }
        }
    }
}

/// A refusal in PalCards' own sentences, or a fault of the wire, and the endpoint it usually hits.
fn wire_fault(kind: &str, params: &mut Params) -> Result<(WireFault, &'static str), ControlError> {
    let words = match kind {
        "insufficient_balance" => "Insufficient balance".to_owned(),
        "wallet_missing" => {
            let currency = params.text("currency")?.unwrap_or_else(|| "USD".to_owned());
            wire::wallet_missing_words(&currency)
        }
        _ => {
            let known = || format!("kind `{kind}` is not one of: {}, {KINDS}", WireFault::KINDS);
            let fault = WireFault::read(kind, params)?;
            return Ok((fault.ok_or_else(|| ControlError::BadRequest(known()))?, "any"));
        }
    };
    let message = Some(Value::from(words));
    let kind = WireKind::Answer { status: 400, message, retry_after: None };
    Ok((WireFault { kind, acted: false }, "create"))
}

fn shape(params: &mut Params) -> Result<SoldItemShape, ControlError> {
    let shapes = [
        ("null", SoldItemShape::Null),
        ("absent", SoldItemShape::Absent),
        ("empty_code", SoldItemShape::EmptyCode),
        ("numeric_code", SoldItemShape::NumericCode),
    ];
    Ok(params.choice("shape", shapes)?.unwrap_or(SoldItemShape::Null))
}

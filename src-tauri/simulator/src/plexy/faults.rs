//! What can go wrong at Plexy in particular: orders that come to nothing, words and contents that
//! nobody knows, contradictions.
//!
//! It must never know: the state of any order.

use serde_json::{Map, Value};

use super::orders::Status;
use super::{Endpoint, Settings, wire};
use crate::fault::{Asked, Queue, WireFault, WireKind};
use crate::pace::{Course, Pace, Plan};
use crate::upstream::{ControlError, Params};

const ENDPOINTS: [&str; 12] = [
    "any",
    "types",
    "categories",
    "products",
    "product",
    "list",
    "create",
    "get",
    "balance",
    "deposits",
    "health",
    "other",
];

const KINDS: &str = "low_balance, key_in_use, fail, hold, listing_delay, unknown_status, content, \
    is_test, both_times, same_code";

/// How an order's content is shown wrongly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContentShape {
    /// The same values under words that no page has.
    UnknownKeys,
    /// The same members one level deeper.
    Nested,
    /// A code of digits as a bare number.
    NumericCode,
    /// `{}`.
    Empty,
    /// `null`.
    Null,
    /// No such key.
    Absent,
}

/// Everything that is to go wrong; each queue is asked where its fault can happen, so that a
/// request may meet several at once.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) wire: Queue<WireFault>,
    course: Course<Status>,
    pub(super) same_code: Queue<()>,
    pub(super) status: Queue<String>,
    pub(super) content: Queue<ContentShape>,
    pub(super) is_test: Queue<bool>,
    pub(super) both_times: Queue<()>,
}

impl Faults {
    /// Decides how a new order will go.
    pub(super) fn plan(&mut self, settings: &Settings) -> Plan<Status> {
        let usual = Plan {
            outcome: Status::Completed,
            pace: settings.pace,
            listing_delay_ms: settings.listing_delay_ms,
        };
        self.course.change(Endpoint::Create.word(), usual)
    }

    pub(super) fn pending(&self) -> u64 {
        [
            self.wire.pending(),
            self.course.pending(),
            self.same_code.pending(),
            self.status.pending(),
            self.content.pending(),
            self.is_test.pending(),
            self.both_times.pending(),
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
            "hold" => asked.queue(&mut self.course.pace, "create", Pace::Never),
            "listing_delay" => {
                let ms = params.whole("ms")?.unwrap_or(10_000);
                asked.queue(&mut self.course.listing_delay_ms, "create", ms)
            }
            // Taken when a code is made, which may be long after the order.
            "same_code" => asked.queue(&mut self.same_code, "create", ()),
            "unknown_status" => {
                let word = params.text("word")?.unwrap_or_else(|| "on_review".to_owned());
                asked.queue(&mut self.status, "get", word)
            }
            "content" => {
                let shape = shape(params)?;
                asked.queue(&mut self.content, "get", shape)
            }
            "is_test" => {
                let value = params.flag("value")?.unwrap_or(true);
                asked.queue(&mut self.is_test, "get", value)
            }
            "both_times" => asked.queue(&mut self.both_times, "get", ()),
            kind => {
                let (fault, usual) = wire_fault(kind, params)?;
                asked.queue(&mut self.wire, usual, fault)
            }
        }
    }
}

/// A refusal in Plexy's own words, or a fault of the wire, and the endpoint it usually hits.
fn wire_fault(kind: &str, params: &mut Params) -> Result<(WireFault, &'static str), ControlError> {
    let (status, words, acted) = match kind {
        "low_balance" => (params.whole("status")?.unwrap_or(400), wire::LOW_BALANCE, false),
        // The first request with the key is still being worked on: an order may well be there.
        "key_in_use" => (409, wire::KEY_IN_USE, params.flag("acted")?.unwrap_or(false)),
        _ => {
            let known = || format!("kind `{kind}` is not one of: {}, {KINDS}", WireFault::KINDS);
            let fault = WireFault::read(kind, params)?;
            return Ok((fault.ok_or_else(|| ControlError::BadRequest(known()))?, "any"));
        }
    };
    if !(400..500).contains(&status) {
        return Err(ControlError::BadRequest("`status` must be from 400 to 499".into()));
    }
    let kind = WireKind::Answer { status, message: Some(Value::from(words)), retry_after: None };
    Ok((WireFault { kind, acted }, "create"))
}

fn shape(params: &mut Params) -> Result<ContentShape, ControlError> {
    let shapes = [
        ("unknown_keys", ContentShape::UnknownKeys),
        ("nested", ContentShape::Nested),
        ("numeric_code", ContentShape::NumericCode),
        ("empty", ContentShape::Empty),
        ("null", ContentShape::Null),
        ("absent", ContentShape::Absent),
    ];
    Ok(params.choice("shape", shapes)?.unwrap_or(ContentShape::UnknownKeys))
}

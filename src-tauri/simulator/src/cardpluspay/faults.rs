//! What can go wrong at `CardPlusPay` in particular: another till on the same account, sums that
//! are wrong, codes that are late, prices that rise.
//!
//! It must never know: the state of any order.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::orders::{Status, Till};
use super::{Endpoint, Settings, wire};
use crate::fault::{Asked, Queue, WireFault, WireKind};
use crate::pace::{Course, Pace, Plan};
use crate::upstream::{ControlError, Params};

const ENDPOINTS: [&str; 9] =
    ["any", "info", "balance", "catalog", "check", "create", "list", "get", "other"];

const KINDS: &str = "low_balance, out_of_stock, success_false, price_risen, other_till, fail, \
    hold, codes_later, listing_delay, unknown_status, codes, sum_mismatch, same_code";

/// Another till on the same account buys around one of our requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OtherTill {
    /// What it buys; the same as we do when absent.
    pub(super) item: Option<String>,
    pub(super) quantity: u64,
    /// Whether it comes before us.
    pub(super) is_first: bool,
}

/// How an order's codes are shown wrongly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodesShape {
    /// `[]`.
    None,
    /// No such key.
    Absent,
    /// All but the last one.
    OneLess,
    /// The first one is an empty string.
    EmptyCode,
    /// Codes of digits as bare numbers.
    NumericCode,
}

/// Everything that is to go wrong; each queue is asked where its fault can happen, so that a
/// request may meet several at once.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) wire: Queue<WireFault>,
    pub(super) other_till: Queue<OtherTill>,
    pub(super) out_of_stock: Queue<()>,
    pub(super) price_risen: Queue<Decimal>,
    course: Course<Status>,
    pub(super) same_code: Queue<()>,
    pub(super) status: Queue<String>,
    pub(super) codes: Queue<CodesShape>,
    pub(super) sum_mismatch: Queue<()>,
}

impl Faults {
    /// Decides how a new order will go; another till's meets none of our faults.
    pub(super) fn plan(&mut self, till: Till, settings: &Settings) -> Plan<Status> {
        let usual = Plan {
            outcome: Status::Completed,
            pace: settings.pace,
            listing_delay_ms: settings.listing_delay_ms,
        };
        match till {
            Till::Other => usual,
            Till::Own => self.course.change(Endpoint::Create.word(), usual),
        }
    }

    pub(super) fn pending(&self) -> u64 {
        [
            self.wire.pending(),
            self.other_till.pending(),
            self.out_of_stock.pending(),
            self.price_risen.pending(),
            self.course.pending(),
            self.same_code.pending(),
            self.status.pending(),
            self.codes.pending(),
            self.sum_mismatch.pending(),
        ]
        .into_iter()
        .sum()
    }

    /// Reads `{"endpoint","kind","times","skip",…}` into its queue.
    pub(super) fn inject(&mut self, fault: Map<String, Value>) -> Result<(), ControlError> {
        let mut asked = Asked::read(fault, &ENDPOINTS)?;
        let params = &mut asked.params;
        match asked.kind.as_str() {
            "other_till" => {
                let other = other_till(params)?;
                asked.queue(&mut self.other_till, "create", other)
            }
            "out_of_stock" => asked.queue(&mut self.out_of_stock, "create", ()),
            "price_risen" => {
                let by = params.amount("by")?.unwrap_or(Decimal::new(10, 2));
                asked.queue(&mut self.price_risen, "check", by)
            }
            "fail" => asked.queue(&mut self.course.outcome, "create", Status::Failed),
            "hold" => asked.queue(&mut self.course.pace, "create", Pace::Never),
            "codes_later" => {
                let ms = params.whole("ms")?.unwrap_or(5_000);
                asked.queue(&mut self.course.pace, "create", Pace::Delay { ms })
            }
            "listing_delay" => {
                let ms = params.whole("ms")?.unwrap_or(10_000);
                asked.queue(&mut self.course.listing_delay_ms, "create", ms)
            }
            // Taken when a code is made, which may be long after the order.
            "same_code" => asked.queue(&mut self.same_code, "create", ()),
            "unknown_status" => {
                let word = params.text("word")?.unwrap_or_else(|| "in_review".to_owned());
                asked.queue(&mut self.status, "get", word)
            }
            "codes" => {
                let shape = shape(params)?;
                asked.queue(&mut self.codes, "create", shape)
            }
            "sum_mismatch" => asked.queue(&mut self.sum_mismatch, "create", ()),
            kind => {
                let (fault, usual) = wire_fault(kind, params)?;
                asked.queue(&mut self.wire, usual, fault)
            }
        }
    }
}

fn other_till(params: &mut Params) -> Result<OtherTill, ControlError> {
    let item = params.text("item")?;
    let quantity = params.whole("quantity")?.unwrap_or(1);
    let is_first = params.choice("when", [("after", false), ("before", true)])?.unwrap_or(false);
    Ok(OtherTill { item, quantity, is_first })
}

/// A refusal in `CardPlusPay`'s own form, or a fault of the wire, and the endpoint it usually hits.
fn wire_fault(kind: &str, params: &mut Params) -> Result<(WireFault, &'static str), ControlError> {
    let (status, words, acted) = match kind {
        "low_balance" => (400, wire::LOW_BALANCE, false),
        // A failure that only the envelope tells.
        "success_false" => {
            (200, "Order could not be processed", params.flag("acted")?.unwrap_or(false))
        }
        _ => {
            let known = || format!("kind `{kind}` is not one of: {}, {KINDS}", WireFault::KINDS);
            let fault = WireFault::read(kind, params)?;
            return Ok((fault.ok_or_else(|| ControlError::BadRequest(known()))?, "any"));
        }
    };
    let kind = WireKind::Answer { status, message: Some(Value::from(words)), retry_after: None };
    Ok((WireFault { kind, acted }, "create"))
}

fn shape(params: &mut Params) -> Result<CodesShape, ControlError> {
    let shapes = [
        ("none", CodesShape::None),
        ("absent", CodesShape::Absent),
        ("one_less", CodesShape::OneLess),
        ("empty_code", CodesShape::EmptyCode),
        ("numeric_code", CodesShape::NumericCode),
    ];
    Ok(params.choice("shape", shapes)?.unwrap_or(CodesShape::None))
}

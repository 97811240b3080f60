//! What a processor's reply says about a customer's money, by a second and slower reading: a verdict of
//! the adapters must follow from it, or it is a complaint.
//!
//! It must never know: how the adapters read. Amounts are compared as digits, not as numbers.

use crate::{
    cards,
    processors::{Whose, charge},
};
use domain::{money::Money, reason::Reason};
use engine::ports::{
    processor::{Move, MoveFate, MoveKind, Part, Standing, TenderReport},
    supplier::WireReply,
};
use serde_json::Value;
use std::cell::OnceCell;

/// Characters of a word and of a text that may be kept.
const WORD_MAX: usize = 40;
const DETAIL_MAX: usize = 300;
/// Characters of an id, and of an address in a QR code.
const ID_MAX: usize = 200;
const PAGE_MAX: usize = 2_000;
/// The words with which Payerly's refunds end, as far as plain English is any.
const DONE: &str =
    "COMPLETED CONFIRMED SUCCESS SUCCESSFUL SUCCEEDED REFUNDED DONE APPROVED PROCESSED";
const FAILED: &str = "FAILED DECLINED REJECTED CANCELLED CANCELED ERROR";

/// A reply, read again.
pub(crate) struct Reading<'a> {
    whose: Whose,
    reply: &'a WireReply,
    /// The whole of it, once somebody asks; null where it is no whole JSON.
    whole: OnceCell<Value>,
}

impl<'a> Reading<'a> {
    pub(crate) fn of(whose: Whose, reply: &'a WireReply) -> Self {
        Self { whose, reply, whole: OnceCell::new() }
    }

    fn whole(&self) -> &Value {
        self.whole.get_or_init(|| {
            let body = self.reply.body.as_slice();
            let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
            let whole = if self.reply.complete { serde_json::from_slice(body).ok() } else { None };
            whole.unwrap_or_default()
        })
    }

    /// The order, or the refund.
    fn order(&self) -> &Value {
        match self.whose {
            Whose::Payerly => self.whole().get("object").unwrap_or(&Value::Null),
            Whose::Mpg => self.whole(),
        }
    }

    fn has_error(&self) -> bool {
        match self.whose {
            Whose::Payerly => self.whole().pointer("/error/code").is_some(),
            Whose::Mpg => scalar(self.whole(), "message").is_some(),
        }
    }

    /// Whether it is JSON in the processor's own form.
    pub(crate) fn is_own(&self) -> bool {
        let has_order = match self.whose {
            Whose::Payerly => self.order().is_object(),
            Whose::Mpg => scalar(self.order(), "id").is_some(),
        };
        has_order || self.has_error()
    }

    /// Whether it is a no in the processor's own form, under a status that may carry one.
    pub(crate) fn is_refusal(&self) -> bool {
        match self.whose {
            // An error alone is one even under 200; beside an object it is none.
            Whose::Payerly => {
                let alone = self.has_error() && !self.order().is_object();
                let may = [200, 201, 400, 401, 402, 403, 404, 405, 422];
                alone && may.contains(&self.reply.status)
            }
            Whose::Mpg => {
                let may = [400, 401, 402, 403, 404, 422];
                self.has_error() && may.contains(&self.reply.status)
            }
        }
    }

    /// What is wrong with a report that was read from a reply with one of these statuses.
    pub(crate) fn report_complaint(
        &self,
        statuses: &[u16],
        ours: &[Move],
        report: &TenderReport,
    ) -> Option<String> {
        if !statuses.contains(&self.reply.status) || !self.is_about_us() {
            return Some(format!("a report from a reply that is none: {report:?}"));
        }
        if !self.allows(ours, &report.standing) {
            return Some(format!("money is not there: {:?}", report.standing));
        }
        if report.word.as_deref().is_some_and(cards::number_in) {
            return Some("a card's number in a word".to_owned());
        }
        if report.word.as_ref().is_some_and(|word| word.chars().count() > WORD_MAX) {
            return Some("a status word without end".to_owned());
        }
        if report.pay_url.as_deref().is_some_and(|url| !is_page(url)) {
            return Some(format!("no page: {:?}", report.pay_url));
        }
        if let Some(part) = report.parts.iter().find(|part| !self.has_part(part)) {
            return Some(format!("a payment that is none: {part:?}"));
        }
        let reason = match &report.standing {
            Standing::Declined(reason) | Standing::Unclear(reason) => reason_complaint(reason),
            Standing::Open
            | Standing::Held
            | Standing::Paid { .. }
            | Standing::Short { .. }
            | Standing::Over => None,
        };
        reason.or_else(|| {
            report.moves.iter().find_map(|(id, fate)| {
                match ours.iter().find(|made| made.id == *id) {
                    Some(made) => self.moved_complaint(made, fate),
                    None => Some(format!("a movement that is not ours: {id:?}")),
                }
            })
        })
    }

    fn is_about_us(&self) -> bool {
        let charge = charge(self.whose);
        let key = match self.whose {
            Whose::Payerly => "orderId",
            Whose::Mpg => "id",
        };
        let id = scalar(self.order(), key);
        let is_ours = id.as_ref().map(|id| id.eq_ignore_ascii_case(charge.id.as_str()));
        match self.whose {
            // Their own sample is a payment, which may name no order.
            Whose::Payerly => self.order().is_object() && is_ours != Some(false),
            Whose::Mpg => is_ours == Some(true) && self.order()["transactions"].is_array(),
        }
    }

    /// Whether the reply's figures and words allow a verdict.
    fn allows(&self, ours: &[Move], standing: &Standing) -> bool {
        match self.whose {
            Whose::Payerly => self.page_allows(ours, standing),
            Whose::Mpg => self.hold_allows(standing),
        }
    }

    fn page_allows(&self, ours: &[Move], standing: &Standing) -> bool {
        let order = self.order();
        let asked = digits_of(charge(self.whose).amount);
        let paid = figure(order, "paidAmount", "USD");
        // Where the order says what was asked for, it must say it readably and say the same.
        let is_said = order.get("amount").is_some_and(|it| !it.is_null());
        let fits = !is_said || figure(order, "amount", "USD").as_ref() == Some(&asked);
        let is_closed = word(order).is_some_and(|word| word.eq_ignore_ascii_case("CLOSED"));
        let is_foreign = |item: &Value| {
            let id = scalar(item, "refundId");
            id.is_some_and(|id| ours.iter().all(|made| made.id.as_str() != id))
        };
        let foreign = self.items().iter().any(|item| is_foreign(item));
        let some = paid.as_ref().is_some_and(|paid| paid != "0");
        let enough = paid.as_ref().is_some_and(|paid| is_at_least(paid, &asked));
        match standing {
            Standing::Paid { paid: said } => {
                let same = paid.as_ref() == Some(&digits_of(*said));
                same && enough && fits && !is_closed && !foreign && !self.has_error()
            }
            Standing::Short { over } => some && !enough && !foreign && (!over || is_closed),
            // Whoever has paid is never told that nothing came.
            Standing::Over => !some && is_closed,
            Standing::Open => !some && !is_closed,
            Standing::Unclear(_) => true,
            Standing::Held | Standing::Declined(_) => false,
        }
    }

    fn hold_allows(&self, standing: &Standing) -> bool {
        let order = self.order();
        let figures = scalar(order, "currency").as_deref() == Some("SAR")
            && scalar(order, "amount")
                .is_some_and(|units| units.trim_start_matches(['+', '0']) == "1000");
        let charges: Vec<String> = list(order, "transactions")
            .iter()
            .filter(|it| matches!(scalar(it, "type").as_deref(), Some("authorize" | "purchase")))
            .map(|it| scalar(it, "status").unwrap_or_default())
            .collect();
        let untouched = ["captured_amount", "refunded_amount", "voided_amount"].iter().all(|key| {
            let given = order.get(key).filter(|given| !given.is_null());
            given.is_none_or(|_| {
                scalar(order, key).is_some_and(|units| {
                    !units.is_empty() && units.bytes().all(|b| matches!(b, b'0' | b'+'))
                })
            })
        });
        match standing {
            Standing::Held => {
                figures && untouched && charges.iter().any(|status| status == "approved")
            }
            Standing::Declined(_) => {
                figures && !charges.is_empty() && charges.iter().all(|status| status == "failed")
            }
            Standing::Unclear(_) => true,
            Standing::Open | Standing::Paid { .. } | Standing::Short { .. } | Standing::Over => {
                false
            }
        }
    }

    /// What stands under a page, in the order or beside it, in envelopes or bare.
    fn items(&self) -> Vec<&Value> {
        let inside = self.order().get("items");
        let all = inside.or_else(|| self.whole().get("items")).and_then(Value::as_array);
        all.into_iter().flatten().map(bare).collect()
    }

    /// Whether a payment is in the reply with this id and this very amount.
    fn has_part(&self, part: &Part) -> bool {
        if part.id.trim().is_empty() || part.id.chars().count() > ID_MAX {
            return false;
        }
        let is_it = |item: &Value, key: &str| {
            scalar(item, "paymentId").as_ref() == Some(&part.id)
                && figure(item, key, "USD").as_ref() == Some(&digits_of(part.amount))
        };
        let is_none = |item: &Value| {
            let said = word(item).unwrap_or_default();
            item.get("refundId").is_some() || is_one_of(FAILED, &said)
        };
        self.items().iter().any(|item| is_it(item, "amount") && !is_none(item))
            || is_it(self.order(), "paidAmount")
    }

    /// What is wrong with the fate of a movement.
    pub(crate) fn moved_complaint(&self, made: &Move, fate: &MoveFate) -> Option<String> {
        if let MoveFate::Refused(reason) = fate
            && let Some(complaint) = reason_complaint(reason)
        {
            return Some(complaint);
        }
        let is_good = matches!(self.reply.status, 200 | 201);
        let allowed = match (fate, self.whose) {
            (MoveFate::Refused(_), _) if self.is_refusal() => true,
            _ if !is_good => false,
            (_, Whose::Payerly) => self.refund_says(made, fate),
            (_, Whose::Mpg) => self.transaction_says(made, fate),
        };
        (!allowed).then(|| format!("a movement by no word of theirs: {fate:?}"))
    }

    fn refund_says(&self, made: &Move, fate: &MoveFate) -> bool {
        let itself = std::iter::once(self.order());
        itself.chain(self.items()).any(|item| {
            let said = word(item).unwrap_or_default();
            let is = |words: &str| is_one_of(words, &said);
            scalar(item, "refundId").as_deref() == Some(made.id.as_str())
                && match fate {
                    MoveFate::Done => is(DONE),
                    MoveFate::Refused(_) => is(FAILED),
                    MoveFate::Working => !is(DONE) && !is(FAILED),
                }
        })
    }

    fn transaction_says(&self, made: &Move, fate: &MoveFate) -> bool {
        let all = list(self.order(), "transactions");
        let own = |it: &&Value| {
            scalar(it, "id").is_some_and(|id| id.eq_ignore_ascii_case(made.id.as_str()))
        };
        let mut words = all.iter().filter(own).map(|it| scalar(it, "status").unwrap_or_default());
        let by_total = || {
            let (key, kind, least) = match made.kind {
                MoveKind::Capture => ("captured_amount", "capture", 400),
                MoveKind::Void => ("voided_amount", "void", 1_000),
                MoveKind::Refund => return false,
            };
            let total = scalar(self.order(), key).and_then(|units| units.parse::<u64>().ok());
            total.is_some_and(|units| units >= least)
                && all.iter().any(|it| scalar(it, "type").as_deref() == Some(kind))
                && !all.iter().any(|it| own(&it))
        };
        self.is_about_us()
            && match fate {
                MoveFate::Done => words.any(|word| word == "approved") || by_total(),
                MoveFate::Refused(_) => words.any(|word| word == "failed"),
                MoveFate::Working => words.any(|word| word != "approved" && word != "failed"),
            }
    }
}

/// What lies in an envelope, if it is one.
fn bare(item: &Value) -> &Value {
    item.get("object").filter(|it| it.is_object()).unwrap_or(item)
}

/// What no reason may hold, whatever it was read from.
pub(crate) fn reason_complaint(reason: &Reason) -> Option<String> {
    let detail = reason.detail.as_deref().unwrap_or_default();
    let wrong = cards::number_in(detail) || detail.chars().count() > DETAIL_MAX;
    wrong.then(|| format!("a reason that must not be kept: {detail}"))
}

fn is_page(url: &str) -> bool {
    let is_web = ["https://", "http://"].iter().any(|scheme| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    is_web
        && url.chars().count() <= PAGE_MAX
        && !url.chars().any(|c| c.is_control() || c.is_whitespace())
}

fn scalar(value: &Value, key: &str) -> Option<String> {
    let value = value.get(key)?;
    value.as_str().map(str::to_owned).or_else(|| value.as_number().map(ToString::to_string))
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn is_one_of(words: &str, said: &str) -> bool {
    words.split(' ').any(|word| word.eq_ignore_ascii_case(said))
}

fn word(order: &Value) -> Option<String> {
    let status = order.get("status")?;
    scalar(status, "value").or_else(|| scalar(order, "status"))
}

/// The digits of an amount in a currency with two: `"010.270"` is `10.27`, `"x"` and `"1.005"` are none.
fn figure(order: &Value, key: &str, currency: &str) -> Option<String> {
    let given = order.get(key)?;
    let text = scalar(given, "value")
        .filter(|_| given.get("currency").is_some_and(|it| it == currency))?;
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    match fraction.len() {
        0 => Some(whole.to_owned()),
        1 | 2 => Some(format!("{whole}.{fraction}")),
        _ => None,
    }
}

fn digits_of(money: Money) -> String {
    money.amount().normalize().to_string()
}

/// Whether one amount's digits are no less than another's.
fn is_at_least(digits: &str, other: &str) -> bool {
    let split = |digits: &str| {
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        (whole.len(), whole.to_owned(), format!("{fraction:0<2}"))
    };
    split(digits) >= split(other)
}

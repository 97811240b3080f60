//! What goes wrong between the till and any processor alike.
//!
//! It must never know: a particular processor.

use crate::{
    chance::Chance,
    faults::{Act, Fault, Money, Moving},
};
use serde_json::{Value, json};

pub(super) const fn money(name: &'static str, what: Money, weight: u64) -> Fault {
    Fault { name, act: Act::Money(what), weight }
}

/// A reply that is no clear answer, whether or not it was done.
fn unclear(chance: &mut Chance) -> Value {
    let kinds = [
        "server_error",
        "html",
        "garbage",
        "cut",
        "half_json",
        "empty",
        "stall",
        "redirect",
        "late",
    ];
    let kind = *chance.pick(&kinds);
    let acted = chance.once_in(2);
    match kind {
        "late" => json!({ "endpoint": "any", "kind": kind, "ms": chance.between(1_000, 90_000) }),
        "server_error" => {
            let status = *chance.pick(&[500, 502, 503, 504]);
            json!({ "endpoint": "any", "kind": kind, "status": status, "acted": acted })
        }
        "html" => {
            let status = *chance.pick(&[200, 403, 404, 429, 502]);
            json!({ "endpoint": "any", "kind": kind, "status": status, "acted": acted })
        }
        _ => json!({ "endpoint": "any", "kind": kind, "acted": acted }),
    }
}

fn lost(_: &mut Chance) -> Value {
    json!({ "endpoint": "any", "kind": "drop" })
}

/// Asking for the money, and looking where it is.
pub(crate) const CALLS: &[Fault] = &[
    money("money: no connection", Money::NeverSent, 2),
    money("money: lost before the processor saw it", Money::LostBefore, 2),
    money("money: arrives after the till gave up", Money::ArrivesLate, 2),
    money("money: reply lost", Money::Charge(lost), 2),
    money("money: reply unclear", Money::Charge(unclear), 2),
    money(
        "money: reply 429",
        Money::Charge(|chance| {
            let acted = chance.once_in(2);
            json!({ "endpoint": "any", "kind": "rate_limit", "acted": acted })
        }),
        2,
    ),
    money(
        "money: reply 401",
        Money::Charge(|_| json!({ "endpoint": "any", "kind": "unauthorized" })),
        2,
    ),
    money("money looked up: no connection", Money::LookNeverSent, 2),
    money("money looked up: no clear answer", Money::Look(unclear), 2),
    money(
        "money looked up: 404",
        Money::Look(
            |_| json!({ "endpoint": "any", "kind": "answer", "status": 404, "message": "Not found" }),
        ),
        2,
    ),
    money("person: gives the money back, pressing twice", Money::GivesBack, 3),
];

/// Every way in which moving money goes wrong on its way there and back.
macro_rules! on_the_way {
    ($name:literal, $moving:expr, $weight:literal, $($own:expr),*) => {
        &[
            money(concat!($name, ": no connection"), Money::MoveNeverSent($moving), $weight),
            money(concat!($name, ": lost on the way"), Money::MoveLost($moving), $weight),
            money(concat!($name, ": arrives after the till gave up"), Money::MoveLate($moving), $weight),
            money(concat!($name, ": reply lost"), Money::Move($moving, lost), $weight),
            money(concat!($name, ": reply unclear"), Money::Move($moving, unclear), $weight),
            $($own),*
        ]
    };
}

pub(crate) const CAPTURES: &[Fault] = on_the_way!(
    "capture",
    Moving::Capture,
    8,
    money(
        "capture: refused",
        Money::Move(
            Moving::Capture,
            |_| json!({ "endpoint": "capture", "kind": "outcome", "status": "failed" })
        ),
        8
    )
);

pub(crate) const VOIDS: &[Fault] = on_the_way!(
    "void",
    Moving::Void,
    8,
    money(
        "void: refused",
        Money::Move(
            Moving::Void,
            |_| json!({ "endpoint": "void", "kind": "outcome", "status": "failed" })
        ),
        8
    )
);

pub(crate) const REFUNDS: &[Fault] = on_the_way!(
    "refund",
    Moving::Refund,
    9,
    money(
        "refund: comes to nothing",
        Money::Move(Moving::Refund, |_| json!({ "kind": "refund_fails" })),
        9
    ),
    money(
        "refund: refused",
        Money::Move(Moving::Refund, |chance| {
            let status = *chance.pick(&[400, 402, 403, 422]);
            json!({ "endpoint": "any", "kind": "answer", "status": status, "message": "No refund" })
        }),
        9
    )
);

//! What goes wrong with replies at every supplier alike, in the words all fakes share.
//!
//! It must never know: a particular supplier.

use crate::{
    chance::Chance,
    faults::{Act, Fault, Lever},
};
use serde_json::{Value, json};

const fn purchase(name: &'static str, lever: Lever) -> Fault {
    Fault { name, act: Act::Purchase(lever), weight: 3 }
}

const fn look(name: &'static str, lever: Lever) -> Fault {
    Fault { name, act: Act::Look(lever), weight: 3 }
}

/// The same for what only one supplier does: drawn oftener, since a third of the sales are its.
pub(super) const fn own(name: &'static str, lever: Lever) -> Fault {
    Fault { name, act: Act::Purchase(lever), weight: 9 }
}

pub(super) const fn own_look(name: &'static str, lever: Lever) -> Fault {
    Fault { name, act: Act::Look(lever), weight: 7 }
}

fn acted(chance: &mut Chance) -> bool {
    chance.once_in(2)
}

fn retry_after(chance: &mut Chance) -> Value {
    if chance.once_in(2) { Value::Null } else { json!(chance.between(1, 120)) }
}

/// The reply to the purchase, then the order itself, then the replies to look-ups.
pub(crate) const REPLIES: &[Fault] = &[
    purchase("reply to purchase: lost", |_| json!({ "endpoint": "create", "kind": "drop" })),
    purchase(
        "reply to purchase: late",
        |chance| json!({ "endpoint": "create", "kind": "late", "ms": chance.between(1_000, 90_000) }),
    ),
    purchase(
        "reply to purchase: none at all",
        |chance| json!({ "endpoint": "create", "kind": "stall", "acted": acted(chance) }),
    ),
    purchase(
        "reply to purchase: 429",
        |chance| json!({ "endpoint": "create", "kind": "rate_limit", "acted": acted(chance), "retry_after": retry_after(chance) }),
    ),
    purchase("reply to purchase: 5xx in its own form", |chance| {
        let status = *chance.pick(&[500, 502, 503, 504]);
        json!({ "endpoint": "create", "kind": "server_error", "status": status, "acted": acted(chance) })
    }),
    purchase("reply to purchase: HTML page", |chance| {
        let status = *chance.pick(&[200, 403, 429, 502, 504]);
        json!({ "endpoint": "create", "kind": "html", "status": status, "acted": acted(chance) })
    }),
    purchase("reply to purchase: 401", |_| json!({ "endpoint": "create", "kind": "unauthorized" })),
    purchase(
        "reply to purchase: 409 of an order made",
        |_| json!({ "endpoint": "create", "kind": "answer", "status": 409, "message": "Conflict", "acted": true }),
    ),
    purchase("reply to purchase: garbage", |_| json!({ "endpoint": "create", "kind": "garbage" })),
    purchase(
        "reply to purchase: too long",
        |_| json!({ "endpoint": "create", "kind": "huge", "bytes": 8_500_000 }),
    ),
    purchase("reply to purchase: cut", |_| json!({ "endpoint": "create", "kind": "cut" })),
    purchase(
        "reply to purchase: half of its JSON",
        |_| json!({ "endpoint": "create", "kind": "half_json" }),
    ),
    purchase(
        "reply to purchase: drips",
        |chance| json!({ "endpoint": "create", "kind": "slow_drip", "bytes": 4, "every_ms": chance.between(10, 2_000) }),
    ),
    purchase(
        "reply to purchase: every key twice",
        |_| json!({ "endpoint": "create", "kind": "duplicate_keys" }),
    ),
    purchase(
        "reply to purchase: byte order mark",
        |_| json!({ "endpoint": "create", "kind": "bom" }),
    ),
    purchase("reply to purchase: empty", |_| json!({ "endpoint": "create", "kind": "empty" })),
    purchase("reply to purchase: redirect", |chance| {
        let status = *chance.pick(&[301, 302, 307, 308]);
        json!({ "endpoint": "create", "kind": "redirect", "status": status, "acted": acted(chance) })
    }),
    purchase("order: fails", |_| json!({ "kind": "fail" })),
    purchase("order: held until somebody there looks", |_| json!({ "kind": "hold" })),
    Fault {
        name: "order: lost reply, listed late",
        act: Act::PurchaseBoth(
            |_| json!({ "endpoint": "create", "kind": "drop" }),
            |chance| json!({ "kind": "listing_delay", "ms": chance.between(1_000, 1_800_000) }),
        ),
        weight: 3,
    },
    Fault {
        name: "order: 429, made all the same, listed late",
        act: Act::PurchaseBoth(
            |_| json!({ "endpoint": "create", "kind": "rate_limit", "acted": true }),
            |chance| json!({ "kind": "listing_delay", "ms": chance.between(1_000, 1_800_000) }),
        ),
        weight: 3,
    },
    purchase("order: brings an earlier code again", |_| json!({ "kind": "same_code" })),
    Fault {
        name: "person: says no of what was bought",
        act: Act::WrongPerson(
            |_| json!({ "endpoint": "create", "kind": "drop" }),
            |_| json!({ "kind": "listing_delay", "ms": 7_200_000 }),
        ),
        weight: 4,
    },
    look("look-up: connection drops", |_| json!({ "endpoint": "any", "kind": "drop" })),
    look("look-up: no reply at all", |_| json!({ "endpoint": "any", "kind": "stall" })),
    look(
        "look-up: 429",
        |chance| json!({ "endpoint": "any", "kind": "rate_limit", "retry_after": retry_after(chance) }),
    ),
    look("look-up: 5xx or HTML", |chance| {
        let kind = *chance.pick(&["server_error", "html"]);
        json!({ "endpoint": "any", "kind": kind, "status": *chance.pick(&[500, 502, 503, 504]) })
    }),
    look("look-up: 401", |_| json!({ "endpoint": "any", "kind": "unauthorized" })),
    look(
        "look-up: 404",
        |_| json!({ "endpoint": "any", "kind": "answer", "status": 404, "message": "Not found" }),
    ),
    look("look-up: garbage, cut, empty or twofold", |chance| {
        let kind = *chance.pick(&["garbage", "cut", "half_json", "empty", "duplicate_keys"]);
        json!({ "endpoint": "any", "kind": kind })
    }),
    look(
        "look-up: a word nobody knows",
        |_| json!({ "endpoint": "get", "kind": "unknown_status" }),
    ),
    look(
        "look-up: words out of order",
        |_| json!({ "endpoint": "get", "kind": "unknown_status", "word": "pending" }),
    ),
];

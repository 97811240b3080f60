//! The tables the chain vouches for, one by one.

use super::{
    Covered, Scope, Seal, Table,
    debts::{DEBT_ENTRY, DEBTOR},
    terms::{OWN_PRICE, PRICE_RULE, REFUND_RULE, STOCK_LIMIT, TAX_RULE},
};

pub(super) const fn open(name: &'static str, salt: &'static str) -> Covered {
    Covered { name, value: name, salt, seal: Seal::Open }
}

/// A table of one row for each owner.
pub(super) const fn of(
    section: &'static str,
    scope: Scope,
    from: &'static str,
    owner: &'static str,
) -> Table {
    Table { section, scope, from, owner, key: None, plain: &[], covered: &[] }
}

/// A table whose rows a provisioning file sets up; free text is a key in hexadecimal digits.
const fn set_up(section: &'static str, from: &'static str, key: &'static str) -> Table {
    let owner = "''";
    Table { section, scope: Scope::Till, from, owner, key: Some(key), plain: &[], covered: &[] }
}

pub(crate) static SALE: Table = Table {
    plain: &[
        "request_id",
        "tender_kind",
        "processor",
        "tender_state",
        "tender_amount",
        "tender_currency",
        "received",
        "total",
        "currency",
        "clerk",
        "created_at",
        "shift",
        "debtor",
    ],
    covered: &[open("request_digest", "request_salt")],
    ..of("sale", Scope::Sale, "sales", "id")
};

/// What never changes of an order.
pub(crate) static ORDERED: Table = Table {
    plain: &[
        "sale_id",
        "purpose",
        "position",
        "supplier",
        "product_id",
        "item",
        "kind",
        "name_en",
        "name_ar",
        "wallet",
        "amount",
        "amount_currency",
        "created_at",
    ],
    covered: &[
        open("phone", "phone_salt"),
        open("phone_sent", "phone_sent_salt"),
        Covered { value: "nullif(fields, '{}')", ..open("fields", "fields_salt") },
    ],
    ..of("ordered", Scope::Order, "orders", "id")
};

/// Where an order stands.
pub(crate) static ORDER: Table = Table {
    plain: &[
        "sale_id",
        "reference",
        "state",
        "provider_order_id",
        "provider_state",
        "cost",
        "cost_currency",
        "price",
        "price_currency",
        "tax_rate",
        "tax",
        "reason",
        "mark_newest",
        "mark_balance",
        "mark_currency",
        "sent_at",
        "finished_at",
        "copies",
        "returned_shift",
        "local_hour",
        "returned_hour",
        "cost_rate",
        "cost_own",
        "joint_leader",
        "joint_position",
        "joint_size",
    ],
    covered: &[open("reason_detail", "reason_salt")],
    ..of("order", Scope::Order, "orders", "id")
};

pub(crate) static REQUEST: Table = Table {
    plain: &["method", "url", "headers"],
    covered: &[open("body", "body_salt")],
    ..of("request", Scope::Order, "requests", "order_id")
};

pub(crate) static REPLY: Table = Table {
    key: Some("id"),
    plain: &["order_id", "at", "status", "complete"],
    covered: &[Covered {
        name: "body",
        value: "body_sealed",
        salt: "salt_sealed",
        seal: Seal::ByOwner("replies"),
    }],
    ..of("reply", Scope::Till, "replies", "order_id")
};

pub(crate) static SECRET: Table = Table {
    key: Some("position"),
    plain: &["label"],
    covered: &[Covered {
        name: "value",
        value: "value_sealed",
        salt: "salt_sealed",
        seal: Seal::ByKey("secrets"),
    }],
    ..of("secret", Scope::Order, "secrets", "order_id")
};

pub(crate) static ATTENTION: Table = Table {
    key: Some("kind"),
    plain: &["at", "seen_at"],
    ..of("attention", Scope::Order, "attention", "order_id")
};

pub(crate) static STOCK: Table = Table {
    plain: &["product_id", "amount", "at", "sold_to", "withdrawn", "expires_at"],
    ..of("stock", Scope::Order, "stock", "order_id")
};

pub(crate) static EVENT: Table = Table {
    key: Some("seq"),
    plain: &["order_id", "at", "kind", "clerk"],
    covered: &[open("detail", "detail_salt")],
    ..of("event", Scope::Till, "events", "order_id")
};

pub(crate) static HAND_OVER: Table = Table {
    key: Some("id"),
    plain: &["sale_id", "at", "via", "ok"],
    covered: &[open("message", "message_salt")],
    ..of("hand_over", Scope::Till, "hand_overs", "sale_id")
};

pub(crate) static TENDER: Table = Table {
    plain: &[
        "id",
        "processor",
        "description",
        "expire_at",
        "card_tail",
        "pay_url",
        "word",
        "reason",
        "parts",
        "created_at",
        "sent_at",
        "finished_at",
        "closed",
        "needs_person",
    ],
    ..of("tender", Scope::Sale, "tenders", "sale_id")
};

pub(crate) static CHARGE: Table = Table {
    plain: &["method", "url", "headers", "body"],
    ..of("charge", Scope::Sale, "charge_requests", "sale_id")
};

pub(crate) static MONEY_MOVE: Table = Table {
    key: Some("id"),
    plain: &[
        "position",
        "kind",
        "amount",
        "currency",
        "part",
        "state",
        "at",
        "settled_at",
        "method",
        "url",
        "headers",
        "body",
    ],
    ..of("money_move", Scope::Sale, "money_moves", "sale_id")
};

pub(crate) static SHIFT: Table = Table {
    key: Some("number"),
    plain: &[
        "opened_at",
        "opened_by",
        "floats",
        "rates",
        "wallets",
        "events_from",
        "wallets_from",
        "closed_at",
        "closed_by",
        "events_to",
        "wallets_to",
        "reported",
    ],
    covered: &[open("report", "report_salt")],
    ..of("shift", Scope::Till, "shifts", "cast(number as text)")
};

/// Owned by its sale; what belongs to none is owned by nobody.
pub(crate) static SHIFT_LOG: Table = Table {
    key: Some("id"),
    plain: &[
        "shift",
        "inside",
        "at",
        "kind",
        "cause",
        "tender",
        "amount",
        "currency",
        "sale_id",
        "clerk",
        "asked_right",
        "approver",
        "order_id",
    ],
    covered: &[open("reason", "reason_salt")],
    ..of("shift_log", Scope::Till, "shift_log", "coalesce(sale_id, '')")
};

pub(crate) static IMPORT: Table = Table {
    plain: &["at", "shift", "price_from"],
    ..of("import", Scope::Order, "imports", "order_id")
};

/// Owned by its supplier's account; supplier and order are free text, so the key is hexadecimal.
pub(crate) static STRAY: Table = Table {
    key: Some("hex(supplier || ' ' || provider_order_id)"),
    plain: &[
        "supplier",
        "provider_order_id",
        "reference",
        "item",
        "kind",
        "cost",
        "cost_currency",
        "made_at",
        "found_at",
        "needs_person",
        "verdict",
        "decided_at",
        "clerk",
    ],
    covered: &[open("note", "note_salt")],
    ..of("stray", Scope::Till, "strays", "supplier || ' ' || provider_order_id")
};

pub(crate) static BOOKING: Table = Table {
    key: Some("id"),
    plain: &[
        "account",
        "supplier",
        "kind",
        "amount",
        "currency",
        "provider_id",
        "at",
        "noted_at",
        "clerk",
    ],
    covered: &[open("note", "note_salt")],
    ..of("booking", Scope::Till, "wallet_bookings", "cast(id as text)")
};

/// Owned by itself, so that a record can show one.
pub(crate) static TALLY: Table = Table {
    key: Some("hex(kind || ' ' || name)"),
    plain: &["kind", "name", "count", "paid_ms", "boot", "uptime_ms"],
    ..of("tally", Scope::Till, "tallies", "kind || ' ' || name")
};

/// A customer who agreed to be remembered; the number is only committed to, and goes with its salt.
pub(crate) static CUSTOMER: Table = Table {
    key: Some("id"),
    plain: &["consent_at", "clerk", "forgotten_at"],
    covered: &[open("phone", "phone_salt")],
    ..of("customer", Scope::Till, "customers", "cast(id as text)")
};

pub(crate) static CLERK: Table = Table {
    plain: &["name", "role", "left_at", "renamed_to"],
    covered: &[Covered { value: "pin_hash || ' ' || hex(pin_index)", ..open("pin", "pin_salt") }],
    ..set_up("clerk", "clerks", "hex(name)")
};

pub(crate) static SUPPLIER: Table = Table {
    plain: &["id", "kind", "environment", "base_url", "agent_id", "currency", "bulk", "catalog"],
    ..set_up("supplier", "suppliers", "hex(id)")
};

pub(crate) static PROCESSOR: Table = Table {
    plain: &[
        "id",
        "kind",
        "environment",
        "base_url",
        "currency",
        "keyed_entry",
        "id_field",
        "pay_within_ms",
    ],
    ..set_up("processor", "processors", "hex(id)")
};

pub(crate) static RATE: Table = Table {
    plain: &["base", "quote", "rate"],
    ..set_up("rate", "rates", "hex(base || ' ' || quote)")
};

/// The shop, the engine's patience and the processors' words; the shop's phone stays out of records.
pub(crate) static SETTING: Table = Table {
    plain: &["key", "value"],
    ..set_up(
        "setting",
        "(select rowid, * from settings where key in ('till.code', 'till.instance')
          or key like 'restored.%' or key like 'engine.%'
          or key like 'processor.%' or key like 'shop.%' and key <> 'shop.phone')",
        "hex(key)",
    )
};

/// What a provisioning file changes.
pub(crate) static SET_UP: [&Table; 5] = [&CLERK, &SUPPLIER, &PROCESSOR, &RATE, &SETTING];

/// Everything the chain vouches for.
pub(crate) static ALL: [&Table; 32] = [
    &SALE,
    &ORDERED,
    &ORDER,
    &REQUEST,
    &REPLY,
    &SECRET,
    &ATTENTION,
    &STOCK,
    &EVENT,
    &HAND_OVER,
    &TENDER,
    &CHARGE,
    &MONEY_MOVE,
    &SHIFT,
    &SHIFT_LOG,
    &IMPORT,
    &STRAY,
    &BOOKING,
    &TALLY,
    &CUSTOMER,
    &DEBTOR,
    &DEBT_ENTRY,
    &OWN_PRICE,
    &PRICE_RULE,
    &REFUND_RULE,
    &STOCK_LIMIT,
    &TAX_RULE,
    &CLERK,
    &SUPPLIER,
    &PROCESSOR,
    &RATE,
    &SETTING,
];

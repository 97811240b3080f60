//! What a shop sells at, owes tax for, takes back and keeps in stock, as the chain vouches for it.

use super::{Scope, Table, known::of};

/// Owned by itself, so that a record can show one.
pub(crate) static OWN_PRICE: Table = Table {
    key: Some("hex(product_id)"),
    plain: &["product_id", "price", "currency", "file_price", "set_at", "clerk"],
    ..of("own_price", Scope::Till, "own_prices", "product_id")
};

pub(crate) static PRICE_RULE: Table = Table {
    key: Some("hex(scope || ' ' || target)"),
    plain: &["scope", "target", "kind", "value", "round_to", "set_at", "clerk"],
    ..of("price_rule", Scope::Till, "price_rules", "scope || ' ' || target")
};

pub(crate) static REFUND_RULE: Table = Table {
    key: Some("hex(scope || ' ' || target)"),
    plain: &["scope", "target", "within_ms", "after_shown", "least", "proof", "set_at", "clerk"],
    ..of("refund_rule", Scope::Till, "refund_rules", "scope || ' ' || target")
};

pub(crate) static TAX_RULE: Table = Table {
    key: Some("hex(scope || ' ' || target)"),
    plain: &["scope", "target", "rate", "set_at", "clerk"],
    ..of("tax_rule", Scope::Till, "tax_rules", "scope || ' ' || target")
};

/// Owned by itself, so that a record can show one.
pub(crate) static STOCK_LIMIT: Table = Table {
    key: Some("hex(product_id)"),
    plain: &["product_id", "keep", "set_at", "clerk"],
    ..of("stock_limit", Scope::Till, "stock_limits", "product_id")
};

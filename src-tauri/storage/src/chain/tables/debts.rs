//! The debt book, as the chain vouches for it.

use super::{
    Scope, Table,
    known::{of, open},
};

/// Owned by itself, so that a record can show one. Whose name and phone were erased keeps the row.
pub(crate) static DEBTOR: Table = Table {
    key: Some("id"),
    plain: &["limit_amount", "currency", "added_at", "clerk", "erased_at"],
    covered: &[open("name", "name_salt"), open("phone", "phone_salt")],
    ..of("debtor", Scope::Till, "debtors", "cast(id as text)")
};

/// Owned by itself, so that a record can show one.
pub(crate) static DEBT_ENTRY: Table = Table {
    key: Some("id"),
    plain: &["debtor", "kind", "amount", "currency", "owed", "at", "clerk"],
    covered: &[open("reason", "reason_salt")],
    ..of("debt_entry", Scope::Till, "debt_entries", "cast(id as text)")
};

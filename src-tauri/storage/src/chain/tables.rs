//! What the chain vouches for: table by table, which columns a record pictures and which it covers
//! with a salted commitment because they are private. The same list writes records and verifies
//! rows, so the two cannot drift apart.
//!
//! Not vouched for, because nothing depends on their past: who carries an order (`owner`), when a
//! look was last taken (`watched_at`), processors' replies, turns, balances, window settings, expected costs, printers.

use super::record::put_line;
use crate::vault::Vault;
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection, sqlite::SqliteRow};

/// A table as records picture it.
#[derive(Debug)]
pub(crate) struct Table {
    /// The section's name; a dot and the key follow where there is one.
    pub(crate) section: &'static str,
    /// Whether the key alone names a row in the whole till.
    pub(crate) scope: Scope,
    from: &'static str,
    /// SQL: whose row it is.
    owner: &'static str,
    /// SQL: which of its owner's rows it is.
    key: Option<&'static str>,
    plain: &'static [&'static str],
    covered: &'static [Covered],
}

/// Within what a section's name is unique; the record's head names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    Till,
    Sale,
    Order,
}

/// A column that enters as a commitment only.
#[derive(Debug)]
struct Covered {
    name: &'static str,
    value: &'static str,
    salt: &'static str,
    seal: Seal,
}

/// How value and salt are stored.
#[derive(Clone, Copy, Debug)]
enum Seal {
    Open,
    /// Sealed for `table:owner:column`.
    ByOwner(&'static str),
    /// Sealed for `table:owner:key:column`.
    ByKey(&'static str),
}

/// Which rows a record pictures.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shown<'a> {
    /// Every row of this owner.
    Of(&'static Table, &'a str),
    /// This owner's newest row.
    Newest(&'static Table, &'a str),
    /// Every row of the table.
    All(&'static Table),
}

/// One row as a record pictures it.
#[derive(Debug)]
pub(crate) struct Image {
    pub(crate) section: String,
    pub(crate) owner: String,
    pub(crate) lines: Vec<u8>,
}

const fn open(name: &'static str, salt: &'static str) -> Covered {
    Covered { name, value: name, salt, seal: Seal::Open }
}

/// A table of one row for each owner.
const fn of(section: &'static str, scope: Scope, from: &'static str, owner: &'static str) -> Table {
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
    ],
    covered: &[open("request_digest", "request_salt")],
    ..of("sale", Scope::Sale, "sales", "id")
};

/// What never changes of an order.
pub(crate) static ORDERED: Table = Table {
    plain: &[
        "sale_id",
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
        "reason",
        "mark_newest",
        "mark_balance",
        "mark_currency",
        "sent_at",
        "finished_at",
        "copies",
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
    plain: &["product_id", "amount", "at", "sold_to", "withdrawn"],
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

pub(crate) static CLERK: Table = Table {
    plain: &["name", "role"],
    covered: &[Covered { value: "pin_hash || ' ' || hex(pin_index)", ..open("pin", "pin_salt") }],
    ..set_up("clerk", "clerks", "hex(name)")
};

pub(crate) static SUPPLIER: Table = Table {
    plain: &["id", "kind", "environment", "base_url", "agent_id", "currency", "bulk"],
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

/// The shop and the engine's patience; the shop's phone stays out of records.
pub(crate) static SETTING: Table = Table {
    plain: &["key", "value"],
    ..set_up(
        "setting",
        "(select * from settings where key = 'till.code' or key like 'engine.%'
          or key like 'shop.%' and key <> 'shop.phone')",
        "hex(key)",
    )
};

/// What a provisioning file changes.
pub(crate) static SET_UP: [&Table; 5] = [&CLERK, &SUPPLIER, &PROCESSOR, &RATE, &SETTING];

/// Everything the chain vouches for.
pub(crate) static ALL: [&Table; 18] = [
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
    &CLERK,
    &SUPPLIER,
    &PROCESSOR,
    &RATE,
    &SETTING,
];

impl Table {
    /// The table a section pictures.
    pub(crate) fn of_section(section: &str) -> Option<&'static Table> {
        let name = section.split_once('.').map_or(section, |(name, _)| name);
        ALL.iter().copied().find(|table| table.section == name)
    }

    /// Selects every row as key, owner, plain lines, and each covered value with its salt.
    pub(crate) fn select(&self, tail: &str) -> AssertSqlSafe<String> {
        let Table { from, owner, key, .. } = self;
        let key = key.unwrap_or("null");
        let lines = plain_lines(self.plain);
        let covered: String = self
            .covered
            .iter()
            .map(|Covered { value, salt, .. }| {
                format!(", cast({value} as blob), cast({salt} as blob)")
            })
            .collect();
        // Made of the constants of this file alone.
        AssertSqlSafe(format!(
            "select cast({key} as blob), cast({owner} as blob), {lines}{covered} from {from} {tail}"
        ))
    }

    /// A row selected by [`select`](Self::select), as a record pictures it.
    pub(crate) fn image(&self, vault: &Vault, row: &SqliteRow) -> Result<Image, sqlx::Error> {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let key = row.try_get::<Option<Vec<u8>>, _>(0)?.map(text);
        let owner = text(row.try_get(1)?);
        let mut lines: Vec<u8> = row.try_get(2)?;
        let mut column = 3_usize;
        for covered in self.covered {
            let value: Option<Vec<u8>> = row.try_get(column)?;
            let salt: Option<Vec<u8>> = row.try_get(column.saturating_add(1))?;
            column = column.saturating_add(2);
            if let Some(commitment) = covered.commitment(vault, &owner, key.as_deref(), value, salt)
            {
                put_line(&mut lines, &format!("{}_salted", covered.name), commitment.as_bytes());
            }
        }
        let section = match key {
            Some(key) => format!("{}.{key}", self.section),
            None => self.section.to_owned(),
        };
        Ok(Image { section, owner, lines })
    }
}

impl Covered {
    /// The commitment to a value; a value that has lost its salt, or does not open, has none that
    /// any record could hold.
    fn commitment(
        &self,
        vault: &Vault,
        owner: &str,
        key: Option<&str>,
        value: Option<Vec<u8>>,
        salt: Option<Vec<u8>>,
    ) -> Option<String> {
        let open = |column: &str, bytes: Vec<u8>| {
            let place = match self.seal {
                Seal::Open => return Some(bytes),
                Seal::ByOwner(table) => format!("{table}:{owner}:{column}"),
                Seal::ByKey(table) => {
                    format!("{table}:{owner}:{}:{column}", key.unwrap_or_default())
                }
            };
            vault.open(&place, &bytes).ok().map(|opened| opened.to_vec())
        };
        match (value, salt) {
            (None, None) => None,
            (Some(value), Some(salt)) => Some(match (open(self.name, value), open("salt", salt)) {
                (Some(value), Some(salt)) => commitment(&salt, &value),
                _ => "unreadable".to_owned(),
            }),
            _ => Some("without its salt".to_owned()),
        }
    }
}

/// SHA-256 of salt and value. Who has the record alone cannot try values out: the salt is random,
/// 32 bytes, and not in it.
pub(crate) fn commitment(salt: &[u8], value: &[u8]) -> String {
    let digest = Sha256::new().chain_update(salt).chain_update(value).finalize();
    super::record::hex(&digest)
}

/// SQL that writes columns as a section's lines; what is null is left out.
pub(crate) fn plain_lines(columns: &[&str]) -> String {
    let line = |name: &&str| {
        format!(
            "coalesce('{name}=' || octet_length(cast({name} as text)) || ':' || cast({name} as text) || char(10), '')"
        )
    };
    let lines: Vec<String> = columns.iter().map(line).collect();
    format!("cast({} as blob)", lines.join(" || "))
}

impl Shown<'_> {
    /// The rows' images, read in the transaction that changed them.
    pub(crate) async fn images(
        &self,
        connection: &mut SqliteConnection,
        vault: &Vault,
    ) -> Result<Vec<Image>, sqlx::Error> {
        let (table, owner, tail) = match self {
            Shown::All(table) => (table, None, String::new()),
            Shown::Of(table, owner) => (table, Some(owner), format!("where {} = ?", table.owner)),
            Shown::Newest(table, owner) => {
                let key = table.key.unwrap_or("1");
                let tail = format!("where {} = ? order by {key} desc limit 1", table.owner);
                (table, Some(owner), tail)
            }
        };
        let mut query = sqlx::query(table.select(&tail));
        if let Some(owner) = owner {
            query = query.bind(*owner);
        }
        let rows = query.fetch_all(connection).await?;
        rows.iter().map(|row| table.image(vault, row)).collect()
    }
}

//! What the chain vouches for: table by table, which columns a record pictures and which it covers
//! with a salted commitment because they are private. The same list writes records and verifies
//! rows, so the two cannot drift apart.
//!
//! Not vouched for, because nothing depends on their past: who carries an order (`owner`), when a
//! look was last and first taken (`watched_at`, `watch_began_at`), processors' replies, turns, balances,
//! window settings, held baskets, favourites, expected costs, printers, and what is under way to them (how
//! a hand-over ended is vouched for).

mod known;

use super::record::put_line;
use crate::vault::Vault;
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection, sqlite::SqliteRow};

pub(crate) use known::{
    ALL, ATTENTION, CHARGE, EVENT, HAND_OVER, MONEY_MOVE, ORDER, ORDERED, REPLY, REQUEST, SALE,
    SECRET, SET_UP, SETTING, SHIFT, SHIFT_LOG, STOCK, TENDER,
};

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

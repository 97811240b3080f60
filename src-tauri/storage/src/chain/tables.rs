//! What the chain vouches for: table by table, which columns a record pictures and which it covers
//! with a salted commitment because they are private. The same list writes records and verifies
//! rows, so the two cannot drift apart.
//!
//! Not vouched for, because nothing depends on their past: when somebody was last here (`seen_at`), who
//! carries an order (`owner`), when a look was last and first taken (`watched_at`, `watch_began_at`,
//! `told_first`, `told_last`), processors' replies, turns, balances and their samples, the reports' sums (held against the orders), the hour of
//! orders from before reports (`assumed_hour`), window settings, held baskets, favourites, expected costs,
//! printers, and what is under way to them (how a hand-over ended is vouched for).

mod debts;
mod known;
mod terms;

use super::{
    pages::{LARGE_ROWS, Pages, ROWS, Unpack, packed},
    record::put_line,
};
use crate::vault::Vault;
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, SqliteConnection};
use std::borrow::Cow;

pub(crate) use debts::{DEBT_ENTRY, DEBTOR};
pub(crate) use known::{
    ALL, ATTENTION, BOOKING, CHARGE, CLERK, CUSTOMER, EVENT, HAND_OVER, IMPORT, MONEY_MOVE, ORDER,
    ORDERED, REPLY, REQUEST, SALE, SECRET, SET_UP, SETTING, SHIFT, SHIFT_LOG, STOCK, STRAY, TALLY,
    TENDER,
};
pub(crate) use terms::{OWN_PRICE, PRICE_RULE, REFUND_RULE, STOCK_LIMIT, TAX_RULE};

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
#[derive(Debug, Default)]
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

    /// SQL that packs a row: its key where there is one, its owner, the plain columns, and each
    /// covered value with its salt.
    fn packed(&self) -> String {
        let covered = self.covered.iter().flat_map(|covered| [covered.value, covered.salt]);
        let plain = self.plain.iter().copied();
        packed(self.key.into_iter().chain([self.owner]).chain(plain).chain(covered))
    }

    /// Every row of the table, for [`Image::read`].
    pub(crate) fn pages(&self) -> Pages {
        let is_large = self.covered.iter().any(|covered| !matches!(covered.seal, Seal::Open));
        Pages::of(&self.packed(), self.from, if is_large { LARGE_ROWS } else { ROWS })
    }
}

impl Image {
    /// Pictures the next row of a page in place of the one before.
    pub(crate) fn read(
        &mut self,
        table: &Table,
        vault: &Vault,
        row: &mut Unpack<'_>,
    ) -> Result<(), sqlx::Error> {
        let key = if table.key.is_some() { row.value()? } else { None };
        let key = key.map(String::from_utf8_lossy);
        self.section.clear();
        self.section.push_str(table.section);
        if let Some(key) = &key {
            self.section.push('.');
            self.section.push_str(key);
        }
        self.owner.clear();
        self.owner.push_str(&String::from_utf8_lossy(row.text()?));
        self.lines.clear();
        put_plain(&mut self.lines, table.plain, row)?;
        for covered in table.covered {
            let (value, salt) = (row.value()?, row.value()?);
            let commitment = covered.commitment(vault, &self.owner, key.as_deref(), value, salt);
            if let Some(commitment) = commitment {
                let name = format!("{}_salted", covered.name);
                put_line(&mut self.lines, &name, commitment.as_bytes());
            }
        }
        Ok(())
    }
}

/// Adds packed columns as a section's lines; what is null is left out.
pub(crate) fn put_plain(
    lines: &mut Vec<u8>,
    columns: &[&str],
    row: &mut Unpack<'_>,
) -> Result<(), sqlx::Error> {
    for name in columns {
        if let Some(value) = row.value()? {
            put_line(lines, name, value);
        }
    }
    Ok(())
}

impl Covered {
    /// The commitment to a value; a value that has lost its salt, or does not open, has none that
    /// any record could hold.
    fn commitment(
        &self,
        vault: &Vault,
        owner: &str,
        key: Option<&str>,
        value: Option<&[u8]>,
        salt: Option<&[u8]>,
    ) -> Option<String> {
        let open = |column: &str, bytes| {
            let place = match self.seal {
                Seal::Open => return Some(Cow::Borrowed(bytes)),
                Seal::ByOwner(table) => format!("{table}:{owner}:{column}"),
                Seal::ByKey(table) => {
                    format!("{table}:{owner}:{}:{column}", key.unwrap_or_default())
                }
            };
            vault.open(&place, bytes).ok().map(|opened| Cow::Owned(opened.to_vec()))
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
        let (row, from) = (table.packed(), table.from);
        // Made of the constants of this file alone.
        let sql = AssertSqlSafe(format!("select cast({row} as blob) from {from} {tail}"));
        let mut query = sqlx::query_scalar::<_, Vec<u8>>(sql);
        if let Some(owner) = owner {
            query = query.bind(*owner);
        }
        let rows = query.fetch_all(connection).await?;
        let picture = |row: &Vec<u8>| {
            let mut image = Image::default();
            image.read(table, vault, &mut Unpack(row)).map(|()| image)
        };
        rows.iter().map(picture).collect()
    }
}

//! Adding a record, in the transaction that makes the change it tells of.

use super::{
    record::{FORMAT, put_line, put_section},
    tables::Shown,
};
use crate::{
    open::{Storage, journal_error},
    vault::{Vault, VaultError},
};
use domain::{
    ids::{OrderId, SaleId},
    time::Timestamp,
};
use engine::ports::journal::JournalError;
use sha2::{Digest as _, Sha256};
use sqlx::{Sqlite, SqliteConnection, Transaction};
use std::time::{SystemTime, UNIX_EPOCH};

/// A record being written.
#[derive(Debug)]
pub(crate) struct Draft {
    head: Vec<u8>,
    sections: Vec<u8>,
}

/// A record's place: its number and its hash, which no other record has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) seq: i64,
    pub(crate) hash: Vec<u8>,
}

impl Draft {
    pub(crate) fn new(kind: &str, at: Timestamp) -> Self {
        let draft = Self { head: Vec::with_capacity(256), sections: Vec::with_capacity(1024) };
        draft.say("kind", kind).say("at", &at.0.to_string())
    }

    /// A fact of the head.
    pub(crate) fn say(mut self, name: &str, value: &str) -> Self {
        put_line(&mut self.head, name, value.as_bytes());
        self
    }

    /// A fact of the head, if there is one.
    pub(crate) fn say_some(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.say(name, value),
            None => self,
        }
    }

    pub(crate) fn order(self, order: &OrderId) -> Self {
        self.say("order", order.as_str())
    }

    pub(crate) fn sale(self, sale: &SaleId) -> Self {
        self.say("sale", sale.as_str())
    }

    /// Pictures rows as they are now.
    pub(crate) async fn show(
        mut self,
        connection: &mut SqliteConnection,
        vault: &Vault,
        shown: Shown<'_>,
    ) -> Result<Self, JournalError> {
        for image in shown.images(connection, vault).await.map_err(journal_error)? {
            self.section(&image.section, &image.lines);
        }
        Ok(self)
    }

    /// Adds a section whose lines are written already.
    pub(crate) fn section(&mut self, name: &str, lines: &[u8]) {
        put_section(&mut self.sections, name);
        self.sections.extend_from_slice(lines);
    }
}

/// The chain's end, and what every record names.
#[derive(sqlx::FromRow)]
struct End {
    seq: i64,
    hash: Vec<u8>,
    seal: Vec<u8>,
    newest: i64,
    till: Option<String>,
    catalog: Option<String>,
    clerks: Option<String>,
}

/// Adds a record after the newest and seals the new end.
pub(crate) async fn append(
    connection: &mut SqliteConnection,
    vault: &Vault,
    draft: Draft,
) -> Result<Link, JournalError> {
    let end = end(connection).await?;
    // A head that is not ours is never sealed over in silence: the record says so, for good. What
    // it tells of is written all the same, because a code in hand must not be lost for it.
    let (before, distrust) = match end.is_ours(vault) {
        true => (Link { seq: end.seq, hash: end.hash }, None),
        false => (newest(connection).await?, Some("head")),
    };
    let seq = before.seq.saturating_add(1);
    let mut head = Vec::with_capacity(64);
    put_line(&mut head, "seq", seq.to_string().as_bytes());
    let always = [
        ("till", end.till.as_deref()),
        ("catalog", end.catalog.as_deref()),
        ("clerks", end.clerks.as_deref()),
        ("distrust", distrust),
    ];
    for (name, value) in always {
        if let Some(value) = value {
            put_line(&mut head, name, value.as_bytes());
        }
    }
    let record = [FORMAT, &head, &draft.head, &draft.sections].concat();
    let hash = hash_after(&before.hash, &record);
    sqlx::query("insert into chain (seq, record, hash) values (?, ?, ?)")
        .bind(seq)
        .bind(record)
        .bind(&hash)
        .execute(&mut *connection)
        .await
        .map_err(journal_error)?;
    sqlx::query(
        "insert into chain_head (id, seq, hash, seal) values (1, ?, ?, ?)
         on conflict (id) do update set seq = excluded.seq, hash = excluded.hash, seal = excluded.seal",
    )
    .bind(seq)
    .bind(&hash)
    .bind(head_seal(vault, seq, &hash))
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(Link { seq, hash })
}

impl End {
    fn is_ours(&self, vault: &Vault) -> bool {
        let is_sealed = match self.seq {
            0 => self.seal.is_empty(),
            seq => self.seal == head_seal(vault, seq, &self.hash),
        };
        is_sealed && self.newest == self.seq
    }
}

async fn end(connection: &mut SqliteConnection) -> Result<End, JournalError> {
    // A head that was deleted is one that no seal fits.
    sqlx::query_as(
        "select coalesce(h.seq, -1) as seq, coalesce(h.hash, x'') as hash,
             coalesce(h.seal, x'') as seal,
             coalesce((select max(seq) from chain), 0) as newest,
             (select value from settings where key = 'till.code') as till,
             (select value from settings where key = 'catalog.version') as catalog,
             (select value from settings where key = 'clerks.version') as clerks
         from (select 1) left join chain_head h on h.id = 1",
    )
    .fetch_one(connection)
    .await
    .map_err(journal_error)
}

async fn newest(connection: &mut SqliteConnection) -> Result<Link, JournalError> {
    let row: Option<(i64, Vec<u8>)> =
        sqlx::query_as("select seq, hash from chain order by seq desc limit 1")
            .fetch_optional(connection)
            .await
            .map_err(journal_error)?;
    let (seq, hash) = row.unwrap_or((0, FIRST.to_vec()));
    Ok(Link { seq, hash })
}

/// A disk that fails this often in a row is not helped by trying.
const BURY_TRIES: u32 = 3;

/// What stands in for the hash before the first record.
pub(crate) const FIRST: [u8; 32] = [0; 32];

/// SHA-256 of the hash before and the record.
pub(crate) fn hash_after(before: &[u8], record: &[u8]) -> Vec<u8> {
    Sha256::new().chain_update(before).chain_update(record).finalize().to_vec()
}

/// The keyed seal of the chain's end.
pub(crate) fn head_seal(vault: &Vault, seq: i64, hash: &[u8]) -> Vec<u8> {
    vault.vouch("head", &[&seq.to_be_bytes(), hash].concat())
}

/// A fresh salt.
pub(crate) fn salt() -> Result<Vec<u8>, JournalError> {
    let mut salt = vec![0; 32];
    getrandom::fill(&mut salt)
        .map_err(|_| JournalError::Database(Box::new(VaultError::NoRandomness)))?;
    Ok(salt)
}

/// The time, for changes that nobody dates.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

impl Storage {
    /// Commits. Where SQLite reports an error there, what it wrote may be on disk or not, and the
    /// connection is not to be believed any more: a new one looks whether the record is there.
    pub(crate) async fn settle(
        &self,
        tx: Transaction<'_, Sqlite>,
        link: &Link,
    ) -> Result<(), JournalError> {
        let Err(error) = tx.commit().await else { return Ok(()) };
        let error = journal_error(error);
        if matches!(error, JournalError::DiskFull) {
            // SQLite has rolled back: nothing of it is there.
            return Err(error);
        }
        tracing::error!(%error, seq = link.seq, "a commit failed; looking whether it is on disk");
        match self.is_there(link).await {
            Ok(true) => Ok(()),
            Ok(false) => {
                self.bury().await;
                Err(error)
            }
            Err(_) => Err(error),
        }
    }

    /// What was not committed may still lie in the write-ahead log, whole, and would come to life when
    /// the next process reads that log: an order would have been sent that never was. Another commit
    /// is written over it.
    async fn bury(&self) {
        for _ in 0..BURY_TRIES {
            let buried = sqlx::query(
                "insert into settings (key, value) values ('journal.doubts', '1')
                 on conflict (key) do update set value = cast(cast(value as integer) + 1 as text)",
            )
            .execute(&self.writer)
            .await;
            match buried {
                Ok(_) => return,
                Err(error) => tracing::error!(%error, "a failed commit is not buried yet"),
            }
        }
    }

    async fn is_there(&self, link: &Link) -> Result<bool, JournalError> {
        let suspect = self.writer.acquire().await.map_err(journal_error)?;
        suspect.close().await.map_err(journal_error)?;
        let mut fresh = self.writer.acquire().await.map_err(journal_error)?;
        sqlx::query_scalar("select exists (select 1 from chain where seq = ? and hash = ?)")
            .bind(link.seq)
            .bind(&link.hash)
            .fetch_one(&mut *fresh)
            .await
            .map_err(journal_error)
    }
}

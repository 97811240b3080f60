//! What is in a backup: the master key, a list of what follows, and the database.

use crate::{
    chain::{
        anchor::Head,
        append::now,
        record::{from_hex, hex},
    },
    open::journal_error,
    vault::{KEY_LENGTH, Vault},
};
use engine::ports::journal::JournalError;
use serde::{Deserialize, Serialize};
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{
    collections::BTreeMap,
    io::{self, Read, Write},
    path::Path,
};
use zeroize::Zeroizing;

/// What the database of a backup holds, as it was when it was taken.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// When, in milliseconds since 1970.
    pub(crate) at: i64,
    pub(crate) till_code: String,
    pub(crate) key_id: String,
    /// The newest migration in it.
    pub(crate) schema: i64,
    /// The journal's end: number and hash.
    head: Option<(i64, String)>,
    /// The last sale and when it was opened.
    pub(crate) last_sale: Option<(String, i64)>,
    /// Rows by table, whatever tables there are.
    pub(crate) tables: BTreeMap<String, u64>,
}

/// More than any list of tables takes.
const MANIFEST_MAX: u32 = 1024 * 1024;

impl Manifest {
    pub(crate) async fn of(connection: &mut SqliteConnection) -> Result<Self, JournalError> {
        let setting = "select coalesce((select value from settings where key = ?), '')";
        let mut settings = [String::new(), String::new()];
        for (text, key) in settings.iter_mut().zip(["till.code", "key.id"]) {
            let query = sqlx::query_scalar(setting).bind(key);
            *text = query.fetch_one(&mut *connection).await.map_err(journal_error)?;
        }
        let [till_code, key_id] = settings;
        let schema = schema(connection).await?;
        let head: Option<(i64, Vec<u8>)> =
            sqlx::query_as("select seq, hash from chain_head where seq > 0")
                .fetch_optional(&mut *connection)
                .await
                .map_err(journal_error)?;
        let last_sale = sqlx::query_as(
            "select id, created_at from sales order by created_at desc, id desc limit 1",
        )
        .fetch_optional(&mut *connection)
        .await
        .map_err(journal_error)?;
        Ok(Self {
            at: now().0,
            till_code,
            key_id,
            schema,
            head: head.map(|(seq, hash)| (seq, hex(&hash))),
            last_sale,
            tables: counts(connection).await?,
        })
    }

    /// The journal's end.
    pub(crate) fn head(&self) -> Option<Head> {
        let (seq, hash) = self.head.as_ref()?;
        Some(Head { seq: *seq, hash: from_hex(hash)? })
    }
}

/// What is sealed before the database.
pub(crate) struct Contents<'a> {
    pub(crate) vault: &'a Vault,
    pub(crate) manifest: &'a Manifest,
}

impl Contents<'_> {
    pub(crate) fn write(&self, to: &mut impl Write) -> io::Result<()> {
        to.write_all(self.vault.raw())?;
        let manifest = serde_json::to_vec(self.manifest)?;
        let length = u32::try_from(manifest.len()).map_err(io::Error::other)?;
        to.write_all(&length.to_be_bytes())?;
        to.write_all(&manifest)
    }
}

/// Reads what stands before the database; `None` if it is not in the form.
pub(crate) fn read(from: &mut impl Read) -> io::Result<Option<(Vault, Manifest)>> {
    let mut key = Zeroizing::new([0; KEY_LENGTH]);
    from.read_exact(key.as_mut_slice())?;
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u32::from_be_bytes(length);
    if length > MANIFEST_MAX {
        return Ok(None);
    }
    let mut manifest = Vec::new();
    from.take(u64::from(length)).read_to_end(&mut manifest)?;
    let manifest = serde_json::from_slice(&manifest).ok();
    Ok(manifest.map(|manifest| (Vault::of_backup(key), manifest)))
}

/// Opens a database that nobody else knows. No log beside it: it is one file, and stays one.
pub(crate) async fn connect(file: &Path) -> Result<SqliteConnection, JournalError> {
    SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Delete)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .connect()
        .await
        .map_err(journal_error)
}

pub(crate) async fn schema(connection: &mut SqliteConnection) -> Result<i64, JournalError> {
    sqlx::query_scalar("select coalesce(max(version), 0) from _sqlx_migrations")
        .fetch_one(connection)
        .await
        .map_err(journal_error)
}

/// Rows by table; the database itself says which tables there are.
pub(crate) async fn counts(
    connection: &mut SqliteConnection,
) -> Result<BTreeMap<String, u64>, JournalError> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'",
    )
    .fetch_all(&mut *connection)
    .await
    .map_err(journal_error)?;
    let mut counts = BTreeMap::new();
    for table in tables {
        // A name of our own schema; quoted all the same.
        let sql = format!("select count(*) from \"{}\"", table.replace('"', "\"\""));
        let rows: i64 = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_one(&mut *connection)
            .await
            .map_err(journal_error)?;
        counts.insert(table, u64::try_from(rows).unwrap_or_default());
    }
    Ok(counts)
}

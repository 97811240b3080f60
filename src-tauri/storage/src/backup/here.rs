//! Restoring into a till that is open and that nobody has set up: the window's way.
//!
//! The window holds the database open, and so may other processes; a file that was swapped under them
//! would be two tills. So the till that was put together in the working folder is taken in row by row,
//! in one transaction that is judged before it is committed: everybody sees all of it, or nothing.

use super::{
    BackupError,
    contents::counts,
    judge,
    restore::{self, Looked, Ready, Restored},
    same_counts,
    staging::Staging,
};
use crate::{
    chain::anchor::Head,
    open::{Storage, journal_error},
    progress::{Phase, Progress, Unit},
    vault::Vault,
};
use domain::{secret::Secret, time::Timestamp};
use engine::ports::journal::JournalError;
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{collections::BTreeMap, fs, path::Path, time::Duration};

/// Longer than any write of another process.
const BUSY_TIMEOUT: Duration = Duration::from_secs(15);

/// What lies in a data dir.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TillHere {
    /// No database.
    None,
    /// A database that was made and that nobody has set up: no shop, no key, no order.
    NeverSetUp,
    /// A till, or something that cannot be read and may be one.
    SetUp,
}

/// What lies in a data dir, seen without changing it: opening a till brings its schema up to date.
pub async fn till_in(data_dir: &Path) -> TillHere {
    let file = data_dir.join("till.db");
    if !file.exists() {
        return TillHere::None;
    }
    let options =
        SqliteConnectOptions::new().filename(file).read_only(true).busy_timeout(BUSY_TIMEOUT);
    let Ok(mut connection) = options.connect().await else { return TillHere::SetUp };
    let keys: Result<i64, _> =
        sqlx::query_scalar("select count(*) from settings where key = 'key.id'")
            .fetch_one(&mut connection)
            .await;
    connection.close().await.ok();
    match keys {
        Ok(0) => TillHere::NeverSetUp,
        Ok(_) | Err(_) => TillHere::SetUp,
    }
}

impl Storage {
    /// Opens a backup and proves it as [`restore_here`](Self::restore_here) does, and leaves nothing
    /// behind.
    ///
    /// # Errors
    /// As there.
    pub async fn look_into(
        &self,
        file: &Path,
        passphrase: Option<&Secret>,
        progress: &Progress,
    ) -> Result<Looked, BackupError> {
        self.never_set_up().await?;
        let from = (self.data_dir.as_path(), file);
        let opened = restore::open(Staging::within, from, passphrase, progress).await;
        restore::looked(progress.ended(opened)?).await
    }

    /// Restores a backup into this till, which nobody has set up; it is the restored till from then on.
    ///
    /// # Errors
    /// If the till is set up, or the backup does not open or is not in order; nothing is changed then.
    pub async fn restore_here(
        &self,
        file: &Path,
        passphrase: Option<&Secret>,
        key_id: &str,
        at: Timestamp,
        progress: &Progress,
    ) -> Result<Restored, BackupError> {
        self.never_set_up().await?;
        let from = (self.data_dir.as_path(), file);
        let opened = restore::open(Staging::within, from, passphrase, progress).await;
        let opened = progress.ended(opened)?;
        let ready = restore::make_ready(opened, key_id, at, progress).await;
        let Ready { staging, vault, end, tables, restored } = progress.ended(ready)?;
        let taken = self.take_in(&staging, &vault, (end, &tables), progress).await;
        if let Err(error) = progress.ended(taken) {
            vault.forget(key_id);
            return Err(error);
        }
        self.take_vault(vault);
        self.begin_journal().await?;
        self.try_reserve().await;
        self.keep_anchor().await?;
        Ok(restored)
    }

    /// A till has a key from the moment it is set up on.
    async fn never_set_up(&self) -> Result<(), BackupError> {
        if self.key_in_use().await?.is_some() { Err(BackupError::NotEmpty) } else { Ok(()) }
    }

    async fn take_in(
        &self,
        staging: &Staging,
        vault: &Vault,
        (end, tables): (Head, &BTreeMap<String, u64>),
        progress: &Progress,
    ) -> Result<(), BackupError> {
        progress.begin(Phase::TakingIn);
        // Tables come in whatever order; that every row's parent is there is judged at the end.
        let mut connection = SqliteConnectOptions::new()
            .filename(self.data_dir.join("till.db"))
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(false)
            .busy_timeout(BUSY_TIMEOUT)
            .connect()
            .await
            .map_err(journal_error)?;
        progress.watch(&mut connection).await.map_err(journal_error)?;
        sqlx::query("attach ? as restored")
            .bind(staging.database().to_string_lossy().into_owned())
            .execute(&mut connection)
            .await
            .map_err(journal_error)?;
        let mut tx = connection.begin_with("begin immediate").await.map_err(journal_error)?;
        // Nobody can set the till up between this look and the commit.
        let key: Option<String> =
            sqlx::query_scalar("select value from main.settings where key = 'key.id'")
                .fetch_optional(&mut *tx)
                .await
                .map_err(journal_error)?;
        if key.is_some() {
            return Err(BackupError::NotEmpty);
        }
        copy_rows(&mut tx, tables, progress).await?;
        same_counts(tables, &counts(&mut tx).await?)?;
        progress.begin(Phase::Comparing);
        judge(&mut tx, vault, Some(end), progress).await?;
        progress.close()?;
        // As late as can be; a key that a crash leaves without its till is the next one's.
        let placed = staging.place_key()?;
        if let Err(error) = tx.commit().await {
            if let Some(key) = placed {
                fs::remove_file(key).ok();
            }
            return Err(journal_error(error).into());
        }
        // The rows are in; a connection that does not end well holds nothing of them.
        if let Err(error) = connection.close().await {
            tracing::warn!(%error, "the restored rows' connection did not end well");
        }
        Ok(())
    }
}

/// Takes the rows of all tables in. Both databases have the newest schema. What triggers would make of
/// the rows is among the rows already, so there are none meanwhile.
async fn copy_rows(
    connection: &mut SqliteConnection,
    counts: &BTreeMap<String, u64>,
    progress: &Progress,
) -> Result<(), JournalError> {
    let triggers: Vec<(String, String)> =
        sqlx::query_as("select name, sql from main.sqlite_schema where type = 'trigger'")
            .fetch_all(&mut *connection)
            .await
            .map_err(journal_error)?;
    for (name, _) in &triggers {
        run(connection, format!("drop trigger main.{}", quoted(name))).await?;
    }
    // How far numbers were given out is a row as well; the list of migrations is this database's own.
    let tables: Vec<String> = sqlx::query_scalar(
        "select name from restored.sqlite_schema where type = 'table'
         and (name = 'sqlite_sequence' or name not like 'sqlite\\_%' escape '\\')
         and name <> '_sqlx_migrations'
         order by name = 'sqlite_sequence'",
    )
    .fetch_all(&mut *connection)
    .await
    .map_err(journal_error)?;
    progress.count(Unit::Rows, counts.values().sum());
    let mut taken: u64 = 0;
    for table in tables {
        let rows = counts.get(&table).copied().unwrap_or_default();
        let columns: Vec<String> = sqlx::query_scalar(
            "select name from pragma_table_xinfo(?, 'restored') where hidden = 0",
        )
        .bind(&table)
        .fetch_all(&mut *connection)
        .await
        .map_err(journal_error)?;
        let columns: Vec<String> = columns.iter().map(|name| quoted(name)).collect();
        let (columns, table) = (columns.join(", "), quoted(&table));
        run(connection, format!("delete from main.{table}")).await?;
        let copy =
            format!("insert into main.{table} ({columns}) select {columns} from restored.{table}");
        run(connection, copy).await?;
        taken = taken.saturating_add(rows);
        progress.reach(taken);
    }
    for (_, sql) in triggers {
        run(connection, sql).await?;
    }
    Ok(())
}

/// Runs what was put together of names in our own schema.
async fn run(connection: &mut SqliteConnection, sql: String) -> Result<(), JournalError> {
    sqlx::query(AssertSqlSafe(sql)).execute(connection).await.map_err(journal_error)?;
    Ok(())
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

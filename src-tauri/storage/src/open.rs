//! Opening a data dir: the right SQLite, the right pragmas on every connection, the right schema.

use crate::{
    owner::Owner,
    print_turn::Printing,
    vault::{KeyStore, Vault, VaultError},
};
use domain::tally::Uptime;
use engine::ports::journal::JournalError;
use sqlx::{
    Connection as _, SqliteConnection, SqlitePool,
    migrate::{MigrateError, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    future::ready,
    io,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    time::Duration,
};

pub(crate) static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// The first SQLite without the WAL-reset corruption bug.
const SQLITE_MIN: (u32, u32, u32) = (3, 51, 3);
/// Longer than any write of ours; a second process waits instead of failing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(15);
const READERS_MAX: u32 = 4;

/// A data dir could not be opened. Nothing in it was changed.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder cannot be made or written.
    #[error("the data folder {} cannot be used", path.display())]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// Written by a newer program.
    #[error(
        "the data in this folder was written by a newer Raseed (schema {found}, this one knows {known})"
    )]
    NewerSchema {
        /// The data's schema.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// The schema could not be brought up to date.
    #[error("the database could not be brought up to date")]
    Migrate(#[source] MigrateError),
    /// The linked SQLite or a pragma is not what safety needs.
    #[error("the database engine is not safe to use: {0}")]
    Unsafe(String),
    /// The database cannot be used.
    #[error("the database could not be opened")]
    Journal(#[from] JournalError),
    /// The vault cannot be opened.
    #[error("the vault could not be opened")]
    Vault(#[from] VaultError),
}

/// One process's hold on a data dir.
#[derive(Clone, Debug)]
pub struct Storage {
    pub(crate) data_dir: Arc<PathBuf>,
    pub(crate) readers: SqlitePool,
    /// One connection: this process's writes queue here, other processes' at the file.
    pub(crate) writer: SqlitePool,
    pub(crate) owner: Arc<Owner>,
    vault: Arc<OnceLock<Vault>>,
    running: Arc<OnceLock<fn() -> Uptime>>,
    pub(crate) printing: Printing,
}

impl Storage {
    /// Opens a data dir, making it if it is not there.
    ///
    /// # Errors
    /// If the folder, the database, its schema or its key cannot be used.
    pub async fn open(data_dir: &Path, owner: domain::ids::OwnerId) -> Result<Self, OpenError> {
        let folder = |source| OpenError::Folder { path: data_dir.to_owned(), source };
        Self::make_folder(data_dir)?;
        crate::backup::scratch::sweep(data_dir);
        let owner = Owner::begin(data_dir, owner).map_err(folder)?;
        let file = data_dir.join("till.db");
        refuse_newer(&file).await?;
        let options = SqliteConnectOptions::new()
            .filename(&file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // What is erased or moved within the file is overwritten: no number outlives its erasing in
            // the space that it left.
            .pragma("secure_delete", "on")
            .busy_timeout(BUSY_TIMEOUT);
        let writer = pool(1, options.clone()).await?;
        MIGRATIONS.run(&writer).await.map_err(OpenError::Migrate)?;
        let readers = pool(READERS_MAX, options).await?;
        let storage = Self {
            data_dir: Arc::new(data_dir.to_owned()),
            readers,
            writer,
            owner: Arc::new(owner),
            vault: Arc::default(),
            running: Arc::default(),
            printing: Printing::default(),
        };
        if let Some((id, store)) = storage.key_in_use().await? {
            let vault = Vault::reach(data_dir, &id, store)?;
            // Nobody else holds this storage yet, so the cell is empty.
            drop(storage.vault.set(vault));
            storage.begin_journal().await?;
            storage.try_reserve().await;
        }
        Ok(storage)
    }

    /// Makes the folder of a data dir if it is not there, as opening it does.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn make_folder(data_dir: &Path) -> Result<(), OpenError> {
        let folder = |source| OpenError::Folder { path: data_dir.to_owned(), source };
        make_private(data_dir).map_err(folder)
    }

    /// The data dir.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// Tells how the computer's running time is read; without it no time passes, and no count is paid
    /// off.
    pub fn runs_by(&self, uptime: fn() -> Uptime) {
        self.running.get_or_init(|| uptime);
    }

    /// The computer's running time.
    pub(crate) fn uptime(&self) -> Uptime {
        self.running.get().map_or_else(Uptime::default, |uptime| uptime())
    }

    /// This process.
    #[must_use]
    pub fn owner(&self) -> &domain::ids::OwnerId {
        self.owner.id()
    }

    /// The linked SQLite's version, and what its own check finds wrong with the database.
    ///
    /// # Errors
    /// If it cannot be asked.
    pub async fn integrity(&self) -> Result<(String, Vec<String>), JournalError> {
        let version: String = sqlx::query_scalar("select sqlite_version()")
            .fetch_one(&self.readers)
            .await
            .map_err(journal_error)?;
        let mut found: Vec<String> = sqlx::query_scalar("pragma integrity_check")
            .fetch_all(&self.readers)
            .await
            .map_err(journal_error)?;
        found.retain(|line| line != "ok");
        Ok((version, found))
    }

    /// The vault, once the data dir is provisioned.
    #[must_use]
    pub fn vault(&self) -> Option<&Vault> {
        self.vault.get()
    }

    pub(crate) fn vault_needed(&self) -> Result<&Vault, JournalError> {
        self.vault().ok_or_else(|| JournalError::Corrupt("no master key was ever made".into()))
    }

    /// Makes the vault if there is none. Two processes at once end up with the same one.
    pub(crate) async fn make_vault(&self, key_id: &str) -> Result<&Vault, OpenError> {
        if let Some(vault) = self.vault() {
            return Ok(vault);
        }
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let vault = match key_in_use(&mut tx).await? {
            Some((id, store)) => Vault::reach(&self.data_dir, &id, store)?,
            None => {
                let vault = Vault::create(&self.data_dir, key_id)?;
                for (key, value) in [("key.id", key_id), ("key.store", vault.store().as_str())] {
                    sqlx::query("insert into settings (key, value) values (?, ?)")
                        .bind(key)
                        .bind(value)
                        .execute(&mut *tx)
                        .await
                        .map_err(journal_error)?;
                }
                vault
            }
        };
        tx.commit().await.map_err(journal_error)?;
        Ok(self.vault.get_or_init(|| vault))
    }

    /// Takes the vault of a till that was restored here. A command that came in between has reached the
    /// same one.
    pub(crate) fn take_vault(&self, vault: Vault) {
        self.vault.get_or_init(|| vault);
    }

    pub(crate) async fn key_in_use(&self) -> Result<Option<(String, KeyStore)>, JournalError> {
        let mut connection = self.readers.acquire().await.map_err(journal_error)?;
        key_in_use(&mut connection).await
    }
}

/// Whether a name in a data dir is one of the till's own files or folders. Nothing that a command was
/// asked to write may take its place.
#[must_use]
pub fn is_own_file(name: &str) -> bool {
    const BEGINS: [&str; 5] = ["till.db", "master.key", "journal.anchor", "reserve", "window."];
    const FOLDERS: [&str; 6] = ["owners", "logs", "webview", "printers", "scratch", "restoring"];
    // Some file systems make no difference between large and small letters.
    let name = name.to_lowercase();
    BEGINS.iter().any(|begins| name.starts_with(begins)) || FOLDERS.contains(&name.as_str())
}

async fn key_in_use(
    connection: &mut SqliteConnection,
) -> Result<Option<(String, KeyStore)>, JournalError> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("select key, value from settings where key in ('key.id', 'key.store')")
            .fetch_all(connection)
            .await
            .map_err(journal_error)?;
    let of = |wanted: &str| rows.iter().find(|(key, _)| key == wanted).map(|(_, value)| value);
    match (of("key.id"), of("key.store")) {
        (Some(id), Some(store)) => {
            let unknown = || JournalError::Corrupt(format!("key store {store:?}"));
            Ok(Some((id.clone(), KeyStore::from_word(store).ok_or_else(unknown)?)))
        }
        _ => Ok(None),
    }
}

async fn pool(size: u32, options: SqliteConnectOptions) -> Result<SqlitePool, OpenError> {
    let pool = SqlitePoolOptions::new()
        .max_connections(size)
        .min_connections(1)
        .acquire_timeout(BUSY_TIMEOUT * 2)
        .after_connect(|connection, _| Box::pin(assert_safe(connection)))
        // A full or failing disk makes SQLite roll back by itself. The transaction then cannot be
        // ended, and the connection would never begin another one: it is replaced.
        .before_acquire(|connection, _| Box::pin(ready(Ok(!connection.is_in_transaction()))))
        .connect_with(options)
        .await;
    pool.map_err(|error| {
        if let sqlx::Error::Configuration(why) = &error {
            return OpenError::Unsafe(why.to_string());
        }
        journal_error(error).into()
    })
}

/// What every connection must be, or the till does not sell (INV-14).
async fn assert_safe(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let unsafe_because = |why: String| sqlx::Error::Configuration(why.into());
    let version: String =
        sqlx::query_scalar("select sqlite_version()").fetch_one(&mut *connection).await?;
    if parse_version(&version).is_none_or(|found| found < SQLITE_MIN) {
        return Err(unsafe_because(format!("SQLite {version} is older than 3.51.3")));
    }
    let mode: String =
        sqlx::query_scalar("pragma journal_mode").fetch_one(&mut *connection).await?;
    if mode != "wal" {
        return Err(unsafe_because(format!("journal_mode is {mode}, not wal")));
    }
    let synchronous: i64 =
        sqlx::query_scalar("pragma synchronous").fetch_one(&mut *connection).await?;
    if synchronous != 2 {
        return Err(unsafe_because(format!("synchronous is {synchronous}, not FULL")));
    }
    Ok(())
}

fn parse_version(text: &str) -> Option<(u32, u32, u32)> {
    let mut parts = text.split('.').map(str::parse);
    match (parts.next()?, parts.next()?, parts.next()?) {
        (Ok(major), Ok(minor), Ok(patch)) => Some((major, minor, patch)),
        _ => None,
    }
}

/// A newer program's data is left untouched: read-only, before anything else opens it.
async fn refuse_newer(file: &Path) -> Result<(), OpenError> {
    if !file.exists() {
        return Ok(());
    }
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let Ok(pool) = SqlitePoolOptions::new().max_connections(1).connect_with(options).await else {
        // The real opening below gives the better error.
        return Ok(());
    };
    let found: Result<Option<i64>, _> =
        sqlx::query_scalar("select max(version) from _sqlx_migrations").fetch_one(&pool).await;
    pool.close().await;
    let known = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0);
    match found {
        Ok(Some(found)) if found > known => Err(OpenError::NewerSchema { found, known }),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Makes the data dir readable by its owner alone: it holds phone numbers and perhaps the key file. One
/// that is there keeps its rights.
fn make_private(path: &Path) -> io::Result<()> {
    if path.is_dir() { Ok(()) } else { crate::backup::scratch::make_private(path) }
}

/// What SQLite says, in the journal's words.
pub(crate) fn journal_error(error: sqlx::Error) -> JournalError {
    /// `SQLITE_FULL`, and `SQLITE_IOERR_SHMSIZE`: no room for the WAL's index.
    const NO_ROOM: [&str; 2] = ["13", "4874"];
    if let sqlx::Error::Database(database) = &error
        && database.code().is_some_and(|code| NO_ROOM.contains(&code.as_ref()))
    {
        return JournalError::DiskFull;
    }
    if let sqlx::Error::Io(io) = &error
        && io.kind() == io::ErrorKind::StorageFull
    {
        return JournalError::DiskFull;
    }
    JournalError::Database(Box::new(error))
}

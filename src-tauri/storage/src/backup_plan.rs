//! Where the shop's daily backups go, how long they are kept, and how they went.

use crate::{
    open::{Storage, journal_error},
    rows::corrupt,
    settings::put,
    vault::VaultError,
};
use domain::{secret::Secret, time::Timestamp};
use engine::ports::journal::JournalError;
use sqlx::{FromRow, SqliteConnection};

type Answer<T> = Result<T, JournalError>;

/// Days a backup is kept where nobody says.
pub const KEEP_DAYS: u32 = 30;

/// The shop's daily backups, as its owner wants them.
#[derive(Clone, Debug)]
pub struct BackupPlan {
    /// The folder they go into; without one, none is made.
    pub folder: Option<String>,
    /// How many days each is kept.
    pub keep_days: u32,
    /// What they open with on another machine; without it they are bound to this machine's key.
    pub passphrase: Option<Secret>,
}

impl Default for BackupPlan {
    fn default() -> Self {
        Self { folder: None, keep_days: KEEP_DAYS, passphrase: None }
    }
}

/// A change of the plan; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct PlanChange {
    /// The folder; an empty one switches the backups off.
    pub folder: Option<String>,
    /// How many days each is kept.
    pub keep_days: Option<u32>,
    /// The passphrase.
    pub passphrase: Option<Secret>,
}

/// How one backup into the folder went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupRun {
    /// When.
    pub at: Timestamp,
    /// Into which folder.
    pub folder: String,
    /// Its name there, if it was written.
    pub file: Option<String>,
    /// Whether it was written, opened, checked and counted.
    pub ok: bool,
    /// `passphrase` or `this_machine`.
    pub opens_with: Option<String>,
    /// How large it is.
    pub bytes: Option<u64>,
    /// How many rows it holds.
    pub rows: Option<u64>,
    /// When the last sale in it was made.
    pub last_sale_at: Option<Timestamp>,
    /// What went wrong: an error's code, and more about it.
    pub trouble: Option<(String, String)>,
}

const FOLDER: &str = "shop.backup.folder";
const DAYS: &str = "shop.backup.keep_days";
const PHRASE: &str = "backup.passphrase_sealed";

impl Storage {
    /// The plan.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn backup_plan(&self) -> Answer<BackupPlan> {
        let all = self.settings().await?;
        let keep_days = match all.get(DAYS) {
            Some(text) => text.parse().map_err(|_| corrupt(DAYS, text))?,
            None => KEEP_DAYS,
        };
        let passphrase = match (all.get(PHRASE), self.vault()) {
            (Some(sealed), Some(vault)) => {
                let sealed = crate::chain::record::from_hex(sealed)
                    .ok_or_else(|| JournalError::Corrupt(PHRASE.to_owned()))?;
                let opened = vault.open_text(PHRASE, &sealed);
                Some(Secret::new(opened.map_err(|_| JournalError::Corrupt(PHRASE.to_owned()))?))
            }
            _ => None,
        };
        let folder = all.get(FOLDER).filter(|folder| !folder.is_empty()).cloned();
        Ok(BackupPlan { folder, keep_days, passphrase })
    }

    /// Changes the plan; a record says so.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn set_backup_plan(&self, change: &PlanChange) -> Answer<()> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let vault = self.vault_needed()?;
        put_plan(&mut tx, vault, change).await?;
        let link = self.put_set_up(&mut tx, vault).await?;
        self.settle(tx, &link).await
    }

    /// Keeps how a backup went.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn note_backup_run(&self, run: &BackupRun) -> Answer<()> {
        let (code, detail) = run.trouble.clone().unzip();
        sqlx::query(
            "insert into backup_runs (at, folder, file, ok, opens_with, bytes, rows, last_sale_at,
                 code, detail)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(run.at.0)
        .bind(&run.folder)
        .bind(&run.file)
        .bind(run.ok)
        .bind(&run.opens_with)
        .bind(run.bytes.and_then(|bytes| i64::try_from(bytes).ok()))
        .bind(run.rows.and_then(|rows| i64::try_from(rows).ok()))
        .bind(run.last_sale_at.map(|at| at.0))
        .bind(code)
        .bind(detail)
        .execute(&self.writer)
        .await
        .map_err(journal_error)?;
        Ok(())
    }

    /// How the newest backups went, newest first.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn backup_runs(&self, limit: u32) -> Answer<Vec<BackupRun>> {
        let rows: Vec<Row> = sqlx::query_as(
            "select at, folder, file, ok, opens_with, bytes, rows, last_sale_at, code, detail
             from backup_runs order by id desc limit ?",
        )
        .bind(limit)
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(rows.into_iter().map(Row::run).collect())
    }

    /// The newest backup that was proved.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn last_good_backup(&self) -> Answer<Option<BackupRun>> {
        let row: Option<Row> = sqlx::query_as(
            "select at, folder, file, ok, opens_with, bytes, rows, last_sale_at, code, detail
             from backup_runs where ok = 1 order by id desc limit 1",
        )
        .fetch_optional(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(row.map(Row::run))
    }
}

#[derive(FromRow)]
struct Row {
    at: i64,
    folder: String,
    file: Option<String>,
    ok: bool,
    opens_with: Option<String>,
    bytes: Option<i64>,
    rows: Option<i64>,
    last_sale_at: Option<i64>,
    code: Option<String>,
    detail: Option<String>,
}

impl Row {
    fn run(self) -> BackupRun {
        BackupRun {
            at: Timestamp(self.at),
            folder: self.folder,
            file: self.file,
            ok: self.ok,
            opens_with: self.opens_with,
            bytes: self.bytes.and_then(|bytes| u64::try_from(bytes).ok()),
            rows: self.rows.and_then(|rows| u64::try_from(rows).ok()),
            last_sale_at: self.last_sale_at.map(Timestamp),
            trouble: self.code.map(|code| (code, self.detail.unwrap_or_default())),
        }
    }
}

/// Writes a change of the plan. The passphrase is sealed; no record holds it.
pub(crate) async fn put_plan(
    connection: &mut SqliteConnection,
    vault: &crate::vault::Vault,
    change: &PlanChange,
) -> Answer<()> {
    if let Some(folder) = &change.folder {
        put(connection, FOLDER, folder).await?;
    }
    if let Some(days) = change.keep_days {
        put(connection, DAYS, &days.to_string()).await?;
    }
    if let Some(passphrase) = &change.passphrase {
        let failed = |error: VaultError| JournalError::Database(Box::new(error));
        let sealed = vault.seal(PHRASE, passphrase.reveal().as_bytes()).map_err(failed)?;
        put(connection, PHRASE, &crate::chain::record::hex(&sealed)).await?;
    }
    Ok(())
}

//! Backups: one consistent picture of the till in one sealed file, proved before anybody relies on it;
//! and the way back ([`restore`]).
//!
//! Other processes go on selling meanwhile. The picture is SQLite's own (`vacuum into`), in a working
//! file inside the data dir; codes and keys are sealed in it as they are in the database. Before the
//! file gets its name it is read back, opened, and judged as `verify` judges a till.

mod contents;
mod here;
mod restore;
pub(crate) mod scratch;
mod sealed;
mod staging;
#[cfg(test)]
mod tests;

use crate::{
    chain::{
        Draft,
        anchor::{Anchor, Head, Place},
        append::{self, now},
        verify::{self, Problem},
    },
    open::{OpenError, Storage, journal_error},
    progress::Progress,
    vault::Vault,
    whole_file::WholeFile,
};
use contents::{Contents, Manifest, connect, counts};
use domain::{secret::Secret, time::Timestamp};
use engine::ports::journal::JournalError;
use scratch::Scratch;
use sealed::{Key, Opener, Sealer};
use sqlx::Connection as _;
use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Seek as _},
    path::Path,
};

pub(crate) use contents::counts as table_counts;
pub use here::{TillHere, till_in};
pub use restore::{Looked, Restored, look_into, restore};
pub use sealed::{Lock, SealError};

/// A backup could not be made or restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The sealed file does not open.
    #[error("the backup does not open")]
    Seal(#[from] SealError),
    /// A file could not be read or written.
    #[error("a file could not be read or written")]
    File(#[from] io::Error),
    /// The database could not be used.
    #[error("the database could not be used")]
    Journal(#[from] JournalError),
    /// A data dir could not be opened.
    #[error("the data folder could not be opened")]
    Open(#[from] OpenError),
    /// What is in it is not in order.
    #[error("what is in the backup is not in order")]
    Unsound(Vec<Problem>),
    /// What is in it is not what it says.
    #[error("the backup does not hold what it says: {0}")]
    Counts(String),
    /// A backup is restored into an empty folder only.
    #[error("the data folder is not empty")]
    NotEmpty,
    /// Somebody called the restore off.
    #[error("the restore was called off")]
    Stopped,
    /// Nothing was set up here.
    #[error("nothing was set up here")]
    NotProvisioned,
}

/// What a backup came to.
#[derive(Clone, Debug)]
pub struct BackedUp {
    /// What it is sealed with.
    pub lock: Lock,
    /// Whether the machine's key is in the keyring; else it is a file of the data dir.
    pub key_in_keyring: bool,
    /// How large the file is.
    pub bytes: u64,
    /// How many rows it holds.
    pub rows: u64,
    /// How many records its journal has.
    pub records: u64,
    /// The newest of them.
    pub head: Option<Head>,
    /// The last sale in it, and when that was opened.
    pub last_sale: Option<(String, Timestamp)>,
}

impl Storage {
    /// Writes a verified backup, sealed with a passphrase or, without one, bound to this machine's
    /// key.
    ///
    /// # Errors
    /// If it cannot be written, or is not in order. What stood in its place is then unchanged.
    pub async fn back_up(
        &self,
        out: &Path,
        passphrase: Option<&Secret>,
        clerk: Option<&str>,
    ) -> Result<BackedUp, BackupError> {
        let Some(vault) = self.vault() else { return Err(BackupError::NotProvisioned) };
        let mut file = WholeFile::begin(out)?;
        let scratch = Scratch::begin(&self.data_dir)?;
        let manifest = self.picture(&scratch).await?;
        let lock = if passphrase.is_some() { Lock::Passphrase } else { Lock::Machine };
        let secret = passphrase.map_or(vault.raw(), sealed::passphrase);
        let (head, key) = sealed::Head::begin(lock, self.hint(lock, &manifest), secret)?;
        write(file.file(), &head, key, &Contents { vault, manifest: &manifest }, &scratch)?;
        scratch.clear();
        // From here on only the file itself is believed.
        file.file().sync_all()?;
        let read = read_back(file.file(), secret, &scratch)?;
        let verdict = prove(&scratch, &read.vault, &read.manifest).await?;
        scratch.clear();
        let bytes = file.file().metadata()?.len();
        file.keep()?;
        self.note_backup(vault, &read.manifest, lock, clerk).await?;
        Ok(BackedUp {
            lock,
            key_in_keyring: vault.store() == crate::KeyStore::Keyring,
            bytes,
            rows: read.manifest.tables.values().sum(),
            records: verdict.records,
            head: verdict.head,
            last_sale: read.manifest.last_sale.map(|(id, at)| (id, Timestamp(at))),
        })
    }

    /// SQLite's own picture of the database, and what is in it.
    async fn picture(&self, scratch: &Scratch) -> Result<Manifest, BackupError> {
        let place = scratch.file();
        let mut reader = self.readers.acquire().await.map_err(journal_error)?;
        sqlx::query("vacuum into ?")
            .bind(place.to_string_lossy().into_owned())
            .execute(&mut *reader)
            .await
            .map_err(journal_error)?;
        drop(reader);
        let mut picture = connect(&place).await?;
        let manifest = Manifest::of(&mut picture).await?;
        picture.close().await.map_err(journal_error)?;
        Ok(manifest)
    }

    /// Where this machine's key may be found again.
    fn hint(&self, lock: Lock, manifest: &Manifest) -> String {
        match lock {
            Lock::Passphrase => String::new(),
            Lock::Machine => {
                let data_dir = std::path::absolute(&*self.data_dir);
                let data_dir = data_dir.unwrap_or_else(|_| self.data_dir.to_path_buf());
                format!("{}\n{}", manifest.key_id, data_dir.display())
            }
        }
    }

    /// What left the till, who took it, and with which end of the journal.
    async fn note_backup(
        &self,
        vault: &Vault,
        manifest: &Manifest,
        lock: Lock,
        clerk: Option<&str>,
    ) -> Result<(), JournalError> {
        let sealed_with = match lock {
            Lock::Passphrase => "passphrase",
            Lock::Machine => "machine",
        };
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let draft = Draft::new("backed_up", now())
            .say_some("clerk", clerk)
            .say("head", &manifest.head().map(|head| head.short()).unwrap_or_default())
            .say("sealed_with", sealed_with);
        let link = append::append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await
    }
}

/// Seals the contents into a file.
fn write(
    file: &mut File,
    head: &[u8],
    key: Key,
    contents: &Contents<'_>,
    scratch: &Scratch,
) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, file);
    io::Write::write_all(&mut out, head)?;
    let mut sealer = Sealer::new(out, key);
    contents.write(&mut sealer)?;
    io::copy(&mut File::open(scratch.file())?, &mut sealer)?;
    sealer.finish()?;
    Ok(())
}

const BUFFER: usize = 1024 * 1024;

/// What a sealed file gave: the database is in the working file.
struct ReadBack {
    vault: Vault,
    manifest: Manifest,
}

/// Opens a file that was just written, with what it was sealed with.
fn read_back(file: &mut File, secret: &[u8], scratch: &Scratch) -> Result<ReadBack, BackupError> {
    file.rewind()?;
    let mut from = BufReader::with_capacity(BUFFER, file);
    let (head, bytes) = sealed::Head::read(&mut from)?;
    let key = head.unlock(&bytes, secret)?.ok_or(SealError::Damaged)?;
    unpack(from, key, &scratch.file())
}

/// Writes the database of an opened backup to a new file.
fn unpack(from: impl io::Read, key: Key, place: &Path) -> Result<ReadBack, BackupError> {
    let mut opener = Opener::new(from, key);
    let read = contents::read(&mut opener).map_err(opened)?;
    let (vault, manifest) = read.ok_or(SealError::Damaged)?;
    let mut database = crate::whole_file::private().create_new(true).open(place)?;
    copy(&mut opener, &mut database)?;
    database.sync_all()?;
    Ok(ReadBack { vault, manifest })
}

/// Copies; what does not open is told from what cannot be written.
fn copy(from: &mut impl io::Read, to: &mut File) -> Result<(), BackupError> {
    let mut bytes = vec![0; BUFFER];
    loop {
        let count = from.read(&mut bytes).map_err(opened)?;
        let Some(read) = bytes.get(..count).filter(|read| !read.is_empty()) else { return Ok(()) };
        io::Write::write_all(to, read)?;
    }
}

/// An error while reading a sealed file.
fn opened(error: io::Error) -> BackupError {
    if matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof) {
        SealError::Damaged.into()
    } else {
        error.into()
    }
}

/// Judges an opened database as `verify` does, and counts its rows.
async fn prove(
    scratch: &Scratch,
    vault: &Vault,
    manifest: &Manifest,
) -> Result<verify::Verdict, BackupError> {
    let mut connection = connect(&scratch.file()).await?;
    let progress = Progress::default();
    let verdict = judge(&mut connection, vault, manifest.head(), &progress).await?;
    let found = counts(&mut connection).await?;
    connection.close().await.map_err(journal_error)?;
    same_counts(&manifest.tables, &found)?;
    Ok(verdict)
}

/// The verdict on a database whose journal must lead up to this end.
async fn judge(
    connection: &mut sqlx::SqliteConnection,
    vault: &Vault,
    end: Option<Head>,
    progress: &Progress,
) -> Result<verify::Verdict, BackupError> {
    let anchors: Vec<Anchor> =
        end.into_iter().map(|head| Anchor { place: Place::File, head: Some(head) }).collect();
    let verdict = verify::check(connection, vault, &anchors, progress).await;
    if verdict.is_ok() { Ok(verdict) } else { Err(BackupError::Unsound(verdict.problems)) }
}

fn same_counts(
    said: &std::collections::BTreeMap<String, u64>,
    found: &std::collections::BTreeMap<String, u64>,
) -> Result<(), BackupError> {
    match said.iter().find(|(table, rows)| found.get(*table) != Some(rows)) {
        Some((table, rows)) => Err(BackupError::Counts(format!("{rows} rows of {table}"))),
        None => Ok(()),
    }
}

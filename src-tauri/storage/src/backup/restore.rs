//! Restoring: a till from a backup, in a folder where there was none.
//!
//! What happened after the backup is not in it, and yet it happened: sales may have been sent, codes
//! sold, slips printed. So a restored till trusts none of its old intentions. What was written down and
//! not sent waits for a person and is looked for, and is never sent; a code on the shelf is sold no
//! more; a message that had not left does not leave. Its references get a part of their own, so that
//! they can never be those of the till it was copied from.

use super::{
    BUFFER, BackupError, Lock, ReadBack, SealError, connect,
    contents::{Manifest, schema},
    counts, judge, same_counts, sealed,
    staging::Staging,
    unpack,
};
use crate::{
    chain::{
        Draft, Link, Shown,
        anchor::Head,
        append,
        tables::{ATTENTION, SETTING, STOCK},
    },
    events::{self, More},
    open::{MIGRATIONS, OpenError, journal_error},
    progress::{Phase, Progress},
    settings,
    vault::{KEY_LENGTH, KeyStore, Vault, key_file},
    whole_file::chance,
};
use domain::{
    ids::OrderId, order::OrderState, reason::ReasonCode, secret::Secret, time::Timestamp,
};
use engine::{
    ports::journal::{JournalError, Note},
    records::EventKind,
};
use sqlx::{Connection as _, SqliteConnection};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, BufReader},
    path::Path,
};
use zeroize::Zeroizing;

/// What a restore came to.
#[derive(Clone, Debug)]
pub struct Restored {
    /// When the backup was taken.
    pub backup_at: Timestamp,
    /// How many rows it held.
    pub rows: u64,
    /// The last sale in it, and when that was opened.
    pub last_sale: Option<(String, Timestamp)>,
    /// Where the master key is now.
    pub key_in_keyring: bool,
    /// The part that its references have from now on.
    pub instance: String,
    /// Orders that were written down and not sent when the backup was taken: nobody knows yet.
    pub in_doubt: usize,
    /// Codes on the shelf, which may have been sold since.
    pub withdrawn: usize,
}

/// Restores a backup into an empty data dir.
///
/// # Errors
/// If the folder is not empty, or the backup does not open or is not in order; nothing is there then.
pub async fn restore(
    data_dir: &Path,
    file: &Path,
    passphrase: Option<&Secret>,
    key_id: &str,
    at: Timestamp,
    progress: &Progress,
) -> Result<Restored, BackupError> {
    let from = (data_dir, file);
    let opened = progress.ended(open(Staging::begin, from, passphrase, progress).await)?;
    let ready = progress.ended(make_ready(opened, key_id, at, progress).await)?;
    let Ready { staging, vault, end, restored, .. } = ready;
    if let Err(error) = progress.close().and_then(|()| staging.keep(&end, &vault)) {
        vault.forget(key_id);
        return Err(error);
    }
    Ok(restored)
}

/// A till that was put together and proved in its working folder, and is in no place yet.
pub(super) struct Ready {
    pub(super) staging: Staging,
    pub(super) vault: Vault,
    /// The end of its journal.
    pub(super) end: Head,
    /// Rows by table.
    pub(super) tables: BTreeMap<String, u64>,
    pub(super) restored: Restored,
}

/// Makes a till of an opened backup; its key is kept under `key_id` then.
pub(super) async fn make_ready(
    opened: Opened,
    key_id: &str,
    at: Timestamp,
    progress: &Progress,
) -> Result<Ready, BackupError> {
    progress.begin(Phase::Making);
    let Opened { staging, vault, manifest, mut connection, .. } = opened;
    staging.key_fits(&vault)?;
    let vault = vault.settle_in(&staging.folder, key_id).map_err(OpenError::Vault)?;
    let moment = Moment { at, backup_at: Timestamp(manifest.at), key_id };
    let made = async {
        let (restored, end) = begin_again(&mut connection, &vault, moment).await?;
        judge(&mut connection, &vault, Some(end.clone()), progress).await?;
        let tables = counts(&mut connection).await?;
        connection.close().await.map_err(journal_error)?;
        Ok::<_, BackupError>((restored, end, tables))
    };
    match made.await {
        Ok((restored, end, tables)) => {
            let last_sale = manifest.last_sale.map(|(id, at)| (id, Timestamp(at)));
            let rows = manifest.tables.values().sum();
            let restored = Restored { rows, last_sale, ..restored };
            Ok(Ready { staging, vault, end, tables, restored })
        }
        Err(error) => {
            vault.forget(key_id);
            Err(error)
        }
    }
}

/// What a backup holds, told before anything is done with it.
#[derive(Clone, Debug)]
pub struct Looked {
    /// When it was taken.
    pub backup_at: Timestamp,
    /// How many rows it holds.
    pub rows: u64,
    /// The last sale in it, and when that was opened.
    pub last_sale: Option<(String, Timestamp)>,
    /// The shop's name.
    pub shop: Option<String>,
    /// The till's code.
    pub till_code: String,
    /// How many orders it holds.
    pub orders: u64,
    /// The number of its last Z, where a shift was ever closed.
    pub z: Option<u32>,
    /// What it is sealed with.
    pub lock: Lock,
}

/// Opens a backup and proves it as [`restore`] does, and leaves nothing behind. It works in a folder as empty
/// as one that is restored into.
///
/// # Errors
/// As [`restore`].
pub async fn look_into(
    data_dir: &Path,
    file: &Path,
    passphrase: Option<&Secret>,
    progress: &Progress,
) -> Result<Looked, BackupError> {
    let opened = open(Staging::begin, (data_dir, file), passphrase, progress).await;
    looked(progress.ended(opened)?).await
}

/// What an opened backup holds; its working folder is gone then.
pub(super) async fn looked(opened: Opened) -> Result<Looked, BackupError> {
    let Opened { staging, lock, manifest, mut connection, .. } = opened;
    let shop = sqlx::query_scalar("select value from settings where key = 'shop.name'")
        .fetch_optional(&mut connection)
        .await
        .map_err(journal_error)?;
    let z: Option<i64> =
        sqlx::query_scalar("select max(number) from shifts where closed_at is not null")
            .fetch_one(&mut connection)
            .await
            .map_err(journal_error)?;
    connection.close().await.map_err(journal_error)?;
    drop(staging);
    Ok(Looked {
        backup_at: Timestamp(manifest.at),
        rows: manifest.tables.values().sum(),
        last_sale: manifest.last_sale.map(|(id, at)| (id, Timestamp(at))),
        shop,
        till_code: manifest.till_code,
        orders: manifest.tables.get("orders").copied().unwrap_or_default(),
        z: z.and_then(|number| u32::try_from(number).ok()),
        lock,
    })
}

/// A backup that was opened in a working folder and proved.
pub(super) struct Opened {
    staging: Staging,
    lock: Lock,
    vault: Vault,
    manifest: Manifest,
    connection: SqliteConnection,
}

/// Unpacks a backup in a working folder that `begin` makes, brings it up to date, and judges it.
pub(super) async fn open(
    begin: fn(&Path) -> Result<Staging, BackupError>,
    (data_dir, file): (&Path, &Path),
    passphrase: Option<&Secret>,
    progress: &Progress,
) -> Result<Opened, BackupError> {
    let file = File::open(file)?;
    let length = file.metadata()?.len();
    let mut from = BufReader::with_capacity(BUFFER, file);
    let (head, bytes) = sealed::Head::read(&mut from)?;
    let read = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let from = progress.reading(from, read, length);
    let staging = begin(data_dir)?;
    let key = match (head.lock, passphrase) {
        (Lock::Passphrase, None) => return Err(SealError::PassphraseNeeded.into()),
        (Lock::Passphrase, Some(secret)) => {
            head.unlock(&bytes, sealed::passphrase(secret))?.ok_or(SealError::PassphraseWrong)?
        }
        (Lock::Machine, _) => machine_key(&head, &bytes, data_dir)?,
    };
    let ReadBack { vault, manifest } = unpack(from, key, &staging.database())?;
    progress.begin(Phase::Proving);
    let mut connection = connect(&staging.database()).await?;
    progress.watch(&mut connection).await.map_err(journal_error)?;
    let found = schema(&mut connection).await?;
    let known = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0);
    if found > known {
        return Err(OpenError::NewerSchema { found, known }.into());
    }
    same_counts(&manifest.tables, &counts(&mut connection).await?)?;
    MIGRATIONS.run(&mut connection).await.map_err(OpenError::Migrate)?;
    judge(&mut connection, &vault, manifest.head(), progress).await?;
    Ok(Opened { staging, lock: head.lock, vault, manifest, connection })
}

/// When, from when, and under which name its key is kept now.
struct Moment<'a> {
    at: Timestamp,
    backup_at: Timestamp,
    key_id: &'a str,
}

/// Makes a till of what was one: in one transaction, with a record that says so.
async fn begin_again(
    connection: &mut SqliteConnection,
    vault: &Vault,
    moment: Moment<'_>,
) -> Result<(Restored, Head), BackupError> {
    let Moment { at, backup_at, key_id } = moment;
    let instance = instance()?;
    let mut tx = connection.begin().await.map_err(journal_error)?;
    let told = [
        ("key.id", key_id),
        ("key.store", vault.store().as_str()),
        ("till.instance", &instance),
        ("restored.at", &at.0.to_string()),
        ("restored.backup_at", &backup_at.0.to_string()),
    ];
    for (key, value) in told {
        settings::put(&mut tx, key, value).await?;
    }
    // What was sold after this backup nobody has looked for.
    sqlx::query("delete from supplier_looks").execute(&mut *tx).await.map_err(journal_error)?;
    let in_doubt = doubt(&mut tx, vault, at).await?;
    let withdrawn = withdraw(&mut tx, vault, at).await?;
    sqlx::query(
        "update messages set state = 'failed', reason = 'the till was restored', text_sealed = null, finished_at = ?
         where state = 'queued'",
    )
    .bind(at.0)
    .execute(&mut *tx)
    .await
    .map_err(journal_error)?;
    let draft = Draft::new("restored", at)
        .say("instance", &instance)
        .say("backup_at", &backup_at.0.to_string())
        .show(&mut tx, vault, Shown::All(&SETTING))
        .await?;
    let link = append(&mut tx, vault, draft).await?;
    tx.commit().await.map_err(journal_error)?;
    let restored = Restored {
        backup_at,
        rows: 0,
        last_sale: None,
        key_in_keyring: vault.store() == KeyStore::Keyring,
        instance,
        in_doubt,
        withdrawn,
    };
    let Link { seq, hash } = link;
    Ok((restored, Head { seq, hash }))
}

/// What was written down and not sent may have been sent since. It is never sent; it is looked for, and a
/// person decides about what is not found. So are the orders of a customer who had still to pay: the
/// money may have come, and they may have been bought.
async fn doubt(
    connection: &mut SqliteConnection,
    vault: &Vault,
    at: Timestamp,
) -> Result<usize, JournalError> {
    let orders: Vec<String> = sqlx::query_scalar(
        "update orders set state = ?, reason = ?, reason_detail = null, reason_salt = null,
             sent_at = coalesce(sent_at, created_at)
         where state = 'prepared' returning id",
    )
    .bind(OrderState::NeedsAttention.as_str())
    .bind(ReasonCode::Restored.as_str())
    .fetch_all(&mut *connection)
    .await
    .map_err(journal_error)?;
    for order in &orders {
        let note = Note { at, clerk: None, detail: None };
        let more = More { from: Some(OrderState::Prepared), ..More::default() };
        let order = OrderId::new(order);
        events::add(connection, vault, &order, EventKind::Restored, &note, more).await?;
    }
    Ok(orders.len())
}

/// A code on the shelf may have been sold since: it is sold no more (INV-4), and stays with its order.
async fn withdraw(
    connection: &mut SqliteConnection,
    vault: &Vault,
    at: Timestamp,
) -> Result<usize, JournalError> {
    let orders: Vec<String> = sqlx::query_scalar(
        "update stock set withdrawn = 1 where sold_to is null and withdrawn = 0 returning order_id",
    )
    .fetch_all(&mut *connection)
    .await
    .map_err(journal_error)?;
    for order in &orders {
        // The person who was told of the code is told again.
        sqlx::query("update attention set seen_at = null where order_id = ?")
            .bind(order)
            .execute(&mut *connection)
            .await
            .map_err(journal_error)?;
        let note = Note { at, clerk: None, detail: None };
        let shows = [Shown::Of(&STOCK, order), Shown::Of(&ATTENTION, order)];
        let more = More { from: None, shows: &shows };
        let order = OrderId::new(order);
        events::add(connection, vault, &order, EventKind::Restored, &note, more).await?;
    }
    Ok(orders.len())
}

/// Four characters that stand in every reference from now on.
fn instance() -> io::Result<String> {
    Ok(chance()?.chars().take(4).collect::<String>().to_uppercase())
}

/// The key of the machine that made the backup: in its keyring, in the folder that is restored into, or in
/// the folder it was made from.
fn machine_key(
    head: &sealed::Head,
    bytes: &[u8],
    data_dir: &Path,
) -> Result<sealed::Key, BackupError> {
    let (key_id, made_from) = head.hint.split_once('\n').unwrap_or((&head.hint, ""));
    let from_files = [key_file(data_dir), key_file(Path::new(made_from))];
    let files = from_files.iter().filter_map(|path| fs::read(path).ok());
    let keys = files.chain(Vault::in_keyring(key_id)).map(Zeroizing::new);
    for key in keys.filter(|key| key.len() == KEY_LENGTH) {
        if let Some(key) = head.unlock(bytes, &key)? {
            return Ok(key);
        }
    }
    Err(SealError::KeyNotHere.into())
}

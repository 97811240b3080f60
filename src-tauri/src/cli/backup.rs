//! `backup` and `restore`: a till in one sealed file, and back.

use super::{export::Place, output::Output, progress_line};
use crate::{
    backups,
    clock::{SystemClock, key_id},
    error::{ErrorCode, Exit, Failure},
    session, views,
    words::args,
};
use domain::{clerk::Clerk, secret::Secret, time::Timestamp};
use engine::ports::Clock as _;
use serde::Serialize;
use std::{io, path::Path};
use storage::{
    BackedUp, BackupError, Lock, Looked, OpenError, Progress, Restored, SealError, Storage,
    TillHere,
};

#[derive(Serialize)]
struct BackedUpView {
    ok: bool,
    file: String,
    /// `passphrase`, or `this_machine`.
    opens_with: &'static str,
    bytes: u64,
    rows: u64,
    /// How many records its journal has.
    records: u64,
    /// The newest of them, as it would stand on a slip.
    head: Option<String>,
    last_sale: Option<SaleMention>,
    message: String,
}

#[derive(Serialize)]
struct RestoredView {
    ok: bool,
    backup_at: String,
    rows: u64,
    last_sale: Option<SaleMention>,
    /// The part that references have from now on.
    instance: String,
    /// Orders that had not been sent, and may have been since.
    in_doubt: usize,
    /// Codes on the shelf, which are sold no more.
    withdrawn: usize,
    message: String,
}

#[derive(Serialize)]
struct LookedView {
    ok: bool,
    backup_at: String,
    rows: u64,
    last_sale: Option<SaleMention>,
    /// The shop's name, where it has one.
    shop_name: Option<String>,
    till_code: String,
    orders: u64,
    /// The number of its last Z.
    z: Option<u32>,
}

/// The last sale in a backup.
#[derive(Serialize)]
struct SaleMention {
    id: String,
    created_at: String,
}

impl From<(String, Timestamp)> for SaleMention {
    fn from((id, at): (String, Timestamp)) -> Self {
        Self { id, created_at: views::rfc3339(at) }
    }
}

/// `backup --out FILE`
pub(super) async fn back_up(
    storage: &Storage,
    out: &Path,
    clerk: Option<&Clerk>,
    output: &Output,
) -> Result<Exit, Failure> {
    let place = Place::judge(out, storage.data_dir())?;
    let clerk = clerk.map(|clerk| clerk.name.as_str());
    let done = storage.back_up(out, passphrase().as_ref(), clerk).await;
    let done = done.map_err(|error| {
        if let BackupError::File(error) = &error { place.failed(error) } else { error.into() }
    })?;
    told(out, done, output)
}

/// `backup`, into the folder of the settings.
pub(super) async fn to_folder(
    storage: &Storage,
    clerk: Option<&Clerk>,
    output: &Output,
) -> Result<Exit, Failure> {
    let made = backups::make(storage, clerk.map(|clerk| clerk.name.as_str())).await?;
    told(&made.file, made.done, output)
}

fn told(out: &Path, done: BackedUp, output: &Output) -> Result<Exit, Failure> {
    let (opens_with, key) = match (done.lock, done.key_in_keyring) {
        (lock @ Lock::Passphrase, _) => (backups::opens_with(lock), "backup-opens-with-passphrase"),
        (lock @ Lock::Machine, true) => (backups::opens_with(lock), "backup-bound-to-keyring"),
        (lock @ Lock::Machine, false) => (backups::opens_with(lock), "backup-bound-to-file"),
    };
    let message = output.words().say(key);
    if done.lock == Lock::Machine {
        output.warn(&message);
    }
    let view = BackedUpView {
        ok: true,
        file: out.display().to_string(),
        opens_with,
        bytes: done.bytes,
        rows: done.rows,
        records: done.records,
        head: done.head.map(|head| head.short()),
        last_sale: done.last_sale.map(SaleMention::from),
        message,
    };
    output.result(&view, || {
        let last = last_sale(&view.last_sale, output);
        let named = args([("file", view.file.clone()), ("rows", view.rows.to_string())]);
        let first = output.words().say_with("backup-done", &named);
        // A warning has said the rest already.
        let rest = if done.lock == Lock::Machine { "" } else { &view.message };
        format!("{first}\n{last}\n{rest}")
    });
    Ok(Exit::Done)
}

/// `restore FILE`, into a data dir where nothing is, or a till that nobody has set up.
pub(super) async fn restore(
    data_dir: &Path,
    file: &Path,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let now = SystemClock.now();
    let secret = passphrase();
    let progress = Progress::default();
    let shown = progress_line::show(&progress, output);
    let from = (file, secret.as_ref());
    let (storage, done) = put_back(data_dir, from, now, &progress).await?;
    // It is a till now, and is judged as one.
    if let Some(shop) = storage.shop().await? {
        output.speak(shop.language);
    }
    storage.keep_anchor().await?;
    let verdict = storage.verify_told(None, &progress).await?;
    drop(shown);
    let named = args([
        ("at", views::rfc3339(done.backup_at)),
        ("doubt", done.in_doubt.to_string()),
        ("withdrawn", done.withdrawn.to_string()),
    ]);
    let view = RestoredView {
        ok: verdict.is_ok(),
        backup_at: views::rfc3339(done.backup_at),
        rows: done.rows,
        last_sale: done.last_sale.map(SaleMention::from),
        instance: done.instance,
        in_doubt: done.in_doubt,
        withdrawn: done.withdrawn,
        message: output.words().say_with("restore-done", &named),
    };
    output.result(&view, || format!("{}\n{}", view.message, last_sale(&view.last_sale, output)));
    if view.ok { Ok(Exit::Done) } else { Err(Failure::plain(ErrorCode::VerifyFailed)) }
}

/// A database that a command has made and nobody has set up may be open in another process: the till is
/// taken into it, and no file is swapped under it.
async fn put_back(
    data_dir: &Path,
    (file, secret): (&Path, Option<&Secret>),
    now: Timestamp,
    progress: &Progress,
) -> Result<(Storage, Restored), Failure> {
    let unread = |error| unread(data_dir, file, error);
    match storage::till_in(data_dir).await {
        TillHere::NeverSetUp => {
            let storage = session::open_storage(data_dir).await?;
            let done = storage.restore_here(file, secret, &key_id(), now, progress).await;
            Ok((storage, done.map_err(unread)?))
        }
        // Where one is set up, that is what is said.
        TillHere::None | TillHere::SetUp => {
            let done = storage::restore(data_dir, file, secret, &key_id(), now, progress).await;
            let done = done.map_err(unread)?;
            Ok((session::open_storage(data_dir).await?, done))
        }
    }
}

/// `restore FILE --look`: what is in it, before anything is done with it.
pub(super) async fn look_into(
    data_dir: &Path,
    file: &Path,
    output: &Output,
) -> Result<Exit, Failure> {
    let progress = Progress::default();
    let shown = progress_line::show(&progress, output);
    let looked = look(data_dir, file, &progress).await;
    drop(shown);
    let looked = looked?;
    let view = LookedView {
        ok: true,
        backup_at: views::rfc3339(looked.backup_at),
        rows: looked.rows,
        last_sale: looked.last_sale.map(SaleMention::from),
        shop_name: looked.shop,
        till_code: looked.till_code,
        orders: looked.orders,
        z: looked.z,
    };
    output.result(&view, || {
        let words = output.words();
        let named = args([("at", view.backup_at.clone()), ("rows", view.rows.to_string())]);
        let first = words.say_with("backup-looked", &named);
        let z = view.z.map_or_else(|| words.say("backup-looked-no-z"), |z| z.to_string());
        let named = args([
            ("shop", view.shop_name.clone().unwrap_or_default()),
            ("till", view.till_code.clone()),
            ("orders", view.orders.to_string()),
            ("z", z),
        ]);
        let till = words.say_with("backup-looked-till", &named);
        format!("{first}\n{till}\n{}", last_sale(&view.last_sale, output))
    });
    Ok(Exit::Done)
}

async fn look(data_dir: &Path, file: &Path, progress: &Progress) -> Result<Looked, Failure> {
    let secret = passphrase();
    let looked = match storage::till_in(data_dir).await {
        TillHere::NeverSetUp => {
            let storage = session::open_storage(data_dir).await?;
            storage.look_into(file, secret.as_ref(), progress).await
        }
        TillHere::None | TillHere::SetUp => {
            storage::look_into(data_dir, file, secret.as_ref(), progress).await
        }
    };
    looked.map_err(|error| unread(data_dir, file, error))
}

/// A file that could not be opened is told from a folder that could not be written.
pub(crate) fn unread(data_dir: &Path, file: &Path, error: BackupError) -> Failure {
    let BackupError::File(fault) = &error else { return error.into() };
    if file.is_file() {
        return Place::of(data_dir).failed(fault);
    }
    Failure::about(ErrorCode::FileUnreadable, format!("{} ({fault})", file.display()))
}

fn last_sale(sale: &Option<SaleMention>, output: &Output) -> String {
    match sale {
        Some(sale) => {
            let named = args([("at", sale.created_at.clone()), ("sale", sale.id.clone())]);
            output.words().say_with("backup-last-sale", &named)
        }
        None => output.words().say("backup-no-sale"),
    }
}

/// From the environment, where other users cannot see it; an empty one is none.
fn passphrase() -> Option<Secret> {
    std::env::var("RASEED_PASSPHRASE").ok().filter(|text| !text.is_empty()).map(Secret::new)
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Self {
        use ErrorCode as C;
        match error {
            BackupError::Seal(error) => error.into(),
            BackupError::File(error) if error.kind() == io::ErrorKind::StorageFull => {
                Self::plain(C::DiskFull)
            }
            BackupError::File(error) => Self::about(C::FileNotWritten, error),
            BackupError::Journal(error) => error.into(),
            BackupError::Open(OpenError::Journal(error)) => error.into(),
            BackupError::Open(error) => error.into(),
            BackupError::Unsound(problems) => {
                let first =
                    problems.first().map(|it| format!("{} · {}", it.flaw.as_str(), it.place));
                Self::about(C::BackupUnsound, first.unwrap_or_default())
            }
            BackupError::Counts(what) => Self::about(C::BackupUnsound, what),
            BackupError::NotEmpty => Self::plain(C::DataDirNotEmpty),
            BackupError::Stopped => Self::plain(C::RestoreStopped),
            BackupError::NotProvisioned => Self::plain(C::NotProvisioned),
        }
    }
}

impl From<SealError> for Failure {
    fn from(error: SealError) -> Self {
        use ErrorCode as C;
        match error {
            SealError::NotABackup => Self::plain(C::NotABackup),
            SealError::OtherFormat(number) => Self::about(C::BackupFormat, number),
            SealError::Damaged => Self::plain(C::BackupDamaged),
            SealError::PassphraseNeeded => Self::plain(C::PassphraseNeeded),
            SealError::PassphraseWrong => Self::plain(C::PassphraseWrong),
            SealError::KeyNotHere => Self::plain(C::BackupKeyMissing),
            SealError::NoKey(_) => Self::about(C::InternalFault, error),
        }
    }
}

//! The shop's daily backups: into the folder of the settings, each written, opened, checked and counted
//! before it counts, kept so many days. How each went is kept too, and told.

use crate::{
    clock::SystemClock,
    error::{ErrorCode, Failure},
    session::Session,
};
use domain::time::Timestamp;
use engine::ports::Clock as _;
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};
use storage::{BackedUp, BackupRun, Lock, Storage};
use time::{OffsetDateTime, macros::format_description};

/// How often an open window thinks of the day's backup.
const THINK_EVERY: Duration = Duration::from_secs(60);
/// A day, less what keeps tomorrow's from wandering.
const EVERY: Duration = Duration::from_secs(23 * 3600);
/// How long after a failed one the next is tried: the USB stick may be in by then.
const AGAIN_AFTER: Duration = Duration::from_secs(30 * 60);
/// Without a proved one for so long, every screen says so.
const MISSED_AFTER: Duration = Duration::from_secs(36 * 3600);
/// So many of the newest are never removed, whatever a clock says about their age.
const NEWEST_KEPT: usize = 7;
const ENDING: &str = ".raseed";

/// A backup that was made.
pub(crate) struct Made {
    pub(crate) file: PathBuf,
    pub(crate) done: BackedUp,
}

/// Makes a backup in the folder of the settings, and keeps how it went.
pub(crate) async fn make(storage: &Storage, clerk: Option<&str>) -> Result<Made, Failure> {
    let plan = storage.backup_plan().await?;
    let Some(folder) = plan.folder.clone() else {
        return Err(Failure::plain(ErrorCode::NoBackupFolder));
    };
    let Some(shop) = storage.shop().await? else {
        return Err(Failure::plain(ErrorCode::NotProvisioned));
    };
    let now = SystemClock.now();
    let file = Path::new(&folder).join(name_of(&shop.till_code, now));
    let made = match Path::new(&folder).is_dir() {
        true => {
            storage.back_up(&file, plan.passphrase.as_ref(), clerk).await.map_err(Failure::from)
        }
        // A stick that is not in, a share that is not there: never made anew beside it.
        false => Err(Failure::about(ErrorCode::BackupFolderAway, &folder)),
    };
    storage.note_backup_run(&run_of(&folder, &file, now, &made)).await?;
    let done = made?;
    prune(Path::new(&folder), &shop.till_code, now, plan.keep_days);
    Ok(Made { file, done })
}

fn run_of(folder: &str, file: &Path, at: Timestamp, made: &Result<BackedUp, Failure>) -> BackupRun {
    let run = BackupRun {
        at,
        folder: folder.to_owned(),
        file: None,
        ok: false,
        opens_with: None,
        bytes: None,
        rows: None,
        last_sale_at: None,
        trouble: None,
    };
    match made {
        Ok(done) => BackupRun {
            file: file.file_name().map(|name| name.to_string_lossy().into_owned()),
            ok: true,
            opens_with: Some(opens_with(done.lock).to_owned()),
            bytes: Some(done.bytes),
            rows: Some(done.rows),
            last_sale_at: done.last_sale.as_ref().map(|(_, at)| *at),
            ..run
        },
        Err(failure) => {
            let named = failure.args.iter().find(|(name, _)| *name == "what");
            let about = named.map(|(_, what)| what.clone()).unwrap_or_default();
            let trouble = (failure.code.as_str().to_owned(), about);
            BackupRun { trouble: Some(trouble), ..run }
        }
    }
}

/// The word for what a backup opens with.
pub(crate) fn opens_with(lock: Lock) -> &'static str {
    match lock {
        Lock::Passphrase => "passphrase",
        Lock::Machine => "this_machine",
    }
}

/// `raseed-CODE-20261126T083000Z.raseed`: sorted by name is sorted by time.
fn name_of(till_code: &str, at: Timestamp) -> String {
    let format = format_description!("[year][month][day]T[hour][minute][second]Z");
    let moment = OffsetDateTime::from_unix_timestamp(at.0.div_euclid(1000)).ok();
    let moment = moment.and_then(|moment| moment.format(format).ok()).unwrap_or_default();
    format!("raseed-{till_code}-{moment}{ENDING}")
}

/// Removes this till's backups that are older than so many days. Anything else in the folder is left alone.
fn prune(folder: &Path, till_code: &str, now: Timestamp, keep_days: u32) {
    let oldest = now.before(Duration::from_secs(u64::from(keep_days).saturating_mul(24 * 3600)));
    let oldest = name_of(till_code, oldest);
    let stem = format!("raseed-{till_code}-");
    let Ok(files) = fs::read_dir(folder) else { return };
    let mut ours: Vec<String> = files
        .flatten()
        .map(|file| file.file_name().to_string_lossy().into_owned())
        .filter(|name| {
            name.starts_with(&stem) && name.ends_with(ENDING) && name.len() == oldest.len()
        })
        .collect();
    ours.sort();
    for name in ours.iter().rev().skip(NEWEST_KEPT).filter(|name| **name < oldest) {
        if let Err(error) = fs::remove_file(folder.join(name)) {
            tracing::warn!(%error, "an old backup stays");
        }
    }
}

/// How the shop's backups stand.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    /// The newest that was proved.
    pub(crate) good: Option<BackupRun>,
    /// Whether every screen has to say that one is missing.
    pub(crate) is_missed: bool,
    /// Whether one should be made now.
    pub(crate) is_due: bool,
}

/// How the shop's backups stand; nothing is due or missed where none are wanted.
pub(crate) async fn standing(storage: &Storage) -> Result<Standing, Failure> {
    let wanted = storage.backup_plan().await?.folder.is_some();
    let last = storage.backup_runs(1).await?.into_iter().next();
    let good = storage.last_good_backup().await?;
    let now = SystemClock.now();
    // A clock that was set back since makes one due, never one missing.
    let age = |run: &BackupRun| if now >= run.at { now.since(run.at) } else { EVERY };
    let failed = last.as_ref().filter(|run| !run.ok);
    let is_due = match (&good, failed) {
        (_, Some(failed)) => age(failed) >= AGAIN_AFTER,
        (Some(good), None) => age(good) >= EVERY,
        (None, None) => true,
    };
    let is_old = good.as_ref().is_none_or(|run| age(run) >= MISSED_AFTER);
    let is_missed = failed.is_some() || is_old && last.is_some();
    Ok(Standing { is_missed: wanted && is_missed, is_due: wanted && is_due, good })
}

/// Makes the day's backup, and erases customers' numbers that are old enough, for as long as this process
/// lives. Never ends.
pub(crate) async fn keep_making(session: Session) {
    loop {
        match standing(&session.storage).await {
            Ok(standing) if standing.is_due => {
                if let Err(failure) = make(&session.storage, None).await {
                    tracing::warn!(code = failure.code.as_str(), "the day's backup was not made");
                }
            }
            Ok(_) => {}
            Err(_) => tracing::warn!("how the backups stand could not be read"),
        }
        if let Err(error) = session.storage.erase_old_customers(session.now()).await {
            tracing::warn!(%error, "old numbers of customers were not erased");
        }
        tokio::time::sleep(THINK_EVERY).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 24 * 3600 * 1000;
    const NOW: Timestamp = Timestamp(1_795_000_000_000);

    #[test]
    fn old_backups_of_this_till_go_and_nothing_else_and_the_newest_stay() {
        let dir = tempfile::tempdir().unwrap();
        let put = |name: &str| fs::write(dir.path().join(name), "x").unwrap();
        let of_day = |days: i64| name_of("ABU001", Timestamp(NOW.0 - days * DAY));
        (0..10).chain([40, 41, 42]).for_each(|days| put(&of_day(days)));
        let others = [name_of("OTHER1", Timestamp(0)), "raseed-ABU001-notes.raseed".into()];
        others.iter().for_each(|name| put(name));
        prune(dir.path(), "ABU001", NOW, 30);
        let is_there = |name: &str| dir.path().join(name).exists();
        assert!((0..10).all(|days| is_there(&of_day(days))));
        assert!(![40, 41, 42].iter().any(|days| is_there(&of_day(*days))));
        assert!(others.iter().all(|name| is_there(name)));
        // A clock that runs years ahead takes none of the newest.
        prune(dir.path(), "ABU001", Timestamp(NOW.0 + 4000 * DAY), 30);
        assert_eq!((0..10).filter(|days| is_there(&of_day(*days))).count(), NEWEST_KEPT);
    }

    #[test]
    fn names_sort_as_times_do() {
        assert_eq!(name_of("T1", Timestamp(0)), "raseed-T1-19700101T000000Z.raseed");
        assert!(name_of("T1", NOW) < name_of("T1", Timestamp(NOW.0 + 1000)));
    }
}

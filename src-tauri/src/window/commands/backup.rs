//! The shop's backups: where they go, how they went, one now; and what support asks for.

use crate::{
    backups, bundle,
    cli::{Place, findings},
    error::{ErrorCode, Failure},
    session::Session,
    views::{
        rfc3339,
        window::backup::{
            BackupRequest, BackupRunView, BackupView, BundleRequest, KeepingView, LowWalletView,
        },
    },
    window::face::{Answer, Face},
    words::args,
};
use domain::{
    clerk::Right,
    forecast::{LOW, hour_of_week},
    secret::Secret,
};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use storage::{BackupRun, PlanChange, WholeFile};
use tauri::State;

/// Runs that are listed.
const RUNS_SHOWN: u32 = 14;
/// More days than anybody keeps a daily backup.
const DAYS_MAX: u32 = 3650;
/// A shorter passphrase is guessed.
const PHRASE_MIN: usize = 8;
/// A balance that was not asked for so long forecasts nothing.
const BALANCE_OLD: Duration = Duration::from_secs(3600);

/// What every screen has to say of how the till is kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keeping(face: State<'_, Face>) -> Answer<KeepingView> {
    face.answer(kept(&face).await)
}

/// Where backups go, and how they went.
#[tauri::command]
#[specta::specta]
pub(crate) async fn backup_state(face: State<'_, Face>) -> Answer<BackupView> {
    face.answer(view(&face).await)
}

/// Changes where backups go. For the owner.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_backup(
    face: State<'_, Face>,
    request: BackupRequest,
) -> Answer<BackupView> {
    face.answer(change(&face, request).await)
}

/// Makes one now. For the owner. One that fails is told in the list, too.
#[tauri::command]
#[specta::specta]
pub(crate) async fn backup_now(face: State<'_, Face>) -> Answer<BackupView> {
    face.answer(make(&face).await)
}

/// Writes what support needs into a file, and answers its name.
#[tauri::command]
#[specta::specta]
pub(crate) async fn support_bundle(
    face: State<'_, Face>,
    request: BundleRequest,
) -> Answer<String> {
    face.answer(write(&face, &request.folder).await)
}

async fn kept(face: &Face) -> Result<KeepingView, Failure> {
    let session = face.admitted().await?;
    let standing = backups::standing(&session.storage).await?;
    Ok(KeepingView {
        backup_missed: standing.is_missed,
        backup_at: standing.good.map(|run| rfc3339(run.at)),
        low: if face.has(Right::Decide) { low(session).await? } else { Vec::new() },
    })
}

/// Wallets whose last known balance does not last through the next hours.
async fn low(session: &Session) -> Result<Vec<LowWalletView>, Failure> {
    let now = session.now();
    let mut low = Vec::new();
    for (supplier, currency, pattern) in session.storage.wallet_patterns(now).await? {
        let Some(wallet) = session.till.journal().wallet(&supplier, currency).await? else {
            continue;
        };
        // What was true an hour ago says nothing about now.
        if now.since(wallet.as_of) > BALANCE_OLD {
            continue;
        }
        let lasts = pattern.lasts(wallet.balance.amount(), hour_of_week(now.0));
        if let Some(hours) = lasts.filter(|hours| *hours < LOW) {
            low.push(LowWalletView {
                supplier: supplier.to_string(),
                balance: wallet.balance.amount().to_string(),
                currency: currency.to_string(),
                hours,
            });
        }
    }
    Ok(low)
}

async fn owner(face: &Face) -> Result<&Session, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::Backups)?;
    Ok(session)
}

async fn view(face: &Face) -> Result<BackupView, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::Decide)?;
    let plan = session.storage.backup_plan().await?;
    let standing = backups::standing(&session.storage).await?;
    let runs = session.storage.backup_runs(RUNS_SHOWN).await?;
    Ok(BackupView {
        bundle_folder: plan.folder.clone().unwrap_or_else(home),
        folder: plan.folder,
        keep_days: plan.keep_days,
        has_passphrase: plan.passphrase.is_some(),
        missed: standing.is_missed,
        good: standing.good.as_ref().map(|run| run_view(face, run)),
        runs: runs.iter().map(|run| run_view(face, run)).collect(),
        owns: face.has(Right::Backups),
    })
}

fn run_view(face: &Face, run: &BackupRun) -> BackupRunView {
    let words = face.words();
    let said = |ending: &str| {
        let (code, what) = run.trouble.as_ref()?;
        let key = format!("error-{}{ending}", code.replace('_', "-"));
        Some(words.say_with(&key, &args([("what", what.clone())])))
    };
    let small = |number: Option<u64>| number.and_then(|number| u32::try_from(number).ok());
    let file = run.file.as_ref().map(|name| Path::new(&run.folder).join(name));
    BackupRunView {
        at: rfc3339(run.at),
        ok: run.ok,
        file: file.map(|file| file.display().to_string()),
        portable: run.opens_with.as_deref() == Some("passphrase"),
        bytes: small(run.bytes),
        rows: small(run.rows),
        last_sale_at: run.last_sale_at.map(rfc3339),
        message: said(""),
        hint: said("-hint"),
    }
}

async fn change(face: &Face, request: BackupRequest) -> Result<BackupView, Failure> {
    let session = owner(face).await?;
    let folder = request.folder.trim().to_owned();
    let path = Path::new(&folder);
    let is_place = folder.is_empty() || (path.is_absolute() && path.is_dir());
    if !is_place {
        return Err(Failure::about(ErrorCode::BackupFolderAway, folder));
    }
    let passphrase = request.passphrase.filter(|text| !text.is_empty());
    if passphrase.as_ref().is_some_and(|text| text.chars().count() < PHRASE_MIN) {
        return Err(Failure::plain(ErrorCode::PassphraseShort));
    }
    let plan = PlanChange {
        folder: Some(folder),
        keep_days: Some(request.keep_days.clamp(1, DAYS_MAX)),
        passphrase: passphrase.map(Secret::new),
    };
    session.storage.set_backup_plan(&plan).await?;
    view(face).await
}

async fn make(face: &Face) -> Result<BackupView, Failure> {
    let session = owner(face).await?;
    backups::make(&session.storage, face.clerk_name().as_deref()).await?;
    view(face).await
}

async fn write(face: &Face, folder: &str) -> Result<String, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::Decide)?;
    let moment: String =
        rfc3339(session.now()).chars().filter(char::is_ascii_digit).take(14).collect();
    let name = format!("raseed-support-{}-{moment}.tar", session.shop().till_code);
    let out = Path::new(folder.trim()).join(name);
    let place = Place::judge(&out, session.storage.data_dir())?;
    let file = WholeFile::begin(&out).map_err(|error| place.failed(&error))?;
    let found = findings(session, &face.words()).await?;
    bundle::write(session, &found, file).await?;
    Ok(out.display().to_string())
}

/// Where people look for files of their own.
fn home() -> String {
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
    let home = home.map(PathBuf::from).unwrap_or_default();
    let downloads = home.join("Downloads");
    let place = if downloads.is_dir() { downloads } else { home };
    place.display().to_string()
}

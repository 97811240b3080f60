//! Setting a till up from a backup instead of anew. Nothing here works once it is set up.

use super::setup::{open, unfinished, view};
use crate::{
    cli::unread,
    clock::{SystemClock, key_id},
    error::{ErrorCode, Failure},
    restores::{self, Found},
    setup,
    views::{
        rfc3339,
        window::setup::{RestoringView, SetupBackup, SetupBackupRequest, SetupLooked, SetupView},
    },
    window::{
        face::{Answer, Face},
        practise,
    },
};
use domain::secret::Secret;
use engine::ports::Clock as _;
use std::{path::PathBuf, time::Duration};
use storage::Lock;
use tauri::{
    AppHandle, State,
    async_runtime::{block_on, spawn_blocking},
};

/// A drive that answers no sooner is not listed: the path can be typed.
const LIST_WITHIN: Duration = Duration::from_secs(5);

/// Files that look like backups, on the sticks that are in and in the person's own folders.
#[tauri::command]
#[specta::specta]
pub(crate) async fn setup_backups(face: State<'_, Face>) -> Answer<Vec<SetupBackup>> {
    face.answer(list(&face).await)
}

async fn list(face: &Face) -> Result<Vec<SetupBackup>, Failure> {
    unfinished(face).await?;
    let looking = spawn_blocking(|| restores::found(&restores::places()));
    let found = tokio::time::timeout(LIST_WITHIN, looking).await;
    let found = found.ok().and_then(Result::ok).unwrap_or_default();
    let listed = |Found { file, at }| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        SetupBackup { name, file: file.display().to_string(), at: rfc3339(at) }
    };
    Ok(found.into_iter().map(listed).collect())
}

/// Opens a backup, proves it, and says what is in it. Nothing is changed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn setup_look(
    face: State<'_, Face>,
    request: SetupBackupRequest,
) -> Answer<SetupLooked> {
    face.answer(look(&face, request).await)
}

async fn look(face: &Face, request: SetupBackupRequest) -> Result<SetupLooked, Failure> {
    unfinished(face).await?;
    let (file, passphrase) = asked(request)?;
    let (storage, progress) = (face.storage().clone(), face.begin_restoring());
    let looked = aside(move || {
        let looked = block_on(storage.look_into(&file, passphrase.as_ref(), &progress));
        looked.map_err(|error| unread(storage.data_dir(), &file, error))
    });
    let looked = looked.await?;
    Ok(SetupLooked {
        shop_name: looked.shop,
        till_code: looked.till_code,
        backup_at: rfc3339(looked.backup_at),
        last_sale_at: looked.last_sale.map(|(_, at)| rfc3339(at)),
        orders: u32::try_from(looked.orders).unwrap_or(u32::MAX),
        z: looked.z,
        portable: looked.lock == Lock::Passphrase,
    })
}

/// Restores a backup. The window is the restored till then, and locked where it has clerks.
#[tauri::command]
#[specta::specta]
pub(crate) async fn setup_restore(
    app: AppHandle,
    face: State<'_, Face>,
    request: SetupBackupRequest,
) -> Answer<SetupView> {
    face.answer(restore(&app, &face, request).await)
}

async fn restore(
    app: &AppHandle,
    face: &Face,
    request: SetupBackupRequest,
) -> Result<SetupView, Failure> {
    unfinished(face).await?;
    let (file, passphrase) = asked(request)?;
    let (storage, progress) = (face.storage().clone(), face.begin_restoring());
    let restored = aside(move || {
        let (now, key) = (SystemClock.now(), key_id());
        let done = storage.restore_here(&file, passphrase.as_ref(), &key, now, &progress);
        block_on(done).map_err(|error| unread(storage.data_dir(), &file, error))?;
        // It is a till now, and is judged as one.
        Ok(block_on(storage.verify_told(None, &progress))?)
    });
    if !restored.await?.is_ok() {
        return Err(Failure::plain(ErrorCode::VerifyFailed));
    }
    face.speak_as_kept().await?;
    practise(face).await;
    // What was sold after the backup is asked for from here on, also while nobody has typed a PIN.
    if setup::step(face.storage()).await?.is_none() {
        open(app, face).await?;
    }
    view(face).await
}

/// How far the restore, or the look, that is at work has come. It says nothing of what is in a till.
#[tauri::command]
#[specta::specta]
pub(crate) async fn setup_restoring(face: State<'_, Face>) -> Answer<Option<RestoringView>> {
    let told = face.restoring().told();
    face.answer(Ok(told.map(|told| restores::said(told, &face.words()))))
}

/// Calls it off; whether that was still possible.
#[tauri::command]
#[specta::specta]
pub(crate) async fn setup_restore_stop(face: State<'_, Face>) -> Answer<bool> {
    face.answer(Ok(face.restoring().stop()))
}

/// Beside the threads that answer the page: to unpack a backup and prove it keeps a processor busy.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let done = spawn_blocking(work).await;
    done.map_err(|error| Failure::about(ErrorCode::InternalFault, error))?
}

fn asked(request: SetupBackupRequest) -> Result<(PathBuf, Option<Secret>), Failure> {
    let SetupBackupRequest { file, passphrase } = request;
    let passphrase = passphrase.filter(|text| !text.is_empty()).map(Secret::new);
    Ok((restores::named(&file)?, passphrase))
}

//! The keys that somebody changed at this till.

use super::start::boot_view;
use crate::{
    error::{ErrorCode, Failure},
    views::window::{
        BootView,
        keys::{KeyChoice, KeysRequest},
    },
    window::face::{Answer, Face},
};
use tauri::State;

/// Remembers these keys and no others.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_keys(face: State<'_, Face>, request: KeysRequest) -> Answer<BootView> {
    face.answer(keep(&face, request).await)
}

async fn keep(face: &Face, request: KeysRequest) -> Result<BootView, Failure> {
    let session = face.admitted().await?;
    let choices = request.keys.iter().map(|KeyChoice { action, key }| {
        storage::KeyChoice::new(action, key)
            .ok_or_else(|| Failure::about(ErrorCode::BadUsage, format!("{action}: {key}")))
    });
    session.storage.set_key_choices(&choices.collect::<Result<Vec<_>, _>>()?).await?;
    boot_view(face).await
}

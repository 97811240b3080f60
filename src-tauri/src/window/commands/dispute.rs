//! A file about an order for its supplier's support.

use super::files_folder;
use crate::{
    dispute::{Wish, draw_up},
    error::{ErrorCode, Failure},
    views::window::{Language, dispute::DisputeRequest, reports::SavedView},
    window::face::{Answer, Face},
};
use domain::{clerk::Right, shop};
use std::fs;
use tauri::{AppHandle, State};

/// Draws up the dispute pack of an order in the documents' folder.
#[tauri::command]
#[specta::specta]
pub(crate) async fn dispute_pack(
    app: AppHandle,
    face: State<'_, Face>,
    request: DisputeRequest,
) -> Answer<SavedView> {
    face.answer(save(&app, &face, &request).await)
}

async fn save(
    app: &AppHandle,
    face: &Face,
    request: &DisputeRequest,
) -> Result<SavedView, Failure> {
    let session = face.admitted().await?;
    let pin = request.pin.as_deref().filter(|pin| !pin.trim().is_empty());
    // Whoever has neither the right nor anybody's word learns nothing of the order.
    if pin.is_none() {
        face.authority(Right::Dispute, None, None).await?;
    }
    let order = session.order(&request.order_id).await?;
    let clerk = face.authority(Right::Dispute, pin, Some(&order.id)).await?.name();
    let folder = files_folder(app, session);
    let out = folder.join(format!("raseed-dispute-{}.pdf", order.id));
    fs::create_dir_all(&folder).map_err(|error| {
        Failure::about(ErrorCode::FileNotWritten, format!("{} ({error})", out.display()))
    })?;
    let wish = Wish {
        claim: request.claim,
        note: Some(&request.note),
        language: match request.language {
            Language::En => shop::Language::English,
            Language::Ar => shop::Language::Arabic,
        },
        out: &out,
    };
    draw_up(session, &order, &wish, clerk).await?;
    Ok(SavedView { path: out.display().to_string() })
}

//! The customer's window: opening it, and what it stands at.

use crate::{
    views::window::{
        BootView,
        counter::{DisplayRequest, ShowRequest},
        orders::RevealRequest,
    },
    window::{
        display,
        face::{Answer, Face},
    },
};
use tauri::{AppHandle, State};

/// Opens or closes the customer's window, and remembers that.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_display(
    app: AppHandle,
    face: State<'_, Face>,
    request: DisplayRequest,
) -> Answer<BootView> {
    let view = match face.admitted().await {
        Ok(_) => match display::switch(&app, request.open).await {
            Ok(()) => super::start::boot_view(&face).await,
            Err(failure) => Err(failure),
        },
        Err(failure) => Err(failure),
    };
    face.answer(view)
}

/// Tells the customer's window what the counter stands at. What it shows is composed here.
#[tauri::command]
#[specta::specta]
pub(crate) async fn display_show(
    app: AppHandle,
    face: State<'_, Face>,
    request: ShowRequest,
) -> Answer<()> {
    face.answer(display::show(&app, request).await)
}

/// Shows an order's codes to the customer, noted in the journal first. They hide by themselves.
#[tauri::command]
#[specta::specta]
pub(crate) async fn display_code(
    app: AppHandle,
    face: State<'_, Face>,
    request: RevealRequest,
) -> Answer<()> {
    face.answer(display::show_code(&app, &request).await)
}

//! What a clerk has at hand.

use crate::{
    clock::SystemClock,
    error::Failure,
    views::window::{
        TileView,
        favourites::{FavouritesView, PinRequest},
    },
    window::face::{Answer, Face},
};
use domain::ids::ProductId;
use engine::ports::Clock as _;
use tauri::State;

/// So many are at hand, beside all that are pinned.
const FAVOURITES_MAX: usize = 24;
/// So many are looked at, for some are not in the catalogue any more.
const CANDIDATES_MAX: u32 = 60;

/// The favourites of this hour.
#[tauri::command]
#[specta::specta]
pub(crate) async fn favourites(face: State<'_, Face>) -> Answer<FavouritesView> {
    face.answer(collect(&face).await)
}

/// Pins a product or takes it off.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pin(face: State<'_, Face>, request: PinRequest) -> Answer<FavouritesView> {
    face.answer(change(&face, request).await)
}

async fn change(face: &Face, request: PinRequest) -> Result<FavouritesView, Failure> {
    let session = face.admitted().await?;
    session.storage.pin(&ProductId::new(request.product_id), request.pinned).await?;
    collect(face).await
}

pub(in crate::window) async fn collect(face: &Face) -> Result<FavouritesView, Failure> {
    let session = face.admitted().await?;
    let index = face.catalog().await?;
    let standing = session.till.standing(&index).await?;
    let pinned = index.these(&session.storage.pinned().await?, &standing);
    let best = session.storage.best_sold(SystemClock.now(), CANDIDATES_MAX).await?;
    // A pinned product keeps its place, though it is not sold now: its key must not mean another one.
    let mut products = pinned.clone();
    for product in index.these(&best, &standing) {
        let is_new = products.iter().all(|other| other.id != product.id);
        if product.active && is_new && products.len() < FAVOURITES_MAX {
            products.push(product);
        }
    }
    let tiles: Vec<TileView> = products.into_iter().map(|product| face.tile(product)).collect();
    Ok(FavouritesView {
        tiles,
        pinned: pinned.iter().map(|product| product.id.to_string()).collect(),
    })
}

//! Holding a basket for a customer who comes back, and taking it up again.

use super::sale::asked;
use crate::{
    clock::{self, SystemClock},
    error::{ErrorCode, Failure},
    views::{
        LocalName, rfc3339,
        window::{
            BasketLine, SellLine,
            held::{
                HeldBasket, HeldView, HoldRequest, RecallRequest, RecalledBasket, RecalledLine,
            },
        },
    },
    window::face::{Answer, Face},
};
use domain::{money::Money, time::Timestamp};
use engine::ports::Clock as _;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use tauri::State;

/// Nobody comes back after so long.
const HELD_FOR: Duration = Duration::from_hours(24);
/// More than these are not held for anybody.
const HELD_MAX: usize = 50;

/// What is kept of a basket: the storage seals it.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    lines: Vec<SellLine>,
    customer: Option<String>,
}

/// Puts a basket aside.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hold(face: State<'_, Face>, request: HoldRequest) -> Answer<HeldView> {
    face.answer(put_aside(&face, request).await)
}

async fn put_aside(face: &Face, request: HoldRequest) -> Result<HeldView, Failure> {
    let storage = &face.admitted().await?.storage;
    let now = SystemClock.now();
    let waiting = storage.held().await?;
    if waiting.iter().filter(|held| !is_over(held, now)).count() >= HELD_MAX {
        return Err(Failure::plain(ErrorCode::TooManyHeld));
    }
    let kept = Kept { lines: request.lines, customer: request.customer };
    let basket = serde_json::to_string(&kept)
        .map_err(|error| Failure::about(ErrorCode::InternalFault, error))?;
    let (id, clerk) = (clock::basket_id(), face.clerk_name());
    storage.hold(&storage::HeldBasket { id, held_at: now, clerk, basket }).await?;
    list(face).await
}

/// The baskets that wait. What nobody came back for within a day is cleared away and told.
#[tauri::command]
#[specta::specta]
pub(crate) async fn held(face: State<'_, Face>) -> Answer<HeldView> {
    face.answer(list(&face).await)
}

async fn list(face: &Face) -> Result<HeldView, Failure> {
    let storage = &face.admitted().await?.storage;
    let now = SystemClock.now();
    let mut view = HeldView::default();
    for held in storage.held().await? {
        if is_over(&held, now) {
            let (id, cleared) = (held.id.clone(), row(face, held).await?);
            // Whoever clears it away is the one who tells.
            if storage.recall(&id).await?.is_some() {
                view.cleared.push(cleared);
            }
        } else {
            view.baskets.push(row(face, held).await?);
        }
    }
    Ok(view)
}

fn is_over(held: &storage::HeldBasket, now: Timestamp) -> bool {
    now.since(held.held_at) >= HELD_FOR
}

async fn row(face: &Face, held: storage::HeldBasket) -> Result<HeldBasket, Failure> {
    let session = face.provisioned()?;
    let Kept { lines, .. } = read(&held)?;
    let index = face.catalog().await?;
    let first = lines.first().and_then(|line| index.product(&line.product_id));
    let currency = session.shop().currency;
    Ok(HeldBasket {
        first: first.map(|product| LocalName::from(&product.name)),
        count: lines.iter().map(|line| line.quantity).fold(0, u32::saturating_add),
        total: cost(face, &lines).await.map(Money::to_price),
        currency: currency.to_string(),
        id: held.id,
        at: rfc3339(held.held_at),
        clerk: held.clerk,
    })
}

/// What the lines cost now, if each can be sold as it is.
async fn cost(face: &Face, lines: &[SellLine]) -> Option<Money> {
    let session = face.session()?;
    let asked: Vec<_> = lines.iter().map(|line| asked(&BasketLine::from(line))).collect();
    let priced = session.till.price(&asked).await.ok()?;
    let mut total = Money::zero(session.shop().currency);
    for line in priced {
        total = total.checked_add(line.ok()?.1).ok()?;
    }
    Some(total)
}

/// Takes a basket back to the counter.
#[tauri::command]
#[specta::specta]
pub(crate) async fn recall(
    face: State<'_, Face>,
    request: RecallRequest,
) -> Answer<RecalledBasket> {
    face.answer(take_back(&face, &request).await)
}

async fn take_back(face: &Face, request: &RecallRequest) -> Result<RecalledBasket, Failure> {
    let storage = &face.admitted().await?.storage;
    let index = face.catalog().await?;
    let recalled = storage.recall(&request.id).await?;
    let kept = read(&recalled.ok_or_else(|| Failure::plain(ErrorCode::BasketNotHeld))?)?;
    let (mut lines, mut gone) = (Vec::new(), Vec::new());
    for SellLine { product_id, quantity, phone, fields, amount } in kept.lines {
        match index.product(&product_id) {
            Some(product) => {
                let tile = face.tile(product);
                lines.push(RecalledLine { tile, quantity, phone, fields, amount });
            }
            None => gone.push(product_id),
        }
    }
    Ok(RecalledBasket { lines, customer: kept.customer, gone })
}

fn read(held: &storage::HeldBasket) -> Result<Kept, Failure> {
    serde_json::from_str(&held.basket)
        .map_err(|error| Failure::about(ErrorCode::InternalFault, error))
}

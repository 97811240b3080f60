//! What was sold: looking it up, showing and printing its codes.

use crate::{
    error::Failure,
    views::{
        OrderState, SaleState, SecretView,
        window::{OrderPage, OrderRequest, OrderRow, OrdersRequest, SaleCard},
    },
    window::face::{Answer, Face},
};
use domain::{ids::OrderId, order};
use engine::{ports::journal::OrderQuery, records::OrderRecord};
use tauri::State;

/// Rows a page may ask for at once.
pub(super) const PAGE_MAX: u32 = 500;

/// An order's secrets in clear, noted in the journal first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reveal(
    face: State<'_, Face>,
    request: OrderRequest,
) -> Answer<Vec<SecretView>> {
    let revealed = match face.admitted().await {
        Ok(session) => {
            let id = OrderId::new(request.order_id);
            session.till.reveal(&id, face.clerk_name()).await.map_err(Failure::from)
        }
        Err(failure) => Err(failure),
    };
    face.answer(revealed.map(|secrets| secrets.iter().map(SecretView::from).collect()))
}

/// A page of the history, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn orders(face: State<'_, Face>, request: OrdersRequest) -> Answer<OrderPage> {
    face.answer(page(&face, request).await)
}

async fn page(face: &Face, request: OrdersRequest) -> Result<OrderPage, Failure> {
    let session = face.admitted().await?;
    let limit = request.limit.clamp(1, PAGE_MAX);
    let query = OrderQuery {
        state: request.state.map(state),
        search: Some(request.search).filter(|text| !text.trim().is_empty()),
        before: request.before.map(OrderId::new),
        limit,
        ..OrderQuery::default()
    };
    let orders = session.till.journal().orders(&query).await?;
    let full = u32::try_from(orders.len()).is_ok_and(|count| count == limit);
    let next = orders.last().filter(|_| full).map(|order| order.id.to_string());
    Ok(OrderPage { rows: rows(face, &orders).await?, next })
}

/// One order with its whole story.
#[tauri::command]
#[specta::specta]
pub(crate) async fn order(face: State<'_, Face>, request: OrderRequest) -> Answer<OrderRow> {
    let row = match face.admitted().await {
        Ok(session) => match session.order(&request.order_id).await {
            Ok(order) => face.order_row(&order).await,
            Err(failure) => Err(failure),
        },
        Err(failure) => Err(failure),
    };
    face.answer(row)
}

/// The sales that this till is following up and nobody has to decide about, oldest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn waiting(face: State<'_, Face>) -> Answer<Vec<SaleCard>> {
    face.answer(followed(&face).await)
}

async fn followed(face: &Face) -> Result<Vec<SaleCard>, Failure> {
    let session = face.admitted().await?;
    let query = OrderQuery { unfinished: true, limit: PAGE_MAX, ..OrderQuery::default() };
    let orders = session.till.journal().orders(&query).await?;
    // What a living command line is selling is its own to tell.
    let own = orders.iter().rev().filter(|order| order.owner == *face.storage().owner());
    let mut cards: Vec<SaleCard> = Vec::new();
    for order in own {
        if cards.iter().all(|card| card.sale.id != order.sale_id.as_str()) {
            cards.push(face.sale_card(&order.sale_id).await?);
        }
    }
    cards.retain(|card| card.sale.state != SaleState::NeedsAttention);
    Ok(cards)
}

pub(super) async fn rows(face: &Face, orders: &[OrderRecord]) -> Result<Vec<OrderRow>, Failure> {
    let mut rows = Vec::with_capacity(orders.len());
    for order in orders {
        rows.push(face.order_row(order).await?);
    }
    Ok(rows)
}

fn state(word: OrderState) -> order::OrderState {
    match word {
        OrderState::Prepared => order::OrderState::Prepared,
        OrderState::Waiting => order::OrderState::Waiting,
        OrderState::Unknown => order::OrderState::Unknown,
        OrderState::NeedsAttention => order::OrderState::NeedsAttention,
        OrderState::Delivered => order::OrderState::Delivered,
        OrderState::Refused => order::OrderState::Refused,
        OrderState::Refunded => order::OrderState::Refunded,
    }
}

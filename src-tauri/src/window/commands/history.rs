//! What was sold: looking it up, showing and printing its codes.

use crate::{
    error::{ErrorCode, Failure},
    refunds,
    views::{
        SaleState, SecretView,
        window::{
            OrderPage, OrderRequest, OrderRow, SaleCard, SaleRequest,
            orders::{OrderFilter, OrdersRequest, RefundOffer, RefundRequest, RevealRequest},
            refunds::Breach,
        },
    },
    window::face::{Answer, Face},
};
use domain::{
    clerk::{Right, Role},
    ids::{OrderId, SaleId},
    order::{OrderState, Purpose},
    sale::TenderKind,
    time::Timestamp,
};
use engine::{
    ports::journal::{OrderQuery, Which},
    records::OrderRecord,
    refund::{self, Risk},
};
use std::{collections::BTreeSet, str::FromStr as _};
use tauri::State;

/// Rows a page may ask for at once.
pub(super) const PAGE_MAX: u32 = 500;

/// An order's secrets in clear, noted in the journal first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reveal(
    face: State<'_, Face>,
    request: RevealRequest,
) -> Answer<Vec<SecretView>> {
    face.answer(show(&face, request).await)
}

async fn show(face: &Face, request: RevealRequest) -> Result<Vec<SecretView>, Failure> {
    let session = face.admitted().await?;
    let id = OrderId::new(request.order_id);
    let clerk = face.giver(request.pin.as_deref(), &id).await?;
    let secrets = session.till.reveal(&id, clerk).await?;
    Ok(secrets.iter().map(SecretView::from).collect())
}

/// A page of the history, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn orders(face: State<'_, Face>, request: OrdersRequest) -> Answer<OrderPage> {
    face.answer(page(&face, request).await)
}

async fn page(face: &Face, request: OrdersRequest) -> Result<OrderPage, Failure> {
    face.admitted().await?;
    let moment = |text: &Option<String>| {
        let read = text.as_deref().map(|text| moment(text).ok_or_else(|| unreadable(text)));
        read.transpose()
    };
    let query = OrderQuery {
        which: which(request.filter),
        since: moment(&request.since)?,
        until: moment(&request.until)?,
        search: Some(request.search).filter(|text| !text.trim().is_empty()),
        before: request.before.map(OrderId::new),
        after: request.after.map(OrderId::new),
        limit: request.limit.clamp(1, PAGE_MAX),
        ..OrderQuery::default()
    };
    let page = face.storage().order_page(&query).await?;
    let words = face.words();
    let rows = page.orders.iter().map(|order| Face::list_row(order, &words)).collect();
    Ok(OrderPage { rows, next: page.next.map(|order| order.to_string()) })
}

fn unreadable(text: &str) -> Failure {
    Failure::about(ErrorCode::BadUsage, format!("{text} is no time"))
}

fn moment(text: &str) -> Option<Timestamp> {
    let at = jiff::Timestamp::from_str(text).ok()?;
    Some(Timestamp(at.as_millisecond()))
}

fn which(filter: OrderFilter) -> Which {
    match filter {
        OrderFilter::All => Which::All,
        OrderFilter::Checking => Which::Followed,
        OrderFilter::Attention => Which::ForPerson,
        OrderFilter::Failed => Which::In(OrderState::Refused),
        OrderFilter::Phone => Which::WithPhone,
    }
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
    let query = OrderQuery { which: Which::Unfinished, limit: PAGE_MAX, ..OrderQuery::default() };
    let orders = session.till.journal().orders(&query).await?;
    // What a living command line is selling is its own to tell.
    let own = orders.iter().rev().filter(|order| order.owner == *face.storage().owner());
    // Nobody stands at the counter for what is bought for the shelf.
    let own = own.filter(|order| order.purpose == Purpose::Customer);
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

/// What can be given back of a sale; nothing where all of it went back, or a fate is not known.
#[tauri::command]
#[specta::specta]
pub(crate) async fn refundable(
    face: State<'_, Face>,
    request: SaleRequest,
) -> Answer<Option<RefundOffer>> {
    face.answer(offer(&face, &SaleId::new(request.sale_id)).await)
}

async fn offer(face: &Face, id: &SaleId) -> Result<Option<RefundOffer>, Failure> {
    let session = face.admitted().await?;
    let sale = session.sale(id).await?;
    let Some(left) = session.till.refundable(&sale).await? else { return Ok(None) };
    let judged = refunds::judge(session, &sale).await?;
    let against: BTreeSet<_> = judged.against.iter().map(|(_, breach)| *breach).collect();
    // What was refused took its money back with it.
    let kept = sale.orders.iter().filter(|order| order.state == OrderState::Delivered).count();
    Ok(Some(RefundOffer {
        amount: left.to_price(),
        currency: left.currency().to_string(),
        cash: sale.tender.kind == TenderKind::Cash,
        on_account: sale.tender.kind == TenderKind::Debt,
        orders: u32::try_from(kept).unwrap_or(u32::MAX),
        proof: judged.proof.into(),
        against: against.into_iter().map(Breach::from).collect(),
        owner: judged.least == Role::Owner,
    }))
}

/// Gives a customer's money back: a manager's decision, with its reason.
#[tauri::command]
#[specta::specta]
pub(crate) async fn refund(face: State<'_, Face>, request: RefundRequest) -> Answer<SaleCard> {
    face.answer(give_back(&face, request).await)
}

async fn give_back(face: &Face, request: RefundRequest) -> Result<SaleCard, Failure> {
    let session = face.admitted().await?;
    let note = request.reason.trim().to_owned();
    if note.is_empty() {
        return Err(Failure::plain(ErrorCode::ReasonMissing));
    }
    let pin = request.pin.as_deref().filter(|pin| !pin.trim().is_empty());
    // Whoever has neither the right nor anybody's word learns nothing of the sale.
    if pin.is_none() {
        face.authority(Right::Refund, None, None).await?;
    }
    let sale = SaleId::new(request.sale_id);
    let judged = refunds::judge(session, &session.sale(&sale).await?).await?;
    let right = match judged.least {
        Role::Owner => Right::RefundByOwner,
        Role::Manager | Role::Clerk => Right::Refund,
    };
    let clerk = face.authority(right, pin, None).await?.name();
    let said =
        refunds::Said { clerk: clerk.as_deref(), reason: &note, proof: request.proof.as_deref() };
    refunds::note(session, &judged, said).await?;
    let wish = refund::RefundRequest { sale: sale.clone(), note, clerk, risk: Risk::Nobody };
    session.till.refund(&wish).await?;
    face.sale_card(&sale).await
}

//! The shop's shelf: what lies on it, how many may, and buying ahead. Whoever sets prices sees it; the
//! owner alone buys.

use crate::{
    clock::SystemClock,
    error::{ErrorCode, Failure},
    session::Session,
    shelf,
    views::{
        shelf::ShelfView,
        window::{
            SaleCard,
            stock::{
                StockBuyRequest, StockLimitRequest, StockQuoteRequest, StockQuoteView,
                StockRequest, StockRow, StockSign, StockView,
            },
        },
    },
    window::face::{Answer, Face},
};
use domain::{clerk::Right, ids::ProductId, product::Product};
use engine::{
    catalog::Search,
    ports::{Clock as _, journal::Note},
    sell::{AheadRequest, SellError},
};
use tauri::State;

/// Products that a search shows.
const FOUND_MAX: usize = 8;

/// What lies on the shelf.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stock(face: State<'_, Face>, request: StockRequest) -> Answer<StockView> {
    face.answer(list(&face, &request.query).await)
}

/// What of each product lies on the shelf, for whoever sells.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stock_signs(face: State<'_, Face>) -> Answer<Vec<StockSign>> {
    face.answer(signs(&face).await)
}

/// Says how many codes of a product may lie there. For the owner.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stock_limit(
    face: State<'_, Face>,
    request: StockLimitRequest,
) -> Answer<ShelfView> {
    face.answer(limit(&face, &request).await)
}

/// What it takes to buy some ahead. For the owner.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stock_quote(
    face: State<'_, Face>,
    request: StockQuoteRequest,
) -> Answer<StockQuoteView> {
    face.answer(quote(&face, &request).await)
}

/// Buys codes ahead. Answers as soon as it is on disk; what follows comes as events. For the owner.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stock_buy(face: State<'_, Face>, request: StockBuyRequest) -> Answer<SaleCard> {
    face.answer(buy(&face, request).await)
}

async fn owner(face: &Face) -> Result<&Session, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::StockShelf)?;
    Ok(session)
}

async fn list(face: &Face, query: &str) -> Result<StockView, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::SetPrices)?;
    let index = face.catalog().await?;
    let mut rows = Vec::new();
    for line in session.storage.shelf(session.now()).await? {
        let product = index.product(line.product.as_str());
        rows.push(row(session, ShelfView::from(&line), product).await?);
    }
    let mut found = Vec::new();
    if !query.trim().is_empty() {
        let search = Search { query, limit: usize::MAX, ..Search::default() };
        let known =
            |product: &Product| rows.iter().any(|row| row.shelf.product_id == product.id.as_str());
        let fitting = index.each(search).into_iter();
        let fitting: Vec<&Product> = fitting
            .filter(|it| it.active && it.can_be_bought_ahead() && !known(it))
            .take(FOUND_MAX)
            .collect();
        for product in fitting {
            found.push(row(session, ShelfView::none_of(product), Some(product)).await?);
        }
    }
    Ok(StockView { rows, found, owner: face.needs(Right::StockShelf).is_ok() })
}

async fn signs(face: &Face) -> Result<Vec<StockSign>, Failure> {
    let session = face.admitted().await?;
    let sign = |(product, recovered, ahead): (ProductId, u32, u32)| StockSign {
        now: if session.till.is_ailing(&product) {
            recovered.saturating_add(ahead)
        } else {
            recovered
        },
        there: recovered.saturating_add(ahead),
        product_id: product.to_string(),
    };
    let shelf = session.storage.on_shelf_now(session.now()).await?;
    Ok(shelf.into_iter().map(sign).collect())
}

async fn row(
    session: &Session,
    shelf: ShelfView,
    product: Option<&Product>,
) -> Result<StockRow, Failure> {
    let cost = product.and_then(|product| product.cost);
    let balance = match product.zip(cost) {
        Some((product, cost)) => {
            session.till.journal().wallet(&product.supplier, cost.currency()).await?
        }
        None => None,
    };
    let supplier = shelf.product_id.split(':').next().unwrap_or_default().to_owned();
    Ok(StockRow {
        supplier,
        shelf,
        cost: cost.map(|cost| cost.amount().to_string()),
        cost_currency: cost.map(|cost| cost.currency().to_string()),
        balance: balance.map(|wallet| wallet.balance.amount().to_string()),
        can_buy: product.is_some_and(|it| it.active && it.can_be_bought_ahead()),
    })
}

async fn limit(face: &Face, request: &StockLimitRequest) -> Result<ShelfView, Failure> {
    let session = owner(face).await?;
    let note = Note { at: SystemClock.now(), clerk: face.clerk_name(), detail: None };
    shelf::keep(session, &request.product_id, request.keep, &note).await
}

async fn quote(face: &Face, request: &StockQuoteRequest) -> Result<StockQuoteView, Failure> {
    let session = owner(face).await?;
    let product = session.storage.product_of(&ProductId::new(&*request.product_id)).await?;
    let missing = || Failure::about(ErrorCode::UnknownProduct, &request.product_id);
    let product = product.ok_or_else(missing)?;
    let total = product.cost.map(|cost| cost.times(request.quantity)).transpose();
    let total = total.map_err(SellError::from)?;
    let wallet = match total {
        Some(total) => session.till.journal().wallet(&product.supplier, total.currency()).await?,
        None => None,
    };
    let left = wallet.as_ref().zip(total);
    let left = left.map(|(wallet, total)| domain::shift::less(wallet.balance, total).amount());
    Ok(StockQuoteView {
        total: total.map(|total| total.amount().to_string()),
        balance: wallet.map(|wallet| wallet.balance.amount().to_string()),
        left: left.map(|left| left.to_string()),
        currency: total.map(|total| total.currency().to_string()),
        short: left.is_some_and(|left| left.is_sign_negative() && !left.is_zero()),
    })
}

async fn buy(face: &Face, request: StockBuyRequest) -> Result<SaleCard, Failure> {
    let session = owner(face).await?;
    let ahead = AheadRequest {
        product: ProductId::new(request.product_id),
        quantity: request.quantity,
        request_id: Some(format!("window:{}", request.token)),
        clerk: face.clerk_name(),
    };
    let begun = session.till.buy_ahead(ahead).await?;
    face.sale_card(begun.sale_id()).await
}

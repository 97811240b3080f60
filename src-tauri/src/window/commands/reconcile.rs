//! Wallets held against the books, and what a person says about what does not fit.

use super::said;
use crate::{
    cli::signed_amount,
    error::{ErrorCode, Failure},
    session::Session,
    views::{
        reconcile::ReconciliationView,
        window::{
            OrderRow,
            reconcile::{
                BookRequest, ExplainRequest, ReconcileView, StrayRequest, StrayVerdict,
                TakenRequest,
            },
        },
    },
    window::face::{Answer, Face},
};
use domain::{
    clerk::Right,
    digits::typed_decimal,
    ids::{OrderId, ProviderOrderId, SupplierId},
    money::{Money, parse_decimal},
};
use tauri::State;

/// Asks every supplier and holds its wallets against the books. For a manager.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reconcile(face: State<'_, Face>) -> Answer<ReconcileView> {
    face.answer(view(&face).await)
}

/// Books a deposit, or why a balance differs.
#[tauri::command]
#[specta::specta]
pub(crate) async fn wallet_book(
    face: State<'_, Face>,
    request: BookRequest,
) -> Answer<ReconcileView> {
    face.answer(book(&face, request).await)
}

/// Says what orders of a supplier's are that are not here.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stray_decide(face: State<'_, Face>, request: StrayRequest) -> Answer<()> {
    face.answer(decide(&face, request).await)
}

/// Says why an order of ours is not on its supplier's list.
#[tauri::command]
#[specta::specta]
pub(crate) async fn not_listed_explain(
    face: State<'_, Face>,
    request: ExplainRequest,
) -> Answer<()> {
    face.answer(explain(&face, request).await)
}

/// Says what a customer paid for an order that was found after a restore.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_price(face: State<'_, Face>, request: TakenRequest) -> Answer<OrderRow> {
    face.answer(taken(&face, request).await)
}

/// What is in the wallets is no clerk's business (contract §1 gives them `wallet`, not its account).
async fn managed(face: &Face) -> Result<&Session, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::Decide)?;
    Ok(session)
}

async fn view(face: &Face) -> Result<ReconcileView, Failure> {
    let session = managed(face).await?;
    let found = session.keeper().reconcile().await?;
    let suppliers = session.till.suppliers().iter().map(|(id, supplier)| {
        let currency = supplier.currency().unwrap_or(session.shop().currency);
        (id.to_string(), currency.to_string())
    });
    Ok(ReconcileView { found: ReconciliationView::from(&found), suppliers: suppliers.collect() })
}

async fn book(face: &Face, request: BookRequest) -> Result<ReconcileView, Failure> {
    let session = managed(face).await?;
    let bad = || Failure::in_case(ErrorCode::AmountInvalid, "booked", &request.amount);
    let amount = signed_amount(&typed_decimal(&request.amount)).ok_or_else(bad)?;
    let currency = request.currency.parse().map_err(|_| bad())?;
    let supplier = SupplierId::new(&request.supplier);
    let amount = Money::new(amount, currency);
    let (kind, clerk) = (request.kind.into(), face.clerk_name());
    session.keeper().book(&supplier, kind, amount, &request.note, clerk).await?;
    view(face).await
}

async fn decide(face: &Face, request: StrayRequest) -> Result<(), Failure> {
    let session = face.admitted().await?;
    let note = said(&request.note, ErrorCode::ReasonMissing)?;
    let clerk = face.authority(Right::Decide, request.pin.as_deref(), None).await?.name();
    let supplier = SupplierId::new(&request.supplier);
    let orders: Vec<_> = request.orders.iter().map(ProviderOrderId::new).collect();
    match request.verdict {
        StrayVerdict::Ours => {
            session.keeper().adopt_all(&supplier, &orders, &note, clerk).await?;
        }
        StrayVerdict::NotOurs => {
            session.keeper().deny(&supplier, &orders, &note, clerk).await?;
        }
    }
    Ok(())
}

async fn explain(face: &Face, request: ExplainRequest) -> Result<(), Failure> {
    let session = face.admitted().await?;
    let note = said(&request.note, ErrorCode::ReasonMissing)?;
    let order = OrderId::new(request.order_id);
    let clerk = face.authority(Right::Decide, request.pin.as_deref(), Some(&order)).await?.name();
    session.order(order.as_str()).await?;
    Ok(session.keeper().explain(&order, note, clerk).await?)
}

async fn taken(face: &Face, request: TakenRequest) -> Result<OrderRow, Failure> {
    let session = face.admitted().await?;
    let order = OrderId::new(request.order_id);
    let clerk = face.authority(Right::Decide, request.pin.as_deref(), Some(&order)).await?.name();
    let typed = typed_decimal(request.amount.trim());
    let bad = || Failure::in_case(ErrorCode::AmountInvalid, "booked", &request.amount);
    let amount = parse_decimal(&typed).map_err(|_| bad())?;
    let price = Money::new(amount, session.shop().currency);
    session.keeper().tell_price(&order, price, clerk).await?;
    face.order_row(&session.order(order.as_str()).await?).await
}

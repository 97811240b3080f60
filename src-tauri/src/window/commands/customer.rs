//! A customer by their number.

use crate::{
    clock::SystemClock,
    error::{ErrorCode, Failure},
    session::Session,
    views::{
        LocalName, rfc3339,
        window::{
            TileView,
            customer::{
                CustomerOrder, CustomerRequest, ErasedNumber, KnownCustomer, OperatorView,
                RememberRequest, TopUps,
            },
            guard::EarlierView,
        },
    },
    window::face::{Answer, Face},
};
use domain::{
    clerk::Right,
    money::Money,
    operator::{Operator, of_number},
    phone::Phone,
    product::Product,
};
use engine::{
    catalog::Search,
    ports::{Clock as _, journal::Note},
};
use storage::Owing;
use tauri::State;

/// What is shown of a customer's past.
const ORDERS_SHOWN: u32 = 3;
/// Products of one operator that fit beside a number.
const TILES_SHOWN: usize = 24;

/// What the till knows of a number.
#[tauri::command]
#[specta::specta]
pub(crate) async fn customer(
    face: State<'_, Face>,
    request: CustomerRequest,
) -> Answer<KnownCustomer> {
    face.answer(known(&face, &request.phone).await)
}

/// Remembers a customer who agreed, or forgets one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn customer_remember(
    face: State<'_, Face>,
    request: RememberRequest,
) -> Answer<KnownCustomer> {
    face.answer(remember(&face, &request).await)
}

/// Erases a number from every finished order: the owner's right.
#[tauri::command]
#[specta::specta]
pub(crate) async fn customer_erase(
    face: State<'_, Face>,
    request: CustomerRequest,
) -> Answer<ErasedNumber> {
    face.answer(erase(&face, &request.phone).await)
}

/// What can be put straight on a number.
#[tauri::command]
#[specta::specta]
pub(crate) async fn top_ups(face: State<'_, Face>, request: CustomerRequest) -> Answer<TopUps> {
    face.answer(for_number(&face, &request.phone).await)
}

fn read(session: &Session, typed: &str) -> Result<Phone, Failure> {
    let read = Phone::parse(typed, &session.shop().country);
    Ok(read.map_err(|_| Failure::plain(ErrorCode::PhoneInvalid))?.phone)
}

async fn known(face: &Face, typed: &str) -> Result<KnownCustomer, Failure> {
    let session = face.admitted().await?;
    let phone = read(session, typed)?;
    let found = session.storage.customer(&phone, ORDERS_SHOWN).await?;
    let mut view = KnownCustomer {
        remembered: found.consent_at.is_some(),
        sales: 0,
        last_at: None,
        orders: Vec::new(),
        erases: face.has(Right::EraseNumber),
    };
    // Nothing is told of who did not agree.
    if !view.remembered {
        return Ok(view);
    }
    view.sales = found.sales;
    view.last_at = found.last_at.map(rfc3339);
    let index = face.catalog().await?;
    for order in found.orders {
        let clerk = session.sale(&order.sale_id).await?.clerk;
        let product = index.product(order.product_id.as_str()).filter(|product| product.active);
        view.orders.push(CustomerOrder {
            earlier: EarlierView {
                order_id: order.id.to_string(),
                at: rfc3339(order.created_at),
                state: order.state.into(),
                clerk,
            },
            name: LocalName::from(&order.name),
            amount: order.amount.map(|amount| amount.amount().to_string()),
            amount_currency: order.amount.map(|amount| amount.currency().to_string()),
            fields: order.fields,
            tile: product.map(|product| face.tile(product)),
        });
    }
    Ok(view)
}

async fn remember(face: &Face, request: &RememberRequest) -> Result<KnownCustomer, Failure> {
    let session = face.admitted().await?;
    let phone = read(session, &request.phone)?;
    let note = Note { at: SystemClock.now(), clerk: face.clerk_name(), detail: None };
    if request.agreed {
        session.storage.remember_customer(&phone, &note).await?;
    } else {
        session.storage.forget_customer(&phone, &note).await?;
    }
    known(face, &request.phone).await
}

async fn erase(face: &Face, typed: &str) -> Result<ErasedNumber, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::EraseNumber)?;
    let phone = read(session, typed)?;
    let note = Note { at: SystemClock.now(), clerk: face.clerk_name(), detail: None };
    let erased = session.storage.erase_number(&phone, Owing::Unsaid, &note).await?;
    Ok(ErasedNumber { erased: erased.orders, left: erased.left })
}

async fn for_number(face: &Face, typed: &str) -> Result<TopUps, Failure> {
    let session = face.admitted().await?;
    let phone = read(session, typed)?;
    let mut operators = Vec::new();
    for (operator, suggested) in of_number(&phone) {
        let tiles = tiles_of(face, session, operator).await?;
        if !tiles.is_empty() {
            operators.push(OperatorView {
                name: LocalName::from(&operator.name()),
                suggested,
                tiles,
            });
        }
    }
    Ok(TopUps { operators })
}

/// What the shop has of an operator and can put on a number.
async fn tiles_of(
    face: &Face,
    session: &Session,
    operator: &Operator,
) -> Result<Vec<TileView>, Failure> {
    let index = face.catalog().await?;
    let standing = session.till.standing(&index).await?;
    let mut products = Vec::new();
    for query in operator.spellings() {
        let search =
            Search { query, category: Some("topup"), limit: usize::MAX, ..Search::default() };
        for product in index.search(search, &standing).0 {
            let is_known = products.iter().any(|known: &&Product| known.id == product.id);
            if !is_known && product.active && operator.sells(product) {
                products.push(product);
            }
        }
    }
    products.sort_by_key(|product| product.face_value.map(Money::amount));
    let tiles = products.into_iter().map(|product| face.tile(product));
    // What needs no number is not topped up by one.
    let on_number = |tile: &TileView| tile.needs_phone || tile.phone_field.is_some();
    Ok(tiles.filter(on_number).take(TILES_SHOWN).collect())
}

//! What a customer is shown, composed from what the till knows: the catalogue, its own prices, what the
//! supplier said about an account, the journal. Nothing of it is the clerk's page's wording.

use super::{commands::sale::asked, face::Face, told};
use crate::{
    error::Failure,
    session::Session,
    views::{
        SaleState, SecretView,
        window::{
            BasketLine, SellLine,
            counter::{CustomerLine, Scene, ShowRequest},
            orders::RevealRequest,
        },
    },
};
use domain::{
    ids::{ProductId, SaleId},
    money::Money,
    order::OrderState,
    phone::Phone,
    product::{LocalName, Product},
    sale::TenderKind,
    shop::Language,
};
use engine::{
    ports::tenders::TenderRecord,
    records::{OrderRecord, SaleRecord},
    sell::SellError,
};

/// What the counter stands at.
pub(super) async fn of(face: &Face, ask: &ShowRequest) -> Result<Scene, Failure> {
    match ask {
        ShowRequest::Nothing => Ok(Scene::Idle),
        ShowRequest::Basket { lines } if lines.is_empty() => Ok(Scene::Idle),
        ShowRequest::Basket { lines } => basket(face, lines).await,
        ShowRequest::Sale { sale_id } => sale(face, &SaleId::new(sale_id)).await,
    }
}

/// An order's codes in clear, noted in the journal before they are given out.
pub(super) async fn of_code(face: &Face, request: &RevealRequest) -> Result<Scene, Failure> {
    let session = face.admitted().await?;
    let record = session.order(&request.order_id).await?;
    let clerk = face.giver(request.pin.as_deref(), &record.id).await?;
    let secrets = session.till.reveal(&record.id, clerk).await?;
    if secrets.is_empty() {
        return Ok(Scene::Idle);
    }
    Ok(Scene::Code {
        name: said(session, &record.name).to_owned(),
        secrets: secrets.iter().map(SecretView::from).collect(),
    })
}

/// Whether it goes after a while: what is secret, and what is over.
pub(super) fn ends_by_itself(scene: &Scene) -> bool {
    match scene {
        Scene::Code { .. } => true,
        Scene::Sale { state, .. } => match state {
            SaleState::Delivered
            | SaleState::Refused
            | SaleState::Refunded
            | SaleState::PartlyDelivered
            | SaleState::Cancelled => true,
            SaleState::Prepared
            | SaleState::Waiting
            | SaleState::Unknown
            | SaleState::NeedsAttention => false,
        },
        Scene::Idle | Scene::Basket { .. } | Scene::Pay { .. } => false,
    }
}

async fn basket(face: &Face, lines: &[SellLine]) -> Result<Scene, Failure> {
    let session = face.admitted().await?;
    let catalog = face.catalog().await?;
    let currency = session.shop().currency;
    let asked: Vec<_> = lines.iter().map(|line| asked(&chosen(line))).collect();
    let priced = session.till.price(&asked).await?;
    let (mut shown, mut total) = (Vec::with_capacity(lines.len()), Some(Money::zero(currency)));
    for ((line, asked), priced) in lines.iter().zip(asked).zip(priced) {
        let Some(product) = catalog.product(&line.product_id) else { continue };
        let sum = priced.ok().map(|(_, sum)| sum);
        total = match (total, sum) {
            (Some(total), Some(sum)) => Some(total.checked_add(sum).map_err(SellError::from)?),
            _ => None,
        };
        shown.push(CustomerLine {
            name: said(session, &product.name).to_owned(),
            quantity: line.quantity,
            amount: sum.and(asked.amount).map(|amount| amount.to_string()),
            amount_currency: product.face_currency().map(|currency| currency.to_string()),
            price: sum.map(Money::to_price),
            target: target(session, product, line),
            holder: face.display().holder(line),
        });
    }
    Ok(Scene::Basket {
        lines: shown,
        total: total.map(Money::to_price),
        currency: currency.to_string(),
    })
}

/// A line as it is priced.
fn chosen(line: &SellLine) -> BasketLine {
    BasketLine {
        product_id: line.product_id.clone(),
        quantity: line.quantity,
        amount: line.amount.clone(),
    }
}

/// The phone or account, as it will be sent; what is not complete yet is not shown.
fn target(session: &Session, product: &Product, line: &SellLine) -> Option<String> {
    let typed = line.phone.as_deref().and_then(|typed| {
        Phone::parse(typed, &session.shop().country).ok().map(|typed| typed.phone.grouped())
    });
    let fields = product.read_fields(&line.fields).unwrap_or_default();
    joined(typed.into_iter().chain(fields.into_values()))
}

fn joined(parts: impl Iterator<Item = String>) -> Option<String> {
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

async fn sale(face: &Face, id: &SaleId) -> Result<Scene, Failure> {
    let session = face.admitted().await?;
    let sale = session.sale(id).await?;
    let tender = match sale.tender.card {
        Some(_) => session.till.tender(id).await?,
        None => None,
    };
    Ok(match tender.as_ref().and_then(|tender| pay(&sale, tender)) {
        Some(scene) => scene,
        None => result(session, &sale),
    })
}

/// The page on which the customer can pay now.
fn pay(sale: &SaleRecord, tender: &TenderRecord) -> Option<Scene> {
    let page = told::page(tender)?;
    Some(Scene::Pay {
        amount: sale.tender.amount.to_price(),
        currency: sale.tender.amount.currency().to_string(),
        url: page.url,
        until: page.until,
        qr_side: page.qr_side,
        qr_path: page.qr_path,
    })
}

fn result(session: &Session, sale: &SaleRecord) -> Scene {
    let received = sale.tender.received;
    let change = received.and_then(|cash| domain::cash::change(sale.total, cash));
    Scene::Sale {
        state: sale.state().into(),
        cash: sale.tender.kind == TenderKind::Cash,
        lines: sold(session, &sale.orders),
        total: sale.total.to_price(),
        currency: sale.total.currency().to_string(),
        received: received.map(Money::to_price),
        change: change.map(Money::to_price),
        give_back: told::give_back(sale).map(Money::to_price),
    }
}

/// Units of the same thing for the same customer are one line again.
fn sold(session: &Session, orders: &[OrderRecord]) -> Vec<CustomerLine> {
    let mut lines: Vec<(&ProductId, Option<Money>, CustomerLine)> = Vec::new();
    for order in orders.iter().filter(|order| order.state != OrderState::Refused) {
        let phone = order.phone.as_ref().map(Phone::grouped);
        let target = joined(phone.into_iter().chain(order.fields.values().cloned()));
        let same = lines.iter_mut().find(|(product, amount, line)| {
            *product == &order.product_id && *amount == order.amount && line.target == target
        });
        if let Some((_, _, line)) = same {
            line.quantity = line.quantity.saturating_add(1);
            // The sum of a sale is its total; here stands what was bought.
            line.price = None;
            continue;
        }
        lines.push((
            &order.product_id,
            order.amount,
            CustomerLine {
                name: said(session, &order.name).to_owned(),
                quantity: 1,
                amount: order.amount.map(|amount| amount.amount().to_string()),
                amount_currency: order.amount.map(|amount| amount.currency().to_string()),
                price: Some(order.price.to_price()),
                target,
                holder: None,
            },
        ));
    }
    lines.into_iter().map(|(_, _, line)| line).collect()
}

/// In the shop's language, which is the customers'.
fn said<'n>(session: &Session, name: &'n LocalName) -> &'n str {
    match session.shop().language {
        Language::English => &name.en,
        Language::Arabic => &name.ar,
    }
}

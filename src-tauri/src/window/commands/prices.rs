//! What products cost and what customers pay: the list, the rules, and the inbox of costs that rose. For
//! whoever sets prices: what the shop earns on a card is no clerk's business.

use crate::{
    clock::SystemClock,
    error::{ErrorCode, Failure},
    prices::{self, Priced},
    session::Session,
    views::{
        price::{PriceChangeView, PriceView, RiseView, RuleView},
        window::prices::{
            PriceFilter, PricePreviewView, PriceRiseRequest, PriceRuleRequest, PriceSetRequest,
            PricesRequest, PricesView,
        },
    },
    window::face::{Answer, Face},
};
use domain::{
    clerk::Right,
    ids::ProductId,
    money::{Money, parse_decimal},
    price::{PriceRule, RuleScope},
    product::Product,
};
use engine::{
    catalog::Search,
    ports::{Clock as _, journal::Note},
};
use tauri::State;

/// No page of the list is longer.
const ROWS_MAX: u32 = 500;
/// A preview shows the first changes and says how many there are.
const CHANGES_SHOWN: usize = 20;

/// A list of prices, with the rules and what rose.
#[tauri::command]
#[specta::specta]
pub(crate) async fn prices(face: State<'_, Face>, request: PricesRequest) -> Answer<PricesView> {
    face.answer(list(&face, &request).await)
}

/// Sets the price of a product, or takes it back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn price_set(
    face: State<'_, Face>,
    request: PriceSetRequest,
) -> Answer<PriceView> {
    face.answer(set(&face, &request).await)
}

/// What a rule would change, before it is one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn price_preview(
    face: State<'_, Face>,
    request: PriceRuleRequest,
) -> Answer<PricePreviewView> {
    face.answer(preview(&face, &request).await)
}

/// Sets a rule, or takes it back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn price_rule(
    face: State<'_, Face>,
    request: PriceRuleRequest,
) -> Answer<Vec<RuleView>> {
    face.answer(rule(&face, &request).await)
}

/// Decides about a price whose product's cost rose.
#[tauri::command]
#[specta::specta]
pub(crate) async fn price_rise(
    face: State<'_, Face>,
    request: PriceRiseRequest,
) -> Answer<PriceView> {
    face.answer(decide(&face, &request).await)
}

async fn pricing(face: &Face) -> Result<&Session, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::SetPrices)?;
    Ok(session)
}

fn note(face: &Face) -> Note {
    Note { at: SystemClock.now(), clerk: face.clerk_name(), detail: None }
}

async fn list(face: &Face, asked: &PricesRequest) -> Result<PricesView, Failure> {
    let session = pricing(face).await?;
    let index = face.catalog().await?;
    let known = session.storage.price_facts().await?;
    let search = Search {
        query: &asked.query,
        supplier: asked.supplier.as_deref(),
        limit: usize::MAX,
        ..Search::default()
    };
    let brand = asked.brand.as_deref();
    let of_brand = |product: &&Product| brand.is_none() || product.brand.as_deref() == brand;
    let priced =
        index.each(search).into_iter().filter(of_brand).map(|it| Priced::of(session, it, &known));
    let all: Vec<Priced> = priced.filter(|priced| is_listed(priced, asked.filter)).collect();
    let shown = usize::try_from(asked.limit.min(ROWS_MAX)).unwrap_or_default();
    let rules = session.storage.price_rules().await?;
    Ok(PricesView {
        rows: all.iter().take(shown).map(PriceView::from).collect(),
        total: u32::try_from(all.len()).unwrap_or(u32::MAX),
        currency: session.shop().currency.to_string(),
        suppliers: index.suppliers(),
        brands: index.brands(),
        rules: rules.iter().map(RuleView::from).collect(),
        rises: prices::rises(session, index.products(), &known)
            .iter()
            .map(RiseView::from)
            .collect(),
    })
}

fn is_listed(priced: &Priced, filter: PriceFilter) -> bool {
    match filter {
        PriceFilter::All => true,
        PriceFilter::Own => priced.facts.own.is_some(),
        PriceFilter::BelowCost => priced.loses(),
        PriceFilter::Missing => priced.price.is_none(),
    }
}

async fn set(face: &Face, asked: &PriceSetRequest) -> Result<PriceView, Failure> {
    let session = pricing(face).await?;
    let product = found(session, &asked.product_id).await?;
    prices::set(session, &product, asked.price.as_deref(), None, &note(face)).await?;
    one(session, &asked.product_id).await
}

async fn preview(face: &Face, asked: &PriceRuleRequest) -> Result<PricePreviewView, Failure> {
    let session = pricing(face).await?;
    let place = (RuleScope::from(asked.scope), asked.target.as_str());
    let rules = session.storage.price_rules().await?;
    let rules = prices::with_rule(rules, place, read(session, asked)?);
    let changes = prices::changes(session, face.catalog().await?.products(), &rules);
    Ok(PricePreviewView {
        total: u32::try_from(changes.len()).unwrap_or(u32::MAX),
        changes: changes.iter().take(CHANGES_SHOWN).map(PriceChangeView::from).collect(),
    })
}

async fn rule(face: &Face, asked: &PriceRuleRequest) -> Result<Vec<RuleView>, Failure> {
    let session = pricing(face).await?;
    let scope = RuleScope::from(asked.scope);
    match read(session, asked)? {
        Some(rule) => session.storage.set_price_rule(&rule, &note(face)).await?,
        None => session.storage.take_back_price_rule(scope, &asked.target, &note(face)).await?,
    }
    let rules = session.storage.price_rules().await?;
    Ok(rules.iter().map(RuleView::from).collect())
}

fn read(session: &Session, asked: &PriceRuleRequest) -> Result<Option<PriceRule>, Failure> {
    let Some(kind) = asked.kind else { return Ok(None) };
    let place = (asked.scope.into(), asked.target.as_str());
    let round_to = asked.round_to.as_deref();
    prices::read_rule(session, place, kind.into(), &asked.value, round_to).map(Some)
}

async fn decide(face: &Face, asked: &PriceRiseRequest) -> Result<PriceView, Failure> {
    let session = pricing(face).await?;
    let product = found(session, &asked.product_id).await?;
    let bad = || Failure::in_case(ErrorCode::AmountInvalid, "price", &asked.cost);
    let cost = parse_decimal(&asked.cost).map_err(|_| bad())?;
    let cost = Money::new(cost, asked.cost_currency.parse().map_err(|_| bad())?);
    match asked.price.as_deref() {
        None => session.storage.keep_price(&product.id, cost, &note(face)).await?,
        price => prices::set(session, &product, price, Some(cost), &note(face)).await?,
    }
    one(session, &asked.product_id).await
}

async fn found(session: &Session, id: &str) -> Result<Product, Failure> {
    let product = session.storage.product_of(&ProductId::new(id)).await?;
    product.ok_or_else(|| Failure::about(ErrorCode::UnknownProduct, id))
}

async fn one(session: &Session, id: &str) -> Result<PriceView, Failure> {
    let known = session.storage.price_facts().await?;
    Ok(PriceView::from(&Priced::of(session, &found(session, id).await?, &known)))
}

//! Finding, pricing and selling.

use super::{debts, guard, tender};
use crate::{
    error::{ErrorCode, Failure, wallet_short},
    refunds,
    session::Session,
    views::{
        CheckView, LocalName,
        window::{
            AmountFit, BarcodeRequest, BasketLine, BasketRequest, BasketView, ChangeRequest,
            ChangeView, EntryView, PhoneRequest, PricedLine, SaleCard, SaleRequest, SearchRequest,
            SearchView, SellLine, SellRequest, TileRequest, TileView, customer::PhoneView,
        },
    },
    window::face::{Answer, Face},
};
use domain::{
    cash,
    digits::{ascii_digits, typed_decimal},
    entry::Entry,
    ids::{ProductId, SaleId},
    money::{Money, parse_decimal},
    phone::{Phone, TypedPhone},
    product::{self, AmountError},
    sale::TenderKind,
};
use engine::{
    catalog::Search,
    ports::journal::Guard,
    sell::{self, Priced},
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use tauri::State;

/// Searches the catalogue.
#[tauri::command]
#[specta::specta]
pub(crate) async fn search(face: State<'_, Face>, request: SearchRequest) -> Answer<SearchView> {
    face.answer(find(&face, &request).await)
}

pub(in crate::window) async fn find(
    face: &Face,
    request: &SearchRequest,
) -> Result<SearchView, Failure> {
    let session = face.admitted().await?;
    let index = face.catalog().await?;
    let typed = Entry::read(&request.query, &session.shop().country);
    let search = Search {
        query: &typed.words,
        amount: typed.amount.as_ref().map(|(words, amount)| (words.as_str(), *amount)),
        supplier: None,
        category: request.category.as_deref(),
        limit: usize::try_from(request.limit).unwrap_or(usize::MAX),
    };
    let standing = session.till.standing(&index).await?;
    let (products, total) = index.search(search, &standing);
    let tiles = products.into_iter().map(|product| face.tile(product)).collect();
    let entry = EntryView {
        amount: typed.amount.map(|(_, amount)| amount.normalize().to_string()),
        phone: typed.phone.map(|typed| phone_view(face, &typed)),
    };
    Ok(SearchView { tiles, total: u32::try_from(total).unwrap_or(u32::MAX), entry })
}

/// Finds a product by its barcode.
#[tauri::command]
#[specta::specta]
pub(crate) async fn barcode(
    face: State<'_, Face>,
    request: BarcodeRequest,
) -> Answer<Option<TileView>> {
    face.answer(scanned(&face, &request.barcode).await)
}

async fn scanned(face: &Face, barcode: &str) -> Result<Option<TileView>, Failure> {
    let session = face.admitted().await?;
    let index = face.catalog().await?;
    let standing = session.till.standing(&index).await?;
    Ok(index.barcode(&ascii_digits(barcode), &standing).map(|product| face.tile(product)))
}

/// Finds a product by its id.
#[tauri::command]
#[specta::specta]
pub(crate) async fn tile(face: State<'_, Face>, request: TileRequest) -> Answer<Option<TileView>> {
    let found = match face.admitted().await {
        Ok(_) => face
            .catalog()
            .await
            .map(|index| index.product(&request.product_id).map(|product| face.tile(product))),
        Err(failure) => Err(failure),
    };
    face.answer(found)
}

/// Prices a basket.
#[tauri::command]
#[specta::specta]
pub(crate) async fn basket(face: State<'_, Face>, request: BasketRequest) -> Answer<BasketView> {
    face.answer(price(&face, &request).await)
}

async fn price(face: &Face, request: &BasketRequest) -> Result<BasketView, Failure> {
    let session = face.admitted().await?;
    let asked: Vec<sell::Line> = request.lines.iter().map(asked).collect();
    let mut total = Money::zero(session.shop().currency);
    let mut lines = Vec::with_capacity(asked.len());
    for (line, priced) in request.lines.iter().zip(session.till.price(&asked).await?) {
        if let Ok((_, sum)) = priced {
            total = total.checked_add(sum).map_err(sell::SellError::from)?;
        }
        let texts = session.storage.slip_texts(&ProductId::new(line.product_id.clone())).await?;
        lines.push(PricedLine {
            region: texts.region.as_ref().map(LocalName::from),
            refund: refund_terms(session, line, texts.refund_rule.as_ref()).await?,
            ahead: ahead_of(session, line).await?,
            ..priced_line(line, priced)
        });
    }
    let short = session.till.short_of(&asked).await?;
    let short = short.map(|short| wallet_short(&short).to_wire(&face.words()).message);
    Ok(BasketView {
        short,
        lines,
        total: total.to_price(),
        currency: total.currency().to_string(),
        quick_amounts: cash::quick_amounts(total).into_iter().map(Money::to_price).collect(),
        tenders: tender::options(face, session, total).await?,
    })
}

/// How many lie on the shelf of a product whose supplier did not answer the last time it was asked.
async fn ahead_of(session: &Session, line: &BasketLine) -> Result<Option<u32>, Failure> {
    let product = ProductId::new(line.product_id.clone());
    if !session.till.is_ailing(&product) {
        return Ok(None);
    }
    let there = session.storage.ahead_of(&product, session.now()).await?;
    Ok(Some(there).filter(|there| *there > 0))
}

/// The product's own words on refunds, else what the refund table says of it.
async fn refund_terms(
    session: &Session,
    line: &BasketLine,
    own: Option<&product::LocalName>,
) -> Result<Option<LocalName>, Failure> {
    if let Some(own) = own {
        return Ok(Some(LocalName::from(own)));
    }
    let product = session.storage.product_of(&ProductId::new(line.product_id.clone())).await?;
    let Some(product) = product else { return Ok(None) };
    let told = refunds::told(session, &product, refunds::Usual::Told).await?;
    Ok(told.as_ref().map(LocalName::from))
}

/// A line as the engine prices it: what cannot be read is no amount yet.
pub(in crate::window) fn asked(line: &BasketLine) -> sell::Line {
    sell::Line {
        product: ProductId::new(line.product_id.clone()),
        quantity: line.quantity,
        phone: None,
        fields: BTreeMap::new(),
        amount: typed(line.amount.as_deref()).and_then(|typed| typed_amount(typed).ok()),
    }
}

fn priced_line(line: &BasketLine, priced: Priced) -> PricedLine {
    let fit = match &priced {
        Ok(_) => AmountFit::Fine,
        Err(AmountError::Missing) if typed(line.amount.as_deref()).is_none() => AmountFit::Missing,
        Err(AmountError::Missing | AmountError::NotOpen | AmountError::OutOfBounds { .. }) => {
            AmountFit::Wrong
        }
    };
    let priced = priced.ok();
    PricedLine {
        product_id: line.product_id.clone(),
        quantity: line.quantity,
        amount: line.amount.clone(),
        fit,
        unit_price: priced.map(|(unit, _)| unit.to_price()),
        total: priced.map(|(_, sum)| sum.to_price()),
        region: None,
        refund: None,
        ahead: None,
    }
}

/// Counts change.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change(face: State<'_, Face>, request: ChangeRequest) -> Answer<ChangeView> {
    face.answer(count_change(&face, &request))
}

fn count_change(face: &Face, request: &ChangeRequest) -> Result<ChangeView, Failure> {
    let total = typed_money(face, &request.total)?;
    let received = typed_money(face, &request.received)?;
    let change = cash::change(total, received);
    Ok(ChangeView {
        enough: change.is_some(),
        received: received.to_price(),
        change: change.unwrap_or(Money::zero(total.currency())).to_price(),
    })
}

/// Cash as a person types it, in the shop's currency.
fn typed_money(face: &Face, typed: &str) -> Result<Money, Failure> {
    let currency = face.provisioned()?.shop().currency;
    let amount = typed_amount(typed)?;
    if amount.normalize().scale() > currency.digits() {
        return Err(Failure::about(ErrorCode::AmountInvalid, typed));
    }
    Ok(Money::new(amount, currency))
}

/// Reads a phone as it is typed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn parse_phone(face: State<'_, Face>, request: PhoneRequest) -> Answer<PhoneView> {
    face.answer(read_phone(&face, &request))
}

fn read_phone(face: &Face, request: &PhoneRequest) -> Result<PhoneView, Failure> {
    let country = &face.provisioned()?.shop().country;
    Ok(match Phone::parse(&request.phone, country) {
        Ok(typed) => phone_view(face, &typed),
        Err(_) => {
            let message = Failure::plain(ErrorCode::PhoneInvalid).to_wire(&face.words()).message;
            PhoneView {
                e164: None,
                national: None,
                display: request.phone.clone(),
                message: Some(message),
            }
        }
    })
}

fn phone_view(face: &Face, typed: &TypedPhone) -> PhoneView {
    PhoneView {
        e164: Some(typed.phone.as_str().to_owned()),
        national: Some(typed.phone.national()),
        display: typed.phone.grouped(),
        message: (!typed.looks_right).then(|| face.words().say("phone-looks-odd")),
    }
}

/// Asks the supplier about an account. Buys nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check(face: State<'_, Face>, request: SellLine) -> Answer<CheckView> {
    face.answer(ask_supplier(&face, request).await)
}

async fn ask_supplier(face: &Face, request: SellLine) -> Result<CheckView, Failure> {
    let session = face.admitted().await?;
    let checked = CheckView::from(session.till.check(&line(request.clone())?).await?);
    if let Some(holder) = checked.nickname.clone().filter(|_| checked.ok) {
        face.display().remember(request, holder);
    }
    Ok(checked)
}

/// Sells a basket. Answers as soon as the sale is on disk; what follows comes as events.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sell(face: State<'_, Face>, request: SellRequest) -> Answer<SaleCard> {
    face.answer(begin_sale(&face, request).await)
}

async fn begin_sale(face: &Face, request: SellRequest) -> Result<SaleCard, Failure> {
    let session = face.admitted().await?;
    let received =
        typed(request.received.as_deref()).map(|typed| typed_money(face, typed)).transpose()?;
    let means = match (&request.on_account, request.tender.as_deref()) {
        (Some(account), Some(tender)) if tender == TenderKind::Debt.as_str() => {
            debts::means(face, account).await?
        }
        (None, tender) if tender == Some(TenderKind::Debt.as_str()) => {
            return Err(Failure::plain(ErrorCode::DebtorMissing));
        }
        (_, tender) => tender::means(session, tender, request.card.as_ref())?,
    };
    let sale = sell::SaleRequest {
        lines: request.lines.into_iter().map(line).collect::<Result<_, _>>()?,
        means,
        received,
        request_id: Some(format!("window:{}", request.token)),
        guard: if request.again { Guard::SellAgain } else { Guard::Stop },
        clerk: face.clerk_name(),
        must_be_covered: true,
        overridden: Vec::new(),
    };
    let answers = face.with_answers(|answers| answers.of(&request.token));
    let begun = guard::gate(session).await?.sell(sale, &answers).await?;
    face.sale_card(begun.sale_id()).await
}

/// A sale as it is now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sale(face: State<'_, Face>, request: SaleRequest) -> Answer<SaleCard> {
    let card = match face.admitted().await {
        Ok(_) => face.sale_card(&SaleId::new(request.sale_id)).await,
        Err(failure) => Err(failure),
    };
    face.answer(card)
}

pub(super) fn line(line: SellLine) -> Result<sell::Line, Failure> {
    Ok(sell::Line {
        product: ProductId::new(line.product_id),
        quantity: line.quantity,
        phone: line.phone,
        fields: line.fields,
        amount: typed(line.amount.as_deref()).map(typed_amount).transpose()?,
    })
}

/// What was typed, if anything was.
fn typed(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.trim().is_empty())
}

/// An amount as a person types it.
fn typed_amount(typed: &str) -> Result<Decimal, Failure> {
    parse_decimal(&typed_decimal(typed))
        .map_err(|_| Failure::about(ErrorCode::AmountInvalid, typed))
}

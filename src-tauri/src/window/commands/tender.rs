//! Money that is no cash: the ways to pay, and backing out of one.

use crate::{
    error::{ErrorCode, Failure},
    session::Session,
    views::window::{
        SaleCard, SaleRequest,
        tender::{CardRequest, TenderOption},
    },
    window::face::{Answer, Face},
};
use domain::{
    card::Card,
    ids::{ProcessorId, SaleId},
    money::Money,
};
use engine::sell::Means;
use tauri::State;

/// Years on a card are often two digits, and all of this century.
const CENTURY: &str = "20";

/// The ways to pay a sum without cash, in the clerk's language. On account comes last: the keys of the others
/// stay where they were when the owner opens the debt book.
pub(super) async fn options(
    face: &Face,
    session: &Session,
    total: Money,
) -> Result<Vec<TenderOption>, Failure> {
    let words = face.words();
    let why = |error| Failure::from(error).to_wire(&words).message;
    let choices = session.till.tender_choices(total);
    let mut ways: Vec<TenderOption> =
        choices.into_iter().map(|choice| TenderOption::new(choice, why)).collect();
    if session.storage.usual_debt_limit().await?.is_some() {
        ways.push(TenderOption::on_account(total));
    }
    Ok(ways)
}

/// How the customer pays. A card is judged here; what cannot be right never goes further.
pub(super) fn means(
    session: &Session,
    processor: Option<&str>,
    card: Option<&CardRequest>,
) -> Result<Means, Failure> {
    let Some(processor) = processor else {
        return match card {
            Some(_) => Err(Failure::about(ErrorCode::CardNotTaken, "cash")),
            None => Ok(Means::Cash),
        };
    };
    let id = ProcessorId::new(processor);
    let Some(adapter) = session.till.processors().get(&id) else {
        return Err(Failure::about(ErrorCode::UnknownTender, processor));
    };
    if card.is_some() && !adapter.keyed_entry() {
        return Err(Failure::about(ErrorCode::CardNotTaken, processor));
    }
    Ok(Means::Card { processor: id, card: card.map(read_card).transpose()? })
}

fn read_card(typed: &CardRequest) -> Result<Card, Failure> {
    let year = match typed.year.trim().chars().count() {
        2 => format!("{CENTURY}{}", typed.year.trim()),
        _ => typed.year.clone(),
    };
    let card = Card::new(
        &typed.number,
        &typed.month,
        &year,
        &typed.security_code,
        typed.holder.as_deref(),
    );
    card.map_err(|error| Failure::about(ErrorCode::CardInvalid, error.0))
}

/// Backs out of a pay page after one last look at it. Answers the sale as it then is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn give_up(face: State<'_, Face>, request: SaleRequest) -> Answer<SaleCard> {
    face.answer(back_out(&face, &SaleId::new(request.sale_id)).await)
}

async fn back_out(face: &Face, sale: &SaleId) -> Result<SaleCard, Failure> {
    let session = face.admitted().await?;
    session.till.give_up_tender(sale, face.clerk_name()).await?;
    face.sale_card(sale).await
}

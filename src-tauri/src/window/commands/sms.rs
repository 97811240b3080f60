//! Texting a sold code.

use crate::{
    error::Failure,
    sms::{self, Texted, text_order},
    views::window::{
        OrderRequest,
        sms::{SmsDraft, SmsRequest, SmsView},
    },
    window::face::{Answer, Face},
};
use domain::{phone::Phone, segments::Parts};
use engine::records::OrderRecord;
use tauri::State;

/// What texting an order's code would come to: to whom, how many parts, at what price. Nothing where no
/// route is set up, or there is nothing to text.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sms_draft(
    face: State<'_, Face>,
    request: OrderRequest,
) -> Answer<Option<SmsDraft>> {
    face.answer(draft(&face, &request).await)
}

async fn draft(face: &Face, request: &OrderRequest) -> Result<Option<SmsDraft>, Failure> {
    let session = face.admitted().await?;
    let order = session.order(&request.order_id).await?;
    let Some(route) = session.texting.routes.first() else { return Ok(None) };
    if order.state != domain::order::OrderState::Delivered {
        return Ok(None);
    }
    let parts = Parts::of(sms::text(session, &order).await?.reveal());
    let cost = route.price.and_then(|price| parts.cost(price).ok());
    Ok(Some(SmsDraft {
        phone: order.phone.as_ref().map(Phone::grouped),
        parts: parts.count(),
        cost: cost.map(|cost| cost.amount().to_string()),
        currency: cost.map(|cost| cost.currency().to_string()),
    }))
}

/// Texts an order's code. A route that fails is an answer, not an error: the sale is safe.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sms(face: State<'_, Face>, request: SmsRequest) -> Answer<SmsView> {
    face.answer(text(&face, &request).await)
}

async fn text(face: &Face, request: &SmsRequest) -> Result<SmsView, Failure> {
    let session = face.admitted().await?;
    let order = session.order(&request.order_id).await?;
    let to = recipient(session, &order, request)?;
    let clerk = face.giver(request.pin.as_deref(), &order.id).await?;
    let texted = text_order(session, &order, &to, clerk).await?;
    Ok(view(face, &texted))
}

/// The number that was typed, else the customer's.
pub(super) fn recipient(
    session: &crate::session::Session,
    order: &OrderRecord,
    request: &SmsRequest,
) -> Result<Phone, Failure> {
    match (request.phone.as_deref().filter(|typed| !typed.trim().is_empty()), &order.phone) {
        (None, Some(phone)) => Ok(phone.clone()),
        (typed, _) => Ok(sms::phone(session, typed.unwrap_or_default())?.phone),
    }
}

fn view(face: &Face, texted: &Texted) -> SmsView {
    let failure = texted.failure(&face.words()).map(|failure| failure.to_wire(&face.words()));
    SmsView {
        state: texted.message.state.into(),
        to: texted.message.to.grouped(),
        copies: texted.copies,
        message: failure.as_ref().map(|failure| failure.message.clone()),
        hint: failure.map(|failure| failure.hint),
    }
}

//! The cash drawer, and handing a code to WhatsApp.

use super::said;
use crate::{
    drawer,
    error::{ErrorCode, Failure},
    slips::find_printer,
    views::window::{
        counter::{DrawerRequest, WhatsappView},
        sms::SmsRequest,
    },
    whatsapp,
    window::face::{Answer, Face},
};
use domain::clerk::Right;
use tauri::State;

/// Opens the cash drawer without a sale: a manager's right, with a reason, journalled before it opens.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_drawer(face: State<'_, Face>, request: DrawerRequest) -> Answer<()> {
    face.answer(pull(&face, &request).await)
}

async fn pull(face: &Face, request: &DrawerRequest) -> Result<(), Failure> {
    let session = face.admitted().await?;
    let reason = said(&request.reason, ErrorCode::ReasonMissing)?;
    let clerk = face.authority(Right::OpenDrawer, request.pin.as_deref(), None).await?.name();
    let printer = find_printer(session, None).await?;
    drawer::open(session, &printer, clerk.as_deref(), Some(&reason), &face.words()).await
}

/// Opens WhatsApp with an order's code; a person sends it. One that does not open is an answer, not an
/// error: the sale is safe.
#[tauri::command]
#[specta::specta]
pub(crate) async fn whatsapp(face: State<'_, Face>, request: SmsRequest) -> Answer<WhatsappView> {
    face.answer(hand_over(&face, &request).await)
}

async fn hand_over(face: &Face, request: &SmsRequest) -> Result<WhatsappView, Failure> {
    let session = face.admitted().await?;
    let order = session.order(&request.order_id).await?;
    let to = super::sms::recipient(session, &order, request)?;
    let clerk = face.giver(request.pin.as_deref(), &order.id).await?;
    let opened = whatsapp::open_order(session, &order, &to, clerk).await?;
    let failure = opened.failure.map(|failure| failure.to_wire(&face.words()));
    Ok(WhatsappView {
        opened: failure.is_none(),
        to: to.grouped(),
        copies: opened.copies,
        message: failure.as_ref().map(|failure| failure.message.clone()),
        hint: failure.map(|failure| failure.hint),
    })
}

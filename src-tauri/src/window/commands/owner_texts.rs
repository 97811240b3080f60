//! The owner's messages: what is told, what did not arrive, and sending a Z again.

use super::shift::for_its_reader;
use crate::{
    error::{ErrorCode, Failure},
    owner_texts::{said, send_again, text_of, unsent, z_of},
    provisioning::owner::UNKNOWN_MIN,
    session::Session,
    sms,
    views::{
        rfc3339,
        window::owner_texts::{
            OwnerReportRequest, OwnerReportView, OwnerTextsRequest, OwnerTextsView, OwnerTold,
            UnsentView,
        },
    },
    whatsapp,
    window::face::{Answer, Face},
};
use domain::{
    clerk::Right,
    digits::ascii_digits,
    message::MessageState,
    owner::{DayTime, OwnerWishes},
    secret::Secret,
};
use engine::ports::{Owners as _, journal::Note, messages::MessageRecord};
use std::time::Duration;
use tauri::State;

/// Longer than a day is no alert.
const UNKNOWN_MAX: Duration = Duration::from_secs(24 * 3600);

/// What the owner is told, and what of it did not arrive. For the owner.
#[tauri::command]
#[specta::specta]
pub(crate) async fn owner_texts(face: State<'_, Face>) -> Answer<OwnerTextsView> {
    face.answer(view(&face).await)
}

/// Changes what the owner is told. For the owner.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_owner_texts(
    face: State<'_, Face>,
    request: OwnerTextsRequest,
) -> Answer<OwnerTextsView> {
    face.answer(change(&face, &request).await)
}

/// How the owner's message about a Z stands.
#[tauri::command]
#[specta::specta]
pub(crate) async fn owner_report(
    face: State<'_, Face>,
    request: OwnerReportRequest,
) -> Answer<OwnerReportView> {
    face.answer(standing(&face, request.number).await)
}

/// Sends a Z to the owner again. For the owner.
#[tauri::command]
#[specta::specta]
pub(crate) async fn send_owner_report(
    face: State<'_, Face>,
    request: OwnerReportRequest,
) -> Answer<OwnerReportView> {
    face.answer(send(&face, request.number).await)
}

/// Opens WhatsApp with a Z for the owner, as far as who stands at the till may read it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn whatsapp_owner_report(
    face: State<'_, Face>,
    request: OwnerReportRequest,
) -> Answer<OwnerReportView> {
    face.answer(open(&face, request.number).await)
}

async fn owned(face: &Face) -> Result<&Session, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::OwnerTexts)?;
    Ok(session)
}

async fn view(face: &Face) -> Result<OwnerTextsView, Failure> {
    let session = owned(face).await?;
    let wishes = session.storage.wishes().await?;
    let unsent = unsent(session).await?;
    let minutes = |span: Duration| u32::try_from(span.as_secs() / 60).unwrap_or(u32::MAX);
    Ok(OwnerTextsView {
        whatsapp: may_whatsapp(session, &wishes).await?,
        phone: wishes.phone.map(|phone| phone.as_str().to_owned()),
        report: wishes.report,
        z_by: wishes.z_by.map(|time| time.to_string()),
        unknown_after: wishes.unknown_after.map(minutes),
        has_route: !session.texting.routes.is_empty(),
        unsent: unsent.iter().filter_map(|message| unsent_view(face, message)).collect(),
    })
}

fn unsent_view(face: &Face, message: &MessageRecord) -> Option<UnsentView> {
    let (number, at) = (z_of(message), rfc3339(message.created_at));
    Some(UnsentView { number, at, message: said(message, &face.words())? })
}

async fn change(face: &Face, request: &OwnerTextsRequest) -> Result<OwnerTextsView, Failure> {
    let session = owned(face).await?;
    let wishes = wishes(session, request)?;
    session.storage.set_owner_wishes(&wishes).await?;
    view(face).await
}

fn wishes(session: &Session, request: &OwnerTextsRequest) -> Result<OwnerWishes, Failure> {
    let typed = |text: &str| Some(ascii_digits(text.trim())).filter(|text| !text.is_empty());
    let bad = |text: &str| Failure::about(ErrorCode::OwnerTimeInvalid, text);
    let phone = typed(&request.phone).map(|text| sms::phone(session, &text)).transpose()?;
    let z_by = typed(&request.z_by)
        .map(|text| DayTime::parse(&text).ok_or_else(|| bad(&text)))
        .transpose()?;
    let unknown_after = typed(&request.unknown_after)
        .map(|text| {
            let minutes: Option<u64> = text.parse().ok();
            let span = minutes.map(|minutes| Duration::from_secs(minutes.saturating_mul(60)));
            let fits = span.filter(|span| (UNKNOWN_MIN..=UNKNOWN_MAX).contains(span));
            fits.ok_or_else(|| bad(&text))
        })
        .transpose()?;
    let phone = phone.map(|typed| typed.phone);
    Ok(OwnerWishes { phone, report: request.report, z_by, unknown_after })
}

async fn may_whatsapp(session: &Session, wishes: &OwnerWishes) -> Result<bool, Failure> {
    Ok(wishes.phone.is_some() && session.storage.counter().await?.whatsapp)
}

async fn standing(face: &Face, number: u32) -> Result<OwnerReportView, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::ReadShifts)?;
    let wishes = session.storage.wishes().await?;
    let message = session.storage.about_z(number).await?;
    let told = told(session, &wishes, message.as_ref());
    let can_send = matches!(told, OwnerTold::NotSent | OwnerTold::Failed | OwnerTold::Unknown);
    let is_missing = can_send || told == OwnerTold::NoRoute;
    let has_way = wishes.phone.is_some() && !session.texting.routes.is_empty();
    Ok(OwnerReportView {
        number,
        told,
        message: message.as_ref().and_then(|message| said(message, &face.words())),
        may_send: can_send && has_way && face.has(Right::OwnerTexts),
        may_whatsapp: is_missing && may_whatsapp(session, &wishes).await?,
    })
}

fn told(session: &Session, wishes: &OwnerWishes, message: Option<&MessageRecord>) -> OwnerTold {
    let Some(message) = message else {
        return match (&wishes.phone, wishes.report) {
            (None, _) | (_, false) => OwnerTold::Off,
            (Some(_), true) if session.texting.routes.is_empty() => OwnerTold::NoRoute,
            (Some(_), true) => OwnerTold::NotSent,
        };
    };
    match message.state {
        MessageState::Sent | MessageState::Delivered => OwnerTold::Sent,
        MessageState::Failed => OwnerTold::Failed,
        MessageState::Unknown if message.told_lost => OwnerTold::Unknown,
        MessageState::Queued | MessageState::Unknown => OwnerTold::OnItsWay,
    }
}

async fn send(face: &Face, number: u32) -> Result<OwnerReportView, Failure> {
    let session = owned(face).await?;
    let id = send_again(session, number, face.clerk_name()).await?;
    session.texting.outbox.carry_on(&id).await;
    standing(face, number).await
}

async fn open(face: &Face, number: u32) -> Result<OwnerReportView, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::ReadShifts)?;
    let phone = session.storage.wishes().await?.phone;
    let phone = phone.ok_or_else(|| Failure::plain(ErrorCode::NoOwnerPhone))?;
    let report = for_its_reader(face, session.kept_z(number).await?);
    let note = Note { at: session.now(), clerk: face.clerk_name(), detail: None };
    let text = Secret::new(text_of(session, &report));
    whatsapp::open_report(session, &phone, (number, &text), &note).await?;
    standing(face, number).await
}

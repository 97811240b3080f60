//! What people did out of the ordinary: counted, and one by one. For managers and the owner.

use super::reports::span;
use crate::{
    error::Failure,
    sales_report,
    session::Session,
    views::{
        LocalName,
        report::exceptions::ExceptionsView,
        rfc3339,
        window::reports::{ExceptionEventView, ExceptionEventsRequest, ReportRequest},
    },
    window::face::{Answer, Face},
};
use domain::{clerk::Right, exception::ExceptionKind};
use storage::{ExceptionEvent, ExceptionsAsked};
use tauri::State;

/// More of one kind are not looked through by hand.
const EVENTS_MAX: u32 = 200;

/// What each person did out of the ordinary in a period.
#[tauri::command]
#[specta::specta]
pub(crate) async fn exceptions(
    face: State<'_, Face>,
    request: ReportRequest,
) -> Answer<ExceptionsView> {
    face.answer(read(&face, &request).await)
}

/// What one person did of one kind, the newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn exception_events(
    face: State<'_, Face>,
    request: ExceptionEventsRequest,
) -> Answer<Vec<ExceptionEventView>> {
    face.answer(events(&face, &request).await)
}

async fn manager(face: &Face) -> Result<&Session, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::ReadShifts)?;
    Ok(session)
}

async fn read(face: &Face, request: &ReportRequest) -> Result<ExceptionsView, Failure> {
    let session = manager(face).await?;
    sales_report::exceptions::read(session, span(request, face)?).await
}

async fn events(
    face: &Face,
    request: &ExceptionEventsRequest,
) -> Result<Vec<ExceptionEventView>, Failure> {
    let session = manager(face).await?;
    let kind = ExceptionKind::from(request.kind);
    let days = span(&request.period, face)?.days();
    let clerk = request.clerk.clone();
    let asked = ExceptionsAsked { days, clerk, kind, limit: EVENTS_MAX };
    let mut views = Vec::new();
    for event in session.storage.exception_events(&asked).await? {
        views.push(view(face, session, event).await?);
    }
    Ok(views)
}

async fn view(
    face: &Face,
    session: &Session,
    event: ExceptionEvent,
) -> Result<ExceptionEventView, Failure> {
    let order = match &event.order {
        Some(order) => session.till.journal().order(order).await?,
        None => None,
    };
    Ok(ExceptionEventView {
        at: rfc3339(event.at),
        order_id: event.order.map(|order| order.to_string()),
        product: order.map(|order| LocalName::from(&order.name)),
        // What a guard watched for, or why an order ended, is kept as a word.
        reason: event.reason.map(|reason| face.words().told_reason(&reason)),
        proof: event.proof.map(|proof| face.words().told_reason(&proof)),
        approver: event.approver,
        right: event.right,
    })
}

//! What was sold: the dashboard, the orders behind its figures, and a file of it.

use super::{
    files_folder,
    history::{PAGE_MAX, rows},
};
use crate::{
    error::{ErrorCode, Failure},
    sales_report::{self, Span, Topic, exceptions, file},
    views::{
        report::sales::{Eyes, SalesReportView},
        window::{
            OrderPage,
            reports::{ReportOrdersRequest, ReportRequest, ReportSaveRequest, SavedView},
        },
    },
    window::face::{Answer, Face},
};
use domain::{
    clerk::{Right, Role},
    ids::OrderId,
};
use storage::{Days, ReportOrders};
use tauri::{AppHandle, State};

/// What was sold in a period; a clerk is told counts alone.
#[tauri::command]
#[specta::specta]
pub(crate) async fn report(
    face: State<'_, Face>,
    request: ReportRequest,
) -> Answer<SalesReportView> {
    face.answer(read(&face, &request).await)
}

/// A page of the orders behind a figure, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn report_orders(
    face: State<'_, Face>,
    request: ReportOrdersRequest,
) -> Answer<OrderPage> {
    face.answer(page(&face, request).await)
}

/// Writes the report to a file in the documents' folder; for whoever may see money.
#[tauri::command]
#[specta::specta]
pub(crate) async fn report_save(
    app: AppHandle,
    face: State<'_, Face>,
    request: ReportSaveRequest,
) -> Answer<SavedView> {
    face.answer(save(&app, &face, &request).await)
}

/// Where no clerk is set up, whoever is here is the owner.
fn eyes(face: &Face) -> Eyes {
    Eyes::of(face.clerk().map_or(Role::Owner, |clerk| clerk.role))
}

pub(super) fn span(asked: &ReportRequest, face: &Face) -> Result<Span, Failure> {
    let now = face.provisioned()?.now();
    Span::of(asked.period, asked.from.as_deref(), asked.to.as_deref(), now)
}

async fn read(face: &Face, request: &ReportRequest) -> Result<SalesReportView, Failure> {
    let session = face.admitted().await?;
    sales_report::read(session, span(request, face)?, eyes(face)).await
}

async fn page(face: &Face, request: ReportOrdersRequest) -> Result<OrderPage, Failure> {
    let session = face.admitted().await?;
    let days = span(&request.period, face)?.days();
    let limit = request.limit.clamp(1, PAGE_MAX);
    let asked = ReportOrders {
        days,
        hour: request.hour,
        supplier: request.supplier,
        product: request.product,
        clerk: request.clerk,
        before: request.before.map(OrderId::new),
        limit,
    };
    let orders = session.storage.report_orders(&asked).await?;
    let full = u32::try_from(orders.len()).is_ok_and(|count| count == limit);
    let next = orders.last().filter(|_| full).map(|order| order.id.to_string());
    Ok(OrderPage { rows: rows(face, &orders).await?, next })
}

async fn save(
    app: &AppHandle,
    face: &Face,
    request: &ReportSaveRequest,
) -> Result<SavedView, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::ReadShifts)?;
    let span = span(&request.period, face)?;
    let folder = files_folder(app, session);
    let ending = request.format.ending();
    let Days { from, to } = span.days();
    let about = match request.topic {
        Topic::Sales => "",
        Topic::Exceptions => "exceptions-",
    };
    let out = folder.join(format!("raseed-{about}{from}-{to}.{ending}"));
    let (place, words, now) = ((request.format, out.as_path()), face.words(), session.now());
    let made = std::fs::create_dir_all(&folder);
    let written = match request.topic {
        Topic::Sales => {
            let report = sales_report::read(session, span, eyes(face)).await?;
            made.and_then(|()| file::write(&report, place, &words, session.shop(), now))
        }
        Topic::Exceptions => {
            let report = exceptions::read(session, span).await?;
            made.and_then(|()| exceptions::write(&report, place, &words, session.shop(), now))
        }
    };
    written.map_err(|error| {
        Failure::about(ErrorCode::FileNotWritten, format!("{} ({error})", out.display()))
    })?;
    Ok(SavedView { path: out.display().to_string() })
}

//! The drawer's shift: opening, paying in and out, closing, and the reports.

use crate::{
    error::{ErrorCode, Failure},
    session::Session,
    slips::{find_printer, print_report},
    views::{
        HandOverView,
        report::{ReportKind, ReportView},
        window::shift::{
            CashView, CountRequest, OpenShiftView, ReportPrintRequest, ReportsRequest,
            ShiftCloseRequest, ShiftOpenRequest, ShiftPayRequest, ShiftView,
        },
    },
    window::face::{Answer, Face},
};
use domain::{
    cash::pieces,
    clerk::{Right, Role},
    digits::{ascii_digits, typed_decimal},
    money::{Money, parse_decimal},
    shift::Way,
};
use engine::shift::{Count, ShiftError};
use tauri::State;

/// Reports listed at once.
const REPORTS_MAX: u32 = 100;

/// The shift as it stands. Nobody is asked for it, and nothing is noted.
#[tauri::command]
#[specta::specta]
pub(crate) async fn shift(face: State<'_, Face>) -> Answer<ShiftView> {
    face.answer(view(&face).await)
}

/// What notes and coins come to; nothing typed is none.
#[tauri::command]
#[specta::specta]
pub(crate) async fn shift_count(face: State<'_, Face>, request: CountRequest) -> Answer<String> {
    let counted = face.admitted().await.and_then(|session| sum(session, &request));
    face.answer(counted)
}

/// Opens a shift.
#[tauri::command]
#[specta::specta]
pub(crate) async fn shift_open(
    face: State<'_, Face>,
    request: ShiftOpenRequest,
) -> Answer<ShiftView> {
    face.answer(open(&face, &request).await)
}

/// Books cash that comes or goes without a sale.
#[tauri::command]
#[specta::specta]
pub(crate) async fn shift_pay(
    face: State<'_, Face>,
    request: ShiftPayRequest,
) -> Answer<ShiftView> {
    face.answer(pay(&face, &request).await)
}

/// Closes the shift. Only now is what was counted held against what is expected.
#[tauri::command]
#[specta::specta]
pub(crate) async fn shift_close(
    face: State<'_, Face>,
    request: ShiftCloseRequest,
) -> Answer<ReportView> {
    face.answer(close(&face, request).await)
}

/// Kept Zs, newest first; none for a clerk.
#[tauri::command]
#[specta::specta]
pub(crate) async fn shift_reports(
    face: State<'_, Face>,
    request: ReportsRequest,
) -> Answer<Vec<ReportView>> {
    face.answer(reports(&face, &request).await)
}

/// Prints a Z again, or the open shift's X. A printer that fails is an answer, not an error.
#[tauri::command]
#[specta::specta]
pub(crate) async fn shift_print(
    face: State<'_, Face>,
    request: ReportPrintRequest,
) -> Answer<HandOverView> {
    face.answer(print(&face, &request).await)
}

async fn view(face: &Face) -> Result<ShiftView, Failure> {
    let session = face.admitted().await?;
    let report = match session.drawer().glance().await {
        Ok(report) => Some(for_its_reader(face, session.report_view(&report))),
        Err(ShiftError::NotOpen) => None,
        Err(error) => return Err(error.into()),
    };
    let own = session.shop().currency;
    let rates = session.till.rates().iter().flat_map(|rate| [rate.base, rate.quote]);
    let mut others: Vec<String> =
        rates.filter(|currency| *currency != own).map(|currency| currency.to_string()).collect();
    // What is in the drawer already is counted too.
    others.extend(report.iter().flat_map(|report| {
        let lines = report.drawer.iter().map(|line| line.currency.clone());
        lines.filter(|currency| *currency != own.to_string())
    }));
    others.sort();
    others.dedup();
    Ok(ShiftView {
        open: report.map(|report| open_view(report, face.has(Right::ReadShifts))),
        pieces: pieces(own).iter().map(|worth| (*worth).to_owned()).collect(),
        others,
        manages: face.has(Right::ReadShifts),
    })
}

fn open_view(report: ReportView, manages: bool) -> OpenShiftView {
    let floats = report
        .drawer
        .iter()
        .map(|line| CashView { currency: line.currency.clone(), amount: line.float.clone() });
    OpenShiftView {
        number: report.number,
        opened_at: report.opened_at.clone(),
        clerk: report.clerk.clone(),
        floats: floats.collect(),
        sales: report.sales.count,
        units: report.sales.units,
        payments: report.payments.clone(),
        unfinished: report.unfinished.clone(),
        control: report.control.clone(),
        report: Some(report).filter(|_| manages),
    }
}

/// What the shop earns is for its owner alone.
pub(super) fn for_its_reader(face: &Face, report: ReportView) -> ReportView {
    let is_owner = face.clerk().is_none_or(|clerk| clerk.role.covers(Role::Owner));
    ReportView { profit: report.profit.filter(|_| is_owner), ..report }
}

fn sum(session: &Session, request: &CountRequest) -> Result<String, Failure> {
    let mut total = Money::zero(session.shop().currency);
    for piece in &request.pieces {
        let typed = ascii_digits(piece.count.trim());
        if typed.is_empty() {
            continue;
        }
        let bad = || Failure::in_case(ErrorCode::AmountInvalid, "booked", &piece.count);
        let count: u32 = typed.parse().map_err(|_| bad())?;
        let worth = amount(
            session,
            &CashView { currency: total.currency().to_string(), amount: piece.worth.clone() },
        )?;
        let sum = worth.times(count).and_then(|sum| total.checked_add(sum));
        total = sum.map_err(|_| bad())?;
    }
    Ok(total.to_price())
}

/// Cash as it was typed: in any digits, with either decimal mark.
fn amount(session: &Session, cash: &CashView) -> Result<Money, Failure> {
    let typed = typed_decimal(cash.amount.trim());
    let bad = || Failure::in_case(ErrorCode::AmountInvalid, "booked", &cash.amount);
    let decimal = parse_decimal(&typed).map_err(|_| bad())?;
    let currency = match cash.currency.trim() {
        "" => session.shop().currency,
        code => code.parse().map_err(|_| bad())?,
    };
    Ok(Money::new(decimal, currency))
}

/// A currency where nothing was typed was not counted.
fn amounts(session: &Session, cash: &[CashView]) -> Result<Vec<Money>, Failure> {
    let typed = cash.iter().filter(|cash| !cash.amount.trim().is_empty());
    typed.map(|cash| amount(session, cash)).collect()
}

async fn open(face: &Face, request: &ShiftOpenRequest) -> Result<ShiftView, Failure> {
    let session = face.admitted().await?;
    let cash = amounts(session, &request.cash)?;
    session.drawer().open(Count { clerk: face.clerk_name(), cash, note: None }).await?;
    view(face).await
}

async fn pay(face: &Face, request: &ShiftPayRequest) -> Result<ShiftView, Failure> {
    let session = face.admitted().await?;
    let amount = amount(session, &request.cash)?;
    let (way, clerk) = if request.comes {
        (Way::In, face.clerk_name())
    } else {
        (Way::Out, face.authority(Right::PayOut, request.pin.as_deref(), None).await?.name())
    };
    session.drawer().pay(way, amount, &request.reason, clerk).await?;
    view(face).await
}

async fn close(face: &Face, request: ShiftCloseRequest) -> Result<ReportView, Failure> {
    let session = face.admitted().await?;
    let cash = amounts(session, &request.cash)?;
    let own = session.shop().currency;
    if !cash.iter().any(|money| money.currency() == own) {
        return Err(Failure::in_case(ErrorCode::AmountInvalid, "booked", ""));
    }
    let clerk = face.authority(Right::CloseShift, request.pin.as_deref(), None).await?.name();
    let count = Count { clerk, cash, note: request.note };
    let (report, message) = session.close_shift(count).await?;
    if let Some(id) = message {
        let outbox = session.texting.outbox.clone();
        // Nobody at the drawer waits for the owner's telephone.
        tauri::async_runtime::spawn(async move { outbox.carry_on(&id).await });
    }
    Ok(for_its_reader(face, report))
}

async fn reports(face: &Face, request: &ReportsRequest) -> Result<Vec<ReportView>, Failure> {
    let session = face.admitted().await?;
    if !face.has(Right::ReadShifts) {
        return Ok(Vec::new());
    }
    let limit = request.limit.clamp(1, REPORTS_MAX);
    let kept = session.kept_zs(request.before, limit).await?;
    Ok(kept.into_iter().map(|report| for_its_reader(face, report)).collect())
}

async fn print(face: &Face, request: &ReportPrintRequest) -> Result<HandOverView, Failure> {
    let session = face.admitted().await?;
    let clerk = face.clerk_name();
    let report = match request.number {
        Some(number) if face.has(Right::ReadShifts) => session.kept_z(number).await?,
        Some(_) => return Err(Failure::about(ErrorCode::NotAllowed, clerk.unwrap_or_default())),
        None => session.report_view(&session.drawer().x(clerk.as_deref()).await?),
    };
    let report = for_its_reader(face, report);
    let printer = find_printer(session, None).await?;
    let blind = report.kind == ReportKind::X && !face.has(Right::ReadShifts);
    let printed = print_report(session, &report, &printer, clerk, blind).await?;
    Ok(HandOverView::from(&printed.hand_over))
}

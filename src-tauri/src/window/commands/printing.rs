//! Printers, their queue, and printing.

use super::history::PAGE_MAX;
use super::said;
use crate::{
    clock::SystemClock,
    error::{ErrorCode, Failure},
    session::Session,
    slips::{
        self, Printed, config, find_printer, look_at, print_trial, trouble_hint, trouble_words,
    },
    views::{
        LocalName, rfc3339,
        window::OrderRow,
        window::printing::{
            AgainRequest, JobPage, JobRow, JobsRequest, PrintRequest, PrintedView, PrinterRequest,
            PrinterState, PrinterView, ReprintRequest,
        },
    },
    window::face::{Answer, Face},
    words::Words,
};
use domain::custody::Way;
use engine::{ports::Clock as _, records::EventKind};
use storage::{PrintEnd, PrintJob, Printer};
use tauri::State;

/// The shop's printers, the default one first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn printers(face: State<'_, Face>) -> Answer<Vec<PrinterView>> {
    face.answer(list(&face).await)
}

async fn list(face: &Face) -> Result<Vec<PrinterView>, Failure> {
    let session = face.admitted().await?;
    let printers = session.storage.printers().await?;
    Ok(printer_views(session, printers))
}

pub(super) fn printer_views(session: &Session, printers: Vec<Printer>) -> Vec<PrinterView> {
    let view = |printer: Printer| PrinterView {
        dots: config(session, &printer).profile.dots,
        kind: printer.kind.as_str().to_owned(),
        paper: printer.paper.as_str().to_owned(),
        id: printer.id,
        address: printer.address,
        is_default: printer.is_default,
    };
    printers.into_iter().map(view).collect()
}

/// How a printer is. Nothing is printed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn printer_state(
    face: State<'_, Face>,
    request: PrinterRequest,
) -> Answer<PrinterState> {
    face.answer(state_of(&face, &request).await)
}

async fn state_of(face: &Face, request: &PrinterRequest) -> Result<PrinterState, Failure> {
    let session = face.admitted().await?;
    let printer = find_printer(session, Some(&request.printer)).await?;
    let words = face.words();
    let trouble = look_at(session, &printer).await.map(|(trouble, _)| trouble);
    Ok(PrinterState {
        ok: trouble.is_none(),
        trouble: trouble.map(|trouble| trouble.as_str().to_owned()),
        message: trouble.map(|trouble| trouble_words(&words, trouble)),
        hint: trouble.map(|trouble| trouble_hint(&words, trouble)),
    })
}

/// Prints what shows every fault of a printer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn test_print(
    face: State<'_, Face>,
    request: PrinterRequest,
) -> Answer<PrintedView> {
    face.answer(test(&face, &request).await)
}

async fn test(face: &Face, request: &PrinterRequest) -> Result<PrintedView, Failure> {
    let session = face.admitted().await?;
    let printer = find_printer(session, Some(&request.printer)).await?;
    let printed = print_trial(session, &printer, face.clerk_name()).await?;
    Ok(view(&printed, &face.words()))
}

/// Prints an order's slip: its code, or where it stands. A printer that fails is an answer, not an error: the sale is safe.
#[tauri::command]
#[specta::specta]
pub(crate) async fn print(face: State<'_, Face>, request: PrintRequest) -> Answer<PrintedView> {
    face.answer(print_slip(&face, &request).await)
}

async fn print_slip(face: &Face, request: &PrintRequest) -> Result<PrintedView, Failure> {
    let session = face.admitted().await?;
    let order = session.order(&request.order_id).await?;
    let printer = find_printer(session, request.printer.as_deref()).await?;
    let clerk = face.giver(request.pin.as_deref(), &order.id).await?;
    let printed = slips::print_slip(session, &order, &printer, clerk).await?;
    Ok(view(&printed, &face.words()))
}

/// The order whose slip was printed last.
#[tauri::command]
#[specta::specta]
pub(crate) async fn last_slip(face: State<'_, Face>) -> Answer<Option<OrderRow>> {
    face.answer(last(&face).await)
}

async fn last(face: &Face) -> Result<Option<OrderRow>, Failure> {
    let session = face.admitted().await?;
    let Some(order) = session.storage.last_slip().await? else { return Ok(None) };
    let order = session.order(order.as_str()).await?;
    face.order_row(&order).await.map(Some)
}

/// Prints an order's slip once more, and keeps why before anything leaves.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reprint(face: State<'_, Face>, request: ReprintRequest) -> Answer<PrintedView> {
    face.answer(once_more(&face, request).await)
}

async fn once_more(face: &Face, request: ReprintRequest) -> Result<PrintedView, Failure> {
    let session = face.admitted().await?;
    let reason = said(&request.reason, ErrorCode::ReprintReasonMissing)?;
    let order = session.order(&request.order_id).await?;
    let printer = find_printer(session, None).await?;
    let clerk = face.giver(request.pin.as_deref(), &order.id).await?;
    // Why it is printed is noted once, and not for what nobody may print.
    let (storage, now) = (&session.storage, SystemClock.now());
    storage.may_give(&order.id, Way::Print, clerk.as_deref(), now).await?;
    let kind = EventKind::ReprintAsked;
    session.till.leaving(&order, kind, clerk.clone(), reason).await?;
    let printed = slips::print_slip(session, &order, &printer, clerk).await?;
    Ok(view(&printed, &face.words()))
}

/// A page of the print queue. What a dead process left is ended first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn print_jobs(face: State<'_, Face>, request: JobsRequest) -> Answer<JobPage> {
    face.answer(page(&face, &request).await)
}

async fn page(face: &Face, request: &JobsRequest) -> Result<JobPage, Failure> {
    let storage = &face.admitted().await?.storage;
    storage.end_dead_prints(SystemClock.now()).await?;
    let limit = request.limit.clamp(1, PAGE_MAX);
    let before = request.before.as_deref().map(number).transpose()?;
    let jobs = storage.print_jobs(before, limit).await?;
    let full = u32::try_from(jobs.len()).is_ok_and(|count| count == limit);
    let next = jobs.last().filter(|_| full).map(|job| job.id.to_string());
    let words = face.words();
    Ok(JobPage { rows: jobs.into_iter().map(|job| row(job, &words)).collect(), next })
}

/// Prints what a job printed once more, because a person says so: a COPY where it may be on paper.
#[tauri::command]
#[specta::specta]
pub(crate) async fn print_again(
    face: State<'_, Face>,
    request: AgainRequest,
) -> Answer<PrintedView> {
    face.answer(again(&face, &request).await)
}

async fn again(face: &Face, request: &AgainRequest) -> Result<PrintedView, Failure> {
    let session = face.admitted().await?;
    session.storage.end_dead_prints(SystemClock.now()).await?;
    let job = session.storage.print_job(number(&request.job)?).await?;
    let job = job.ok_or_else(|| Failure::about(ErrorCode::UnknownOrder, &request.job))?;
    let printer = request.printer.as_deref();
    let clerk = match &job.order {
        Some(order) => face.giver(request.pin.as_deref(), order).await?,
        None => face.clerk_name(),
    };
    let printed = slips::print_again(session, &job, printer, clerk).await?;
    Ok(view(&printed, &face.words()))
}

fn number(job: &str) -> Result<i64, Failure> {
    job.parse().map_err(|_| Failure::about(ErrorCode::UnknownOrder, job))
}

pub(super) fn view(printed: &Printed, words: &Words) -> PrintedView {
    let trouble = printed.trouble;
    let ok = trouble.is_none();
    PrintedView {
        via: printed.hand_over.via.clone(),
        ok,
        confirmed: printed.end == PrintEnd::Confirmed,
        may_have_printed: matches!(printed.end, PrintEnd::Failed { may_have_printed: true, .. }),
        file: printed.hand_over.message.clone().filter(|_| ok),
        trouble: trouble.map(|trouble| trouble.as_str().to_owned()),
        message: trouble.map(|trouble| trouble_words(words, trouble)),
        hint: trouble.map(|trouble| trouble_hint(words, trouble)),
    }
}

fn row(job: PrintJob, words: &Words) -> JobRow {
    // A trouble of an earlier version may have no words any more.
    let said = |ending: &str| {
        let key = format!("printer-{}{ending}", job.trouble.as_deref()?);
        words.has(&key).then(|| words.say(&key))
    };
    JobRow {
        id: job.id.to_string(),
        message: said(""),
        hint: said("-hint"),
        printer: job.printer,
        kind: job.kind.into(),
        order_id: job.order.map(|order| order.to_string()),
        name: job.name.as_ref().map(LocalName::from),
        copy: job.copy,
        state: job.state.into(),
        ended: job.ended_at.is_some(),
        may_have_printed: job.may_have_printed,
        printed_since: job.printed_since,
        trouble: job.trouble,
        clerk: job.clerk,
        queued_at: rfc3339(job.queued_at),
    }
}

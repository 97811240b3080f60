//! `print`

use super::{Call, args::Print, output::Output};
use crate::{
    clock::SystemClock,
    error::{ErrorCode, Exit, Failure},
    slips::{find_printer, hands_over, print_report, print_slip, print_trial},
    views::rfc3339,
    words::args,
};
use domain::ids::SaleId;
use engine::{ports::Clock as _, records::OrderRecord};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Copies {
    pub(super) copies: u32,
}

pub(super) async fn run(call: &Call, args: &Print, output: &Output) -> Result<Exit, Failure> {
    let printer = args.printer.as_deref();
    match &args.id {
        Some(id) => order(call, id, args.note, printer, output).await,
        None if args.jobs => jobs(call, output).await,
        None if args.z.is_some() => report(call, args.z.unwrap_or_default(), printer, output).await,
        None => test(call, printer, output).await,
    }
}

async fn order(
    call: &Call,
    id: &str,
    note: bool,
    printer: Option<&str>,
    output: &Output,
) -> Result<Exit, Failure> {
    let orders = printable(call, id, note).await?;
    let printer = find_printer(&call.session, printer).await?;
    let mut copies = 0;
    for order in &orders {
        let printed = print_slip(&call.session, order, &printer, call.clerk_name()).await?;
        if let Some(failure) = printed.failure(&call.words) {
            return Err(failure);
        }
        copies = copies.max(printed.copies);
    }
    output.result(&Copies { copies }, || format!("{} · {copies}", printer.id));
    Ok(Exit::Done)
}

/// A Z as it was kept; its profit for the owner alone.
async fn report(
    call: &Call,
    number: u32,
    printer: Option<&str>,
    output: &Output,
) -> Result<Exit, Failure> {
    let report = call.for_its_reader(call.session.kept_z(number).await?);
    let printer = find_printer(&call.session, printer).await?;
    let clerk = call.clerk_name();
    let printed = print_report(&call.session, &report, &printer, clerk, false).await?;
    if let Some(failure) = printed.failure(&call.words) {
        return Err(failure);
    }
    let copies = printed.copies;
    output.result(&Copies { copies }, || format!("{} · {copies}", printer.id));
    Ok(Exit::Done)
}

async fn test(call: &Call, printer: Option<&str>, output: &Output) -> Result<Exit, Failure> {
    let printer = find_printer(&call.session, printer).await?;
    let printed = print_trial(&call.session, &printer, call.clerk_name()).await?;
    if let Some(failure) = printed.failure(&call.words) {
        return Err(failure);
    }
    let question = || call.words.say_with("trial-done", &args([("what", printer.id.clone())]));
    output.result(&Copies { copies: 0 }, question);
    Ok(Exit::Done)
}

/// A job as it is shown.
#[derive(Serialize)]
struct JobView {
    id: i64,
    printer: String,
    kind: &'static str,
    order_id: Option<String>,
    copy: u32,
    state: &'static str,
    trouble: Option<String>,
    may_have_printed: bool,
    clerk: Option<String>,
    queued_at: String,
    sent_at: Option<String>,
    ended_at: Option<String>,
}

/// The newest first.
const JOBS_SHOWN: u32 = 100;

async fn jobs(call: &Call, output: &Output) -> Result<Exit, Failure> {
    call.session.storage.end_dead_prints(SystemClock.now()).await?;
    for job in call.session.storage.print_jobs(None, JOBS_SHOWN).await? {
        let view = JobView {
            id: job.id,
            printer: job.printer,
            kind: job.kind.as_str(),
            order_id: job.order.map(|order| order.to_string()),
            copy: job.copy,
            state: job.state.as_str(),
            trouble: job.trouble,
            may_have_printed: job.may_have_printed,
            clerk: job.clerk,
            queued_at: rfc3339(job.queued_at),
            sent_at: job.sent_at.map(rfc3339),
            ended_at: job.ended_at.map(rfc3339),
        };
        output.result(&view, || {
            let JobView { queued_at, printer, kind, state, .. } = &view;
            let order = view.order_id.as_deref().unwrap_or_default();
            let trouble = view.trouble.as_deref().unwrap_or_default();
            format!("{queued_at}  {printer:<12} {kind:<5} {state:<10} {order}  {trouble}")
        });
    }
    Ok(Exit::Done)
}

/// The order of this id, or those of this sale: the delivered ones, and with `note` the others.
pub(super) async fn printable(
    call: &Call,
    id: &str,
    note: bool,
) -> Result<Vec<OrderRecord>, Failure> {
    let journal = call.session.till.journal();
    let orders = match journal.sale(&SaleId::new(id)).await? {
        Some(sale) => sale.orders,
        None => vec![call.session.order(id).await?],
    };
    let wanted: Vec<_> = orders.into_iter().filter(|order| hands_over(order) != note).collect();
    if wanted.is_empty() {
        return Err(Failure::about(ErrorCode::NothingToPrint, id));
    }
    Ok(wanted)
}

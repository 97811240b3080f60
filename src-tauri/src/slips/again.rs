//! Printing once more what did not come out, because a person says so. It is the same way as the first
//! time, so that what may be on paper already makes the next slip a COPY.

use super::{Printed, find_printer, print_note, print_order, print_trial};
use crate::{
    error::{ErrorCode, Failure},
    session::Session,
    slips::hands_over,
};
use engine::records::OrderRecord;
use storage::{PrintJob, PrintKind, Printer};

/// Prints an order's slip: what was delivered, or where it stands.
pub(crate) async fn print_slip(
    session: &Session,
    order: &OrderRecord,
    printer: &Printer,
    clerk: Option<String>,
) -> Result<Printed, Failure> {
    if hands_over(order) {
        print_order(session, order, printer, clerk).await
    } else {
        print_note(session, order, printer, clerk).await
    }
}

/// Prints what a job printed, on its own printer or on another one. One that has not ended is left
/// alone: it may be on paper in a moment.
pub(crate) async fn print_again(
    session: &Session,
    job: &PrintJob,
    printer: Option<&str>,
    clerk: Option<String>,
) -> Result<Printed, Failure> {
    if job.ended_at.is_none() {
        return Err(Failure::about(ErrorCode::PrintUnderWay, &job.printer));
    }
    let printer = find_printer(session, Some(printer.unwrap_or(&job.printer))).await?;
    match (job.kind, &job.order) {
        (PrintKind::Slip | PrintKind::Note, Some(order)) => {
            let order = session.order(order.as_str()).await?;
            print_slip(session, &order, &printer, clerk).await
        }
        (PrintKind::Test, _) | (PrintKind::Slip | PrintKind::Note, None) => {
            print_trial(session, &printer, clerk).await
        }
        // Where it is read, so that who may see it is asked there.
        (PrintKind::X(_) | PrintKind::Z(_), _) => {
            Err(Failure::about(ErrorCode::NothingToPrint, &job.printer))
        }
    }
}

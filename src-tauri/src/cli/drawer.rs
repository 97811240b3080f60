//! `drawer`: opens the cash drawer without a sale.

use super::{Call, output::Output};
use crate::{
    drawer,
    error::{Exit, Failure},
    slips::find_printer,
};
use serde::Serialize;

#[derive(Serialize)]
struct Opened {
    printer: String,
}

pub(super) async fn run(
    call: &Call,
    printer: Option<&str>,
    reason: Option<&str>,
    output: &Output,
) -> Result<Exit, Failure> {
    let printer = find_printer(&call.session, printer).await?;
    let clerk = call.clerk_name();
    drawer::open(&call.session, &printer, clerk.as_deref(), reason, &call.words).await?;
    output.result(&Opened { printer: printer.id.clone() }, || printer.id.clone());
    Ok(Exit::Done)
}

//! `drawer`: opens the cash drawer without a sale. Journalled first, so that no opening goes unseen.

use super::{Call, output::Output};
use crate::{
    clock::SystemClock,
    error::{ErrorCode, Exit, Failure},
    slips::{config, find_printer, trouble_hint, trouble_words},
};
use engine::ports::Clock as _;
use serde::Serialize;

#[derive(Serialize)]
struct Opened {
    printer: String,
}

pub(super) async fn run(
    call: &Call,
    printer: Option<&str>,
    output: &Output,
) -> Result<Exit, Failure> {
    let storage = &call.session.storage;
    let printer = find_printer(&call.session, printer).await?;
    let clerk = call.clerk_name();
    let turn = storage.printer_turn(&printer.id).await;
    // A printer that is busy gets the pulse all the same: it obeys between two slips.
    let _turn = turn.ok().flatten();
    storage.note_drawer(&printer.id, clerk.as_deref(), SystemClock.now()).await?;
    if let Err(error) = devices::open_drawer(&config(&call.session, &printer)).await {
        let (words, trouble) = (&call.words, error.trouble());
        let (what, how) = (trouble_words(words, trouble), trouble_hint(words, trouble));
        let args = vec![("what", what), ("how", how)];
        return Err(Failure { code: ErrorCode::DrawerFailed, args });
    }
    output.result(&Opened { printer: printer.id.clone() }, || printer.id.clone());
    Ok(Exit::Done)
}

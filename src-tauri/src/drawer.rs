//! The cash drawer: opened by right, or with the first slip of a cash sale. Journalled first, so that
//! no opening goes unseen.

use crate::{
    clock::SystemClock,
    error::{ErrorCode, Failure},
    session::Session,
    slips::{config, trouble_hint, trouble_words},
    words::Words,
};
use domain::sale::TenderKind;
use engine::{
    ports::{
        Clock as _,
        journal::{JournalError, Note},
    },
    records::{EventKind, OrderRecord},
};
use storage::{Printer, PrinterKind};

/// Opens the drawer at a printer, without a sale. Who may is the caller's to judge.
pub(crate) async fn open(
    session: &Session,
    printer: &Printer,
    clerk: Option<&str>,
    reason: Option<&str>,
    words: &Words,
) -> Result<(), Failure> {
    let storage = &session.storage;
    let turn = storage.printer_turn(&printer.id).await;
    // A printer that is busy gets the pulse all the same: it obeys between two slips.
    let _turn = turn.ok().flatten();
    storage.note_drawer(&printer.id, clerk, reason, SystemClock.now()).await?;
    devices::open_drawer(&config(session, printer)).await.map_err(|error| {
        let trouble = error.trouble();
        let (what, how) = (trouble_words(words, trouble), trouble_hint(words, trouble));
        Failure { code: ErrorCode::DrawerFailed, args: vec![("what", what), ("how", how)] }
    })
}

/// Whether the drawer opens with this slip, which is then on record. It does for cash, with the first
/// slip of a sale, once; at a printer whose profile names the drawer's pin, unless the owner switched
/// it off. A journal that cannot say keeps it shut: the slip matters more.
pub(crate) async fn opens_with(
    session: &Session,
    order: &OrderRecord,
    printer: &Printer,
    copy: u32,
    clerk: Option<String>,
) -> bool {
    let has_drawer = printer.profile.drawer_pin.is_some() && printer.kind != PrinterKind::Pdf;
    if copy != 1 || !has_drawer {
        return false;
    }
    let asked = ask(session, order, printer, clerk).await;
    asked.unwrap_or_else(|failure| {
        tracing::warn!(order = %order.id, code = failure.code.as_str(), "the drawer stays shut");
        false
    })
}

async fn ask(
    session: &Session,
    order: &OrderRecord,
    printer: &Printer,
    clerk: Option<String>,
) -> Result<bool, Failure> {
    let is_cash = session.sale(&order.sale_id).await?.tender.kind == TenderKind::Cash;
    if !is_cash || !session.storage.counter().await?.drawer_with_cash {
        return Ok(false);
    }
    let note = Note { at: SystemClock.now(), clerk, detail: Some(printer.id.clone()) };
    Ok(session.storage.open_drawer_with(order, &note).await?)
}

/// Nothing of the job reached the printer, so the drawer did not open either: the next slip may.
pub(crate) async fn stayed_shut(
    session: &Session,
    order: &OrderRecord,
    printer: &Printer,
    clerk: Option<String>,
) -> Result<(), JournalError> {
    let detail = printer.id.clone();
    session.till.leaving(order, EventKind::DrawerShut, clerk, detail).await
}

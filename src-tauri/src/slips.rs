//! Slips: what stands on the paper of an order, and handing it to a printer.

mod again;
mod debt;
mod note;
pub(crate) mod paper;
pub(crate) mod report;
#[cfg(test)]
pub(crate) mod report_tests;
mod sample;
#[cfg(test)]
mod tests;
mod trial;

pub(crate) use again::{print_again, print_slip};
pub(crate) use debt::print_paid;
pub(crate) use paper::hands_over;
pub(crate) use sample::{Sample, Setting, preview};

use crate::{
    clock::SystemClock,
    drawer,
    error::{ErrorCode, Failure},
    refunds,
    session::Session,
    views::report::{ReportKind, ReportView},
    words::{Isolation, Words},
};
use devices::{
    Status, Trouble,
    escpos::{Cut, DrawerPin},
};
use domain::receipt::Receipt;
use engine::{
    ports::{Clock as _, journal::Note},
    records::{HandOver, OrderRecord},
};
use paper::Facts;
use report::Sheet;
use std::slice;
use storage::{NewPrintJob, PrintEnd, PrintKind, Printer, QueuedPrint};

/// A logo larger than this is a photograph, and no till needs it in its database.
pub(crate) const LOGO_BYTES_MAX: u64 = 1 << 20;

/// What a hand-over came to.
pub(crate) struct Printed {
    pub(crate) hand_over: HandOver,
    /// How far it came.
    pub(crate) end: PrintEnd,
    /// What is the matter, if it failed.
    pub(crate) trouble: Option<Trouble>,
    pub(crate) copies: u32,
}

/// Prints an order's slip and notes how it went. A failure never touches the sale (INV-20).
pub(crate) async fn print_order(
    session: &Session,
    order: &OrderRecord,
    printer: &Printer,
    clerk: Option<String>,
) -> Result<Printed, Failure> {
    if !hands_over(order) {
        return Err(Failure::about(ErrorCode::NothingToPrint, &order.id));
    }
    let storage = &session.storage;
    let job = new_job(printer, PrintKind::Slip, Some(order), clerk.clone());
    let queued = queue(session, &job).await?;
    let receipt = match write(session, order, clerk.clone(), queued.copy).await {
        Ok(receipt) => receipt,
        Err(failure) => {
            let trouble = Trouble::NotDrawn.as_str();
            let end = PrintEnd::Failed { trouble, may_have_printed: false };
            storage.end_print(queued.id, end, SystemClock.now()).await?;
            return Err(failure);
        }
    };
    let name = job_name(order, queued.copy);
    let opens = drawer::opens_with(session, order, printer, queued.copy, clerk.clone()).await;
    let ended = hand_to_printer(session, printer, queued.id, &receipt, &name, opens).await?;
    if opens && matches!(ended.end, PrintEnd::Failed { may_have_printed: false, .. }) {
        drawer::stayed_shut(session, order, printer, clerk.clone()).await?;
    }
    let hand_over = ended.hand_over(printer);
    let detail = match ended.trouble {
        Some(trouble) => format!("{}: {}", printer.id, trouble.as_str()),
        None => printer.id.clone(),
    };
    let note = Note { at: SystemClock.now(), clerk, detail: Some(detail) };
    let copies = storage.end_slip(queued.id, order, ended.end, &hand_over, &note).await?;
    session.till.tell_handed_over(order);
    Ok(Printed { hand_over, end: ended.end, trouble: ended.trouble, copies })
}

/// Prints a slip that says where an order stands. It hands nothing over, so it is not counted.
pub(crate) async fn print_note(
    session: &Session,
    order: &OrderRecord,
    printer: &Printer,
    clerk: Option<String>,
) -> Result<Printed, Failure> {
    let receipt = write(session, order, clerk.clone(), 0).await?;
    let job = new_job(printer, PrintKind::Note, Some(order), clerk);
    let name = format!("{}-note", order.reference);
    print_uncounted(session, printer, &job, &receipt, &name).await
}

/// Prints what shows every fault of a printer.
pub(crate) async fn print_trial(
    session: &Session,
    printer: &Printer,
    clerk: Option<String>,
) -> Result<Printed, Failure> {
    let words = session.words(Isolation::On);
    let config = config(session, printer);
    let receipt = trial::slip(&config, session.shop(), &words, SystemClock.now());
    let job = new_job(printer, PrintKind::Test, None, clerk);
    print_uncounted(session, printer, &job, &receipt, "test").await
}

/// Prints an X or a Z. A Z is counted: from the second on it is headed COPY.
pub(crate) async fn print_report(
    session: &Session,
    report: &ReportView,
    printer: &Printer,
    clerk: Option<String>,
    blind: bool,
) -> Result<Printed, Failure> {
    let kind = match report.kind {
        ReportKind::X => PrintKind::X(report.number),
        ReportKind::Z => PrintKind::Z(report.number),
    };
    let job = new_job(printer, kind, None, clerk.clone());
    let queued = queue(session, &job).await?;
    let words = session.words(Isolation::On);
    let sheet = Sheet {
        shop: session.shop(),
        words: &words,
        report,
        copy: queued.copy,
        at: SystemClock.now(),
        clerk: clerk.as_deref(),
        blind,
    };
    let name = match report.kind {
        ReportKind::X => format!("x-{}", report.number),
        ReportKind::Z if queued.copy > 1 => format!("z-{}-copy-{}", report.number, queued.copy),
        ReportKind::Z => format!("z-{}", report.number),
    };
    let ended = hand_to_printer(session, printer, queued.id, &sheet.slip(), &name, false).await?;
    session.storage.end_print(queued.id, ended.end, SystemClock.now()).await?;
    let hand_over = ended.hand_over(printer);
    Ok(Printed { hand_over, end: ended.end, trouble: ended.trouble, copies: queued.copy })
}

async fn print_uncounted(
    session: &Session,
    printer: &Printer,
    job: &NewPrintJob,
    receipt: &Receipt,
    name: &str,
) -> Result<Printed, Failure> {
    let queued = queue(session, job).await?;
    let ended = hand_to_printer(session, printer, queued.id, receipt, name, false).await?;
    session.storage.end_print(queued.id, ended.end, SystemClock.now()).await?;
    let hand_over = ended.hand_over(printer);
    Ok(Printed { hand_over, end: ended.end, trouble: ended.trouble, copies: 0 })
}

fn new_job(
    printer: &Printer,
    kind: PrintKind,
    order: Option<&OrderRecord>,
    clerk: Option<String>,
) -> NewPrintJob {
    let order = order.map(|order| order.id.clone());
    NewPrintJob { printer: printer.id.clone(), kind, order, clerk, at: SystemClock.now() }
}

/// Writes a job down. While a slip of the same order is on its way nobody knows which copy this one is.
async fn queue(session: &Session, job: &NewPrintJob) -> Result<QueuedPrint, Failure> {
    let queued = session.storage.queue_print(job).await?;
    queued.ok_or_else(|| Failure::about(ErrorCode::PrintUnderWay, &job.printer))
}

/// How a job ended.
struct Ended {
    end: PrintEnd,
    trouble: Option<Trouble>,
    message: Option<String>,
}

impl Ended {
    fn hand_over(&self, printer: &Printer) -> HandOver {
        let message = self.message.clone();
        HandOver { via: printer.id.clone(), ok: self.trouble.is_none(), message }
    }
}

/// Waits for the printer, writes down that the job leaves, and lets it leave. Whoever calls this
/// writes down how it ended.
async fn hand_to_printer(
    session: &Session,
    printer: &Printer,
    job: i64,
    receipt: &Receipt,
    name: &str,
    opens_drawer: bool,
) -> Result<Ended, Failure> {
    let turn = session.storage.printer_turn(&printer.id).await;
    let turn = turn.map_err(|error| {
        Failure::about(ErrorCode::DataDirUnusable, format!("{}: {error}", printer.id))
    })?;
    let Some(turn) = turn else {
        return Ok(failed(session, Trouble::Refused, false));
    };
    session.storage.begin_print(job, SystemClock.now()).await?;
    let (config, slips) = (config(session, printer), slice::from_ref(receipt));
    let printed = if opens_drawer {
        devices::print_and_open(&config, slips, name).await
    } else {
        devices::print(&config, slips, name).await
    };
    drop(turn);
    Ok(match printed {
        Ok(printed) => Ended {
            end: if printed.confirmed { PrintEnd::Confirmed } else { PrintEnd::Taken },
            trouble: None,
            message: printed.files.first().map(|path| path.display().to_string()),
        },
        Err(error) => {
            let trouble = error.trouble();
            tracing::warn!(
                printer = %printer.id,
                trouble = trouble.as_str(),
                error = &error as &dyn std::error::Error,
                "a slip was not printed"
            );
            failed(session, trouble, error.may_have_printed())
        }
    })
}

fn failed(session: &Session, trouble: Trouble, may_have_printed: bool) -> Ended {
    let words = session.words(Isolation::Off);
    let said = format!("{}. {}", trouble_words(&words, trouble), trouble_hint(&words, trouble));
    Ended {
        end: PrintEnd::Failed { trouble: trouble.as_str(), may_have_printed },
        trouble: Some(trouble),
        message: Some(said),
    }
}

/// The slip of an order as it stands.
async fn write(
    session: &Session,
    order: &OrderRecord,
    clerk: Option<String>,
    copy: u32,
) -> Result<Receipt, Failure> {
    let storage = &session.storage;
    let sale = session.sale(&order.sale_id).await?;
    let texts = storage.receipt_texts().await?;
    let mut own = storage.slip_texts(&order.product_id).await?;
    let product = storage.product_of(&order.product_id).await?;
    // The product's own words, else what the refund table says of it, else the shop's words for all.
    if let (None, Some(product)) = (&own.refund_rule, &product) {
        own.refund_rule = refunds::told(session, product, refunds::Usual::Silent).await?;
    }
    let secrets = session.till.secrets_for_slip(&order.id).await?;
    // A slip without it is better than no slip.
    let head = storage.journal_head().await.unwrap_or_default();
    let tax = storage.tax_identity().await?;
    let logo = texts.logo.as_deref().and_then(devices::picture_of_png);
    let facts = Facts {
        shop: session.shop(),
        logo: logo.as_ref(),
        texts: &texts,
        tax: &tax,
        own: &own,
        sale: &sale,
        order,
        product: product.as_ref(),
        secrets: &secrets,
        words: &session.words(Isolation::On),
        head: head.map(|head| head.short()),
        copy,
        at: SystemClock.now(),
        clerk,
    };
    Ok(if hands_over(order) { facts.slip() } else { facts.note() })
}

impl Printed {
    /// Why it was not printed, for the person at the counter.
    pub(crate) fn failure(&self, words: &Words) -> Option<Failure> {
        let trouble = self.trouble?;
        let (what, how) = (trouble_words(words, trouble), trouble_hint(words, trouble));
        Some(Failure { code: ErrorCode::PrinterFailed, args: vec![("what", what), ("how", how)] })
    }
}

/// The printer of this id, or the default one; the first one where none is marked.
pub(crate) async fn find_printer(session: &Session, id: Option<&str>) -> Result<Printer, Failure> {
    let printers = session.storage.printers().await?;
    let found = match id {
        Some(id) => printers.into_iter().find(|printer| printer.id == id),
        None => printers.into_iter().next(),
    };
    found.ok_or_else(|| Failure::about(ErrorCode::UnknownPrinter, id.unwrap_or("")))
}

/// What is the matter with a printer, and what exactly was said. Nothing is printed.
pub(crate) async fn look_at(session: &Session, printer: &Printer) -> Option<(Trouble, String)> {
    match devices::check(&config(session, printer)).await {
        Ok(Status::Ready | Status::Silent) => None,
        Ok(Status::Foreign) => Some((Trouble::WrongDriver, printer.address.clone())),
        Ok(Status::Faulty(fault)) => Some((Trouble::Fault(fault), printer.address.clone())),
        Err(error) => Some((error.trouble(), error.to_string())),
    }
}

/// A folder of a PDF printer is inside the data dir unless it is a whole path.
pub(crate) fn config(session: &Session, printer: &Printer) -> devices::PrinterConfig {
    let kind = match printer.kind {
        storage::PrinterKind::EscposTcp => devices::PrinterKind::EscposTcp,
        storage::PrinterKind::EscposDevice => devices::PrinterKind::EscposDevice,
        storage::PrinterKind::CupsRaw => devices::PrinterKind::CupsRaw,
        storage::PrinterKind::WindowsRaw => devices::PrinterKind::WindowsRaw,
        storage::PrinterKind::Pdf => devices::PrinterKind::Pdf,
    };
    let paper = match printer.paper {
        storage::Paper::Mm58 => devices::Paper::Mm58,
        storage::Paper::Mm80 => devices::Paper::Mm80,
        storage::Paper::A4 => devices::Paper::A4,
    };
    let address = if kind == devices::PrinterKind::Pdf {
        session.storage.data_dir().join(&printer.address).display().to_string()
    } else {
        printer.address.clone()
    };
    let mut config = devices::PrinterConfig::new(&printer.id, kind, &address, paper);
    apply(&printer.profile, &mut config);
    config
}

/// What the file says wins over what the paper lets expect.
fn apply(said: &storage::PrinterProfile, config: &mut devices::PrinterConfig) {
    let profile = &mut config.profile;
    profile.dots = said.dots.unwrap_or(profile.dots);
    profile.band_rows = said.band_rows.unwrap_or(profile.band_rows);
    profile.band_delay = said.band_delay.unwrap_or(profile.band_delay);
    profile.feed_lines = said.feed_lines.unwrap_or(profile.feed_lines);
    profile.cut = match said.cut {
        Some(storage::PaperCut::None) => Cut::None,
        Some(storage::PaperCut::Partial) => Cut::Partial,
        Some(storage::PaperCut::Full) => Cut::Full,
        None => profile.cut,
    };
    if let Some(pin) = said.drawer_pin {
        profile.drawer_pin = if pin == 5 { DrawerPin::Five } else { DrawerPin::Two };
    }
    config.ask = said.ask.unwrap_or(config.ask);
    config.answer_within = said.answer_within.unwrap_or(config.answer_within);
}

/// What is the matter with a printer, in the reader's language.
pub(crate) fn trouble_words(words: &Words, trouble: Trouble) -> String {
    words.say(&format!("printer-{}", trouble.as_str()))
}

/// What to do about it.
pub(crate) fn trouble_hint(words: &Words, trouble: Trouble) -> String {
    words.say(&format!("printer-{}-hint", trouble.as_str()))
}

fn job_name(order: &OrderRecord, copy: u32) -> String {
    match copy {
        0 | 1 => order.reference.to_string(),
        copy => format!("{}-copy-{copy}", order.reference),
    }
}

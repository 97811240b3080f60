//! What the window shows of printers, of what was given to them, and of what came of it.

use super::super::LocalName;
use domain::print_job;
use serde::{Deserialize, Serialize};
use specta::Type;

/// A printer of the shop.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct PrinterView {
    /// The shop's own name for it.
    pub(crate) id: String,
    /// How it is reached.
    pub(crate) kind: String,
    /// Where it is.
    pub(crate) address: String,
    /// Its paper.
    pub(crate) paper: String,
    /// Dots across a slip.
    pub(crate) dots: u16,
    /// Whether it prints when none is named.
    pub(crate) is_default: bool,
}

/// How a printer is, in the clerk's language.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct PrinterState {
    /// Whether it can print.
    pub(crate) ok: bool,
    /// The stable word of what is the matter.
    pub(crate) trouble: Option<String>,
    /// What is the matter.
    pub(crate) message: Option<String>,
    /// What to do about it.
    pub(crate) hint: Option<String>,
}

/// What came of printing.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct PrintedView {
    /// The printer.
    pub(crate) via: String,
    /// Whether it took the slip.
    pub(crate) ok: bool,
    /// Whether it also says that it is done.
    pub(crate) confirmed: bool,
    /// Whether some of it may be on paper although it failed.
    pub(crate) may_have_printed: bool,
    /// The file it was written to.
    pub(crate) file: Option<String>,
    /// The stable word of what is the matter.
    pub(crate) trouble: Option<String>,
    /// What is the matter.
    pub(crate) message: Option<String>,
    /// What to do about it.
    pub(crate) hint: Option<String>,
}

/// What a job prints.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum JobKind {
    /// A delivered order's slip.
    Slip,
    /// Where an order stands.
    Note,
    /// A test print.
    Test,
    /// A shift's X or Z.
    Report,
}

/// Where a job is.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum JobState {
    /// Nothing has left the machine.
    Queued,
    /// It left; the printer has said nothing.
    Sent,
    /// The printer says that it is done.
    Confirmed,
    /// It did not come out, or not whole.
    Failed,
}

/// A job of the print queue.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct JobRow {
    /// Its number.
    pub(crate) id: String,
    /// On which printer.
    pub(crate) printer: String,
    /// What it prints.
    pub(crate) kind: JobKind,
    /// Of which order.
    pub(crate) order_id: Option<String>,
    /// The name of its product.
    pub(crate) name: Option<LocalName>,
    /// What its head says; 0 for what is not counted.
    pub(crate) copy: u32,
    /// Where it is.
    pub(crate) state: JobState,
    /// Whether it will change by itself no more.
    pub(crate) ended: bool,
    /// Whether some of it may be on paper although it failed.
    pub(crate) may_have_printed: bool,
    /// Whether the same was printed by a later job.
    pub(crate) printed_since: bool,
    /// The stable word of what was the matter.
    pub(crate) trouble: Option<String>,
    /// What was the matter.
    pub(crate) message: Option<String>,
    /// What to do about it.
    pub(crate) hint: Option<String>,
    /// Who asked for it.
    pub(crate) clerk: Option<String>,
    /// When it was written down.
    pub(crate) queued_at: String,
}

/// A page of the print queue, newest first.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct JobPage {
    /// The jobs.
    pub(crate) rows: Vec<JobRow>,
    /// Where the next page begins, if there is one.
    pub(crate) next: Option<String>,
}

/// Prints an order's slip.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct PrintRequest {
    /// Of which order.
    pub(crate) order_id: String,
    /// On which printer; null is the default one.
    pub(crate) printer: Option<String>,
    /// A manager's PIN, for one more than a clerk may within an hour.
    pub(crate) pin: Option<String>,
}

/// Prints an order's slip once more.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct ReprintRequest {
    /// Of which order.
    pub(crate) order_id: String,
    /// Why; it is kept in the order's story.
    pub(crate) reason: String,
    /// A manager's PIN, for one more than a clerk may within an hour.
    pub(crate) pin: Option<String>,
}

/// Names a printer.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct PrinterRequest {
    /// Which.
    pub(crate) printer: String,
}

/// Prints what a job printed once more.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct AgainRequest {
    /// Which job.
    pub(crate) job: String,
    /// On which printer; null is the job's own.
    pub(crate) printer: Option<String>,
    /// A manager's PIN, for one more than a clerk may within an hour.
    pub(crate) pin: Option<String>,
}

/// Asks for a page of the print queue.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct JobsRequest {
    /// Only older than this job.
    pub(crate) before: Option<String>,
    /// At most so many.
    pub(crate) limit: u32,
}

impl From<print_job::PrintState> for JobState {
    fn from(state: print_job::PrintState) -> Self {
        match state {
            print_job::PrintState::Queued => Self::Queued,
            print_job::PrintState::Sent => Self::Sent,
            print_job::PrintState::Confirmed => Self::Confirmed,
            print_job::PrintState::Failed => Self::Failed,
        }
    }
}

impl From<storage::PrintKind> for JobKind {
    fn from(kind: storage::PrintKind) -> Self {
        match kind {
            storage::PrintKind::Slip => Self::Slip,
            storage::PrintKind::Note => Self::Note,
            storage::PrintKind::Test => Self::Test,
            storage::PrintKind::X(_) | storage::PrintKind::Z(_) => Self::Report,
        }
    }
}

//! The drawer's shift as its screen shows it. Before a blind count a clerk is told nothing from which
//! the drawer could be worked out.

use crate::views::report::{ControlView, PaymentView, ReportView, UnfinishedView};
use serde::{Deserialize, Serialize};
use specta::Type;

/// The shift's screen.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct ShiftView {
    /// The open shift, if one is open.
    pub(crate) open: Option<OpenShiftView>,
    /// Notes and coins of the shop's currency, the largest first.
    pub(crate) pieces: Vec<String>,
    /// Other currencies that may be in the drawer.
    pub(crate) others: Vec<String>,
    /// Whether who stands at the till may close it without anybody else's PIN.
    pub(crate) manages: bool,
}

/// A shift that is open.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct OpenShiftView {
    /// Its number.
    pub(crate) number: u32,
    /// Since when.
    pub(crate) opened_at: String,
    /// Who opened it.
    pub(crate) clerk: Option<String>,
    /// What was in the drawer.
    pub(crate) floats: Vec<CashView>,
    /// Sales whose money was taken.
    pub(crate) sales: u32,
    /// Their orders.
    pub(crate) units: u32,
    /// Cash that came or went without a sale.
    pub(crate) payments: Vec<PaymentView>,
    /// What is not finished.
    pub(crate) unfinished: UnfinishedView,
    /// What has to be told of the people at the till.
    pub(crate) control: ControlView,
    /// All of it; for whoever may close the shift.
    pub(crate) report: Option<ReportView>,
}

/// Cash in one currency.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub(crate) struct CashView {
    /// The currency.
    pub(crate) currency: String,
    /// How much; as typed where it was typed.
    pub(crate) amount: String,
}

/// So many notes or coins of one worth.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct PieceCount {
    /// What one is worth.
    pub(crate) worth: String,
    /// How many, as typed; nothing is none.
    pub(crate) count: String,
}

/// Counts notes and coins.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct CountRequest {
    /// All of them.
    pub(crate) pieces: Vec<PieceCount>,
}

/// Opens a shift.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct ShiftOpenRequest {
    /// What is in the drawer, as typed.
    pub(crate) cash: Vec<CashView>,
}

/// Books cash that comes or goes without a sale.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct ShiftPayRequest {
    /// Whether it comes.
    pub(crate) comes: bool,
    /// How much, as typed.
    pub(crate) cash: CashView,
    /// What for.
    pub(crate) reason: String,
    /// A manager's PIN, where cash goes and a clerk stands at the till.
    pub(crate) pin: Option<String>,
}

/// Closes the shift.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct ShiftCloseRequest {
    /// What was counted, as typed.
    pub(crate) cash: Vec<CashView>,
    /// Why it may differ.
    pub(crate) note: Option<String>,
    /// A manager's PIN, where a clerk stands at the till.
    pub(crate) pin: Option<String>,
}

/// Asks for kept Zs.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct ReportsRequest {
    /// Only those before this one.
    pub(crate) before: Option<u32>,
    /// At most so many.
    pub(crate) limit: u32,
}

/// Prints a report.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct ReportPrintRequest {
    /// The Z of this number; without one the open shift's X.
    pub(crate) number: Option<u32>,
}

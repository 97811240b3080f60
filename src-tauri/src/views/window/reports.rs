//! What the reports' screen asks for.

use crate::{
    sales_report::{Period, Topic, file::Format},
    views::LocalName,
};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Which days.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct ReportRequest {
    /// Which period.
    pub(crate) period: Period,
    /// The first day of a period of one's own, `YYYY-MM-DD`.
    pub(crate) from: Option<String>,
    /// Its last day.
    pub(crate) to: Option<String>,
}

/// Which orders: those of the period that fit all that is named.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct ReportOrdersRequest {
    /// Which days.
    pub(crate) period: ReportRequest,
    /// The hour of the day.
    pub(crate) hour: Option<u8>,
    /// The supplier.
    pub(crate) supplier: Option<String>,
    /// The product.
    pub(crate) product: Option<String>,
    /// The clerk; an empty name is nobody.
    pub(crate) clerk: Option<String>,
    /// Only those before this one.
    pub(crate) before: Option<String>,
    /// At most so many.
    pub(crate) limit: u32,
}

/// Asks for a file.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct ReportSaveRequest {
    /// Which report.
    pub(crate) topic: Topic,
    /// Of which days.
    pub(crate) period: ReportRequest,
    /// How.
    pub(crate) format: Format,
}

/// What somebody did out of the ordinary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ExceptionKind {
    /// Sales given up that waited for their money.
    Voids,
    /// Sales whose money was given back.
    Refunds,
    /// Codes shown.
    Reveals,
    /// Codes printed or sent once more.
    Reprints,
    /// The drawer opened without a sale.
    NoSales,
    /// Guards answered for, and the same sold again.
    Overrides,
    /// Decisions about orders.
    Decisions,
    /// What somebody with the right let them do.
    Approvals,
    /// Wrong PINs.
    WrongPins,
}

impl From<ExceptionKind> for domain::exception::ExceptionKind {
    fn from(kind: ExceptionKind) -> Self {
        match kind {
            ExceptionKind::Voids => Self::Void,
            ExceptionKind::Refunds => Self::Refund,
            ExceptionKind::Reveals => Self::Reveal,
            ExceptionKind::Reprints => Self::Reprint,
            ExceptionKind::NoSales => Self::NoSale,
            ExceptionKind::Overrides => Self::Override,
            ExceptionKind::Decisions => Self::Decision,
            ExceptionKind::Approvals => Self::Approval,
            ExceptionKind::WrongPins => Self::WrongPin,
        }
    }
}

/// Which of the things somebody did.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct ExceptionEventsRequest {
    /// Which days.
    pub(crate) period: ReportRequest,
    /// Who; an empty name is nobody in particular.
    pub(crate) clerk: String,
    /// What.
    pub(crate) kind: ExceptionKind,
}

/// One of the things somebody did.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct ExceptionEventView {
    /// When.
    pub(crate) at: String,
    /// With which order, where it is about one.
    pub(crate) order_id: Option<String>,
    /// What was sold with it.
    pub(crate) product: Option<LocalName>,
    /// Why, where somebody said so, in the reader's language where the till has words for it.
    pub(crate) reason: Option<String>,
    /// What the customer brought who was given money back, behind what the table asked for.
    pub(crate) proof: Option<String>,
    /// Who approved it.
    pub(crate) approver: Option<String>,
    /// Which right was approved.
    pub(crate) right: Option<String>,
}

/// A file that was written.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct SavedView {
    /// Where it is.
    pub(crate) path: String,
}

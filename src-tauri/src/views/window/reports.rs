//! What the reports' screen asks for.

use crate::sales_report::{Period, file::Format};
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
    /// Of which days.
    pub(crate) period: ReportRequest,
    /// How.
    pub(crate) format: Format,
}

/// A file that was written.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct SavedView {
    /// Where it is.
    pub(crate) path: String,
}

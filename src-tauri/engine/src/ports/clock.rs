//! Time and fresh ids, given from outside so that a simulation can give them too.

use domain::{
    ids::{OrderId, Reference, SaleId},
    time::Timestamp,
};

/// The till's clock and its source of ids.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;
    /// An id no sale ever had.
    fn sale_id(&self) -> SaleId;
    /// An id no order ever had.
    fn order_id(&self) -> OrderId;
    /// A reference no attempt of any till ever had; begins with `till_code` (INV-19).
    fn reference(&self, till_code: &str) -> Reference;
}

//! Time and fresh ids, given from outside so that a simulation can give them too.

use domain::{
    ids::{OrderId, Reference, SaleId},
    time::Timestamp,
};
use std::time::Duration;

/// The till's clock and its source of ids.
pub trait Clock: Send + Sync {
    /// The time now. It may jump either way; only records and people read it.
    fn now(&self) -> Timestamp;
    /// Time since some fixed moment of this process's life; it never jumps (INV-11).
    fn elapsed(&self) -> Duration;
    /// An id no sale ever had.
    fn sale_id(&self) -> SaleId;
    /// An id no order ever had.
    fn order_id(&self) -> OrderId;
    /// A reference no attempt of any till ever had; begins with `till_code` (INV-19).
    fn reference(&self, till_code: &str) -> Reference;
}

//! Time and fresh ids, given from outside so that a simulation can give them too.

use domain::{
    ids::{MoveId, OrderId, Reference, SaleId, TenderId},
    owner::DayTime,
    tally::Uptime,
    time::Timestamp,
};
use std::time::Duration;

/// The till's clock and its source of ids.
pub trait Clock: Send + Sync {
    /// The time now. It may jump either way; only records and people read it.
    fn now(&self) -> Timestamp;
    /// Time since some fixed moment of this process's life; it never jumps (INV-11).
    fn elapsed(&self) -> Duration;
    /// The computer's running time, which goes on from process to process and which nobody sets. What
    /// has to be waited for is measured by it.
    fn uptime(&self) -> Uptime {
        Uptime { boot: String::new(), since: self.elapsed() }
    }
    /// The first moment after `after` at which the shop's wall clock shows `time`; here, and wherever the
    /// computer's zone is not known, by UTC.
    fn next_at(&self, after: Timestamp, time: DayTime) -> Timestamp {
        const DAY: i64 = 24 * 3600 * 1000;
        let at = i64::try_from(time.since_midnight().as_millis()).unwrap_or(0);
        let today = after.0.div_euclid(DAY).saturating_mul(DAY).saturating_add(at);
        Timestamp(if today > after.0 { today } else { today.saturating_add(DAY) })
    }
    /// An id no sale ever had.
    fn sale_id(&self) -> SaleId;
    /// An id no order ever had, a UUID of version 7.
    fn order_id(&self) -> OrderId;
    /// A reference no attempt of any till ever had; begins with the till's stem (INV-19).
    fn reference(&self, stem: &str) -> Reference;
    /// A UUID (version 7) that no tender of any till ever had: the processor's order id.
    fn tender_id(&self) -> TenderId {
        TenderId::new(self.order_id().as_str())
    }
    /// A UUID (version 7) that no movement of money ever had.
    fn move_id(&self) -> MoveId {
        MoveId::new(self.order_id().as_str())
    }
}

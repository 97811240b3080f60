//! The processors of the simulation: for each a row that brings the fake with its takings, the real
//! adapter, and what goes wrong in the fake's own words. A new processor is a new row.
//!
//! It must never know: shops, processes or journals.

mod faults;
mod mpg;
mod payerly;

use crate::faults::Fault;
use domain::{card::Card, ids::ProcessorId};
use engine::ports::Processor;
use providers::transport::Wire;
use rust_decimal::Decimal;
use simulator::{Upstream, takings::Sums};
use std::sync::Arc;

use faults::{CALLS, CAPTURES, REFUNDS, VOIDS};
pub(crate) use payerly::PAY_WITHIN;

/// Everything about one processor.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    /// The shop's name for the account, and the fake's.
    pub(crate) name: &'static str,
    /// What comes before the fake's own paths.
    pub(crate) host: &'static str,
    /// Whether cards are keyed in at the till.
    pub(crate) is_keyed: bool,
    pub(crate) open: fn(u64) -> Box<dyn Fake>,
    pub(crate) adapter: fn(Arc<dyn Wire>) -> Arc<dyn Processor>,
    /// Lists of what goes wrong, shared ones included.
    pub(crate) faults: &'static [&'static [Fault]],
}

pub(crate) const ROWS: &[Row] = &[payerly::ROW, mpg::ROW];

/// A fake processor as the oracle needs it.
pub(crate) trait Fake: Upstream {
    /// Lets its time pass.
    fn let_pass(&mut self, now: u64);
    /// What it knows of one of our tenders.
    fn taken(&self, tender: &str) -> Option<Taken>;
    /// Every tender it knows.
    fn tenders(&self) -> Vec<String>;
}

/// A tender as the customer's bank knows it.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) sums: Sums,
    /// How many requests for its money arrived.
    pub(crate) asked: u32,
    /// Captures, voids and refunds that moved money.
    pub(crate) moved: usize,
    /// Whether it says otherwise than the bank does, and always will.
    pub(crate) is_unclear: bool,
}

impl Taken {
    /// What the customer's bank holds or gave.
    pub(crate) fn safe(&self) -> Decimal {
        self.sums.held() + self.sums.net()
    }
}

/// A processor account, shared by all shops of a run.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) row: &'static Row,
    pub(crate) fake: Box<dyn Fake>,
}

impl Account {
    pub(crate) fn open(row: &'static Row, seed: u64) -> Self {
        Self { row, fake: (row.open)(seed) }
    }
}

impl Row {
    pub(crate) fn id(&self) -> ProcessorId {
        ProcessorId::new(self.name)
    }

    /// Every fault of it.
    pub(crate) fn all_faults(&self) -> impl Iterator<Item = &'static Fault> + use<> {
        self.faults.iter().flat_map(|list| list.iter())
    }
}

impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// A practice card with a behaviour of its own.
pub(crate) fn card(number: &str) -> Card {
    Card::new(number, "12", "2030", "917", Some("A Customer")).expect("a practice card")
}

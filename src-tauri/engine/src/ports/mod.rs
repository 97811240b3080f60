//! What the engine needs from the world, as traits: a journal, suppliers, processors, a clock.

pub mod clock;
pub mod journal;
pub mod processor;
pub mod supplier;
pub mod tenders;

pub use clock::Clock;
pub use journal::Journal;
pub use processor::Processor;
pub use supplier::Supplier;
pub use tenders::Tenders;

//! What the engine needs from the world, as traits: a journal, suppliers, a clock.

pub mod clock;
pub mod journal;
pub mod supplier;

pub use clock::Clock;
pub use journal::Journal;
pub use supplier::Supplier;

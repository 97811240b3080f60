//! What the engine needs from the world, as traits: a journal, an outbox, suppliers, processors, routes for
//! text messages, a clock.

pub mod books;
pub mod clock;
pub mod guards;
pub mod journal;
pub mod messages;
pub mod owners;
pub mod processor;
pub mod route;
pub mod shelf;
pub mod shifts;
pub mod supplier;
pub mod tenders;

pub use books::Books;
pub use clock::Clock;
pub use guards::Guards;
pub use journal::Journal;
pub use messages::Messages;
pub use owners::Owners;
pub use processor::Processor;
pub use route::Route;
pub use shifts::Shifts;
pub use supplier::Supplier;
pub use tenders::Tenders;

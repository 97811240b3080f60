//! The upstreams: for each its wire types, pure functions that write requests and read replies, and
//! a thin client. Provider words stop here; the contract's words go out.
//!
//! Adapters must never know each other, SQL or Tauri; one transport does all their HTTP.
#![deny(missing_docs)]

mod cardless;
pub mod mpg;
pub mod palcards;
pub mod payerly;
pub mod transport;

pub use transport::{Network, Transport, TransportError};

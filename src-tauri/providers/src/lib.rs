//! The upstreams: for each its wire types, pure functions that write requests and read replies, and
//! a thin client. Provider words stop here; the contract's words go out.
//!
//! Adapters must never know each other, SQL or Tauri; one transport does all their HTTP.
#![deny(missing_docs)]

mod cardless;
pub mod cardpluspay;
pub mod gauge;
pub mod mpg;
pub mod palcards;
pub mod payerly;
pub mod plexy;
pub mod transport;

mod listing;
mod reply;
mod request;
mod secrets;

#[cfg(test)]
mod tests;

pub use reply::Unread;
pub use transport::{Network, Transport, TransportError};

//! Fakes of the upstream suppliers, each with a ledger of its own: the world a practice till buys
//! from, and the oracle the tests judge by.
//!
//! Every fake is a core (`handle(request, now) -> reply`) that opens no socket, reads no clock and
//! draws no random number but those of its seed, so a failing run can be repeated exactly. The
//! [`server`] module puts HTTP around the cores and adds the control server.
//!
//! It must never know: our own crates. The wire formats are written here a second time from the
//! suppliers' documents, so that one misreading in `providers` is caught instead of shared; and
//! the till cannot tell a fake from the real thing by anything but its address.

#![deny(missing_docs)]

pub mod fault;
pub mod ledger;
pub mod message;
pub mod mpg;
pub mod palcards;
pub mod payerly;
pub mod seed;
pub mod server;
pub mod takings;
pub mod timestamp;
pub mod upstream;

pub use message::{Delivery, Reply, Request};
pub use server::{Running, Settings, Simulator, StartError};
pub use upstream::{ControlError, Upstream};

/// The provisioning file of the practice till: every product of the fakes with a price in the shop.
///
/// Its `base_url` is the usual address; [`Running::practice_shop`] has the real one.
pub const PRACTICE_SHOP: &str = include_str!("../practice-shop.toml");

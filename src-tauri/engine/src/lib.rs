//! What the till does: sells, follows up what is unfinished, checks, hands codes over.
//!
//! This crate decides; it must never know SQL, HTTP, Tauri or a file. It is given the time and
//! every id, and reaches the world only through its ports.
#![deny(missing_docs)]

pub mod carry;
pub mod catalog;
pub mod check;
pub mod cover;
mod durable;
pub mod follow_up;
pub mod gate;
pub mod hand_over;
pub mod joint;
pub mod keeping;
pub mod machine;
pub mod outbox;
pub mod ports;
pub mod records;
pub mod refund;
pub mod resolve;
pub mod sell;
pub mod shift;
pub mod source;
mod strays;
pub mod teller;
pub mod tender;
pub mod till;
pub mod watch;

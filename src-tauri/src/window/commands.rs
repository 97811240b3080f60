//! What the page may call: each translates, asks the engine, and answers in the clerk's language.
#![expect(clippy::let_underscore_must_use, reason = "the command macro expands to one")]

pub(super) mod attention;
pub(super) mod counter;
pub(super) mod display;
pub(super) mod favourites;
pub(super) mod held;
pub(super) mod history;
pub(super) mod printing;
pub(super) mod sale;
pub(super) mod shift;
pub(super) mod slips;
pub(super) mod sms;
pub(super) mod start;
pub(super) mod tender;

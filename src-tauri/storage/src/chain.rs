//! The journal as a chain of records: each change that matters adds one, in the transaction that
//! makes the change, and each carries the hash of the one before it (INV-10). docs/journal.md says
//! how a record is written and what the chain proves.

pub(crate) mod anchor;
pub(crate) mod append;
mod begin;
mod erase;
mod pages;
pub(crate) mod record;
pub(crate) mod tables;
pub(crate) mod verify;

#[cfg(test)]
mod story_parts_tests;
#[cfg(test)]
pub(crate) mod story_tests;
#[cfg(test)]
mod tamper_tests;
#[cfg(test)]
mod tests;

pub(crate) use append::{Draft, Link, append, salt};
pub(crate) use tables::Shown;

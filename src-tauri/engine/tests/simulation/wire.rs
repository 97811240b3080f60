//! The way to suppliers and processors without sockets: the fakes are called in process, and the
//! network in between does what networks do.
//!
//! It must never know: what the bytes mean, beyond whom they are for.

mod goods;
mod money;
mod way;

pub(crate) use goods::SimWire;
pub(crate) use money::MoneyWire;
pub(crate) use way::Way;

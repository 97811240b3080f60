//! Text messages: one adapter for each way by which they leave (a telephone as gateway, a provider, a
//! modem), all behind the engine's `Route`.
//!
//! This crate must never know what a sale is, SQL, Tauri or a word of the shop's: it is given a phone
//! number and a text, and says how far they got. What a route says is passed on only after every
//! secret, text and number in it has been struck out.
#![deny(missing_docs)]

pub mod gateway;
pub mod http;
pub mod modem;
pub mod smsgate;
pub mod template;
pub mod twilio;
pub mod whatsapp;

mod quote;

pub use gateway::Web;
pub use http::HttpGateway;
pub use modem::Modem;
pub use smsgate::SmsGate;
pub use template::Template;
pub use twilio::Twilio;

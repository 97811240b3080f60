//! The owner's messages, as the settings and the closed shift show them.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What the owner is told, and what of it did not arrive.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct OwnerTextsView {
    /// The owner's phone; nothing is told without.
    pub(crate) phone: Option<String>,
    /// Whether each Z is told.
    pub(crate) report: bool,
    /// By when a shift is closed, as `01:00`.
    pub(crate) z_by: Option<String>,
    /// For how many minutes an order may be unfinished.
    pub(crate) unknown_after: Option<u32>,
    /// Whether there is a way to send text messages.
    pub(crate) has_route: bool,
    /// Whether a report may be sent by WhatsApp.
    pub(crate) whatsapp: bool,
    /// Messages that did not arrive, or may not have, newest first.
    pub(crate) unsent: Vec<UnsentView>,
}

/// A message that did not reach the owner, or may not have.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct UnsentView {
    /// The Z it is about; none for an alert, which is not sent again.
    pub(crate) number: Option<u32>,
    /// When it was written down.
    pub(crate) at: String,
    /// What became of it.
    pub(crate) message: String,
}

/// What the owner wants to be told, as typed; nothing typed is not wanted.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct OwnerTextsRequest {
    /// The phone.
    pub(crate) phone: String,
    /// Whether each Z is told.
    pub(crate) report: bool,
    /// By when a shift is closed.
    pub(crate) z_by: String,
    /// For how many minutes an order may be unfinished.
    pub(crate) unknown_after: String,
}

/// Which Z.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct OwnerReportRequest {
    /// Its number.
    pub(crate) number: u32,
}

/// Whether the owner was told of a Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OwnerTold {
    /// Nobody wants it told.
    Off,
    /// Wanted, and no way to send text messages is set up.
    NoRoute,
    /// Wanted by now, and not when the shift was closed.
    NotSent,
    /// On its way.
    OnItsWay,
    /// The route or the phone has it.
    Sent,
    /// It did not go out.
    Failed,
    /// Nobody knows.
    Unknown,
}

/// How the owner's message about a Z stands.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct OwnerReportView {
    /// The Z.
    pub(crate) number: u32,
    /// Whether the owner was told.
    pub(crate) told: OwnerTold,
    /// What went wrong, if something did.
    pub(crate) message: Option<String>,
    /// Whether who stands at the till may send it again.
    pub(crate) may_send: bool,
    /// Whether it may be handed to WhatsApp.
    pub(crate) may_whatsapp: bool,
}

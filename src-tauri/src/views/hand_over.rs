//! How handing codes over went: a slip, or a text message.

use crate::words::Words;
use engine::records::HandOver;
use serde::Serialize;
use specta::Type;

/// One hand-over of a sale's codes.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct HandOverView {
    /// The printer's or route's id.
    pub(crate) via: String,
    /// Whether it worked.
    pub(crate) ok: bool,
    /// What was said about it.
    pub(crate) message: Option<String>,
}

impl HandOverView {
    /// How it went, for somebody who reads these words.
    pub(super) fn told(hand_over: &HandOver, words: &Words) -> Self {
        let message = hand_over.message.as_deref().map(|why| words.hitch(why));
        Self { message, ..Self::from(hand_over) }
    }
}

impl From<&HandOver> for HandOverView {
    fn from(hand_over: &HandOver) -> Self {
        Self { via: hand_over.via.clone(), ok: hand_over.ok, message: hand_over.message.clone() }
    }
}

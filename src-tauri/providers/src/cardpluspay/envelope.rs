//! The envelope every reply of CardPlusPay comes in: only `success` makes its data worth reading,
//! whatever the HTTP status says.

use super::wire;
use crate::reply::{error_words, parse, supplier_error, words};
use engine::ports::supplier::{SupplierError, WireReply};
use serde::Deserialize;

/// The data of a success.
pub(super) fn data<'a, T: Deserialize<'a>>(reply: &'a WireReply) -> Option<T> {
    let envelope = parse::<wire::Envelope<'a>>(reply)?;
    let data = envelope.data.filter(|_| envelope.success == Some(true))?;
    serde_json::from_str(data.get()).ok()
}

/// The words of an error in the supplier's own form: an envelope that is no success and says why. A
/// bare `message` counts too: who is not let in may be told so before any envelope is made.
pub(super) fn error(reply: &WireReply) -> Option<String> {
    let envelope = parse::<wire::Envelope<'_>>(reply)?;
    if envelope.success == Some(true) {
        return None;
    }
    envelope.message.and_then(words).or_else(|| error_words(reply)).or_else(|| {
        // A no is a no, even without a reason.
        (envelope.success == Some(false)).then(|| format!("HTTP {}", reply.status))
    })
}

/// The data of a question that buys nothing.
pub(super) fn asked<'a, T: Deserialize<'a>>(reply: &'a WireReply) -> Result<T, SupplierError> {
    let data = data(reply).filter(|_| matches!(reply.status, 200 | 201));
    data.ok_or_else(|| unasked(reply))
}

/// Why a question that buys nothing got no answer. A 401 that names the challenge headers is no wrong
/// key: its words say what the account wants.
pub(super) fn unasked(reply: &WireReply) -> SupplierError {
    match error(reply) {
        Some(words) if reply.status == 401 && wants_signature(&words) => {
            SupplierError::Refused(words)
        }
        error => supplier_error(reply, error),
    }
}

fn wants_signature(words: &str) -> bool {
    let lower = words.to_ascii_lowercase();
    lower.contains("x-api-challenge") || lower.contains("x-api-signature")
}

//! `shift report`: a Z as its message to the owner says it, and sending it again.

use super::super::{Call, output::Output};
use crate::{
    error::{ErrorCode, Exit, Failure},
    owner_texts::{said, send_again, text_of},
};
use domain::{ids::MessageId, segments::Parts};
use engine::ports::{Messages as _, Owners as _};
use serde::Serialize;
use std::time::Duration;

/// A closed shift does not wait longer for its message; what is cut off stays as it is on disk.
const CARRY_MAX: Duration = Duration::from_secs(15);

#[derive(Serialize)]
struct OwnerReport {
    number: u32,
    text: String,
    /// How many parts the network carries.
    parts: u32,
    /// Where the newest message about it is; null where none was sent.
    state: Option<&'static str>,
}

pub(super) async fn run(
    call: &Call,
    number: Option<u32>,
    send: bool,
    output: &Output,
) -> Result<Exit, Failure> {
    let session = &call.session;
    let number = match number {
        Some(number) => number,
        None => {
            let newest = session.kept_zs(None, 1).await?;
            let newest = newest.first().map(|report| report.number);
            newest.ok_or_else(|| Failure::about(ErrorCode::UnknownReport, 1))?
        }
    };
    let report = call.for_its_reader(session.kept_z(number).await?);
    if send {
        let id = send_again(session, number, call.clerk_name()).await?;
        carry(call, &id, output).await;
    }
    let text = text_of(session, &report);
    let message = session.storage.about_z(number).await?;
    let view = OwnerReport {
        number,
        parts: Parts::of(&text).count(),
        text,
        state: message.map(|message| message.state.as_str()),
    };
    output.result(&view, || view.text.clone());
    Ok(Exit::Done)
}

/// Sends a queued message and says so if it did not go out. It never fails the command.
pub(super) async fn carry(call: &Call, id: &MessageId, output: &Output) {
    let outbox = &call.session.texting.outbox;
    if tokio::time::timeout(CARRY_MAX, outbox.carry_on(id)).await.is_err() {
        tracing::warn!(message = %id, "the owner's message is still on its way");
    }
    match call.session.storage.message(id).await {
        Ok(Some(message)) => {
            if let Some(said) = said(&message, &call.words) {
                output.warn(&said);
            }
        }
        Ok(None) => {}
        Err(error) => tracing::error!(%error, "the owner's message could not be read"),
    }
}

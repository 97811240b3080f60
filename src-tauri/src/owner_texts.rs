//! The owner's messages: what each Z says in a few lines, and what cannot wait. Sending one is the outbox's;
//! none of them ever fails what it tells of.

mod compose;

pub(crate) use compose::{alert_text, report_text};

use crate::{
    error::{ErrorCode, Failure},
    session::Session,
    sms,
    views::report::ReportView,
    words::{Isolation, Words, args},
};
use domain::{ids::MessageId, message::MessageState, secret::Secret};
use engine::ports::{
    Owners as _,
    messages::{About, MessageRecord},
    owners::OwnersMessage,
};
use std::time::Duration;

/// So long a message that did not reach the owner is shown.
pub(crate) const SHOWN_FOR: Duration = Duration::from_secs(7 * 24 * 3600);

/// The message that goes out with the Z, if the owner wants one and there is a way to send it. A shift is
/// closed whatever becomes of it.
pub(crate) async fn for_z(session: &Session, clerk: Option<String>) -> Option<OwnersMessage> {
    match session.storage.wishes().await {
        Ok(wishes) if wishes.report => session.teller().message(&wishes, clerk),
        Ok(_) => None,
        Err(error) => {
            tracing::error!(%error, "the owner is not told of this Z");
            None
        }
    }
}

/// What the owner is told of a Z, or a person with fewer rights may read of it.
pub(crate) fn text_of(session: &Session, report: &ReportView) -> String {
    report_text(session.shop(), report, &session.words(Isolation::Off))
}

/// Queues a Z once more, after it failed or nobody knows. The caller carries it.
pub(crate) async fn send_again(
    session: &Session,
    number: u32,
    clerk: Option<String>,
) -> Result<MessageId, Failure> {
    let report = session.kept_z(number).await?;
    sms::route(session)?;
    let wishes = session.storage.wishes().await?;
    let message = session.teller().message(&wishes, clerk);
    let message = message.ok_or_else(|| Failure::plain(ErrorCode::NoOwnerPhone))?;
    let text = Secret::new(text_of(session, &report));
    if session.storage.queue_z(number, &message, &text).await? {
        Ok(message.id)
    } else {
        Err(Failure::about(ErrorCode::OwnerTold, number))
    }
}

/// Messages to the owner that did not arrive, or may not have, within the last days.
pub(crate) async fn unsent(session: &Session) -> Result<Vec<MessageRecord>, Failure> {
    Ok(session.storage.unsent(session.now().before(SHOWN_FOR)).await?)
}

/// The Z a message is about.
pub(crate) fn z_of(message: &MessageRecord) -> Option<u32> {
    match message.about {
        About::Z(number) => Some(number),
        About::Order(_) | About::Alert => None,
    }
}

/// What a person is told of a message that did not arrive, or may not have; nothing of any other.
pub(crate) fn said(message: &MessageRecord, words: &Words) -> Option<String> {
    let number = z_of(message).map(|number| number.to_string()).unwrap_or_default();
    let what = words.hitch(message.reason.as_deref().unwrap_or_default());
    Some(words.say_with(trouble(message)?, &args([("number", number), ("what", what)])))
}

/// The key of its sentence.
fn trouble(message: &MessageRecord) -> Option<&'static str> {
    let is_z = z_of(message).is_some();
    match message.state {
        MessageState::Failed if is_z => Some("owner-z-failed"),
        MessageState::Failed => Some("owner-alert-failed"),
        MessageState::Unknown if message.told_lost && is_z => Some("owner-z-unknown"),
        MessageState::Unknown if message.told_lost => Some("owner-alert-unknown"),
        MessageState::Queued
        | MessageState::Sent
        | MessageState::Delivered
        | MessageState::Unknown => None,
    }
}

//! Whether the owner can be told what they want to be told, and was.

use super::{Finding, bad, good};
use crate::{
    error::Failure,
    owner_texts::{trouble, unsent},
    session::Session,
    words::{Words, args},
};
use engine::ports::{Owners as _, messages::About};

/// Nothing where the owner has no phone: nothing is wanted then.
pub(super) async fn check(session: &Session, words: &Words) -> Result<Vec<Finding>, Failure> {
    if session.storage.wishes().await?.phone.is_none() {
        return Ok(Vec::new());
    }
    if session.texting.routes.is_empty() {
        let message = words.say("doctor-owner-no-route");
        return Ok(vec![bad("owner", message, words.say("doctor-owner-no-route-hint"))]);
    }
    let mut findings = Vec::new();
    for message in unsent(session).await? {
        let Some(key) = trouble(&message) else { continue };
        let (number, hint) = match message.about {
            About::Z(number) => (number.to_string(), "doctor-owner-z-hint"),
            About::Order(_) | About::Alert => (String::new(), "doctor-owner-alert-hint"),
        };
        let what = words.hitch(message.reason.as_deref().unwrap_or_default());
        let said = words.say_with(key, &args([("number", number.clone()), ("what", what)]));
        findings.push(bad("owner", said, words.say_with(hint, &args([("number", number)]))));
    }
    if findings.is_empty() {
        findings.push(good("owner", words.say("doctor-owner")));
    }
    Ok(findings)
}

//! Whether the owner can be told what they want to be told, and was.

use super::{Finding, bad, good};
use crate::{
    error::Failure,
    owner_texts::{said, unsent, z_of},
    session::Session,
    words::{Words, args},
};
use engine::ports::Owners as _;

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
        let Some(said) = said(&message, words) else { continue };
        let number = z_of(&message);
        let hint = if number.is_some() { "doctor-owner-z-hint" } else { "doctor-owner-alert-hint" };
        let number = number.map(|number| number.to_string()).unwrap_or_default();
        findings.push(bad("owner", said, words.say_with(hint, &args([("number", number)]))));
    }
    if findings.is_empty() {
        findings.push(good("owner", words.say("doctor-owner")));
    }
    Ok(findings)
}

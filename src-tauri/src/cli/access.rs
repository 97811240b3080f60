//! Who calls, and whether their role covers it (contract §1).

use crate::{
    clock::SystemClock,
    error::{ErrorCode, Failure},
};
use domain::{
    clerk::{Clerk, Role},
    digits::ascii_digits,
    secret::Secret,
};
use engine::ports::Clock as _;
use storage::{PinVerdict, Storage};

/// Admits a clerk; where none is set up, anyone.
pub(super) async fn admit(
    storage: &Storage,
    name: Option<&str>,
    needed: Role,
) -> Result<Option<Clerk>, Failure> {
    if !storage.has_clerks().await? {
        return Ok(None);
    }
    let pin = std::env::var("RASEED_PIN").ok().filter(|pin| !pin.is_empty());
    let (Some(name), Some(pin)) = (name, pin) else {
        return Err(Failure::plain(ErrorCode::ClerkNeeded));
    };
    match storage.judge_pin(Some(name), &Secret::new(ascii_digits(&pin))).await? {
        PinVerdict::Wrong => {
            // For the Z; that it is not on record refuses nobody less.
            if let Err(error) = storage.note_wrong_pin(Some(name), SystemClock.now()).await {
                tracing::warn!(%error, "a wrong PIN was not noted");
            }
            Err(Failure::plain(ErrorCode::PinWrong))
        }
        PinVerdict::Right(clerk) if !clerk.role.covers(needed) => {
            Err(Failure::about(ErrorCode::NotAllowed, clerk.name))
        }
        PinVerdict::Right(clerk) => Ok(Some(clerk)),
    }
}

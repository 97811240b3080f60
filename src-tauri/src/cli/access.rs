//! Who calls, and whether their role covers it (contract §1).

use crate::{
    error::{ErrorCode, Failure},
    pins,
};
use domain::clerk::{Clerk, Role};
use storage::Storage;

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
    let clerk = pins::whose(storage, &pin, Some(name), Some(name)).await?;
    if clerk.role.covers(needed) {
        Ok(Some(clerk))
    } else {
        Err(Failure::about(ErrorCode::NotAllowed, clerk.name))
    }
}

//! What a supplier has of this till and the till has not: sold after the backup it was restored from.

use super::{Finding, bad, good};
use crate::{
    error::Failure,
    session::Session,
    views::rfc3339,
    words::{Words, args},
};
use domain::account::SupplierAccount;
use std::time::Duration;

/// So long after a restore it is looked for: the old till may have sold until it was switched off.
const LOOK_FOR: Duration = Duration::from_secs(14 * 24 * 3600);
/// More orders than a person reads in one line.
const SHOWN_MAX: usize = 20;

/// What is missing here, at this supplier; `None` if the till was not restored lately.
pub(super) async fn check(
    session: &Session,
    supplier: &SupplierAccount,
    words: &Words,
) -> Result<Option<Finding>, Failure> {
    let restored = session.storage.restored().await?;
    let Some((_, since)) = restored.filter(|(at, _)| session.now().since(*at) < LOOK_FOR) else {
        return Ok(None);
    };
    let check = format!("restored {}", supplier.id);
    let named = |what: String| {
        args([("supplier", supplier.id.to_string()), ("at", rfc3339(since)), ("what", what)])
    };
    let ours = match session.till.ours_at(&supplier.id, since).await {
        Ok(Some(ours)) => ours,
        Ok(None) => {
            let hint = words.say("doctor-restored-by-hand-hint");
            let message = words.say_with("doctor-restored-by-hand", &named(String::new()));
            return Ok(Some(Finding { hint, ..good(&check, message) }));
        }
        Err(error) => {
            let message = words.say_with("doctor-restored-unread", &named(error.to_string()));
            return Ok(Some(bad(&check, message, words.say("doctor-restored-unread-hint"))));
        }
    };
    let references: Vec<&str> = ours.iter().map(|(_, reference)| reference.as_str()).collect();
    let missing = session.storage.without_order(&references).await?;
    if missing.is_empty() {
        let message = words.say_with("doctor-restored", &named(String::new()));
        return Ok(Some(good(&check, message)));
    }
    let missing: Vec<String> = ours
        .iter()
        .filter(|(_, reference)| missing.contains(reference))
        .map(|(id, reference)| format!("{id} ({reference})"))
        .collect();
    let mut shown = missing.iter().take(SHOWN_MAX).cloned().collect::<Vec<_>>().join(", ");
    if missing.len() > SHOWN_MAX {
        shown.push_str(&format!(", … ({})", missing.len()));
    }
    let message = words.say_with("doctor-restored-missing", &named(shown));
    Ok(Some(bad(&check, message, words.say("doctor-restored-missing-hint"))))
}

//! Fetching a supplier's catalogue and merging it into the shop's: one way for both faces.

use crate::{
    clock::SystemClock,
    error::{ErrorCode, Failure},
    session::Session,
};
use domain::ids::SupplierId;
use engine::ports::{Clock as _, supplier::Progress};
use storage::Merged;

/// What fetching a catalogue came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Synced {
    /// The supplier has none that can be fetched.
    None,
    /// It listed nothing: far likelier a slip of the supplier than a shop without anything to sell,
    /// so nothing was changed.
    Empty,
    /// It was merged.
    Merged(Merged),
}

/// Fetches a supplier's whole catalogue, then merges it. Dropped before its end, it changes nothing.
///
/// # Errors
/// If the supplier does not answer, or the journal cannot be written; nothing is changed then.
pub(crate) async fn sync(
    session: &Session,
    id: &SupplierId,
    progress: Progress<'_>,
) -> Result<Synced, Failure> {
    let supplier = session.till.suppliers().get(id);
    let Some(supplier) = supplier.filter(|supplier| supplier.has_catalogue()) else {
        return Ok(Synced::None);
    };
    let fetched = supplier.catalogue(progress).await.map_err(|error| {
        Failure::about(ErrorCode::UpstreamUnavailable, format!("{id}: {error}"))
    })?;
    if fetched.is_empty() {
        return Ok(Synced::Empty);
    }
    let merged = session.storage.merge_catalogue(id, &fetched, SystemClock.now()).await?;
    Ok(Synced::Merged(merged))
}

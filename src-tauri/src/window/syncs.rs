//! The catalogues that are being fetched, each once, and stopping them.

use crate::views::window::accounts::SyncProgress;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::Notify;

type All = Mutex<BTreeMap<String, Running>>;

/// What is being fetched now.
#[derive(Default)]
pub(super) struct Syncs(Arc<All>);

struct Running {
    progress: SyncProgress,
    stop: Arc<Notify>,
}

/// One catalogue's turn; it ends when this is dropped.
pub(super) struct Sync {
    all: Arc<All>,
    id: String,
    stop: Arc<Notify>,
}

impl Syncs {
    /// Begins fetching a supplier's catalogue, unless that is under way.
    pub(super) fn begin(&self, id: &str) -> Option<Sync> {
        let stop = Arc::new(Notify::new());
        let mut all = held(&self.0);
        if all.contains_key(id) {
            return None;
        }
        let progress = SyncProgress { products: 0, of: None };
        all.insert(id.to_owned(), Running { progress, stop: Arc::clone(&stop) });
        Some(Sync { all: Arc::clone(&self.0), id: id.to_owned(), stop })
    }

    /// How far a catalogue is read, if it is being read.
    pub(super) fn progress(&self, id: &str) -> Option<SyncProgress> {
        held(&self.0).get(id).map(|running| running.progress)
    }

    /// Stops fetching a catalogue, if it is being fetched.
    pub(super) fn cancel(&self, id: &str) {
        if let Some(running) = held(&self.0).get(id) {
            running.stop.notify_one();
        }
    }
}

impl Sync {
    /// Notes how far it is.
    pub(super) fn note(&self, products: usize, of: Option<usize>) {
        let count = |number| u32::try_from(number).unwrap_or(u32::MAX);
        if let Some(running) = held(&self.all).get_mut(&self.id) {
            running.progress = SyncProgress { products: count(products), of: of.map(count) };
        }
    }

    /// Waits until somebody stops it.
    pub(super) async fn cancelled(&self) {
        self.stop.notified().await;
    }
}

impl Drop for Sync {
    fn drop(&mut self) {
        held(&self.all).remove(&self.id);
    }
}

fn held(all: &All) -> MutexGuard<'_, BTreeMap<String, Running>> {
    all.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_catalogue_is_fetched_once_at_a_time_and_tells_how_far_it_is() {
        let syncs = Syncs::default();
        let running = syncs.begin("plexy").unwrap();
        assert!(syncs.begin("plexy").is_none());
        running.note(200, Some(1000));
        let progress = syncs.progress("plexy").map(|it| (it.products, it.of));
        assert_eq!(progress, Some((200, Some(1000))));
        drop(running);
        assert!(syncs.progress("plexy").is_none() && syncs.begin("plexy").is_some());
    }

    #[tokio::test]
    async fn whoever_stops_it_ends_it_also_when_it_is_not_looked_at_yet() {
        let syncs = Syncs::default();
        let running = syncs.begin("plexy").unwrap();
        syncs.cancel("plexy");
        running.cancelled().await;
    }
}

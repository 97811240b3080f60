//! One window per data dir: the first holds a lock; a second one asks it to come to the front by
//! leaving a file, and ends.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
    time::Duration,
};
use tauri::WebviewWindow;

/// How often the first window looks whether another one asks for it.
const LOOK_EVERY: Duration = Duration::from_millis(300);

/// The right to be the window of a data dir, for as long as it is held.
pub(super) struct First {
    ask: PathBuf,
    lock: File,
}

/// Becomes the data dir's window, or asks the one that is to come to the front.
pub(super) fn become_first(data_dir: &Path) -> io::Result<Option<First>> {
    let ask = data_dir.join("window.raise");
    let lock = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(data_dir.join("window.lock"))?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(First { ask, lock })),
        Err(TryLockError::WouldBlock) => {
            File::create(ask)?;
            Ok(None)
        }
        Err(TryLockError::Error(error)) => Err(error),
    }
}

impl First {
    /// Comes to the front whenever asked, until the process ends.
    pub(super) fn watch(self, window: WebviewWindow) {
        tauri::async_runtime::spawn(async move {
            let Self { ask, lock } = self;
            // Held until the process ends; the kernel lets go of it.
            let _held = lock;
            loop {
                if ask.exists() && fs::remove_file(&ask).is_ok() {
                    for raised in [window.unminimize(), window.show(), window.set_focus()] {
                        super::report(raised);
                    }
                }
                tokio::time::sleep(LOOK_EVERY).await;
            }
        });
    }
}

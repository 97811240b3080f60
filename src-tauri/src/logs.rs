//! The log: one file a day in the data dir, never on stdout. What is logged is chosen by type:
//! secrets have no readable `Debug`, phones show four digits.

use std::{
    fs,
    path::Path,
    sync::{Mutex, Once},
};
use time::OffsetDateTime;
use tracing_subscriber::EnvFilter;

/// Days of logs that are kept.
const KEPT: usize = 14;

/// Begins logging into the data dir. Without a log the till still works.
pub(crate) fn begin(data_dir: &Path) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let folder = data_dir.join("logs");
        let day = OffsetDateTime::now_utc().date();
        let opened = fs::create_dir_all(&folder).and_then(|()| {
            fs::OpenOptions::new().create(true).append(true).open(folder.join(format!("{day}.log")))
        });
        let Ok(file) = opened else { return };
        let level = std::env::var("RASEED_LOG").unwrap_or_else(|_| "info,sqlx=warn".to_owned());
        let begun = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_env_filter(EnvFilter::new(level))
            .with_writer(Mutex::new(file))
            .try_init();
        if begun.is_ok() {
            sweep(&folder);
        }
    });
}

fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    for old in files.iter().rev().skip(KEPT) {
        if let Err(error) = fs::remove_file(old) {
            tracing::debug!(%error, "an old log stays");
        }
    }
}

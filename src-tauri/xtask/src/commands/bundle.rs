//! `cargo xtask bundle`: an installable Debian package by the Tauri bundler.

use std::path::PathBuf;
use std::time::SystemTime;

use anyhow::{Context, Result};

use crate::process::{npm, target_dir};
use crate::setup::{self, Need};
use crate::steps::Steps;

/// Builds the release and its `.deb`, and prints where it is.
pub fn bundle() -> Result<()> {
    setup::prepare(Need::Build)?;
    let mut steps = Steps::default();
    // The bundler builds the UI itself (`beforeBuildCommand`).
    let mut command = npm(&["run", "tauri", "build", "--", "--bundles", "deb"]);
    steps.run("tauri build --bundles deb", &mut command)?;
    steps.finish();
    let package = newest_deb()?;
    let bytes = std::fs::metadata(&package)?.len();
    println!("\n{}  ({}.{} MB)", package.display(), bytes / 1_000_000, bytes % 1_000_000 / 100_000);
    println!("Install it with: sudo apt-get install {}", package.display());
    Ok(())
}

fn newest_deb() -> Result<PathBuf> {
    let folder = target_dir()?.join("release/bundle/deb");
    let entries = std::fs::read_dir(&folder).with_context(|| format!("{}", folder.display()))?;
    let packages = entries.filter_map(Result::ok).map(|entry| entry.path());
    let packages =
        packages.filter(|path| path.extension().is_some_and(|extension| extension == "deb"));
    packages.max_by_key(|path| modified(path)).context("the bundler left no .deb")
}

fn modified(path: &std::path::Path) -> SystemTime {
    std::fs::metadata(path).and_then(|file| file.modified()).unwrap_or(SystemTime::UNIX_EPOCH)
}

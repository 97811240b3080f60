//! `cargo xtask run`: from a fresh machine to an open till in practice mode.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Result, bail};

use crate::practice::{self, Practice, demo, shop};
use crate::process::{cargo, npm, raseed_binary, root, target_dir};
use crate::setup::{self, Need};
use crate::steps::Steps;

/// Installs, builds, and opens the till; without a display it makes one practice sale instead.
pub fn run() -> Result<()> {
    let display = has_display();
    setup::prepare(if display { Need::Build } else { Need::Drive })?;
    build()?;
    if display { open() } else { sell_unseen() }
}

fn build() -> Result<()> {
    let mut steps = Steps::default();
    if !is_ui_current(&root().join("ui")) {
        steps.run("npm run build", &mut npm(&["run", "--silent", "build"]))?;
    }
    steps.run("cargo build", &mut cargo(&["build", "--package", "raseed"]))
}

fn open() -> Result<()> {
    let data_dir = practice::data_dir()?;
    let practice = Practice::start(&raseed_binary()?, &data_dir)?;
    println!("\nThe till opens in practice mode: every supplier is simulated, no money moves.");
    println!("Its data: {}", data_dir.display());
    for (name, pin) in shop::clerks(&shop::text()?) {
        println!("PIN of {name}: {pin}");
    }
    println!("Close the window to end it.");
    if !practice.till().status()?.success() {
        bail!("the window ended with an error");
    }
    Ok(())
}

fn sell_unseen() -> Result<()> {
    let folder = target_dir()?.join("practice");
    println!(
        "\nThere is no display here (DISPLAY and WAYLAND_DISPLAY are unset): the window opens on a"
    );
    println!("virtual one, and one practice sale is made in it.");
    let seen = demo::sell(&raseed_binary()?, &folder)?;
    println!("\nSold {} for {}; the till says: {}.", seen.product, seen.price, seen.state);
    println!("Screenshots and receipt: {}", folder.display());
    for file in seen.files {
        println!("  {}", file.display());
    }
    Ok(())
}

/// Windows and macOS always have a display; elsewhere the environment names it.
fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(windows) || cfg!(target_os = "macos") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Whether the built UI is younger than everything it is made of: building it anew would make
/// cargo link the till anew.
fn is_ui_current(ui: &Path) -> bool {
    let Some(built) = modified(&ui.join("dist/index.html")) else { return false };
    let skipped = ["dist", "node_modules"].map(|name| ui.join(name));
    let stamp = modified(&ui.join("node_modules/.installed-package-lock.json"));
    stamp.is_some_and(|stamp| stamp <= built)
        && newest(ui, &skipped).is_some_and(|newest| newest <= built)
}

/// The latest change below `folder`. The folder's own time counts only below the top, where a
/// rebuilt `dist` would change it.
fn newest(folder: &Path, skipped: &[PathBuf]) -> Option<SystemTime> {
    let entries = std::fs::read_dir(folder).ok()?.filter_map(Result::ok).map(|entry| entry.path());
    let times = entries.filter(|path| !skipped.contains(path)).map(|path| {
        let below = if path.is_dir() { newest(&path, skipped) } else { None };
        modified(&path).max(below)
    });
    times.max().flatten()
}

fn modified(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path).and_then(|file| file.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::is_ui_current;

    #[test]
    fn a_ui_is_current_until_a_source_changes() {
        let ui = std::env::temp_dir().join(format!("raseed-ui-{}", std::process::id()));
        for folder in ["src", "dist", "node_modules"] {
            std::fs::create_dir_all(ui.join(folder)).unwrap();
        }
        std::fs::write(ui.join("src/main.ts"), "one").unwrap();
        std::fs::write(ui.join("node_modules/.installed-package-lock.json"), "{}").unwrap();
        assert!(!is_ui_current(&ui), "nothing is built");
        std::fs::write(ui.join("dist/index.html"), "built").unwrap();
        assert!(is_ui_current(&ui));
        std::thread::sleep(std::time::Duration::from_millis(20));
        std::fs::write(ui.join("src/main.ts"), "two").unwrap();
        assert!(!is_ui_current(&ui), "a source is younger");
        std::fs::remove_dir_all(ui).unwrap();
    }
}

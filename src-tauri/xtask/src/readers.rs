//! Installs the programs that read printed slips back in tests and know nothing of the till: npos,
//! which understands ESC/POS, and ZXing, which reads QR codes and barcodes.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::root;
use crate::steps::Steps;

/// Installs both where they are not what `tests/paper` asks for. Linux only: elsewhere no test reads
/// paper.
pub fn install() -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let folder = root().join("tests/paper");
    decoder(&folder)?;
    symbol_reader(&folder)
}

fn decoder(folder: &Path) -> Result<()> {
    let stamp = folder.join("node_modules/.installed-package-lock.json");
    once(&folder.join("package-lock.json"), &stamp, || {
        println!("npm package to install for tests: npos, an independent ESC/POS decoder.");
        let mut npm = Command::new("npm");
        // What it could do beside decoding (USB, drawing) is left out, and no script of its runs.
        npm.args(["ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund"]);
        Steps::default().run("npm ci (tests/paper)", npm.current_dir(folder))
    })
}

fn symbol_reader(folder: &Path) -> Result<()> {
    let stamp = folder.join(".venv/.installed-requirements.txt");
    once(&folder.join("requirements.txt"), &stamp, || {
        println!("Python package to install for tests: zxing-cpp, an independent symbol reader.");
        let mut steps = Steps::default();
        let mut venv = Command::new("python3");
        venv.args(["-m", "venv", "--clear", ".venv"]);
        steps.run("python3 -m venv (tests/paper)", venv.current_dir(folder))?;
        let mut pip = Command::new(folder.join(".venv/bin/python"));
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        pip.args(["--only-binary=:all:", "--no-deps", "--requirement", "requirements.txt"]);
        steps.run("pip install (tests/paper)", pip.current_dir(folder))
    })
}

/// Runs `install` unless it ran for this very `wish`.
fn once(wish: &Path, stamp: &Path, install: impl FnOnce() -> Result<()>) -> Result<()> {
    let wanted = std::fs::read(wish).with_context(|| format!("{}", wish.display()))?;
    if std::fs::read(stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    install()?;
    std::fs::write(stamp, &wanted).with_context(|| format!("{}", stamp.display()))
}

#[cfg(test)]
mod tests {
    use super::once;

    #[test]
    fn what_is_installed_is_not_installed_again_until_the_wish_changes() {
        let folder = std::env::temp_dir().join(format!("raseed-readers-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (wish, stamp) = (folder.join("wish"), folder.join("stamp"));
        let mut count = 0;
        for text in ["one", "one", "two"] {
            std::fs::write(&wish, text).unwrap();
            once(&wish, &stamp, || {
                count += 1;
                Ok(())
            })
            .unwrap();
        }
        assert_eq!(count, 2);
        assert!(once(&wish, &stamp, || Ok(())).is_ok());
        std::fs::write(&wish, "three").unwrap();
        assert!(once(&wish, &stamp, || anyhow::bail!("no network")).is_err());
        assert_eq!(std::fs::read(&stamp).unwrap(), b"two", "a failed one is tried again");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

//! Installs what a fresh machine lacks: Debian packages and npm packages. Nothing that is there
//! already is touched.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{npm, root, succeeded};
use crate::steps::Steps;

/// A Debian package and what it is for.
type Package = (&'static str, &'static str);

/// What building the till needs.
const TO_BUILD: &[Package] = &[
    ("build-essential", "the C compiler that SQLite and the linker need"),
    ("pkg-config", "finds the libraries below"),
    ("libwebkit2gtk-4.1-dev", "the web view that draws the window"),
    ("librsvg2-dev", "icons of the window"),
    ("libxdo-dev", "keyboard access of the window"),
    ("libayatana-appindicator3-dev", "the desktop's indicator area"),
];

/// What the tests of the command line need.
const TO_TEST: &[Package] = &[
    ("strace", "kills the till at a system call, and records its writes"),
    ("cups", "a real print queue; tests start their own, never the system's"),
    ("python3-venv", "a place of its own for the reader of QR codes that tests use"),
];

/// What driving the window without a display needs.
const TO_DRIVE: &[Package] = &[
    ("webkit2gtk-driver", "WebKitWebDriver, drives the real window"),
    ("xvfb", "a virtual display"),
    ("dbus-x11", "a session bus for the window on the virtual display"),
];

/// The oldest Node the UI's tools accept.
const NODE_MIN: (u32, u32) = (20, 19);

/// What the machine is to be made ready for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Building the till and opening its window on the desktop.
    Build,
    /// Also running every test that opens no window.
    Test,
    /// Also driving the window on a virtual display.
    Drive,
}

/// Installs the system's packages and the UI's, where missing.
pub fn prepare(need: Need) -> Result<()> {
    system_packages(need)?;
    ui_packages()
}

fn system_packages(need: Need) -> Result<()> {
    if cfg!(windows) {
        println!("Needed on Windows: the MSVC build tools, and WebView2 (part of Windows 11).");
        return Ok(());
    }
    if cfg!(target_os = "macos") {
        println!("Needed on macOS: the Xcode command line tools (xcode-select --install).");
        return Ok(());
    }
    let wanted = wanted(need);
    if Command::new("dpkg-query").arg("--version").output().is_err() {
        println!("This is not a Debian system. Please see to the equivalents of:");
        print_packages(&wanted);
        return Ok(());
    }
    let missing: Vec<Package> =
        wanted.into_iter().filter(|(name, _)| !is_installed(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Debian packages to install:");
    print_packages(&missing);
    let mut steps = Steps::default();
    steps.run("apt-get update", &mut apt_get(&["update", "-q"])?)?;
    let mut install = apt_get(&["install", "-y", "-q", "--no-install-recommends"])?;
    install.args(missing.iter().map(|(name, _)| name));
    steps.run("apt-get install", &mut install)
}

fn wanted(need: Need) -> Vec<Package> {
    let lists: &[&[Package]] = match need {
        Need::Build => &[TO_BUILD],
        Need::Test => &[TO_BUILD, TO_TEST],
        Need::Drive => &[TO_BUILD, TO_TEST, TO_DRIVE],
    };
    lists.concat()
}

fn print_packages(packages: &[Package]) {
    for (name, purpose) in packages {
        println!("  {name:<30} {purpose}");
    }
}

fn is_installed(package: &str) -> bool {
    let query = Command::new("dpkg-query").args(["-W", "-f=${db:Status-Status}", package]).output();
    query.is_ok_and(|output| output.status.success() && output.stdout == b"installed")
}

/// `apt-get` as root, through sudo where we are somebody else.
fn apt_get(arguments: &[&str]) -> Result<Command> {
    let id = succeeded("id", Command::new("id").arg("-u").output())?;
    let mut command = if String::from_utf8_lossy(&id.stdout).trim() == "0" {
        Command::new("env")
    } else if Command::new("sudo").arg("--version").output().is_ok() {
        let mut sudo = Command::new("sudo");
        sudo.arg("env");
        sudo
    } else {
        bail!("not root and no sudo here: run as root: apt-get {}", arguments.join(" "));
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments);
    Ok(command)
}

/// Runs `npm ci` unless `node_modules` came from this very lock file.
fn ui_packages() -> Result<()> {
    check_node()?;
    let ui = root().join("ui");
    let lock = std::fs::read(ui.join("package-lock.json")).context("ui/package-lock.json")?;
    let stamp = ui.join("node_modules/.installed-package-lock.json");
    if is_current(&stamp, &lock) {
        return Ok(());
    }
    println!("npm packages to install: ui/package-lock.json is new to this machine.");
    Steps::default().run("npm ci", &mut npm(&["ci", "--no-audit", "--no-fund"]))?;
    std::fs::write(&stamp, &lock).with_context(|| format!("{}", stamp.display()))
}

/// Whether the copy of the lock file that was installed last is `lock`.
fn is_current(stamp: &Path, lock: &[u8]) -> bool {
    std::fs::read(stamp).is_ok_and(|installed| installed == lock)
}

fn check_node() -> Result<()> {
    let node = succeeded("node --version", Command::new("node").arg("--version").output())
        .context("Node is needed (https://nodejs.org, or apt-get install nodejs npm)")?;
    let version = String::from_utf8_lossy(&node.stdout).trim().to_owned();
    match parse_node(&version) {
        Some(found) if found >= NODE_MIN => Ok(()),
        _ => bail!("Node {version} is too old: {}.{} or newer is needed", NODE_MIN.0, NODE_MIN.1),
    }
}

fn parse_node(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.trim_start_matches('v').split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{NODE_MIN, is_current, is_installed, parse_node};

    #[test]
    fn node_versions_compare_as_numbers() {
        assert!(parse_node("v20.19.0").unwrap() >= NODE_MIN);
        assert!(parse_node("v22.1.0").unwrap() >= NODE_MIN);
        assert!(parse_node("v20.9.0").unwrap() < NODE_MIN);
        assert_eq!(parse_node("nonsense"), None);
    }

    #[test]
    fn a_package_nobody_has_is_not_installed() {
        assert!(!is_installed("raseed-no-such-package"));
    }

    #[test]
    fn another_lock_file_means_another_install() {
        let stamp = std::env::temp_dir().join(format!("raseed-stamp-{}", std::process::id()));
        assert!(!is_current(&stamp, b"one"));
        std::fs::write(&stamp, b"one").unwrap();
        assert!(is_current(&stamp, b"one"));
        assert!(!is_current(&stamp, b"two"));
        std::fs::remove_file(&stamp).unwrap();
    }
}

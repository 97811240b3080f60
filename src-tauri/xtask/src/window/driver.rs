//! WebKitWebDriver on a port of its own.

use std::ffi::OsStr;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::display::Display;
use super::webdriver::Session;
use crate::process::Running;

/// How long the driver may take until it listens.
const START_MAX: Duration = Duration::from_secs(15);

/// A WebKitWebDriver, ended when dropped.
#[derive(Debug)]
pub struct Driver {
    port: u16,
    server: Running,
}

impl Driver {
    /// Starts the driver; the windows it opens appear on `display`.
    pub fn start(display: &Display) -> Result<Driver> {
        Driver::start_with(display, &[])
    }

    /// The same for measuring: a driven window is composed, for a driver's pictures; without a graphics
    /// card, one that nobody drives is painted plainly, and that is what is measured.
    pub fn start_to_measure(display: &Display) -> Result<Driver> {
        let nodes = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
        let has_card =
            nodes.into_iter().any(|node| node.file_name().to_string_lossy().starts_with("renderD"));
        let plain = [("RASEED_PAINTING", OsStr::new("plain"))];
        Driver::start_with(display, if has_card { &[] } else { &plain })
    }

    /// The same, with more in the windows' environment.
    pub fn start_with(display: &Display, variables: &[(&str, &OsStr)]) -> Result<Driver> {
        let port = free_port()?;
        let mut command = Command::new("WebKitWebDriver");
        command.arg(format!("--port={port}")).env("DISPLAY", display.name());
        // The window inherits these: the first two open it to automation, the others keep it off
        // a desktop that happens to be there and quiet about one that is not.
        command.env("TAURI_AUTOMATION", "true").env("TAURI_WEBVIEW_AUTOMATION", "true");
        command.env("GDK_BACKEND", "x11").env("NO_AT_BRIDGE", "1").env_remove("WAYLAND_DISPLAY");
        command.envs(variables.iter().copied());
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let mut server = Running::start(&mut command, "webkit2gtk-driver")?;
        let deadline = Instant::now() + START_MAX;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if !server.is_alive() {
                bail!("WebKitWebDriver ended before it listened on port {port}");
            }
            if Instant::now() > deadline {
                bail!("WebKitWebDriver does not listen on port {port} after {START_MAX:?}");
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(Driver { port, server })
    }

    /// Its process, whose children are the windows.
    pub fn pid(&self) -> u32 {
        self.server.id()
    }

    /// Opens the window of `binary`.
    pub fn open(&self, binary: &Path, arguments: &[&str]) -> Result<Session> {
        Session::open(&format!("http://127.0.0.1:{}", self.port), binary, arguments)
    }
}

/// A port that was free a moment ago.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

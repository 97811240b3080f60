//! A virtual display of its own for every window.

use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::process::Running;

/// The counter's most common screen.
const SCREEN: &str = "1366x768x24";

/// An Xvfb, ended when dropped.
#[derive(Debug)]
pub struct Display {
    name: String,
    _server: Running,
}

impl Display {
    /// Starts Xvfb on the first free display number.
    pub fn start() -> Result<Display> {
        Display::start_by(Running::start)
    }

    /// The same, ended with this process where nothing is dropped.
    pub fn start_tied() -> Result<Display> {
        Display::start_by(Running::start_tied)
    }

    fn start_by(start: impl FnOnce(&mut Command, &str) -> Result<Running>) -> Result<Display> {
        let mut command = Command::new("Xvfb");
        // Xvfb picks the number itself and writes it to descriptor 1: no race for a free one.
        command.args(["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = start(&mut command, "xvfb")?;
        let number = server.first_line().context("Xvfb")?;
        Ok(Display { name: format!(":{number}"), _server: server })
    }

    /// The value for `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }
}

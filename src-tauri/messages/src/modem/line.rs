//! The serial line: commands out, lines in, each with its deadline.

use serialport::{FlowControl, SerialPort};
use std::{
    io::{ErrorKind, Read as _, Write as _},
    thread,
    time::{Duration, Instant},
};

/// A line that was opened, and what came over it and was not read yet.
pub(crate) struct Line {
    port: Box<dyn SerialPort>,
    pending: Vec<u8>,
    reports: Vec<String>,
}

/// Why a command gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The modem says no, in its own words.
    Said(String),
    /// It says nothing in time.
    Silent,
    /// The line is gone.
    Broken,
}

/// How long one read waits.
const TICK: Duration = Duration::from_millis(100);
/// Between two tries to get a line that another program has.
const BUSY_EVERY: Duration = Duration::from_millis(300);
/// A modem that says more than this without an end of line is none.
const PENDING_MAX: usize = 64 * 1024;
const ESCAPE: &[u8] = b"\x1b\r";

impl Line {
    /// Opens a device for this program alone.
    pub(crate) fn open(
        device: &str,
        baud: u32,
        flow: FlowControl,
        busy_max: Duration,
    ) -> Result<Self, String> {
        let begun = Instant::now();
        loop {
            let port = serialport::new(device, baud).flow_control(flow).timeout(TICK);
            let error = match port.open() {
                Ok(port) => return Ok(Self { port, pending: Vec::new(), reports: Vec::new() }),
                Err(error) => error,
            };
            // A line in use says "no device", as one that is not there does.
            let may_be_busy = error.kind() == serialport::ErrorKind::NoDevice;
            if !may_be_busy || begun.elapsed() > busy_max {
                return Err(error.to_string());
            }
            thread::sleep(BUSY_EVERY);
        }
    }

    /// Ends whatever a program that died in the middle had begun, and forgets what was said.
    pub(crate) fn wake(&mut self) {
        if self.write(ESCAPE).is_ok() {
            let until = Instant::now() + TICK;
            while Instant::now() < until && self.fill().is_ok() {}
        }
        self.pending.clear();
    }

    /// The reports that came in between, as they came.
    pub(crate) fn take_reports(&mut self) -> Vec<String> {
        std::mem::take(&mut self.reports)
    }

    /// Listens for a moment to what the modem says by itself.
    pub(crate) fn listen(&mut self, span: Duration) -> Result<(), Trouble> {
        match self.line(Instant::now() + span) {
            Ok(_) | Err(Trouble::Silent | Trouble::Said(_)) => Ok(()),
            Err(Trouble::Broken) => Err(Trouble::Broken),
        }
    }

    /// Sends a command and reads up to its end: the lines before `OK`.
    pub(crate) fn command(&mut self, text: &str, max: Duration) -> Result<Vec<String>, Trouble> {
        self.write(text.as_bytes())?;
        if !text.ends_with('\u{1a}') {
            self.write(b"\r")?;
        }
        let deadline = Instant::now() + max;
        let mut said = Vec::new();
        loop {
            let line = self.line(deadline)?;
            match line.as_str() {
                "OK" => return Ok(said),
                _ if is_error(&line) => return Err(Trouble::Said(line)),
                // Some modems repeat the command although they were told not to.
                _ if line.is_empty() || line == text => {}
                _ => said.push(line),
            }
        }
    }

    /// Sends a command that is answered by the prompt for its data.
    pub(crate) fn ask_for_prompt(&mut self, text: &str, max: Duration) -> Result<(), Trouble> {
        self.write(text.as_bytes())?;
        self.write(b"\r")?;
        let deadline = Instant::now() + max;
        loop {
            // The prompt has no end of line.
            if self.pending.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'>') {
                self.pending.clear();
                return Ok(());
            }
            if self.pending.contains(&b'\n') {
                let line = self.line(deadline)?;
                if is_error(&line) {
                    return Err(Trouble::Said(line));
                }
            } else if Instant::now() >= deadline {
                return Err(Trouble::Silent);
            } else {
                self.fill()?;
            }
        }
    }

    /// The next line. A report of arrival (`+CDS`, and its octets in the line after it) may come at
    /// any time, and is laid aside; where one was stored (`+CDSI`) is found out by listing them.
    fn line(&mut self, deadline: Instant) -> Result<String, Trouble> {
        loop {
            let line = self.any_line(deadline)?;
            if line.starts_with("+CDS:") {
                let report = self.any_line(deadline)?;
                self.reports.push(report);
            } else if !line.starts_with("+CDSI:") {
                return Ok(line);
            }
        }
    }

    fn any_line(&mut self, deadline: Instant) -> Result<String, Trouble> {
        loop {
            if let Some(end) = self.pending.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.pending.drain(..=end).collect();
                return Ok(String::from_utf8_lossy(&line).trim().to_owned());
            }
            if Instant::now() >= deadline {
                return Err(Trouble::Silent);
            }
            self.fill()?;
        }
    }

    fn fill(&mut self) -> Result<(), Trouble> {
        let mut buffer = [0_u8; 512];
        match self.port.read(&mut buffer) {
            Ok(0) => Err(Trouble::Broken),
            Ok(length) => {
                self.pending.extend(buffer.iter().take(length));
                if self.pending.len() > PENDING_MAX { Err(Trouble::Broken) } else { Ok(()) }
            }
            Err(error) if matches!(error.kind(), ErrorKind::TimedOut | ErrorKind::Interrupted) => {
                Ok(())
            }
            Err(_) => Err(Trouble::Broken),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Trouble> {
        self.port.write_all(bytes).map_err(|_| Trouble::Broken)
    }
}

fn is_error(line: &str) -> bool {
    line == "ERROR" || line.starts_with("+CMS ERROR") || line.starts_with("+CME ERROR")
}

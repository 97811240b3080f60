//! Practice mode: the simulator running, the practice shop provisioned, nothing real behind it.

pub mod demo;
pub mod shop;

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::loopback;
use crate::process::Running;

/// Preferred, so that addresses in an older practice till stay true. The simulator takes the ports
/// after its first for its suppliers.
const SIMULATOR_PORTS: std::ops::RangeInclusive<u16> = 7300..=7305;

/// The control server answers from memory.
const CONTROL_MAX: Duration = Duration::from_secs(10);

/// A running simulator; it ends when this is dropped.
#[derive(Debug)]
pub struct Simulator {
    raseed: PathBuf,
    urls: Value,
    _process: Running,
}

impl Simulator {
    fn start(port: u16, raseed: &Path) -> Result<Simulator> {
        Simulator::start_by(Running::start, port, raseed)
    }

    /// On ports that nothing else uses, and ended with this process where nothing is dropped.
    pub fn start_tied(raseed: &Path) -> Result<Simulator> {
        Simulator::start_by(Running::start_tied, 0, raseed)
    }

    fn start_by(
        start: impl FnOnce(&mut Command, &str) -> Result<Running>,
        port: u16,
        raseed: &Path,
    ) -> Result<Simulator> {
        let mut command = Command::new(raseed);
        command.args(["simulate", "--listen", &format!("127.0.0.1:{port}")]);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut process = start(&mut command, "(built by cargo build)")?;
        let line = process.first_line().context("raseed simulate")?;
        let urls =
            serde_json::from_str(&line).with_context(|| format!("raseed simulate said: {line}"))?;
        Ok(Simulator { raseed: raseed.to_owned(), urls, _process: process })
    }

    /// Pulls one of its levers: `faults`, `settings`, `orders/ID`, `reset`.
    pub fn pull(&self, lever: &str, body: &Value) -> Result<Value> {
        let url = format!("{}/{lever}", self.url("control")?);
        let mut reply = loopback::agent(CONTROL_MAX).post(url).send_json(body)?;
        if !reply.status().is_success() {
            bail!("the simulator refused {lever} {body}: {}", reply.body_mut().read_to_string()?);
        }
        Ok(reply.body_mut().read_json()?)
    }

    fn url(&self, upstream: &str) -> Result<&str> {
        let url = self.urls.get(upstream).and_then(Value::as_str);
        url.with_context(|| format!("the simulator serves no {upstream}"))
    }
}

/// A simulator and a till provisioned against it; the simulator ends with the last of its tills.
#[derive(Debug)]
pub struct Practice {
    data_dir: PathBuf,
    simulator: Arc<Simulator>,
}

impl Practice {
    /// Starts the simulator and provisions the practice shop into `data_dir`.
    pub fn start(raseed: &Path, data_dir: &Path) -> Result<Practice> {
        Practice::start_on(usual_port(), raseed, data_dir, &shop::text()?)
    }

    /// The same with any shop, and on ports that nothing else uses: for tills side by side.
    pub fn start_aside(raseed: &Path, data_dir: &Path, shop: &str) -> Result<Practice> {
        Practice::start_on(0, raseed, data_dir, shop)
    }

    fn start_on(port: u16, raseed: &Path, data_dir: &Path, shop: &str) -> Result<Practice> {
        let practice = Practice::on(&Arc::new(Simulator::start(port, raseed)?), data_dir);
        practice.provision(shop)?;
        Ok(practice)
    }

    /// A till in `data_dir`, provisioned or not, whose suppliers are a simulator that runs already.
    pub fn on(simulator: &Arc<Simulator>, data_dir: &Path) -> Practice {
        Practice { data_dir: data_dir.to_owned(), simulator: Arc::clone(simulator) }
    }

    /// Provisions `shop`, its addresses replaced by the running simulator's.
    pub fn provision(&self, shop: &str) -> Result<()> {
        std::fs::create_dir_all(&self.data_dir)?;
        let file = self.data_dir.join("practice-shop.toml");
        std::fs::write(&file, shop::pointed_at(shop, &self.simulator.urls))?;
        let output = self.till().arg("--json").arg("provision").arg(&file).output()?;
        if !output.status.success() {
            bail!("raseed provision: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(std::fs::remove_file(file)?)
    }

    /// A `raseed` command on this till.
    pub fn till(&self) -> Command {
        let mut command = Command::new(self.raseed());
        command.arg("--data-dir").arg(&self.data_dir);
        command
    }

    /// Where the till keeps everything.
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// The binary of the till.
    pub fn raseed(&self) -> &Path {
        &self.simulator.raseed
    }

    /// Pulls one of the simulator's levers: `faults`, `settings`, `orders/ID`.
    pub fn pull(&self, lever: &str, body: &Value) -> Result<Value> {
        self.simulator.pull(lever, body)
    }

    /// What the simulator knows to be true of `upstream`.
    pub fn truth(&self, upstream: &str) -> Result<Value> {
        let url = format!("{}/state", self.url("control")?);
        let mut all: Value =
            loopback::agent(CONTROL_MAX).get(url).call()?.body_mut().read_json()?;
        let own = all.get_mut(upstream).map(Value::take);
        own.with_context(|| format!("the simulator knows nothing of {upstream}"))
    }

    /// The simulator's address of `upstream`, or of its `control`.
    pub fn url(&self, upstream: &str) -> Result<&str> {
        self.simulator.url(upstream)
    }
}

/// The practice till's own folder, apart from any real till's.
pub fn data_dir() -> Result<PathBuf> {
    if let Some(chosen) = std::env::var_os("RASEED_PRACTICE_DIR") {
        return Ok(PathBuf::from(chosen));
    }
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let home = || variable(if cfg!(windows) { "USERPROFILE" } else { "HOME" });
    let local = if cfg!(windows) {
        variable("LOCALAPPDATA").or_else(|| Some(home()?.join("AppData/Local")))
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Application Support"))
    } else {
        variable("XDG_DATA_HOME").or_else(|| Some(home()?.join(".local/share")))
    };
    Ok(local.context("no home folder; set RASEED_PRACTICE_DIR")?.join("raseed-practice"))
}

fn usual_port() -> u16 {
    let is_free = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok();
    if SIMULATOR_PORTS.into_iter().all(is_free) { *SIMULATOR_PORTS.start() } else { 0 }
}

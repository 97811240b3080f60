//! `raseed simulate`, its levers and its ledger.

use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use xtask::loopback::agent;
use xtask::process::Running;

use crate::shop::{raseed, word};

/// `raseed simulate` on free ports.
#[derive(Debug)]
pub(crate) struct Simulator {
    _running: Running,
    pub(crate) first: Value,
    pub(crate) palcards: String,
    control: String,
}

impl Simulator {
    /// One whose orders are ready when they are read the first time.
    #[track_caller]
    pub(crate) fn start() -> Self {
        let mut command = raseed();
        command.args(["simulate", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped());
        let mut running = Running::start(&mut command, "raseed").expect("it starts");
        let first = running.first_line().expect("it says where it is");
        let first: Value = serde_json::from_str(&first).expect("its first line is JSON");
        let (palcards, control) = (word(&first, "palcards"), word(&first, "control"));
        let simulator = Self { _running: running, first, palcards, control };
        simulator.settings(json!({ "after_polls": 1 }));
        simulator
    }

    #[track_caller]
    pub(crate) fn settings(&self, settings: Value) {
        self.post("settings", &settings);
    }

    #[track_caller]
    pub(crate) fn fault(&self, fault: Value) {
        self.post("faults", &fault);
    }

    /// Where an upstream is.
    #[track_caller]
    pub(crate) fn url(&self, upstream: &str) -> String {
        word(&self.first, upstream)
    }

    /// The truth about PalCards.
    #[track_caller]
    pub(crate) fn state(&self) -> Value {
        self.state_of("palcards")
    }

    /// The truth about an upstream.
    #[track_caller]
    pub(crate) fn state_of(&self, upstream: &str) -> Value {
        let url = format!("{}/state", self.control.trim_end_matches('/'));
        let mut reply = agent(Duration::from_secs(10)).get(&url).call().expect("it answers");
        let state: Value = reply.body_mut().read_json().expect("JSON");
        state[upstream].clone()
    }

    /// How many purchases came in.
    #[track_caller]
    pub(crate) fn posts(&self) -> u64 {
        self.state()["requests"]["create"].as_u64().unwrap_or(0)
    }

    #[track_caller]
    pub(crate) fn post(&self, path: &str, body: &Value) {
        let url = format!("{}/{path}", self.control.trim_end_matches('/'));
        let reply = agent(Duration::from_secs(10)).post(&url).send_json(body);
        let mut reply = reply.expect("the control server answers");
        let text = reply.body_mut().read_to_string().unwrap_or_default();
        assert!(reply.status().is_success(), "{body} was not taken: {text}");
    }
}

//! A shop of one test: a data dir of its own, a provisioning file, and the real binary run on both.
//!
//! It must never know: how the till does anything, or what a particular test is after.

use std::fs;
use std::io::Read;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// An owner, a manager and a clerk.
pub(crate) const CLERKS: &str = r#"
[[clerk]]
name = "Huda"
pin = "730418"
role = "owner"

[[clerk]]
name = "Lina"
pin = "5590"
role = "manager"

[[clerk]]
name = "Sami"
pin = "4821"
role = "clerk"
"#;

/// The key of the shop's supplier account; nothing else in a data dir can look like it.
pub(crate) const API_KEY: &str = "sk_prod_of_the_cli_tests_0001";
pub(crate) const VOUCHER: &str = "palcards:5001";
pub(crate) const TOPUP: &str = "palcards:5002";

/// Longer than any call takes on a busy machine; a call that hangs fails its test.
const CALL_MAX: Duration = Duration::from_secs(90);

const TOML: &str = r#"[shop]
name = "Abu Ali Mobile"
country = "PS"
language = "en"
currency = "ILS"
phone = "+970599000000"

[engine]
connect_timeout = "1s"
request_timeout = "2s"
poll_every = "50ms"
poll_max = "200ms"
settle_window = "1s"

[[supplier]]
id = "palcards"
kind = "palcards"
environment = "sandbox"
base_url = "@url"
api_key = "@key"
currency = "USD"

[[product]]
supplier = "palcards"
item = "5001"
kind = "voucher"
name = { en = "PUBG 660 UC", ar = "ببجي 660 شدة" }
brand = "PUBG"
face_value = "10.00"
face_currency = "USD"
cost = "9.50"
price = "38.00"
barcode = "6291041500213"
required_info = []

[[product]]
supplier = "palcards"
item = "5002"
kind = "topup"
name = { en = "PUBG 660 UC by player ID", ar = "شحن ببجي 660 شدة على الآيدي" }
cost = "9.35"
price = "38.00"
required_info = [{ key = "accountId", label = { en = "Player ID", ar = "رقم اللاعب" }, pattern = "^[0-9]{6,12}$" }]
"#;

/// The provisioning file of a shop whose supplier is at `url`.
pub(crate) fn toml(url: &str) -> String {
    TOML.replace("@url", url).replace("@key", API_KEY)
}

/// An address where nobody listens.
pub(crate) fn closed_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    format!("http://{}", listener.local_addr().expect("its address"))
}

/// Waits until `is_so`, and fails if that takes too long.
#[track_caller]
pub(crate) fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(30), "waited in vain until {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// Tries every case at once: most of a case's time is waiting.
pub(crate) fn each<T: Send>(cases: impl IntoIterator<Item = T>, check: impl Fn(T) + Sync) {
    let check = &check;
    thread::scope(|scope| {
        let running: Vec<_> =
            cases.into_iter().map(|case| scope.spawn(move || check(case))).collect();
        for case in running {
            if let Err(panic) = case.join() {
                std::panic::resume_unwind(panic);
            }
        }
    });
}

/// A data dir and the files given to it.
#[derive(Debug)]
pub(crate) struct Shop {
    folder: TempDir,
}

impl Shop {
    /// A shop whose supplier is at `url`.
    #[track_caller]
    pub(crate) fn at(url: &str) -> Self {
        Self::provisioned(&toml(url))
    }

    /// A shop set up from this file.
    #[track_caller]
    pub(crate) fn provisioned(toml: &str) -> Self {
        let shop = Self::empty();
        shop.provision(toml).exit(0);
        shop
    }

    /// A data dir that was never set up.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn data_dir(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Writes a file beside the data dir.
    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).expect("the file is written");
        path
    }

    pub(crate) fn provision(&self, toml: &str) -> Ended {
        let file = self.write("shop.toml", toml);
        self.run_words(&["provision", &file.to_string_lossy()])
    }

    /// Runs a command line given as one text, its words parted by blanks.
    pub(crate) fn run(&self, line: &str) -> Ended {
        self.start(line).end()
    }

    pub(crate) fn run_words(&self, words: &[&str]) -> Ended {
        let mut command = self.command();
        command.args(words);
        Call::start(command).end()
    }

    /// The same as this clerk.
    pub(crate) fn run_as(&self, name: &str, pin: &str, line: &str) -> Ended {
        let mut command = self.command();
        command.env("RASEED_PIN", pin).args(["--as", name]).args(line.split_whitespace());
        Call::start(command).end()
    }

    /// Starts a command line and lets it run.
    pub(crate) fn start(&self, line: &str) -> Call {
        let mut command = self.command();
        command.args(line.split_whitespace());
        Call::start(command)
    }

    /// `raseed --json` on this shop's data dir.
    pub(crate) fn command(&self) -> Command {
        let mut command = raseed();
        command.arg("--json").arg("--data-dir").arg(self.data_dir());
        command
    }

    /// The orders on record, newest first.
    #[track_caller]
    pub(crate) fn orders(&self) -> Vec<Value> {
        self.run("orders").exit(0).lines()
    }

    /// The state of the one order on record.
    #[track_caller]
    pub(crate) fn state(&self) -> String {
        let orders = self.orders();
        assert_eq!(orders.len(), 1, "{orders:#?}");
        word(&orders[0], "state")
    }
}

/// The program without any argument, out of reach of the developer's own till and keyring.
pub(crate) fn raseed() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_raseed"));
    for variable in ["RASEED_DATA_DIR", "RASEED_PIN", "RASEED_LOG", "DISPLAY", "WAYLAND_DISPLAY"] {
        command.env_remove(variable);
    }
    command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    command.stdin(Stdio::null());
    command
}

/// A text of a JSON object.
#[track_caller]
pub(crate) fn word(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_else(|| panic!("no text {key} in {value:#}")).to_owned()
}

/// A time of a JSON object; RFC 3339 lets a text sort otherwise than its time.
#[track_caller]
pub(crate) fn moment(value: &Value, key: &str) -> OffsetDateTime {
    let text = word(value, key);
    assert!(text.ends_with('Z'), "{text} is not UTC");
    OffsetDateTime::parse(&text, &Rfc3339).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// An object's keys, sorted.
#[track_caller]
pub(crate) fn keys(value: &Value) -> Vec<&str> {
    let object = value.as_object().unwrap_or_else(|| panic!("no object: {value:#}"));
    let mut keys: Vec<&str> = object.keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

/// A call of the program that is still running; killed if a test lets go of it.
#[derive(Debug)]
pub(crate) struct Call {
    child: Child,
    line: String,
    stdout: Option<JoinHandle<String>>,
    stderr: Option<JoinHandle<String>>,
}

impl Call {
    #[track_caller]
    pub(crate) fn start(mut command: Command) -> Self {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let stdout = child.stdout.take().map(read_all);
        let stderr = child.stderr.take().map(read_all);
        Self { child, line: format!("{command:?}"), stdout, stderr }
    }

    /// Waits for its end.
    #[track_caller]
    pub(crate) fn end(mut self) -> Ended {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("the program is ours") {
                break status;
            }
            assert!(start.elapsed() < CALL_MAX, "it hangs: {}", self.line);
            thread::sleep(Duration::from_millis(5));
        };
        let text = |reader: Option<JoinHandle<String>>| {
            reader.map(|reader| reader.join().expect("its output is text")).unwrap_or_default()
        };
        let (stdout, stderr) = (text(self.stdout.take()), text(self.stderr.take()));
        Ended { code: status.code(), stdout, stderr, line: std::mem::take(&mut self.line) }
    }

    /// `kill -9`: no handler of the program runs.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("it is killed");
        self.child.wait().expect("it has ended");
    }

    pub(crate) fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to kill.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn read_all(mut pipe: impl Read + Send + 'static) -> JoinHandle<String> {
    thread::spawn(move || {
        let mut text = String::new();
        pipe.read_to_string(&mut text).expect("the program writes UTF-8");
        text
    })
}

/// A call that has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    line: String,
}

impl Ended {
    /// It ended with this exit code.
    #[track_caller]
    pub(crate) fn exit(self, code: i32) -> Self {
        assert_eq!(
            self.code,
            Some(code),
            "{}\nstdout: {}\nstderr: {}",
            self.line,
            self.stdout,
            self.stderr
        );
        self
    }

    /// Its output as one JSON value.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        let lines = self.lines();
        assert_eq!(lines.len(), 1, "{}", self.stdout);
        lines.into_iter().next().unwrap_or_default()
    }

    /// Its output as JSON lines: every line is JSON, or something else got onto stdout.
    #[track_caller]
    pub(crate) fn lines(&self) -> Vec<Value> {
        let read =
            |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line:?}"));
        self.stdout.lines().map(read).collect()
    }

    /// The error on its stderr: complete, in the contract's form.
    #[track_caller]
    pub(crate) fn error(&self) -> Value {
        let last = self.stderr.lines().last().unwrap_or_default();
        let value: Value = serde_json::from_str(last)
            .unwrap_or_else(|error| panic!("{error}: {:?}\n{}", self.stderr, self.line));
        assert_eq!(keys(&value), ["error"], "{value:#}");
        let error = value["error"].clone();
        assert_eq!(keys(&error), ["code", "hint", "message"], "{error:#}");
        for key in ["code", "message", "hint"] {
            assert!(!word(&error, key).trim().is_empty(), "{key} is empty: {error:#}");
        }
        error
    }

    /// It ended with this exit code, a complete error and nothing on stdout. Answers the message.
    #[track_caller]
    pub(crate) fn fails(self, code: i32, error: &str) -> String {
        let ended = self.exit(code);
        let found = ended.error();
        assert_eq!(found["code"], error, "{found:#}");
        assert_eq!(ended.stdout, "", "stdout stays empty");
        word(&found, "message")
    }
}

/// Every file under a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

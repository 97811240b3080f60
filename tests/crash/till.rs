//! A till of one campaign: a data dir of its own, and the real binary run on it.
//!
//! It must never know: what is about to be cut short.

use std::fs::{self, File};
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use storage::Storage;
use tempfile::TempDir;

use crate::disk::Files;
use crate::oracle::Order;
use crate::supplier::Simulator;

/// Longer than any call takes on a busy machine; a call that hangs fails its campaign.
const CALL_MAX: Duration = Duration::from_secs(120);
/// A round of `recover` that settles nothing more is followed by another one, but not for ever.
const RECOVERS_MAX: usize = 10;
const LOOK_EVERY: Duration = Duration::from_millis(2);

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

/// How a call ended, and what it had written by then.
#[derive(Debug)]
pub(crate) struct Ended {
    /// None if it was killed.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ended {
    /// It ended with this exit code.
    #[track_caller]
    pub(crate) fn exit(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    /// Its output as JSON lines. A killed process may leave half a line: nobody can read that.
    #[track_caller]
    pub(crate) fn lines(&self) -> Vec<Value> {
        let whole: Vec<&str> = self.stdout.lines().collect();
        let read = whole.iter().enumerate().filter_map(|(nth, line)| {
            let is_half = self.code.is_none() && nth + 1 == whole.len();
            match serde_json::from_str(line) {
                Ok(value) => Some(value),
                Err(_) if is_half => None,
                Err(error) => panic!("{error}: {line:?}"),
            }
        });
        read.collect()
    }
}

/// A call that is still running, its output in files that outlive it.
#[derive(Debug)]
pub(crate) struct Call {
    child: Child,
    stdout: PathBuf,
    stderr: PathBuf,
}

impl Call {
    /// Kills it, whatever it is at; no handler of the program runs.
    #[track_caller]
    pub(crate) fn kill(mut self) -> Ended {
        self.child.kill().expect("it is ours");
        self.end()
    }

    /// Waits for its end.
    #[track_caller]
    pub(crate) fn end(mut self) -> Ended {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("it is ours") {
                break status;
            }
            if start.elapsed() > CALL_MAX {
                self.child.kill().expect("it is ours");
                panic!("it hangs: {self:?}");
            }
            thread::sleep(LOOK_EVERY);
        };
        let text = |path| fs::read_to_string(path).expect("its output is text");
        let ended =
            Ended { code: status.code(), stdout: text(&self.stdout), stderr: text(&self.stderr) };
        assert!(matches!(status.signal(), None | Some(9)), "it crashed: {status} {ended:?}");
        ended
    }
}

/// A data dir, and a folder beside it for what its calls write.
#[derive(Debug)]
pub(crate) struct Till {
    folder: TempDir,
}

impl Till {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    /// One that sells from this simulator.
    pub(crate) fn provisioned(simulator: &Simulator) -> Self {
        let till = Self::new();
        let file = till.beside("shop.toml");
        simulator.write_provisioning(&file);
        till.run(&format!("provision {}", file.display())).exit(0);
        till
    }

    /// Another one with the same past. Nobody may be at work on the first.
    pub(crate) fn copied(other: &Self) -> Self {
        Self::holding(&other.files())
    }

    /// One whose disk holds these files.
    pub(crate) fn holding(files: &Files) -> Self {
        let till = Self::new();
        for (name, bytes) in files {
            let path = till.data_dir().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
        till
    }

    /// Everything in the data dir.
    pub(crate) fn files(&self) -> Files {
        let mut files = Files::new();
        read_folder(&self.data_dir(), "", &mut files);
        files
    }

    pub(crate) fn data_dir(&self) -> PathBuf {
        self.beside("data")
    }

    /// A file next to the data dir.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Where a call's output is.
    pub(crate) fn stdout(&self) -> PathBuf {
        self.beside("stdout")
    }

    /// `raseed --json` on this data dir with this line's words.
    pub(crate) fn command(&self, line: &str) -> Command {
        let mut command = raseed();
        command.arg("--json").arg("--data-dir").arg(self.data_dir()).args(line.split_whitespace());
        command
    }

    pub(crate) fn start(&self, mut command: Command) -> Call {
        let (stdout, stderr) = (self.stdout(), self.beside("stderr"));
        let file = |path| File::create(path).expect("a file for output");
        command.stdout(file(&stdout)).stderr(file(&stderr));
        let child = command.spawn().expect("the program starts");
        Call { child, stdout, stderr }
    }

    #[track_caller]
    pub(crate) fn run(&self, line: &str) -> Ended {
        self.start(self.command(line)).end()
    }

    /// The orders on record, oldest first, their codes masked.
    #[track_caller]
    pub(crate) fn orders(&self) -> Vec<Order> {
        let lines = self.run("orders --limit 100000").exit(0).lines();
        lines.iter().rev().map(read_order).collect()
    }

    /// An order with its code.
    #[track_caller]
    pub(crate) fn revealed(&self, id: &str) -> Order {
        let lines = self.run(&format!("order {id} --reveal")).exit(0).lines();
        read_order(&lines[0])
    }

    /// Follows everything up to its end: what is still open then needs a person.
    #[track_caller]
    pub(crate) fn recover(&self) {
        for _ in 0..RECOVERS_MAX {
            let ended = self.run("recover --wait 30s");
            let counts = ended.lines();
            if ended.code == Some(0) || counts[0]["open"] == counts[0]["needs_attention"] {
                return;
            }
            assert_eq!(ended.code, Some(4), "{ended:?}");
        }
        panic!("orders stay in flight: {:#?}", self.orders());
    }

    /// What SQLite finds wrong with the database. It is asked on a copy: a reader that closes in peace
    /// tidies up what the kill left, which the till itself has to live with.
    pub(crate) fn faults(&self) -> Vec<String> {
        let copy = Self::copied(self);
        match read_through(&copy.data_dir(), async |storage| storage.integrity().await) {
            Ok(Ok((_, faults))) => faults,
            Ok(Err(error)) => vec![error.to_string()],
            Err(error) => vec![error],
        }
    }
}

/// Opens a data dir as the program does, within this process, and asks it something.
pub(crate) fn read_through<T>(
    data_dir: &Path,
    ask: impl AsyncFnOnce(&Storage) -> T,
) -> Result<T, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let owner = domain::ids::OwnerId::new(format!("asked by {:?}", Instant::now()));
        let storage = Storage::open(data_dir, owner).await;
        let storage = storage.map_err(|error| format!("it does not open: {error:?}"))?;
        Ok(ask(&storage).await)
    })
}

/// An order of the contract's form. A masked code is none.
#[track_caller]
pub(crate) fn read_order(order: &Value) -> Order {
    let secrets = order["secrets"].as_array().expect("a list of secrets");
    let code = secrets.iter().find(|secret| secret["label"] == "code");
    let code = code.map(|code| word(code, "value")).filter(|code| !code.starts_with('•'));
    Order {
        id: word(order, "id"),
        sale_id: word(order, "sale_id"),
        state: word(order, "state"),
        reference: word(order, "reference"),
        provider_order_id: order["provider_order_id"].as_str().map(str::to_owned),
        code,
    }
}

/// The orders of every sale in what `sell` wrote.
#[track_caller]
pub(crate) fn orders_shown(lines: &[Value]) -> Vec<Order> {
    let orders = lines.iter().filter_map(|line| line["orders"].as_array()).flatten();
    orders.map(read_order).collect()
}

fn read_folder(folder: &Path, prefix: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let path = entry.path();
        if path.is_dir() {
            read_folder(&path, &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(&path).expect("a file"));
        }
    }
}

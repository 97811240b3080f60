//! Running the till under strace: killed at one system call, or with everything it does written down.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use crate::till::Till;
use crate::trace;

/// More than any single call writes.
const TEXT_MAX: &str = "100000000";

/// A kind of system call at which the till is killed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Boundary {
    pub(crate) call: &'static str,
    pub(crate) on: On,
}

/// What the call is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum On {
    /// A file of the data dir.
    File(&'static str),
    Stdout,
    Anything,
}

impl Boundary {
    pub(crate) fn name(self) -> String {
        match self.on {
            On::File(file) => format!("{} {file}", self.call),
            On::Stdout => format!("{} stdout", self.call),
            On::Anything => self.call.to_owned(),
        }
    }

    /// strace counts each thread's calls for itself. One thread alone writes the database, and one
    /// alone speaks on stdout; elsewhere the same number may mean another call, or none, next time.
    pub(crate) fn is_counted_surely(self) -> bool {
        self.on != On::Anything
    }
}

/// A call of the till that SIGKILL meets on entering the `nth` call of that kind, which then never
/// happens.
pub(crate) fn killed_at(till: &Till, line: &str, boundary: Boundary, nth: usize) -> Command {
    struck_at(till, line, boundary, &format!("signal=SIGKILL:when={nth}"))
}

/// A call of the till for which the disk is full from the `nth` call of that kind on.
pub(crate) fn full_at(till: &Till, line: &str, boundary: Boundary, nth: usize) -> Command {
    struck_at(till, line, boundary, &format!("error=ENOSPC:when={nth}+"))
}

fn struck_at(till: &Till, line: &str, boundary: Boundary, blow: &str) -> Command {
    let Boundary { call, on } = boundary;
    let mut command = strace(&log(till));
    command.args(["-y", "-s", "0", "-e", &format!("trace={call}")]);
    command.args(["-e", &format!("inject={call}:{blow}")]);
    match on {
        On::File(file) => {
            command.arg("-P").arg(till.data_dir().join(file));
        }
        On::Stdout => {
            command.arg("-P").arg(till.stdout());
        }
        On::Anything => {}
    }
    run_by(command, &till.command(line))
}

/// Calls of the till at once, whose doings on files, stdout and sockets go into the log.
pub(crate) fn recorded(till: &Till, lines: &[String]) -> Command {
    let mut command = strace(&log(till));
    // The filter in the kernel lets every other call pass at full speed. Under it strace 6.1 does not
    // kill reliably, so killing goes without.
    command.args(["--seccomp-bpf", "-y", "-xx", "-s", TEXT_MAX]);
    command.args(["-e", &format!("trace={}", trace::CALLS)]);
    match lines {
        [line] => run_by(command, &till.command(line)),
        _ => {
            let calls = lines.iter().map(|line| in_shell(&till.command(line)));
            let script = format!("{} & wait", calls.collect::<Vec<_>>().join(" & "));
            let mut shell = like(&till.command(""), Command::new("sh"));
            shell.args(["-c", &script]);
            run_by(command, &shell)
        }
    }
}

fn in_shell(call: &Command) -> String {
    let words = std::iter::once(call.get_program()).chain(call.get_args());
    let quoted: Vec<String> = words.map(|word| format!("'{}'", word.to_string_lossy())).collect();
    quoted.join(" ")
}

/// What strace wrote about the last call.
pub(crate) fn log(till: &Till) -> PathBuf {
    till.beside("strace.log")
}

/// How many calls of this kind the last call of the till began, the fatal one among them.
pub(crate) fn calls_begun(till: &Till, call: &str) -> usize {
    let log = std::fs::read_to_string(log(till)).expect("strace wrote a log");
    let begins = |line: &&str| {
        let said = line.split_once(' ').map_or("", |(_, said)| said.trim_start());
        said.strip_prefix(call).is_some_and(|rest| rest.starts_with('('))
    };
    log.lines().filter(begins).count()
}

fn strace(log: &Path) -> Command {
    static IS_INSTALLED: LazyLock<bool> = LazyLock::new(|| {
        let asked = Command::new("strace").arg("-V").stdout(Stdio::null()).status();
        asked.is_ok_and(|status| status.success())
    });
    assert!(*IS_INSTALLED, "strace is not installed: apt-get install strace");
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o"]).arg(log);
    command
}

fn run_by(strace: Command, call: &Command) -> Command {
    let mut strace = like(call, strace);
    strace.arg("--").arg(call.get_program()).args(call.get_args());
    strace
}

/// Another program in a call's environment.
fn like(call: &Command, mut other: Command) -> Command {
    for (name, value) in call.get_envs() {
        match value {
            Some(value) => other.env(name, value),
            None => other.env_remove(name),
        };
    }
    other.stdin(Stdio::null());
    other
}

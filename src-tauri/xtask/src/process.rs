//! Child processes that end with whoever started them, and errors that name the missing package.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::thread;

use anyhow::{Context, Result, anyhow, bail};

/// The repository's root.
pub fn root() -> PathBuf {
    // cargo tells a moved checkout's path at run time; the path at compile time is the fallback.
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let own = manifest.filter(|path| path.ends_with("src-tauri/xtask"));
    let own = own.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    own.ancestors().nth(2).map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// A `cargo` invocation at the root, by the cargo that runs us.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // Set for this package alone; a nested cargo must not take them for its own.
    command.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_PKG_NAME");
    command.args(arguments).current_dir(root());
    command
}

/// An `npm` invocation in `ui/`.
pub fn npm(arguments: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(arguments).current_dir(root().join("ui"));
    command
}

/// Where cargo puts what it builds.
pub fn target_dir() -> Result<PathBuf> {
    let output = cargo(&["metadata", "--no-deps", "--format-version", "1"]).output();
    let output = succeeded("cargo metadata", output)?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let target = metadata.get("target_directory").and_then(|value| value.as_str());
    target.map(PathBuf::from).context("cargo metadata names no target directory")
}

/// The debug build of the till.
pub fn raseed_binary() -> Result<PathBuf> {
    let name = format!("raseed{}", std::env::consts::EXE_SUFFIX);
    Ok(target_dir()?.join("debug").join(name))
}

/// The output of a finished program, or an error that quotes what it complained about.
pub fn succeeded(name: &str, output: std::io::Result<Output>) -> Result<Output> {
    let output = output.with_context(|| format!("{name} could not be started"))?;
    if !output.status.success() {
        bail!(
            "{name} ended with {}: {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(output)
}

/// Whether a process that names `argument` on its command line still runs. Linux only: elsewhere no
/// window is driven.
pub fn is_any_running_on(argument: &str) -> bool {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().filter_map(Result::ok);
    let mut commands =
        processes.filter_map(|process| std::fs::read(process.path().join("cmdline")).ok());
    let named =
        |command: Vec<u8>| command.split(|byte| *byte == 0).any(|word| word == argument.as_bytes());
    commands.any(named)
}

/// Runs a command until its own input ends.
const TIED: &str = "\"$@\" & child=$!; read -r _; kill $child; wait $child";

/// A child process that is killed when this value is dropped.
#[derive(Debug)]
pub struct Running {
    child: Child,
    /// Its child is a shell, which ends what it started when its own input ends.
    is_tied: bool,
}

impl Running {
    /// Starts `command`; where the program does not exist, says which Debian package holds it.
    pub fn start(command: &mut Command, package: &str) -> Result<Running> {
        let program = command.get_program().to_string_lossy().into_owned();
        let child = command.spawn().map_err(|error| {
            if error.kind() == std::io::ErrorKind::NotFound {
                anyhow!("{program} is not installed: apt-get install {package}")
            } else {
                anyhow!(error).context(format!("{program} could not be started"))
            }
        })?;
        Ok(Running { child, is_tied: false })
    }

    /// Starts `command` under a shell that ends it when this process is gone, in whatever way: what is
    /// held by a `static` is never dropped.
    pub fn start_tied(command: &mut Command, package: &str) -> Result<Running> {
        let mut shell = Command::new("sh");
        shell.args(["-c", TIED, "sh"]).arg(command.get_program()).args(command.get_args());
        shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut running = Running::start(&mut shell, package)?;
        running.is_tied = true;
        Ok(running)
    }

    /// The first line the child prints; everything after it is read and dropped, so that a full
    /// pipe never blocks the child.
    pub fn first_line(&mut self) -> Result<String> {
        let stdout: ChildStdout =
            self.child.stdout.take().context("the child's output is not piped")?;
        let mut reader = BufReader::new(stdout);
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if line.is_empty() {
            bail!("it ended before its first line: {}", self.child.wait()?);
        }
        thread::spawn(move || std::io::copy(&mut reader, &mut std::io::sink()));
        Ok(line.trim().to_owned())
    }

    /// The child's process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether the child is still running.
    pub fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Waits until the child ends by itself; `true` if it ended well.
    pub fn wait(&mut self) -> Result<bool> {
        Ok(self.child.wait()?.success())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.is_tied {
            drop(self.child.stdin.take());
        } else {
            // It may have ended by itself; then there is nothing to kill.
            self.child.kill().ok();
        }
        self.child.wait().ok();
    }
}

#[cfg(test)]
mod tests {
    use super::{Running, is_any_running_on};

    #[test]
    #[cfg(target_os = "linux")]
    fn a_running_process_is_found_by_its_argument_until_it_ends() {
        let argument = format!("raseed-argument-{}", std::process::id());
        let mut command = std::process::Command::new("sh");
        // A builtin that waits: for a program, the shell would become it and lose the argument.
        command.args(["-c", "read -r line", &argument]).stdin(std::process::Stdio::piped());
        let child = Running::start(&mut command, "dash").unwrap();
        // The kernel wakes the parent a moment before the new command line can be read.
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
        while !is_any_running_on(&argument) {
            assert!(std::time::Instant::now() < deadline, "it is never found");
            std::thread::yield_now();
        }
        drop(child);
        assert!(!is_any_running_on(&argument));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_tied_process_ends_with_what_holds_it() {
        let argument = format!("raseed-tied-{}", std::process::id());
        let mut command = std::process::Command::new("sh");
        command.args(["-c", "echo here; while :; do sleep 1; done", &argument]);
        let mut tied = Running::start_tied(&mut command, "dash").unwrap();
        assert_eq!(tied.first_line().unwrap(), "here");
        assert!(is_any_running_on(&argument));
        drop(tied);
        assert!(!is_any_running_on(&argument));
    }

    #[test]
    fn a_missing_program_names_its_package() {
        let mut command = std::process::Command::new("raseed-no-such-program");
        let error = Running::start(&mut command, "some-package").unwrap_err();
        assert!(error.to_string().ends_with("apt-get install some-package"), "{error}");
    }
}

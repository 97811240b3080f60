//! Two readers of printed slips that know nothing of the till: npos understands the bytes, ZXing
//! reads the symbols. `cargo xtask test` installs both.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What is on the paper: greys row by row, 0 is black.
pub(crate) struct Sheet {
    pub(crate) width: usize,
    pub(crate) greys: Vec<u8>,
    /// The commands of the job, as the decoder names them: `1D v0 4616`.
    pub(crate) commands: Vec<String>,
    pgm: Vec<u8>,
}

fn folder() -> PathBuf {
    // Tests run in the folder of their package.
    let here = PathBuf::from("tests/paper");
    if here.is_dir() { here } else { PathBuf::from("../../tests/paper") }
}

/// The picture in a job, as npos rebuilds it.
pub(crate) fn decode(job: &[u8]) -> Sheet {
    let mut node = Command::new("node");
    node.arg("decode.cjs");
    let (pgm, errors) = run(node, job);
    let mut parts = pgm.splitn(4, |byte| *byte == b'\n');
    let mut line = || String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let (kind, size) = (line(), line());
    assert_eq!(kind, "P5");
    let width = size.split(' ').next().and_then(|word| word.parse().ok()).expect("a width");
    line();
    let greys = parts.next().unwrap_or_default().to_vec();
    let commands = errors.lines().map(str::to_owned).collect();
    Sheet { width, greys, commands, pgm }
}

/// The symbols on a sheet, as ZXing reads them: kind and text.
pub(crate) fn symbols(sheet: &Sheet) -> Vec<(String, String)> {
    let python = folder().join(".venv/bin/python").canonicalize();
    // Not canonical: the link's own place is what makes it this environment's.
    let venv = folder().join(".venv/bin/python");
    assert!(python.is_ok(), "no ZXing here: cargo xtask test installs it");
    let mut command = Command::new(std::path::absolute(venv).expect("a path"));
    command.arg("read.py");
    let (found, _) = run(command, &sheet.pgm);
    let found = String::from_utf8(found).expect("text");
    let pair = |line: &str| line.split_once('\t').map(|(kind, text)| (kind.into(), text.into()));
    let mut symbols: Vec<(String, String)> = found.lines().filter_map(pair).collect();
    symbols.sort();
    symbols
}

fn run(mut command: Command, input: &[u8]) -> (Vec<u8>, String) {
    command.current_dir(folder());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the reader starts");
    let mut stdin = child.stdin.take().expect("its input");
    let input = input.to_vec();
    // Both talk at once.
    let writing = std::thread::spawn(move || stdin.write_all(&input).ok());
    let output = child.wait_with_output().expect("it ends");
    writing.join().ok();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{errors}\ncargo xtask test installs the readers");
    (output.stdout, errors)
}

//! The binary: picks a face and ends with its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    raseed::run(std::env::args_os())
}

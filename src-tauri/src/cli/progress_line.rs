//! How far a restore has come, on one line of a terminal that is written anew; a script and a file of stderr
//! get nothing of it.

use super::output::Output;
use crate::{restores, words::Words};
use std::{
    io::{self, IsTerminal as _, Write as _},
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread::{self, JoinHandle},
    time::Duration,
};
use storage::Progress;

const EVERY: Duration = Duration::from_millis(200);
/// To the line's begin, and away with what stood there.
const ANEW: &str = "\r\u{1b}[K";

/// The line, while it is shown; it is gone once this is dropped.
pub(super) struct Shown {
    end: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Shows it where a person sits before a terminal.
pub(super) fn show(progress: &Progress, output: &Output) -> Option<Shown> {
    if !output.is_for_a_person() || !io::stderr().is_terminal() {
        return None;
    }
    let (progress, words) = (progress.clone(), output.words().clone());
    let (end, ended) = mpsc::channel();
    let thread = thread::spawn(move || {
        while ended.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
            write(&line(&progress, &words));
        }
        write("");
    });
    Some(Shown { end: Some(end), thread: Some(thread) })
}

fn line(progress: &Progress, words: &Words) -> String {
    let Some(told) = progress.told() else { return String::new() };
    let stage = restores::said(told, words);
    let percent = stage.percent.map(|percent| format!("{percent}%"));
    let parts = [Some(stage.text), percent, stage.detail];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn write(text: &str) {
    let mut out = io::stderr().lock();
    // A terminal that went away needs no line.
    write!(out, "{ANEW}{text}").and_then(|()| out.flush()).ok();
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.end = None;
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

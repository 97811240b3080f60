//! Everything the command line says: results on stdout, errors on stderr, JSON where asked for.
//! A reader that has gone away (`| head`) is no fault.

use super::{first_words, terminal_words};
use crate::{error::Failure, words::Words};
use domain::shop::Language;
use serde::Serialize;
use std::io::{self, Write as _};

/// Where results and errors go.
#[derive(Debug)]
pub(super) struct Output {
    json: bool,
    words: Words,
}

impl Output {
    pub(super) fn new(json: bool) -> Self {
        Self { json, words: first_words() }
    }

    /// Whether results are text: a person reads them.
    pub(super) fn is_for_a_person(&self) -> bool {
        !self.json
    }

    /// The words in use.
    pub(super) fn words(&self) -> &Words {
        &self.words
    }

    /// From here on in this language.
    pub(super) fn speak(&mut self, language: Language) {
        self.words = terminal_words(language);
    }

    /// One result: as one JSON line, or as text.
    pub(super) fn result(&self, value: &impl Serialize, text: impl FnOnce() -> String) {
        if self.json {
            match serde_json::to_string(value) {
                Ok(line) => plain(&line),
                Err(error) => tracing::error!(%error, "a result could not be written as JSON"),
            }
        } else {
            plain(&text());
        }
    }

    /// What a person should know beside the result; scripts read it in the result itself.
    pub(super) fn warn(&self, text: &str) {
        plain_error(text);
    }

    /// How far something long has come, beside the result.
    pub(super) fn progress(&self, value: &impl Serialize, text: impl FnOnce() -> String) {
        if self.json {
            plain_error(&serde_json::json!({ "progress": value }).to_string());
        } else {
            plain_error(&text());
        }
    }

    /// An error, in its reader's language.
    pub(super) fn failure(&self, failure: &Failure) {
        let wire = failure.to_wire(&self.words);
        if self.json {
            let value = serde_json::json!({ "error": wire });
            plain_error(&value.to_string());
        } else {
            plain_error(&wire.message);
            if !wire.hint.is_empty() {
                plain_error(&wire.hint);
            }
        }
    }
}

/// Text on stdout.
pub(super) fn plain(text: &str) {
    let mut out = io::stdout().lock();
    gone_is_fine(writeln!(out, "{}", text.trim_end()).and_then(|()| out.flush()));
}

/// Text on stderr.
pub(super) fn plain_error(text: &str) {
    gone_is_fine(writeln!(io::stderr().lock(), "{}", text.trim_end()));
}

fn gone_is_fine(written: io::Result<()>) {
    if let Err(error) = written {
        tracing::debug!(%error, "nobody reads the output");
    }
}

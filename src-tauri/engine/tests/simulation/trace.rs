//! What happened in a run: a hash over all of it, and its text when somebody wants to read it.
//!
//! It must never know: what is right.

use std::fmt;

/// Every event of a run, hashed; the same seed must give the same hash.
#[derive(Debug)]
pub(crate) struct Trace {
    hash: u64,
    events: u64,
    text: Option<String>,
    line: String,
}

impl Trace {
    /// `keep` keeps the text too.
    pub(crate) fn new(keep: bool) -> Self {
        Self {
            hash: 0xCBF2_9CE4_8422_2325,
            events: 0,
            text: keep.then(String::new),
            line: String::new(),
        }
    }

    pub(crate) fn note(&mut self, at: u64, what: fmt::Arguments<'_>) {
        use fmt::Write as _;
        self.line.clear();
        writeln!(self.line, "{at:>9} {what}").expect("a String takes all");
        for chunk in self.line.as_bytes().chunks(8) {
            let mut word = [0_u8; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.hash = (self.hash ^ u64::from_le_bytes(word)).wrapping_mul(0x0100_0000_01B3);
            self.hash ^= self.hash >> 29;
        }
        self.events += 1;
        if let Some(text) = &mut self.text {
            text.push_str(&self.line);
        }
    }

    pub(crate) fn hash(&self) -> u64 {
        self.hash
    }

    pub(crate) fn events(&self) -> u64 {
        self.events
    }

    pub(crate) fn text(&self) -> &str {
        self.text.as_deref().unwrap_or_default()
    }
}

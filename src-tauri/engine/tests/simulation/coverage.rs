//! What happened in all runs together: how often each fault struck, and what became of the sales.
//!
//! It must never know: what should have happened.

use std::{collections::BTreeMap, fmt::Write as _};

/// Counts of a run or of many.
#[derive(Clone, Debug, Default)]
pub(crate) struct Coverage {
    hits: BTreeMap<&'static str, u64>,
    counts: BTreeMap<String, u64>,
}

impl Coverage {
    /// A fault struck.
    pub(crate) fn hit(&mut self, fault: &'static str) {
        *self.hits.entry(fault).or_default() += 1;
    }

    pub(crate) fn hits(&self, fault: &str) -> u64 {
        self.hits.get(fault).copied().unwrap_or_default()
    }

    /// Something else worth counting came about.
    pub(crate) fn count(&mut self, what: &str) {
        self.add(what, 1);
    }

    pub(crate) fn add(&mut self, what: &str, times: u64) {
        match self.counts.get_mut(what) {
            Some(count) => *count += times,
            None => {
                self.counts.insert(what.to_owned(), times);
            }
        }
    }

    pub(crate) fn counted(&self, what: &str) -> u64 {
        self.counts.get(what).copied().unwrap_or_default()
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for (fault, hits) in &other.hits {
            *self.hits.entry(fault).or_default() += hits;
        }
        for (what, times) in &other.counts {
            self.add(what, *times);
        }
    }

    /// The table: every fault there is with its hits, then what else was counted.
    pub(crate) fn table(&self, faults: &[&'static str]) -> String {
        let mut text = String::new();
        let write = |text: &mut String, what: &str, times: u64| {
            writeln!(text, "{times:>9}  {what}").expect("a String takes all");
        };
        for fault in faults {
            write(&mut text, fault, self.hits(fault));
        }
        text.push('\n');
        for (what, times) in &self.counts {
            write(&mut text, what, *times);
        }
        text
    }
}

//! A disk and what it may hold after a power cut: everything that was synced, and of the rest
//! whatever chance leaves, down to single sectors.
//!
//! It must never know: what the files are for.

use std::collections::BTreeMap;

use crate::seed::Seed;
use crate::trace::{Deed, Step};

/// Files by their names below the data dir.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Which syncs the disk obeys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syncs {
    All,
    /// Those of files that end so come to nothing: the control experiment.
    NotOf(&'static str),
}

/// What keeps a file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    /// A sync of the file itself or of its folder: what the file systems of shop PCs do.
    WithFile,
    /// A sync of its folder only: the letter of POSIX.
    WithFolder,
}

/// What the disk holds itself to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rules {
    pub(crate) syncs: Syncs,
    pub(crate) names: Names,
}

/// The index beside a WAL is shared memory; no disk ever holds it reliably, and SQLite rebuilds it.
const NOT_ON_DISK: &str = "-shm";
/// What a disk writes whole.
const SECTORS: [usize; 2] = [512, 4096];

#[derive(Debug)]
struct Change {
    ended: Option<usize>,
    what: What,
}

#[derive(Debug)]
enum What {
    Bytes { at: usize, bytes: Vec<u8> },
    Length(usize),
}

/// A file, whatever it is called.
#[derive(Debug, Default)]
struct Content {
    synced: Vec<u8>,
    changes: Vec<Change>,
    /// As programs see it.
    length: usize,
}

#[derive(Debug)]
struct Naming {
    ended: Option<usize>,
    what: Named,
}

#[derive(Debug)]
enum Named {
    Made { name: String, content: usize },
    Renamed { from: String, to: String },
    Removed { name: String },
}

/// A disk at the moment of the cut.
#[derive(Debug)]
pub(crate) struct Disk {
    rules: Rules,
    contents: Vec<Content>,
    /// As programs see them.
    names: BTreeMap<String, usize>,
    synced_names: BTreeMap<String, usize>,
    namings: Vec<Naming>,
}

impl Disk {
    /// A disk that held `base`, wholly synced, and then lived through the steps begun before `cut`.
    pub(crate) fn cut(base: &Files, steps: &[Step], cut: usize, rules: Rules) -> Self {
        let mut disk = Self::holding(base, rules);
        for step in steps.iter().take_while(|step| step.begun < cut) {
            // A call the cut interrupts may have had any part of its effect, and has proved nothing.
            let ended = step.ended.filter(|ended| *ended < cut);
            disk.live_through(step.begun, ended, &step.deed);
        }
        disk
    }

    fn holding(base: &Files, rules: Rules) -> Self {
        let content = |bytes: &Vec<u8>| Content {
            synced: bytes.clone(),
            changes: Vec::new(),
            length: bytes.len(),
        };
        let names: BTreeMap<String, usize> = base.keys().cloned().zip(0..).collect();
        Self {
            rules,
            contents: base.values().map(content).collect(),
            synced_names: names.clone(),
            names,
            namings: Vec::new(),
        }
    }

    fn live_through(&mut self, begun: usize, ended: Option<usize>, deed: &Deed) {
        match deed {
            Deed::Made { name, emptied } => {
                if !self.names.contains_key(name) {
                    let content = self.contents.len();
                    self.contents.push(Content::default());
                    self.rename(ended, Named::Made { name: name.clone(), content });
                } else if *emptied {
                    self.change(name, ended, |_| What::Length(0));
                }
            }
            Deed::Wrote { name, at, bytes } => self.change(name, ended, |length| What::Bytes {
                at: at.unwrap_or(length),
                bytes: bytes.clone(),
            }),
            Deed::Resized { name, length } => self.change(name, ended, |_| What::Length(*length)),
            Deed::Synced { name } if ended.is_some() => self.sync(name, begun),
            Deed::Renamed { from, to } => {
                self.rename(ended, Named::Renamed { from: from.clone(), to: to.clone() });
            }
            Deed::Removed { name } => self.rename(ended, Named::Removed { name: name.clone() }),
            Deed::Synced { .. } | Deed::Said(_) | Deed::Sent(_) => {}
        }
    }

    fn rename(&mut self, ended: Option<usize>, what: Named) {
        what.apply(&mut self.names);
        self.namings.push(Naming { ended, what });
    }

    fn change(&mut self, name: &str, ended: Option<usize>, what: impl FnOnce(usize) -> What) {
        // A file without a name is gone with the process that held it.
        let Some(content) = self.names.get(name) else { return };
        let content = &mut self.contents[*content];
        let what = what(content.length);
        content.length = match &what {
            What::Bytes { at, bytes } => content.length.max(at + bytes.len()),
            What::Length(length) => *length,
        };
        content.changes.push(Change { ended, what });
    }

    /// A sync covers what had returned before it began: of a file its contents, and by the rules that
    /// it was made; of a folder the names in it.
    fn sync(&mut self, name: &str, begun: usize) {
        if matches!(self.rules.syncs, Syncs::NotOf(ending) if name.ends_with(ending)) {
            return;
        }
        let is_over = |ended: Option<usize>| ended.is_some_and(|ended| ended < begun);
        let file = self.names.get(name).copied();
        if let Some(file) = file {
            let content = &mut self.contents[file];
            let changes = std::mem::take(&mut content.changes);
            for change in changes {
                if is_over(change.ended) {
                    change.what.apply(&mut content.synced);
                } else {
                    content.changes.push(change);
                }
            }
        }
        let namings = std::mem::take(&mut self.namings);
        // A name's history has an order: who keeps that a file was made keeps what the name was before.
        let kept = file.filter(|_| self.rules.names == Names::WithFile);
        let made =
            namings.iter().position(|it| kept.is_some_and(|file| it.what.is_making_of(file)));
        for (nth, naming) in namings.into_iter().enumerate() {
            let is_covered = match made {
                Some(made) => nth <= made && naming.what.is_about(name),
                None => file.is_none() && naming.what.is_in(name),
            };
            if is_covered && is_over(naming.ended) {
                naming.what.apply(&mut self.synced_names);
            } else {
                self.namings.push(naming);
            }
        }
    }

    /// What the disk holds when the power is back. Which of the unsynced writes it holds is chance.
    pub(crate) fn survivors(&self, seed: &mut Seed) -> Files {
        let sector = *seed.pick(&SECTORS);
        let mood = *seed.pick(&[Mood::Forgetful, Mood::Faithful, Mood::Torn, Mood::Torn]);
        let mut names = self.synced_names.clone();
        for naming in &self.namings {
            if mood.fate(seed) != Fate::Lost {
                naming.what.apply(&mut names);
            }
        }
        let mut files = Files::new();
        for (name, content) in names {
            if name.ends_with(NOT_ON_DISK) {
                continue;
            }
            let content = &self.contents[content];
            let mut bytes = content.synced.clone();
            for change in &content.changes {
                match mood.fate(seed) {
                    Fate::Lost => {}
                    Fate::Kept => change.what.apply(&mut bytes),
                    Fate::Torn => change.what.apply_torn(&mut bytes, sector, seed),
                }
            }
            files.insert(name, bytes);
        }
        files
    }
}

/// How a disk treats what it was not asked to sync.
#[derive(Debug, Clone, Copy)]
enum Mood {
    Forgetful,
    Faithful,
    Torn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Lost,
    Kept,
    Torn,
}

impl Mood {
    fn fate(self, seed: &mut Seed) -> Fate {
        match self {
            Self::Forgetful => Fate::Lost,
            Self::Faithful => Fate::Kept,
            Self::Torn => *seed.pick(&[Fate::Lost, Fate::Kept, Fate::Torn]),
        }
    }
}

impl What {
    fn apply(&self, content: &mut Vec<u8>) {
        match self {
            Self::Bytes { at, bytes } => put(content, *at, bytes),
            Self::Length(length) => content.resize(*length, 0),
        }
    }

    /// Some sectors of it, in any order; those between that were not written are zeros or old.
    fn apply_torn(&self, content: &mut Vec<u8>, sector: usize, seed: &mut Seed) {
        let Self::Bytes { at, bytes } = self else { return self.apply(content) };
        let end = at + bytes.len();
        let mut from = *at;
        while from < end {
            let to = ((from / sector + 1) * sector).min(end);
            if seed.once_in(2) {
                put(content, from, &bytes[from - at..to - at]);
            }
            from = to;
        }
    }
}

fn put(content: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if content.len() < end {
        content.resize(end, 0);
    }
    content[at..end].copy_from_slice(bytes);
}

impl Named {
    /// Names that are not there, since their making was lost, stay away.
    fn apply(&self, names: &mut BTreeMap<String, usize>) {
        match self {
            Self::Made { name, content } => {
                names.insert(name.clone(), *content);
            }
            Self::Renamed { from, to } => {
                if let Some(content) = names.remove(from) {
                    names.insert(to.clone(), content);
                }
            }
            Self::Removed { name } => {
                names.remove(name);
            }
        }
    }

    fn is_making_of(&self, file: usize) -> bool {
        matches!(self, Self::Made { content, .. } if *content == file)
    }

    fn is_about(&self, wanted: &str) -> bool {
        match self {
            Self::Made { name, .. } | Self::Removed { name } => name == wanted,
            Self::Renamed { from, to } => from == wanted || to == wanted,
        }
    }

    fn is_in(&self, folder: &str) -> bool {
        let parent = |name: &str| name.rsplit_once('/').map_or("", |(parent, _)| parent) == folder;
        match self {
            Self::Made { name, .. } | Self::Removed { name } => parent(name),
            Self::Renamed { from, to } => parent(from) && parent(to),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Steps at lines 0, 1, 2 …, each over at once.
    fn steps(deeds: Vec<Deed>) -> Vec<Step> {
        let step = |(line, deed)| Step { begun: line, ended: Some(line), deed };
        deeds.into_iter().enumerate().map(step).collect()
    }

    fn made(name: &str) -> Deed {
        Deed::Made { name: name.to_owned(), emptied: false }
    }

    fn wrote(name: &str, at: usize, bytes: &[u8]) -> Deed {
        Deed::Wrote { name: name.to_owned(), at: Some(at), bytes: bytes.to_vec() }
    }

    fn synced(name: &str) -> Deed {
        Deed::Synced { name: name.to_owned() }
    }

    /// Every content of `name` that 200 cuts after all steps leave; none where it is missing.
    fn outcomes(steps: &[Step], name: &str, syncs: Syncs) -> BTreeSet<Option<Vec<u8>>> {
        outcomes_under(steps, name, Rules { syncs, names: Names::WithFile })
    }

    fn outcomes_under(steps: &[Step], name: &str, rules: Rules) -> BTreeSet<Option<Vec<u8>>> {
        let base = Files::from([("old".to_owned(), b"oo".to_vec())]);
        let disk = Disk::cut(&base, steps, usize::MAX, rules);
        let survivors = |number| disk.survivors(&mut Seed::new(number)).get(name).cloned();
        (0..200).map(survivors).collect()
    }

    fn text(text: &str) -> Option<Vec<u8>> {
        Some(text.as_bytes().to_vec())
    }

    #[test]
    fn what_was_synced_is_there() {
        let steps = steps(vec![made("a"), wrote("a", 0, b"xy"), synced("a")]);
        assert_eq!(outcomes(&steps, "a", Syncs::All), BTreeSet::from([text("xy")]));
    }

    #[test]
    fn what_was_written_since_may_be_there_or_not() {
        let steps = steps(vec![wrote("old", 0, b"n"), synced("old"), wrote("old", 1, b"n")]);
        assert_eq!(outcomes(&steps, "old", Syncs::All), BTreeSet::from([text("no"), text("nn")]));
    }

    #[test]
    fn unsynced_writes_survive_in_any_subset() {
        let steps = steps(vec![wrote("old", 0, b"1"), wrote("old", 1, b"2")]);
        let expected = ["oo", "1o", "o2", "12"].map(text);
        assert_eq!(outcomes(&steps, "old", Syncs::All), BTreeSet::from(expected));
    }

    #[test]
    fn a_write_is_torn_between_sectors_only() {
        let steps = steps(vec![made("a"), synced("a"), wrote("a", 256, &[1; 1024])]);
        let all = outcomes(&steps, "a", Syncs::All);
        let kept = |content: &Vec<u8>| -> Vec<bool> {
            [256..512, 512..1024, 1024..1280]
                .map(|sector| {
                    let sector = content.get(sector).unwrap_or_default();
                    assert!(sector.iter().all(|byte| Some(byte) == sector.first()), "torn inside");
                    sector.first() == Some(&1)
                })
                .to_vec()
        };
        let patterns: BTreeSet<Vec<bool>> = all.iter().flatten().map(kept).collect();
        assert_eq!(patterns.len(), 8, "every subset of three sectors");
    }

    #[test]
    fn a_sync_covers_nothing_that_had_not_returned_when_it_began() {
        let mut steps = steps(vec![wrote("old", 0, b"n"), synced("old")]);
        steps[0].ended = Some(2);
        let expected = BTreeSet::from([text("oo"), text("no")]);
        assert_eq!(outcomes(&steps, "old", Syncs::All), expected);
    }

    #[test]
    fn a_sync_the_cut_interrupts_proves_nothing() {
        let mut steps = steps(vec![wrote("old", 0, b"n"), synced("old")]);
        steps[1].ended = None;
        assert_eq!(outcomes(&steps, "old", Syncs::All).len(), 2);
    }

    #[test]
    fn an_ignored_sync_proves_nothing() {
        let steps = steps(vec![wrote("old", 0, b"n"), synced("old")]);
        assert_eq!(outcomes(&steps, "old", Syncs::NotOf("ld")).len(), 2);
        assert_eq!(outcomes(&steps, "old", Syncs::NotOf("-wal")).len(), 1);
    }

    #[test]
    fn a_new_name_may_be_missing_until_its_folder_or_its_file_is_synced() {
        let unsynced = steps(vec![made("a")]);
        assert_eq!(outcomes(&unsynced, "a", Syncs::All), BTreeSet::from([None, text("")]));
        for sync in ["", "a"] {
            let synced = steps(vec![made("a"), synced(sync)]);
            assert_eq!(outcomes(&synced, "a", Syncs::All), BTreeSet::from([text("")]), "{sync:?}");
        }
        let by_file = steps(vec![made("a"), synced("a")]);
        let letter = Rules { syncs: Syncs::All, names: Names::WithFolder };
        assert_eq!(outcomes_under(&by_file, "a", letter).len(), 2);
        let elsewhere = steps(vec![made("sub/a"), synced("")]);
        assert_eq!(outcomes(&elsewhere, "sub/a", Syncs::All).len(), 2);
    }

    #[test]
    fn a_removal_and_a_renaming_may_be_lost() {
        let removed = steps(vec![Deed::Removed { name: "old".to_owned() }]);
        assert_eq!(outcomes(&removed, "old", Syncs::All), BTreeSet::from([None, text("oo")]));
        let renaming = Deed::Renamed { from: "old".to_owned(), to: "new".to_owned() };
        let renamed = steps(vec![renaming.clone()]);
        assert_eq!(outcomes(&renamed, "new", Syncs::All), BTreeSet::from([None, text("oo")]));
        let kept = steps(vec![renaming, synced("")]);
        assert_eq!(outcomes(&kept, "new", Syncs::All), BTreeSet::from([text("oo")]));
    }

    #[test]
    fn an_earlier_removal_never_takes_a_file_that_was_made_anew_and_synced() {
        let removal = || Deed::Removed { name: "old".to_owned() };
        let anew = steps(vec![removal(), made("old"), wrote("old", 0, b"n"), synced("old")]);
        assert_eq!(outcomes(&anew, "old", Syncs::All), BTreeSet::from([text("n")]));
        let unsynced = steps(vec![removal(), made("old")]);
        let expected = BTreeSet::from([text("oo"), None, text("")]);
        assert_eq!(outcomes(&unsynced, "old", Syncs::All), expected);
    }

    #[test]
    fn nothing_after_the_cut_has_happened() {
        let steps = steps(vec![wrote("old", 0, b"n"), synced("old"), wrote("old", 1, b"n")]);
        let base = Files::from([("old".to_owned(), b"oo".to_vec())]);
        let rules = Rules { syncs: Syncs::All, names: Names::WithFolder };
        let disk = Disk::cut(&base, &steps, 2, rules);
        let all: BTreeSet<Files> = (0..50).map(|it| disk.survivors(&mut Seed::new(it))).collect();
        assert_eq!(all, BTreeSet::from([Files::from([("old".to_owned(), b"no".to_vec())])]));
    }

    #[test]
    fn shared_memory_is_not_on_the_disk() {
        let steps = steps(vec![made("x-shm"), wrote("x-shm", 0, b"n"), synced("x-shm")]);
        assert_eq!(outcomes(&steps, "x-shm", Syncs::All), BTreeSet::from([None]));
    }
}

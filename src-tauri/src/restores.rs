//! Where backups may lie that somebody wants back: the sticks that are in, and the folders people put
//! files into.

use crate::{
    error::{ErrorCode, Failure},
    views::window::setup::RestoringView,
    words::{Words, args},
};
use domain::time::Timestamp;
use std::{
    env, fs,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};
use storage::{Phase, RestoreTold, Unit};

/// The newest backups that are listed.
const LISTED_MAX: usize = 8;
/// More entries of one folder are not looked at: it is no folder of backups.
const ENTRIES_MAX: usize = 2000;
/// More folders than that are not looked into.
const FOLDERS_MAX: usize = 200;
const ENDING: &str = "raseed";

/// A file that is called like a backup; whether it is one is known once it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) file: PathBuf,
    /// When it was written.
    pub(crate) at: Timestamp,
}

/// A file as somebody names it: a whole path, perhaps in the quotes it was copied with.
///
/// # Errors
/// If it is none.
pub(crate) fn named(text: &str) -> Result<PathBuf, Failure> {
    let path = PathBuf::from(text.trim().trim_matches('"'));
    if path.is_absolute() {
        return Ok(path);
    }
    Err(Failure::about(ErrorCode::FileUnreadable, path.display()))
}

/// How far a restore has come, in words.
pub(crate) fn said(told: RestoreTold, words: &Words) -> RestoringView {
    let key = match told.phase {
        Phase::Reading => "restoring-reading",
        Phase::Proving => "restoring-proving",
        Phase::Making => "restoring-making",
        Phase::TakingIn => "restoring-taking-in",
        Phase::Comparing => "restoring-comparing",
        Phase::Last => "restoring-last",
    };
    let detail = told.counted.map(|(unit, done, of)| {
        let (key, show): (_, fn(u64) -> String) = match unit {
            Unit::Bytes => ("restoring-bytes", megabytes),
            Unit::Records => ("restoring-records", |count| count.to_string()),
            Unit::Tables => ("restoring-tables", |count| count.to_string()),
            Unit::Rows => ("restoring-rows", |count| count.to_string()),
        };
        words.say_with(key, &args([("done", show(done)), ("of", show(of))]))
    });
    let percent = told
        .counted
        .and_then(|(_, done, of)| u8::try_from(done.saturating_mul(100).checked_div(of)?).ok());
    RestoringView { text: words.say(key), detail, percent, may_stop: told.may_stop }
}

/// In whole ones and tenths.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_euclid(100_000);
    format!("{}.{}", tenths.div_euclid(10), tenths.rem_euclid(10))
}

/// Files that are called like backups, in these folders and in the folders in them; the newest first.
pub(crate) fn found(places: &[PathBuf]) -> Vec<Found> {
    let inside = places.iter().flat_map(|place| entries(place)).filter(|path| path.is_dir());
    let folders = places.iter().cloned().chain(inside).take(FOLDERS_MAX);
    let mut found: Vec<Found> =
        folders.flat_map(|folder| entries(&folder)).filter_map(backup).collect();
    found.sort_by(|one, other| other.at.cmp(&one.at).then_with(|| one.file.cmp(&other.file)));
    found.dedup_by(|one, other| one.file == other.file);
    found.truncate(LISTED_MAX);
    found
}

fn backup(file: PathBuf) -> Option<Found> {
    if file.extension().is_none_or(|ending| ending != ENDING) {
        return None;
    }
    let facts = fs::metadata(&file).ok().filter(fs::Metadata::is_file)?;
    let since = facts.modified().ok()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Some(Found { file, at: Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX)) })
}

/// What is in a folder; nothing where it cannot be read. What hides itself is no backup.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(all) = fs::read_dir(folder) else { return Vec::new() };
    let shown = all
        .take(ENTRIES_MAX)
        .flatten()
        .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
    shown.map(|entry| entry.path()).collect()
}

/// Sticks, drives, and the person's own folders.
pub(crate) fn places() -> Vec<PathBuf> {
    let home = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE")).map(PathBuf::from);
    let mut places = drives();
    if let Some(home) = home {
        places.extend(["Downloads", "Documents", "Desktop"].map(|name| home.join(name)));
        places.push(home);
    }
    places
}

/// Where Linux and macOS show what is plugged in, each user's apart.
#[cfg(unix)]
fn drives() -> Vec<PathBuf> {
    let shelves = ["/media", "/run/media", "/Volumes", "/mnt"].map(PathBuf::from);
    let inside: Vec<PathBuf> =
        shelves.iter().flat_map(|shelf| entries(shelf)).filter(|path| path.is_dir()).collect();
    shelves.into_iter().chain(inside).collect()
}

/// Every drive but the system's own.
#[cfg(windows)]
fn drives() -> Vec<PathBuf> {
    ('D'..='Z').map(|letter| PathBuf::from(format!("{letter}:\\"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, SystemTime};

    #[test]
    fn backups_are_found_on_a_stick_and_in_its_folders_the_newest_first() {
        let stick = tempfile::tempdir().unwrap();
        let folder = stick.path().join("shop");
        fs::create_dir(&folder).unwrap();
        let files = [stick.path().join("old.raseed"), folder.join("new.raseed")];
        for (file, age) in files.iter().zip([7200, 60]) {
            let file = fs::File::create(file).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
        }
        fs::write(folder.join("notes.txt"), "").unwrap();
        fs::write(folder.join(".hidden.raseed"), "").unwrap();
        let places = [stick.path().to_owned(), folder.clone(), stick.path().join("none")];
        let found: Vec<_> = found(&places).into_iter().map(|it| it.file).collect();
        assert_eq!(found, [files[1].clone(), files[0].clone()]);
    }

    #[test]
    fn every_phase_of_a_restore_has_words_and_real_figures() {
        use crate::words::Isolation;
        use domain::shop::Language;
        let phases = [Phase::Reading, Phase::Proving, Phase::Making, Phase::TakingIn];
        for language in [Language::English, Language::Arabic] {
            let words = Words::of(language, Isolation::Off);
            for phase in phases.into_iter().chain([Phase::Comparing, Phase::Last]) {
                for unit in [Unit::Bytes, Unit::Records, Unit::Tables, Unit::Rows] {
                    let counted = Some((unit, 34_560_000, 103_000_000));
                    let view = said(RestoreTold { phase, counted, may_stop: true }, &words);
                    let figures = if unit == Unit::Bytes { "34.5" } else { "34560000" };
                    assert!(view.detail.is_some_and(|detail| detail.contains(figures)));
                    assert!(view.percent == Some(33) && !view.text.starts_with("restoring"));
                }
            }
            let none = RestoreTold { phase: Phase::Last, counted: None, may_stop: false };
            assert_eq!(said(none, &words).percent, None);
            let empty = RestoreTold { counted: Some((Unit::Rows, 0, 0)), ..none };
            assert_eq!(said(empty, &words).percent, None);
        }
    }

    #[test]
    fn a_file_is_named_by_its_whole_path_also_in_quotes() {
        let whole = std::env::temp_dir().join("a.raseed");
        assert_eq!(named(&format!(" \"{}\" ", whole.display())).unwrap(), whole);
        assert_eq!(named("a.raseed").unwrap_err().code, ErrorCode::FileUnreadable);
    }
}

//! The files of the repository, as git would track them.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A text file; `path` is relative to the root, with `/`.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    pub(crate) fn has_extension(&self, extensions: &[&str]) -> bool {
        let extension = self.path.rsplit_once('.').map_or("", |(_, extension)| extension);
        extensions.contains(&extension)
    }

    /// Rust that only tests run: whole files, not the `mod tests` tails.
    pub(crate) fn is_test(&self) -> bool {
        let folders = ["tests/", "benches/", "examples/", "fuzz/"];
        let is_inside = |folder: &str| {
            self.path.starts_with(folder) || self.path.contains(&format!("/{folder}"))
        };
        let endings = ["/tests.rs", "_tests.rs"];
        folders.into_iter().any(is_inside) || endings.iter().any(|end| self.path.ends_with(end))
    }
}

/// Every text file, read once.
pub(crate) fn files() -> &'static [File] {
    static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
        let ignored = std::fs::read_to_string(".gitignore").expect("tests run at the root");
        let mut files = Vec::new();
        walk(Path::new(""), &ignores(&ignored), &mut files);
        assert!(files.len() > 50, "only {} files found: is this the root?", files.len());
        files
    });
    &FILES
}

/// The Rust sources.
pub(crate) fn rust() -> impl Iterator<Item = &'static File> {
    files().iter().filter(|file| file.has_extension(&["rs"]))
}

/// Entries of `.gitignore`, all of which are plain names or paths from the root.
fn ignores(text: &str) -> Vec<String> {
    let lines =
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.trim_end_matches('/').to_owned()).chain([".git".to_owned()]).collect()
}

fn is_ignored(path: &str, ignores: &[String]) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    ignores.iter().any(|entry| match entry.strip_prefix('/') {
        Some(rooted) => rooted == path,
        None => entry == name || entry == path,
    })
}

fn walk(folder: &Path, ignores: &[String], files: &mut Vec<File>) {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries =
        std::fs::read_dir(here).unwrap_or_else(|error| panic!("{}: {error}", here.display()));
    let mut names: Vec<PathBuf> =
        entries.map(|entry| folder.join(entry.unwrap().file_name())).collect();
    names.sort();
    for name in names {
        let path = name.to_string_lossy().replace('\\', "/");
        if is_ignored(&path, ignores) {
            continue;
        }
        if name.is_dir() {
            walk(&name, ignores, files);
        } else if let Ok(text) = std::fs::read_to_string(&name) {
            files.push(File { path, text });
        }
    }
}

#[test]
fn what_git_ignores_is_not_looked_at() {
    let ignores = ignores("/target/\n# a comment\nnode_modules/\n/ui/dist/\n");
    assert!(is_ignored("target", &ignores));
    assert!(is_ignored("ui/node_modules", &ignores));
    assert!(is_ignored("ui/dist", &ignores));
    assert!(is_ignored(".git", &ignores));
    assert!(!is_ignored("src-tauri/target", &ignores));
    assert!(!is_ignored("ui/src", &ignores));
}

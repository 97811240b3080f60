//! `cargo xtask seeded-bugs`: tests of the tests. Each patch in `tests/bugs` plants one bug in a copy of
//! the sources, and one of its own test commands must fail because of it. The product carries no
//! switches; a patch that no longer applies, or no longer compiles, fails the command.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::process::{cargo, root, succeeded, target_dir};

/// One bug, as its file tells it.
#[derive(Debug, PartialEq, Eq)]
struct Bug {
    name: String,
    /// What is wrong with it, in a line.
    what: String,
    /// Arguments of `cargo`, in the order in which they are tried.
    commands: Vec<Vec<String>>,
}

/// How a bug fared.
enum Verdict {
    Caught { by: String, after: Duration },
    Missed,
}

/// Plants every bug, or those whose names contain `filter`, and prints who caught it.
///
/// # Errors
/// If a bug is missed, or its patch does not apply or compile any more.
pub fn seeded_bugs(filter: Option<&str>) -> Result<()> {
    let bugs = read_all(filter)?;
    ensure!(!bugs.is_empty(), "no bug is called like that");
    let tree = copy_of_the_sources()?;
    let mut lines = Vec::new();
    let mut missed = Vec::new();
    for (bug, patch) in &bugs {
        println!("\n== {}: {}", bug.name, bug.what);
        let verdict = plant_and_try(bug, patch, &tree).with_context(|| bug.name.clone())?;
        match verdict {
            Verdict::Caught { by, after } => {
                lines.push(format!("caught  {:<34} {:>4} s  {by}", bug.name, after.as_secs()));
            }
            Verdict::Missed => {
                lines.push(format!("MISSED  {:<34}", bug.name));
                missed.push(bug.name.as_str());
            }
        }
    }
    println!("\n== Seeded bugs: {} planted, {} missed", bugs.len(), missed.len());
    for line in lines {
        println!("{line}");
    }
    ensure!(missed.is_empty(), "not caught: {}", missed.join(", "));
    Ok(())
}

fn read_all(filter: Option<&str>) -> Result<Vec<(Bug, PathBuf)>> {
    let folder = root().join("tests/bugs");
    let mut patches: Vec<PathBuf> = fs::read_dir(&folder)
        .with_context(|| folder.display().to_string())?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "patch"))
        .collect();
    patches.sort();
    let mut bugs = Vec::new();
    for path in patches {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if filter.is_none_or(|wanted| name.contains(wanted)) {
            let text = fs::read_to_string(&path)?;
            bugs.push((read(&name, &text)?, path));
        }
    }
    Ok(bugs)
}

/// The lines before the patch itself: `Bug:` once, `Caught by:` once or more.
fn read(name: &str, text: &str) -> Result<Bug> {
    let head = text.lines().take_while(|line| !line.starts_with("diff "));
    let mut what = None;
    let mut commands = Vec::new();
    for line in head {
        if let Some(words) = line.strip_prefix("Bug: ") {
            what = Some(words.to_owned());
        } else if let Some(command) = line.strip_prefix("Caught by: cargo ") {
            commands.push(command.split_whitespace().map(str::to_owned).collect());
        }
    }
    let what = what.with_context(|| format!("{name} does not say what is wrong (`Bug: `)"))?;
    ensure!(!commands.is_empty(), "{name} does not say who catches it (`Caught by: cargo `)");
    Ok(Bug { name: name.to_owned(), what, commands })
}

/// Every file git knows, with today's content, in a folder of its own. What is there already is left
/// alone, so that only what a bug touches is built again.
fn copy_of_the_sources() -> Result<PathBuf> {
    let tree = target_dir()?.join("seeded-bugs");
    let listed = git(&root(), &["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?;
    for name in listed.split('\0').filter(|name| !name.is_empty()) {
        copy(&root().join(name), &tree.join(name))?;
    }
    // Built, not written, and embedded in the binary.
    copy_folder(&root().join("ui/dist"), &tree.join("ui/dist"))?;
    git(&tree, &["init", "--quiet"])?;
    Ok(tree)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if !from.is_file() {
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    if fs::read(to).is_ok_and(|there| fs::read(from).is_ok_and(|here| here == there)) {
        return Ok(());
    }
    fs::copy(from, to).with_context(|| from.display().to_string())?;
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).into_iter().flatten().filter_map(Result::ok) {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() { copy_folder(&from, &to)? } else { copy(&from, &to)? }
    }
    Ok(())
}

fn plant_and_try(bug: &Bug, patch: &Path, tree: &Path) -> Result<Verdict> {
    let patch = patch.to_string_lossy();
    git(tree, &["apply", &patch]).context("its patch does not apply any more")?;
    let tried = try_all(bug, tree);
    git(tree, &["apply", "--reverse", &patch])?;
    tried
}

fn try_all(bug: &Bug, tree: &Path) -> Result<Verdict> {
    for command in &bug.commands {
        let arguments: Vec<&str> = command.iter().map(String::as_str).collect();
        // A bug that does not compile proves nothing.
        let built = command.iter().take_while(|argument| *argument != "--").map(String::as_str);
        let built: Vec<&str> = built.chain(["--no-run"]).collect();
        if !run(&built, tree)? {
            bail!("it does not compile");
        }
        let started = Instant::now();
        if !run(&arguments, tree)? {
            let by = format!("cargo {}", command.join(" "));
            return Ok(Verdict::Caught { by, after: started.elapsed() });
        }
    }
    Ok(Verdict::Missed)
}

fn run(arguments: &[&str], tree: &Path) -> Result<bool> {
    let mut command = cargo(arguments);
    // Apart from the real build: cargo tells the crates of two trees apart by their paths inside the
    // tree, so the real sources would next be tested against a library with a bug in it.
    let build = target_dir()?.join("seeded-bugs-build");
    command.current_dir(tree).env("CARGO_TARGET_DIR", build);
    let status = command.status().context("cargo could not be started")?;
    Ok(status.success())
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String> {
    let output = Command::new("git").args(arguments).current_dir(folder).output();
    let output = succeeded(&format!("git {}", arguments.join(" ")), output)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bug_says_what_is_wrong_and_who_catches_it() {
        let text = "Bug: sends twice\nCaught by: cargo test -p engine\n\ndiff --git a/x b/x\n";
        let bug = read("01-twice", text).unwrap();
        assert_eq!(bug.what, "sends twice");
        assert_eq!(bug.commands, [["test", "-p", "engine"]]);
        assert!(read("02", "Caught by: cargo test\ndiff --git").is_err());
        assert!(read("03", "Bug: silent\ndiff --git").is_err());
    }
}

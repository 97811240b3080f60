//! Words that stay out, and the words every crate begins with.

use crate::assert_none;
use crate::code::{code_only, without_tests};
use crate::tree::{File, files, rust};

/// Unfinished work and debugging, anywhere in Rust.
const NEVER: &[&str] = &["todo!", "unimplemented!", "dbg!"];
/// Where a till must not panic.
const NOT_OUTSIDE_TESTS: &[&str] = &[".unwrap()"];
/// Money is exact.
const NO_FLOATS: &[&str] = &["f32", "f64"];
const EXACT_CRATES: &[&str] = &["src-tauri/domain/", "src-tauri/engine/"];
/// Written so that this file does not find itself.
const MACHINE_PATHS: &[&str] = &[concat!("/", "work/"), concat!("/", "home/")];
const MARKERS: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];

fn banned_words(file: &File) -> Vec<String> {
    let code = code_only(&file.text);
    let mut found = occurrences(file, &code, NEVER);
    if !file.is_test() {
        found.extend(occurrences(file, without_tests(&code), NOT_OUTSIDE_TESTS));
    }
    if EXACT_CRATES.iter().any(|folder| file.path.starts_with(folder)) {
        found.extend(occurrences(file, &code, NO_FLOATS));
    }
    found
}

/// Where `words` stand in `text` as words of their own.
fn occurrences(file: &File, text: &str, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for word in words.iter().filter(|word| has_word(line, word)) {
            found.push(format!("{}:{}: {word}", file.path, number + 1));
        }
    }
    found
}

fn has_word(line: &str, word: &str) -> bool {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].ends_with(is_letter) && word.starts_with(is_letter);
        let after = line[at + word.len()..].starts_with(is_letter) && word.ends_with(is_letter);
        !before && !after
    })
}

/// A path that exists on one machine only; the middle of a URL is none.
fn machine_paths(file: &File) -> Vec<String> {
    let starts_here = |line: &str, path: &str| {
        let starts = |at: usize| {
            !line[..at]
                .ends_with(|before: char| before.is_alphanumeric() || ".-_~}".contains(before))
        };
        line.match_indices(path).any(|(at, _)| starts(at))
    };
    let lines = file.text.lines().enumerate();
    let bad = lines.filter(|(_, line)| MACHINE_PATHS.iter().any(|path| starts_here(line, path)));
    bad.map(|(number, line)| format!("{}:{}: {}", file.path, number + 1, line.trim())).collect()
}

/// Something that looks like a key that opens something.
fn secrets(file: &File) -> Vec<String> {
    let long_after = |line: &str, start: &str, least: usize| {
        line.match_indices(start).any(|(at, _)| {
            let key = line[at + start.len()..].chars().take_while(char::is_ascii_alphanumeric);
            key.count() >= least
        })
    };
    let is_secret = |line: &str| {
        [("sk_prod_", 24), ("sk_live_", 16), ("ghp_", 30), ("AKIA", 16), ("xoxb", 16)]
            .iter()
            .any(|(start, least)| long_after(line, start, *least))
            || is_private_key(line)
    };
    let lines = file.text.lines().enumerate().filter(|(_, line)| is_secret(line));
    lines.map(|(number, _)| format!("{}:{}: looks like a secret", file.path, number + 1)).collect()
}

/// The first line of a PEM private key of any kind.
fn is_private_key(line: &str) -> bool {
    let title = line.split_once("-----BEGIN ").and_then(|(_, rest)| rest.split_once("-----"));
    let is_title =
        |title: &str| title.chars().all(|letter| letter.is_ascii_uppercase() || letter == ' ');
    title.is_some_and(|(title, _)| title.ends_with("PRIVATE KEY") && is_title(title))
}

fn undocumented_crate(file: &File) -> Option<String> {
    let is_crate = file.path.ends_with("src/lib.rs") || file.path.ends_with("src/main.rs");
    let opens = file.text.starts_with("//!");
    (is_crate && !opens).then(|| format!("{}: does not open with //! and what it is", file.path))
}

#[test]
fn no_banned_word_stands_in_the_code() {
    assert_none(&rust().flat_map(banned_words).collect::<Vec<_>>());
}

#[test]
fn no_work_is_left_marked() {
    let sources =
        files().iter().filter(|file| file.has_extension(&["rs", "ts", "svelte", "sql", "css"]));
    assert_none(
        &sources.flat_map(|file| occurrences(file, &file.text, MARKERS)).collect::<Vec<_>>(),
    );
}

#[test]
fn no_file_knows_one_machine() {
    assert_none(&files().iter().flat_map(machine_paths).collect::<Vec<_>>());
}

#[test]
fn no_file_holds_a_secret() {
    assert_none(&files().iter().flat_map(secrets).collect::<Vec<_>>());
}

#[test]
fn every_crate_says_what_it_is() {
    assert_none(&rust().filter_map(undocumented_crate).collect::<Vec<_>>());
}

#[test]
fn each_rule_about_words_can_fail() {
    let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
    let count = |path: &str, text: &str| banned_words(&file(path, text)).len();
    assert_eq!(count("a/src/b.rs", "fn a() { todo!() }\nfn b() { dbg!(1); x.unwrap(); }"), 3);
    assert_eq!(count("a/src/b.rs", "// todo!\nlet a = \"dbg!\"; a.unwrap_or(1);"), 0);
    assert_eq!(count("a/src/b.rs", "#[cfg(test)]\nmod tests { fn a() { b.unwrap(); } }"), 0);
    assert_eq!(count("src-tauri/domain/src/a.rs", "fn a(b: f64, c: Vec<f32>) {}"), 2);
    assert_eq!(count("src-tauri/devices/src/a.rs", "fn a(b: f64) {}"), 0);
    assert_eq!(occurrences(&file("a.rs", ""), concat!("// FIX", "ME later"), MARKERS).len(), 1);

    let path = MACHINE_PATHS[0];
    assert_eq!(machine_paths(&file("a", &format!("see {path}main"))).len(), 1);
    assert_eq!(machine_paths(&file("a", &format!("https://example.com{path}main"))).len(), 0);
    assert_eq!(
        secrets(&file("a", &format!("key = \"sk_{}_{}\"", "prod", "a1".repeat(16)))).len(),
        1
    );
    assert_eq!(secrets(&file("a", "sk_prod_your_key_here")).len(), 0);
    assert_eq!(secrets(&file("a", &format!("-----BEGIN RSA {}-----", "PRIVATE KEY"))).len(), 1);
    assert!(undocumented_crate(&file("a/src/lib.rs", "mod b;")).is_some());
    assert!(undocumented_crate(&file("a/src/lib.rs", "//! What it is.")).is_none());
}

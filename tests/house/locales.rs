//! Every word exists in both languages.

use std::collections::BTreeSet;

use crate::assert_none;
use crate::tree::files;

const LANGUAGES: [&str; 2] = ["en", "ar"];

/// Messages, terms and attributes of a Fluent file, each with the file's name.
fn keys(file: &str, text: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut message = "";
    for line in text.lines() {
        let Some((name, _)) = line.split_once('=') else { continue };
        let is_key = |key: &str| {
            !key.is_empty()
                && key.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter))
        };
        if is_key(name.trim_end()) {
            message = name.trim_end();
            keys.insert(format!("{file}: {message}"));
        } else if let Some(attribute) = name.trim().strip_prefix('.').filter(|key| is_key(key)) {
            keys.insert(format!("{file}: {message}.{attribute}"));
        }
    }
    keys
}

fn keys_of(language: &str) -> BTreeSet<String> {
    let folder = format!("ui/locales/{language}/");
    let fluent = files().iter().filter(|file| file.has_extension(&["ftl"]));
    let own =
        fluent.filter_map(|file| Some((file.path.strip_prefix(&folder)?, file.text.as_str())));
    own.flat_map(|(name, text)| keys(name, text)).collect()
}

fn differences(left: &BTreeSet<String>, right: &BTreeSet<String>) -> Vec<String> {
    let [here, there] = LANGUAGES;
    let only_left = left.difference(right).map(|key| format!("{key} is missing in {there}"));
    let only_right = right.difference(left).map(|key| format!("{key} is missing in {here}"));
    only_left.chain(only_right).collect()
}

#[test]
fn every_word_is_there_in_both_languages() {
    let [left, right] = LANGUAGES.map(keys_of);
    assert!(!left.is_empty(), "no words in ui/locales/{}", LANGUAGES[0]);
    assert_none(&differences(&left, &right));
}

/// The words of the rights that may be granted, as the journal keeps them.
fn rights() -> Vec<&'static str> {
    let clerk = files().iter().find(|file| file.path == "src-tauri/domain/src/clerk.rs");
    let list = clerk.and_then(|file| file.text.split("\nrights! {").nth(1)).unwrap_or_default();
    let list = list.split("\n}").next().unwrap_or_default();
    list.lines().filter_map(|line| line.split(" => \"").nth(1)?.split('"').next()).collect()
}

#[test]
fn every_right_has_its_words_in_both_languages() {
    let rights = rights();
    assert!(rights.len() > 10, "the list of rights was not found");
    for language in LANGUAGES {
        let keys = keys_of(language);
        let lacks = rights.iter().map(|right| format!("people.ftl: right-{right}"));
        let lacks: Vec<String> = lacks.filter(|key| !keys.contains(key)).collect();
        assert_none(&lacks);
    }
}

/// Messages that a file says twice: only one of them would ever be read.
fn doubled(file: &str, text: &str) -> Vec<String> {
    let names = text.lines().filter_map(|line| Some(line.split_once(" =")?.0));
    let mut names: Vec<&str> =
        names.filter(|name| keys(file, &format!("{name} =")).len() == 1).collect();
    names.retain(|name| !name.starts_with(['.', ' ']));
    names.sort_unstable();
    let pairs = names.iter().zip(names.iter().skip(1)).filter(|(one, next)| one == next);
    pairs.map(|(name, _)| format!("{file}: {name} stands twice")).collect()
}

#[test]
fn no_word_stands_twice() {
    let fluent = files().iter().filter(|file| file.has_extension(&["ftl"]));
    let found: Vec<String> = fluent.flat_map(|file| doubled(&file.path, &file.text)).collect();
    assert_none(&found);
}

#[test]
fn a_word_that_stands_twice_is_caught() {
    assert_eq!(
        doubled("a.ftl", "pay = Pay\n    .title = x\nback = Back\n    .title = x\n"),
        [""; 0]
    );
    assert_eq!(
        doubled("a.ftl", "pay = Pay\nback = Back\npay = Pay\n"),
        ["a.ftl: pay stands twice"]
    );
}

#[test]
fn a_word_without_a_translation_is_caught() {
    let english = keys(
        "a.ftl",
        "# comment\npay = Pay\n    .title = Take { $amount ->\n        [one] = x\n    }\n-term = T\n",
    );
    assert_eq!(
        english.iter().collect::<Vec<_>>(),
        ["a.ftl: -term", "a.ftl: pay", "a.ftl: pay.title"]
    );
    let arabic = keys("a.ftl", "pay = تحصيل\n-term = T\nextra = زائد\n");
    assert_eq!(
        differences(&english, &arabic),
        ["a.ftl: pay.title is missing in ar", "a.ftl: extra is missing in en"]
    );
}

/// Words that end in a vowel sign, or in lam, tanween and alef. WebKitGTK lifts or lowers such a word off its
/// line, by as much as the font moves the sign: the first glyph of a run carries the whole run with it.
fn lifted(text: &str) -> Vec<String> {
    let is_sign = |letter: char| ('\u{64b}'..='\u{652}').contains(&letter);
    let is_letter = |letter: char| ('\u{621}'..='\u{64a}').contains(&letter) || is_sign(letter);
    text.split(|letter| !is_letter(letter))
        .filter(|word| word.ends_with(is_sign) || word.ends_with("ل\u{64b}ا"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn no_arabic_word_ends_in_a_sign_that_lifts_it_off_its_line() {
    let arabic = files().iter().filter(|file| file.path.starts_with("ui/locales/ar/"));
    let told = |path: &str, word: String| format!("{path}: {word} without its last sign");
    let found: Vec<String> = arabic
        .flat_map(|file| lifted(&file.text).into_iter().map(|word| told(&file.path, word)))
        .collect();
    assert_none(&found);
}

#[test]
fn a_word_that_would_be_lifted_is_caught() {
    let found = lifted("a = أعده أول\u{64b}ا، لم يُرد\u{651}. نقد\u{64b}ا مفضّلة أولا");
    assert_eq!(found, ["أول\u{64b}ا", "يُرد\u{651}"]);
}

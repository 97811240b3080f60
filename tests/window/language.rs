//! Every task of the window, in English and in Arabic: the words that a test waits for are those of the
//! language files, and in an Arabic window nothing else may stand where a person reads.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::OnceLock;
use std::time::Duration;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use serde_json::{Value, json};
use xtask::window::Session;
use xtask::window::webdriver::wait_until;

/// Everything that stands on the page where a person reads, each once. What says of itself that it is in another
/// language is left out.
const READ: &str = "
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const said = new Set();
    const add = (element, text) => {
        if (element.closest('[lang]') === document.documentElement) said.add(text);
    };
    for (let node = walker.nextNode(); node; node = walker.nextNode()) add(node.parentElement, node.data);
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        for (const one of document.querySelectorAll(`[${name}]`)) add(one, one.getAttribute(name));
    return [...said];
";

/// A language of the window, of its shop, and of who sits before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Arabic,
}

/// Makes two tests of each task: `task::in_english` and `task::in_arabic`.
macro_rules! in_both_languages {
    ($($task:ident),+ $(,)?) => { $(
        mod $task {
            use crate::language::Language;

            #[test]
            fn in_english() {
                super::$task(Language::English);
            }

            #[test]
            fn in_arabic() {
                super::$task(Language::Arabic);
            }
        }
    )+ };
}
pub(crate) use in_both_languages;

/// Every sentence by its key; one that says more than its own letters has none.
type Sentences = BTreeMap<String, Option<String>>;

struct Catalogue {
    bundle: FluentBundle<FluentResource>,
    sentences: Sentences,
}

impl Language {
    /// As in `<html lang>` and in a shop's file.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Arabic => "ar",
        }
    }

    /// As in `<html dir>`.
    pub(crate) const fn direction(self) -> &'static str {
        match self {
            Self::English => "ltr",
            Self::Arabic => "rtl",
        }
    }

    pub(crate) const fn other(self) -> Self {
        match self {
            Self::English => Self::Arabic,
            Self::Arabic => Self::English,
        }
    }

    /// What somebody types who writes this language.
    pub(crate) const fn types(self, english: &'static str, arabic: &'static str) -> &'static str {
        match self {
            Self::English => english,
            Self::Arabic => arabic,
        }
    }

    /// The sentence under a key of the language files.
    pub(crate) fn says(self, key: &str) -> String {
        self.says_of(key, &[])
    }

    /// The same, about these.
    pub(crate) fn says_of(self, key: &str, about: &[(&str, &str)]) -> String {
        let bundle = &self.catalogue().bundle;
        let message = bundle.get_message(key).and_then(|message| message.value());
        let mut arguments = FluentArgs::new();
        about.iter().for_each(|(name, value)| arguments.set(*name, (*value).to_owned()));
        let mut errors = Vec::new();
        let pattern = message.unwrap_or_else(|| panic!("no words for {key}"));
        let said = bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned();
        assert!(errors.is_empty(), "{key}: {errors:?}");
        said
    }

    fn catalogue(self) -> &'static Catalogue {
        static ENGLISH: OnceLock<Catalogue> = OnceLock::new();
        static ARABIC: OnceLock<Catalogue> = OnceLock::new();
        let kept = match self {
            Self::English => &ENGLISH,
            Self::Arabic => &ARABIC,
        };
        kept.get_or_init(|| read(self))
    }
}

/// Read before the page's, whose words hold.
const NOT_THE_PAGES: &[&str] = &["dispute.ftl", "messages.ftl", "receipt.ftl", "sms.ftl"];

fn read(language: Language) -> Catalogue {
    let code = language.code();
    let mut bundle = FluentBundle::new_concurrent(vec![code.parse().unwrap()]);
    bundle.set_use_isolating(false);
    let mut keys = BTreeSet::new();
    let files = fs::read_dir(format!("ui/locales/{code}")).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    // The command line and the paper have words of their own under a few keys of the page.
    files.sort_by_key(|file| !NOT_THE_PAGES.contains(&file.file_name().unwrap().to_str().unwrap()));
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        let starts = text.lines().filter_map(|line| line.split_once(" ="));
        keys.extend(starts.map(|(key, _)| key.to_owned()).filter(|key| is_key(key)));
        bundle.add_resource_overriding(FluentResource::try_new(text).unwrap());
    }
    let sentence = |key: &String| {
        let pattern = bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let said = bundle.format_pattern(pattern, None, &mut errors).into_owned();
        errors.is_empty().then_some(said)
    };
    let sentences = keys.into_iter().map(|key| (key.clone(), sentence(&key))).collect();
    Catalogue { bundle, sentences }
}

fn is_key(word: &str) -> bool {
    let is_fit = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    !word.is_empty() && word.chars().all(is_fit)
}

/// Marks that keep a name in its place: nobody sees them.
pub(crate) fn without_marks(text: &str) -> String {
    text.chars().filter(|letter| !matches!(letter, '\u{2066}'..='\u{2069}')).collect()
}

/// The window speaks this language, and in Arabic nothing else.
pub(crate) fn look_at(session: &Session, language: Language) {
    let root = "const { lang, dir } = document.documentElement; return [lang, dir]";
    let spoken = json!([language.code(), language.direction()]);
    // A language that was chosen just now is there in the next moment.
    let speaks = wait_until(&format!("{spoken}"), CHANGE_MAX, || {
        Ok((session.execute(root, &[])? == spoken).then_some(()))
    });
    speaks.unwrap();
    if language == Language::English {
        return;
    }
    let said = session.execute(READ, &[]).unwrap();
    let said = said.as_array().unwrap().iter().filter_map(Value::as_str);
    let wrong: Vec<_> = said.filter_map(|text| Some((not_arabic(text)?, text))).collect();
    assert!(wrong.is_empty(), "in an Arabic window: {wrong:#?}");
}

/// Until the words of a language are there.
const CHANGE_MAX: Duration = Duration::from_secs(20);
/// So many words of Latin letters in a row are a sentence, and none in Arabic. Names are shorter.
const SENTENCE: usize = 4;

/// What is wrong with a text that stands in an Arabic window, if anything is.
fn not_arabic(text: &str) -> Option<&'static str> {
    static ENGLISH: OnceLock<BTreeSet<String>> = OnceLock::new();
    // What a sentence quotes, such as a name or what a gateway said, is not the till's word.
    let mut depth = 0_usize;
    let own = text.chars().filter(|letter| {
        match letter {
            '\u{2066}'..='\u{2068}' => depth += 1,
            '\u{2069}' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    });
    let text: String = own.collect();
    let text = text.trim();
    let arabic = &Language::Arabic.catalogue().sentences;
    if text.contains('-') && arabic.contains_key(text) {
        return Some("a key without words");
    }
    let english = ENGLISH.get_or_init(|| {
        let english = &Language::English.catalogue().sentences;
        let said: BTreeSet<&String> = arabic.values().flatten().collect();
        // A word that both languages have, such as a unit's, is no English.
        let only = english.values().flatten().filter(|said_here| !said.contains(said_here));
        only.cloned().collect()
    });
    if english.contains(text) {
        return Some("English of the language files");
    }
    let is_latin = |word: &&str| {
        let word = word.trim_matches(|letter: char| letter.is_ascii_punctuation());
        word.len() > 1 && word.chars().all(|letter| letter.is_ascii_alphabetic())
    };
    let mut row = 0;
    for word in text.split_whitespace() {
        row = if is_latin(&word) { row + 1 } else { 0 };
        if row == SENTENCE {
            return Some("a sentence in Latin letters");
        }
    }
    None
}

#[test]
fn a_key_and_an_english_sentence_are_found_and_names_are_none() {
    assert_eq!(not_arabic("practice-band"), Some("a key without words"));
    assert_eq!(not_arabic("Practice mode"), Some("English of the language files"));
    assert_eq!(not_arabic("Somebody wrote this here."), Some("a sentence in Latin letters"));
    let quoted = "لا يُعرف: \u{2068}connection closed before it was complete\u{2069}";
    assert_eq!(not_arabic(quoted), None);
    for fine in [&*Language::Arabic.says("practice-band"), "PUBG Mobile", "رصيد USD 12.00", ""]
    {
        assert_eq!(not_arabic(fine), None, "{fine}");
    }
}

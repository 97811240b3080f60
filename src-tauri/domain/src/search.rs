//! Text folded for searching, so that what a clerk types meets what a catalogue says.

use crate::digits::ascii_digits;
use memchr::memmem::Finder;

/// Lower case; hamza forms, ya and ta marbuta folded; diacritics and tatweel gone; digits ASCII;
/// everything else that is neither letter nor digit becomes one blank.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in ascii_digits(text).chars().flat_map(char::to_lowercase) {
        match c {
            '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}' => {}
            'أ' | 'إ' | 'آ' | 'ٱ' => folded.push('ا'),
            'ى' | 'ئ' => folded.push('ي'),
            'ؤ' => folded.push('و'),
            'ة' => folded.push('ه'),
            'ک' => folded.push('ك'),
            'ی' => folded.push('ي'),
            c if c.is_alphanumeric() => folded.push(c),
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// A folded query, ready to be held against many texts.
#[derive(Debug)]
pub struct Wanted {
    words: Vec<Finder<'static>>,
}

impl Wanted {
    /// Its words.
    #[must_use]
    pub fn new(query: &str) -> Self {
        let words = query.split(' ').filter(|word| !word.is_empty());
        Self { words: words.map(|word| Finder::new(word).into_owned()).collect() }
    }

    /// How well a folded text answers: every word of the query must stand in it; words that begin a word
    /// count more, and whole words most, so that "60" finds 60 before 600. `None` if one is missing.
    #[must_use]
    pub fn rank(&self, folded: &str) -> Option<u32> {
        self.words.iter().try_fold(0_u32, |score, word| {
            best(folded.as_bytes(), word).map(|found| score.saturating_add(found))
        })
    }
}

/// How well the best of a word's places answers. None if it has none.
fn best(text: &[u8], word: &Finder<'_>) -> Option<u32> {
    let length = word.needle().len();
    let is_blank = |at: usize| text.get(at).is_none_or(|byte| *byte == b' ');
    let mut found = None;
    for at in word.find_iter(text) {
        let is_whole = is_blank(at.saturating_add(length));
        if at == 0 {
            // No later place is better than the beginning.
            return Some(if is_whole { 6 } else { 5 });
        }
        let begins = is_blank(at.saturating_sub(1));
        if begins && is_whole {
            return Some(4);
        }
        found = found.max(Some(if begins { 3 } else { 1 }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rank(text: &str, query: &str) -> Option<u32> {
        Wanted::new(query).rank(text)
    }

    #[test]
    fn arabic_forms_meet() {
        assert_eq!(fold("بطاقةُ أمازون ـــ ١٠"), fold("بطاقه امازون 10"));
        assert_eq!(fold("PUBG  Mobile (660-UC)"), "pubg mobile 660 uc");
    }

    #[test]
    fn every_word_must_be_there_and_beginnings_rank_higher() {
        assert!(rank("pubg mobile 660 uc", "pubg 660") > rank("pubg mobile 660 uc", "bg 60"));
        assert_eq!(rank("pubg mobile 660 uc", "pubg 325"), None);
        assert!(rank("pubg mobile 60 uc", "pubg 60") > rank("pubg mobile 600 uc", "pubg 60"));
    }
}

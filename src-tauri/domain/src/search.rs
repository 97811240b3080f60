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

/// How a folded text sounds, roughly, with the same letters for both scripts: vowels and weak letters are
/// gone, for Arabic writes few of them, and sounds that are written now so, now so, are one. "jawwal" and
/// "جوال", "pubg" and "ببجي" are the same then. Digits stay.
#[must_use]
pub fn sound(folded: &str) -> String {
    let mut sounds = String::with_capacity(folded.len());
    let mut before = ' ';
    for c in folded.chars() {
        // Latin writes a letter twice that is said once; Arabic does not.
        let is_twice = c == before && c.is_ascii_alphabetic();
        before = c;
        match c {
            _ if is_twice => {}
            'b' | 'p' | 'ب' | 'پ' => sounds.push('b'),
            't' | 'ت' | 'ط' | 'ث' => sounds.push('t'),
            'g' | 'j' | 'ج' | 'چ' | 'غ' | 'گ' => sounds.push('j'),
            'd' | 'د' | 'ض' | 'ذ' => sounds.push('d'),
            'r' | 'ر' => sounds.push('r'),
            's' | 'z' | 'س' | 'ص' | 'ش' | 'ز' | 'ظ' => sounds.push('s'),
            'f' | 'v' | 'ف' | 'ڤ' => sounds.push('f'),
            'c' | 'k' | 'q' | 'ق' | 'ك' | 'خ' => sounds.push('k'),
            'x' => sounds.push_str("ks"),
            'l' | 'ل' => sounds.push('l'),
            'm' | 'م' => sounds.push('m'),
            'n' | 'ن' => sounds.push('n'),
            c if c.is_ascii_digit() => sounds.push(c),
            ' ' if !sounds.is_empty() && !sounds.ends_with(' ') => sounds.push(' '),
            _ => {}
        }
    }
    sounds.truncate(sounds.trim_end().len());
    sounds
}

/// Fewer sounds than this in a word fit nearly everything.
const SOUNDS_MIN: usize = 2;

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

    /// The sounds of a folded query; nothing if one of its words says too little.
    #[must_use]
    pub fn sounding(query: &str) -> Option<Self> {
        let words = query.split(' ').filter(|word| !word.is_empty());
        let sounds: Vec<String> = words.map(sound).collect();
        let says_enough = |word: &String| {
            word.len() >= SOUNDS_MIN || word.starts_with(|first: char| first.is_ascii_digit())
        };
        (!sounds.is_empty() && sounds.iter().all(says_enough)).then(|| Self::new(&sounds.join(" ")))
    }

    /// As [`Self::rank`], where every word has to begin one of the text's.
    #[must_use]
    pub fn rank_beginnings(&self, text: &str) -> Option<u32> {
        self.words.iter().try_fold(0_u32, |score, word| {
            let found = best(text.as_bytes(), word).filter(|found| *found >= BEGINS)?;
            Some(score.saturating_add(found))
        })
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

/// What a place counts at least that begins a word.
const BEGINS: u32 = 3;

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
        found = found.max(Some(if begins { BEGINS } else { 1 }));
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

    #[test]
    fn what_is_said_the_same_is_the_same_in_both_scripts() {
        for (latin, arabic) in [
            ("pubg", "ببجي"),
            ("jawwal", "جوال"),
            ("itunes", "آيتونز"),
            ("google play", "جوجل بلاي"),
            ("roblox", "روبلوكس"),
            ("bitaqa 50", "بطاقة ٥٠"),
            ("shahid vip", "شاهد VIP"),
            ("ooredoo", "أوريدو"),
        ] {
            assert_eq!(sound(&fold(latin)), sound(&fold(arabic)), "{latin} {arabic}");
        }
        assert_ne!(sound("jawwal"), sound("google"));
    }

    #[test]
    fn a_sound_has_to_begin_a_word_and_to_say_enough() {
        let text = sound(&fold("شحن جوال 20"));
        let jawwal = Wanted::sounding("jawwal 20").unwrap();
        assert!(jawwal.rank_beginnings(&text).is_some());
        assert_eq!(Wanted::sounding("wal 20").map(|wanted| wanted.rank_beginnings(&text)), None);
        assert_eq!(Wanted::sounding("lan").unwrap().rank_beginnings(&text), None);
        assert!(Wanted::sounding("").is_none());
        assert!(Wanted::sounding("a").is_none());
    }
}

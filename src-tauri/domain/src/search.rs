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
    words: Vec<Word>,
}

/// One word of a query.
#[derive(Debug)]
struct Word {
    plain: Finder<'static>,
    /// With the blank before it that makes it begin a word.
    begun: Finder<'static>,
}

impl Wanted {
    /// Its words.
    #[must_use]
    pub fn new(query: &str) -> Self {
        let words = query.split(' ').filter(|word| !word.is_empty());
        Self { words: words.map(Word::new).collect() }
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
            Some(score.saturating_add(word.beginning(text.as_bytes())?))
        })
    }

    /// How well a folded text answers: every word of the query must stand in it; words that begin a word
    /// count more, and whole words most, so that "60" finds 60 before 600. `None` if one is missing.
    #[must_use]
    pub fn rank(&self, folded: &str) -> Option<u32> {
        self.words.iter().try_fold(0_u32, |score, word| {
            Some(score.saturating_add(word.best(folded.as_bytes())?))
        })
    }
}

/// Many folded texts, one behind the other in one piece of memory, so that a query runs through all of
/// them as through one: what lacks its longest word is passed over without being looked at.
#[derive(Debug, Default)]
pub struct Texts {
    all: String,
    /// Where each text's bound is.
    bounds: Vec<usize>,
}

/// Stands behind every text. No folded text has it, so no word goes across two.
const BOUND: char = '\n';

impl Texts {
    /// One more, behind the others.
    pub fn push(&mut self, folded: &str) {
        self.all.push_str(folded);
        self.bounds.push(self.all.len());
        self.all.push(BOUND);
    }

    /// The text at a place.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&str> {
        let before = at.checked_sub(1).map(|before| self.bounds.get(before));
        let begin = before.map_or(Some(0), |bound| bound.map(|bound| bound + 1))?;
        self.all.get(begin..*self.bounds.get(at)?)
    }

    /// The place and the rank of each text that answers, as [`Wanted::rank`] says, in their order.
    pub fn ranked<'a>(&'a self, wanted: &'a Wanted) -> impl Iterator<Item = (usize, u32)> + 'a {
        self.each(wanted).filter_map(|(at, text)| Some((at, wanted.rank(text)?)))
    }

    /// The same as [`Wanted::rank_beginnings`] says.
    pub fn ranked_beginnings<'a>(
        &'a self,
        wanted: &'a Wanted,
    ) -> impl Iterator<Item = (usize, u32)> + 'a {
        self.each(wanted).filter_map(|(at, text)| Some((at, wanted.rank_beginnings(text)?)))
    }

    /// The texts that have the longest word; all of them if there is none.
    fn each<'a>(&'a self, wanted: &'a Wanted) -> impl Iterator<Item = (usize, &'a str)> + 'a {
        let longest =
            wanted.words.iter().map(|word| &word.plain).max_by_key(|it| it.needle().len());
        let mut bounds = self.bounds.iter().copied().enumerate();
        let mut from = 0;
        std::iter::from_fn(move || {
            let rest = self.all.as_bytes().get(from..)?;
            let found = from + longest.map_or(Some(0), |word| word.find(rest))?;
            let mut begin = from;
            let (at, bound) = bounds.find(|(_, bound)| {
                let is_here = found <= *bound;
                if !is_here {
                    begin = bound + 1;
                }
                is_here
            })?;
            from = bound + 1;
            Some((at, self.all.get(begin..bound)?))
        })
    }
}

/// What a place counts that begins a word, and what one counts that stands inside.
const BEGINS: u32 = 3;
const INSIDE: u32 = 1;

impl Word {
    fn new(word: &str) -> Self {
        Self {
            plain: Finder::new(word).into_owned(),
            begun: Finder::new(&format!(" {word}")).into_owned(),
        }
    }

    /// How well the best of its places in a text answers. None if it has none.
    fn best(&self, text: &[u8]) -> Option<u32> {
        // Most texts have a letter at many places, and few have a word that it begins.
        self.beginning(text).or_else(|| self.plain.find(text).map(|_| INSIDE))
    }

    /// The same of those places alone that begin a word of the text.
    fn beginning(&self, text: &[u8]) -> Option<u32> {
        let is_whole = |end: usize| text.get(end).is_none_or(|byte| *byte == b' ');
        let word = self.plain.needle();
        if text.starts_with(word) {
            // No later place is better than the beginning.
            return Some(if is_whole(word.len()) { 6 } else { 5 });
        }
        let mut places = self.begun.find_iter(text).peekable();
        places.peek()?;
        let length = self.begun.needle().len();
        Some(if places.any(|at| is_whole(at.saturating_add(length))) { 4 } else { BEGINS })
    }
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
    fn texts_together_answer_as_each_by_itself() {
        let list = ["", "pubg mobile 60 uc", "ببجي 60", "steam", "", "uc steam 60", "6"];
        let mut texts = Texts::default();
        for text in list {
            texts.push(text);
        }
        let each: Vec<_> = (0..=list.len()).map(|at| texts.get(at)).collect();
        assert_eq!(each, [list.map(Some).as_slice(), &[None]].concat());
        for query in ["", "60", "uc 60", "60 uc", "steam", "s", "ببجي", "uc steam", "zz", "6"] {
            let wanted = Wanted::new(query);
            let apart = |rank: fn(&Wanted, &str) -> Option<u32>| -> Vec<(usize, u32)> {
                let ranked = list.iter().enumerate();
                ranked.filter_map(|(at, text)| Some((at, rank(&wanted, text)?))).collect()
            };
            assert_eq!(texts.ranked(&wanted).collect::<Vec<_>>(), apart(Wanted::rank), "{query}");
            let begun: Vec<_> = texts.ranked_beginnings(&wanted).collect();
            assert_eq!(begun, apart(Wanted::rank_beginnings), "{query}");
        }
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

//! Text folded for searching, so that what a clerk types meets what a catalogue says.

use crate::digits::ascii_digits;

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

/// How well a folded text answers a folded query: every word of the query must stand in it; words
/// that begin a word count more, and whole words most, so that "60" finds 60 before 600. `None` if one is
/// missing.
#[must_use]
pub fn rank(folded: &str, query: &str) -> Option<u32> {
    let mut score = 0_u32;
    for word in query.split(' ').filter(|word| !word.is_empty()) {
        let at = folded.find(word)?;
        let mut found = if at == 0 { 5 } else { 1 };
        for (at, word) in folded.match_indices(word) {
            let begins =
                folded.get(..at).is_some_and(|before| before.is_empty() || before.ends_with(' '));
            if begins {
                let ends = folded.get(at.saturating_add(word.len())..);
                let is_whole = ends.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
                found = found.max(if at == 0 { 5 } else { 3 } + u32::from(is_whole));
                if is_whole {
                    break;
                }
            }
        }
        score = score.saturating_add(found);
    }
    Some(score)
}

#[cfg(test)]
mod tests {
    use super::*;

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

//! Text made safe to lay out: no control characters, no direction that leaks or lies.
//!
//! Names and messages come from suppliers and customers. An override character in one of them
//! could turn a number round on paper; an unclosed isolate could swallow the rest of a line.
//! It must never change a letter or a digit.

const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const POP_ISOLATE: char = '\u{2069}';
const LEFT_TO_RIGHT_OVERRIDE: char = '\u{202D}';
const POP_OVERRIDE: char = '\u{202C}';

/// Deeper nesting is nobody's text; the bidi algorithm itself stops at 125.
const DEPTH_MAX: usize = 16;

/// Text of a slip: isolates are kept (the catalogue puts them round its values) but balanced
/// within each paragraph; overrides, embeddings and control characters go.
pub(crate) fn paragraph(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut open = 0;
    let mut ignored = 0_usize;
    for character in printable(text) {
        match character {
            '\u{2066}'..='\u{2068}' if open == DEPTH_MAX => ignored += 1,
            '\u{2066}'..='\u{2068}' => {
                open += 1;
                cleaned.push(character);
            }
            POP_ISOLATE if ignored > 0 => ignored -= 1,
            POP_ISOLATE if open == 0 => {}
            POP_ISOLATE => {
                open -= 1;
                cleaned.push(character);
            }
            '\n' => {
                close(&mut cleaned, &mut open);
                ignored = 0;
                cleaned.push('\n');
            }
            _ => cleaned.push(character),
        }
    }
    close(&mut cleaned, &mut open);
    cleaned
}

/// A value that reads from left to right whatever the slip's language: amount, phone, date, id.
pub(crate) fn left_to_right(value: &str) -> String {
    let value: String = bare(value).collect();
    // Between Arabic-Indic digits even an isolate lets `-` and spaces turn the groups round
    // (they are numbers of right-to-left text). Without letters nothing needs that: override it.
    let override_digits =
        value.chars().any(is_arabic_digit) && !value.chars().any(is_right_to_left_letter);
    if override_digits {
        format!("{LEFT_TO_RIGHT_ISOLATE}{LEFT_TO_RIGHT_OVERRIDE}{value}{POP_OVERRIDE}{POP_ISOLATE}")
    } else {
        format!("{LEFT_TO_RIGHT_ISOLATE}{value}{POP_ISOLATE}")
    }
}

/// Lets a value that is too long for its line break behind its hyphens rather than anywhere.
pub(crate) fn breakable(value: &str) -> String {
    value.replace('-', "-\u{200B}")
}

/// The characters of a secret that have ink or space, in the supplier's order.
pub(crate) fn bare(value: &str) -> impl Iterator<Item = char> + '_ {
    printable(value)
        .filter(|character| !is_direction_mark(*character))
        .map(|character| if character == '\n' { ' ' } else { character })
}

fn printable(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter_map(|character| match character {
        '\n' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some(' '),
        '\u{202A}'..='\u{202E}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' => None,
        '\u{206A}'..='\u{206F}' | '\u{E0000}'..='\u{E007F}' => None,
        control if control.is_control() => None,
        other => Some(other),
    })
}

fn close(cleaned: &mut String, open: &mut usize) {
    cleaned.extend(std::iter::repeat_n(POP_ISOLATE, *open));
    *open = 0;
}

fn is_direction_mark(character: char) -> bool {
    matches!(
        character,
        '\u{2066}'..='\u{2069}' | '\u{200B}'..='\u{200F}' | '\u{061C}' | '\u{2060}' | '\u{00AD}'
    )
}

fn is_arabic_digit(character: char) -> bool {
    matches!(character, '\u{0660}'..='\u{0669}' | '\u{06F0}'..='\u{06F9}')
}

fn is_right_to_left_letter(character: char) -> bool {
    matches!(
        character,
        '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
    ) && character.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overrides_and_controls_go_and_letters_stay() {
        assert_eq!(paragraph("a\u{202E}b\u{0}c\u{1b}[1m\td\r\ne"), "abc[1m d\ne");
        assert_eq!(paragraph("رقم ٤٢، نعم؟"), "رقم ٤٢، نعم؟");
    }

    #[test]
    fn isolates_are_balanced_in_each_paragraph() {
        assert_eq!(paragraph("\u{2069}a\u{2068}b"), "a\u{2068}b\u{2069}");
        assert_eq!(paragraph("\u{2067}a\nb\u{2069}"), "\u{2067}a\u{2069}\nb");
        let deep = paragraph(&"\u{2066}".repeat(500));
        assert_eq!(deep.chars().count(), 2 * DEPTH_MAX);
    }

    #[test]
    fn a_value_is_isolated_and_cannot_break_out() {
        assert_eq!(left_to_right("50.00 ₪"), "\u{2066}50.00 ₪\u{2069}");
        assert_eq!(left_to_right("1\u{2069}\u{2067}2\n3"), "\u{2066}12 3\u{2069}");
        assert_eq!(left_to_right("٤٢-٧"), "\u{2066}\u{202D}٤٢-٧\u{202C}\u{2069}");
        assert_eq!(left_to_right("٥ دنانير"), "\u{2066}٥ دنانير\u{2069}");
    }
}

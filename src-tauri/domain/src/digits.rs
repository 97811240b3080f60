//! Digits as people type them: Arabic-Indic, Persian, with marks a keyboard or a copy leaves behind.

/// The text with Arabic-Indic (٠-٩) and Persian (۰-۹) digits as ASCII, and without invisible
/// direction marks; outer white space is gone.
#[must_use]
pub fn ascii_digits(text: &str) -> String {
    text.trim()
        .chars()
        .filter(|c| !is_direction_mark(*c))
        .map(|c| match c {
            '\u{660}'..='\u{669}' => shift(c, 0x660),
            '\u{6F0}'..='\u{6F9}' => shift(c, 0x6F0),
            other => other,
        })
        .collect::<String>()
        .trim()
        .to_owned()
}

/// A decimal number as a person types it: any digits, `.`, `,` or the Arabic `٫` as the decimal
/// mark, `٬`, `'` and blanks between groups. A comma is a decimal mark only where it can be nothing
/// else: one comma, and not three digits behind it.
#[must_use]
pub fn typed_decimal(text: &str) -> String {
    let text: String = ascii_digits(text)
        .chars()
        .filter(|c| !matches!(c, '\u{66C}' | '\'' | ' ' | '\u{A0}' | '\u{202F}'))
        .map(|c| if c == '\u{66B}' { '.' } else { c })
        .collect();
    if text.contains('.') {
        return text.replace(',', "");
    }
    match text.split_once(',') {
        Some((whole, part)) if part.len() != 3 && !part.contains(',') => format!("{whole}.{part}"),
        Some(_) => text.replace(',', ""),
        None => text,
    }
}

fn shift(c: char, base: u32) -> char {
    char::from_digit(u32::from(c).saturating_sub(base), 10).unwrap_or(c)
}

fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{61C}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_and_persian_digits_become_ascii() {
        assert_eq!(ascii_digits("٠٥٩٩ ١٢٣"), "0599 123");
        assert_eq!(ascii_digits("\u{200F}۰۱۲۳۴۵۶۷۸۹ "), "0123456789");
    }

    #[test]
    fn amounts_are_read_as_people_type_them() {
        assert_eq!(typed_decimal("٣٨٫٥٠"), "38.50");
        assert_eq!(typed_decimal("1,500"), "1500");
        assert_eq!(typed_decimal("38,5"), "38.5");
        assert_eq!(typed_decimal("1,500.25"), "1500.25");
        assert_eq!(typed_decimal("1 500"), "1500");
    }
}

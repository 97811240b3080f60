//! How a record is written: a line of format, lines of `name=length:value`, and sections of such
//! lines, each a picture of one row. The length makes every value's end certain, so nothing is
//! escaped; docs/journal.md has the whole form and an example.

/// The first line of every record; another form has another number.
pub(crate) const FORMAT: &[u8] = b"raseed-journal 1\n";

/// Adds `name=length:value` and the line's end.
pub(crate) fn put_line(text: &mut Vec<u8>, name: &str, value: &[u8]) {
    text.extend_from_slice(name.as_bytes());
    text.push(b'=');
    put_number(text, value.len());
    text.push(b':');
    text.extend_from_slice(value);
    text.push(b'\n');
}

/// Adds a number in decimal digits, which is what most of a record's lines need.
fn put_number(text: &mut Vec<u8>, number: usize) {
    if number >= 10 {
        put_number(text, number / 10);
    }
    text.push(u8::try_from(number % 10).map_or(b'0', |digit| b'0' | digit));
}

/// Adds the line that begins a section.
pub(crate) fn put_section(text: &mut Vec<u8>, name: &str) {
    text.extend_from_slice(format!("[{name}]\n").as_bytes());
}

/// A name and its value.
pub(crate) type Line<'a> = (&'a str, &'a [u8]);

/// A record, read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Record<'a> {
    /// The lines before the first section: when, what, who.
    pub(crate) head: Vec<Line<'a>>,
    /// Each section's name and lines.
    pub(crate) sections: Vec<(&'a str, &'a [u8])>,
}

impl<'a> Record<'a> {
    /// Reads a record; whatever is not exactly in the form is none.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(FORMAT)?;
        let mut head = Vec::with_capacity(12);
        while let Some(after) = next_line(rest)? {
            head.push(after.0);
            rest = after.1;
        }
        let mut sections = Vec::with_capacity(4);
        while !rest.is_empty() {
            let inside = rest.strip_prefix(b"[")?;
            let end = inside.iter().position(|byte| *byte == b']')?;
            let name = std::str::from_utf8(inside.get(..end)?).ok()?;
            let body = inside.get(end..)?.strip_prefix(b"]\n")?;
            rest = body;
            while let Some((_, after)) = next_line(rest)? {
                rest = after;
            }
            let length = body.len().saturating_sub(rest.len());
            sections.push((name, body.get(..length)?));
        }
        Some(Self { head, sections })
    }

    /// A line of the head.
    pub(crate) fn say(&self, name: &str) -> Option<&'a str> {
        let (_, value) = self.head.iter().find(|(found, _)| *found == name)?;
        std::str::from_utf8(value).ok()
    }
}

/// A section's lines.
pub(crate) fn lines(section: &[u8]) -> Vec<Line<'_>> {
    let mut rest = section;
    let mut found = Vec::new();
    while let Some(Some((line, after))) = next_line(rest) {
        found.push(line);
        rest = after;
    }
    found
}

/// The line a text begins with and what follows it; no line at the end and before a section.
#[expect(clippy::option_option, reason = "not in the form, no more lines, a line")]
fn next_line(text: &[u8]) -> Option<Option<(Line<'_>, &[u8])>> {
    if text.first().is_none_or(|byte| *byte == b'[') {
        return Some(None);
    }
    let equals = text.iter().position(|byte| *byte == b'=')?;
    let (name, rest) = text.split_at_checked(equals)?;
    let rest = rest.strip_prefix(b"=")?;
    let colon = rest.iter().position(|byte| *byte == b':')?;
    let (digits, rest) = rest.split_at_checked(colon)?;
    let length = std::str::from_utf8(digits).ok()?.parse().ok()?;
    let (value, rest) = rest.strip_prefix(b":")?.split_at_checked(length)?;
    let rest = rest.strip_prefix(b"\n")?;
    Some(Some(((std::str::from_utf8(name).ok()?, value), rest)))
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digit = |value: u8| DIGITS.get(usize::from(value)).copied().unwrap_or('0');
    let mut text = String::with_capacity(bytes.len().saturating_mul(2));
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
    }
    text
}

/// The bytes that hexadecimal digits stand for.
pub(crate) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|digit| digit.to_digit(16).and_then(|value| u8::try_from(value).ok()))
        .collect();
    let digits = digits?;
    let pairs = digits.chunks_exact(2);
    let is_whole = pairs.remainder().is_empty();
    let bytes = pairs.map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect();
    is_whole.then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Vec<u8> {
        let mut text = FORMAT.to_vec();
        put_line(&mut text, "kind", b"sent");
        put_line(&mut text, "clerk", "[سامي]\n".as_bytes());
        put_section(&mut text, "event.7");
        put_line(&mut text, "at", b"5");
        put_section(&mut text, "order");
        put_line(&mut text, "state", b"unknown");
        put_line(&mut text, "empty", b"");
        text
    }

    #[test]
    fn what_is_written_is_read_back_whatever_a_value_holds() {
        let text = example();
        let record = Record::read(&text).unwrap();
        assert_eq!(record.say("kind"), Some("sent"));
        assert_eq!(record.say("clerk"), Some("[سامي]\n"));
        let names: Vec<_> = record.sections.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["event.7", "order"]);
        let order = lines(record.sections[1].1);
        assert_eq!(order, [("state", &b"unknown"[..]), ("empty", &b""[..])]);
    }

    #[test]
    fn what_is_not_in_the_form_is_no_record() {
        let text = example();
        assert_eq!(Record::read(&text[..text.len() - 1]), None, "cut off");
        assert_eq!(Record::read(&text[1..]), None, "another format");
        let longer = String::from_utf8_lossy(&text).replace("=4:", "=5:");
        assert_eq!(Record::read(longer.as_bytes()), None, "another length");
        assert_eq!(Record::read(&[&text[..], b"x"].concat()), None, "something after it");
        assert_eq!(Record::read(b""), None);
    }

    #[test]
    fn hexadecimal_digits_and_bytes_are_the_same() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(from_hex(&hex(&bytes)).unwrap(), bytes);
        assert_eq!(hex(&[0, 10, 255]), "000aff");
        assert_eq!(from_hex("0"), None);
        assert_eq!(from_hex("0g"), None);
    }

    #[test]
    fn the_worked_example_of_the_documentation_is_true() {
        let page = include_str!("../../../../docs/journal.md");
        let mut before = vec![0; 32];
        let mut examples = page.split("```record\n").skip(1);
        for seq in 1..=2 {
            let (record, rest) = examples.next().unwrap().split_once("```").unwrap();
            let hash = rest.split('`').nth(1).unwrap();
            let read = Record::read(record.as_bytes()).unwrap();
            assert_eq!(read.say("seq").unwrap(), seq.to_string());
            before = super::super::append::hash_after(&before, record.as_bytes());
            assert_eq!(hex(&before), hash, "record {seq}");
        }
        assert!(examples.next().is_none());
        let salt: Vec<u8> = (0..32).collect();
        let detail = super::super::tables::commitment(&salt, b"the line went dead");
        assert!(page.contains(&format!("detail_salted=64:{detail}")));
    }
}

//! Just enough of Rust's grammar: what is code, where tests begin, how long functions are.

/// `text` with comments and the inside of strings blanked; line breaks and lengths in
/// lines stay.
pub(crate) fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let after_word = code.ends_with(|before: char| before.is_alphanumeric() || before == '_');
        let end = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if letter == '"' {
            string(rest)
        } else if !after_word && raw_string_hashes(rest).is_some() {
            raw_string(rest)
        } else if letter == '\'' {
            character(rest)
        } else {
            code.push(letter);
            rest = &rest[letter.len_utf8()..];
            continue;
        };
        code.extend(rest[..end].chars().map(|skipped| if skipped == '\n' { '\n' } else { ' ' }));
        rest = &rest[end..];
    }
    code
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

fn string(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

/// How many `#` a raw string starts with; none where there is no raw string.
fn raw_string_hashes(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let quoted = inside.trim_start_matches('#');
    quoted.starts_with('"').then(|| inside.len() - quoted.len())
}

fn raw_string(text: &str) -> usize {
    let hashes = raw_string_hashes(text).unwrap_or(0);
    let closing = format!("\"{}", "#".repeat(hashes));
    let start = text.find('"').map_or(text.len(), |quote| quote + 1);
    text[start..].find(&closing).map_or(text.len(), |end| start + end + closing.len())
}

/// A character literal, or the single quote of a lifetime.
fn character(text: &str) -> usize {
    let mut letters = text.char_indices().skip(1);
    match (letters.next(), letters.next()) {
        (Some((_, '\\')), Some((escaped, _))) => {
            let tail = &text[escaped + 1..];
            tail.find('\'').map_or(1, |quote| escaped + 1 + quote + 1)
        }
        (Some(_), Some((quote, '\''))) => quote + 1,
        _ => 1,
    }
}

/// The code before the `#[cfg(test)] mod …` tail.
pub(crate) fn without_tests(code: &str) -> &str {
    let tail = code.match_indices("#[cfg(test)]").find(|(at, mark)| {
        let after = code[at + mark.len()..].trim_start();
        let is_module =
            after.starts_with("mod ") && after.find('{') < after.find(';').or(Some(usize::MAX));
        is_module && after.contains('{')
    });
    tail.map_or(code, |(at, _)| &code[..at])
}

/// A function of `code`: its name, first line, and number of lines.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Function<'a> {
    pub(crate) name: &'a str,
    pub(crate) line: usize,
    pub(crate) lines: usize,
}

/// Every function with a body, nested ones too.
pub(crate) fn functions(code: &str) -> Vec<Function<'_>> {
    let starts = code.match_indices("fn ").filter(|(at, _)| {
        !code[..*at].ends_with(|before: char| before.is_alphanumeric() || before == '_')
    });
    let functions = starts.filter_map(|(at, keyword)| {
        let rest = &code[at + keyword.len()..];
        let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_')?;
        let body = body(rest)?;
        let line = code[..at].matches('\n').count() + 1;
        let lines = rest[..body].matches('\n').count() + 1;
        (end > 0).then_some(Function { name: &rest[..end], line, lines })
    });
    functions.collect()
}

/// Where the body of a function that starts here ends; none for a declaration without one.
fn body(rest: &str) -> Option<usize> {
    let mut round = 0;
    let mut curly = 0;
    for (at, letter) in rest.char_indices() {
        match letter {
            '(' | '[' => round += 1,
            ')' | ']' => round -= 1,
            '{' => curly += 1,
            '}' => {
                curly -= 1;
                if curly == 0 {
                    return Some(at);
                }
            }
            ';' if round == 0 && curly == 0 => return None,
            _ => {}
        }
    }
    None
}

#[test]
fn comments_and_strings_are_no_code() {
    let text = "a // b\n/* c /* d */ e */ f \"g \\\" h\" r#\"i \" j\"# '\\'' '\"' k<'l>(m: &'l n) \"\\\\\" o";
    let words: Vec<String> = code_only(text).split_whitespace().map(str::to_owned).collect();
    assert_eq!(words, ["a", "f", "k<", "l>(m:", "&", "l", "n)", "o"]);
    assert_eq!(code_only("x\n/*\n\n*/\ny").matches('\n').count(), 4);
}

#[test]
fn a_test_module_at_the_end_is_cut_off_and_a_single_item_is_not() {
    assert_eq!(without_tests("fn a() {}\n#[cfg(test)]\nmod tests { fn b() {} }"), "fn a() {}\n");
    let item = "#[cfg(test)]\nuse x;\nfn a() {}\n";
    assert_eq!(without_tests(item), item);
    let declared = "#[cfg(test)]\nmod tests;\nfn a() {}\n";
    assert_eq!(without_tests(declared), declared);
}

#[test]
fn functions_are_measured_with_their_signature() {
    let code = "trait T {\n    fn none(&self) -> [u8; 4];\n}\nfn one() {}\npub fn two(\n    a: fn(u8) -> u8,\n) -> bool {\n    {}\n    true\n}\n";
    let expected =
        [Function { name: "one", line: 4, lines: 1 }, Function { name: "two", line: 5, lines: 6 }];
    assert_eq!(functions(code), expected);
}

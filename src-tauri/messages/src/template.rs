//! How a gateway is spoken to, as data: which request sends, how a yes and a no look, where its id
//! stands. Presets are such data; a shop may write its own.

use crate::gateway::Reply;
use domain::{phone::Phone, secret::Secret, segments::Alphabet};
use regex::Regex;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A template.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Where the gateway is, where the provisioning file does not say.
    pub base_url: Option<String>,
    /// How it writes a number.
    #[serde(default)]
    pub(crate) number: Number,
    /// How it writes a text.
    #[serde(default)]
    pub(crate) charset: Charset,
    /// Its words for the two alphabets.
    pub(crate) alphabets: Option<Alphabets>,
    /// Whether the same id sent twice is one message there.
    #[serde(default)]
    pub(crate) keyed: bool,
    pub(crate) send: Form,
    /// All must hold for a yes, beside a status from 200 to 299.
    #[serde(default)]
    pub(crate) ok: Vec<Test>,
    /// Any of them is a no.
    #[serde(default)]
    pub(crate) no: Vec<Test>,
    /// The gateway's own id.
    pub(crate) id: Option<Pick>,
    /// Its words for people.
    pub(crate) error: Option<Pick>,
    pub(crate) look_up: Option<LookUp>,
}

/// A request as data. Every text in it may hold placeholders.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Form {
    pub(crate) get: bool,
    pub(crate) path: String,
    /// Whether account and secret go as HTTP Basic, where both are there.
    pub(crate) basic: bool,
    pub(crate) query: BTreeMap<String, String>,
    pub(crate) form: BTreeMap<String, String>,
    pub(crate) json: Option<Value>,
    pub(crate) headers: BTreeMap<String, String>,
}

/// How a message is asked about.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LookUp {
    pub(crate) ask: Form,
    pub(crate) state: Pick,
    /// Its words for a message it has, that arrived, and that does not arrive.
    #[serde(default)]
    pub(crate) sent: Vec<String>,
    #[serde(default)]
    pub(crate) delivered: Vec<String>,
    #[serde(default)]
    pub(crate) failed: Vec<String>,
}

/// A place in an answer: in its JSON, or the first group of an expression over the whole text.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pick {
    pointer: Option<String>,
    matches: Option<Pattern>,
}

/// Something that holds of an answer: a place in its JSON, or else its whole text, matches.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Test {
    pointer: Option<String>,
    matches: Pattern,
}

/// How a gateway writes a number.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Number {
    /// `+970599123456`
    #[default]
    Plus,
    /// `970599123456`
    Digits,
    /// `00970599123456`
    Zeros,
    /// `0599123456`, for numbers of this country code; others with two zeros.
    National(String),
}

/// How a gateway writes a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Charset {
    /// As it is.
    #[default]
    Utf8,
    /// UTF-16, big end first, as hexadecimal digits.
    Ucs2Hex,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Alphabets {
    gsm7: String,
    ucs2: String,
}

/// A regular expression.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
struct Pattern(Regex);

impl TryFrom<String> for Pattern {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Regex::new(&text).map(Pattern).map_err(|_| "is not a regular expression")
    }
}

/// A text is no template. It never repeats a value: it may be a key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotATemplate(String);

/// What a template's placeholders may be.
const PLACEHOLDERS: [&str; 8] =
    ["to", "text", "sender", "id", "account", "secret", "alphabet", "route_message"];

/// The template of requests nobody described: JSON with `id`, `to`, `from` and `text`.
pub const PLAIN: &str = "json";

const PRESETS: [(&str, &str); 3] = [
    (PLAIN, include_str!("../presets/json.json")),
    ("unifonic", include_str!("../presets/unifonic.json")),
    ("vonage", include_str!("../presets/vonage.json")),
];

impl Template {
    /// The preset of this name.
    #[must_use]
    pub fn preset(name: &str) -> Option<Self> {
        let (_, text) = PRESETS.iter().find(|(known, _)| *known == name)?;
        Self::from_json(text).ok()
    }

    /// The names of the presets.
    #[must_use]
    pub fn presets() -> [&'static str; PRESETS.len()] {
        PRESETS.map(|(name, _)| name)
    }

    /// Reads a template.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn from_json(text: &str) -> Result<Self, NotATemplate> {
        let template: Template = serde_json::from_str(text).map_err(|error| {
            // Serde repeats values in every other sentence.
            let said = error.to_string();
            let said = said.split(" at line ").next().unwrap_or_default();
            let known = ["unknown field", "missing field", "is not a regular expression"];
            let harmless = known.iter().any(|start| said.starts_with(start));
            NotATemplate(if harmless {
                said.to_owned()
            } else {
                "has a value of a wrong kind".into()
            })
        })?;
        let asked = template.look_up.as_ref().map(|look_up| &look_up.ask);
        for form in std::iter::once(&template.send).chain(asked) {
            form.check()?;
        }
        Ok(template)
    }

    /// A number as the gateway writes it.
    pub(crate) fn number(&self, to: &Phone) -> String {
        let digits = to.as_str().trim_start_matches('+');
        match &self.number {
            Number::Plus => format!("+{digits}"),
            Number::Digits => digits.to_owned(),
            Number::Zeros => format!("00{digits}"),
            Number::National(code) => match digits.strip_prefix(code.as_str()) {
                Some(rest) => format!("0{rest}"),
                None => format!("00{digits}"),
            },
        }
    }

    /// A text as the gateway writes it.
    pub(crate) fn text(&self, text: &Secret) -> Secret {
        match self.charset {
            Charset::Utf8 => text.clone(),
            Charset::Ucs2Hex => {
                let units = text.reveal().encode_utf16().map(|unit| format!("{unit:04X}"));
                Secret::new(units.collect::<String>())
            }
        }
    }

    /// The gateway's word for an alphabet.
    pub(crate) fn alphabet(&self, alphabet: Alphabet) -> &str {
        match (&self.alphabets, alphabet) {
            (Some(words), Alphabet::Gsm7) => &words.gsm7,
            (Some(words), Alphabet::Ucs2) => &words.ucs2,
            (None, _) => "",
        }
    }
}

/// A shop may have written a key into it.
impl std::fmt::Debug for Template {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Template")
    }
}

impl Form {
    /// Whether it fills in this placeholder.
    pub(crate) fn names(&self, name: &str) -> bool {
        let mut pieces = self.texts().into_iter().flat_map(pieces);
        pieces.any(|piece| matches!(piece, Piece::Place(found) if found == name))
    }

    fn texts(&self) -> Vec<&str> {
        let maps = [&self.query, &self.form, &self.headers];
        let values = maps.iter().flat_map(|map| map.values()).map(String::as_str);
        let mut texts: Vec<&str> = values.chain([self.path.as_str()]).collect();
        strings(self.json.as_ref().unwrap_or(&Value::Null), &mut texts);
        texts
    }

    fn check(&self) -> Result<(), NotATemplate> {
        if !self.path.is_empty() && !self.path.starts_with('/') {
            return Err(NotATemplate("path must begin with /".to_owned()));
        }
        for text in self.texts() {
            if let Some(name) = pieces(text).find_map(|piece| match piece {
                Piece::Place(name) if !PLACEHOLDERS.contains(&name) => Some(name),
                Piece::Place(_) | Piece::Plain(_) => None,
            }) {
                return Err(NotATemplate(format!("{{{name}}} is no placeholder")));
            }
        }
        Ok(())
    }
}

fn strings<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(fields) => fields.values().for_each(|item| strings(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

enum Piece<'a> {
    Plain(&'a str),
    Place(&'a str),
}

/// A text cut at its placeholders: `{name}`, of small letters and dashes below.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some((name, after)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'))
            && !name.is_empty()
            && name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
        {
            rest = after;
            return Some(Piece::Place(name));
        }
        // From the second letter on, so that a brace that opens nothing is passed.
        let next = rest.char_indices().skip(1).find(|(_, letter)| *letter == '{');
        let (plain, after) = rest.split_at(next.map_or(rest.len(), |(at, _)| at));
        rest = after;
        Some(Piece::Plain(plain))
    })
}

/// What stands in the placeholders' stead.
pub(crate) struct Values<'a>(pub(crate) Vec<(&'static str, &'a str)>);

impl Values<'_> {
    /// Fills a text, once: what is filled in is never read as a placeholder again.
    pub(crate) fn fill(&self, text: &str, write: impl Fn(&str) -> String) -> String {
        let value = |name: &str| {
            self.0.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| *value)
        };
        pieces(text)
            .map(|piece| match piece {
                Piece::Plain(plain) => plain.to_owned(),
                Piece::Place(name) => write(value(name)),
            })
            .collect()
    }

    /// Fills every text of a JSON value.
    pub(crate) fn fill_json(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.fill(text, str::to_owned)),
            Value::Array(items) => items.iter().map(|item| self.fill_json(item)).collect(),
            Value::Object(fields) => Value::Object(
                fields.iter().map(|(key, item)| (key.clone(), self.fill_json(item))).collect(),
            ),
            Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        }
    }
}

impl Pick {
    /// What stands there, if anything does.
    pub(crate) fn of(&self, reply: &Reply) -> Option<String> {
        let found = place(self.pointer.as_deref(), reply)?;
        let Some(Pattern(pattern)) = &self.matches else { return Some(found) };
        let groups = pattern.captures(&found)?;
        groups.get(1).or(groups.get(0)).map(|group| group.as_str().to_owned())
    }
}

impl Test {
    /// Whether it holds of an answer.
    pub(crate) fn holds(&self, reply: &Reply) -> bool {
        place(self.pointer.as_deref(), reply).is_some_and(|found| self.matches.0.is_match(&found))
    }
}

/// A text or a number at a place of an answer's JSON; without a place, the whole answer.
fn place(pointer: Option<&str>, reply: &Reply) -> Option<String> {
    let Some(pointer) = pointer else { return Some(reply.text.trim().to_owned()) };
    match reply.json().pointer(pointer)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrong(text: &str) -> String {
        Template::from_json(text).expect_err("it is wrong").to_string()
    }

    #[test]
    fn every_preset_is_a_template() {
        for name in Template::presets() {
            assert!(Template::preset(name).is_some(), "{name}");
        }
        assert!(Template::preset("nobody").is_none());
    }

    #[test]
    fn what_is_wrong_is_named_and_no_value_is_repeated() {
        assert!(wrong(r#"{"send":{},"colour":1}"#).starts_with("unknown field `colour`"));
        assert_eq!(wrong("{}"), "missing field `send`");
        assert_eq!(wrong(r#"{"send":{"path":"sms"}}"#), "path must begin with /");
        assert_eq!(wrong(r#"{"send":{"form":{"a":"{too}"}}}"#), "{too} is no placeholder");
        assert_eq!(wrong(r#"{"send":{"json":{"a":["{too}"]}}}"#), "{too} is no placeholder");
        assert_eq!(wrong(r#"{"send":{},"ok":[{"matches":"("}]}"#), "is not a regular expression");
        let secret = wrong(r#"{"send":"geheim"}"#);
        assert!(!secret.contains("geheim"), "{secret}");
    }

    #[test]
    fn a_number_is_written_as_the_gateway_wants_it() {
        let number = |style: &str, phone: &str| {
            let template = Template::from_json(&format!(r#"{{"send":{{}},"number":{style}}}"#));
            template.unwrap().number(&Phone::from_e164(phone))
        };
        assert_eq!(number("\"plus\"", "+970599123456"), "+970599123456");
        assert_eq!(number("\"digits\"", "+970599123456"), "970599123456");
        assert_eq!(number("\"zeros\"", "+970599123456"), "00970599123456");
        assert_eq!(number(r#"{"national":"970"}"#, "+970599123456"), "0599123456");
        assert_eq!(number(r#"{"national":"970"}"#, "+962790123456"), "00962790123456");
    }

    #[test]
    fn a_text_may_be_hexadecimal_digits() {
        let template = Template::from_json(r#"{"send":{},"charset":"ucs2_hex"}"#).unwrap();
        assert_eq!(template.text(&Secret::new("شA🎮")).reveal(), "06340041D83CDFAE");
    }

    #[test]
    fn a_brace_that_names_nothing_stays() {
        let values = Values(vec![("to", "1")]);
        let as_is = str::to_owned;
        assert_eq!(values.fill("{ {to} } {TO} {} {", as_is), "{ 1 } {TO} {} {");
    }

    proptest! {
        #[test]
        fn what_is_filled_in_is_never_a_placeholder(text in "[{}a-z_ ]{0,20}(\\{secret\\})?[{}a-z]{0,9}") {
            let values = Values(vec![("text", text.as_str()), ("secret", "geheim")]);
            prop_assert_eq!(values.fill("<{text}>", str::to_owned), format!("<{text}>"));
        }
    }
}

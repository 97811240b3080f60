//! Makes replies out of good ones: a seeded sequence of bit flips, cuts, splices, depth, huge numbers,
//! doubled keys, bytes that are no text.

use crate::readers::Reader;
use engine::ports::supplier::WireReply;
use simulator::seed;

/// Larger than any true reply; the longest that a transport passes has a test of its own.
const BODY_CAP: usize = 64 * 1024;
const STATUSES: [u16; 16] =
    [200, 200, 200, 200, 201, 202, 301, 400, 401, 404, 409, 422, 429, 500, 502, 503];
/// What may stand where a value stood.
const VALUES: [&str; 20] = [
    "null",
    "true",
    "false",
    "{}",
    "[]",
    "\"\"",
    "\" \"",
    "0",
    "-1",
    "1e400",
    "-0.0000000000000000000000000000000000001",
    "1E-999999999",
    "\"NaN\"",
    "\"1,000.00\"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "\"\u{202e}\u{200f}\"",
    "9999999999999999999999999999999999999999999999999999999999999999",
    "{\"message\":\"x\"}",
    "[[[[[[[[\"x\"]]]]]]]]",
];
/// Bytes that are no text.
const NO_TEXT: [&[u8]; 4] = [b"\xff\xfe", b"\xc3\x28", b"\xed\xa0\x80", b"\xf0\x9f"];

pub(crate) struct Mutator {
    state: u64,
    samples: Vec<&'static str>,
}

impl Mutator {
    pub(crate) fn new(seed: u64, reader: &Reader) -> Self {
        let samples = reader.samples.iter().chain(reader.refusals).copied().collect();
        Self { state: seed::mix_text(seed, reader.name), samples }
    }

    /// The next reply.
    pub(crate) fn reply(&mut self) -> WireReply {
        let mut body = self.sample();
        for _ in 0..self.below(4) {
            self.mutate(&mut body);
        }
        body.truncate(BODY_CAP);
        WireReply {
            status: *self.one(&STATUSES),
            body,
            complete: self.below(16) > 0,
            retry_after: None,
            date: None,
        }
    }

    fn sample(&mut self) -> Vec<u8> {
        let at = self.below(self.samples.len());
        self.samples.get(at).copied().unwrap_or_default().as_bytes().to_vec()
    }

    fn mutate(&mut self, body: &mut Vec<u8>) {
        match self.below(14) {
            0 => self.flip(body),
            1 => {
                let at = self.place(body);
                body.truncate(at);
            }
            2 => {
                let (from, to) = self.range(body);
                body.drain(from..to);
            }
            3 => {
                let (from, to) = self.range(body);
                let again = body.get(from..to).unwrap_or_default().to_vec();
                self.insert(body, &again);
            }
            4 => {
                let other = self.sample();
                let (here, there) = (self.place(body), self.place(&other));
                body.truncate(here);
                body.extend_from_slice(other.get(there..).unwrap_or_default());
            }
            5 => {
                let depth = self.below(3_000);
                let deep = self.one(&["[", "{\"a\":", "]", "}"]).repeat(depth);
                self.insert(body, deep.as_bytes());
            }
            6 => {
                let digits = b"7".repeat(self.below(5_000));
                self.replace_value(body, &digits);
            }
            7 | 8 => {
                let value = self.one(&VALUES).as_bytes();
                self.replace_value(body, value);
            }
            9 => self.double_member(body),
            10 => {
                let bytes = *self.one(&NO_TEXT);
                self.insert(body, bytes);
            }
            11 => {
                body.splice(0..0, *b"\xEF\xBB\xBF");
            }
            12 => self.rename_key(body),
            _ => {
                let at = self.place(body);
                let byte = u8::try_from(self.below(256)).unwrap_or_default();
                if let Some(old) = body.get_mut(at) {
                    *old = byte;
                }
            }
        }
    }

    fn flip(&mut self, body: &mut [u8]) {
        let (at, bit) = (self.place(body), self.below(8));
        if let Some(byte) = body.get_mut(at) {
            *byte ^= 1 << bit;
        }
    }

    fn insert(&mut self, body: &mut Vec<u8>, bytes: &[u8]) {
        let at = self.place(body);
        body.splice(at..at, bytes.iter().copied());
    }

    /// Puts something else where one value stands.
    fn replace_value(&mut self, body: &mut Vec<u8>, value: &[u8]) {
        let Some(colon) = self.find(body, b':') else { return };
        let end = body.iter().skip(colon + 1).position(|byte| b",}]".contains(byte));
        let end = end.map_or(body.len(), |after| colon + 1 + after);
        body.splice(colon + 1..end, value.iter().copied());
    }

    /// Lets a member stand twice, the second time perhaps with another value.
    fn double_member(&mut self, body: &mut Vec<u8>) {
        let Some(comma) = self.find(body, b',') else { return };
        let end = body.iter().skip(comma + 1).position(|byte| b",}]".contains(byte));
        let end = end.map_or(body.len(), |after| comma + 1 + after);
        let mut member = body.get(comma..end).unwrap_or_default().to_vec();
        if self.below(2) == 0 {
            let value = self.one(&VALUES).as_bytes();
            self.replace_value(&mut member, value);
        }
        body.splice(end..end, member);
    }

    fn rename_key(&mut self, body: &mut [u8]) {
        let Some(quote) = self.find(body, b'"') else { return };
        if let Some(letter) = body.get_mut(quote + 1).filter(|letter| letter.is_ascii_lowercase()) {
            *letter = letter.to_ascii_uppercase();
        }
    }

    /// A random place where a byte stands.
    fn find(&mut self, body: &[u8], wanted: u8) -> Option<usize> {
        let start = self.place(body);
        let (before, after) = body.split_at(start.min(body.len()));
        let here = after.iter().position(|byte| *byte == wanted).map(|at| start + at);
        here.or_else(|| before.iter().position(|byte| *byte == wanted))
    }

    fn range(&mut self, body: &[u8]) -> (usize, usize) {
        let (one, other) = (self.place(body), self.place(body));
        (one.min(other), one.max(other))
    }

    fn place(&mut self, body: &[u8]) -> usize {
        self.below(body.len() + 1)
    }

    fn one<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let at = self.below(list.len());
        list.get(at).unwrap_or_else(|| panic!("an empty list"))
    }

    fn below(&mut self, end: usize) -> usize {
        self.state = seed::mix(self.state, 1);
        let number = usize::try_from(self.state >> 16).unwrap_or_default();
        number.checked_rem(end).unwrap_or_default()
    }
}

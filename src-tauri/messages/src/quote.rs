//! What may be repeated of a route's words: gateways echo numbers, texts and keys in their errors, and
//! what a clerk reads is stored and shown.

use domain::{phone::Phone, secret::Secret};

/// A quotation is cut after so many letters.
const QUOTE_MAX: usize = 160;
/// Shorter pieces of a text are everyday words, and are no secret by themselves.
const PIECE_MIN: usize = 4;
const STRUCK: &str = "…";

/// What must not be repeated.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unsaid(Vec<Secret>);

impl Unsaid {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A key or a password, as it is and as it may come back in an address.
    pub(crate) fn secret(mut self, secret: &Secret) -> Self {
        self.put(secret.reveal());
        self
    }

    /// A text: the whole of it, each of its lines and each word of them.
    pub(crate) fn text(mut self, text: &Secret) -> Self {
        self.put(text.reveal());
        for line in text.reveal().lines() {
            self.put(line);
            for word in line.split_whitespace() {
                self.put(word);
            }
        }
        self
    }

    /// A phone number, with and without its plus.
    pub(crate) fn phone(mut self, phone: &Phone) -> Self {
        self.put(phone.as_str().trim_start_matches('+'));
        self
    }

    fn put(&mut self, piece: &str) {
        let piece = piece.trim();
        if piece.chars().count() >= PIECE_MIN {
            let encoded: String = url::form_urlencoded::byte_serialize(piece.as_bytes()).collect();
            self.0.push(Secret::new(piece));
            self.0.push(Secret::new(encoded));
        }
    }

    /// The words in one line, without anything that must not be repeated.
    pub(crate) fn quote(&self, words: &str) -> String {
        let mut pieces: Vec<&str> = self.0.iter().map(Secret::reveal).collect();
        // Longest first, or a piece of a longer one would leave the rest standing.
        pieces.sort_by_key(|piece| std::cmp::Reverse(piece.len()));
        let mut said = words.to_owned();
        for piece in pieces {
            said = said.replace(piece, STRUCK);
        }
        let line: Vec<&str> = said.split_whitespace().collect();
        line.join(" ").chars().filter(|letter| !letter.is_control()).take(QUOTE_MAX).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_texts_and_numbers_are_struck_out() {
        let unsaid = Unsaid::new()
            .secret(&Secret::new("tok+en/1"))
            .text(&Secret::new("Abu Ali\nPUBG 660 UC\n7KQX-9M2R"))
            .phone(&Phone::from_e164("+970599123456"));
        let said = unsaid.quote(
            "The number +970599123456 is off; auth=tok%2Ben%2F1 (tok+en/1), text 7KQX-9M2R\nlost",
        );
        assert_eq!(said, "The number +… is off; auth=… (…), text … lost");
    }

    #[test]
    fn a_long_answer_is_cut() {
        assert_eq!(Unsaid::new().quote(&"x".repeat(1000)).len(), QUOTE_MAX);
    }

    proptest! {
        #[test]
        fn no_piece_of_a_text_survives(
            code in "[A-Z0-9]{4,6}-[A-Z0-9]{4,6}",
            before in "[ a-z.]{0,30}",
            after in "[ a-z.]{0,30}",
        ) {
            let unsaid = Unsaid::new().text(&Secret::new(format!("Shop\nCode:\n{code}")));
            let said = unsaid.quote(&format!("{before}{code}{after}"));
            prop_assert!(!said.contains(&code), "{said}");
        }
    }
}

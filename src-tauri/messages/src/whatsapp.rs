//! A link that opens WhatsApp with a text to a number. A person presses send: nothing is known of it
//! afterwards, and nothing is claimed.

use domain::{phone::Phone, secret::Secret};

/// The link. It holds the text, so it is as secret as the text is.
#[must_use]
pub fn link(to: &Phone, text: &Secret) -> Secret {
    let digits: String = to.as_str().chars().filter(char::is_ascii_digit).collect();
    // WhatsApp reads %20 as a blank everywhere, and `+` not on every telephone.
    let encoded: String = url::form_urlencoded::byte_serialize(text.reveal().as_bytes()).collect();
    Secret::new(format!("https://wa.me/{digits}?text={}", encoded.replace('+', "%20")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_says_the_whole_text_to_the_number() {
        let text = "محل أبو علي\n7KQX-9M2R & co + 1%";
        let link = link(&Phone::from_e164("+970599123456"), &Secret::new(text));
        let url = url::Url::parse(link.reveal()).unwrap();
        assert_eq!((url.host_str(), url.path()), (Some("wa.me"), "/970599123456"));
        assert_eq!(url.query_pairs().collect::<Vec<_>>(), [("text".into(), text.into())]);
        assert!(!link.reveal().contains(['+', ' ', '\n']), "{}", link.reveal());
    }
}

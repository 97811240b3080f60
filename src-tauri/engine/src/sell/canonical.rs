//! A request in one text, by which a repeat is known.

use super::{Means, SaleRequest};
use domain::{digits::ascii_digits, phone::Phone};
use std::fmt::Write as _;

/// What a request asks for, in one text: the same request id must come with the same text. Made
/// without the catalogue, so that a repeat is answered whatever became of its product since.
pub(crate) fn canonical(request: &SaleRequest, country: &str) -> String {
    let mut text = String::new();
    for line in &request.lines {
        let typed = line.phone.as_deref().unwrap_or("");
        let phone = Phone::parse(typed, country)
            .map_or_else(|_| ascii_digits(typed), |typed| typed.phone.as_str().to_owned());
        // Writing to a `String` cannot fail.
        let _infallible = write!(text, "{}\u{1f}{}\u{1f}{phone}", line.product, line.quantity);
        for (key, value) in &line.fields {
            let _infallible = write!(text, "\u{1f}{key}={}", ascii_digits(value));
        }
        if let Some(amount) = line.amount {
            let _infallible = write!(text, "\u{1f}\u{1f}{}", amount.normalize());
        }
        text.push('\u{1e}');
    }
    match &request.means {
        Means::Cash => {}
        Means::Debt { debtor, .. } => {
            let _infallible = write!(text, "\u{1d}debt\u{1d}{debtor}");
        }
        // Never the card: not even its digest may be kept.
        Means::Card { processor, .. } => {
            let _infallible = write!(text, "\u{1d}{processor}");
        }
    }
    text
}

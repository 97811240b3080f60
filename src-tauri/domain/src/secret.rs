//! Text that must never be shown by accident: voucher codes, PINs, API keys (INV-13).

use std::fmt;
use zeroize::Zeroizing;

/// A secret text. `Debug` and `Display` never show it; its memory is wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a text into custody.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself. Every caller must have a reason a shop owner would accept.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What may be shown: four bullets and the last four characters; the last two if there are
    /// 5 to 8; none if shorter (contract §2).
    #[must_use]
    pub fn masked(&self) -> String {
        let length = self.0.chars().count();
        let shown = match length {
            0..=4 => 0,
            5..=8 => 2,
            _ => 4,
        };
        let tail: String = self.0.chars().skip(length.saturating_sub(shown)).collect();
        format!("{HIDDEN}{tail}")
    }

    /// What may be shown of a PIN: nothing (contract §2).
    #[must_use]
    pub fn hidden() -> String {
        HIDDEN.to_owned()
    }
}

const HIDDEN: &str = "••••";

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(••••)")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_shows_the_last_four_or_two_or_none() {
        assert_eq!(Secret::new("ABCD-EFGH-1234").masked(), "••••1234");
        assert_eq!(Secret::new("123456789").masked(), "••••6789");
        assert_eq!(Secret::new("12345678").masked(), "••••78");
        assert_eq!(Secret::new("12345").masked(), "••••45");
        assert_eq!(Secret::new("1234").masked(), "••••");
        assert_eq!(Secret::new("").masked(), "••••");
    }

    #[test]
    fn debug_never_shows_a_secret() {
        assert_eq!(format!("{:?}", Secret::new("7KQX9M2R")), "Secret(••••)");
    }
}

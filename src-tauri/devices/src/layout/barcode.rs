//! A Code 128 barcode in whole dots.
//!
//! It must never know what the text opens.

use barcoders::sym::code128::Code128;
use domain::secret::Secret;

use crate::bitmap::Bitmap;

/// White modules the standard demands on both sides.
const QUIET_MODULES: i32 = 10;
/// One dot for each module is not read from thermal paper.
const DOTS_PER_MODULE_MIN: i32 = 2;
const DOTS_PER_MODULE_MAX: i32 = 3;

/// Bars and gaps of a text, and how many dots each takes.
pub(crate) struct Barcode {
    modules: Vec<u8>,
    dots: i32,
}

impl Barcode {
    /// `None` if the text has characters that Code 128 has not, or the paper is too narrow.
    pub(crate) fn new(text: &Secret, paper_width: i32) -> Option<Self> {
        let text = text.reveal();
        let is_plain = !text.is_empty() && text.chars().all(|c| matches!(c, ' '..='~'));
        if !is_plain {
            return None;
        }
        // An even number of digits takes half the room in the set that packs them in pairs.
        let pairs = text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_digit());
        let set = if pairs { 'Ć' } else { 'Ɓ' };
        let modules = Code128::new(format!("{set}{text}")).ok()?.encode();
        let all = i32::try_from(modules.len()).ok()? + 2 * QUIET_MODULES;
        let dots = (paper_width / all).min(DOTS_PER_MODULE_MAX);
        (dots >= DOTS_PER_MODULE_MIN).then_some(Self { modules, dots })
    }

    /// Dots from the first to the last bar.
    pub(crate) fn width(&self) -> i32 {
        i32::try_from(self.modules.len()).unwrap_or_default() * self.dots
    }

    /// Draws it with its top left corner at (`x`, `y`).
    pub(crate) fn draw(&self, page: &mut Bitmap, x: i32, y: i32, height: i32) {
        for (module, bar) in (0_i32..).zip(&self.modules) {
            if *bar == 1 {
                page.fill(x + module * self.dots, y, self.dots, height);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_fit_narrow_paper_and_what_does_not_fit_is_left_out() {
        let width = |text: &str, paper| Barcode::new(&text.into(), paper).map(|code| code.width());
        assert_eq!(width("4821773901562284", 384), Some(123 * 2));
        assert_eq!(width("4821773901562284", 576), Some(123 * 3));
        assert_eq!(width("AB12CD34EF56GH78", 576), Some(211 * 2));
        assert_eq!(width("AB12CD34EF56GH78", 384), None);
        assert_eq!(width("", 576), None);
        assert_eq!(width("بطاقة", 576), None);
    }
}

//! A QR code in whole dots.
//!
//! It must never know what the code opens.

use domain::secret::Secret;
use fast_qr::{ECL, QRBuilder};

use crate::bitmap::Bitmap;

/// White modules the standard demands on every side.
pub(crate) const QUIET_MODULES: i32 = 4;

/// Smaller modules are not read from thermal paper by a cheap phone.
const DOTS_PER_MODULE_MIN: i32 = 3;

/// Modules of a text, and how many dots each takes.
pub(crate) struct Qr {
    modules: Vec<Vec<bool>>,
    dots: i32,
}

impl Qr {
    /// A code of about `wish` dots with its quiet zone, never wider than the paper. `None` if
    /// the text is too long for a code that fits.
    pub(crate) fn new(text: &Secret, wish: i32, paper_width: i32) -> Option<Self> {
        let modules = modules(text.reveal())?;
        let side = i32::try_from(modules.len()).ok()? + 2 * QUIET_MODULES;
        let dots = (wish / side).max(DOTS_PER_MODULE_MIN).min(paper_width / side);
        (dots > 0).then_some(Self { modules, dots })
    }

    /// Dots of a side, quiet zone included.
    pub(crate) fn side(&self) -> i32 {
        let modules = i32::try_from(self.modules.len()).unwrap_or_default();
        (modules + 2 * QUIET_MODULES) * self.dots
    }

    /// Draws it with the top left corner of its quiet zone at (`x`, `y`).
    pub(crate) fn draw(&self, page: &mut Bitmap, x: i32, y: i32) {
        for (row, modules) in (QUIET_MODULES..).zip(&self.modules) {
            for (column, black) in (QUIET_MODULES..).zip(modules) {
                if *black {
                    let (left, top) = (x + column * self.dots, y + row * self.dots);
                    page.fill(left, top, self.dots, self.dots);
                }
            }
        }
    }
}

/// The modules of a text, row by row, `true` where they are black. `None` if it is too long.
pub(crate) fn modules(text: &str) -> Option<Vec<Vec<bool>>> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let rows = code.data.chunks(code.size).take(code.size);
    Some(rows.map(|row| row.iter().map(|module| module.value()).collect()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_whole_dots_and_fit_the_paper() {
        let qr = Qr::new(&"4821-7739-0156-2284".into(), 259, 576).unwrap();
        assert_eq!((qr.dots, qr.side()), (8, 232));
        let long = Qr::new(&"x".repeat(900).into(), 170, 384).unwrap();
        assert!(long.side() <= 384);
        assert!(Qr::new(&"x".repeat(9_000).into(), 170, 384).is_none());
        assert!(Qr::new(&"x".repeat(900).into(), 64, 64).is_none());
    }
}

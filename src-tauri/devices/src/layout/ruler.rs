//! A ruler across the whole head: a printer that is set up too wide cuts its end off, one that is
//! set up too narrow leaves paper white.

use crate::bitmap::Bitmap;

/// At 203 dots per inch.
pub(crate) const DOTS_PER_CENTIMETRE: i32 = 80;
const DOTS_PER_MILLIMETRE: i32 = 8;

/// Draws it from edge to edge, `height` dots high.
pub(crate) fn draw(page: &mut Bitmap, paper: i32, top: i32, height: i32) {
    page.fill(0, top, paper, 2);
    for millimetre in 0..=paper / DOTS_PER_MILLIMETRE {
        let share = match millimetre {
            whole if whole % 10 == 0 => height,
            half if half % 5 == 0 => height * 2 / 3,
            _ => height / 3,
        };
        page.fill(millimetre * DOTS_PER_MILLIMETRE, top, 1, share);
    }
    // The very first and the very last column: both must be on the paper.
    for edge in [0, paper - 2] {
        page.fill(edge, top, 2, height);
    }
}

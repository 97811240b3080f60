//! A black-and-white picture, packed as thermal printers want it.
//!
//! It must never know what it shows: only dots, rows and clipping.

use std::fmt;

/// A 1-bit picture: rows from the top, eight dots per byte, leftmost dot in the highest bit,
/// 1 is black. Bits right of `width` in a row's last byte are always white.
#[derive(Clone, PartialEq, Eq)]
pub struct Bitmap {
    width: usize,
    height: usize,
    rows: Vec<u8>,
}

impl Bitmap {
    /// A white picture.
    #[must_use]
    pub fn white(width: usize, height: usize) -> Self {
        let rows = vec![0; width.div_ceil(8) * height];
        Self { width, height, rows }
    }

    /// Dots per row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Number of rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// Bytes per row.
    #[must_use]
    pub fn stride(&self) -> usize {
        self.width.div_ceil(8)
    }

    /// All rows, packed.
    #[must_use]
    pub fn rows(&self) -> &[u8] {
        &self.rows
    }

    /// One packed row; empty outside the picture.
    #[must_use]
    pub fn row(&self, y: usize) -> &[u8] {
        let start = y.saturating_mul(self.stride());
        self.rows.get(start..start.saturating_add(self.stride())).unwrap_or_default()
    }

    /// Whether a dot is black; outside the picture everything is white.
    #[must_use]
    pub fn is_black(&self, x: usize, y: usize) -> bool {
        x < self.width && self.row(y).get(x / 8).is_some_and(|byte| byte & (0x80 >> (x % 8)) != 0)
    }

    /// Whether a row has no black dot.
    #[must_use]
    pub fn is_blank_row(&self, y: usize) -> bool {
        self.row(y).iter().all(|byte| *byte == 0)
    }

    /// Lengthens (in white) or shortens the picture.
    pub(crate) fn set_height(&mut self, height: usize) {
        self.rows.resize(self.stride() * height, 0);
        self.height = height;
    }

    /// Blackens a dot. Dots outside the picture are clipped: ink may overhang a line's box.
    pub(crate) fn blacken(&mut self, x: i32, y: i32) {
        if let Some(byte) = self.byte_at(x, y) {
            *byte |= bit(x);
        }
    }

    /// Blackens a rectangle.
    pub(crate) fn fill(&mut self, x: i32, y: i32, width: i32, height: i32) {
        for row in y..y.saturating_add(height) {
            self.blacken_run(x, row, width);
        }
    }

    /// Blackens `length` dots of a row, a byte at a time.
    pub(crate) fn blacken_run(&mut self, x: i32, y: i32, length: i32) {
        let width = i32::try_from(self.width).unwrap_or(i32::MAX);
        let (left, right) = (x.max(0), x.saturating_add(length).min(width));
        let (Ok(row), Ok(left), Ok(right)) =
            (usize::try_from(y), usize::try_from(left), usize::try_from(right))
        else {
            return;
        };
        if left >= right || row >= self.height {
            return;
        }
        let from = row * self.stride() + left / 8;
        let count = right.div_ceil(8) - left / 8;
        let bytes = self.rows.get_mut(from..from + count).unwrap_or_default();
        let (first, last) = (0xFF_u8 >> (left % 8), 0xFF_u8 << ((8 - right % 8) % 8));
        match bytes {
            [] => {}
            [only] => *only |= first & last,
            [start, middle @ .., end] => {
                *start |= first;
                middle.fill(0xFF);
                *end |= last;
            }
        }
    }

    /// Blackens a frame of the given thickness inside a rectangle, its corners cut off softly.
    pub(crate) fn frame(&mut self, x: i32, y: i32, width: i32, height: i32, thick: i32) {
        let corner = 3 * thick;
        let (right, bottom) = (x + width - thick, y + height - thick);
        for edge in [y, bottom] {
            self.fill(x + corner, edge, width - 2 * corner, thick);
        }
        for edge in [x, right] {
            self.fill(edge, y + corner, thick, height - 2 * corner);
        }
        for step in 0..corner {
            // A quarter circle, near enough in so few dots: diagonal squares.
            let back = corner - thick - step;
            if back >= 0 {
                self.fill(x + step, y + back, thick, thick);
                self.fill(right - step, y + back, thick, thick);
                self.fill(x + step, bottom - back, thick, thick);
                self.fill(right - step, bottom - back, thick, thick);
            }
        }
    }

    /// Swaps black and white in whole rows.
    pub(crate) fn invert_rows(&mut self, y: i32, height: i32) {
        let width = i32::try_from(self.width).unwrap_or(i32::MAX);
        for row in y..y.saturating_add(height) {
            for column in 0..width {
                if let Some(byte) = self.byte_at(column, row) {
                    *byte ^= bit(column);
                }
            }
        }
    }

    fn byte_at(&mut self, x: i32, y: i32) -> Option<&mut u8> {
        let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
        if x >= self.width || y >= self.height {
            return None;
        }
        let index = y * self.stride() + x / 8;
        self.rows.get_mut(index)
    }
}

/// The bit of column `x` in its byte.
fn bit(x: i32) -> u8 {
    0x80 >> (x & 7)
}

/// The dots spell codes, so they stay out of logs.
impl fmt::Debug for Bitmap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bitmap({}×{})", self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_packed_from_the_highest_bit() {
        let mut picture = Bitmap::white(12, 2);
        picture.blacken(0, 0);
        picture.blacken(9, 1);
        assert_eq!(picture.rows(), [0x80, 0, 0, 0x40]);
        assert!(picture.is_black(9, 1) && !picture.is_black(9, 0));
    }

    #[test]
    fn a_run_is_its_dots_one_by_one() {
        for (x, length) in
            [(0, 1), (3, 2), (7, 1), (7, 2), (0, 8), (5, 30), (-4, 9), (30, 99), (40, 1), (9, -1)]
        {
            let (mut run, mut dots) = (Bitmap::white(37, 2), Bitmap::white(37, 2));
            run.blacken_run(x, 1, length);
            for column in x..x + length {
                dots.blacken(column, 1);
            }
            assert!(run == dots, "{length} from {x}");
        }
    }

    #[test]
    fn ink_outside_the_paper_is_clipped() {
        let mut picture = Bitmap::white(9, 1);
        picture.fill(-3, -3, 40, 40);
        assert_eq!(picture.rows(), [0xFF, 0x80]);
        picture.invert_rows(-1, 9);
        assert!(picture.is_blank_row(0) && picture.is_blank_row(7));
        assert!(!picture.is_black(12, 0));
    }

    #[test]
    fn debug_does_not_spell_the_dots() {
        assert_eq!(format!("{:?}", Bitmap::white(8, 1)), "Bitmap(8×1)");
    }
}

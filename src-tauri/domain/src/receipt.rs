//! A receipt as a list of blocks: what stands on the slip, without fonts, dots or paper.
//!
//! One model serves the screen preview, ESC/POS raster and PDF, so that they cannot differ.
//! The words are already in the slip's language; this module never translates.

use std::{fmt, sync::Arc};

use crate::secret::Secret;

/// The main direction of a slip's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// English and other left-to-right languages.
    LeftToRight,
    /// Arabic.
    RightToLeft,
}

/// Where a line of text stands between the paper's edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// The side where the slip's language begins.
    Start,
    /// The middle.
    Center,
}

/// How large a line of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Conditions, footers.
    Small,
    /// The body.
    Normal,
    /// Product and shop name.
    Large,
    /// A sum that is called out.
    Huge,
}

/// A picture in greys, row by row from the top; 0 is black.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    greys: Arc<[u8]>,
}

impl Picture {
    /// `None` if the rows are not all of this width.
    #[must_use]
    pub fn new(width: usize, greys: &[u8]) -> Option<Self> {
        let is_whole = width > 0 && greys.len().is_multiple_of(width);
        is_whole.then(|| Self { width, greys: greys.into() })
    }

    /// Columns.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.greys.len() / self.width
    }

    /// One grey; white outside the picture.
    #[must_use]
    pub fn grey(&self, x: usize, y: usize) -> u8 {
        let index = y.saturating_mul(self.width).saturating_add(x);
        if x < self.width { self.greys.get(index).copied().unwrap_or(u8::MAX) } else { u8::MAX }
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({}×{})", self.width, self.height())
    }
}

/// One part of a slip, from top to bottom.
#[derive(Clone, Debug)]
pub enum Block {
    /// A line or paragraph of text.
    Text {
        /// The words.
        text: String,
        /// Their size.
        size: Size,
        /// Whether they are bold.
        bold: bool,
        /// Where they stand.
        align: Align,
    },
    /// White on black across the whole width: TRAINING, COPY 2.
    Banner(String),
    /// A label at the start and its value at the end of the line.
    Pair {
        /// What the value is.
        label: String,
        /// The value; drawn as a left-to-right isolate when `ltr`.
        value: String,
        /// True for amounts, phones, dates and ids, which never follow the slip's direction.
        ltr: bool,
        /// Whether the value is bold.
        bold: bool,
    },
    /// A secret on its own left-to-right line, largest type, in groups of four.
    Code {
        /// What the secret is ("Code", "PIN").
        label: String,
        /// The secret, as the supplier gave it.
        value: Secret,
    },
    /// A number that is called out and typed, large, on its own left-to-right line, in a code's letters.
    Number(String),
    /// A QR code holding exactly this text.
    Qr(Secret),
    /// A Code 128 barcode holding exactly this text; left out where the paper is too narrow for it.
    Barcode(Secret),
    /// The shop's logo, in the middle.
    Logo(Picture),
    /// Millimetres from edge to edge, to see how wide a printer's head is.
    Ruler,
    /// A thin line across the paper.
    Rule,
    /// Some blank paper.
    Gap,
}

/// One slip, cut from the next.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The direction of its language.
    pub direction: Direction,
    /// What stands on it.
    pub blocks: Vec<Block>,
}

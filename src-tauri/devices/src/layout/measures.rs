//! How large everything is, for a width of paper.
//!
//! 203 dots per inch, 8 to the millimetre. It must never know a block's words.

use super::code;

/// Sizes and distances in dots.
#[derive(Clone, Copy)]
pub(crate) struct Measures {
    /// The whole width.
    pub(crate) paper: i32,
    /// White at the sides of text and rules.
    pub(crate) margin: i32,
    /// The width between the margins.
    pub(crate) text: i32,
    /// White above the first and below the last block. The cutter adds its own.
    pub(crate) edge: i32,
    /// A blank block.
    pub(crate) gap: i32,
    /// A rule's thickness.
    pub(crate) rule: i32,
    /// White above and below a rule, and below a banner.
    pub(crate) rule_pad: i32,
    /// Least white between a label and its value.
    pub(crate) pair_gap: i32,
    /// Black above and below a banner's words.
    pub(crate) banner_pad: i32,
    /// White above and below a code's frame.
    pub(crate) frame_space: i32,
    /// White within a code's frame.
    pub(crate) frame_pad: i32,
    /// A QR's wished side.
    pub(crate) qr: i32,
    /// A barcode's height.
    pub(crate) barcode: i32,
    /// The most a logo may take.
    pub(crate) logo_wide: i32,
    pub(crate) logo_high: i32,
    /// A ruler's height, without its numbers.
    pub(crate) ruler: i32,
    /// Type sizes.
    pub(crate) small: u16,
    pub(crate) normal: u16,
    pub(crate) large: u16,
    pub(crate) huge: u16,
    pub(crate) banner: u16,
    /// A code's sizes.
    pub(crate) code: code::Range,
    /// A number's that is called out.
    pub(crate) number: code::Range,
}

/// From this width on there is room for the larger sizes.
const WIDE: i32 = 480;

impl Measures {
    pub(crate) fn new(paper: i32) -> Self {
        let wide = paper >= WIDE;
        let pick = |on_wide: i32, on_narrow: i32| if wide { on_wide } else { on_narrow };
        let type_size = |on_wide: u16, on_narrow: u16| if wide { on_wide } else { on_narrow };
        let margin = pick(8, 5);
        Self {
            paper,
            margin,
            text: paper - 2 * margin,
            edge: 8,
            gap: pick(16, 12),
            rule: 2,
            rule_pad: pick(9, 7),
            pair_gap: pick(20, 12),
            banner_pad: pick(5, 3),
            frame_space: pick(8, 6),
            frame_pad: pick(10, 8),
            qr: paper * 45 / 100,
            barcode: pick(64, 56),
            logo_wide: paper * 60 / 100,
            logo_high: pick(160, 120),
            ruler: 28,
            small: type_size(21, 20),
            normal: type_size(25, 23),
            large: type_size(36, 30),
            huge: type_size(84, 68),
            banner: type_size(36, 30),
            code: code::Range {
                max: type_size(11, 10),
                comfortable: type_size(8, 7),
                min: type_size(5, 4),
            },
            number: code::Range {
                max: type_size(16, 13),
                comfortable: type_size(11, 10),
                min: type_size(5, 4),
            },
        }
    }
}

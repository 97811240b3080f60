//! Letters into dots: shaping, bidi and wrapping by parley, outlines by swash, thresholded once
//! per glyph and kept.
//!
//! It must never know what a block is, nor look for fonts on the machine: the same slip must
//! come out of every till.

#![expect(
    clippy::cast_possible_truncation,
    clippy::float_arithmetic,
    reason = "parley measures in f32; dots are whole, and far below 2^24"
)]

use std::collections::HashMap;
use std::sync::Arc;

use domain::receipt::Direction;
use parley::fontique::{Blob, Collection, CollectionOptions};
use parley::{
    Alignment, AlignmentOptions, BaseDirection, FontContext, FontFamily, FontFeatures, FontWeight,
    GlyphRun, Layout, LayoutContext, LineHeight, OverflowWrap, PositionedLayoutItem, StyleProperty,
};
use swash::FontRef;
use swash::scale::{Render, ScaleContext, Source};
use swash::zeno::Format;

use crate::bitmap::Bitmap;

static REGULAR: &[u8] = include_bytes!("../../fonts/IBMPlexSansArabic-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../fonts/IBMPlexSansArabic-Bold.ttf");
static MONO: &[u8] = include_bytes!("../../fonts/IBMPlexMono-SemiBold.ttf");

const SANS_FAMILY: &str = "IBM Plex Sans Arabic";
const MONO_FAMILY: &str = "IBM Plex Mono";

/// From which share of its area covered (of 255) a dot is black. Under half, so that the thin
/// strokes of Arabic do not break.
const BLACK_FROM: u8 = 100;

/// Enough for both languages in all sizes; a flood of odd characters empties the cache.
const GLYPHS_MAX: usize = 4_096;

/// How a paragraph looks.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    pub(crate) size: u16,
    pub(crate) bold: bool,
}

/// A shaped and wrapped paragraph.
pub(crate) struct Paragraph(Layout<()>);

impl Paragraph {
    /// Dots from its first to its last ink, without trailing spaces.
    pub(crate) fn width(&self) -> i32 {
        self.0.width().ceil() as i32
    }

    pub(crate) fn height(&self) -> i32 {
        self.0.height().ceil() as i32
    }

    /// Its lines with their glyphs, in the units of its type size.
    pub(crate) fn lines(&self) -> impl Iterator<Item = parley::Line<'_, ()>> {
        self.0.lines()
    }

    pub(crate) fn is_one_line(&self) -> bool {
        self.0.len() <= 1
    }
}

/// Where a paragraph's lines stand within its width.
#[derive(Clone, Copy)]
pub(crate) enum Stand {
    Start,
    Center,
    End,
}

/// The fonts, and every glyph drawn so far.
pub(crate) struct Typesetter {
    fonts: FontContext,
    layouts: LayoutContext<()>,
    scaler: ScaleContext,
    glyphs: HashMap<(u64, u32, u16), Glyph>,
    bold: Blob<u8>,
    mono: Blob<u8>,
    slashed_zero: Option<u32>,
}

/// A glyph's runs of black dots, relative to the pen on the baseline.
struct Glyph {
    runs: Vec<Run>,
}

/// Black dots side by side: how far below the baseline, from where, how many.
struct Run {
    y: i32,
    x: i32,
    length: i32,
}

impl Typesetter {
    pub(crate) fn new() -> Self {
        let collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        let mut fonts = FontContext { collection, source_cache: Default::default() };
        let [regular, bold, mono] = [REGULAR, BOLD, MONO].map(|font| Blob::new(Arc::new(font)));
        for font in [regular, bold.clone(), mono.clone()] {
            fonts.collection.register_fonts(font, None);
        }
        let mut typesetter = Self {
            fonts,
            layouts: LayoutContext::new(),
            scaler: ScaleContext::new(),
            glyphs: HashMap::new(),
            bold,
            mono,
            slashed_zero: None,
        };
        typesetter.slashed_zero = typesetter.find_slashed_zero();
        typesetter
    }

    /// The two fonts of running text, the regular one first.
    pub(crate) fn sans(&self) -> [&'static [u8]; 2] {
        [REGULAR, BOLD]
    }

    /// Whether a font of a run is the bold one.
    pub(crate) fn is_bold(&self, font: u64) -> bool {
        font == self.bold.id()
    }

    /// Shapes a text and wraps it at `width`. Nothing is cut off: a word longer than the paper
    /// is broken.
    pub(crate) fn paragraph(
        &mut self,
        text: &str,
        look: Look,
        direction: Direction,
        width: i32,
        stand: Stand,
    ) -> Paragraph {
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, text, 1.0, true);
        builder.set_base_direction(match direction {
            Direction::LeftToRight => BaseDirection::Ltr,
            Direction::RightToLeft => BaseDirection::Rtl,
        });
        let weight = if look.bold { FontWeight::BOLD } else { FontWeight::NORMAL };
        builder.push_default(StyleProperty::FontFamily(FontFamily::named(SANS_FAMILY)));
        builder.push_default(StyleProperty::FontSize(f32::from(look.size)));
        builder.push_default(StyleProperty::FontWeight(weight));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(1.3)));
        let mut layout: Layout<()> = builder.build(text);
        layout.break_all_lines(Some(f32::from(u16::try_from(width).unwrap_or(u16::MAX))));
        let alignment = match stand {
            Stand::Start => Alignment::Start,
            Stand::Center => Alignment::Center,
            Stand::End => Alignment::End,
        };
        layout.align(alignment, AlignmentOptions::default());
        Paragraph(layout)
    }

    /// Draws a paragraph with its top left corner at (`x`, `y`).
    pub(crate) fn draw(&mut self, page: &mut Bitmap, paragraph: &Paragraph, x: i32, y: i32) {
        for line in paragraph.0.lines() {
            // Lines begin on whole dots, so that the same words are the same dots anywhere.
            let start = line.metrics().offset;
            let snap = start.round() - start;
            for item in line.items() {
                if let PositionedLayoutItem::GlyphRun(run) = item {
                    self.draw_run(page, &run, snap, x, y);
                }
            }
        }
    }

    /// Draws one character of a code with its pen at (`x`, `baseline`). Characters of codes are
    /// placed one by one, never shaped, so no rule of any script can reorder or join them.
    pub(crate) fn draw_code_character(
        &mut self,
        page: &mut Bitmap,
        character: char,
        size: u16,
        x: i32,
        baseline: i32,
    ) {
        let mut font = self.mono.clone();
        let mut glyph = glyph_of(&font, character);
        if character == '0' {
            glyph = self.slashed_zero.unwrap_or(glyph);
        }
        if glyph == 0 {
            font = self.bold.clone();
            glyph = glyph_of(&font, character);
        }
        self.draw_glyph(page, &font, glyph, size, x, baseline);
    }

    fn draw_run(&mut self, page: &mut Bitmap, run: &GlyphRun<'_, ()>, snap: f32, x: i32, y: i32) {
        let font = &run.run().font().data;
        let size = run.run().font_size().round() as i32;
        let size = u16::try_from(size).unwrap_or_default();
        for glyph in run.positioned_glyphs() {
            // Whole dots: at this resolution even stems look better than even gaps.
            let (pen, baseline) = (x + (glyph.x + snap).round() as i32, y + glyph.y.round() as i32);
            self.draw_glyph(page, font, glyph.id, size, pen, baseline);
        }
    }

    fn draw_glyph(
        &mut self,
        page: &mut Bitmap,
        font: &Blob<u8>,
        glyph: u32,
        size: u16,
        x: i32,
        baseline: i32,
    ) {
        if self.glyphs.len() > GLYPHS_MAX {
            self.glyphs.clear();
        }
        let scaler = &mut self.scaler;
        let drawn = self
            .glyphs
            .entry((font.id(), glyph, size))
            .or_insert_with(|| rasterize(scaler, font, glyph, size));
        for run in &drawn.runs {
            page.blacken_run(x + run.x, baseline + run.y, run.length);
        }
    }

    /// The zero that nobody takes for an O: the font's `zero` feature knows which glyph it is.
    fn find_slashed_zero(&mut self) -> Option<u32> {
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, "0", 1.0, true);
        builder.push_default(StyleProperty::FontFamily(FontFamily::named(MONO_FAMILY)));
        builder.push_default(StyleProperty::FontFeatures(FontFeatures::from("\"zero\" 1")));
        let mut layout: Layout<()> = builder.build("0");
        layout.break_all_lines(None);
        let line = layout.lines().next()?;
        let run = line.runs().next()?;
        let cluster = run.clusters().next()?;
        cluster.glyphs().next().map(|glyph| glyph.id).filter(|glyph| *glyph != 0)
    }
}

fn glyph_of(font: &Blob<u8>, character: char) -> u32 {
    FontRef::from_index(font.data(), 0)
        .map(|font| u32::from(font.charmap().map(character)))
        .unwrap_or_default()
}

fn rasterize(scaler: &mut ScaleContext, font: &Blob<u8>, glyph: u32, size: u16) -> Glyph {
    let blank = Glyph { runs: Vec::new() };
    let (Some(font), Ok(glyph)) = (FontRef::from_index(font.data(), 0), u16::try_from(glyph))
    else {
        return blank;
    };
    // Hinting is made for grey screens: below 23 dots it thins stems to one dot, which thermal
    // paper loses, and makes Latin lighter than the Arabic beside it.
    let mut scaler = scaler.builder(font).size(f32::from(size)).hint(false).build();
    let image = Render::new(&[Source::Outline]).format(Format::Alpha).render(&mut scaler, glyph);
    let Some(image) = image else { return blank };
    let (left, top) = (image.placement.left, image.placement.top);
    let width = usize::try_from(image.placement.width).unwrap_or_default().max(1);
    let mut runs = Vec::new();
    for (row, covers) in (0_i32..).zip(image.data.chunks(width)) {
        let mut column = 0;
        for dots in covers.chunk_by(|a, b| (*a >= BLACK_FROM) == (*b >= BLACK_FROM)) {
            let length = i32::try_from(dots.len()).unwrap_or_default();
            if dots.first().is_some_and(|cover| *cover >= BLACK_FROM) {
                runs.push(Run { y: row - top, x: left + column, length });
            }
            column += length;
        }
    }
    Glyph { runs }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_scripts_and_the_shekel_have_glyphs() {
        let typesetter = Typesetter::new();
        for character in "AZaz09بتث٠٩،؛؟ًّ₪$€•…—×".chars() {
            assert_ne!(glyph_of(&typesetter.bold, character), 0, "{character}");
        }
    }

    #[test]
    fn the_zero_of_codes_is_not_the_letter() {
        let typesetter = Typesetter::new();
        let zero = typesetter.slashed_zero.unwrap();
        assert_ne!(zero, glyph_of(&typesetter.mono, '0'));
        assert_ne!(zero, glyph_of(&typesetter.mono, 'O'));
    }

    #[test]
    fn a_flood_of_glyphs_does_not_grow_the_cache_for_ever() {
        let mut typesetter = Typesetter::new();
        let mut page = Bitmap::white(64, 64);
        for size in 10..70 {
            for character in (' '..='~').chain('ا'..='ي') {
                typesetter.draw_code_character(&mut page, character, size, 0, 40);
            }
        }
        assert!(typesetter.glyphs.len() <= GLYPHS_MAX + 1);
    }
}

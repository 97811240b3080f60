//! Marks on sheets as a PDF: glyphs of embedded fonts, and boxes.
//!
//! It must never know: what is written, or where it should stand.

use crate::layout::text::{Paragraph, Typesetter};
use flate2::{Compression, write::ZlibEncoder};
use parley::{GlyphRun, PositionedLayoutItem};
use pdf_writer::{
    Content, Filter, Finish as _, Name, Pdf, Rect, Ref, Str,
    types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap},
};
use std::{
    collections::BTreeMap,
    io::{self, Write as _},
};
use swash::FontRef;

/// One sheet.
#[derive(Default)]
pub(super) struct Page {
    pub(super) marks: Vec<Mark>,
}

/// Something on a sheet, measured from its top left corner in tenths of a point.
pub(super) enum Mark {
    /// A paragraph, and the text it is made of.
    Words { laid: Box<Paragraph>, text: String, x: i32, y: i32 },
    /// A filled box; 0 is black.
    Box { x: i32, y: i32, wide: i32, high: i32, shade: u8 },
}

const A4: (f32, f32) = (595.28, 841.89);
const IDENTITY: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"UCS"), supplement: 0 };
const NAMES: [&[u8]; 2] = [b"Regular", b"Bold"];

/// Which glyphs of a font are used, and what they stand for.
type Used = BTreeMap<u16, String>;

fn points(tenths: i32) -> f32 {
    tenths as f32 / 10.0
}

pub(super) fn write(pages: &[Page], typesetter: &Typesetter) -> io::Result<Vec<u8>> {
    let mut pdf = Pdf::new();
    let (catalog, tree, mut next) = (Ref::new(1), Ref::new(2), 3);
    let mut take = || {
        let id = Ref::new(next);
        next += 1;
        id
    };
    pdf.catalog(catalog).pages(tree);
    let fonts = [take(), take()];
    let mut used = [Used::new(), Used::new()];
    let mut ids = Vec::new();
    for page in pages {
        let (id, content) = (take(), take());
        ids.push(id);
        let drawn = draw(page, typesetter, &mut used);
        pdf.stream(content, &packed(&drawn)?).filter(Filter::FlateDecode);
        let mut page = pdf.page(id);
        page.media_box(Rect::new(0.0, 0.0, A4.0, A4.1)).parent(tree).contents(content);
        let mut resources = page.resources();
        let mut named = resources.fonts();
        for (name, font) in NAMES.iter().zip(fonts) {
            named.pair(Name(name), font);
        }
    }
    pdf.pages(tree).count(i32::try_from(ids.len()).unwrap_or(i32::MAX)).kids(ids);
    for ((font, (name, used)), data) in
        fonts.into_iter().zip(NAMES.iter().zip(&used)).zip(typesetter.sans())
    {
        let parts = [take(), take(), take(), take()];
        embed(&mut pdf, font, name, parts, used, data)?;
    }
    Ok(pdf.finish())
}

fn packed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes)?;
    packed.finish()
}

fn draw(page: &Page, typesetter: &Typesetter, used: &mut [Used; 2]) -> Vec<u8> {
    let mut content = Content::new();
    for mark in &page.marks {
        match mark {
            Mark::Box { x, y, wide, high, shade } => {
                content.set_fill_gray(f32::from(*shade) / 255.0);
                content.rect(points(*x), A4.1 - points(*y + *high), points(*wide), points(*high));
                content.fill_nonzero();
            }
            Mark::Words { laid, text, x, y } => {
                content.set_fill_gray(0.07);
                content.begin_text();
                for line in laid.lines() {
                    for item in line.items() {
                        if let PositionedLayoutItem::GlyphRun(run) = item {
                            show(&mut content, &run, text, (*x, *y), typesetter, used);
                        }
                    }
                }
                content.end_text();
            }
        }
    }
    content.finish().to_vec()
}

/// Glyph by glyph, so that each stands where the shaping put it.
fn show(
    content: &mut Content,
    run: &GlyphRun<'_, ()>,
    text: &str,
    (x, y): (i32, i32),
    typesetter: &Typesetter,
    used: &mut [Used; 2],
) {
    let place = usize::from(typesetter.is_bold(run.run().font().data.id()));
    let (Some(used), Some(name)) = (used.get_mut(place), NAMES.get(place)) else { return };
    let mut last = None;
    for cluster in run.run().clusters() {
        let words = text.get(cluster.text_range()).unwrap_or_default();
        // Marks of direction are drawn as the blank is: whoever copies the text wants the blank.
        let words: String = words.chars().filter(|letter| !is_direction_mark(*letter)).collect();
        if cluster.is_ligature_continuation() {
            if let Some((_, first)) = &mut last {
                String::push_str(first, &words);
            }
            continue;
        }
        keep(used, last.take());
        let glyph = cluster.glyphs().next().and_then(|glyph| u16::try_from(glyph.id).ok());
        last = glyph.map(|glyph| (glyph, words));
    }
    keep(used, last);
    content.set_font(Name(name), run.run().font_size() / 10.0);
    for glyph in run.positioned_glyphs() {
        let Ok(id) = u16::try_from(glyph.id) else { continue };
        used.entry(id).or_default();
        let left = points(x) + glyph.x / 10.0;
        let baseline = A4.1 - points(y) - glyph.y / 10.0;
        content.set_text_matrix([1.0, 0.0, 0.0, 1.0, left, baseline]);
        content.show(Str(&id.to_be_bytes()));
    }
}

/// Keeps what a glyph stands for, unless that is known.
fn keep(used: &mut Used, glyph: Option<(u16, String)>) {
    let Some((glyph, words)) = glyph else { return };
    let known = used.entry(glyph).or_default();
    if known.is_empty() {
        *known = words;
    }
}

fn is_direction_mark(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A font with all of its outlines, the widths of what is used, and what that stands for.
fn embed(
    pdf: &mut Pdf,
    id: Ref,
    name: &[u8],
    [cid, descriptor, file, cmap]: [Ref; 4],
    used: &Used,
    data: &[u8],
) -> io::Result<()> {
    let Some(font) = FontRef::from_index(data, 0) else { return Ok(()) };
    let metrics = font.metrics(&[]);
    let widths = font.glyph_metrics(&[]);
    let scale = 1_000.0 / f32::from(metrics.units_per_em);
    pdf.type0_font(id)
        .base_font(Name(name))
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(cid)
        .to_unicode(cmap);
    let mut cid_font = pdf.cid_font(cid);
    cid_font
        .subtype(CidFontType::Type2)
        .base_font(Name(name))
        .system_info(SystemInfo { ordering: Str(b"Identity"), ..IDENTITY })
        .font_descriptor(descriptor)
        .default_width(0.0)
        .cid_to_gid_map_predefined(Name(b"Identity"));
    let mut list = cid_font.widths();
    for glyph in used.keys() {
        list.consecutive(*glyph, [widths.advance_width(*glyph) * scale]);
    }
    list.finish();
    cid_font.finish();
    pdf.font_descriptor(descriptor)
        .name(Name(name))
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(-500.0, -metrics.descent * scale, 1_500.0, metrics.ascent * scale))
        .italic_angle(0.0)
        .ascent(metrics.ascent * scale)
        .descent(-metrics.descent * scale)
        .cap_height(metrics.cap_height * scale)
        .stem_v(80.0)
        .font_file2(file);
    pdf.stream(file, &packed(data)?)
        .filter(Filter::FlateDecode)
        .pair(Name(b"Length1"), i32::try_from(data.len()).unwrap_or(i32::MAX));
    let mut unicode = UnicodeCmap::<u16>::new(Name(b"Words"), IDENTITY);
    for (glyph, words) in used.iter().filter(|(_, words)| !words.is_empty()) {
        unicode.pair_with_multiple(*glyph, words.chars());
    }
    pdf.cmap(cmap, &unicode.finish());
    Ok(())
}

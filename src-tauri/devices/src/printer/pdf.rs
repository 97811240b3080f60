//! Slips as a PDF in true size, one page per slip.
//!
//! It must never lay anything out: the page shows the dots the thermal printer would get.

#![expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "PDF measures in points, and dots are far below 2^24"
)]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref};

use crate::bitmap::Bitmap;
use crate::printer::Paper;

/// Dots of a thermal printer's head in a millimetre (203 dpi).
const DOTS_PER_MM: f32 = 8.0;
const POINTS_PER_MM: f32 = 72.0 / 25.4;
const EDGE_MM: f32 = 4.0;
const A4_MM: (f32, f32) = (210.0, 297.0);
/// White that no office printer loses, above a slip on a sheet.
const A4_EDGE_MM: f32 = 20.0;
/// From a slip on a sheet to the line to cut along.
const CUT_MM: f32 = 4.0;

/// A PDF with a page per picture. On receipt paper the page ends where the slip does; on A4 the
/// slip stands at the top, in the middle, and only shrinks if it is longer than the sheet.
///
/// # Errors
/// Only if memory cannot be written to.
pub fn encode(slips: &[Bitmap], paper: Paper) -> io::Result<Vec<u8>> {
    let mut pdf = Pdf::new();
    let (catalog, tree) = (Ref::new(1), Ref::new(2));
    pdf.catalog(catalog).pages(tree);
    let mut next = 3;
    let mut pages = Vec::new();
    for slip in slips {
        let page = Ref::new(next);
        write_page(&mut pdf, tree, page, slip, paper)?;
        pages.push(page);
        next += 3;
    }
    let count = i32::try_from(pages.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(pages).count(count);
    Ok(pdf.finish())
}

fn write_page(pdf: &mut Pdf, tree: Ref, id: Ref, slip: &Bitmap, paper: Paper) -> io::Result<()> {
    let (image_id, content_id) = (Ref::new(id.get() + 1), Ref::new(id.get() + 2));
    let name = Name(b"Slip");
    let (wide, high) = (slip.width() as f32 / DOTS_PER_MM, slip.height() as f32 / DOTS_PER_MM);
    let (edge, (page_wide, page_high)) = match paper {
        Paper::Mm58 => (EDGE_MM, (58.0, high + 2.0 * EDGE_MM)),
        Paper::Mm80 => (EDGE_MM, (80.0, high + 2.0 * EDGE_MM)),
        Paper::A4 => (A4_EDGE_MM, A4_MM),
    };
    let scale = (page_wide / wide).min((page_high - 2.0 * edge) / high).min(1.0);
    let (wide, high) = (wide * scale * POINTS_PER_MM, high * scale * POINTS_PER_MM);
    let (page_wide, page_high) = (page_wide * POINTS_PER_MM, page_high * POINTS_PER_MM);

    let mut page = pdf.page(id);
    page.media_box(Rect::new(0.0, 0.0, page_wide, page_high)).parent(tree).contents(content_id);
    page.resources().x_objects().pair(name, image_id);
    page.finish();

    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    packed.write_all(slip.rows())?;
    let packed = packed.finish()?;
    let mut image = pdf.image_xobject(image_id, &packed);
    image.filter(Filter::FlateDecode);
    image.width(i32::try_from(slip.width()).unwrap_or(i32::MAX));
    image.height(i32::try_from(slip.height()).unwrap_or(i32::MAX));
    image.color_space().device_gray();
    // In a PDF 1 is white; the dots say it the other way round.
    image.bits_per_component(1).decode([1.0, 0.0]);
    image.finish();

    let (left, top) = ((page_wide - wide) / 2.0, page_high - edge * POINTS_PER_MM);
    let mut content = Content::new();
    if paper == Paper::A4 {
        let cut = CUT_MM * POINTS_PER_MM;
        content.set_line_width(0.4).set_dash_pattern([2.0, 2.0], 0.0);
        content.rect(left - cut, top - high - cut, wide + 2.0 * cut, high + 2.0 * cut).stroke();
    }
    content.transform([wide, 0.0, 0.0, high, left, top - high]);
    content.x_object(name);
    pdf.stream(content_id, &content.finish());
    Ok(())
}

/// Writes a file so that it is there whole or not at all: beside its place first, then renamed.
///
/// # Errors
/// What the disk says; nothing is left behind then.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = unfinished_name(path);
    let written = fs::File::create_new(&unfinished)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&unfinished, path));
    if written.is_err() {
        // The first error is the one to tell; a leftover has a name of its own.
        fs::remove_file(&unfinished).ok();
    }
    written
}

fn unfinished_name(path: &Path) -> PathBuf {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}-{count}.part", std::process::id()));
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_the_paper_s_true_width() {
        let text = |paper, slip: &Bitmap| {
            let file = encode(std::slice::from_ref(slip), paper).unwrap();
            String::from_utf8_lossy(&file).into_owned()
        };
        // 80 mm = 226.77 pt; 800 rows = 100 mm, with both edges 108 mm = 306.14 pt.
        let wide = text(Paper::Mm80, &Bitmap::white(576, 800));
        assert!(wide.contains("/MediaBox [0 0 226.77") && wide.contains(" 306.14"), "{wide}");
        let narrow = text(Paper::Mm58, &Bitmap::white(384, 800));
        assert!(narrow.contains("/MediaBox [0 0 164.40"), "{narrow}");
        let sheet = text(Paper::A4, &Bitmap::white(576, 9_000));
        assert!(sheet.contains("/MediaBox [0 0 595.27"), "{sheet}");
        assert!(wide.contains("/BitsPerComponent 1") && wide.contains("/Decode [1 0]"));
    }

    #[test]
    fn every_slip_is_a_page() {
        let slips = [Bitmap::white(384, 8), Bitmap::white(384, 16)];
        let file = encode(&slips, Paper::Mm58).unwrap();
        assert!(String::from_utf8_lossy(&file).contains("/Count 2"));
    }

    #[test]
    fn a_file_that_cannot_be_finished_leaves_nothing() {
        let folder = std::env::temp_dir().join(format!("raseed-whole-{}", std::process::id()));
        fs::create_dir_all(folder.join("taken.pdf")).unwrap();
        // A folder is in the way of the rename.
        assert!(write_whole(&folder.join("taken.pdf"), b"x").is_err());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        write_whole(&folder.join("new.pdf"), b"x").unwrap();
        assert_eq!(fs::read(folder.join("new.pdf")).unwrap(), b"x");
        fs::remove_dir_all(&folder).unwrap();
    }
}

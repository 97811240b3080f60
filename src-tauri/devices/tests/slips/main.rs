//! What comes out of the printer, read back by something that did not draw it.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[path = "../../examples/slips/samples.rs"]
mod samples;

#[cfg(target_os = "linux")]
mod decoder;
mod printing;

use devices::escpos::{self, Profile};
use devices::{Bitmap, Paper, layout, preview_png};
use domain::receipt::{Align, Block, Direction, Receipt, Size};
use proptest::prelude::*;

const PAPERS: [Paper; 2] = [Paper::Mm80, Paper::Mm58];

fn slip(direction: Direction, blocks: Vec<Block>) -> Receipt {
    Receipt { direction, blocks }
}

fn code(value: &str) -> Block {
    Block::Code { label: String::new(), value: value.into() }
}

/// The picture in a job, as a printer would put it on paper, and the height of each band.
fn printed(job: &[u8]) -> (Vec<u8>, Vec<usize>, &[u8]) {
    let mut rest = job.strip_prefix(b"\x1b@").expect("a job begins with ESC @");
    let (mut rows, mut bands) = (Vec::new(), Vec::new());
    while let Some(band) = rest.strip_prefix(b"\x1dv0\0") {
        let row_bytes = usize::from(band[0]) + 256 * usize::from(band[1]);
        let height = usize::from(band[2]) + 256 * usize::from(band[3]);
        rows.extend(&band[4..4 + row_bytes * height]);
        bands.push(height);
        rest = &band[4 + row_bytes * height..];
    }
    (rows, bands, rest)
}

/// Where `needle`'s ink stands in `page`, if it is there dot for dot.
fn find(page: &Bitmap, needle: &[Vec<bool>]) -> Option<(usize, usize)> {
    let (wide, high) = (needle[0].len(), needle.len());
    (0..=page.height().checked_sub(high)?).find_map(|y| {
        (0..=page.width() - wide).find_map(|x| {
            let same = needle.iter().enumerate().all(|(row, dots)| {
                dots.iter()
                    .enumerate()
                    .all(|(column, dot)| page.is_black(x + column, y + row) == *dot)
            });
            same.then_some((x, y))
        })
    })
}

/// The ink of a lone code, without its frame.
fn code_ink(page: &Bitmap) -> Vec<Vec<bool>> {
    let is_edge =
        |y: usize| (0..page.width()).filter(|x| page.is_black(*x, y)).count() > page.width() / 2;
    let edges: Vec<usize> = (0..page.height()).filter(|y| is_edge(*y)).collect();
    ink(page, 16, edges[1] + 1, *edges.iter().rev().nth(1).unwrap())
}

/// The ink between two rows and some dots off the sides, cropped to its edges.
fn ink(page: &Bitmap, side: usize, top: usize, bottom: usize) -> Vec<Vec<bool>> {
    let columns: Vec<usize> = (side..page.width() - side).collect();
    let black = |x: &usize, y: &usize| page.is_black(*x, *y);
    let rows: Vec<usize> = (top..bottom).filter(|y| columns.iter().any(|x| black(x, y))).collect();
    let used: Vec<usize> =
        columns.into_iter().filter(|x| rows.iter().any(|y| black(x, y))).collect();
    let (left, right) = (used[0], used[used.len() - 1]);
    (rows[0]..=rows[rows.len() - 1])
        .map(|y| (left..=right).map(|x| page.is_black(x, y)).collect())
        .collect()
}

#[test]
fn a_code_in_an_arabic_slip_is_never_turned_round() {
    for paper in PAPERS {
        let dots = paper.dots();
        let alone = layout::render(&slip(Direction::LeftToRight, vec![code(samples::CODE)]), dots);
        let turned = ["2284-0156-7739-4821", "4822-6510-9377-1284"];
        let needle = code_ink(&alone);
        let page = layout::render(&samples::voucher_ar(None), dots);
        assert!(find(&page, &needle).is_some(), "{paper}");
        for other in turned {
            let lone = layout::render(&slip(Direction::LeftToRight, vec![code(other)]), dots);
            assert!(find(&page, &code_ink(&lone)).is_none(), "{paper}: {other}");
        }
    }
}

#[test]
fn the_groups_of_a_code_stand_in_their_order() {
    let page = layout::render(&samples::voucher_ar(None), 576);
    let mut last = 0;
    for group in ["4821", "7739", "0156", "2284"] {
        // As long as the code, so of the same type size.
        let repeated = [group; 4].join("-");
        let lone = layout::render(&slip(Direction::RightToLeft, vec![code(&repeated)]), 576);
        let characters = 4 * 27 - 4;
        let first: Vec<Vec<bool>> =
            code_ink(&lone).iter().map(|row| row[..characters].to_vec()).collect();
        let found = find(&page, &trimmed(&first));
        let (x, _) = found.expect(group);
        assert!(x > last, "{group} stands at {x}, not right of {last}");
        last = x;
    }
}

#[test]
fn arabic_digits_in_a_value_keep_their_order() {
    let page = |value: &str| {
        let (label, value) = (String::new(), value.into());
        let block = Block::Pair { label, value, ltr: true, bold: false };
        layout::render(&slip(Direction::RightToLeft, vec![block]), 576)
    };
    let (whole, beginning) = (page("٤٨٢١-٧٧٣٩"), page("٤٨٢١"));
    let dots = |page: &Bitmap, x: usize| {
        (0..page.height()).map(|y| page.is_black(x, y)).collect::<Vec<bool>>()
    };
    let used: Vec<usize> = (0..576).filter(|x| dots(&beginning, *x).contains(&true)).collect();
    assert!(used.len() > 20);
    for x in 0..=used[used.len() - 1] {
        assert!(dots(&whole, x) == dots(&beginning, x), "column {x}");
    }
}

/// Without blank columns at the right, where the next character may begin.
fn trimmed(dots: &[Vec<bool>]) -> Vec<Vec<bool>> {
    let used = |x: &usize| dots.iter().any(|row| row[*x]);
    let right = (0..dots[0].len()).rev().find(used).unwrap();
    let rows: Vec<&Vec<bool>> = dots.iter().filter(|row| row.iter().any(|dot| *dot)).collect();
    rows.iter().map(|row| row[..=right].to_vec()).collect()
}

#[test]
fn a_left_to_right_value_looks_the_same_in_both_directions() {
    let value = |direction, value: &str| {
        let block =
            Block::Pair { label: String::new(), value: value.into(), ltr: true, bold: false };
        let page = layout::render(&slip(direction, vec![block]), 576);
        ink(&page, 0, 0, page.height())
    };
    for text in ["+970 599 123 456", "50.00 ₪", "-7.50 $", "4821-7739", "٤٨٢١-٧٧٣٩", "20/11/2026"]
    {
        let arabic = value(Direction::RightToLeft, text);
        assert!(arabic == value(Direction::LeftToRight, text), "{text}");
    }
    assert_ne!(
        value(Direction::RightToLeft, "4821-7739"),
        value(Direction::RightToLeft, "7739-4821")
    );
}

#[test]
fn the_qr_holds_exactly_its_text() {
    for paper in PAPERS {
        for receipt in [samples::voucher_en(None), samples::voucher_ar(Some("نسخة 2"))] {
            let page = layout::render(&receipt, paper.dots());
            assert_eq!(read_qr(&page), [samples::QR], "{paper}");
        }
    }
}

#[test]
fn a_qr_holds_any_text() {
    let texts = ["1", "4821773901562284", "قسيمة ٤٢", &"https://x.example/a?b=".repeat(20)];
    for text in texts {
        for dots in [576, 384] {
            let receipt = slip(Direction::RightToLeft, vec![Block::Qr(text.into())]);
            assert_eq!(read_qr(&layout::render(&receipt, dots)), [text]);
        }
    }
}

fn read_qr(page: &Bitmap) -> Vec<String> {
    let mut picture =
        rqrr::PreparedImage::prepare_from_bitmap(page.width(), page.height(), |x, y| {
            page.is_black(x, y)
        });
    let grids = picture.detect_grids();
    grids.iter().map(|grid| grid.decode().expect("readable").1).collect()
}

#[test]
fn every_sample_survives_the_way_to_the_printer() {
    for (paper, profile) in [(Paper::Mm80, Profile::MM80), (Paper::Mm58, Profile::MM58)] {
        for (name, receipt) in samples::all() {
            let page = layout::render(&receipt, paper.dots());
            assert_eq!(page.width(), usize::from(paper.dots()));
            assert!(page.is_blank_row(0) && page.is_blank_row(page.height() - 1), "{name}");
            let job = escpos::encode(&page, &profile);
            let (rows, bands, rest) = printed(&job);
            assert!(differ_by_defused_commands(page.rows(), &rows), "{name}");
            assert!(bands.iter().all(|rows| (1..=64).contains(rows)), "{name}: {bands:?}");
            assert_eq!(rest[..2], *b"\x1bd");
            assert!(job.len() < 100_000, "{name}: {} bytes", job.len());
        }
    }
}

/// The printed rows are the page's but for dots given up so that no command is spelled.
fn differ_by_defused_commands(page: &[u8], printed: &[u8]) -> bool {
    page.len() == printed.len()
        && (0..page.len()).all(|at| {
            let is_command = page[at] == 0x10 && matches!(page.get(at + 1), Some(4 | 5 | 0x14));
            page[at] == printed[at] || (is_command && printed[at] == 0)
        })
}

#[test]
fn a_banner_is_white_on_black_from_edge_to_edge() {
    for dots in [576, 384] {
        let page = layout::render(
            &slip(Direction::LeftToRight, vec![Block::Banner("COPY 2".into())]),
            dots,
        );
        let full: Vec<usize> = (0..page.height())
            .filter(|y| (0..page.width()).all(|x| page.is_black(x, *y)))
            .collect();
        assert!(full.len() >= 6);
        let inside = full[0]..=*full.last().unwrap();
        let white = inside.flat_map(|y| (0..page.width()).map(move |x| (x, y)));
        assert!(white.filter(|(x, y)| !page.is_black(*x, *y)).count() > 200);
    }
}

#[test]
fn a_value_without_room_takes_its_own_line() {
    let height = |value: &str| {
        let block =
            Block::Pair { label: "Ref".into(), value: value.into(), ltr: true, bold: false };
        layout::render(&slip(Direction::LeftToRight, vec![block]), 384).height()
    };
    assert!(height("12") < height("123456789012345678901234567"));
    assert!(height("123456789012345678901234567") < height(&"12345678-".repeat(20)));
}

#[test]
fn the_same_slip_is_the_same_dots_every_time() {
    let once = layout::render(&samples::voucher_ar(None), 576);
    let again = std::thread::spawn(|| layout::render(&samples::voucher_ar(None), 576));
    assert!(once == again.join().unwrap());
}

#[test]
fn a_preview_is_a_png() {
    let page = layout::render(&samples::voucher_en(None), 384);
    assert!(preview_png(&page).starts_with(b"\x89PNG"));
}

/// Text as suppliers and customers might send it: both scripts, direction marks, controls,
/// emoji, combining signs.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>(),
        prop::char::range('\u{0600}', '\u{06FF}'),
        prop::char::range('\u{2000}', '\u{206F}'),
        prop::char::range('\u{0}', '\u{7F}'),
        prop::char::range('\u{1F600}', '\u{1F64F}'),
        prop::char::range('\u{0590}', '\u{05FF}'),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_text_makes_a_slip_fail(
        words in prop::collection::vec(any_text(), 8),
        arabic in any::<bool>(),
        flag in any::<bool>(),
        dots in prop_oneof![Just(576_u16), Just(384), Just(512), any::<u16>()],
    ) {
        let direction = if arabic { Direction::RightToLeft } else { Direction::LeftToRight };
        let [a, b, c, d, e, f, g, h] = <[String; 8]>::try_from(words).unwrap();
        let receipt = slip(direction, vec![
            Block::Banner(a),
            Block::Text { text: b, size: Size::Large, bold: flag, align: Align::Center },
            Block::Text { text: c, size: Size::Small, bold: !flag, align: Align::Start },
            Block::Rule,
            Block::Pair { label: d, value: e, ltr: flag, bold: flag },
            Block::Code { label: f, value: g.into() },
            Block::Gap,
            Block::Qr(h.into()),
        ]);
        let page = layout::render(&receipt, dots);
        let job = escpos::encode(&page, &Profile { dots, ..Profile::MM80 });
        let (rows, bands, _) = printed(&job);
        prop_assert!(bands.iter().all(|rows| *rows <= 64));
        let traps: [&[u8]; 3] = [&[0x10, 0x04], &[0x10, 0x05], &[0x10, 0x14]];
        prop_assert!(rows.windows(2).all(|pair| !traps.contains(&pair)));
        prop_assert!(page.height() < 20_000);
    }
}

#[test]
fn a_zero_that_is_called_out_is_no_letter() {
    for paper in PAPERS {
        let is_struck_through = |number: &str| {
            let receipt = slip(Direction::RightToLeft, vec![Block::Number(number.into())]);
            let page = layout::render(&receipt, paper.dots());
            let ink = ink(&page, 0, 0, page.height());
            ink[ink.len() / 2][ink[0].len() / 2]
        };
        assert!(is_struck_through("0"), "{paper}");
        assert!(!is_struck_through("O"), "{paper}");
    }
}

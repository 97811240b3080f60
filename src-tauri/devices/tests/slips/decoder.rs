//! The bytes, understood by a decoder that is not ours, are the preview; the symbols on it, read by
//! a reader that is not ours, say what they should.

#[path = "../../../../tests/shared/paper.rs"]
mod paper;

use devices::escpos::{self, Cut, Profile};
use devices::{Bitmap, Paper, layout};
use domain::receipt::{Block, Direction, Receipt};

use crate::samples;

/// A sheet is the picture but for dots given up so that no command is spelled.
#[track_caller]
fn check(name: &str, page: &Bitmap, sheet: &paper::Sheet) {
    assert_eq!(sheet.width, page.stride() * 8, "{name}");
    assert_eq!(sheet.greys.len(), sheet.width * page.height(), "{name}");
    let differing = (0..page.height()).flat_map(|y| (0..page.width()).map(move |x| (x, y)));
    let differing: Vec<_> = differing
        .filter(|(x, y)| (sheet.greys[y * sheet.width + x] == 0) != page.is_black(*x, *y))
        .collect();
    let is_given_up =
        |(x, y): &(usize, usize)| page.row(*y)[x / 8] == 0x10 && page.is_black(*x, *y);
    assert!(differing.len() < 20 && differing.iter().all(is_given_up), "{name}: {differing:?}");
}

#[test]
fn another_decoder_rebuilds_every_preview() {
    for paper in [Paper::Mm80, Paper::Mm58] {
        for (name, receipt) in samples::all() {
            let page = layout::render(&receipt, paper.dots());
            let sheet = paper::decode(&escpos::encode(&page, &paper.profile()));
            check(name, &page, &sheet);
        }
    }
}

#[test]
fn another_decoder_sees_bands_within_the_profile_one_feed_and_one_cut() {
    for band_rows in [24, 64, 255] {
        let profile = Profile { band_rows, cut: Cut::Full, ..Profile::MM80 };
        let page = layout::render(&samples::voucher_ar(None), profile.dots);
        let sheet = paper::decode(&escpos::encode(&page, &profile));
        check("voucher-ar", &page, &sheet);
        let (mut bands, mut others) = (Vec::new(), Vec::new());
        for command in &sheet.commands {
            match command.strip_prefix("1D v0 ") {
                // 8 bytes of the command, then 72 to a row.
                Some(length) => bands.push((length.parse::<usize>().unwrap() - 8) / 72),
                None => others.push(command.as_str()),
            }
        }
        assert!(bands.iter().all(|rows| *rows <= usize::from(band_rows)), "{bands:?}");
        assert_eq!(bands.iter().sum::<usize>(), page.height());
        assert_eq!(others, ["1B @ 2", "1B d 3", "1D V 4"]);
    }
}

#[test]
fn another_reader_reads_the_code_from_the_paper() {
    let code = "4821773901562284";
    let blocks = vec![
        Block::Code { label: "رمز الشحن".into(), value: code.into() },
        Block::Qr(code.into()),
        Block::Barcode(code.into()),
    ];
    let receipt = Receipt { direction: Direction::RightToLeft, blocks };
    for paper in [Paper::Mm80, Paper::Mm58] {
        let page = layout::render(&receipt, paper.dots());
        let sheet = paper::decode(&escpos::encode(&page, &paper.profile()));
        let read = paper::symbols(&sheet);
        let expected = [("Code128", code), ("QRCode", code)];
        assert_eq!(
            read,
            expected.map(|(kind, text)| (kind.to_owned(), text.to_owned())),
            "{paper}"
        );
    }
}

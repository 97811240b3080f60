//! The test print: everything that can go wrong with a printer on one slip, and nothing of value.

use super::paper::{direction, local_time, pair, text};
use crate::words::{Words, args};
use devices::PrinterConfig;
use domain::{
    receipt::{Align, Block, Receipt, Size},
    shop::Shop,
    time::Timestamp,
};

/// A code that opens nothing: letters and digits that are easily mistaken, in the order 0 to 9.
const SAMPLE: &str = "0123-4567-89AB-O0I1";

/// The slip of a test print.
pub(crate) fn slip(printer: &PrinterConfig, shop: &Shop, words: &Words, at: Timestamp) -> Receipt {
    let profile = &printer.profile;
    let small = |key: &str| text(&words.say(key), Size::Small, false, Align::Center);
    let dots = args([("dots", profile.dots.to_string())]);
    let blocks = vec![
        Block::Banner(words.say("trial-title")),
        text(&shop.name, Size::Large, true, Align::Center),
        Block::Gap,
        Block::Ruler,
        text(&words.say_with("trial-ruler", &dots), Size::Small, false, Align::Center),
        Block::Rule,
        text("مرحبًا بكم: بطاقة، شحن مباشر، ٠١٢٣٤٥٦٧٨٩", Size::Normal, true, Align::Center),
        text(
            "\u{2066}Latin: vouchers and top-ups, 0123456789 ₪ $ €\u{2069}",
            Size::Normal,
            false,
            Align::Center,
        ),
        pair(&words.say("receipt-price"), "-1,234.50 ILS", true),
        pair(&words.say("receipt-customer"), "+970 599 123 456", false),
        Block::Code { label: words.say("trial-code"), value: SAMPLE.into() },
        Block::Qr(SAMPLE.into()),
        Block::Barcode(SAMPLE.into()),
        small("trial-symbols"),
        Block::Rule,
        pair(&words.say("trial-printer"), &printer.id, false),
        pair(&words.say("trial-kind"), printer.kind.as_str(), false),
        pair(&words.say("trial-address"), &printer.address, false),
        pair(&words.say("trial-paper"), &format!("{} · {}", printer.paper, profile.dots), false),
        pair(&words.say("trial-bands"), &profile.band_rows.to_string(), false),
        pair(&words.say("receipt-date"), &local_time(at), false),
        Block::Gap,
        small("trial-end"),
    ];
    Receipt { direction: direction(words), blocks }
}

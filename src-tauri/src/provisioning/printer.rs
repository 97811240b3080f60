//! `[[printer]]`: where slips come out, and what the printer there can do.

use super::{
    reader::{Section, Source},
    values::{Read, id},
};
use domain::time::parse_duration;
use std::time::Duration;
use storage::{Paper, PaperCut, Printer, PrinterKind, PrinterProfile};
use toml::{Spanned, de::DeValue};

/// More would let a sale wait for its slip for minutes.
const BAND_DELAY_MAX: Duration = Duration::from_millis(500);

pub(super) fn printer(source: Source<'_>, value: &Spanned<DeValue<'_>>) -> Read<Printer> {
    let mut section = Section::new(source, "printer", value)?;
    let id = id(&mut section)?;
    let kind = section.text("kind")?.read(
        |text| PrinterKind::from_word(text),
        "must be escpos-tcp, escpos-device, cups-raw, windows-raw or pdf",
    )?;
    let address = section.text("address")?.value;
    let paper = match section.optional_text("paper")? {
        Some(found) => found.read(|text| Paper::from_word(text), "must be 58mm, 80mm or a4")?,
        None => Paper::Mm80,
    };
    let is_default = section.optional_bool("default")?.unwrap_or(false);
    let profile = profile(&mut section)?;
    section.finish()?;
    Ok(Printer { id, kind, address, paper, is_default, profile })
}

fn profile(section: &mut Section<'_>) -> Read<PrinterProfile> {
    let dots = section.optional_number("dots", 128..=2_048)?.and_then(|n| u16::try_from(n).ok());
    let byte = |n: u32| u8::try_from(n).ok();
    let band_rows = section.optional_number("band_rows", 1..=255)?.and_then(byte);
    let feed_lines = section.optional_number("feed_lines", 0..=20)?.and_then(byte);
    let band_delay = match section.optional_text("band_delay")? {
        Some(found) => Some(found.read(
            |text| parse_duration(text).filter(|span| *span <= BAND_DELAY_MAX),
            "must be a whole number with ms, at most \"500ms\"",
        )?),
        None => None,
    };
    let cut = match section.optional_text("cut")? {
        Some(found) => {
            Some(found.read(|text| PaperCut::from_word(text), "must be none, partial or full")?)
        }
        None => None,
    };
    let drawer_pin = match section.value("drawer_pin") {
        Some(value) => {
            let pin = section.number("drawer_pin", value, 2..=5)?;
            if !matches!(pin, 2 | 5) {
                return Err(section.wrong("drawer_pin", value, "must be 2 or 5"));
            }
            byte(pin)
        }
        None => None,
    };
    let ask = section.optional_bool("ask")?;
    Ok(PrinterProfile { dots, band_rows, band_delay, cut, feed_lines, drawer_pin, ask })
}

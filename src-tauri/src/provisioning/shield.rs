//! `[shield]`: when a customer who buys gift cards may be somebody's victim.

use super::{
    reader::{Section, Source},
    values::{Read, above_zero},
};
use domain::{shield::Shield, time::parse_duration};
use std::ops::RangeInclusive;
use toml::{Spanned, de::DeValue};

/// A limit of nobody's.
const COUNTS: RangeInclusive<u32> = 1..=1000;

pub(super) fn shield(source: Source<'_>, value: &Spanned<DeValue<'_>>) -> Read<Shield> {
    let mut section = Section::new(source, "shield", value)?;
    let usual = Shield::default();
    let on = section.optional_bool("on")?.unwrap_or(usual.on);
    let high_value = above_zero(&mut section, "high_value")?;
    let in_a_row = section.optional_number("in_a_row", COUNTS)?.unwrap_or(usual.in_a_row);
    let within = match section.optional_text("within")? {
        Some(found) => found.read(
            |text| parse_duration(text).filter(|span| !span.is_zero()),
            "must be a whole number with ms, s, m or h, such as \"15m\"",
        )?,
        None => usual.within,
    };
    let hourly_limit = section.optional_number("hourly_limit", COUNTS)?;
    let hourly_limit = hourly_limit.unwrap_or(usual.hourly_limit);
    section.finish()?;
    Ok(Shield { on, high_value, in_a_row, within, hourly_limit })
}

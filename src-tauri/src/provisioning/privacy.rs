//! `[privacy]`: how long customers' numbers are kept.

use super::{
    reader::{Section, Source},
    values::Read,
};
use toml::{Spanned, de::DeValue};

/// More days than any shop has a reason to keep them.
const DAYS_MAX: u32 = 3650;

/// How many days; zero is for good.
pub(super) fn privacy(source: Source<'_>, value: &Spanned<DeValue<'_>>) -> Read<u32> {
    let mut section = Section::new(source, "privacy", value)?;
    let days = section.optional_number("phone_days", 0..=DAYS_MAX)?;
    section.finish()?;
    Ok(days.unwrap_or(0))
}

//! `[custody]`: how many codes a clerk gives out within an hour.

use super::{
    reader::{Section, Source},
    values::Read,
};
use domain::custody::{Custody, LIMIT_MAX};
use toml::{Spanned, de::DeValue};

pub(super) fn custody(source: Source<'_>, value: &Spanned<DeValue<'_>>) -> Read<Custody> {
    let mut section = Section::new(source, "custody", value)?;
    let usual = Custody::default();
    let reveals = section.optional_number("reveals", 0..=LIMIT_MAX)?.unwrap_or(usual.reveals);
    let copies = section.optional_number("copies", 0..=LIMIT_MAX)?.unwrap_or(usual.copies);
    section.finish()?;
    Ok(Custody { reveals, copies })
}

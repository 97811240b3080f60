//! `[owner]`: what the owner is told by message.

use super::{
    reader::{Section, Source},
    values::Read,
};
use domain::{
    owner::{DayTime, OwnerWishes},
    phone::Phone,
    time::parse_duration,
};
use std::time::Duration;
use toml::{Spanned, de::DeValue};

/// A shorter time would tell of every order that its supplier takes a moment for.
pub(crate) const UNKNOWN_MIN: Duration = Duration::from_secs(60);

pub(super) fn owner(
    source: Source<'_>,
    value: &Spanned<DeValue<'_>>,
    country: &str,
) -> Read<OwnerWishes> {
    let mut section = Section::new(source, "owner", value)?;
    let mut wishes = OwnerWishes::default();
    if let Some(found) = section.optional_text("phone")? {
        wishes.phone = Some(found.read(
            |text| Phone::parse(text, country).ok().map(|typed| typed.phone),
            "cannot be a phone number",
        )?);
    }
    if let Some(said) = section.optional_bool("report")? {
        wishes.report = said;
    }
    if let Some(found) = section.optional_text("z_by")? {
        wishes.z_by = Some(
            found.read(|text| DayTime::parse(text), "must be a time of day, such as \"01:00\"")?,
        );
    }
    if let Some(found) = section.optional_text("unknown_after")? {
        wishes.unknown_after = Some(found.read(
            |text| parse_duration(text).filter(|span| *span >= UNKNOWN_MIN),
            "must be one minute or more, such as \"30m\"",
        )?);
    }
    section.finish()?;
    Ok(wishes)
}

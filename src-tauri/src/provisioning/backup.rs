//! `[backup]`: where the shop's daily backups go.

use super::{
    reader::{Section, Source},
    values::{Read, optional_secret},
};
use std::path::Path;
use storage::PlanChange;
use toml::{Spanned, de::DeValue};

/// More days than anybody keeps a daily backup.
const DAYS_MAX: u32 = 3650;

pub(super) fn backup(source: Source<'_>, value: &Spanned<DeValue<'_>>) -> Read<PlanChange> {
    let mut section = Section::new(source, "backup", value)?;
    let folder = match section.optional_text("folder")? {
        Some(found) => found.read(
            // Which folder a relative one is depends on who starts the program, and from where.
            |text| Path::new(text).is_absolute().then(|| text.clone()),
            "must be a whole path, such as \"/media/usb/backups\"",
        )?,
        // Without one none are made.
        None => String::new(),
    };
    let keep_days = section.optional_number("keep_days", 1..=DAYS_MAX)?;
    let passphrase = optional_secret(&mut section, "passphrase")?;
    section.finish()?;
    Ok(PlanChange { folder: Some(folder), keep_days, passphrase })
}

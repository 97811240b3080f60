//! `[receipt]`: what the shop puts on every slip.

use super::{
    product::optional_name,
    reader::{Section, Source},
    values::Read,
};
use std::{fs, path::Path};
use storage::ReceiptTexts;
use toml::{Spanned, de::DeValue};

/// A logo larger than this is a photograph, and no till needs it in its database.
const LOGO_BYTES_MAX: u64 = 1 << 20;

pub(super) fn receipt(source: Source<'_>, value: &Spanned<DeValue<'_>>) -> Read<ReceiptTexts> {
    let mut section = Section::new(source, "receipt", value)?;
    let texts = ReceiptTexts {
        header: optional_name(&mut section, "receipt", "header")?,
        footer: optional_name(&mut section, "receipt", "footer")?,
        refund_rule: optional_name(&mut section, "receipt", "refund_rule")?,
        barcode: section.optional_bool("barcode")?.unwrap_or(true),
        logo: logo(&mut section)?,
    };
    section.finish()?;
    Ok(texts)
}

/// The picture itself goes into the data folder: the file may be gone tomorrow.
fn logo(section: &mut Section<'_>) -> Read<Option<Vec<u8>>> {
    let folder = Path::new(section.source().file).parent().map(Path::to_owned).unwrap_or_default();
    let Some(found) = section.optional_text("logo")? else { return Ok(None) };
    let path = folder.join(&found.value);
    let is_small = fs::metadata(&path).is_ok_and(|file| file.len() <= LOGO_BYTES_MAX);
    let png = is_small.then(|| fs::read(&path).ok()).flatten();
    let png = png.filter(|png| devices::picture_of_png(png).is_some());
    png.map(Some).ok_or_else(|| found.wrong("is not a PNG of at most 1 MB that can be read"))
}

//! `[receipt]`: what the shop puts on every slip.

use super::{
    product::optional_name,
    reader::{Section, Source},
    values::Read,
};
use crate::slips::LOGO_BYTES_MAX;
use std::{fs, path::Path};
use storage::{ReceiptTexts, SlipBlocks};
use toml::{Spanned, de::DeValue};

pub(super) fn receipt(source: Source<'_>, value: &Spanned<DeValue<'_>>) -> Read<ReceiptTexts> {
    let mut section = Section::new(source, "receipt", value)?;
    let texts = ReceiptTexts {
        header: optional_name(&mut section, "receipt", "header")?,
        footer: optional_name(&mut section, "receipt", "footer")?,
        refund_rule: optional_name(&mut section, "receipt", "refund_rule")?,
        show: show(&mut section)?,
        logo: logo(&mut section)?,
    };
    section.finish()?;
    Ok(texts)
}

fn show(section: &mut Section<'_>) -> Read<SlipBlocks> {
    let mut is_shown = |key: &str| Ok(section.optional_bool(key)?.unwrap_or(true));
    Ok(SlipBlocks {
        serial: is_shown("serial")?,
        expiry: is_shown("expiry")?,
        region: is_shown("region")?,
        redeem: is_shown("redeem")?,
        refund: is_shown("refund")?,
        qr: is_shown("qr")?,
        barcode: is_shown("barcode")?,
    })
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

//! `[debt]`: what a customer may owe who has no limit of their own.

use super::{
    reader::{Section, Source},
    values::{Read, amount},
};
use domain::money::{Currency, Money};
use toml::{Spanned, de::DeValue};

pub(super) fn debt(
    source: Source<'_>,
    value: &Spanned<DeValue<'_>>,
    currency: Currency,
) -> Read<Money> {
    let mut section = Section::new(source, "debt", value)?;
    let limit = amount(&mut section, "limit")?.map(|limit| Money::new(limit, currency));
    let limit = limit.ok_or_else(|| section.missing("limit"))?;
    if limit.rounded().amount() != limit.amount() {
        return Err(section.wrong("limit", value, "has more digits than the shop's currency"));
    }
    section.finish()?;
    Ok(limit)
}

//! `[[stock]]`: how many codes of a product may lie on the shop's shelf.

use super::{
    product::Known,
    reader::{Section, Source},
    values::Read,
};
use domain::ids::ProductId;
use engine::sell::QUANTITY_MAX;
use std::collections::BTreeSet;
use toml::{Spanned, de::DeValue};

/// Reads them all. Whether a product's codes can be bought ahead at all is judged when somebody buys: it
/// may come with the supplier's catalogue only.
pub(super) fn stock(
    source: Source<'_>,
    values: &[&Spanned<DeValue<'_>>],
    suppliers: &Known,
) -> Read<Vec<(ProductId, u32)>> {
    let mut taken = BTreeSet::new();
    values.iter().map(|value| one(source, value, suppliers, &mut taken)).collect()
}

fn one(
    source: Source<'_>,
    value: &Spanned<DeValue<'_>>,
    suppliers: &Known,
    taken: &mut BTreeSet<ProductId>,
) -> Read<(ProductId, u32)> {
    let mut section = Section::new(source, "stock", value)?;
    let known = |id: &str| id.split_once(':').is_some_and(|(it, _)| suppliers.contains_key(it));
    let product = section.text("product")?.read(
        |text| known(text).then(|| ProductId::new(text.clone())),
        "must be a product of a [[supplier]], such as \"palcards:5001\"",
    )?;
    let Some(kept) = section.value("keep") else { return Err(section.missing("keep")) };
    let keep = section.number("keep", kept, 0..=QUANTITY_MAX)?;
    if !taken.insert(product.clone()) {
        return Err(source.error(&value.span(), "stock.product", "stands in two of them"));
    }
    section.finish()?;
    Ok((product, keep))
}

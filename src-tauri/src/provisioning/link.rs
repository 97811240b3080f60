//! `[[link]]`: what is the same product at several suppliers.

use super::{
    reader::{Section, Source},
    values::Read,
};
use domain::ids::ProductId;
use engine::source::Link;
use std::collections::BTreeSet;
use toml::{Spanned, de::DeValue};

/// Reads a link; `taken` are the products of the links before it.
pub(super) fn link(
    source: Source<'_>,
    value: &Spanned<DeValue<'_>>,
    suppliers: &BTreeSet<String>,
    taken: &mut BTreeSet<ProductId>,
) -> Read<Link> {
    let mut section = Section::new(source, "link", value)?;
    let Some(listed) = section.value("products") else { return Err(section.missing("products")) };
    let wrong = |problem: &str| Err(section.wrong("products", listed, problem));
    let DeValue::Array(items) = listed.get_ref() else { return wrong("must be a list") };
    let mut products = Vec::new();
    for item in items.iter() {
        let DeValue::String(id) = item.get_ref() else {
            return wrong("must hold product ids such as \"palcards:5001\"");
        };
        let known = id.split_once(':').is_some_and(|(supplier, _)| suppliers.contains(supplier));
        let product = ProductId::new(id.to_string());
        if !known {
            return wrong("holds a product of no [[supplier]]");
        }
        if !taken.insert(product.clone()) {
            return wrong("holds a product that is linked already");
        }
        products.push(product);
    }
    if products.len() < 2 {
        return wrong("must hold at least two products");
    }
    let pinned = match section.optional_text("pin")? {
        Some(found) => Some(found.read(
            |text| products.iter().find(|product| product.as_str() == text.as_str()).cloned(),
            "must be one of the linked products",
        )?),
        None => None,
    };
    section.finish()?;
    Ok(Link { products, pinned })
}

//! `[supplier.catalog]`: where a supplier lists its products, and what it calls their facts.

use super::{reader::Section, values::Read};
use domain::account::{CatalogSource, ProductFact, SupplierKind};

/// What the first page is called unless the file says otherwise, as in PalCards' own lists.
const FIRST_PAGE: u64 = 1;
/// Facts without which a product cannot be sold.
const NEEDED: [ProductFact; 3] = [ProductFact::Item, ProductFact::NameEn, ProductFact::Kind];

/// Reads the table, where there is one.
pub(super) fn catalog(
    section: &mut Section<'_>,
    kind: SupplierKind,
) -> Read<Option<CatalogSource>> {
    let Some(value) = section.value("catalog") else { return Ok(None) };
    if kind != SupplierKind::PalCards {
        return Err(section.wrong(
            "catalog",
            value,
            "is only for palcards: the others list theirs",
        ));
    }
    let mut table = Section::new(section.source(), "supplier.catalog", value)?;
    let path = table.text("path")?.read(
        |text| text.starts_with('/').then(|| text.clone()),
        "must begin with \"/\", such as \"/products?ps=100\"",
    )?;
    let list = table.optional_text("list")?.map(|found| found.value);
    let total = table.optional_text("total")?.map(|found| found.value);
    let first = match table.optional_text("first_page")? {
        Some(found) => found.read(|text| text.parse().ok(), "must be a whole number in quotes")?,
        None => FIRST_PAGE,
    };
    let page = table.optional_text("page")?.map(|found| (found.value, first));
    let Some(value) = table.value("fields") else { return Err(table.missing("fields")) };
    let mut named = Section::new(table.source(), "supplier.catalog.fields", value)?;
    let mut fields = Vec::new();
    for fact in ProductFact::ALL {
        let word = fact.as_str();
        if NEEDED.contains(fact) {
            fields.push((*fact, named.text(word)?.value));
        } else if let Some(found) = named.optional_text(word)? {
            fields.push((*fact, found.value));
        }
    }
    named.finish()?;
    table.finish()?;
    Ok(Some(CatalogSource { path, list, total, page, fields }))
}

//! Reading CardPlusPay's catalogue. Pure. The reply is documented only as far as its items go: the
//! keys of the list and of its pages are taken from the other endpoints.

use super::{envelope::asked, wire};
use crate::{
    reply::{filled, money},
    secrets::{Members, elements},
};
use domain::{
    ids::{ProductId, SupplierId},
    money::Currency,
    product::{LocalName, Product, ProductKind},
};
use engine::ports::supplier::{SupplierError, WireReply};
use serde_json::value::RawValue;

/// Where the list may stand in `data`; the first is the likeliest. `data` may also be the list.
const LIST_KEYS: [&str; 4] = ["products", "items", "catalog", "data"];
/// What turns the pages.
const PAGINATION_KEY: &str = "pagination";
/// Cards made of plastic cannot be handed over at a till.
const PHYSICAL: &str = "PHYSICAL";

/// One page of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatalogPage {
    /// The codes of all its items, physical ones included.
    pub items: Vec<String>,
    /// What can be sold of it.
    pub products: Vec<Product>,
    /// How many items there are in all, if it says so.
    pub total: Option<u64>,
}

/// Reads one page of `GET /catalog`. Costs are in the account's currency if the shop named one, else
/// in the item's.
///
/// # Errors
/// If it cannot be read, or an item has no code: a catalogue that is not whole must not make products
/// vanish.
pub fn read_catalog(
    supplier: &SupplierId,
    currency: Option<Currency>,
    reply: &WireReply,
) -> Result<CatalogPage, SupplierError> {
    let data = asked::<&RawValue>(reply)?;
    let list = list_in(data).ok_or(SupplierError::Unreadable)?;
    let mut page = CatalogPage { total: total(data), ..CatalogPage::default() };
    for raw in list {
        let found: wire::Product =
            serde_json::from_str(raw.get()).map_err(|_| SupplierError::Unreadable)?;
        let is_physical = found.delivery_type.as_deref() == Some(PHYSICAL);
        let product = product(supplier, currency, found).ok_or(SupplierError::Unreadable)?;
        page.items.push(product.item.clone());
        if !is_physical {
            page.products.push(product);
        }
    }
    Ok(page)
}

fn list_in(data: &RawValue) -> Option<Vec<&RawValue>> {
    if let Some(list) = elements(data) {
        return Some(list);
    }
    let members = Members::of(data)?;
    let under = |key: &str| members.0.iter().find(|(name, _)| name == key);
    LIST_KEYS.iter().filter_map(|key| under(key)).find_map(|(_, raw)| elements(raw))
}

fn total(data: &RawValue) -> Option<u64> {
    let members = Members::of(data)?;
    let (_, pagination) = members.0.iter().find(|(name, _)| name == PAGINATION_KEY)?;
    Members::of(pagination)?.text("total")?.parse().ok()
}

fn product(
    supplier: &SupplierId,
    charged_in: Option<Currency>,
    found: wire::Product,
) -> Option<Product> {
    let item = filled(found.item_code).or(filled(found.item_id))?;
    let face_currency: Option<Currency> = found.currency.as_deref().and_then(|it| it.parse().ok());
    let name = filled(found.product_name).or(filled(found.name)).unwrap_or_else(|| item.clone());
    Some(Product {
        id: ProductId::of(supplier, &item),
        supplier: supplier.clone(),
        item,
        kind: ProductKind::Voucher,
        name: LocalName { en: name.clone(), ar: name },
        brand: filled(found.brand),
        face_value: money(found.value.as_deref(), face_currency),
        cost: money(found.price.as_deref(), charged_in.or(face_currency)),
        price: None,
        price_rule: None,
        tax: None,
        min: None,
        max: None,
        step: None,
        required_info: Vec::new(),
        barcode: None,
        category: filled(found.category).map(|word| word.to_lowercase().replace(['_', ' '], "-")),
        active: true,
    })
}

#[cfg(test)]
#[path = "catalog_tests.rs"]
mod tests;

//! Reading Plexy's products. Pure. Their list's shape is not documented; it is taken to be pages of
//! the documented single product.

use super::{read::page, wire};
use crate::reply::{Rows, error_words, filled, money, parse, supplier_error};
use domain::{
    ids::{ProductId, SupplierId},
    money::{Currency, Money, parse_decimal},
    product::{LocalName, Product, ProductKind},
};
use engine::ports::supplier::{SupplierError, WireReply};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The documented product types, for when they cannot be asked.
const TYPES: [(&str, &str); 3] =
    [("1", "redeem_card"), ("2", "direct_transfer"), ("3", "direct_top_up")];

/// What ids mean: product types and categories by their own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kinds {
    /// A product type's code by its id.
    pub types: BTreeMap<String, String>,
    /// A category's word by its id.
    pub categories: BTreeMap<String, String>,
}

impl Kinds {
    /// The documented types and no categories.
    #[must_use]
    pub fn documented() -> Self {
        let types = TYPES.map(|(id, code)| (id.to_owned(), code.to_owned()));
        Self { types: types.into(), categories: BTreeMap::new() }
    }

    fn type_of(&self, product: &wire::Product) -> Option<&str> {
        self.types.get(product.product_type_id.as_ref()?).map(String::as_str)
    }
}

/// Reads `GET /agent/{id}/product-types` or `…/product-categories`: a bare array, or a page of it.
///
/// # Errors
/// If it cannot be read.
pub fn read_kinds(reply: &WireReply) -> Result<BTreeMap<String, String>, SupplierError> {
    let Rows(kinds) = match parse(reply).filter(|_| reply.status == 200) {
        Some(kinds) => kinds,
        None => page::<wire::Kind>(reply)?.items,
    };
    let words = kinds.into_iter().filter_map(|kind| {
        Some((kind.id?, filled(kind.code).or(filled(kind.slug)).or(filled(kind.name))?))
    });
    Ok(words.collect())
}

/// Reads one page of `GET /agent/{id}/products`, and how many there are in all.
///
/// # Errors
/// If it cannot be read, or a product in it has no id: what cannot be named cannot be sold, and a
/// catalogue that is not whole must not make products vanish.
pub fn read_products(
    supplier: &SupplierId,
    kinds: &Kinds,
    reply: &WireReply,
) -> Result<(Vec<Product>, Option<u64>), SupplierError> {
    let page = page::<wire::Product>(reply)?;
    let products = page.items.0.into_iter().map(|it| product(supplier, kinds, it));
    let products = products.collect::<Option<Vec<_>>>().ok_or(SupplierError::Unreadable)?;
    Ok((products, page.total.and_then(|total| total.parse().ok())))
}

/// Reads `GET /agent/{id}/products/{productId}`; `None` if there is no such product.
///
/// # Errors
/// If it cannot be read.
pub fn read_product(
    supplier: &SupplierId,
    kinds: &Kinds,
    reply: &WireReply,
) -> Result<Option<Product>, SupplierError> {
    let error = error_words(reply);
    match parse::<wire::Product>(reply).filter(|_| reply.status == 200) {
        Some(found) => product(supplier, kinds, found).map(Some).ok_or(SupplierError::Unreadable),
        None if reply.status == 404 && error.is_some() => Ok(None),
        None => Err(supplier_error(reply, error)),
    }
}

fn product(supplier: &SupplierId, kinds: &Kinds, found: wire::Product) -> Option<Product> {
    let product_type = kinds.type_of(&found).map(str::to_owned);
    let item = filled(found.id)?;
    let currency: Option<Currency> = found.currency_code.as_deref().and_then(|it| it.parse().ok());
    let amount = |text: Option<String>| text.as_deref().and_then(|text| parse_decimal(text).ok());
    let (least, most) = (amount(found.min_amount), amount(found.max_amount));
    let open = match product_type.as_deref() {
        Some("direct_top_up") => true,
        Some("redeem_card" | "direct_transfer") => false,
        // A type that came later: what has a range is of any amount.
        Some(_) | None => most.is_some_and(|most| least != Some(most) && !most.is_zero()),
    };
    let is_card = product_type.as_deref() == Some("redeem_card");
    let name = filled(found.name).unwrap_or_else(|| item.clone());
    let category = found.category_id.and_then(|id| kinds.categories.get(&id).cloned());
    Some(Product {
        id: ProductId::of(supplier, &item),
        supplier: supplier.clone(),
        item,
        kind: if open || !(is_card || product_type.is_none()) {
            ProductKind::Topup
        } else {
            ProductKind::Voucher
        },
        name: LocalName { en: name.clone(), ar: name },
        brand: None,
        // A price of an open-value product belongs to 1.00 of its currency.
        face_value: currency.filter(|_| open).map(|it| Money::new(Decimal::ONE, it)),
        // An estimate, and for an open-value product not even that: of which amount it is the price
        // is not documented.
        cost: money(found.price.as_deref(), currency).filter(|_| !open),
        price: None,
        price_rule: None,
        tax: None,
        // Without bounds of its own, any amount above zero.
        min: least.or(Some(Decimal::ZERO)).filter(|_| open),
        max: most.filter(|most| open && !most.is_zero()),
        step: amount(found.step).filter(|step| open && !step.is_zero()),
        required_info: Vec::new(),
        barcode: None,
        category: category.map(|word| word.to_lowercase().replace(['_', ' '], "-")),
        active: found.is_active != Some(false),
    })
}

#[cfg(test)]
#[path = "products_tests.rs"]
mod tests;

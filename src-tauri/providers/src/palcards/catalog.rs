//! Reading a catalogue whose place and words the owner names: PalCards documents none, and not one of
//! its keys is guessed. Pure.

use crate::{
    reply::{filled, money, parse, scalar, supplier_error, words},
    secrets::{Members, elements},
};
use domain::{
    account::{CatalogSource, ProductFact as Fact, SupplierAccount},
    ids::ProductId,
    money::Currency,
    product::{LocalName, Product, ProductKind, RequiredInfo},
};
use engine::ports::supplier::{SupplierError, WireReply};
use serde_json::value::RawValue;

/// What an object of required information may call its key, and its label (the documents show
/// neither).
const KEY_NAMES: [&str; 4] = ["key", "name", "field", "id"];
const LABEL_NAME: &str = "label";

/// One page of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatalogPage {
    /// The ids of all its items.
    pub items: Vec<String>,
    /// What they are.
    pub products: Vec<Product>,
    /// How many there are in all, if it says so.
    pub total: Option<u64>,
}

/// Where the page after so many turns is asked for.
pub(super) fn path(source: &CatalogSource, turn: u64) -> String {
    let Some((key, first)) = &source.page else { return source.path.clone() };
    let joint = if source.path.contains('?') { '&' } else { '?' };
    format!("{}{joint}{key}={}", source.path, first.saturating_add(turn))
}

/// Reads one page.
///
/// # Errors
/// If it cannot be read, or an item has no id, name or known kind: a catalogue that is not whole must
/// not make products vanish.
pub fn read_catalog(
    account: &SupplierAccount,
    source: &CatalogSource,
    reply: &WireReply,
) -> Result<CatalogPage, SupplierError> {
    if reply.status != 200 {
        return Err(supplier_error(reply, None));
    }
    let body: &RawValue = parse(reply).ok_or(SupplierError::Unreadable)?;
    let list = match &source.list {
        Some(place) => at(body, place),
        None => Some(body),
    };
    let list = list.and_then(elements).ok_or(SupplierError::Unreadable)?;
    let total = source.total.as_deref().and_then(|place| scalar(at(body, place)?));
    let mut page =
        CatalogPage { total: total.and_then(|it| it.parse().ok()), ..Default::default() };
    for item in list {
        let product = product(account, source, item).ok_or(SupplierError::Unreadable)?;
        page.items.push(product.item.clone());
        page.products.push(product);
    }
    Ok(page)
}

fn product(account: &SupplierAccount, source: &CatalogSource, item: &RawValue) -> Option<Product> {
    let raw = |fact| at(item, source.place(fact)?);
    let text = |fact| filled(scalar(raw(fact)?));
    let currency = |fact| text(fact).and_then(|word| word.parse::<Currency>().ok());
    let id = text(Fact::Item)?;
    let name = text(Fact::NameEn).or_else(|| text(Fact::NameAr))?;
    let cost_currency = currency(Fact::CostCurrency).or(account.currency);
    Some(Product {
        id: ProductId::of(&account.id, &id),
        supplier: account.id.clone(),
        item: id,
        kind: kind(&text(Fact::Kind)?)?,
        name: LocalName { ar: text(Fact::NameAr).unwrap_or_else(|| name.clone()), en: name },
        brand: text(Fact::Brand),
        face_value: money(text(Fact::FaceValue).as_deref(), currency(Fact::FaceCurrency)),
        cost: money(text(Fact::Cost).as_deref(), cost_currency),
        price: None,
        price_rule: None,
        tax: None,
        min: None,
        max: None,
        step: None,
        required_info: match raw(Fact::RequiredInfo).filter(|raw| raw.get() != "null") {
            Some(raw) => required(raw)?,
            None => Vec::new(),
        },
        barcode: text(Fact::Barcode),
        category: text(Fact::Category).map(|word| word.to_lowercase().replace(['_', ' '], "-")),
        active: text(Fact::Active).is_none_or(|word| word != "false" && word != "0"),
    })
}

/// PalCards' own two words for what an order is, and the plain ones.
fn kind(word: &str) -> Option<ProductKind> {
    let plain: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
    match plain.to_ascii_lowercase().as_str() {
        "chargingcard" | "voucher" | "card" => Some(ProductKind::Voucher),
        "topup" => Some(ProductKind::Topup),
        _ => None,
    }
}

/// A list of keys, or of objects that name theirs.
fn required(raw: &RawValue) -> Option<Vec<RequiredInfo>> {
    let info = |one: &RawValue| {
        let Some(members) = Members::of(one) else {
            let key = filled(scalar(one))?;
            return Some(RequiredInfo { key, label: None, pattern: None });
        };
        let key = KEY_NAMES.iter().find_map(|name| filled(members.text(name)))?;
        let label = members.0.iter().find(|(name, _)| name == LABEL_NAME);
        let label = label
            .and_then(|(_, raw)| words(raw))
            .map(|label| LocalName { ar: label.clone(), en: label });
        Some(RequiredInfo { key, label, pattern: None })
    };
    elements(raw)?.into_iter().map(info).collect()
}

/// What stands at a place of keys joined by dots.
fn at<'a>(raw: &'a RawValue, place: &str) -> Option<&'a RawValue> {
    place.split('.').try_fold(raw, |raw, key| {
        let found = Members::of(raw)?.0.into_iter().find(|(name, _)| name == key);
        found.map(|(_, inner)| inner)
    })
}

#[cfg(test)]
#[path = "catalog_tests.rs"]
mod tests;

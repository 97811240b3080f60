//! `[[product]]`: what the shop sells, at its own price.

use super::{
    reader::{Section, Source},
    values::{Read, above_zero, amount, currency, payable},
};
use domain::{
    digits::ascii_digits,
    ids::{ProductId, SupplierId},
    money::{Currency, Money},
    product::{LocalName, Product, ProductKind, RequiredInfo, is_pattern},
    shop::Shop,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use storage::SlipTexts;
use toml::{Spanned, de::DeValue};

/// The suppliers a product may name, each with its wallet's currency.
pub(super) type Known = BTreeMap<String, Option<Currency>>;

pub(super) fn product(
    source: Source<'_>,
    value: &Spanned<DeValue<'_>>,
    shop: &Shop,
    suppliers: &Known,
) -> Read<(Product, SlipTexts, Vec<String>)> {
    let mut section = Section::new(source, "product", value)?;
    let supplier = section.text("supplier")?.read(
        |text| suppliers.contains_key(text).then(|| SupplierId::new(text.clone())),
        "is not the id of a [[supplier]]",
    )?;
    let item = section.text("item")?.value;
    let kind = section
        .text("kind")?
        .read(|text| ProductKind::from_word(text), "must be voucher or topup")?;
    let name = match section.value("name") {
        Some(value) => name(section.source(), "product.name", value)?,
        None => return Err(section.missing("name")),
    };
    let brand = section.optional_text("brand")?.map(|found| found.value);
    let face_currency = section.optional_text("face_currency")?.map(currency).transpose()?;
    let face = amount(&mut section, "face_value")?;
    let face_value = match (face, face_currency) {
        (Some(face), Some(currency)) => Some(Money::new(face, currency)),
        (Some(_), None) => return Err(section.missing("face_currency")),
        (None, _) => None,
    };
    let cost_currency = section.optional_text("cost_currency")?.map(currency).transpose()?;
    let cost = amount(&mut section, "cost")?;
    // A supplier charges its wallet, so a cost is in the wallet's currency unless the file says so.
    let wallet = suppliers.get(supplier.as_str()).copied().flatten();
    let cost = match (cost, cost_currency.or(wallet).or(face_currency)) {
        (Some(cost), Some(currency)) => Some(Money::new(cost, currency)),
        (Some(_), None) => return Err(section.missing("cost_currency")),
        (None, _) => None,
    };
    let (min, max, step) = open_value(&mut section)?;
    let is_rate = kind == ProductKind::Topup || [min, max, step].iter().any(Option::is_some);
    let price = price(&mut section, is_rate, shop.currency)?;
    let product = Product {
        id: ProductId::of(&supplier, &item),
        supplier,
        item,
        kind,
        name,
        brand,
        face_value,
        cost,
        price,
        price_rule: None,
        tax: None,
        min,
        max,
        step,
        required_info: required_info(&mut section)?,
        barcode: section.optional_text("barcode")?.map(|found| ascii_digits(&found.value)),
        category: section.optional_text("category")?.map(|found| found.value),
        active: section.optional_bool("active")?.unwrap_or(true),
    };
    let texts = slip_texts(&mut section)?;
    let countries = section.texts("countries")?;
    let is_code = |text: &String| text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase());
    if !countries.iter().all(is_code) {
        let must = "must hold country codes of two capital letters (ISO 3166)";
        return Err(section.wrong("countries", value, must));
    }
    section.finish()?;
    Ok((product, texts, countries))
}

/// What the customer pays. A top-up may be of any amount, whose price is made of that of one unit: that
/// one is rounded only when the amount is known.
fn price(section: &mut Section<'_>, is_rate: bool, currency: Currency) -> Read<Option<Money>> {
    if is_rate {
        return Ok(above_zero(section, "price")?.map(|price| Money::new(price, currency)));
    }
    payable(section, "price", currency)
}

/// Between which amounts, and in which steps, a customer chooses; nothing that leaves no amount to choose.
fn open_value(
    section: &mut Section<'_>,
) -> Read<(Option<Decimal>, Option<Decimal>, Option<Decimal>)> {
    let (min, max) = (amount(section, "min")?, above_zero(section, "max")?);
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        return Err(section.wrong_at("max", "must not be less than min"));
    }
    Ok((min, max, above_zero(section, "step")?))
}

/// What stands on its slips.
fn slip_texts(section: &mut Section<'_>) -> Read<SlipTexts> {
    Ok(SlipTexts {
        region: optional_name(section, "product", "region")?,
        redeem: optional_name(section, "product", "redeem")?,
        refund_rule: optional_name(section, "product", "refund_rule")?,
    })
}

/// A text in one language or both, if it is there.
pub(super) fn optional_name(
    section: &mut Section<'_>,
    of: &str,
    key: &str,
) -> Read<Option<LocalName>> {
    let Some(value) = section.value(key) else { return Ok(None) };
    name(section.source(), &format!("{of}.{key}"), value).map(Some)
}

fn name(source: Source<'_>, key: &str, value: &Spanned<DeValue<'_>>) -> Read<LocalName> {
    if let DeValue::String(text) = value.get_ref() {
        return Ok(LocalName { en: text.to_string(), ar: text.to_string() });
    }
    let mut section = Section::new(source, key, value)?;
    let en = section.optional_text("en")?.map(|found| found.value);
    let ar = section.optional_text("ar")?.map(|found| found.value);
    let name = match (en, ar) {
        (Some(en), Some(ar)) => LocalName { en, ar },
        (Some(one), None) | (None, Some(one)) => LocalName { en: one.clone(), ar: one },
        (None, None) => return Err(section.missing("en")),
    };
    section.finish()?;
    Ok(name)
}

fn required_info(section: &mut Section<'_>) -> Read<Vec<RequiredInfo>> {
    let Some(value) = section.value("required_info") else { return Ok(Vec::new()) };
    let DeValue::Array(items) = value.get_ref() else {
        return Err(section.wrong("required_info", value, "must be a list"));
    };
    let mut infos = Vec::new();
    for item in items.iter() {
        infos.push(if let DeValue::String(key) = item.get_ref() {
            RequiredInfo { key: key.to_string(), label: None, pattern: None }
        } else {
            info(section.source(), item)?
        });
    }
    Ok(infos)
}

fn info(source: Source<'_>, value: &Spanned<DeValue<'_>>) -> Read<RequiredInfo> {
    let mut section = Section::new(source, "product.required_info", value)?;
    let key = section.text("key")?.value;
    let label = match section.value("label") {
        Some(value) => Some(name(source, "product.required_info.label", value)?),
        None => None,
    };
    let pattern =
        match section.optional_text("pattern")? {
            Some(found) => Some(found.read(
                |text| is_pattern(text).then(|| text.clone()),
                "is not a regular expression",
            )?),
            None => None,
        };
    section.finish()?;
    Ok(RequiredInfo { key, label, pattern })
}

//! `[tax]` and `[[tax_rate]]`: which part of a price is the state's.

use super::{
    product::Known,
    reader::{Section, Source},
    values::Read,
};
use crate::taxes::{TEXT_MAX, read_rate, read_text};
use domain::{
    price::RuleScope,
    tax::{TaxIdentity, TaxRate, TaxRule},
};
use std::collections::BTreeSet;
use toml::{Spanned, de::DeValue};

const RATE: &str = "must be a percentage from 0 to 100, such as \"16\"";

/// Who the shop is to its tax authority, and the rate of everything that has no narrower one.
pub(super) fn tax(
    source: Source<'_>,
    value: &Spanned<DeValue<'_>>,
) -> Read<(TaxIdentity, Option<TaxRate>)> {
    let mut section = Section::new(source, "tax", value)?;
    let long = format!("must have at most {TEXT_MAX} letters, in one line");
    let mut text = |key: &str| match section.optional_text(key)? {
        Some(found) => found.read(|text| read_text(Some(text)).ok(), &long),
        None => Ok(None),
    };
    let identity = TaxIdentity { name: text("name")?, number: text("number")? };
    let rate = section.optional_text("rate")?;
    let rate = rate.map(|found| found.read(|text| read_rate(text), RATE)).transpose()?;
    section.finish()?;
    Ok((identity, rate))
}

/// Rates of some products.
pub(super) fn tax_rates(
    source: Source<'_>,
    values: &[&Spanned<DeValue<'_>>],
    suppliers: &Known,
) -> Read<Vec<TaxRule>> {
    let mut taken = BTreeSet::new();
    values.iter().map(|value| one(source, value, suppliers, &mut taken)).collect()
}

fn one(
    source: Source<'_>,
    value: &Spanned<DeValue<'_>>,
    suppliers: &Known,
    taken: &mut BTreeSet<(RuleScope, String)>,
) -> Read<TaxRule> {
    let mut section = Section::new(source, "tax_rate", value)?;
    let place = |text: &String| {
        let (scope, target) = RuleScope::of_target(text)?;
        let is_known = scope != RuleScope::Supplier || suppliers.contains_key(target);
        let is_some = scope != RuleScope::All && scope.takes(target) && is_known;
        is_some.then(|| (scope, target.to_owned()))
    };
    let (scope, target) = section
        .text("for")?
        .read(place, "must be supplier:ID, brand:NAME or product:ID; [tax] is for all")?;
    let rate = section.text("rate")?.read(|text| read_rate(text), RATE)?;
    if !taken.insert((scope, target.clone())) {
        return Err(source.error(&value.span(), "tax_rate.for", "stands in two of them"));
    }
    section.finish()?;
    Ok(TaxRule { scope, target, rate })
}

//! Values that several sections share: ids, addresses, secrets, amounts, currencies.

use super::{
    FileError,
    reader::{Found, Section},
};
use domain::{
    account::Environment,
    money::{Currency, Money, parse_decimal},
    secret::Secret,
};
use rust_decimal::Decimal;

pub(super) type Read<T> = Result<T, FileError>;

pub(super) fn id(section: &mut Section<'_>) -> Read<String> {
    section.text("id")?.read(
        |text| {
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            (text.len() <= ID_MAX && text.chars().all(plain)).then(|| text.clone())
        },
        "must be letters, digits, - and _ only",
    )
}

const ID_MAX: usize = 40;

pub(super) fn environment(section: &mut Section<'_>) -> Read<Environment> {
    match section.optional_text("environment")? {
        Some(found) => {
            found.read(|text| Environment::from_word(text), "must be sandbox or production")
        }
        None => Ok(Environment::Production),
    }
}

pub(super) fn secret(section: &mut Section<'_>, key: &str) -> Read<Secret> {
    if let Some(found) = section.optional_text(&format!("{key}_env"))? {
        let value = std::env::var(&found.value).ok().filter(|value| !value.is_empty());
        return value
            .map(Secret::new)
            .ok_or_else(|| found.wrong("names an environment variable that is not set"));
    }
    let found = section.text(key)?;
    if found.value.chars().any(|c| c.is_control() || !c.is_ascii()) {
        return Err(found.wrong("holds characters that no key has"));
    }
    Ok(Secret::new(found.value))
}

/// A secret that may be left out.
pub(super) fn optional_secret(section: &mut Section<'_>, key: &str) -> Read<Option<Secret>> {
    if !section.has(key) && !section.has(&format!("{key}_env")) {
        return Ok(None);
    }
    secret(section, key).map(Some)
}

pub(super) fn amount(section: &mut Section<'_>, key: &str) -> Read<Option<Decimal>> {
    section
        .optional_text(key)?
        .map(|found| {
            found.read(
                |text| parse_decimal(text).ok(),
                "must be a plain decimal in quotes, such as \"9.50\"",
            )
        })
        .transpose()
}

/// An amount that is more than nothing.
pub(super) fn above_zero(section: &mut Section<'_>, key: &str) -> Read<Option<Decimal>> {
    let Some(value) = amount(section, key)? else { return Ok(None) };
    if value.is_zero() {
        return Err(section.wrong_at(key, "must be above zero"));
    }
    Ok(Some(value))
}

/// What a customer can pay in a currency.
pub(super) fn payable(
    section: &mut Section<'_>,
    key: &str,
    currency: Currency,
) -> Read<Option<Money>> {
    let Some(value) = above_zero(section, key)? else { return Ok(None) };
    let money = Money::new(value, currency);
    if money.rounded().amount() != value {
        let must = format!(
            "must not have more than the {} digits after the point that {currency} has",
            currency.digits()
        );
        return Err(section.wrong_at(key, must));
    }
    Ok(Some(money))
}

pub(super) fn currency(found: Found<'_, String>) -> Read<Currency> {
    let listed =
        |text: &String| text.parse().ok().filter(|currency: &Currency| currency.is_listed());
    found.read(listed, "must be an ISO 4217 currency code such as \"USD\"")
}

/// Plain `http://` reaches loopback only; a practice till reaches nothing else (contract §3).
pub(super) fn base_url(
    section: &mut Section<'_>,
    default: Option<&str>,
    practice: bool,
) -> Read<String> {
    let Some(found) = section.optional_text("base_url")? else {
        return match default {
            Some(_) if practice => Err(section.missing("base_url")),
            Some(default) => Ok(default.to_owned()),
            None => Err(section.missing("base_url")),
        };
    };
    let Ok(url) = url::Url::parse(&found.value) else {
        return Err(found.wrong("is not an address"));
    };
    let loopback = is_loopback(&url);
    match url.scheme() {
        _ if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() => {
            Err(found.wrong("must hold nothing but host, port and path"))
        }
        "https" | "http" if practice && !loopback => {
            Err(found.wrong("a practice till reaches only this machine"))
        }
        "https" => Ok(found.value.trim_end_matches('/').to_owned()),
        "http" if loopback => Ok(found.value.trim_end_matches('/').to_owned()),
        "http" => Err(found.wrong("plain http is for this machine only; use https")),
        _ => Err(found.wrong("must begin with https://")),
    }
}

/// Whether an address is this machine's own.
pub(crate) fn is_loopback(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

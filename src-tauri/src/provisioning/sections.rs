//! The file's sections, each read into what it sets up.

use super::{
    Context, FileError,
    reader::{Found, Section, Source},
};
use domain::{
    account::{Environment, ProcessorKind, SupplierAccount, SupplierKind},
    clerk::Role,
    digits::ascii_digits,
    ids::{ProductId, SupplierId},
    money::{Currency, Money, parse_decimal},
    phone::Phone,
    product::{LocalName, Product, ProductKind, RequiredInfo, is_pattern},
    secret::Secret,
    shop::{EngineSettings, Language, Rate, Shop},
    time::parse_duration,
};
use providers::palcards;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use storage::{NewClerk, Paper, Printer, PrinterKind, Processor, Provision, SmsKind, SmsRoute};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

type Read<T> = Result<T, FileError>;

pub(super) fn read(file: &str, text: &str, context: Context<'_>) -> Read<Provision> {
    let source = Source { file, text };
    let root = DeTable::parse(text).map_err(|error| {
        source.error(&error.span().unwrap_or(0..0), "", error.message().to_owned())
    })?;
    let mut root = Section::of(source, "", root.span(), root.get_ref());
    let shop = root.value("shop").map(|value| shop(source, value, context)).transpose()?;
    let current = shop.as_ref().or(context.shop);
    let Some(current) = current.cloned() else { return Err(root.missing("shop")) };
    let engine = root.value("engine").map(|value| engine(source, value)).transpose()?;
    let mut provision = Provision { shop, engine, ..Provision::default() };
    for value in list(&mut root, "rate")? {
        provision.rates.push(rate(source, value)?);
    }
    for value in list(&mut root, "supplier")? {
        provision.suppliers.push(supplier(source, value, current.practice)?);
    }
    for value in list(&mut root, "processor")? {
        provision.processors.push(processor(source, value, current.practice)?);
    }
    let known = known_suppliers(&provision, context);
    for value in list(&mut root, "product")? {
        provision.products.push(product(source, value, &current, &known)?);
    }
    let mut pins = BTreeSet::new();
    let clerks = list(&mut root, "clerk")?;
    for value in &clerks {
        provision.clerks.push(clerk(source, value, &mut pins)?);
    }
    let owned = context.has_owner || provision.clerks.iter().any(|clerk| clerk.role == Role::Owner);
    if let Some(first) = clerks.first().filter(|_| !owned) {
        return Err(source.error(
            &first.span(),
            "clerk.role",
            "there are clerks and no owner among them",
        ));
    }
    for value in list(&mut root, "printer")? {
        provision.printers.push(printer(source, value)?);
    }
    for value in list(&mut root, "sms")? {
        provision.sms_routes.push(sms_route(source, value)?);
    }
    root.finish()?;
    Ok(provision)
}

/// The suppliers a product may name, each with its wallet's currency.
type Known = BTreeMap<String, Option<Currency>>;

fn known_suppliers(provision: &Provision, context: Context<'_>) -> Known {
    let here = provision.suppliers.iter().map(|account| (account.id.to_string(), account.currency));
    context.suppliers.iter().cloned().chain(here).collect()
}

fn list<'a>(root: &mut Section<'a>, key: &str) -> Read<Vec<&'a Spanned<DeValue<'a>>>> {
    let Some(value) = root.value(key) else { return Ok(Vec::new()) };
    let DeValue::Array(items) = value.get_ref() else {
        return Err(root.wrong(key, value, format!("must be written as [[{key}]]")));
    };
    Ok(items.iter().collect())
}

fn shop(source: Source<'_>, value: &Spanned<DeValue<'_>>, context: Context<'_>) -> Read<Shop> {
    let mut section = Section::new(source, "shop", value)?;
    let name = section.text("name")?.value;
    let country = section.text("country")?.read(
        |text| {
            (text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase())).then(|| text.clone())
        },
        "must be a country code of two capital letters (ISO 3166)",
    )?;
    let language = match section.optional_text("language")? {
        Some(found) => found.read(|text| Language::from_word(text), "must be \"ar\" or \"en\"")?,
        None => Language::English,
    };
    let practice = section.optional_bool("practice")?.unwrap_or(false);
    let currency = currency(section.text("currency")?)?;
    let phone = match section.optional_text("phone")? {
        Some(found) => Some(found.read(
            |text| Phone::parse(text, &country).ok().map(|typed| typed.phone),
            "cannot be a phone number",
        )?),
        None => None,
    };
    section.finish()?;
    let till_code = context.till_code.to_owned();
    Ok(Shop { name, country, language, practice, currency, phone, till_code })
}

fn engine(source: Source<'_>, value: &Spanned<DeValue<'_>>) -> Read<EngineSettings> {
    let mut section = Section::new(source, "engine", value)?;
    let mut settings = EngineSettings::default();
    for (key, span) in [
        ("connect_timeout", &mut settings.connect_timeout),
        ("request_timeout", &mut settings.request_timeout),
        ("poll_every", &mut settings.poll_every),
        ("poll_max", &mut settings.poll_max),
        ("settle_window", &mut settings.settle_window),
    ] {
        if let Some(found) = section.optional_text(key)? {
            *span = found.read(
                |text| parse_duration(text).filter(|span| !span.is_zero()),
                "must be a whole number with ms, s, m or h, such as \"5s\"",
            )?;
        }
    }
    section.finish()?;
    Ok(settings)
}

fn rate(source: Source<'_>, value: &Spanned<DeValue<'_>>) -> Read<Rate> {
    let mut section = Section::new(source, "rate", value)?;
    let base = currency(section.text("base")?)?;
    let quote = currency(section.text("quote")?)?;
    let rate = section.text("rate")?.read(
        |text| parse_decimal(text).ok().filter(|rate| !rate.is_zero()),
        "must be a decimal above zero in quotes, such as \"3.70\"",
    )?;
    section.finish()?;
    Ok(Rate { base, quote, rate })
}

fn supplier(
    source: Source<'_>,
    value: &Spanned<DeValue<'_>>,
    practice: bool,
) -> Read<SupplierAccount> {
    let mut section = Section::new(source, "supplier", value)?;
    let id = id(&mut section)?;
    let kind = section
        .text("kind")?
        .read(|text| SupplierKind::from_word(text), "must be palcards, plexy or cardpluspay")?;
    let environment = environment(&mut section)?;
    let default = match (kind, environment) {
        (SupplierKind::PalCards, Environment::Production) => Some(palcards::PRODUCTION),
        (SupplierKind::PalCards, Environment::Sandbox) => Some(palcards::SANDBOX),
        (SupplierKind::CardPlusPay, Environment::Production) => {
            Some("https://api.cardpluspay.com/v1")
        }
        (SupplierKind::CardPlusPay, Environment::Sandbox) | (SupplierKind::Plexy, _) => None,
    };
    let base_url = base_url(&mut section, default, practice)?;
    let api_key = secret(&mut section, "api_key")?;
    let agent_id = section.optional_text("agent_id")?.map(|found| found.value);
    if kind == SupplierKind::Plexy && agent_id.is_none() {
        return Err(section.missing("agent_id"));
    }
    let currency = section.optional_text("currency")?.map(currency).transpose()?;
    let bulk = section.optional_bool("bulk")?.unwrap_or(false);
    section.finish()?;
    let id = SupplierId::new(id);
    Ok(SupplierAccount { id, kind, environment, base_url, api_key, agent_id, currency, bulk })
}

fn processor(source: Source<'_>, value: &Spanned<DeValue<'_>>, practice: bool) -> Read<Processor> {
    let mut section = Section::new(source, "processor", value)?;
    let id = id(&mut section)?;
    let kind = section
        .text("kind")?
        .read(|text| ProcessorKind::from_word(text), "must be payerly or mpg")?;
    let environment = environment(&mut section)?;
    let base_url = base_url(&mut section, None, practice)?;
    let api_key = secret(&mut section, "api_key")?;
    let currency = section.optional_text("currency")?.map(currency).transpose()?;
    let keyed_entry = section.optional_bool("keyed_entry")?.unwrap_or(false);
    let id_field = match section.optional_text("id_field")? {
        Some(found) => found.read(
            |text| matches!(text.as_str(), "order_id" | "given_id").then(|| text.clone()),
            "must be order_id or given_id",
        )?,
        None => "order_id".to_owned(),
    };
    section.finish()?;
    Ok(Processor { id, kind, environment, base_url, api_key, currency, keyed_entry, id_field })
}

fn product(
    source: Source<'_>,
    value: &Spanned<DeValue<'_>>,
    shop: &Shop,
    suppliers: &Known,
) -> Read<Product> {
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
    let price = amount(&mut section, "price")?.map(|price| Money::new(price, shop.currency));
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
        min: amount(&mut section, "min")?,
        max: amount(&mut section, "max")?,
        step: amount(&mut section, "step")?,
        required_info: required_info(&mut section)?,
        barcode: section.optional_text("barcode")?.map(|found| ascii_digits(&found.value)),
        category: section.optional_text("category")?.map(|found| found.value),
        active: section.optional_bool("active")?.unwrap_or(true),
    };
    section.finish()?;
    Ok(product)
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

fn clerk(
    source: Source<'_>,
    value: &Spanned<DeValue<'_>>,
    pins: &mut BTreeSet<String>,
) -> Read<NewClerk> {
    let mut section = Section::new(source, "clerk", value)?;
    let name = section.text("name")?.value;
    let pin = section.text("pin")?;
    let line = pin.line();
    let digits = ascii_digits(&pin.value);
    if !(4..=8).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(pin.wrong("must be 4 to 8 digits"));
    }
    if !pins.insert(digits.clone()) {
        return Err(pin.wrong("is another clerk's PIN already; PINs are unique in a shop"));
    }
    let role = section
        .text("role")?
        .read(|text| Role::from_word(text), "must be clerk, manager or owner")?;
    section.finish()?;
    Ok(NewClerk { name, role, pin: Secret::new(digits), line })
}

fn printer(source: Source<'_>, value: &Spanned<DeValue<'_>>) -> Read<Printer> {
    let mut section = Section::new(source, "printer", value)?;
    let id = id(&mut section)?;
    let kind = section.text("kind")?.read(
        |text| PrinterKind::from_word(text),
        "must be escpos-tcp, escpos-device, cups-raw, windows-raw or pdf",
    )?;
    let address = section.text("address")?.value;
    let paper = match section.optional_text("paper")? {
        Some(found) => found.read(|text| Paper::from_word(text), "must be 58mm, 80mm or a4")?,
        None => Paper::Mm80,
    };
    let is_default = section.optional_bool("default")?.unwrap_or(false);
    section.finish()?;
    Ok(Printer { id, kind, address, paper, is_default })
}

fn sms_route(source: Source<'_>, value: &Spanned<DeValue<'_>>) -> Read<SmsRoute> {
    let mut section = Section::new(source, "sms", value)?;
    let id = id(&mut section)?;
    let kind = section
        .text("kind")?
        .read(|text| SmsKind::from_word(text), "must be twilio, smsgate, http or gsm-modem")?;
    let route = SmsRoute {
        id,
        kind,
        base_url: section.optional_text("base_url")?.map(|found| found.value),
        account: section.optional_text("account")?.map(|found| found.value),
        secret: section.optional_text("secret")?.map(|found| Secret::new(found.value)),
        sender: section.optional_text("sender")?.map(|found| found.value),
    };
    section.finish()?;
    Ok(route)
}

fn id(section: &mut Section<'_>) -> Read<String> {
    section.text("id")?.read(
        |text| {
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            (text.len() <= ID_MAX && text.chars().all(plain)).then(|| text.clone())
        },
        "must be letters, digits, - and _ only",
    )
}

const ID_MAX: usize = 40;

fn environment(section: &mut Section<'_>) -> Read<Environment> {
    match section.optional_text("environment")? {
        Some(found) => {
            found.read(|text| Environment::from_word(text), "must be sandbox or production")
        }
        None => Ok(Environment::Production),
    }
}

fn secret(section: &mut Section<'_>, key: &str) -> Read<Secret> {
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

fn amount(section: &mut Section<'_>, key: &str) -> Read<Option<Decimal>> {
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

fn currency(found: Found<'_, String>) -> Read<Currency> {
    found.read(|text| text.parse().ok(), "must be an ISO 4217 currency code such as \"USD\"")
}

/// Plain `http://` reaches loopback only; a practice till reaches nothing else (contract §3).
fn base_url(section: &mut Section<'_>, default: Option<&str>, practice: bool) -> Read<String> {
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
    let loopback = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
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

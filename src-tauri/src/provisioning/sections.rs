//! The file's sections, each read into what it sets up.

use super::{
    Context,
    backup::backup,
    catalog::catalog,
    custody::custody,
    debt::debt,
    link::link,
    owner::owner,
    printer::printer,
    privacy::privacy,
    product::{Known, product},
    reader::{Section, Source},
    receipt::receipt,
    shield::shield,
    sms::{Around, sms_route},
    stock::stock,
    tax::{tax, tax_rates},
    values::{Read, base_url, currency, environment, id, secret},
};
use domain::{
    account::{Environment, ProcessorKind, SupplierAccount, SupplierKind},
    clerk::Role,
    digits::ascii_digits,
    ids::SupplierId,
    money::parse_decimal,
    people::is_pin,
    phone::Phone,
    sale::TenderKind,
    secret::Secret,
    shop::{EngineSettings, Language, Rate, Shop},
    time::parse_duration,
};
use providers::{cardpluspay, palcards, payerly};
use std::collections::BTreeSet;
use storage::{Counter, NewClerk, PAY_WITHIN, Processor, Provision};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

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
    let counter = root.value("counter").map(|value| counter(source, value)).transpose()?;
    let backup = root.value("backup").map(|value| backup(source, value)).transpose()?;
    let phone_days = root.value("privacy").map(|value| privacy(source, value)).transpose()?;
    let shield = root.value("shield").map(|value| shield(source, value)).transpose()?;
    let custody = root.value("custody").map(|value| custody(source, value)).transpose()?;
    let debt_limit =
        root.value("debt").map(|value| debt(source, value, current.currency)).transpose()?;
    let owner =
        root.value("owner").map(|value| owner(source, value, &current.country)).transpose()?;
    let mut provision = Provision {
        shop,
        owner,
        engine,
        counter,
        backup,
        phone_days,
        shield,
        custody,
        debt_limit,
        ..Provision::default()
    };
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
        let (product, texts, countries) = product(source, value, &current, &known)?;
        provision.countries.push((product.id.clone(), countries));
        provision.slip_texts.push((product.id.clone(), texts));
        provision.products.push(product);
    }
    let (suppliers, mut taken) = (known.keys().cloned().collect(), BTreeSet::new());
    for value in list(&mut root, "link")? {
        provision.links.push(link(source, value, &suppliers, &mut taken)?);
    }
    provision.stock = stock(source, &list(&mut root, "stock")?, &known)?;
    provision.tax = root.value("tax").map(|value| tax(source, value)).transpose()?;
    provision.tax_rates = tax_rates(source, &list(&mut root, "tax_rate")?, &known)?;
    clerks(source, &list(&mut root, "clerk")?, context.has_owner, &mut provision)?;
    for value in list(&mut root, "printer")? {
        provision.printers.push(printer(source, value)?);
    }
    provision.receipt = root.value("receipt").map(|value| receipt(source, value)).transpose()?;
    let around = Around { practice: current.practice, currency: current.currency };
    for value in list(&mut root, "sms")? {
        provision.sms_routes.push(sms_route(source, value, around)?);
    }
    root.finish()?;
    Ok(provision)
}

/// Who works here; where anybody does, somebody owns it.
fn clerks(
    source: Source<'_>,
    listed: &[&Spanned<DeValue<'_>>],
    has_owner: bool,
    provision: &mut Provision,
) -> Read<()> {
    let mut pins = BTreeSet::new();
    for value in listed {
        provision.clerks.push(clerk(source, value, &mut pins)?);
    }
    let owned = has_owner || provision.clerks.iter().any(|clerk| clerk.role == Role::Owner);
    match listed.first().filter(|_| !owned) {
        Some(first) => {
            let why = "there are clerks and no owner among them";
            Err(source.error(&first.span(), "clerk.role", why))
        }
        None => Ok(()),
    }
}

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
    let instance = None;
    Ok(Shop { name, country, language, practice, currency, phone, till_code, instance })
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

fn counter(source: Source<'_>, value: &Spanned<DeValue<'_>>) -> Read<Counter> {
    let mut section = Section::new(source, "counter", value)?;
    let mut counter = Counter::default();
    for (key, allowed) in
        [("whatsapp", &mut counter.whatsapp), ("drawer_with_cash", &mut counter.drawer_with_cash)]
    {
        if let Some(said) = section.optional_bool(key)? {
            *allowed = said;
        }
    }
    section.finish()?;
    Ok(counter)
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
        (SupplierKind::CardPlusPay, Environment::Production) => Some(cardpluspay::PRODUCTION),
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
    let catalog = catalog(&mut section, kind)?;
    section.finish()?;
    let id = SupplierId::new(id);
    Ok(SupplierAccount {
        id,
        kind,
        environment,
        base_url,
        api_key,
        agent_id,
        currency,
        bulk,
        catalog,
    })
}

fn processor(source: Source<'_>, value: &Spanned<DeValue<'_>>, practice: bool) -> Read<Processor> {
    let mut section = Section::new(source, "processor", value)?;
    let id = id(&mut section)?;
    if id == TenderKind::Cash.as_str() || id == TenderKind::Debt.as_str() {
        return Err(section.wrong("id", value, "is the word for notes and coins"));
    }
    let kind = section
        .text("kind")?
        .read(|text| ProcessorKind::from_word(text), "must be payerly or mpg")?;
    let environment = environment(&mut section)?;
    let default = match (kind, environment) {
        (ProcessorKind::Payerly, Environment::Production) => Some(payerly::PRODUCTION),
        (ProcessorKind::Payerly, Environment::Sandbox) => Some(payerly::SANDBOX),
        // Its hosts are known from the acquirer's documents alone.
        (ProcessorKind::Mpg, _) => None,
    };
    let base_url = base_url(&mut section, default, practice)?;
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
    let pay_within = match section.optional_text("pay_within")? {
        Some(found) => found.read(
            |text| parse_duration(text).filter(|span| !span.is_zero()),
            "must be a whole number with ms, s, m or h, such as \"15m\"",
        )?,
        None => PAY_WITHIN,
    };
    let (closed_words, paid_words) = (section.texts("closed_words")?, section.texts("paid_words")?);
    let is_both = |word: &String| {
        let mut closed = closed_words.iter().map(String::as_str).chain(["CLOSED"]);
        closed.any(|closed| closed.eq_ignore_ascii_case(word))
    };
    if paid_words.iter().any(is_both) {
        return Err(section.wrong("paid_words", value, "holds a word of closed_words"));
    }
    section.finish()?;
    Ok(Processor {
        id,
        kind,
        environment,
        base_url,
        api_key,
        currency,
        keyed_entry,
        id_field,
        pay_within,
        closed_words,
        paid_words,
    })
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
    if !is_pin(&Secret::new(digits.clone())) {
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

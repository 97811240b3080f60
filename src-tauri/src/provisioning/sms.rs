//! `[[sms]]`: ways by which text messages leave.

use super::{
    reader::{Section, Source},
    values::{Read, amount, currency, id, is_loopback, optional_secret},
};
use crate::sms::template;
use domain::{
    money::{Currency, Money},
    secret::Secret,
};
use messages::{Template, modem};
use serde_json::{Value, json};
use storage::{SmsKind, SmsRoute};
use toml::{Spanned, de::DeValue};

/// What a route is read against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around {
    /// Whether it may reach this machine only.
    pub(super) practice: bool,
    /// What the shop counts in.
    pub(super) currency: Currency,
}

pub(super) fn sms_route(
    source: Source<'_>,
    value: &Spanned<DeValue<'_>>,
    around: Around,
) -> Read<SmsRoute> {
    let mut section = Section::new(source, "sms", value)?;
    let id = id(&mut section)?;
    let kind = section
        .text("kind")?
        .read(|text| SmsKind::from_word(text), "must be twilio, smsgate, http or gsm-modem")?;
    let base_url = url(&mut section, around.practice)?;
    let account = section.optional_text("account")?.map(|found| found.value);
    let secret = if kind == SmsKind::GsmModem {
        sim_pin(&mut section)?
    } else {
        optional_secret(&mut section, "secret")?
    };
    let sender = section.optional_text("sender")?.map(|found| found.value);
    let price = price(&mut section, around.currency)?;
    let missing = match kind {
        SmsKind::Twilio if account.is_none() => Some("account"),
        SmsKind::Twilio if secret.is_none() => Some("secret"),
        SmsKind::Twilio if sender.is_none() => Some("sender"),
        // The default is somewhere else.
        SmsKind::Twilio | SmsKind::SmsGate | SmsKind::Http
            if around.practice && base_url.is_none() =>
        {
            Some("base_url")
        }
        SmsKind::Twilio | SmsKind::SmsGate | SmsKind::Http | SmsKind::GsmModem => None,
    };
    if let Some(key) = missing {
        return Err(section.missing(key));
    }
    let options = options(&mut section, kind)?;
    let is_somewhere = base_url.is_some() || has_own_place(options.as_ref());
    if kind == SmsKind::Http && !is_somewhere {
        return Err(section.missing("base_url"));
    }
    section.finish()?;
    Ok(SmsRoute { id, kind, base_url, account, secret, sender, price, options })
}

/// Whether the preset says where its gateway is.
fn has_own_place(options: Option<&Secret>) -> bool {
    options.is_some_and(|options| template(options).is_some_and(|found| found.base_url.is_some()))
}

/// What only one kind has, as one JSON text.
fn options(section: &mut Section<'_>, kind: SmsKind) -> Read<Option<Secret>> {
    let options = match kind {
        SmsKind::SmsGate => {
            let Some(sim) = whole(section, "sim", 1..=4)? else { return Ok(None) };
            json!({ "sim": sim })
        }
        SmsKind::Http => return spoken(section),
        SmsKind::GsmModem => {
            let device = section.text("device")?.value;
            let baud = whole(section, "baud", 300..=4_000_000)?.unwrap_or(modem::BAUD);
            let flow = flow(section)?;
            let reports = section.optional_bool("reports")?.unwrap_or(true);
            json!({ "device": device, "baud": baud, "flow": flow, "reports": reports })
        }
        SmsKind::Twilio => return Ok(None),
    };
    Ok(Some(Secret::new(options.to_string())))
}

/// What opens the SIM card of a modem. It goes into a command, so it is digits and nothing else.
fn sim_pin(section: &mut Section<'_>) -> Read<Option<Secret>> {
    let line = section.value("sim_pin");
    let Some(pin) = optional_secret(section, "sim_pin")? else { return Ok(None) };
    let digits = pin.reveal();
    if (4..=8).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(Some(pin));
    }
    Err(match line {
        Some(value) => section.wrong("sim_pin", value, "must be 4 to 8 digits"),
        None => section.missing("sim_pin"),
    })
}

/// The word of the line's flow control, if it is one.
fn flow(section: &mut Section<'_>) -> Read<Option<String>> {
    let Some(found) = section.optional_text("flow")? else { return Ok(None) };
    let known = |word: &String| modem::Flow::from_word(word).map(|_| word.clone());
    found.read(known, "must be none, rtscts or xonxoff").map(Some)
}

/// How a gateway is spoken to: by a preset's name or a template of the shop's own.
fn spoken(section: &mut Section<'_>) -> Read<Option<Secret>> {
    if let Some(preset) = section.optional_text("preset")? {
        let names = Template::presets().join(", ");
        let known = |name: &String| Template::preset(name).map(|_| json!({ "preset": name }));
        let options = preset.read(known, &format!("must be one of {names}"))?;
        return Ok(Some(Secret::new(options.to_string())));
    }
    let Some(value) = section.value("template") else { return Ok(None) };
    let template = to_json(value.get_ref());
    Template::from_json(&template.to_string())
        .map_err(|error| section.wrong("template", value, error.to_string()))?;
    Ok(Some(Secret::new(json!({ "template": template }).to_string())))
}

/// A table as the template's reader takes it; what it does not know stays a text and is refused there.
fn to_json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Integer(number) => Value::String(number.as_str().to_owned()),
        DeValue::Float(number) => Value::String(number.as_str().to_owned()),
        DeValue::Datetime(moment) => Value::String(moment.to_string()),
        DeValue::Array(items) => items.iter().map(|item| to_json(item.get_ref())).collect(),
        DeValue::Table(fields) => Value::Object(
            fields
                .iter()
                .map(|(key, item)| (key.get_ref().to_string(), to_json(item.get_ref())))
                .collect(),
        ),
    }
}

fn whole(
    section: &mut Section<'_>,
    key: &str,
    range: std::ops::RangeInclusive<u32>,
) -> Read<Option<u32>> {
    let Some(value) = section.value(key) else { return Ok(None) };
    let DeValue::Integer(number) = value.get_ref() else {
        return Err(section.wrong(key, value, "must be a whole number without quotes"));
    };
    let number = number.as_str().parse().ok();
    let (least, most) = (range.start(), range.end());
    let wrong = || section.wrong(key, value, format!("must be a whole number, {least} to {most}"));
    number.filter(|number: &u32| range.contains(number)).map(Some).ok_or_else(wrong)
}

/// What one part costs, in the shop's currency unless another is named.
fn price(section: &mut Section<'_>, shop: Currency) -> Read<Option<Money>> {
    let amount = amount(section, "price")?;
    let named = section.optional_text("price_currency")?.map(currency).transpose()?;
    match (amount, named) {
        (Some(amount), named) => Ok(Some(Money::new(amount, named.unwrap_or(shop)))),
        (None, Some(_)) => Err(section.missing("price")),
        (None, None) => Ok(None),
    }
}

/// An address: as a supplier's, and plain `http://` also inside the shop's own network, where an
/// Android gateway stands (contract §3).
fn url(section: &mut Section<'_>, practice: bool) -> Read<Option<String>> {
    let Some(found) = section.optional_text("base_url")? else { return Ok(None) };
    let Ok(url) = url::Url::parse(&found.value) else {
        return Err(found.wrong("is not an address"));
    };
    let private = match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_private() || address.is_link_local(),
        Some(url::Host::Ipv6(address)) => address.is_unique_local(),
        Some(url::Host::Domain(_)) | None => false,
    };
    let loopback = is_loopback(&url);
    let plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    match url.scheme() {
        _ if !plain => Err(found.wrong("must hold nothing but host, port and path")),
        "https" | "http" if practice && !loopback => {
            Err(found.wrong("a practice till reaches only this machine"))
        }
        "https" => Ok(Some(found.value)),
        "http" if loopback || private => Ok(Some(found.value)),
        "http" => Err(found
            .wrong("plain http is for this machine and the shop's own network only; use https")),
        _ => Err(found.wrong("must begin with https://")),
    }
}

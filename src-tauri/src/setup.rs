//! Setting a till up step by step. Each answer becomes a small provisioning file, and that is read and
//! applied as any other: there is one way to set up.
//!
//! What was answered is on disk at once, keys sealed, so that whoever goes away comes back to where
//! they left. The last step sets the owner's PIN, and from then on nothing here works any more.

use crate::{
    clock::{key_id, till_code},
    error::{ErrorCode, Failure},
    health::{self, Checkup},
    provisioning::{self, Context},
    session::accounts::{adapter, supplier_wire},
};
use domain::shop::Language;
use engine::ports::Journal as _;
use std::{net::SocketAddr, path::Path};
use storage::{Provision, ProvisionError, Provisioned, Storage};
use toml::{Table, Value};

/// A step of setting up, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The language.
    Language,
    /// The shop's name, country and currency.
    Shop,
    /// One supplier, its key tried.
    Supplier,
    /// Something to sell.
    Goods,
    /// A printer.
    Printer,
    /// The owner's PIN.
    Owner,
}

impl Step {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Language, "language"),
        (Self::Shop, "shop"),
        (Self::Supplier, "supplier"),
        (Self::Goods, "goods"),
        (Self::Printer, "printer"),
        (Self::Owner, "owner"),
    ];

    /// The word it is kept by.
    pub(crate) fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(step, _)| *step == self).map_or("language", |(_, word)| word)
    }

    /// The step a word stands for.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(step, _)| *step)
    }
}

/// Where setting up stands: `None` where it is over, or where a file has set the till up.
pub(crate) async fn step(storage: &Storage) -> Result<Option<Step>, Failure> {
    let kept = storage.setup_step().await?;
    match (kept.as_deref().and_then(Step::from_word), storage.shop().await?) {
        (Some(step), _) => Ok(Some(step)),
        (None, None) => Ok(Some(Step::Language)),
        (None, Some(_)) => Ok(None),
    }
}

/// Reads a provisioning file's text and applies it: all of it, or nothing. `name` is the file's, for
/// what is wrong with it.
///
/// # Errors
/// What is wrong with it, with file, line and key; or that it does not fit this till.
pub(crate) async fn apply(
    storage: &Storage,
    name: &Path,
    text: &str,
) -> Result<Provisioned, Failure> {
    let provision = read(storage, name, text).await?;
    storage.provision(&provision, &key_id()).await.map_err(|error| {
        let ProvisionError::PinTaken { line } = error else { return error.into() };
        Failure::about(ErrorCode::ProvisioningInvalid, provisioning::pin_taken(name, line))
    })
}

/// Judges a provisioning file's text for a data dir where no till is yet.
///
/// # Errors
/// As [`apply`].
pub(crate) fn judge_first(name: &Path, text: &str) -> Result<(), Failure> {
    let context = Context { shop: None, suppliers: &[], has_owner: false, till_code: &till_code() };
    judged(name, text, context).map(drop)
}

async fn read(storage: &Storage, name: &Path, text: &str) -> Result<Provision, Failure> {
    let shop = storage.shop().await?;
    let accounts = storage.supplier_accounts().await?;
    let suppliers: Vec<_> =
        accounts.iter().map(|account| (account.id.to_string(), account.currency)).collect();
    let context = Context {
        shop: shop.as_ref(),
        suppliers: &suppliers,
        has_owner: storage.has_clerks().await?,
        till_code: &till_code(),
    };
    judged(name, text, context)
}

fn judged(name: &Path, text: &str, context: Context<'_>) -> Result<Provision, Failure> {
    provisioning::read(name, text, context)
        .map_err(|error| Failure::about(ErrorCode::ProvisioningInvalid, error))
}

/// The shop, as it was answered.
#[derive(Clone, Debug)]
pub(crate) struct ShopAnswer {
    pub(crate) name: String,
    pub(crate) country: String,
    pub(crate) currency: String,
    pub(crate) phone: Option<String>,
    pub(crate) language: Language,
}

/// A supplier, as it was answered.
#[derive(Clone)]
pub(crate) struct SupplierAnswer {
    pub(crate) kind: String,
    pub(crate) environment: String,
    pub(crate) base_url: Option<String>,
    pub(crate) agent_id: Option<String>,
    pub(crate) api_key: String,
    pub(crate) currency: String,
    /// What one unit of the wallet's currency is in the shop's, where they differ.
    pub(crate) rate: Option<String>,
}

/// A product of a supplier without a catalogue, as it was answered.
#[derive(Clone, Debug)]
pub(crate) struct ProductAnswer {
    pub(crate) supplier: String,
    pub(crate) item: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) price: String,
}

/// A printer, as it was answered.
#[derive(Clone, Debug)]
pub(crate) struct PrinterAnswer {
    pub(crate) kind: String,
    pub(crate) address: String,
    pub(crate) paper: String,
}

/// Whom the errors of these files name.
const NAME: &str = "setting up";
/// What a printer is called that was set up here.
pub(crate) const PRINTER: &str = "receipt";

/// Sets the shop up.
pub(crate) async fn shop(storage: &Storage, answer: &ShopAnswer) -> Result<(), Failure> {
    let file = file([("shop", Value::Table(shop_section(answer, false)))]);
    apply(storage, Path::new(NAME), &file).await?;
    Ok(())
}

fn shop_section(answer: &ShopAnswer, practice: bool) -> Table {
    let mut section = texts([
        ("name", answer.name.trim()),
        ("country", answer.country.trim()),
        ("currency", answer.currency.trim()),
        ("language", answer.language.as_str()),
    ]);
    section.insert("practice".to_owned(), Value::Boolean(practice));
    if let Some(phone) = answer.phone.as_deref().filter(|phone| !phone.trim().is_empty()) {
        section.insert("phone".to_owned(), Value::String(phone.trim().to_owned()));
    }
    section
}

/// Sets a practice shop up, whose upstreams are the simulator's at `text`'s addresses. Where the shop
/// has another currency than the practice shop's own, prices follow from costs and a made-up rate.
pub(crate) async fn practice(
    storage: &Storage,
    answer: &ShopAnswer,
    text: &str,
    listen: SocketAddr,
) -> Result<(), Failure> {
    let unreadable = |error| Failure::about(ErrorCode::InternalFault, error);
    let mut shop: Table = text.parse().map_err(unreadable)?;
    let own = own_currency(&shop);
    let mut section = shop_section(answer, true);
    let lent = shop.get("shop").and_then(|it| it.get("phone")).cloned();
    if !section.contains_key("phone")
        && let Some(lent) = lent
    {
        section.insert("phone".to_owned(), lent);
    }
    shop.insert("shop".to_owned(), Value::Table(section));
    let currency = answer.currency.trim();
    if own.as_deref() != Some(currency) {
        let rate = texts([("base", "USD"), ("quote", currency), ("rate", practice_rate(currency))]);
        shop.insert("rate".to_owned(), Value::Array(vec![Value::Table(rate)]));
        for product in sections(&mut shop, "product") {
            product.remove("price");
        }
        for processor in sections(&mut shop, "processor") {
            processor.insert("currency".to_owned(), Value::String("USD".to_owned()));
        }
    }
    let file =
        toml::to_string(&shop).map_err(|error| Failure::about(ErrorCode::InternalFault, error))?;
    apply(storage, Path::new(NAME), &file).await?;
    storage.set_practice_address(&listen.to_string()).await?;
    Ok(())
}

fn own_currency(shop: &Table) -> Option<String> {
    shop.get("shop")?.get("currency")?.as_str().map(str::to_owned)
}

fn sections<'a>(shop: &'a mut Table, key: &str) -> impl Iterator<Item = &'a mut Table> {
    let list = shop.get_mut(key).and_then(Value::as_array_mut);
    list.into_iter().flatten().filter_map(Value::as_table_mut)
}

/// Something like what a dollar is worth; nothing is ever paid by it.
fn practice_rate(currency: &str) -> &'static str {
    match currency {
        "USD" | "EUR" => "1.00",
        "JOD" | "KWD" | "BHD" | "OMR" => "0.70",
        "SAR" | "AED" | "QAR" | "ILS" => "3.70",
        "EGP" => "50.00",
        "IQD" => "1310.00",
        _ => "10.00",
    }
}

/// What became of trying a supplier.
#[derive(Debug)]
pub(crate) struct Tried {
    /// What it said.
    pub(crate) found: Checkup,
    /// Whether it is set up now.
    pub(crate) kept: bool,
}

/// Tries a supplier's key, and sets the supplier up if it is accepted, or `anyway`.
pub(crate) async fn supplier(
    storage: &Storage,
    answer: &SupplierAnswer,
    anyway: bool,
) -> Result<Tried, Failure> {
    let mut section = texts([
        ("id", answer.kind.as_str()),
        ("kind", answer.kind.as_str()),
        ("environment", answer.environment.as_str()),
        ("api_key", answer.api_key.trim()),
        ("currency", answer.currency.trim()),
    ]);
    for (key, value) in [("base_url", &answer.base_url), ("agent_id", &answer.agent_id)] {
        if let Some(value) = value.as_deref().map(str::trim).filter(|value| !value.is_empty()) {
            section.insert(key.to_owned(), Value::String(value.to_owned()));
        }
    }
    let mut parts = vec![("supplier", Value::Array(vec![Value::Table(section)]))];
    let shop = storage.shop().await?.ok_or_else(|| Failure::plain(ErrorCode::NotProvisioned))?;
    if let Some(rate) = answer.rate.as_deref().map(str::trim).filter(|rate| !rate.is_empty()) {
        let quote = shop.currency.to_string();
        let rate = texts([("base", answer.currency.trim()), ("quote", &quote), ("rate", rate)]);
        parts.push(("rate", Value::Array(vec![Value::Table(rate)])));
    }
    let text = file(parts);
    let provision = read(storage, Path::new(NAME), &text).await?;
    let account = provision.suppliers.first().cloned();
    let account = account.ok_or_else(|| Failure::about(ErrorCode::InternalFault, NAME))?;
    let settings = storage.engine_settings().await?;
    let gauge = supplier_wire(&account, shop.practice, &settings)?;
    let supplier = adapter(account.clone(), gauge.clone());
    let found = health::try_supplier(&*supplier, &account, &gauge).await;
    let kept = anyway || found.is_accepted();
    if kept {
        storage.provision(&provision, &key_id()).await?;
        if found.is_accepted() {
            // The balance is known from here on, and with it that the key was accepted.
            storage.keep_wallets(&found.wallets).await?;
        }
    }
    Ok(Tried { found, kept })
}

/// Sets one product up.
pub(crate) async fn product(storage: &Storage, answer: &ProductAnswer) -> Result<(), Failure> {
    let mut section = texts([
        ("supplier", answer.supplier.as_str()),
        ("item", answer.item.trim()),
        ("kind", answer.kind.as_str()),
        ("price", answer.price.trim()),
    ]);
    let name = answer.name.trim();
    section.insert("name".to_owned(), Value::Table(texts([("en", name), ("ar", name)])));
    let file = file([("product", Value::Array(vec![Value::Table(section)]))]);
    apply(storage, Path::new(NAME), &file).await?;
    Ok(())
}

/// Sets a printer up, as the one that prints.
pub(crate) async fn printer(storage: &Storage, answer: &PrinterAnswer) -> Result<(), Failure> {
    let mut section = texts([
        ("id", PRINTER),
        ("kind", answer.kind.as_str()),
        ("address", answer.address.trim()),
        ("paper", answer.paper.as_str()),
    ]);
    section.insert("default".to_owned(), Value::Boolean(true));
    let file = file([("printer", Value::Array(vec![Value::Table(section)]))]);
    apply(storage, Path::new(NAME), &file).await?;
    Ok(())
}

/// Sets the owner up.
pub(crate) async fn owner(storage: &Storage, name: &str, pin: &str) -> Result<(), Failure> {
    let section = texts([("name", name.trim()), ("pin", pin.trim()), ("role", "owner")]);
    let file = file([("clerk", Value::Array(vec![Value::Table(section)]))]);
    apply(storage, Path::new(NAME), &file).await?;
    Ok(())
}

fn texts<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Table {
    pairs.into_iter().map(|(key, text)| (key.to_owned(), Value::String(text.to_owned()))).collect()
}

fn file<'a>(sections: impl IntoIterator<Item = (&'a str, Value)>) -> String {
    let table: Table = sections.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    table.to_string()
}

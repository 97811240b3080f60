//! Applying a provisioning file: all of it in one transaction, or nothing.

use crate::{
    clerks::{UnlockError, pin_hash, pin_index},
    open::{OpenError, Storage, journal_error},
    products,
    rows::word,
    settings::{bump_catalog, engine_fields, put},
    vault::Vault,
};
use domain::{
    account::{Environment, ProcessorKind, SupplierAccount, SupplierKind},
    clerk::Role,
    ids::SupplierId,
    money::Currency,
    product::Product,
    secret::Secret,
    shop::{EngineSettings, Rate, Shop},
};
use engine::ports::journal::JournalError;
use sqlx::SqliteConnection;

/// A payment processor account, kept for the issue that builds its adapter.
#[derive(Clone, Debug)]
pub struct Processor {
    /// The shop's own name for it.
    pub id: String,
    /// Which adapter.
    pub kind: ProcessorKind,
    /// Real or test money.
    pub environment: Environment,
    /// Where it is.
    pub base_url: String,
    /// Its API key.
    pub api_key: Secret,
    /// The currency it collects in.
    pub currency: Option<Currency>,
    /// Whether cards may be keyed in.
    pub keyed_entry: bool,
    /// The request field that carries our own id.
    pub id_field: String,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident => $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// The contract's word.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }

            /// The value a word of the contract stands for.
            #[must_use]
            pub fn from_word(text: &str) -> Option<Self> {
                match text { $($text => Some($name::$variant),)* _ => None }
            }
        }
    };
}

words! {
    /// How a printer is reached.
    PrinterKind {
        /// TCP 9100.
        EscposTcp => "escpos-tcp",
        /// A device file.
        EscposDevice => "escpos-device",
        /// A raw CUPS queue.
        CupsRaw => "cups-raw",
        /// The Windows spooler.
        WindowsRaw => "windows-raw",
        /// A folder of PDF files.
        Pdf => "pdf",
    }
}

words! {
    /// The paper in a printer.
    Paper {
        /// 58 mm roll.
        Mm58 => "58mm",
        /// 80 mm roll.
        Mm80 => "80mm",
        /// A4 sheets.
        A4 => "a4",
    }
}

words! {
    /// How text messages leave.
    SmsKind {
        /// Twilio.
        Twilio => "twilio",
        /// SMS Gateway for Android.
        SmsGate => "smsgate",
        /// Any HTTP gateway.
        Http => "http",
        /// A modem.
        GsmModem => "gsm-modem",
    }
}

/// A printer of the shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printer {
    /// The shop's own name for it.
    pub id: String,
    /// How it is reached.
    pub kind: PrinterKind,
    /// Where: host and port, device, queue, or folder.
    pub address: String,
    /// Its paper.
    pub paper: Paper,
    /// Whether it is the one that prints when none is named.
    pub is_default: bool,
}

/// An SMS route, kept for the issue that builds its adapters.
#[derive(Clone, Debug)]
pub struct SmsRoute {
    /// The shop's own name for it.
    pub id: String,
    /// How.
    pub kind: SmsKind,
    /// Where.
    pub base_url: Option<String>,
    /// Which account.
    pub account: Option<String>,
    /// Its secret.
    pub secret: Option<Secret>,
    /// From whom.
    pub sender: Option<String>,
}

/// A clerk to set up.
#[derive(Clone, Debug)]
pub struct NewClerk {
    /// The name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Their PIN.
    pub pin: Secret,
}

/// A provisioning file, read and found sound.
#[derive(Clone, Debug, Default)]
pub struct Provision {
    /// The shop; its `till_code` is used only the first time.
    pub shop: Option<Shop>,
    /// The engine's patience.
    pub engine: Option<EngineSettings>,
    /// Rates to add or change.
    pub rates: Vec<Rate>,
    /// Suppliers to add or change.
    pub suppliers: Vec<SupplierAccount>,
    /// Processors to add or change.
    pub processors: Vec<Processor>,
    /// Products to add or change.
    pub products: Vec<Product>,
    /// Clerks to add or change.
    pub clerks: Vec<NewClerk>,
    /// Printers to add or change.
    pub printers: Vec<Printer>,
    /// SMS routes to add or change.
    pub sms_routes: Vec<SmsRoute>,
}

/// What a data dir holds after provisioning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Provisioned {
    /// Suppliers in the file.
    pub suppliers: usize,
    /// Processors in the file.
    pub processors: usize,
    /// Products in the file.
    pub products: usize,
    /// Clerks in the file.
    pub clerks: usize,
}

/// A file was sound by itself and does not fit this data dir. Nothing was applied.
#[derive(Debug, thiserror::Error)]
pub enum ProvisionError {
    /// `practice` is set once and for all.
    #[error("a till that was set up with practice = {now} stays so")]
    PracticeChanged {
        /// What the till is.
        now: bool,
    },
    /// Two clerks with one PIN.
    #[error("the PIN of {0} is another clerk's already")]
    PinTaken(String),
    /// Clerks, and none of them an owner.
    #[error("there are clerks and no owner among them")]
    NoOwner,
    /// The journal cannot be written.
    #[error("the data folder could not be written")]
    Journal(#[from] JournalError),
    /// The vault cannot be made or reached.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A PIN could not be hashed.
    #[error(transparent)]
    Unlock(#[from] UnlockError),
}

impl Storage {
    /// Applies a file. `key_id` names the master key if one has to be made.
    ///
    /// # Errors
    /// If it does not fit this till; nothing is applied then.
    pub async fn provision(
        &self,
        file: &Provision,
        key_id: &str,
    ) -> Result<Provisioned, ProvisionError> {
        if let (Some(new), Some(old)) = (&file.shop, self.shop().await?)
            && new.practice != old.practice
        {
            return Err(ProvisionError::PracticeChanged { now: old.practice });
        }
        let vault = self.make_vault(key_id).await?;
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        if let Some(shop) = &file.shop {
            put_shop(&mut tx, shop).await?;
        }
        if let Some(mut settings) = file.engine {
            for (key, span) in engine_fields(&mut settings) {
                put(&mut tx, key, &span.as_millis().to_string()).await?;
            }
        }
        for rate in &file.rates {
            put_rate(&mut tx, rate).await?;
        }
        for supplier in &file.suppliers {
            put_supplier(&mut tx, vault, supplier).await?;
        }
        for processor in &file.processors {
            put_processor(&mut tx, vault, processor).await?;
        }
        for product in &file.products {
            products::put(&mut tx, product).await?;
        }
        bump_catalog(&mut tx).await?;
        put_clerks(&mut tx, vault, &file.clerks).await?;
        for printer in &file.printers {
            put_printer(&mut tx, printer).await?;
        }
        for route in &file.sms_routes {
            put_sms_route(&mut tx, vault, route).await?;
        }
        tx.commit().await.map_err(journal_error)?;
        Ok(Provisioned {
            suppliers: file.suppliers.len(),
            processors: file.processors.len(),
            products: file.products.len(),
            clerks: file.clerks.len(),
        })
    }

    /// The supplier accounts, keys in clear, for the adapters.
    ///
    /// # Errors
    /// If they cannot be read or unsealed.
    pub async fn supplier_accounts(&self) -> Result<Vec<SupplierAccount>, JournalError> {
        type Row = (String, String, String, String, Vec<u8>, Option<String>, Option<String>, bool);
        let rows: Vec<Row> = sqlx::query_as(
            "select id, kind, environment, base_url, api_key_sealed, agent_id, currency, bulk
             from suppliers order by rowid",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        rows.into_iter()
            .map(|(id, kind, environment, base_url, sealed, agent_id, currency, bulk)| {
                let api_key = self
                    .vault_needed()?
                    .open_text(&format!("suppliers:{id}:api_key"), &sealed)
                    .map_err(|_| JournalError::Corrupt(format!("the key of {id}")))?;
                Ok(SupplierAccount {
                    id: SupplierId::new(id),
                    kind: word("kind", &kind, SupplierKind::from_word)?,
                    environment: word("environment", &environment, Environment::from_word)?,
                    base_url,
                    api_key: Secret::new(api_key),
                    agent_id,
                    currency: currency.as_deref().map(crate::rows::currency).transpose()?,
                    bulk,
                })
            })
            .collect()
    }

    /// The processors' ids and kinds.
    ///
    /// # Errors
    /// If they cannot be read.
    pub async fn processors(&self) -> Result<Vec<(String, ProcessorKind)>, JournalError> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("select id, kind from processors order by rowid")
                .fetch_all(&self.readers)
                .await
                .map_err(journal_error)?;
        rows.into_iter()
            .map(|(id, kind)| Ok((id, word("kind", &kind, ProcessorKind::from_word)?)))
            .collect()
    }

    /// The printers, the default one first.
    ///
    /// # Errors
    /// If they cannot be read.
    pub async fn printers(&self) -> Result<Vec<Printer>, JournalError> {
        let rows: Vec<(String, String, String, String, bool)> = sqlx::query_as(
            "select id, kind, address, paper, is_default from printers order by is_default desc, rowid",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        rows.into_iter()
            .map(|(id, kind, address, paper, is_default)| {
                Ok(Printer {
                    id,
                    kind: word("printer", &kind, PrinterKind::from_word)?,
                    address,
                    paper: word("paper", &paper, Paper::from_word)?,
                    is_default,
                })
            })
            .collect()
    }

    /// The ids of the SMS routes.
    ///
    /// # Errors
    /// If they cannot be read.
    pub async fn sms_routes(&self) -> Result<Vec<String>, JournalError> {
        sqlx::query_scalar("select id from sms_routes order by rowid")
            .fetch_all(&self.readers)
            .await
            .map_err(journal_error)
    }
}

async fn put_shop(connection: &mut SqliteConnection, shop: &Shop) -> Result<(), JournalError> {
    put(connection, "shop.name", &shop.name).await?;
    put(connection, "shop.country", &shop.country).await?;
    put(connection, "shop.language", shop.language.as_str()).await?;
    put(connection, "shop.practice", if shop.practice { "true" } else { "false" }).await?;
    put(connection, "shop.currency", shop.currency.code()).await?;
    match &shop.phone {
        Some(phone) => put(connection, "shop.phone", phone.as_str()).await?,
        None => {
            sqlx::query("delete from settings where key = 'shop.phone'")
                .execute(&mut *connection)
                .await
                .map_err(journal_error)?;
        }
    }
    // The till's own code never changes: every reference ever sent begins with it.
    sqlx::query("insert into settings (key, value) values ('till.code', ?) on conflict do nothing")
        .bind(&shop.till_code)
        .execute(connection)
        .await
        .map_err(journal_error)?;
    Ok(())
}

async fn put_rate(connection: &mut SqliteConnection, rate: &Rate) -> Result<(), JournalError> {
    sqlx::query(
        "insert into rates (base, quote, rate) values (?, ?, ?)
         on conflict (base, quote) do update set rate = excluded.rate",
    )
    .bind(rate.base.code())
    .bind(rate.quote.code())
    .bind(rate.rate.to_string())
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

async fn put_supplier(
    connection: &mut SqliteConnection,
    vault: &Vault,
    supplier: &SupplierAccount,
) -> Result<(), JournalError> {
    let sealed = seal(vault, &format!("suppliers:{}:api_key", supplier.id), &supplier.api_key)?;
    sqlx::query(
        "insert into suppliers (id, kind, environment, base_url, api_key_sealed, agent_id, currency, bulk)
         values (?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (id) do update set
             kind = excluded.kind, environment = excluded.environment,
             base_url = excluded.base_url, api_key_sealed = excluded.api_key_sealed,
             agent_id = excluded.agent_id, currency = excluded.currency, bulk = excluded.bulk",
    )
    .bind(supplier.id.as_str())
    .bind(supplier.kind.as_str())
    .bind(supplier.environment.as_str())
    .bind(&supplier.base_url)
    .bind(sealed)
    .bind(&supplier.agent_id)
    .bind(supplier.currency.map(|currency| currency.to_string()))
    .bind(supplier.bulk)
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

async fn put_processor(
    connection: &mut SqliteConnection,
    vault: &Vault,
    processor: &Processor,
) -> Result<(), JournalError> {
    let sealed = seal(vault, &format!("processors:{}:api_key", processor.id), &processor.api_key)?;
    sqlx::query(
        "insert into processors (id, kind, environment, base_url, api_key_sealed, currency, keyed_entry, id_field)
         values (?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (id) do update set
             kind = excluded.kind, environment = excluded.environment,
             base_url = excluded.base_url, api_key_sealed = excluded.api_key_sealed,
             currency = excluded.currency, keyed_entry = excluded.keyed_entry,
             id_field = excluded.id_field",
    )
    .bind(&processor.id)
    .bind(processor.kind.as_str())
    .bind(processor.environment.as_str())
    .bind(&processor.base_url)
    .bind(sealed)
    .bind(processor.currency.map(|currency| currency.to_string()))
    .bind(processor.keyed_entry)
    .bind(&processor.id_field)
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

async fn put_clerks(
    connection: &mut SqliteConnection,
    vault: &Vault,
    clerks: &[NewClerk],
) -> Result<(), ProvisionError> {
    for clerk in clerks {
        let index = pin_index(vault, &clerk.pin);
        let taken: bool = sqlx::query_scalar(
            "select exists (select 1 from clerks where pin_index = ? and name <> ?)",
        )
        .bind(&index)
        .bind(&clerk.name)
        .fetch_one(&mut *connection)
        .await
        .map_err(journal_error)?;
        if taken {
            return Err(ProvisionError::PinTaken(clerk.name.clone()));
        }
        sqlx::query(
            "insert into clerks (name, role, pin_hash, pin_index) values (?, ?, ?, ?)
             on conflict (name) do update set
                 role = excluded.role, pin_hash = excluded.pin_hash, pin_index = excluded.pin_index",
        )
        .bind(&clerk.name)
        .bind(clerk.role.as_str())
        .bind(pin_hash(vault, &clerk.pin)?)
        .bind(index)
        .execute(&mut *connection)
        .await
        .map_err(journal_error)?;
    }
    let (clerks, owners): (i64, i64) =
        sqlx::query_as("select count(*), coalesce(sum(role = 'owner'), 0) from clerks")
            .fetch_one(&mut *connection)
            .await
            .map_err(journal_error)?;
    if clerks > 0 && owners == 0 { Err(ProvisionError::NoOwner) } else { Ok(()) }
}

async fn put_printer(connection: &mut SqliteConnection, printer: &Printer) -> Result<(), JournalError> {
    if printer.is_default {
        sqlx::query("update printers set is_default = 0")
            .execute(&mut *connection)
            .await
            .map_err(journal_error)?;
    }
    sqlx::query(
        "insert into printers (id, kind, address, paper, is_default) values (?, ?, ?, ?, ?)
         on conflict (id) do update set kind = excluded.kind, address = excluded.address,
             paper = excluded.paper, is_default = excluded.is_default",
    )
    .bind(&printer.id)
    .bind(printer.kind.as_str())
    .bind(&printer.address)
    .bind(printer.paper.as_str())
    .bind(printer.is_default)
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

async fn put_sms_route(
    connection: &mut SqliteConnection,
    vault: &Vault,
    route: &SmsRoute,
) -> Result<(), JournalError> {
    let place = format!("sms_routes:{}:secret", route.id);
    let sealed = route.secret.as_ref().map(|secret| seal(vault, &place, secret)).transpose()?;
    sqlx::query(
        "insert into sms_routes (id, kind, base_url, account, secret_sealed, sender)
         values (?, ?, ?, ?, ?, ?)
         on conflict (id) do update set kind = excluded.kind, base_url = excluded.base_url,
             account = excluded.account, secret_sealed = excluded.secret_sealed,
             sender = excluded.sender",
    )
    .bind(&route.id)
    .bind(route.kind.as_str())
    .bind(&route.base_url)
    .bind(&route.account)
    .bind(sealed)
    .bind(&route.sender)
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

fn seal(vault: &Vault, place: &str, secret: &Secret) -> Result<Vec<u8>, JournalError> {
    let sealed = vault.seal(place, secret.reveal().as_bytes());
    sealed.map_err(|error| JournalError::Database(Box::new(error)))
}

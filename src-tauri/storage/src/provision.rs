//! Applying a provisioning file: all of it in one transaction, or nothing.

use crate::{
    accounts::words_key,
    backup_plan::PlanChange,
    chain::{append::now, salt},
    choices::put_choices,
    clerks::{UnlockError, pin_hash, pin_index},
    guards, links,
    open::{OpenError, Storage, journal_error},
    own_prices,
    people::{has_left, name_now},
    printers, products,
    settings::{Counter, bump, put},
    setup::{NewClerk, Printer, Processor, SmsRoute},
    slip_design,
    slip_texts::{self, ReceiptTexts, SlipTexts},
    sms_routes, stock_limits, tax_rules,
    vault::Vault,
    wallets,
};
use domain::{
    account::SupplierAccount,
    custody::Custody,
    ids::ProductId,
    money::Money,
    owner::OwnerWishes,
    product::Product,
    secret::Secret,
    shield::Shield,
    shop::{EngineSettings, Rate, Shop},
    tax::{TaxIdentity, TaxRate, TaxRule},
};
use engine::{
    ports::journal::{JournalError, Note},
    source::Link,
};
use sqlx::SqliteConnection;

/// A provisioning file, read and found sound.
#[derive(Clone, Debug, Default)]
pub struct Provision {
    /// The shop; its `till_code` is used only the first time.
    pub shop: Option<Shop>,
    /// The engine's patience.
    pub engine: Option<EngineSettings>,
    /// What the counter may do.
    pub counter: Option<Counter>,
    /// Where daily backups go.
    pub backup: Option<PlanChange>,
    /// What the owner is told by message.
    pub owner: Option<OwnerWishes>,
    /// How many days customers' numbers are kept; zero is for good.
    pub phone_days: Option<u32>,
    /// How many codes a clerk gives out within an hour.
    pub custody: Option<Custody>,
    /// What anybody may owe who has no limit of their own, in the shop's currency.
    pub debt_limit: Option<Money>,
    /// When the scam shield is raised.
    pub shield: Option<Shield>,
    /// Rates to add or change.
    pub rates: Vec<Rate>,
    /// Suppliers to add or change.
    pub suppliers: Vec<SupplierAccount>,
    /// Processors to add or change.
    pub processors: Vec<Processor>,
    /// Products to add or change.
    pub products: Vec<Product>,
    /// In which countries the codes of a product work; one entry for each of `products`.
    pub countries: Vec<(ProductId, Vec<String>)>,
    /// What is the same product at several suppliers.
    pub links: Vec<Link>,
    /// How many codes of a product may lie on the shelf; zero takes it back.
    pub stock: Vec<(ProductId, u32)>,
    /// Who the shop is to its tax authority, and the rate of everything that has no narrower one.
    pub tax: Option<(TaxIdentity, Option<TaxRate>)>,
    /// Rates of some products.
    pub tax_rates: Vec<TaxRule>,
    /// Clerks to add or change.
    pub clerks: Vec<NewClerk>,
    /// Printers to add or change.
    pub printers: Vec<Printer>,
    /// What stands on every slip.
    pub receipt: Option<ReceiptTexts>,
    /// What stands on the slips of a product; one entry for each of `products`.
    pub slip_texts: Vec<(ProductId, SlipTexts)>,
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
    #[error("the PIN in line {line} is another clerk's already")]
    PinTaken {
        /// The line of the file.
        line: usize,
    },
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
        let were = slip_texts::receipt(&mut tx).await?;
        put_choices(&mut tx, vault, file).await?;
        for rate in &file.rates {
            put_rate(&mut tx, rate).await?;
        }
        for supplier in &file.suppliers {
            put_supplier(&mut tx, vault, supplier).await?;
        }
        for processor in &file.processors {
            put_processor(&mut tx, vault, processor).await?;
        }
        put_goods(&mut tx, vault, file).await?;
        bump(&mut tx, "catalog.version").await?;
        put_clerks(&mut tx, vault, &file.clerks).await?;
        if !file.clerks.is_empty() {
            bump(&mut tx, "clerks.version").await?;
        }
        for printer in &file.printers {
            printers::put(&mut tx, printer).await?;
        }
        for route in &file.sms_routes {
            sms_routes::put(&mut tx, vault, route).await?;
        }
        let link = self.put_set_up(&mut tx, vault).await?;
        let told = slip_design::tell_provisioned(&mut tx, vault, (&were, &file.receipt)).await?;
        self.settle(tx, &told.unwrap_or(link)).await?;
        self.keep_anchor().await?;
        self.try_reserve().await;
        Ok(Provisioned {
            suppliers: file.suppliers.len(),
            processors: file.processors.len(),
            products: file.products.len(),
            clerks: file.clerks.len(),
        })
    }
}

/// What is sold, and what is said of it.
async fn put_goods(
    connection: &mut SqliteConnection,
    vault: &Vault,
    file: &Provision,
) -> Result<(), JournalError> {
    for product in &file.products {
        products::put(&mut *connection, product).await?;
    }
    own_prices::give_way(&mut *connection, vault, &file.products).await?;
    for (product, countries) in &file.countries {
        guards::put_facts(&mut *connection, product, countries).await?;
    }
    if let Some(texts) = &file.receipt {
        slip_texts::put_receipt(&mut *connection, texts).await?;
    }
    for (product, texts) in &file.slip_texts {
        slip_texts::put_product(&mut *connection, product, texts).await?;
    }
    for link in &file.links {
        links::put(&mut *connection, link).await?;
    }
    let note = Note { at: now(), clerk: None, detail: None };
    for (product, keep) in &file.stock {
        stock_limits::put(&mut *connection, vault, product, *keep, &note).await?;
    }
    tax_rules::provision(&mut *connection, vault, file, &note).await
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
    let place = format!("suppliers:{}:api_key", supplier.id);
    let old: Option<Vec<u8>> =
        sqlx::query_scalar("select api_key_sealed from suppliers where id = ?")
            .bind(supplier.id.as_str())
            .fetch_optional(&mut *connection)
            .await
            .map_err(journal_error)?;
    let old = old.and_then(|sealed| vault.open_text(&place, &sealed).ok());
    if old.is_some_and(|key| key != supplier.api_key.reveal()) {
        wallets::forget(connection, &supplier.id).await?;
    }
    let sealed = seal(vault, &place, &supplier.api_key)?;
    sqlx::query(
        "insert into suppliers (id, kind, environment, base_url, api_key_sealed, agent_id, currency,
             bulk, catalog)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (id) do update set
             kind = excluded.kind, environment = excluded.environment,
             base_url = excluded.base_url, api_key_sealed = excluded.api_key_sealed,
             agent_id = excluded.agent_id, currency = excluded.currency, bulk = excluded.bulk,
             catalog = excluded.catalog",
    )
    .bind(supplier.id.as_str())
    .bind(supplier.kind.as_str())
    .bind(supplier.environment.as_str())
    .bind(&supplier.base_url)
    .bind(sealed)
    .bind(&supplier.agent_id)
    .bind(supplier.currency.map(|currency| currency.to_string()))
    .bind(supplier.bulk)
    .bind(supplier.catalog.as_ref().map(crate::catalog_source::write).transpose()?)
    .execute(&mut *connection)
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
        "insert into processors (id, kind, environment, base_url, api_key_sealed, currency, keyed_entry, id_field,
             pay_within_ms)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (id) do update set
             kind = excluded.kind, environment = excluded.environment,
             base_url = excluded.base_url, api_key_sealed = excluded.api_key_sealed,
             currency = excluded.currency, keyed_entry = excluded.keyed_entry,
             id_field = excluded.id_field, pay_within_ms = excluded.pay_within_ms",
    )
    .bind(&processor.id)
    .bind(processor.kind.as_str())
    .bind(processor.environment.as_str())
    .bind(&processor.base_url)
    .bind(sealed)
    .bind(processor.currency.map(|currency| currency.to_string()))
    .bind(processor.keyed_entry)
    .bind(&processor.id_field)
    .bind(i64::try_from(processor.pay_within.as_millis()).unwrap_or(i64::MAX))
    .execute(&mut *connection)
    .await
    .map_err(journal_error)?;
    let lists = [("closed_words", &processor.closed_words), ("paid_words", &processor.paid_words)];
    for (list, words) in lists {
        // Written even when empty: the journal vouches for them from the first time on.
        let words = serde_json::Value::from(words.as_slice()).to_string();
        put(connection, &words_key(&processor.id, list), &words).await?;
    }
    Ok(())
}

async fn put_clerks(
    connection: &mut SqliteConnection,
    vault: &Vault,
    clerks: &[NewClerk],
) -> Result<(), ProvisionError> {
    for clerk in clerks {
        let name = name_now(connection, &clerk.name).await?;
        // A file that is applied again brings nobody back whom the owner let go, and their PIN may
        // be somebody else's by now.
        if has_left(connection, &name).await? {
            continue;
        }
        let index = pin_index(vault, &clerk.pin);
        let taken: bool = sqlx::query_scalar(
            "select exists (select 1 from clerks where pin_index = ? and name <> ?)",
        )
        .bind(&index)
        .bind(&name)
        .fetch_one(&mut *connection)
        .await
        .map_err(journal_error)?;
        if taken {
            return Err(ProvisionError::PinTaken { line: clerk.line });
        }
        sqlx::query(
            "insert into clerks (name, role, pin_hash, pin_index, pin_salt) values (?, ?, ?, ?, ?)
             on conflict (name) do update set
                 role = excluded.role, pin_hash = excluded.pin_hash,
                 pin_index = excluded.pin_index, pin_salt = excluded.pin_salt",
        )
        .bind(&name)
        .bind(clerk.role.as_str())
        .bind(pin_hash(vault, &clerk.pin)?)
        .bind(index)
        .bind(salt()?)
        .execute(&mut *connection)
        .await
        .map_err(journal_error)?;
    }
    let (clerks, owners): (i64, i64) = sqlx::query_as(
        "select count(*), coalesce(sum(role = 'owner' and left_at is null), 0) from clerks",
    )
    .fetch_one(&mut *connection)
    .await
    .map_err(journal_error)?;
    if clerks > 0 && owners == 0 { Err(ProvisionError::NoOwner) } else { Ok(()) }
}

pub(crate) fn seal(vault: &Vault, place: &str, secret: &Secret) -> Result<Vec<u8>, JournalError> {
    let sealed = vault.seal(place, secret.reveal().as_bytes());
    sealed.map_err(|error| JournalError::Database(Box::new(error)))
}

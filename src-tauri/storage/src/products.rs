//! The products the till can sell: what the shop's own file says about them, with what their suppliers
//! say (`catalogue.rs`) where the file is silent.

use crate::{
    chain::{Draft, append, append::now},
    open::{Storage, journal_error},
    price_rules,
    rows::{decimal, optional_money, word},
    settings, tax_rules,
};
use domain::{
    ids::{ProductId, SupplierId},
    money::Money,
    price::{PriceRule, rule_for},
    product::{LocalName, Product, ProductKind, RequiredInfo},
    tax::{TaxRule, tax_for},
};
use engine::ports::journal::JournalError;
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, SqliteConnection};

#[derive(FromRow)]
struct Row {
    id: String,
    supplier: String,
    item: String,
    kind: String,
    name_en: String,
    name_ar: String,
    brand: Option<String>,
    face_value: Option<String>,
    face_currency: Option<String>,
    cost: Option<String>,
    cost_currency: Option<String>,
    price: Option<String>,
    price_currency: Option<String>,
    min: Option<String>,
    max: Option<String>,
    step: Option<String>,
    required_info: String,
    barcode: Option<String>,
    category: Option<String>,
    active: bool,
}

/// `required_info` as it is stored.
#[derive(Serialize, Deserialize)]
struct StoredInfo {
    key: String,
    label: Option<StoredName>,
    pattern: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredName {
    en: String,
    ar: String,
}

/// Reads products by the ids of `k`. The file's names, prices, bounds and wishes win, a price set at
/// the till stands before the file's; the supplier knows best what it charges and whether it still sells a thing.
macro_rules! products_of {
    ($k:literal) => {
        concat!(
            "select k.id,
                 coalesce(p.supplier, c.supplier) as supplier,
                 coalesce(p.item, c.item) as item,
                 coalesce(p.kind, c.kind) as kind,
                 coalesce(p.name_en, c.name_en) as name_en,
                 coalesce(p.name_ar, c.name_ar) as name_ar,
                 coalesce(p.brand, c.brand) as brand,
                 iif(p.face_value is null, c.face_value, p.face_value) as face_value,
                 iif(p.face_value is null, c.face_currency, p.face_currency) as face_currency,
                 iif(c.cost is null, p.cost, c.cost) as cost,
                 iif(c.cost is null, p.cost_currency, c.cost_currency) as cost_currency,
                 iif(o.price is null, p.price, o.price) as price,
                 iif(o.price is null, p.price_currency, o.currency) as price_currency,
                 iif(p.min is null and p.max is null, c.min, p.min) as min,
                 iif(p.min is null and p.max is null, c.max, p.max) as max,
                 iif(p.min is null and p.max is null, c.step, p.step) as step,
                 iif(coalesce(p.required_info, '[]') = '[]',
                     coalesce(c.required_info, '[]'), p.required_info) as required_info,
                 p.barcode,
                 coalesce(p.category, c.category) as category,
                 coalesce(p.active, 1) and coalesce(c.active, 1) and not coalesce(c.gone, 0)
                     as active
             from ",
            $k,
            " k left join products p on p.id = k.id left join catalogue c on c.id = k.id
                 left join own_prices o on o.product_id = k.id"
        )
    };
}

impl Storage {
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn product_of(&self, id: &ProductId) -> Result<Option<Product>, JournalError> {
        let mut connection = self.readers.acquire().await.map_err(journal_error)?;
        let row: Option<Row> = sqlx::query_as(concat!(
            products_of!("(select ? as id)"),
            " where p.id is not null or c.id is not null"
        ))
        .bind(id.as_str())
        .fetch_optional(&mut *connection)
        .await
        .map_err(journal_error)?;
        let terms = Terms::read(&mut connection).await?;
        row.map(|row| read(row, &terms)).transpose()
    }

    pub(crate) async fn all_products(&self) -> Result<Vec<Product>, JournalError> {
        let mut connection = self.readers.acquire().await.map_err(journal_error)?;
        all(&mut connection).await
    }

    pub(crate) async fn put_cost(&self, id: &ProductId, cost: Money) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        // The newest word on it, whoever spoke last.
        for table in [
            "update products set cost = ?, cost_currency = ? where id = ?",
            "update catalogue set cost = ?, cost_currency = ? where id = ?",
        ] {
            sqlx::query(table)
                .bind(cost.amount().to_string())
                .bind(cost.currency().to_string())
                .bind(id.as_str())
                .execute(&mut *tx)
                .await
                .map_err(journal_error)?;
        }
        settings::bump(&mut tx, "catalog.version").await?;
        let draft = Draft::new("cost", now())
            .say("product", id.as_str())
            .say("cost", &cost.amount().to_string())
            .say("currency", cost.currency().code());
        let link = append(&mut tx, self.vault_needed()?, draft).await?;
        self.settle(tx, &link).await
    }
}

/// The rules by which the shop sells.
struct Terms {
    prices: Vec<PriceRule>,
    taxes: Vec<TaxRule>,
}

impl Terms {
    async fn read(connection: &mut SqliteConnection) -> Result<Self, JournalError> {
        let prices = price_rules::all(connection).await?;
        Ok(Self { prices, taxes: tax_rules::all(connection).await? })
    }
}

/// Every product: the file's in its order, then what suppliers have besides.
pub(crate) async fn all(connection: &mut SqliteConnection) -> Result<Vec<Product>, JournalError> {
    let rows: Vec<Row> = sqlx::query_as(concat!(
        products_of!("(select id from products union select id from catalogue)"),
        " order by p.position is null, p.position, c.supplier, c.position"
    ))
    .fetch_all(&mut *connection)
    .await
    .map_err(journal_error)?;
    let terms = Terms::read(connection).await?;
    rows.into_iter().map(|row| read(row, &terms)).collect()
}

/// Adds a product of the file at the end, or changes it in its place.
pub(crate) async fn put(
    connection: &mut SqliteConnection,
    product: &Product,
) -> Result<(), JournalError> {
    let (face, cost, price) = (product.face_value, product.cost, product.price);
    sqlx::query(
        "insert into products (id, position, supplier, item, kind, name_en, name_ar, brand,
             face_value, face_currency, cost, cost_currency, price, price_currency,
             min, max, step, required_info, barcode, category, active)
         values (?, (select coalesce(max(position), 0) + 1 from products), ?, ?, ?, ?, ?, ?,
             ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (id) do update set
             supplier = excluded.supplier, item = excluded.item, kind = excluded.kind,
             name_en = excluded.name_en, name_ar = excluded.name_ar, brand = excluded.brand,
             face_value = excluded.face_value, face_currency = excluded.face_currency,
             cost = excluded.cost, cost_currency = excluded.cost_currency,
             price = excluded.price, price_currency = excluded.price_currency,
             min = excluded.min, max = excluded.max, step = excluded.step,
             required_info = excluded.required_info, barcode = excluded.barcode,
             category = excluded.category, active = excluded.active",
    )
    .bind(product.id.as_str())
    .bind(product.supplier.as_str())
    .bind(&product.item)
    .bind(product.kind.as_str())
    .bind(&product.name.en)
    .bind(&product.name.ar)
    .bind(&product.brand)
    .bind(face.map(|money| money.amount().to_string()))
    .bind(face.map(|money| money.currency().to_string()))
    .bind(cost.map(|money| money.amount().to_string()))
    .bind(cost.map(|money| money.currency().to_string()))
    .bind(price.map(|money| money.amount().to_string()))
    .bind(price.map(|money| money.currency().to_string()))
    .bind(product.min.map(|amount| amount.to_string()))
    .bind(product.max.map(|amount| amount.to_string()))
    .bind(product.step.map(|amount| amount.to_string()))
    .bind(info_to_text(&product.required_info)?)
    .bind(&product.barcode)
    .bind(&product.category)
    .bind(product.active)
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

fn read(row: Row, terms: &Terms) -> Result<Product, JournalError> {
    let amount = |text: Option<String>| text.as_deref().map(decimal).transpose();
    let mut product = Product {
        id: ProductId::new(row.id),
        supplier: SupplierId::new(row.supplier),
        item: row.item,
        kind: word("kind", &row.kind, ProductKind::from_word)?,
        name: LocalName { en: row.name_en, ar: row.name_ar },
        brand: row.brand,
        face_value: optional_money(row.face_value.as_deref(), row.face_currency.as_deref())?,
        cost: optional_money(row.cost.as_deref(), row.cost_currency.as_deref())?,
        price: optional_money(row.price.as_deref(), row.price_currency.as_deref())?,
        price_rule: None,
        tax: None,
        min: amount(row.min)?,
        max: amount(row.max)?,
        step: amount(row.step)?,
        required_info: info_from_text(&row.required_info)?,
        barcode: row.barcode,
        category: row.category,
        active: row.active,
    };
    product.price_rule = rule_for(&terms.prices, &product).cloned();
    product.tax = tax_for(&terms.taxes, &product);
    Ok(product)
}

pub(crate) fn info_to_text(infos: &[RequiredInfo]) -> Result<String, JournalError> {
    let stored: Vec<StoredInfo> = infos
        .iter()
        .map(|info| StoredInfo {
            key: info.key.clone(),
            label: info
                .label
                .as_ref()
                .map(|name| StoredName { en: name.en.clone(), ar: name.ar.clone() }),
            pattern: info.pattern.clone(),
        })
        .collect();
    serde_json::to_string(&stored).map_err(|error| JournalError::Database(Box::new(error)))
}

fn info_from_text(text: &str) -> Result<Vec<RequiredInfo>, JournalError> {
    let stored: Vec<StoredInfo> =
        serde_json::from_str(text).map_err(|_| JournalError::Corrupt("required_info".into()))?;
    Ok(stored
        .into_iter()
        .map(|info| RequiredInfo {
            key: info.key,
            label: info.label.map(|name| LocalName { en: name.en, ar: name.ar }),
            pattern: info.pattern,
        })
        .collect())
}

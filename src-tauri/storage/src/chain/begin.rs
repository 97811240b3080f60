//! The first record, and what a provisioning file changes later. A till that an earlier version
//! filled begins its chain with everything that is there.

use super::{
    append::{Draft, Link, append, now, salt},
    pages::{Unpack, packed},
    record::{hex, put_line},
    tables::{
        ATTENTION, BOOKING, CUSTOMER, DEBT_ENTRY, DEBTOR, EVENT, HAND_OVER, IMPORT, ORDER, ORDERED,
        OWN_PRICE, PRICE_RULE, REFUND_RULE, REPLY, REQUEST, SALE, SECRET, SET_UP, SHIFT, SHIFT_LOG,
        STOCK, STOCK_LIMIT, STRAY, Shown, TALLY, TAX_RULE, put_plain,
    },
};
use crate::{
    open::{Storage, journal_error},
    vault::Vault,
};
use domain::ids::{OrderId, SaleId};
use engine::ports::journal::JournalError;
use futures_util::TryStreamExt as _;
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, SqliteConnection};

impl Storage {
    /// Begins the chain of a till that has none yet.
    pub(crate) async fn begin_journal(&self) -> Result<(), JournalError> {
        let Some(vault) = self.vault() else { return Ok(()) };
        let mut reader = self.readers.acquire().await.map_err(journal_error)?;
        if !is_due(&mut reader).await? {
            return Ok(());
        }
        drop(reader);
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        if !is_due(&mut tx).await? {
            return Ok(());
        }
        self.put_set_up(&mut tx, vault).await?;
        let link = take_over(&mut tx, vault).await?;
        match link {
            Some(link) => self.settle(tx, &link).await?,
            None => tx.commit().await.map_err(journal_error)?,
        }
        self.keep_anchor().await
    }

    /// Records how the till is set up: as its first record, or after it changed.
    pub(crate) async fn put_set_up(
        &self,
        connection: &mut SqliteConnection,
        vault: &Vault,
    ) -> Result<Link, JournalError> {
        let is_first = is_empty(connection).await?;
        let mut draft = Draft::new(if is_first { "begun" } else { "provisioned" }, now());
        // A head is kept outside, and yet there is no chain: somebody took it away.
        if is_first && !self.anchors(vault).await?.is_empty() {
            draft = draft.say("distrust", "anchor");
        }
        for table in SET_UP {
            draft = draft.show(connection, vault, Shown::All(table)).await?;
        }
        draft.section(CATALOG, &catalog_lines(connection).await.map_err(journal_error)?);
        append(connection, vault, draft).await
    }
}

/// The section that vouches for the whole catalogue.
pub(crate) const CATALOG: &str = "catalog";

/// How many products there are, and one digest of all of them. Their expected costs are not in it:
/// suppliers change those all the time, and what was paid stands in each order.
pub(crate) async fn catalog_lines(
    connection: &mut SqliteConnection,
) -> Result<Vec<u8>, sqlx::Error> {
    const COLUMNS: [&str; 19] = [
        "id",
        "position",
        "supplier",
        "item",
        "kind",
        "name_en",
        "name_ar",
        "brand",
        "face_value",
        "face_currency",
        "price",
        "price_currency",
        "min",
        "max",
        "step",
        "required_info",
        "barcode",
        "category",
        "active",
    ];
    // Made of the constants above alone.
    let row = packed(COLUMNS);
    let sql = format!("select cast({row} as blob) from products order by position");
    let mut rows = sqlx::query_scalar::<_, Vec<u8>>(AssertSqlSafe(sql)).fetch(connection);
    let (mut digest, mut products) = (Sha256::new(), 0_u64);
    let mut product = Vec::new();
    while let Some(row) = rows.try_next().await? {
        products = products.saturating_add(1);
        product.clear();
        put_plain(&mut product, &COLUMNS, &mut Unpack(&row))?;
        digest.update(&product);
    }
    let mut lines = Vec::new();
    put_line(&mut lines, "products", products.to_string().as_bytes());
    put_line(&mut lines, "digest", hex(&digest.finalize()).as_bytes());
    Ok(lines)
}

async fn is_empty(connection: &mut SqliteConnection) -> Result<bool, JournalError> {
    sqlx::query_scalar("select not exists (select 1 from chain)")
        .fetch_one(connection)
        .await
        .map_err(journal_error)
}

/// Provisioned, and without a chain.
async fn is_due(connection: &mut SqliteConnection) -> Result<bool, JournalError> {
    sqlx::query_scalar(
        "select exists (select 1 from settings where key = 'till.code')
             and not exists (select 1 from chain)",
    )
    .fetch_one(connection)
    .await
    .map_err(journal_error)
}

/// Records what an earlier version wrote, as it stands: each sale, each order with its history.
async fn take_over(
    connection: &mut SqliteConnection,
    vault: &Vault,
) -> Result<Option<Link>, JournalError> {
    seal_missing_salts(connection, vault).await?;
    let mut link = None;
    let sales: Vec<String> =
        ids(connection, "select id from sales order by created_at, id").await?;
    for id in sales {
        let mut draft = Draft::new("taken_over", now()).sale(&SaleId::new(&id));
        for table in [&SALE, &HAND_OVER, &SHIFT_LOG] {
            draft = draft.show(connection, vault, Shown::Of(table, &id)).await?;
        }
        link = Some(append(connection, vault, draft).await?);
    }
    let orders: Vec<String> =
        ids(connection, "select id from orders order by created_at, id").await?;
    for id in orders {
        let mut draft = Draft::new("taken_over", now()).order(&OrderId::new(&id));
        let tables =
            [&ORDERED, &ORDER, &REQUEST, &REPLY, &SECRET, &ATTENTION, &STOCK, &EVENT, &IMPORT];
        for table in tables {
            draft = draft.show(connection, vault, Shown::Of(table, &id)).await?;
        }
        link = Some(append(connection, vault, draft).await?);
    }
    let has_books: bool = sqlx::query_scalar(
        "select exists (select 1 from shifts)
             or exists (select 1 from shift_log where sale_id is null)
             or exists (select 1 from strays) or exists (select 1 from wallet_bookings)
             or exists (select 1 from customers) or exists (select 1 from own_prices)
             or exists (select 1 from price_rules) or exists (select 1 from refund_rules)
             or exists (select 1 from debtors)
             or exists (select 1 from stock_limits) or exists (select 1 from tax_rules)",
    )
    .fetch_one(&mut *connection)
    .await
    .map_err(journal_error)?;
    if has_books {
        let draft = Draft::new("taken_over", now());
        let draft = draft.show(connection, vault, Shown::All(&SHIFT)).await?;
        let draft = draft.show(connection, vault, Shown::Of(&SHIFT_LOG, "")).await?;
        // Whoever guesses PINs writes the log too.
        let mut draft = draft.show(connection, vault, Shown::All(&TALLY)).await?;
        let tables = [&STRAY, &BOOKING, &CUSTOMER, &DEBTOR, &DEBT_ENTRY, &OWN_PRICE];
        for table in tables.into_iter().chain([&PRICE_RULE, &REFUND_RULE, &STOCK_LIMIT, &TAX_RULE])
        {
            draft = draft.show(connection, vault, Shown::All(table)).await?;
        }
        link = Some(append(connection, vault, draft).await?);
    }
    Ok(link)
}

async fn ids(
    connection: &mut SqliteConnection,
    sql: &'static str,
) -> Result<Vec<String>, JournalError> {
    sqlx::query_scalar(sql).fetch_all(connection).await.map_err(journal_error)
}

async fn seal_missing_salts(
    connection: &mut SqliteConnection,
    vault: &Vault,
) -> Result<(), JournalError> {
    let seal = |place: String| -> Result<Vec<u8>, JournalError> {
        vault.seal(&place, &salt()?).map_err(|error| JournalError::Database(Box::new(error)))
    };
    let replies: Vec<(i64, String)> =
        sqlx::query_as("select id, order_id from replies where salt_sealed is null")
            .fetch_all(&mut *connection)
            .await
            .map_err(journal_error)?;
    for (id, order) in replies {
        sqlx::query("update replies set salt_sealed = ? where id = ?")
            .bind(seal(format!("replies:{order}:salt"))?)
            .bind(id)
            .execute(&mut *connection)
            .await
            .map_err(journal_error)?;
    }
    let secrets: Vec<(String, i64)> =
        sqlx::query_as("select order_id, position from secrets where salt_sealed is null")
            .fetch_all(&mut *connection)
            .await
            .map_err(journal_error)?;
    for (order, position) in secrets {
        sqlx::query("update secrets set salt_sealed = ? where order_id = ? and position = ?")
            .bind(seal(format!("secrets:{order}:{position}:salt"))?)
            .bind(&order)
            .bind(position)
            .execute(&mut *connection)
            .await
            .map_err(journal_error)?;
    }
    Ok(())
}

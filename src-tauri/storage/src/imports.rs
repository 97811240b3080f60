//! Orders found at their suppliers after a restore: each becomes a sale of its own, once, without a
//! request, so that nothing of it can ever be sent.

use crate::{
    attention,
    chain::{
        Draft, Shown, append,
        tables::{ATTENTION, IMPORT, ORDERED, SALE, STRAY},
    },
    events::{self, More},
    open::{Storage, journal_error},
    orders, sales, shift_log, strays, tax_rules,
};
use domain::{
    ids::{OrderId, ProviderOrderId, SupplierId},
    money::Money,
    sale::{TenderKind, TenderState},
    time::Timestamp,
};
use engine::{
    ports::{
        books::{NewImport, PriceFrom},
        journal::{Guard, JournalError, NewSale, Note},
    },
    records::{AttentionKind, EventKind, OrderRecord, Tender},
};
use sqlx::SqliteConnection;

type Answer<T> = Result<T, JournalError>;

pub(crate) fn word_of(from: PriceFrom) -> &'static str {
    match from {
        PriceFrom::Product => "product",
        PriceFrom::Nobody => "nobody",
        PriceFrom::Person => "person",
    }
}

pub(crate) fn from_word(text: &str) -> Option<PriceFrom> {
    [PriceFrom::Product, PriceFrom::Nobody, PriceFrom::Person]
        .into_iter()
        .find(|from| word_of(*from) == text)
}

impl Storage {
    pub(crate) async fn put_import(&self, new: &NewImport) -> Answer<bool> {
        let vault = self.vault_needed()?;
        let order = &new.record;
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        if is_here(&mut tx, order).await? {
            return Ok(false);
        }
        let sale = sale_of(new);
        sales::put_row(&mut tx, &sale, sales::digest_of(&sale.request)).await?;
        orders::put_row(&mut tx, 0, order).await?;
        sqlx::query(
            "update orders set provider_order_id = ?2, sent_at = ?3, reason = ?4 where id = ?1",
        )
        .bind(order.id.as_str())
        .bind(order.provider_order_id.as_ref().map(ProviderOrderId::as_str))
        .bind(order.sent_at.map(|at| at.0))
        .bind(order.reason.as_ref().map(|reason| reason.code.as_str()))
        .execute(&mut *tx)
        .await
        .map_err(journal_error)?;
        let (shift, _) = shift_log::present(&mut tx).await?;
        sqlx::query("insert into imports (order_id, at, shift, price_from) values (?, ?, ?, ?)")
            .bind(order.id.as_str())
            .bind(new.note.at.0)
            .bind(shift)
            .bind(word_of(new.price_from))
            .execute(&mut *tx)
            .await
            .map_err(journal_error)?;
        attention::put(&mut tx, &order.id, AttentionKind::Imported, new.note.at).await?;
        let draft = Draft::new("opened", new.note.at)
            .sale(&sale.id)
            .say_some("clerk", new.note.clerk.as_deref())
            .show(&mut tx, vault, Shown::Of(&SALE, sale.id.as_str()))
            .await?;
        append(&mut tx, vault, draft).await?;
        let stray = strays::owner_of(&order.supplier, order.provider_order_id.as_ref());
        let was_stray = strays::settle(
            &mut tx,
            &order.supplier,
            order.provider_order_id.as_ref(),
            "ours",
            &new.note,
        )
        .await?;
        let id = order.id.as_str();
        let mut shows =
            vec![Shown::Of(&ORDERED, id), Shown::Of(&IMPORT, id), Shown::Of(&ATTENTION, id)];
        if was_stray {
            shows.push(Shown::Of(&STRAY, &stray));
        }
        let more = More { shows: &shows, ..More::default() };
        let link =
            events::add(&mut tx, vault, &order.id, EventKind::Imported, &new.note, more).await?;
        self.settle(tx, &link).await?;
        Ok(true)
    }

    pub(crate) async fn put_price(&self, order: &OrderId, price: Money, note: &Note) -> Answer<()> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let told = sqlx::query("update imports set price_from = ? where order_id = ?")
            .bind(word_of(PriceFrom::Person))
            .bind(order.as_str())
            .execute(&mut *tx)
            .await
            .map_err(journal_error)?;
        if told.rows_affected() == 0 {
            return Err(JournalError::Conflict);
        }
        let amount = price.amount().to_string();
        let rate: Option<String> = sqlx::query_scalar("select tax_rate from orders where id = ?")
            .bind(order.as_str())
            .fetch_one(&mut *tx)
            .await
            .map_err(journal_error)?;
        let rate = rate.as_deref().map(tax_rules::rate_of).transpose()?;
        sqlx::query("update orders set price = ?2, tax = ?3 where id = ?1")
            .bind(order.as_str())
            .bind(&amount)
            .bind(rate.and_then(|rate| rate.within(price).ok()).map(Money::to_price))
            .execute(&mut *tx)
            .await
            .map_err(journal_error)?;
        let sale: String = sqlx::query_scalar(
            "update sales set total = ?2, tender_amount = ?2
             where id = (select sale_id from orders where id = ?1) returning id",
        )
        .bind(order.as_str())
        .bind(&amount)
        .fetch_one(&mut *tx)
        .await
        .map_err(journal_error)?;
        sqlx::query(
            "update attention set seen_at = ? where order_id = ? and kind = ? and seen_at is null",
        )
        .bind(note.at.0)
        .bind(order.as_str())
        .bind(AttentionKind::Imported.as_str())
        .execute(&mut *tx)
        .await
        .map_err(journal_error)?;
        let vault = self.vault_needed()?;
        let draft = Draft::new("price_told", note.at)
            .sale(&domain::ids::SaleId::new(&sale))
            .say_some("clerk", note.clerk.as_deref())
            .show(&mut tx, vault, Shown::Of(&SALE, &sale))
            .await?;
        append(&mut tx, vault, draft).await?;
        let id = order.as_str();
        let shows = [Shown::Of(&IMPORT, id), Shown::Of(&ATTENTION, id)];
        let more = More { shows: &shows, ..More::default() };
        let link = events::add(&mut tx, vault, order, EventKind::PriceTold, note, more).await?;
        self.settle(tx, &link).await
    }

    pub(crate) async fn price_source(&self, order: &OrderId) -> Answer<Option<PriceFrom>> {
        let word: Option<String> =
            sqlx::query_scalar("select price_from from imports where order_id = ?")
                .bind(order.as_str())
                .fetch_optional(&self.readers)
                .await
                .map_err(journal_error)?;
        word.map(|word| crate::rows::word("price", &word, from_word)).transpose()
    }

    pub(crate) async fn look_of(&self, supplier: &SupplierId) -> Answer<Option<Timestamp>> {
        let at: Option<i64> =
            sqlx::query_scalar("select at from supplier_looks where supplier = ?")
                .bind(supplier.as_str())
                .fetch_optional(&self.readers)
                .await
                .map_err(journal_error)?;
        Ok(at.map(Timestamp))
    }

    pub(crate) async fn put_look(&self, supplier: &SupplierId, at: Timestamp) -> Answer<()> {
        sqlx::query(
            "insert into supplier_looks (supplier, at) values (?, ?)
             on conflict (supplier) do update set at = excluded.at",
        )
        .bind(supplier.as_str())
        .bind(at.0)
        .execute(&self.writer)
        .await
        .map_err(journal_error)?;
        Ok(())
    }
}

/// Whether an order has this reference, or is this order of its supplier's.
async fn is_here(connection: &mut SqliteConnection, order: &OrderRecord) -> Answer<bool> {
    sqlx::query_scalar(
        "select exists (select 1 from orders where reference = ?1)
             or exists (select 1 from orders where supplier = ?2 and provider_order_id = ?3)",
    )
    .bind(order.reference.as_str())
    .bind(order.supplier.as_str())
    .bind(order.provider_order_id.as_ref().map(ProviderOrderId::as_str))
    .fetch_one(connection)
    .await
    .map_err(journal_error)
}

/// Its sale: paid, in some way; its money is in no shift of this till.
fn sale_of(new: &NewImport) -> NewSale {
    let order = &new.record;
    NewSale {
        id: order.sale_id.clone(),
        request_id: None,
        request: String::new(),
        tender: Tender {
            kind: TenderKind::Cash,
            processor: None,
            state: TenderState::Paid,
            amount: order.price,
            received: None,
            card: None,
        },
        charge: None,
        debt: None,
        orders: Vec::new(),
        total: order.price,
        clerk: None,
        overridden: Vec::new(),
        created_at: order.created_at,
        guard: Guard::SellAgain,
    }
}

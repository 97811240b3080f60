//! Card tenders: written down with their sale, moved on one step at a time, passed on with the
//! orders that wait for them.

use crate::{
    chain::{
        Draft, Link, Shown, append,
        tables::{CHARGE, TENDER},
    },
    events,
    open::{Storage, journal_error},
    shift_log::{self, Line},
    tender_rows::{RequestRow, headers_to_text, request},
    tender_steps::{picture, tell},
    vault::Vault,
};
use async_trait::async_trait;
use domain::{
    ids::{MoveId, OrderId, OwnerId, SaleId},
    money::Money,
    sale::TenderState,
    shop::{WATCH_FOR, is_watched, is_watched_longer, late_look_due, watch_began},
    time::Timestamp,
};
use engine::{
    ports::{
        Tenders,
        journal::{JournalError, Note, OpenCounts},
        shifts::LogKind,
        supplier::{WireReply, WireRequest},
        tenders::{NewTender, TenderRecord},
    },
    records::EventKind,
    tender::machine::Batch,
};
use sqlx::SqliteConnection;
use std::time::Duration;

type Answer<T> = Result<T, JournalError>;

/// Looked at together at most; the rest is due the next time.
const DUE_MAX: u32 = 200;
/// From one look to the next at a page that was given up and can still be paid (INV-12: at most 60 an
/// hour).
const PAGE_LOOK: Duration = Duration::from_secs(60);

/// Writes a tender down, in its sale's transaction.
pub(crate) async fn put(
    connection: &mut SqliteConnection,
    vault: &Vault,
    new: &NewTender,
) -> Answer<Link> {
    let NewTender { record, request } = new;
    sqlx::query(
        "insert into tenders (sale_id, id, processor, description, expire_at, card_tail, created_at,
             owner)
         values (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(record.sale_id.as_str())
    .bind(record.id.as_str())
    .bind(record.processor.as_str())
    .bind(&record.description)
    .bind(record.expire_at.map(|at| at.0))
    .bind(&record.card_tail)
    .bind(record.created_at.0)
    .bind(record.owner.as_str())
    .execute(&mut *connection)
    .await
    .map_err(journal_error)?;
    sqlx::query(
        "insert into charge_requests (sale_id, method, url, headers, body) values (?, ?, ?, ?, ?)",
    )
    .bind(record.sale_id.as_str())
    .bind(request.method)
    .bind(&request.url)
    .bind(headers_to_text(request)?)
    .bind(&request.body)
    .execute(&mut *connection)
    .await
    .map_err(journal_error)?;
    let sale = record.sale_id.as_str();
    let draft = Draft::new("tender", record.created_at).sale(&record.sale_id);
    let draft = draft.show(connection, vault, Shown::Of(&TENDER, sale)).await?;
    let draft = draft.show(connection, vault, Shown::Of(&CHARGE, sale)).await?;
    append(connection, vault, draft).await
}

/// A tender that was given up, as far as its next late look depends on it.
#[derive(sqlx::FromRow)]
struct DueRow {
    sale_id: String,
    sent_at: i64,
    watched_at: Option<i64>,
    finished_at: i64,
    expire_at: Option<i64>,
    watch_began_at: Option<i64>,
    told_first: Option<i64>,
    told_last: Option<i64>,
}

impl DueRow {
    /// As long as somebody may still pay on a page that was given up, every minute; then ever more
    /// rarely.
    fn is_due(&self, now: Timestamp, settle_window: Duration) -> bool {
        let last = Timestamp(self.watched_at.unwrap_or(self.finished_at));
        let payable = self.expire_at.is_some_and(|end| Timestamp(end).after(PAGE_LOOK) > now);
        let watched = self.watched_at.map(Timestamp);
        let began = self.watch_began_at.map(Timestamp);
        let told = self.told_first.zip(self.told_last);
        let told = told.map(|(first, last)| (Timestamp(first), Timestamp(last)));
        let ended = Timestamp(self.finished_at);
        (is_watched(ended, began, now) || is_watched_longer(ended, told, now))
            && ((payable && now.since(last) >= PAGE_LOOK)
                || late_look_due(Timestamp(self.sent_at), watched, now, settle_window))
    }
}

#[async_trait]
impl Tenders for Storage {
    async fn tender(&self, sale: &SaleId) -> Answer<Option<TenderRecord>> {
        self.tender_record(sale).await
    }

    async fn charge_request(&self, sale: &SaleId) -> Answer<WireRequest> {
        let row: Option<RequestRow> = sqlx::query_as(
            "select method, url, headers, body from charge_requests where sale_id = ?",
        )
        .bind(sale.as_str())
        .fetch_optional(&self.readers)
        .await
        .map_err(journal_error)?;
        request(row, &format!("the tender of sale {sale}"))
    }

    async fn move_request(&self, id: &MoveId) -> Answer<WireRequest> {
        let row: Option<RequestRow> = sqlx::query_as(
            "select method, url, headers, body from money_moves where id = ? and method is not null",
        )
        .bind(id.as_str())
        .fetch_optional(&self.readers)
        .await
        .map_err(journal_error)?;
        request(row, &format!("the movement {id}"))
    }

    async fn commit_tender(&self, sale: &SaleId, version: u32, batch: &Batch) -> Answer<()> {
        self.commit_tender_step(sale, version, batch).await
    }

    async fn keep_tender_reply(
        &self,
        sale: &SaleId,
        at: Timestamp,
        reply: &WireReply,
    ) -> Answer<()> {
        let mut connection = self.writer.acquire().await.map_err(journal_error)?;
        self.put_tender_reply(&mut connection, sale, at, reply).await
    }

    async fn adopt_tenders(&self, me: &OwnerId, at: Timestamp) -> Answer<Vec<SaleId>> {
        let owning = self.owners("select distinct owner from tenders where closed = 0").await?;
        let dead = self.dead_among(owning, me);
        if dead.is_empty() {
            return Ok(Vec::new());
        }
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let mut adopted = Vec::new();
        for owner in dead {
            let sales: Vec<String> = sqlx::query_scalar(
                "update tenders set owner = ? where owner = ? and closed = 0 returning sale_id",
            )
            .bind(me.as_str())
            .bind(owner.as_str())
            .fetch_all(&mut *tx)
            .await
            .map_err(journal_error)?;
            adopted.extend(sales.into_iter().map(SaleId::new));
        }
        let (vault, mut link) = (self.vault_needed()?, None);
        for sale in &adopted {
            link = take_waiting_orders(&mut tx, vault, sale, me, at).await?.or(link);
        }
        match link {
            Some(link) => self.settle(tx, &link).await?,
            None => tx.commit().await.map_err(journal_error)?,
        }
        adopted.sort();
        Ok(adopted)
    }

    async fn tenders_owned_by(&self, owner: &OwnerId) -> Answer<Vec<SaleId>> {
        let sales: Vec<String> = sqlx::query_scalar(
            "select sale_id from tenders where owner = ? and closed = 0 order by sale_id",
        )
        .bind(owner.as_str())
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(sales.into_iter().map(SaleId::new).collect())
    }

    async fn tenders_due(&self, now: Timestamp) -> Answer<Vec<SaleId>> {
        if !now.is_possible() {
            return Ok(Vec::new());
        }
        let settle_window = self.engine_settings().await?.settle_window;
        let rows: Vec<DueRow> = sqlx::query_as(
            "select t.sale_id, t.sent_at, t.watched_at, t.finished_at, t.expire_at,
                 t.watch_began_at, t.told_first, t.told_last
             from tenders t join sales s on s.id = t.sale_id
             where t.closed = 1 and t.sent_at is not null
               and (t.finished_at > ?1
                 or (t.finished_at < ?2 and coalesce(t.watch_began_at, ?3) > ?1)
                 or (t.finished_at > ?5 and t.told_last - t.told_first < ?6))
               and s.tender_state in ('failed', 'expired', 'refunded')
             order by coalesce(t.watched_at, t.finished_at), t.sale_id limit ?4",
        )
        .bind(now.before(WATCH_FOR).0)
        .bind(Timestamp::EARLIEST.0)
        .bind(now.0)
        .bind(DUE_MAX)
        .bind(now.before(WATCH_FOR).before(WATCH_FOR).0)
        .bind(i64::try_from(WATCH_FOR.as_millis()).unwrap_or(i64::MAX))
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        let due = rows.into_iter().filter(|row| row.is_due(now, settle_window));
        Ok(due.map(|row| SaleId::new(row.sale_id)).collect())
    }

    async fn tender_watched(
        &self,
        sale: &SaleId,
        at: Timestamp,
        told: Option<Timestamp>,
    ) -> Answer<()> {
        let mut connection = self.writer.acquire().await.map_err(journal_error)?;
        sqlx::query(
            "update tenders set watched_at = ?1, watch_began_at = coalesce(watch_began_at, ?2),
                 told_first = coalesce(told_first, ?4), told_last = coalesce(?4, told_last)
             where sale_id = ?3",
        )
        .bind(at.0)
        .bind(watch_began(None, at).map(|at| at.0))
        .bind(sale.as_str())
        .bind(told.map(|told| told.0))
        .execute(&mut *connection)
        .await
        .map_err(journal_error)?;
        Ok(())
    }

    async fn open_tenders(&self) -> Answer<OpenCounts> {
        let (unfinished, needs_attention): (u32, u32) = sqlx::query_as(
            "select coalesce(sum(not exists (select 1 from orders o where o.sale_id = t.sale_id
                        and o.state in ('prepared', 'waiting', 'unknown', 'needs_attention'))), 0),
                    coalesce(sum(needs_person), 0)
             from tenders t where closed = 0 or needs_person = 1",
        )
        .fetch_one(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(OpenCounts { unfinished, needs_attention })
    }

    async fn give_cash_back(&self, sale: &SaleId, amount: Money, note: &Note) -> Answer<()> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let kind: Option<String> = sqlx::query_scalar(
            "update sales set tender_state = ?
             where id = ? and tender_kind in ('cash', 'debt') and tender_state = ?
             returning tender_kind",
        )
        .bind(TenderState::Refunded.as_str())
        .bind(sale.as_str())
        .bind(TenderState::Paid.as_str())
        .fetch_optional(&mut *tx)
        .await
        .map_err(journal_error)?;
        let (tender, told) = match kind.as_deref() {
            Some(shift_log::CASH) => (shift_log::CASH, EventKind::CashBack),
            Some(_) => (shift_log::DEBT, EventKind::DebtTakenOff),
            None => return Err(JournalError::Conflict),
        };
        sqlx::query(
            "insert into money_moves (id, sale_id, position, kind, amount, currency, state, at,
                 settled_at)
             values (?1, ?1, 0, 'refund', ?2, ?3, 'done', ?4, ?4)",
        )
        .bind(sale.as_str())
        .bind(amount.amount().to_string())
        .bind(amount.currency().code())
        .bind(note.at.0)
        .execute(&mut *tx)
        .await
        .map_err(journal_error)?;
        let line = Line::new(LogKind::Refunded, note.at);
        let line = line.of_sale(sale, tender, amount);
        let clerk = note.clerk.as_deref();
        shift_log::put(&mut tx, &Line { clerk, reason: note.detail.as_deref(), ..line }).await?;
        shift_log::all_returned(&mut tx, sale, note.at).await?;
        let vault = self.vault_needed()?;
        tell(&mut tx, vault, sale, told, note).await?;
        let link = picture(&mut tx, vault, sale, note.at).await?;
        self.settle(tx, &link).await
    }
}

async fn take_waiting_orders(
    connection: &mut SqliteConnection,
    vault: &Vault,
    sale: &SaleId,
    me: &OwnerId,
    at: Timestamp,
) -> Answer<Option<Link>> {
    let taken: Vec<String> = sqlx::query_scalar(
        "update orders set owner = ? where sale_id = ? and state = 'prepared' returning id",
    )
    .bind(me.as_str())
    .bind(sale.as_str())
    .fetch_all(&mut *connection)
    .await
    .map_err(journal_error)?;
    let mut link = None;
    for order in taken.into_iter().map(OrderId::new) {
        link = events::add_adopted(connection, vault, &order, at).await?.or(link);
    }
    Ok(link)
}

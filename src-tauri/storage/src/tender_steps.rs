//! One step of a card tender: its new state, its movements, its events, in one transaction.

use crate::{
    attention,
    chain::{
        Draft, Link, Shown, append,
        tables::{ATTENTION, MONEY_MOVE, SALE, SHIFT_LOG, TENDER},
    },
    events::{self, More},
    open::{Storage, journal_error},
    shift_log,
    tender_rows::{headers_to_text, parts_to_text},
    vault::Vault,
};
use domain::{
    ids::{OrderId, OwnerId, SaleId},
    time::Timestamp,
};
use engine::{
    ports::{
        journal::{JournalError, Note},
        processor::Move,
        supplier::{WireReply, WireRequest},
    },
    records::{AttentionKind, EventKind},
    tender::machine::Batch,
};
use sqlx::SqliteConnection;

type Answer<T> = Result<T, JournalError>;

impl Storage {
    /// Writes a step. Nothing leaves without room for its outcome, and an outcome is written even if
    /// that takes the disk reserve (INV-17).
    pub(crate) async fn commit_tender_step(
        &self,
        sale: &SaleId,
        version: u32,
        batch: &Batch,
    ) -> Answer<()> {
        let leaves = batch.sent || !batch.moves.is_empty();
        if leaves {
            self.reserve_room().await?;
        }
        match self.write_tender_step(sale, version, batch).await {
            Err(JournalError::DiskFull) if !leaves && self.release_reserve() => {
                self.write_tender_step(sale, version, batch).await
            }
            tried => tried,
        }
    }

    async fn write_tender_step(&self, sale: &SaleId, version: u32, batch: &Batch) -> Answer<()> {
        let vault = self.vault_needed()?;
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let before = state_of(&mut tx, sale).await?;
        let moved = before != batch.state.as_str();
        advance(&mut tx, sale, version, batch, moved).await?;
        for (made, request) in &batch.moves {
            put_move(&mut tx, sale, batch.at, made, Some(request)).await?;
        }
        if let Some((id, state)) = &batch.settled {
            sqlx::query("update money_moves set state = ?, settled_at = ? where id = ?")
                .bind(state.as_str())
                .bind(batch.at.0)
                .bind(id.as_str())
                .execute(&mut *tx)
                .await
                .map_err(journal_error)?;
        }
        shift_log::card_moved(&mut tx, sale, batch).await?;
        if let Some(kind) = batch.attention {
            let first = orders_of(&mut tx, sale).await?.into_iter().next();
            if let Some(order) = first {
                attention::put(&mut tx, &order, kind, batch.at).await?;
            }
        } else if moved {
            settled_by_itself(&mut tx, sale, batch.at).await?;
        }
        if let Some(reply) = &batch.reply {
            self.put_tender_reply(&mut tx, sale, batch.at, reply).await?;
        }
        if let Some(kind) = batch.kind {
            let (clerk, detail) = (batch.clerk.clone(), batch.detail.clone());
            tell(&mut tx, vault, sale, kind, &Note { at: batch.at, clerk, detail }).await?;
        }
        let link = picture(&mut tx, vault, sale, batch.at).await?;
        self.settle(tx, &link).await
    }

    pub(crate) async fn put_tender_reply(
        &self,
        connection: &mut SqliteConnection,
        sale: &SaleId,
        at: Timestamp,
        reply: &WireReply,
    ) -> Answer<()> {
        let sealed = self
            .vault_needed()?
            .seal(&format!("tender_replies:{sale}:body"), &reply.body)
            .map_err(|error| JournalError::Database(Box::new(error)))?;
        sqlx::query(
            "insert into tender_replies (sale_id, at, status, complete, body_sealed)
             values (?, ?, ?, ?, ?)",
        )
        .bind(sale.as_str())
        .bind(at.0)
        .bind(reply.status)
        .bind(reply.complete)
        .bind(sealed)
        .execute(connection)
        .await
        .map_err(journal_error)?;
        Ok(())
    }
}

async fn state_of(connection: &mut SqliteConnection, sale: &SaleId) -> Answer<String> {
    sqlx::query_scalar("select tender_state from sales where id = ?")
        .bind(sale.as_str())
        .fetch_one(connection)
        .await
        .map_err(journal_error)
}

/// The tender's own row, if it is still in the version the step was decided from.
async fn advance(
    connection: &mut SqliteConnection,
    sale: &SaleId,
    version: u32,
    batch: &Batch,
    moved: bool,
) -> Answer<()> {
    let parts = batch.parts.as_deref().map(parts_to_text).transpose()?;
    let asks = batch.attention.map(AttentionKind::holds_sale);
    let needs_person = asks.filter(|asks| *asks).or(moved.then_some(false));
    let changed = sqlx::query(
        "update tenders set
             version = version + 1,
             sent_at = case when ?3 then coalesce(sent_at, ?4) else sent_at end,
             finished_at = case when ?5 then coalesce(finished_at, ?4) else finished_at end,
             closed = ?5,
             reason = coalesce(?6, reason),
             reason_detail = case when ?6 is not null then ?7 else reason_detail end,
             pay_url = coalesce(?8, pay_url),
             word = coalesce(?9, word),
             parts = coalesce(?10, parts),
             owner = coalesce(?11, owner),
             needs_person = coalesce(?12, needs_person)
         where sale_id = ?1 and version = ?2",
    )
    .bind(sale.as_str())
    .bind(version)
    .bind(batch.sent)
    .bind(batch.at.0)
    .bind(batch.closed)
    .bind(batch.reason.as_ref().map(|reason| reason.code.as_str()))
    .bind(batch.reason.as_ref().and_then(|reason| reason.detail.as_ref()))
    .bind(&batch.pay_url)
    .bind(&batch.word)
    .bind(parts)
    .bind(batch.owner.as_ref().map(OwnerId::as_str))
    .bind(needs_person)
    .execute(&mut *connection)
    .await
    .map_err(journal_error)?
    .rows_affected();
    if changed != 1 {
        return Err(JournalError::Conflict);
    }
    sqlx::query("update sales set tender_state = ? where id = ?")
        .bind(batch.state.as_str())
        .bind(sale.as_str())
        .execute(connection)
        .await
        .map_err(journal_error)?;
    Ok(())
}

async fn put_move(
    connection: &mut SqliteConnection,
    sale: &SaleId,
    at: Timestamp,
    made: &Move,
    request: Option<&WireRequest>,
) -> Answer<()> {
    sqlx::query(
        "insert into money_moves (id, sale_id, position, kind, amount, currency, part, state, at,
             method, url, headers, body)
         values (?1, ?2, (select count(*) from money_moves where sale_id = ?2), ?3, ?4, ?5, ?6, ?7,
             ?8, ?9, ?10, ?11, ?12)",
    )
    .bind(made.id.as_str())
    .bind(sale.as_str())
    .bind(made.kind.as_str())
    .bind(made.amount.amount().to_string())
    .bind(made.amount.currency().code())
    .bind(&made.part)
    .bind(made.state.as_str())
    .bind(at.0)
    .bind(request.map(|request| request.method))
    .bind(request.map(|request| &request.url))
    .bind(request.map(headers_to_text).transpose()?)
    .bind(request.map(|request| &request.body))
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

async fn orders_of(connection: &mut SqliteConnection, sale: &SaleId) -> Answer<Vec<OrderId>> {
    let ids: Vec<String> =
        sqlx::query_scalar("select id from orders where sale_id = ? order by position")
            .bind(sale.as_str())
            .fetch_all(connection)
            .await
            .map_err(journal_error)?;
    Ok(ids.into_iter().map(OrderId::new).collect())
}

/// What happened to a sale's money is part of the story of each of its orders. It comes after the
/// rows it tells of; what persons are told of them is pictured with it.
pub(crate) async fn tell(
    connection: &mut SqliteConnection,
    vault: &Vault,
    sale: &SaleId,
    kind: EventKind,
    note: &Note,
) -> Answer<()> {
    for order in orders_of(connection, sale).await? {
        let shows = [Shown::Of(&ATTENTION, order.as_str())];
        let more = More { shows: &shows, ..More::default() };
        events::add(connection, vault, &order, kind, note, more).await?;
    }
    Ok(())
}

/// The record of where a sale's money is; the last of its transaction.
pub(crate) async fn picture(
    connection: &mut SqliteConnection,
    vault: &Vault,
    sale: &SaleId,
    at: Timestamp,
) -> Answer<Link> {
    let mut draft = Draft::new("tender", at).sale(sale);
    for table in [&SALE, &TENDER, &MONEY_MOVE, &SHIFT_LOG] {
        draft = draft.show(connection, vault, Shown::Of(table, sale.as_str())).await?;
    }
    append(connection, vault, draft).await
}

/// The money has moved on: what a person was asked about it needs no answer any more.
async fn settled_by_itself(
    connection: &mut SqliteConnection,
    sale: &SaleId,
    at: Timestamp,
) -> Answer<()> {
    sqlx::query(
        "update attention set seen_at = ? where seen_at is null and kind in (?, ?)
         and order_id in (select id from orders where sale_id = ?)",
    )
    .bind(at.0)
    .bind(AttentionKind::MoneyNotBack.as_str())
    .bind(AttentionKind::MoneyUnclear.as_str())
    .bind(sale.as_str())
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

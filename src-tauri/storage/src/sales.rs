//! Sales: written down whole, with every guard checked in the same transaction.

use crate::{
    chain::{
        Draft, Link, Shown, append, salt,
        tables::{ATTENTION, HAND_OVER, SALE, SHIFT_LOG},
    },
    debts,
    events::{self, More},
    favourites,
    open::{Storage, journal_error},
    orders,
    rows::{decimal, fields_to_text, money, word},
    shift_log::{self, Line},
    stock, tenders,
    vault::Vault,
};
use domain::{
    ids::{OrderId, SaleId},
    money::Money,
    order::Purpose,
    phone::Phone,
    sale::{TenderKind, TenderState},
    time::Timestamp,
};
use engine::{
    ports::{
        journal::{Guard, JournalError, NewSale, Note, Opening},
        shifts::LogKind,
    },
    records::{CardTender, EventKind, HandOver, OrderRecord, SaleRecord, Tender},
};
use sha2::{Digest as _, Sha256};
use sqlx::{FromRow, SqliteConnection};

#[derive(FromRow)]
struct Row {
    tender_kind: String,
    processor: Option<String>,
    tender_state: String,
    tender_amount: String,
    tender_currency: String,
    received: Option<String>,
    total: String,
    currency: String,
    clerk: Option<String>,
    created_at: i64,
    pay_url: Option<String>,
    asked: Option<bool>,
    closed: Option<bool>,
    needs_person: Option<bool>,
}

impl Storage {
    pub(crate) async fn earlier_request(
        &self,
        request_id: &str,
        request: &str,
    ) -> Result<Option<Opening>, JournalError> {
        let mut connection = self.readers.acquire().await.map_err(journal_error)?;
        repeated(&mut connection, request_id, &digest_of(request)).await
    }

    pub(crate) async fn put_sale(&self, sale: &NewSale) -> Result<Opening, JournalError> {
        // Where there is no room for an outcome, nothing begins (INV-17).
        self.reserve_room().await?;
        let vault = self.vault_needed()?;
        let digest = digest_of(&sale.request);
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        if let Some(request_id) = &sale.request_id
            && let Some(opening) = repeated(&mut tx, request_id, &digest).await?
        {
            return Ok(opening);
        }
        if let Some(room) = stock::lacks_room(&mut tx, sale).await? {
            return Ok(Opening::NoRoom(room));
        }
        let twin = first_twin(&mut tx, sale).await?;
        if let (Guard::Stop, Some(earlier)) = (sale.guard, &twin) {
            return Ok(Opening::Unfinished(earlier.clone()));
        }
        if let Some(stop) = debts::objection(&mut tx, sale).await? {
            return Ok(Opening::NoCredit(stop));
        }
        put_row(&mut tx, sale, digest).await?;
        for_the_shift(&mut tx, sale, twin.is_some()).await?;
        let draft = Draft::new("opened", sale.created_at)
            .sale(&sale.id)
            .say_some("clerk", sale.clerk.as_deref())
            .say_some("debt", over_limit(sale));
        let draft = draft.show(&mut tx, vault, Shown::Of(&SALE, sale.id.as_str())).await?;
        let draft = draft.show(&mut tx, vault, Shown::Of(&SHIFT_LOG, sale.id.as_str())).await?;
        let mut link = append(&mut tx, vault, draft).await?;
        for (position, order) in (0_u32..).zip(&sale.orders) {
            link = orders::put(&mut tx, vault, position, order).await?;
            if order.record.purpose == Purpose::Customer {
                favourites::count(&mut tx, &order.record.product_id, sale.created_at).await?;
            }
        }
        for (order, said) in &sale.overridden {
            let kind = EventKind::GuardOverridden;
            let (clerk, detail) = (said.by.clone(), Some(said.told()));
            let note = Note { at: sale.created_at, clerk, detail };
            link = events::add(&mut tx, vault, order, kind, &note, More::default()).await?;
        }
        if let Some(charge) = &sale.charge {
            link = tenders::put(&mut tx, vault, charge).await?;
        }
        self.settle(tx, &link).await?;
        Ok(Opening::Opened)
    }

    pub(crate) async fn sale_of(&self, id: &SaleId) -> Result<Option<SaleRecord>, JournalError> {
        let row: Option<Row> = sqlx::query_as(
            "select s.tender_kind, s.processor, s.tender_state, s.tender_amount, s.tender_currency,
                 s.received, s.total, s.currency, s.clerk, s.created_at,
                 t.pay_url, t.sent_at is not null and t.sale_id is not null as asked, t.closed,
                 t.needs_person
             from sales s left join tenders t on t.sale_id = s.id where s.id = ?",
        )
        .bind(id.as_str())
        .fetch_optional(&self.readers)
        .await
        .map_err(journal_error)?;
        let Some(row) = row else { return Ok(None) };
        let amount = money(&row.tender_amount, &row.tender_currency)?;
        let received = row.received.as_deref().map(decimal).transpose()?;
        let tender = Tender {
            kind: word("tender", &row.tender_kind, TenderKind::from_word)?,
            processor: row.processor,
            state: word("tender state", &row.tender_state, TenderState::from_word)?,
            amount,
            received: received.map(|cash| Money::new(cash, amount.currency())),
            card: row.closed.map(|closed| CardTender {
                pay_url: row.pay_url,
                asked: row.asked.unwrap_or(false),
                closed,
                needs_person: row.needs_person.unwrap_or(false),
            }),
        };
        Ok(Some(SaleRecord {
            id: id.clone(),
            tender,
            orders: self.orders_of_sale(id).await?,
            hand_overs: self.hand_overs_of(id).await?,
            total: money(&row.total, &row.currency)?,
            clerk: row.clerk,
            created_at: Timestamp(row.created_at),
        }))
    }

    pub(crate) async fn put_hand_over(
        &self,
        order: &OrderRecord,
        kind: EventKind,
        outcome: &HandOver,
        note: &Note,
    ) -> Result<u32, JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let (vault, whose) = (self.vault_needed()?, (&order.id, order.sale_id.as_str()));
        let (copies, link) = hand_over(&mut tx, vault, whose, kind, outcome, note).await?;
        self.settle(tx, &link).await?;
        Ok(copies)
    }

    async fn hand_overs_of(&self, id: &SaleId) -> Result<Vec<HandOver>, JournalError> {
        let rows: Vec<(String, bool, Option<String>)> =
            sqlx::query_as("select via, ok, message from hand_overs where sale_id = ? order by id")
                .bind(id.as_str())
                .fetch_all(&self.readers)
                .await
                .map_err(journal_error)?;
        Ok(rows.into_iter().map(|(via, ok, message)| HandOver { via, ok, message }).collect())
    }
}

/// Notes how a hand-over of an order (and its sale) ended, and counts the copy. It comes last in its
/// transaction.
pub(crate) async fn hand_over(
    connection: &mut SqliteConnection,
    vault: &Vault,
    (order, sale): (&OrderId, &str),
    kind: EventKind,
    outcome: &HandOver,
    note: &Note,
) -> Result<(u32, Link), JournalError> {
    let copies: u32 =
        sqlx::query_scalar("update orders set copies = copies + ? where id = ? returning copies")
            .bind(u32::from(outcome.ok))
            .bind(order.as_str())
            .fetch_one(&mut *connection)
            .await
            .map_err(journal_error)?;
    sqlx::query(
        "insert into hand_overs (sale_id, at, via, ok, message, message_salt)
         values (?, ?, ?, ?, ?, ?)",
    )
    .bind(sale)
    .bind(note.at.0)
    .bind(&outcome.via)
    .bind(outcome.ok)
    .bind(&outcome.message)
    .bind(outcome.message.as_ref().map(|_| salt()).transpose()?)
    .execute(&mut *connection)
    .await
    .map_err(journal_error)?;
    // What has to be told of a text message changes with it.
    let shows = [Shown::Newest(&HAND_OVER, sale), Shown::Of(&ATTENTION, order.as_str())];
    let more = More { shows: &shows, ..More::default() };
    let link = events::add(connection, vault, order, kind, note, more).await?;
    Ok((copies, link))
}

pub(crate) async fn put_row(
    connection: &mut SqliteConnection,
    sale: &NewSale,
    digest: Vec<u8>,
) -> Result<(), JournalError> {
    let tender = &sale.tender;
    sqlx::query(
        "insert into sales (id, request_id, request_digest, request_salt, tender_kind, processor,
             tender_state, tender_amount, tender_currency, received, total, currency, clerk,
             created_at, debtor)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as integer))",
    )
    .bind(sale.id.as_str())
    .bind(&sale.request_id)
    .bind(digest)
    .bind(salt()?)
    .bind(tender.kind.as_str())
    .bind(&tender.processor)
    .bind(tender.state.as_str())
    .bind(tender.amount.amount().to_string())
    .bind(tender.amount.currency().code())
    .bind(tender.received.map(|cash| cash.amount().to_string()))
    .bind(sale.total.amount().to_string())
    .bind(sale.total.currency().code())
    .bind(&sale.clerk)
    .bind(sale.created_at.0)
    .bind(sale.debt.as_ref().map(|debt| debt.debtor.as_str()))
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

/// What the shift has to answer for: cash is in the drawer and a debt is owed when the sale begins, a
/// card's money comes with its tender; and a clerk who sold what was not finished once more.
async fn for_the_shift(
    connection: &mut SqliteConnection,
    sale: &NewSale,
    again: bool,
) -> Result<(), JournalError> {
    // What is bought for the shelf takes nobody's money, and is in no Z until it is sold.
    if sale.orders.iter().any(|order| order.record.purpose == Purpose::Shelf) {
        return Ok(());
    }
    let clerk = sale.clerk.as_deref();
    if let Some(tender) = shift_log::at_once(sale.tender.kind) {
        shift_log::sold(connection, &sale.id).await?;
        let line = Line::new(LogKind::Taken, sale.created_at);
        let line = line.of_sale(&sale.id, tender, sale.tender.amount);
        shift_log::put(connection, &Line { clerk, ..line }).await?;
    }
    if again {
        let line = Line::new(LogKind::Again, sale.created_at);
        shift_log::put(connection, &Line { clerk, sale: Some(&sale.id), ..line }).await?;
    }
    Ok(())
}

/// What the record says where somebody let a sale pass its customer's limit.
fn over_limit(sale: &NewSale) -> Option<&'static str> {
    sale.debt.as_ref().filter(|debt| debt.over_limit).map(|_| "limit passed")
}

/// The first unfinished order of the same kind among all that are sold.
async fn first_twin(
    connection: &mut SqliteConnection,
    sale: &NewSale,
) -> Result<Option<SaleId>, JournalError> {
    for order in &sale.orders {
        if let Some(earlier) = unfinished_twin(connection, &order.record).await? {
            return Ok(Some(earlier));
        }
    }
    Ok(None)
}

/// A request's text may hold a phone number; only its digest is kept.
pub(crate) fn digest_of(request: &str) -> Vec<u8> {
    Sha256::digest(request.as_bytes()).to_vec()
}

/// Whether this request id was here before, and as the same request.
async fn repeated(
    connection: &mut SqliteConnection,
    request_id: &str,
    digest: &[u8],
) -> Result<Option<Opening>, JournalError> {
    let row: Option<(String, Vec<u8>)> =
        sqlx::query_as("select id, request_digest from sales where request_id = ?")
            .bind(request_id)
            .fetch_optional(connection)
            .await
            .map_err(journal_error)?;
    Ok(row.map(|(id, before)| {
        if before == digest { Opening::Repeated(SaleId::new(id)) } else { Opening::RequestIdReused }
    }))
}

/// An unfinished order for the same product and the same phone or account given by a customer. One
/// that waits for its card tender does not count: it may never be paid.
async fn unfinished_twin(
    connection: &mut SqliteConnection,
    order: &OrderRecord,
) -> Result<Option<SaleId>, JournalError> {
    let fields = fields_to_text(&order.fields)?;
    let earlier: Option<String> = sqlx::query_scalar(
        "select sale_id from orders
         where product_id = ?1
           and state in ('prepared', 'waiting', 'unknown', 'needs_attention')
           and ((?2 is not null and phone = ?2) or (?3 <> '{}' and fields = ?3))
           and not (state = 'prepared' and exists (select 1 from sales s
               where s.id = orders.sale_id and s.tender_state in ('pending', 'unknown')))
         order by created_at desc limit 1",
    )
    .bind(order.product_id.as_str())
    .bind(order.phone.as_ref().map(Phone::as_str))
    .bind(fields)
    .fetch_optional(connection)
    .await
    .map_err(journal_error)?;
    Ok(earlier.map(SaleId::new))
}

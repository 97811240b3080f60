//! What an accountant takes away: orders, sales and the journal, row by row from one consistent
//! picture, never all of it at once. Codes are here only as they may be shown to anyone.

use crate::{
    chain::record::{Record, hex},
    open::{Storage, journal_error},
    orders,
    rows::{corrupt, decimal, money, word},
    shift_log::CASH,
};
use domain::{
    money::{Currency, Money},
    order::OrderState,
    reason::ReasonCode,
    sale::{SaleState, TenderKind, TenderState},
    time::Timestamp,
};
use engine::{
    ports::journal::JournalError,
    records::{CardTender, MaskedSecret, OrderRecord, Tender, sale_state},
};
use futures_util::TryStreamExt as _;
use rust_decimal::Decimal;
use sqlx::{FromRow, SqliteConnection};
use std::{collections::HashMap, io};

/// From when to when; the end is not part of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Span {
    /// The first moment.
    pub from: Option<Timestamp>,
    /// The first moment after it.
    pub until: Option<Timestamp>,
}

/// An order and who sold it.
#[derive(Debug)]
pub struct ExportedOrder {
    /// The order, its secrets masked.
    pub order: OrderRecord,
    /// Who sold it.
    pub clerk: Option<String>,
    /// Whether it was delivered and the customer's money went back.
    pub refunded: bool,
    /// The rate of the tax in its price, in percent, as it was when it was sold.
    pub tax_rate: Option<String>,
    /// The tax in its price.
    pub tax: Option<String>,
}

/// A sale in figures.
#[derive(Debug)]
pub struct ExportedSale {
    /// Its id.
    pub id: String,
    /// Where it is.
    pub state: SaleState,
    /// How it is paid.
    pub tender: Tender,
    /// How many orders it has.
    pub orders: usize,
    /// The sum of the prices.
    pub total: Money,
    /// The prices of what was delivered.
    pub delivered: Money,
    /// What went back to the customer by a movement of its own, in the tender's currency.
    pub refunded: Money,
    /// What came and went of its money, as the Zs count it.
    pub moved: Takings,
    /// Who sold it.
    pub clerk: Option<String>,
    /// When.
    pub created_at: Timestamp,
}

/// What was really taken of a sale's money and what went back, by whatever cause. Over all sales these add up
/// to the tender lines of all Zs and of the present X.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Takings {
    /// What was taken, in the tender's currency.
    pub taken: Money,
    /// What went back by the way it came, in the tender's currency.
    pub given_back: Money,
    /// Cash given back for what was not paid in cash, in the shop's currency.
    pub in_cash: Money,
}

/// A record of the journal.
#[derive(Debug)]
pub struct ExportedRecord {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub kind: String,
    /// To which order.
    pub order: Option<String>,
    /// To which sale.
    pub sale: Option<String>,
    /// Who did it.
    pub clerk: Option<String>,
    /// The state the order left.
    pub from: Option<String>,
    /// More about it.
    pub detail: Option<String>,
    /// Its hash, in hexadecimal digits.
    pub hash: String,
    /// The record itself, from which the hash can be found again.
    pub record: String,
}

/// An export came to no end.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The journal could not be read.
    #[error("the journal could not be read")]
    Journal(#[from] JournalError),
    /// A row could not be written.
    #[error("the file could not be written")]
    Write(#[from] io::Error),
}

/// Takes one row after the other.
pub type Take<'a, T> = &'a mut (dyn FnMut(T) -> io::Result<()> + Send);

/// Records read together; between two such readings their events' details are fetched.
const RECORDS_AT_ONCE: i64 = 1_000;

#[derive(FromRow)]
struct OrderRow {
    #[sqlx(flatten)]
    order: orders::Row,
    clerk: Option<String>,
    masked: String,
    tax_rate: Option<String>,
    tax: Option<String>,
    refunded: bool,
}

#[derive(FromRow)]
struct SaleRow {
    id: String,
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
    closed: Option<bool>,
    needs_person: Option<bool>,
    orders: String,
    moves: String,
    log: String,
}

#[derive(FromRow)]
struct ChainRow {
    seq: i64,
    record: Vec<u8>,
    hash: Vec<u8>,
}

impl Storage {
    /// Every order written down within a span, oldest first.
    ///
    /// # Errors
    /// If the journal cannot be read, or a row not be written.
    pub async fn export_orders(
        &self,
        span: Span,
        take: Take<'_, ExportedOrder>,
    ) -> Result<(), ExportError> {
        let mut rows = sqlx::query_as::<_, OrderRow>(
            "select o.*, s.clerk, o.returned_shift is not null and o.state = 'delivered' as refunded,
                 (select json_group_array(json_array(label, masked)) from
                     (select label, masked from secrets where order_id = o.id order by position)) as masked
             from orders o join sales s on s.id = o.sale_id
             where o.purpose is null and (?1 is null or o.created_at >= ?1) and (?2 is null or o.created_at < ?2)
             order by o.created_at, o.id",
        )
        .bind(span.from.map(|at| at.0))
        .bind(span.until.map(|at| at.0))
        .fetch(&self.readers);
        while let Some(row) = rows.try_next().await.map_err(journal_error)? {
            let masked: Vec<(String, String)> =
                serde_json::from_str(&row.masked).map_err(|_| corrupt("secrets", "of an order"))?;
            let secrets = masked.into_iter().map(|(label, masked)| MaskedSecret { label, masked });
            let order = orders::record(row.order, secrets.collect())?;
            let (clerk, refunded) = (row.clerk, row.refunded);
            take(ExportedOrder { order, clerk, refunded, tax_rate: row.tax_rate, tax: row.tax })?;
        }
        Ok(())
    }

    /// Every sale opened within a span, oldest first.
    ///
    /// # Errors
    /// If the journal cannot be read, or a row not be written.
    pub async fn export_sales(
        &self,
        span: Span,
        take: Take<'_, ExportedSale>,
    ) -> Result<(), ExportError> {
        let mut rows = sqlx::query_as::<_, SaleRow>(
            "select s.id, s.tender_kind, s.processor, s.tender_state, s.tender_amount,
                 s.tender_currency, s.received, s.total, s.currency, s.clerk, s.created_at,
                 t.closed, t.needs_person,
                 (select json_group_array(json_array(o.state, o.reason, o.price)) from orders o
                     where o.sale_id = s.id) as orders,
                 (select json_group_array(m.amount) from money_moves m where m.sale_id = s.id
                     and m.kind = 'refund' and m.state = 'done') as moves,
                 (select json_group_array(json_array(l.kind, l.tender, l.amount)) from shift_log l
                     where coalesce(l.sale_id, '') = s.id and l.kind in ('taken', 'given_back')
                       and l.amount is not null) as log
             from sales s left join tenders t on t.sale_id = s.id
             where (?1 is null or s.created_at >= ?1) and (?2 is null or s.created_at < ?2)
               and not exists (select 1 from orders o
                   where o.sale_id = s.id and o.purpose is not null)
             order by s.created_at, s.id",
        )
        .bind(span.from.map(|at| at.0))
        .bind(span.until.map(|at| at.0))
        .fetch(&self.readers);
        while let Some(row) = rows.try_next().await.map_err(journal_error)? {
            take(sale(row)?)?;
        }
        Ok(())
    }

    /// Every record of the journal that says it is of this span, in the journal's order.
    ///
    /// # Errors
    /// If the journal cannot be read, or a row not be written.
    pub async fn export_journal(
        &self,
        span: Span,
        take: Take<'_, ExportedRecord>,
    ) -> Result<(), ExportError> {
        // One picture of the database for all of its pages.
        let mut tx = self.readers.begin().await.map_err(journal_error)?;
        let mut after = 0_i64;
        loop {
            let rows: Vec<ChainRow> = sqlx::query_as(
                "select seq, record, hash from chain where seq > ? order by seq limit ?",
            )
            .bind(after)
            .bind(RECORDS_AT_ONCE)
            .fetch_all(&mut *tx)
            .await
            .map_err(journal_error)?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.seq;
            for record in page(&mut tx, rows, span).await? {
                take(record)?;
            }
        }
    }
}

fn sale(row: SaleRow) -> Result<ExportedSale, JournalError> {
    let orders: Vec<(String, Option<String>, String)> =
        serde_json::from_str(&row.orders).map_err(|_| corrupt("orders of sale", &row.id))?;
    let moves: Vec<String> =
        serde_json::from_str(&row.moves).map_err(|_| corrupt("movements of sale", &row.id))?;
    let amount = money(&row.tender_amount, &row.tender_currency)?;
    let received = row.received.as_deref().map(decimal).transpose()?;
    let tender = Tender {
        kind: word("tender", &row.tender_kind, TenderKind::from_word)?,
        processor: row.processor,
        state: word("tender state", &row.tender_state, TenderState::from_word)?,
        amount,
        received: received.map(|cash| Money::new(cash, amount.currency())),
        card: row.closed.map(|closed| CardTender {
            pay_url: None,
            asked: false,
            closed,
            needs_person: row.needs_person.unwrap_or(false),
        }),
    };
    let mut states = Vec::with_capacity(orders.len());
    let mut delivered = Decimal::ZERO;
    for (state, reason, price) in &orders {
        let state = word("state", state, OrderState::from_word)?;
        let reason =
            reason.as_deref().map(|it| word("reason", it, ReasonCode::from_word)).transpose()?;
        if state == OrderState::Delivered {
            delivered = sum(delivered, price)?;
        }
        states.push((state, reason));
    }
    let refunded = moves.iter().try_fold(Decimal::ZERO, |all, amount| sum(all, amount))?;
    let total = money(&row.total, &row.currency)?;
    Ok(ExportedSale {
        state: sale_state(&states, &tender),
        moved: takings((&row.id, &row.log), &tender, total.currency())?,
        id: row.id,
        orders: orders.len(),
        delivered: Money::new(delivered, total.currency()),
        refunded: Money::new(refunded, amount.currency()),
        total,
        tender,
        clerk: row.clerk,
        created_at: Timestamp(row.created_at),
    })
}

/// Adds up the shift's log of a sale. Its lines are there before the first shift too.
fn takings(
    (sale, log): (&str, &str),
    tender: &Tender,
    own: Currency,
) -> Result<Takings, JournalError> {
    let lines: Vec<(String, Option<String>, String)> =
        serde_json::from_str(log).map_err(|_| corrupt("shift log of sale", sale))?;
    let [mut taken, mut given_back, mut in_cash] = [Decimal::ZERO; 3];
    for (kind, way, amount) in &lines {
        let is_cash = way.as_deref() == Some(CASH) && tender.kind != TenderKind::Cash;
        let side = match (kind.as_str(), is_cash) {
            ("taken", _) => &mut taken,
            (_, true) => &mut in_cash,
            (_, false) => &mut given_back,
        };
        *side = sum(*side, amount)?;
    }
    let currency = tender.amount.currency();
    Ok(Takings {
        taken: Money::new(taken, currency),
        given_back: Money::new(given_back, currency),
        in_cash: Money::new(in_cash, own),
    })
}

fn sum(all: Decimal, amount: &str) -> Result<Decimal, JournalError> {
    all.checked_add(decimal(amount)?).ok_or_else(|| corrupt("sum with", amount))
}

/// Records of a page that are within the span, each with what its event says beyond its kind.
async fn page(
    connection: &mut SqliteConnection,
    rows: Vec<ChainRow>,
    span: Span,
) -> Result<Vec<ExportedRecord>, JournalError> {
    let mut records = Vec::with_capacity(rows.len());
    for row in rows {
        let read = read(row)?;
        let (_, record) = &read;
        let within = span.from.is_none_or(|from| record.at >= from)
            && span.until.is_none_or(|until| record.at < until);
        if within {
            records.push(read);
        }
    }
    let events: Vec<i64> = records.iter().filter_map(|(event, _)| *event).collect();
    let wanted =
        serde_json::to_string(&events).map_err(|error| JournalError::Database(Box::new(error)))?;
    let details: Vec<(i64, Option<String>)> = sqlx::query_as(
        "select seq, detail from events where seq in (select value from json_each(?))",
    )
    .bind(wanted)
    .fetch_all(connection)
    .await
    .map_err(journal_error)?;
    let mut details: HashMap<i64, Option<String>> = details.into_iter().collect();
    let told = records.into_iter().map(|(event, record)| {
        let detail = event.and_then(|event| details.remove(&event)).flatten();
        ExportedRecord { detail, ..record }
    });
    Ok(told.collect())
}

/// A record, and the number of the event it tells of.
fn read(row: ChainRow) -> Result<(Option<i64>, ExportedRecord), JournalError> {
    let Some(record) = Record::read(&row.record) else {
        return Err(JournalError::Corrupt(format!("record {}", row.seq)));
    };
    let say = |name: &str| record.say(name).map(str::to_owned);
    let at = record.say("at").and_then(|at| at.parse().ok()).unwrap_or_default();
    let mut events = record.sections.iter().filter_map(|(name, _)| name.strip_prefix("event."));
    let event = events.next_back().and_then(|seq| seq.parse().ok());
    let exported = ExportedRecord {
        seq: row.seq,
        at: Timestamp(at),
        kind: say("kind").unwrap_or_default(),
        order: say("order"),
        sale: say("sale"),
        clerk: say("clerk"),
        from: say("from"),
        detail: None,
        hash: hex(&row.hash),
        record: String::from_utf8_lossy(&row.record).into_owned(),
    };
    Ok((event, exported))
}

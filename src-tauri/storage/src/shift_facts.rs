//! What a report is drawn up from, read in one transaction: by the shift's number and by places in
//! the journal, never by a clock.

use crate::{
    chain::append::now,
    open::journal_error,
    refund_told::is_refund,
    rows::{corrupt, money, optional_money, word},
    shift_log::from_words,
    shifts::Row,
    tax_rules,
};
use domain::{
    ids::{ProductId, SaleId, SupplierId},
    order::OrderState,
    product::{LocalName, ProductKind},
    reason::ReasonCode,
    time::Timestamp,
};
use engine::ports::{
    journal::JournalError,
    shifts::{
        Charge, ChargeKind, Deed, DeedKind, Facts, Imported, Logged, Ordered, Returned, Unfinished,
    },
};
use sqlx::{FromRow, SqliteConnection};

type Answer<T> = Result<T, JournalError>;

/// Reads the facts of the open shift: events up to `end`, wallets up to `wallets_end`.
pub(crate) async fn read(
    connection: &mut SqliteConnection,
    row: &Row,
    end: i64,
    wallets_end: i64,
) -> Answer<Facts> {
    let events = (row.events_from, end);
    Ok(Facts {
        shift: row.shift()?,
        head: head(connection).await?,
        log: log(connection, row.number).await?,
        orders: orders(connection, row.number, events).await?,
        deeds: all_deeds(connection, events).await?,
        charges: charges(connection, (row.wallets_from, wallets_end)).await?,
        bookings: crate::bookings::of_account(connection, row.number).await?,
        imported: imported(connection, row.number).await?,
        strays: strays(connection).await?,
        patterns: crate::wallet_pattern::read(connection, now()).await?,
        shelf: crate::stock_list::read(connection, events, now()).await?,
        unfinished: unfinished(connection).await?,
        cancelled: cancelled(connection, events).await?,
        money_due_back: money_due_back(connection).await?,
    })
}

async fn head(connection: &mut SqliteConnection) -> Answer<Option<String>> {
    let row: Option<(i64, Vec<u8>)> =
        sqlx::query_as("select seq, hash from chain_head where seq > 0")
            .fetch_optional(connection)
            .await
            .map_err(journal_error)?;
    Ok(row.map(|(seq, hash)| crate::Head { seq, hash }.short()))
}

#[derive(FromRow)]
struct LogRow {
    at: i64,
    inside: bool,
    kind: String,
    cause: Option<String>,
    tender: Option<String>,
    amount: Option<String>,
    currency: Option<String>,
    sale_id: Option<String>,
    clerk: Option<String>,
    reason: Option<String>,
}

async fn log(connection: &mut SqliteConnection, shift: u32) -> Answer<Vec<Logged>> {
    let rows: Vec<LogRow> = sqlx::query_as(
        "select at, inside, kind, cause, tender, amount, currency, sale_id, clerk, reason
         from shift_log where shift = ? order by id",
    )
    .bind(shift)
    .fetch_all(connection)
    .await
    .map_err(journal_error)?;
    rows.into_iter()
        .map(|row| {
            let kind = from_words(&row.kind, row.cause.as_deref());
            Ok(Logged {
                at: Timestamp(row.at),
                inside: row.inside,
                kind: kind.ok_or_else(|| corrupt("shift log", &row.kind))?,
                tender: row.tender,
                amount: optional_money(row.amount.as_deref(), row.currency.as_deref())?,
                sale: row.sale_id.map(SaleId::new),
                clerk: row.clerk,
                reason: row.reason,
            })
        })
        .collect()
}

#[derive(FromRow)]
struct OrderRow {
    sale_id: String,
    supplier: String,
    product_id: String,
    name_en: String,
    name_ar: String,
    kind: String,
    category: Option<String>,
    price: String,
    price_currency: String,
    tax_rate: Option<String>,
    cost_own: Option<String>,
    state: String,
    reason: Option<String>,
    copies: u32,
    sold_here: bool,
    returned_here: bool,
    earned_here: bool,
    lost_here: bool,
}

/// The orders of a shift: sold in it, given back in it, or delivered in it. What was delivered only after
/// its own Z is earned in the shift that it was delivered in, so that every order is earned in one Z.
async fn orders(
    connection: &mut SqliteConnection,
    shift: u32,
    (from, to): (i64, i64),
) -> Answer<Vec<Ordered>> {
    let rows: Vec<OrderRow> = sqlx::query_as(
        "with came as (select distinct order_id from events where seq > ?2 and seq <= ?3
             and kind in ('delivered', 'from_stock', 'from_ahead', 'resolved')),
         told as (select o.id from sales s join orders o on o.sale_id = s.id where s.shift = ?1
             union select id from orders where returned_shift = ?1
             union select order_id from came),
         placed as (select o.*, s.shift as sold, o.state = 'delivered'
                 and (s.shift = ?1 or o.id in (select order_id from came)) as is_earned
             from told t join orders o on o.id = t.id join sales s on s.id = o.sale_id
             where s.shift is not null)
         select o.sale_id, o.supplier, o.product_id, o.name_en, o.name_ar, o.kind,
             coalesce(p.category, c.category) as category, o.price, o.price_currency, o.tax_rate, o.cost_own,
             o.state, o.reason, o.copies, o.sold = ?1 as sold_here,
             coalesce(o.returned_shift = ?1, 0) as returned_here, o.is_earned as earned_here,
             o.state = 'delivered' and coalesce(o.returned_shift = ?1
                 or o.returned_shift < ?1 and o.is_earned, 0) as lost_here
         from placed o left join products p on p.id = o.product_id
             left join catalogue c on c.id = o.product_id",
    )
    .bind(shift)
    .bind(from)
    .bind(to)
    .fetch_all(connection)
    .await
    .map_err(journal_error)?;
    rows.into_iter().map(ordered).collect()
}

fn ordered(row: OrderRow) -> Answer<Ordered> {
    let state = word("state", &row.state, OrderState::from_word)?;
    // What a person decided is given back by a person too.
    let was_decided = row.reason.as_deref() == Some(ReasonCode::PersonDecided.as_str());
    let why = match state {
        OrderState::Refused if !was_decided => Returned::Refused,
        OrderState::Refused
        | OrderState::Prepared
        | OrderState::Waiting
        | OrderState::Unknown
        | OrderState::NeedsAttention
        | OrderState::Delivered
        | OrderState::Refunded => Returned::Refunded,
    };
    Ok(Ordered {
        sale: SaleId::new(row.sale_id),
        supplier: SupplierId::new(row.supplier),
        product: ProductId::new(row.product_id),
        name: LocalName { en: row.name_en, ar: row.name_ar },
        kind: word("kind", &row.kind, ProductKind::from_word)?,
        category: row.category,
        price: money(&row.price, &row.price_currency)?,
        tax_rate: row.tax_rate.as_deref().map(tax_rules::rate_of).transpose()?,
        cost_own: optional_money(row.cost_own.as_deref(), Some(&row.price_currency))?,
        state,
        copies: row.copies,
        sold_here: row.sold_here,
        returned_here: row.returned_here.then_some(why),
        earned_here: row.earned_here,
        lost_here: row.lost_here,
    })
}

/// What persons did with orders. A print is a reprint if the order was handed over before; a refund
/// counts once for its sale.
async fn all_deeds(connection: &mut SqliteConnection, events: (i64, i64)) -> Answer<Vec<Deed>> {
    let mut all = deeds(connection, events).await?;
    all.extend(crate::price_deeds::read(connection).await?);
    Ok(all)
}

async fn deeds(connection: &mut SqliteConnection, (from, to): (i64, i64)) -> Answer<Vec<Deed>> {
    let rows: Vec<(Option<String>, String, u32)> = sqlx::query_as(concat!(
        "select clerk, deed, count(distinct what) from (
             select e.clerk, e.seq as what, case
                 when e.kind = 'reveal' then 'reveal'
                 when e.kind = 'resolved' then 'decision'
                 when e.kind in ('print', 'sms') and exists (select 1 from events earlier
                     where earlier.order_id = e.order_id and earlier.seq < e.seq
                       and earlier.kind in ('print', 'sms')) then 'reprint' end as deed
             from events e where e.seq > ?1 and e.seq <= ?2
             union all
             select e.clerk, o.sale_id, case
                 when e.kind = 'tender_cancelled' then 'cancel'
                 when ",
        is_refund!(),
        " then 'refund'
                 when e.kind = 'refund_against_rule' then 'against_rule' end
             from events e join orders o on o.id = e.order_id where e.seq > ?1 and e.seq <= ?2)
         where deed is not null group by clerk, deed",
    ))
    .bind(from)
    .bind(to)
    .fetch_all(connection)
    .await
    .map_err(journal_error)?;
    rows.into_iter()
        .map(|(clerk, deed, times)| {
            let kind = match deed.as_str() {
                "reveal" => DeedKind::Reveal,
                "decision" => DeedKind::Decision,
                "reprint" => DeedKind::Reprint,
                "cancel" => DeedKind::Cancel,
                "refund" => DeedKind::Refund,
                "against_rule" => DeedKind::AgainstRule,
                other => return Err(corrupt("deed", other)),
            };
            Ok(Deed { clerk, kind, times })
        })
        .collect()
}

/// What the wallets were charged: an order at the first word that the supplier has it, back when it
/// was refused after that. What came from recovered stock was charged when it was bought.
pub(crate) async fn charges(
    connection: &mut SqliteConnection,
    (from, to): (i64, i64),
) -> Answer<Vec<Charge>> {
    let rows: Vec<(String, String, String, String)> = sqlx::query_as(
        "with moved as (
             select e.seq, e.order_id, e.kind, o.state from events e
             join orders o on o.id = e.order_id
             where e.seq > ?1 and e.seq <= ?2 and e.kind in
                 ('accepted', 'delivered', 'refused', 'resolved', 'late_delivery', 'taken_back')),
         -- Of unknown fate when the account began: sent and charged before it, for no supplier charges
         -- later than it takes an order.
         before as (
             select m.order_id from moved m where exists (select 1 from events b
                 where b.order_id = m.order_id and b.seq <= ?1
                   and b.kind in ('lost', 'adopted', 'candidates', 'lookup_exhausted'))),
         touched as (
             select order_id, case when order_id in (select order_id from before)
                 then 'charged_before' else 'charged' end as what from moved m
             where (kind in ('accepted', 'delivered') or kind = 'resolved' and state = 'delivered')
               and not exists (select 1 from events b where b.order_id = m.order_id
                   and b.seq < m.seq and b.kind in ('accepted', 'delivered'))
             union all
             select order_id, case when order_id in (select order_id from before)
                     and not exists (select 1 from events b where b.order_id = m.order_id
                         and b.seq < m.seq and b.kind = 'accepted')
                 then 'charged_before' else 'charged' end
             from moved m where kind = 'late_delivery'
             union all
             select order_id, 'back' from moved m
             where (kind = 'refused' or kind = 'resolved' and state = 'refused')
               and exists (select 1 from events b where b.order_id = m.order_id
                   and b.seq < m.seq and b.kind = 'accepted')
             union all
             select order_id, 'back' from moved where kind = 'taken_back'
             union all
             select id, 'open' from orders o
             where state in ('unknown', 'needs_attention') and sent_at is not null
               and not exists (select 1 from events b where b.order_id = o.id
                   and b.kind = 'accepted'))
         select o.supplier, o.cost, o.cost_currency, t.what
         from touched t join orders o on o.id = t.order_id
         where o.cost is not null and o.cost_currency is not null",
    )
    .bind(from)
    .bind(to)
    .fetch_all(connection)
    .await
    .map_err(journal_error)?;
    rows.into_iter()
        .map(|(supplier, cost, code, what)| {
            let kind = match what.as_str() {
                "charged" => ChargeKind::Charged,
                "charged_before" => ChargeKind::ChargedBefore,
                "back" => ChargeKind::RolledBack,
                "open" => ChargeKind::Open,
                other => return Err(corrupt("charge", other)),
            };
            let cost = money(&cost, &code)?;
            Ok(Charge { supplier: SupplierId::new(supplier), cost, kind })
        })
        .collect()
}

/// Orders found at their suppliers after a restore, of which this Z tells.
async fn imported(connection: &mut SqliteConnection, shift: u32) -> Answer<Vec<Imported>> {
    let rows: Vec<(String, String, String, String)> = sqlx::query_as(
        "select o.state, o.price, o.price_currency, i.price_from
         from imports i join orders o on o.id = i.order_id where i.shift = ?",
    )
    .bind(shift)
    .fetch_all(connection)
    .await
    .map_err(journal_error)?;
    rows.into_iter()
        .map(|(state, price, code, from)| {
            Ok(Imported {
                state: word("state", &state, OrderState::from_word)?,
                price: money(&price, &code)?,
                price_from: word("price", &from, crate::imports::from_word)?,
            })
        })
        .collect()
}

/// Suppliers' orders about which nobody has said what they are.
async fn strays(connection: &mut SqliteConnection) -> Answer<Vec<(SupplierId, u32)>> {
    let rows: Vec<(String, u32)> = sqlx::query_as(
        "select supplier, count(*) from strays s where verdict is null
             and not exists (select 1 from orders o where o.supplier = s.supplier
                 and o.provider_order_id = s.provider_order_id)
         group by supplier",
    )
    .fetch_all(connection)
    .await
    .map_err(journal_error)?;
    Ok(rows.into_iter().map(|(supplier, count)| (SupplierId::new(supplier), count)).collect())
}

async fn unfinished(connection: &mut SqliteConnection) -> Answer<Vec<Unfinished>> {
    let rows: Vec<(String, String, String, i64)> = sqlx::query_as(
        "select state, price, price_currency, created_at from orders
         where state in ('prepared', 'waiting', 'unknown', 'needs_attention') order by created_at",
    )
    .fetch_all(connection)
    .await
    .map_err(journal_error)?;
    rows.into_iter()
        .map(|(state, price, code, created_at)| {
            Ok(Unfinished {
                state: word("state", &state, OrderState::from_word)?,
                price: money(&price, &code)?,
                created_at: Timestamp(created_at),
            })
        })
        .collect()
}

async fn cancelled(connection: &mut SqliteConnection, (from, to): (i64, i64)) -> Answer<u32> {
    sqlx::query_scalar(
        "select count(distinct o.sale_id) from events e join orders o on o.id = e.order_id
         where e.seq > ? and e.seq <= ?
           and e.kind in ('tender_failed', 'tender_expired', 'tender_cancelled')",
    )
    .bind(from)
    .bind(to)
    .fetch_one(connection)
    .await
    .map_err(journal_error)
}

async fn money_due_back(connection: &mut SqliteConnection) -> Answer<u32> {
    sqlx::query_scalar(
        "select count(*) from tenders t join sales s on s.id = t.sale_id
         where s.tender_state = 'refunding' or t.needs_person = 1",
    )
    .fetch_one(connection)
    .await
    .map_err(journal_error)
}

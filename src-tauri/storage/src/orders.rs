//! Orders: one purchase attempt of one unit each.

use crate::{
    chain::{
        Link, Shown, salt,
        tables::{ORDERED, REQUEST},
    },
    events::{self, More},
    open::{Storage, journal_error},
    order_search, own_cost, rows,
    rows::{fields_from_text, fields_to_text, json_list, money, optional_money, word},
    tax_rules,
    vault::Vault,
};
use domain::{
    ids::{OrderId, OwnerId, ProductId, ProviderOrderId, Reference, SaleId, SupplierId},
    money::Money,
    order::{OrderState, Purpose},
    phone::Phone,
    product::{LocalName, ProductKind},
    reason::{Reason, ReasonCode},
    time::Timestamp,
};
use engine::{
    joint::Joint,
    ports::{
        journal::{JournalError, NewOrder, Note, OpenCounts},
        supplier::{Mark, WireRequest},
    },
    records::{EventKind, MaskedSecret, OrderRecord},
};
use sqlx::{FromRow, SqliteConnection};
use std::collections::BTreeMap;

#[derive(FromRow)]
pub(crate) struct Row {
    id: String,
    sale_id: String,
    purpose: Option<String>,
    supplier: String,
    product_id: String,
    item: String,
    kind: String,
    name_en: String,
    name_ar: String,
    state: String,
    provider_order_id: Option<String>,
    provider_state: Option<String>,
    reference: String,
    wallet: Option<String>,
    cost: Option<String>,
    cost_currency: Option<String>,
    price: String,
    price_currency: String,
    tax_rate: Option<String>,
    phone: Option<String>,
    phone_sent: Option<String>,
    fields: String,
    amount: Option<String>,
    amount_currency: Option<String>,
    mark_newest: Option<String>,
    mark_balance: Option<String>,
    mark_currency: Option<String>,
    created_at: i64,
    sent_at: Option<i64>,
    finished_at: Option<i64>,
    reason: Option<String>,
    reason_detail: Option<String>,
    copies: u32,
    owner: String,
    joint_leader: Option<String>,
    joint_position: Option<u32>,
    joint_size: Option<u32>,
}

impl Storage {
    pub(crate) async fn order_of(&self, id: &OrderId) -> Result<Option<OrderRecord>, JournalError> {
        let row: Option<Row> = sqlx::query_as("select * from orders where id = ?")
            .bind(id.as_str())
            .fetch_optional(&self.readers)
            .await
            .map_err(journal_error)?;
        match row {
            Some(row) => self.read(row).await,
            None => Ok(None),
        }
    }

    pub(crate) async fn orders_of_sale(
        &self,
        id: &SaleId,
    ) -> Result<Vec<OrderRecord>, JournalError> {
        let rows: Vec<Row> =
            sqlx::query_as("select * from orders where sale_id = ? order by position")
                .bind(id.as_str())
                .fetch_all(&self.readers)
                .await
                .map_err(journal_error)?;
        self.read_all(rows).await
    }

    /// The orders that share this leader's request, the leader first.
    pub(crate) async fn orders_together(
        &self,
        leader: &OrderId,
    ) -> Result<Vec<OrderRecord>, JournalError> {
        let rows: Vec<Row> =
            sqlx::query_as("select * from orders where joint_leader = ? order by joint_position")
                .bind(leader.as_str())
                .fetch_all(&self.readers)
                .await
                .map_err(journal_error)?;
        self.read_all(rows).await
    }

    pub(crate) async fn count_open(&self) -> Result<OpenCounts, JournalError> {
        let (unfinished, needs_attention): (u32, u32) = sqlx::query_as(
            "select count(*), coalesce(sum(state = 'needs_attention'), 0) from orders
             where state in ('prepared', 'waiting', 'unknown', 'needs_attention')",
        )
        .fetch_one(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(OpenCounts { unfinished, needs_attention })
    }

    pub(crate) async fn request_of(&self, order: &OrderId) -> Result<WireRequest, JournalError> {
        let row: Option<(String, String, String, Vec<u8>)> =
            sqlx::query_as("select method, url, headers, body from requests where order_id = ?")
                .bind(order.as_str())
                .fetch_optional(&self.readers)
                .await
                .map_err(journal_error)?;
        let (method, url, headers, body) =
            row.ok_or_else(|| JournalError::Corrupt(format!("no request of order {order}")))?;
        let headers =
            serde_json::from_str(&headers).map_err(|_| rows::corrupt("headers", &headers))?;
        let method = match method.as_str() {
            "POST" => "POST",
            "PUT" => "PUT",
            other => return Err(rows::corrupt("method", other)),
        };
        Ok(WireRequest { method, url, headers, body })
    }

    pub(crate) async fn read_all(&self, rows: Vec<Row>) -> Result<Vec<OrderRecord>, JournalError> {
        let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        let masked: Vec<(String, String, String)> = sqlx::query_as(
            "select s.order_id, s.label, s.masked from json_each(?) j
             cross join secrets s on s.order_id = j.value order by s.order_id, s.position",
        )
        .bind(json_list(&ids))
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        let mut secrets: BTreeMap<String, Vec<MaskedSecret>> = BTreeMap::new();
        for (order, label, masked) in masked {
            secrets.entry(order).or_default().push(MaskedSecret { label, masked });
        }
        rows.into_iter()
            .map(|row| {
                let own = secrets.remove(&row.id).unwrap_or_default();
                record(row, own)
            })
            .collect()
    }

    async fn read(&self, row: Row) -> Result<Option<OrderRecord>, JournalError> {
        Ok(self.read_all(vec![row]).await?.pop())
    }
}

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    vault: &Vault,
    position: u32,
    new: &NewOrder,
) -> Result<Link, JournalError> {
    let order = &new.record;
    put_row(connection, position, order).await?;
    let headers = serde_json::to_string(&new.request.headers)
        .map_err(|error| JournalError::Database(Box::new(error)))?;
    sqlx::query(
        "insert into requests (order_id, method, url, headers, body, body_salt)
         values (?, ?, ?, ?, ?, ?)",
    )
    .bind(order.id.as_str())
    .bind(new.request.method)
    .bind(&new.request.url)
    .bind(headers)
    .bind(&new.request.body)
    .bind(salt()?)
    .execute(&mut *connection)
    .await
    .map_err(journal_error)?;
    let note = Note { at: order.created_at, clerk: None, detail: None };
    let id = order.id.as_str();
    let more =
        More { shows: &[Shown::Of(&ORDERED, id), Shown::Of(&REQUEST, id)], ..More::default() };
    events::add(connection, vault, &order.id, EventKind::Prepared, &note, more).await
}

/// The request that an order shares takes the place of its own, before either may have left.
pub(crate) async fn share_request(
    connection: &mut SqliteConnection,
    order: &OrderId,
    request: &WireRequest,
) -> Result<(), JournalError> {
    let headers = serde_json::to_string(&request.headers)
        .map_err(|error| JournalError::Database(Box::new(error)))?;
    sqlx::query(
        "update requests set method = ?, url = ?, headers = ?, body = ?, body_salt = ?
         where order_id = ?",
    )
    .bind(request.method)
    .bind(&request.url)
    .bind(headers)
    .bind(&request.body)
    .bind(salt()?)
    .bind(order.as_str())
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

pub(crate) async fn put_row(
    connection: &mut SqliteConnection,
    position: u32,
    order: &OrderRecord,
) -> Result<(), JournalError> {
    let fields = fields_to_text(&order.fields)?;
    let fields_salt = (!order.fields.is_empty()).then(salt).transpose()?;
    let own = match order.cost {
        Some(cost) => own_cost::of(connection, cost, order.price.currency()).await?,
        None => None,
    };
    sqlx::query(
        "insert into orders (id, sale_id, position, supplier, product_id, item, kind, name_en, name_ar,
             state, reference, wallet, cost, cost_currency, price, price_currency, phone, phone_sent,
             fields, amount, amount_currency, created_at, owner,
             phone_salt, phone_sent_salt, fields_salt, cost_rate, cost_own, purpose, tax_rate,
             tax, local_hour)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
             ?, ?, ?, strftime('%Y-%m-%d %H', ? / 1000, 'unixepoch', 'localtime'))",
    )
    .bind(order.id.as_str())
    .bind(order.sale_id.as_str())
    .bind(position)
    .bind(order.supplier.as_str())
    .bind(order.product_id.as_str())
    .bind(&order.item)
    .bind(order.kind.as_str())
    .bind(&order.name.en)
    .bind(&order.name.ar)
    .bind(order.state.as_str())
    .bind(order.reference.as_str())
    .bind(order.wallet.map(|currency| currency.to_string()))
    .bind(order.cost.map(|cost| cost.amount().to_string()))
    .bind(order.cost.map(|cost| cost.currency().to_string()))
    .bind(order.price.amount().to_string())
    .bind(order.price.currency().code())
    .bind(order.phone.as_ref().map(Phone::as_str))
    .bind(order.phone_sent.as_ref().map(Phone::as_str))
    .bind(fields)
    .bind(order.amount.map(|amount| amount.amount().to_string()))
    .bind(order.amount.map(|amount| amount.currency().to_string()))
    .bind(order.created_at.0)
    .bind(order.owner.as_str())
    .bind(order.phone.as_ref().map(|_| salt()).transpose()?)
    .bind(order.phone_sent.as_ref().map(|_| salt()).transpose()?)
    .bind(fields_salt)
    .bind(own.as_ref().map(|own| own.rate.to_string()))
    .bind(own.as_ref().map(|own| own.cost.to_price()))
    .bind(match order.purpose {
        Purpose::Customer => None,
        Purpose::Shelf => Some(Purpose::Shelf.as_str()),
    })
    .bind(order.tax_rate.map(|rate| rate.to_string()))
    .bind(order.tax().map(Money::to_price))
    .bind(order.created_at.0)
    .execute(&mut *connection)
    .await
    .map_err(journal_error)?;
    order_search::note_sold(connection, order).await
}

pub(crate) fn record(row: Row, secrets: Vec<MaskedSecret>) -> Result<OrderRecord, JournalError> {
    let reason = row
        .reason
        .as_deref()
        .map(|code| word("reason", code, ReasonCode::from_word))
        .transpose()?
        .map(|code| Reason { code, detail: row.reason_detail.clone() });
    let purpose = row.purpose.as_deref();
    let purpose = purpose.map(|it| word("purpose", it, Purpose::from_word)).transpose()?;
    let purpose = purpose.unwrap_or_default();
    Ok(OrderRecord {
        id: OrderId::new(row.id),
        sale_id: SaleId::new(row.sale_id),
        purpose,
        supplier: SupplierId::new(row.supplier),
        product_id: ProductId::new(row.product_id),
        item: row.item,
        kind: word("kind", &row.kind, ProductKind::from_word)?,
        name: LocalName { en: row.name_en, ar: row.name_ar },
        state: word("state", &row.state, OrderState::from_word)?,
        provider_order_id: row.provider_order_id.map(ProviderOrderId::new),
        provider_state: row.provider_state,
        reference: Reference::new(row.reference),
        wallet: row.wallet.as_deref().map(rows::currency).transpose()?,
        cost: optional_money(row.cost.as_deref(), row.cost_currency.as_deref())?,
        price: money(&row.price, &row.price_currency)?,
        tax_rate: row.tax_rate.as_deref().map(tax_rules::rate_of).transpose()?,
        phone: row.phone.map(Phone::from_e164),
        phone_sent: row.phone_sent.map(Phone::from_e164),
        fields: fields_from_text(&row.fields)?,
        amount: optional_money(row.amount.as_deref(), row.amount_currency.as_deref())?,
        joint: joint(row.joint_leader, row.joint_position, row.joint_size),
        mark: mark(row.mark_newest, row.mark_balance.as_deref(), row.mark_currency.as_deref())?,
        // Not even the end of a code that lies on the shelf is for anybody to see.
        secrets: if purpose == Purpose::Shelf { Vec::new() } else { secrets },
        created_at: Timestamp(row.created_at),
        sent_at: row.sent_at.map(Timestamp),
        finished_at: row.finished_at.map(Timestamp),
        reason,
        copies: row.copies,
        owner: OwnerId::new(row.owner),
    })
}

/// A place in a shared request; the table holds all of it or nothing.
fn joint(leader: Option<String>, position: Option<u32>, size: Option<u32>) -> Option<Joint> {
    Some(Joint { leader: OrderId::new(leader?), position: position?, size: size? })
}

/// What the account looked like before sending; an account without orders has no newest one.
fn mark(
    newest: Option<String>,
    balance: Option<&str>,
    code: Option<&str>,
) -> Result<Option<Mark>, JournalError> {
    let balance = optional_money(balance, code)?;
    let newest = newest.map(ProviderOrderId::new);
    Ok((newest.is_some() || balance.is_some()).then_some(Mark { newest, balance }))
}

//! Orders that a supplier lists and nobody here knows, and what a person says they are.

use crate::{
    bookings,
    chain::{
        Draft, Shown, append, salt,
        tables::{BOOKING, STRAY},
    },
    open::{Storage, journal_error},
    rows::{optional_money, word},
};
use domain::{
    ids::{OrderId, ProviderOrderId, SupplierId},
    money::Money,
    product::ProductKind,
    reason::ReasonCode,
    time::Timestamp,
};
use engine::ports::{
    books::{Booking, BookingKind, Stray},
    journal::{JournalError, Note},
    supplier::Listed,
};
use sqlx::{FromRow, SqliteConnection};
use std::collections::BTreeSet;

type Answer<T> = Result<T, JournalError>;

#[derive(FromRow)]
struct Row {
    supplier: String,
    provider_order_id: String,
    reference: Option<String>,
    item: Option<String>,
    kind: Option<String>,
    cost: Option<String>,
    cost_currency: Option<String>,
    made_at: Option<i64>,
    found_at: i64,
    needs_person: bool,
}

impl Row {
    fn stray(self) -> Answer<Stray> {
        let kind = self.kind.as_deref();
        Ok(Stray {
            supplier: SupplierId::new(self.supplier),
            listed: Listed {
                provider_order_id: ProviderOrderId::new(self.provider_order_id),
                references: self.reference.into_iter().collect(),
                item: self.item,
                kind: kind.map(|kind| word("kind", kind, ProductKind::from_word)).transpose()?,
                cost: optional_money(self.cost.as_deref(), self.cost_currency.as_deref())?,
                created_at: self.made_at.map(Timestamp),
            },
            found_at: Timestamp(self.found_at),
            needs_person: self.needs_person,
        })
    }
}

/// How a stray's owner reads in the chain.
pub(crate) fn owner_of(supplier: &SupplierId, id: Option<&ProviderOrderId>) -> String {
    format!("{supplier} {}", id.map(ProviderOrderId::as_str).unwrap_or_default())
}

/// Notes what somebody says a stray is, if it is one and nobody has said it before; whether that was so.
pub(crate) async fn settle(
    connection: &mut SqliteConnection,
    supplier: &SupplierId,
    id: Option<&ProviderOrderId>,
    verdict: &str,
    note: &Note,
) -> Answer<bool> {
    let Some(id) = id else { return Ok(false) };
    let settled = sqlx::query(
        "update strays set verdict = ?3, decided_at = ?4, clerk = ?5, note = ?6, note_salt = ?7
         where supplier = ?1 and provider_order_id = ?2 and verdict is null",
    )
    .bind(supplier.as_str())
    .bind(id.as_str())
    .bind(verdict)
    .bind(note.at.0)
    .bind(&note.clerk)
    .bind(&note.detail)
    .bind(note.detail.as_ref().map(|_| salt()).transpose()?)
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(settled.rows_affected() == 1)
}

impl Storage {
    pub(crate) async fn unknown_of(
        &self,
        supplier: &SupplierId,
        mut listed: Vec<Listed>,
    ) -> Answer<Vec<Listed>> {
        let ids: Vec<&str> = listed.iter().map(|it| it.provider_order_id.as_str()).collect();
        let references: Vec<&str> =
            listed.iter().flat_map(|it| it.references.iter().map(String::as_str)).collect();
        let known = self
            .among(
                "select value from json_each(?1) where value in
                     (select provider_order_id from orders where supplier = ?2)
                 union select value from json_each(?1) where value in
                     (select provider_order_id from strays where supplier = ?2 and verdict is not null)",
                &ids,
                supplier,
            )
            .await?;
        let ours = self
            .among(
                "select value from json_each(?1) where value in
                     (select reference from orders where supplier = ?2)",
                &references,
                supplier,
            )
            .await?;
        let proposed = self.proposed_of(supplier).await?;
        listed.retain(|it| {
            let id = it.provider_order_id.as_str();
            !known.contains(id)
                && !proposed.contains(id)
                && !it.references.iter().any(|reference| ours.contains(reference))
        });
        Ok(listed)
    }

    async fn among(
        &self,
        query: &'static str,
        values: &[&str],
        supplier: &SupplierId,
    ) -> Answer<BTreeSet<String>> {
        let values = serde_json::to_string(values)
            .map_err(|error| JournalError::Database(Box::new(error)))?;
        let found: Vec<String> = sqlx::query_scalar(query)
            .bind(values)
            .bind(supplier.as_str())
            .fetch_all(&self.readers)
            .await
            .map_err(journal_error)?;
        Ok(found.into_iter().collect())
    }

    /// What a person is asked about as one of our orders already.
    async fn proposed_of(&self, supplier: &SupplierId) -> Answer<BTreeSet<String>> {
        let lists: Vec<String> = sqlx::query_scalar(
            "select reason_detail from orders where supplier = ?1 and state = 'needs_attention'
                 and reason = ?2 and reason_detail is not null
             union select c.provider_order_id from late_candidates c join orders o on o.id = c.order_id
                 where o.supplier = ?1 and c.closed_at is null",
        )
        .bind(supplier.as_str())
        .bind(ReasonCode::Candidates.as_str())
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(lists.iter().flat_map(|list| list.split_whitespace()).map(str::to_owned).collect())
    }

    pub(crate) async fn newest_of(
        &self,
        supplier: &SupplierId,
        before: Timestamp,
    ) -> Answer<Option<ProviderOrderId>> {
        let newest: Option<i64> = sqlx::query_scalar(
            "select max(n) from (
                 select cast(provider_order_id as integer) as n from orders
                 where supplier = ?1 and created_at <= ?2
                   and provider_order_id not glob '*[^0-9]*' and length(provider_order_id) < 18
                 union all
                 select cast(mark_newest as integer) from orders
                 where supplier = ?1 and created_at <= ?2 and mark_newest is not null
                   and mark_newest not glob '*[^0-9]*' and length(mark_newest) < 18)",
        )
        .bind(supplier.as_str())
        .bind(before.0)
        .fetch_one(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(newest.map(|number| ProviderOrderId::new(number.to_string())))
    }

    pub(crate) async fn put_strays(&self, strays: &[Stray]) -> Answer<()> {
        let vault = self.vault_needed()?;
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let mut draft = None;
        for stray in strays {
            if !put(&mut tx, stray).await? {
                continue;
            }
            let owner = owner_of(&stray.supplier, Some(&stray.listed.provider_order_id));
            let begun = draft.unwrap_or_else(|| Draft::new("strays_found", stray.found_at));
            draft = Some(begun.show(&mut tx, vault, Shown::Of(&STRAY, &owner)).await?);
        }
        let Some(draft) = draft else { return Ok(()) };
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await
    }

    pub(crate) async fn open_strays(&self) -> Answer<Vec<Stray>> {
        let rows: Vec<Row> = sqlx::query_as(
            "select supplier, provider_order_id, reference, item, kind, cost, cost_currency, made_at,
                 found_at, needs_person
             from strays s where verdict is null
               and not exists (select 1 from orders o where o.supplier = s.supplier
                   and o.provider_order_id = s.provider_order_id)
             order by needs_person desc, found_at, coalesce(made_at, 0), provider_order_id",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        rows.into_iter().map(Row::stray).collect()
    }

    pub(crate) async fn put_denial(
        &self,
        supplier: &SupplierId,
        id: &ProviderOrderId,
        note: &Note,
    ) -> Answer<()> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        if !settle(&mut tx, supplier, Some(id), "not_ours", note).await? {
            return Err(JournalError::Conflict);
        }
        let (cost, currency): (Option<String>, Option<String>) = sqlx::query_as(
            "select cost, cost_currency from strays where supplier = ? and provider_order_id = ?",
        )
        .bind(supplier.as_str())
        .bind(id.as_str())
        .fetch_one(&mut *tx)
        .await
        .map_err(journal_error)?;
        let vault = self.vault_needed()?;
        let owner = owner_of(supplier, Some(id));
        let mut draft = Draft::new("stray_denied", note.at)
            .say_some("clerk", note.clerk.as_deref())
            .show(&mut tx, vault, Shown::Of(&STRAY, &owner))
            .await?;
        if let Some(cost) = optional_money(cost.as_deref(), currency.as_deref())? {
            let booking = Booking {
                supplier: supplier.clone(),
                kind: BookingKind::Explained,
                amount: Money::new(-cost.amount(), cost.currency()),
                at: note.at,
                by_supplier: false,
                clerk: note.clerk.clone(),
                note: note.detail.clone(),
            };
            let booked = bookings::put(&mut tx, &booking, None, note.at).await?;
            draft = draft.show(&mut tx, vault, Shown::Of(&BOOKING, &booked.to_string())).await?;
        }
        let link = append(&mut tx, vault, draft).await?;
        self.settle(tx, &link).await
    }

    pub(crate) async fn listed_since(
        &self,
        supplier: &SupplierId,
        since: Timestamp,
    ) -> Answer<Vec<(OrderId, ProviderOrderId)>> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "select id, provider_order_id from orders o
             where supplier = ?1 and sent_at >= ?2 and state in ('delivered', 'waiting')
               and provider_order_id is not null
               and not exists (select 1 from attention a where a.order_id = o.id
                   and a.kind = 'not_listed' and a.seen_at is not null)",
        )
        .bind(supplier.as_str())
        .bind(since.0)
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(rows
            .into_iter()
            .map(|(id, theirs)| (OrderId::new(id), ProviderOrderId::new(theirs)))
            .collect())
    }
}

/// Keeps one, if it is new.
async fn put(connection: &mut SqliteConnection, stray: &Stray) -> Answer<bool> {
    let listed = &stray.listed;
    let kept = sqlx::query(
        "insert into strays (supplier, provider_order_id, reference, item, kind, cost, cost_currency,
             made_at, found_at, needs_person)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (supplier, provider_order_id) do nothing",
    )
    .bind(stray.supplier.as_str())
    .bind(listed.provider_order_id.as_str())
    .bind(listed.references.first())
    .bind(&listed.item)
    .bind(listed.kind.map(ProductKind::as_str))
    .bind(listed.cost.map(|cost| cost.amount().to_string()))
    .bind(listed.cost.map(|cost| cost.currency().to_string()))
    .bind(listed.created_at.map(|at| at.0))
    .bind(stray.found_at.0)
    .bind(stray.needs_person)
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(kept.rows_affected() == 1)
}

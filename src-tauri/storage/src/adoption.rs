//! Passing unfinished orders on: only from a process that is provably dead (INV-15).

use crate::{
    events,
    open::{Storage, journal_error},
    owner,
};
use domain::{
    ids::{OrderId, OwnerId},
    time::Timestamp,
};
use engine::ports::journal::JournalError;

// What waits for a card tender is passed on with that tender, and never without it.
impl Storage {
    pub(crate) async fn adopt_orphans(
        &self,
        me: &OwnerId,
        at: Timestamp,
    ) -> Result<Vec<OrderId>, JournalError> {
        let dead = self.dead_owners(me).await?;
        if dead.is_empty() {
            return Ok(Vec::new());
        }
        match self.adopt_from(&dead, me, at).await {
            // Outcomes may be waiting for whoever adopts their orders (INV-17).
            Err(JournalError::DiskFull) if self.release_reserve() => {
                self.adopt_from(&dead, me, at).await
            }
            adopted => adopted,
        }
    }

    async fn adopt_from(
        &self,
        dead: &[OwnerId],
        me: &OwnerId,
        at: Timestamp,
    ) -> Result<Vec<OrderId>, JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let (mut adopted, mut link) = (Vec::new(), None);
        for owner in dead {
            let ids: Vec<String> = sqlx::query_scalar(
                "update orders set owner = ? where owner = ?
                 and state in ('prepared', 'waiting', 'unknown', 'needs_attention')
                 and not (state = 'prepared' and sale_id in (select sale_id from tenders))
                 returning id",
            )
            .bind(me.as_str())
            .bind(owner.as_str())
            .fetch_all(&mut *tx)
            .await
            .map_err(journal_error)?;
            adopted.extend(ids.into_iter().map(OrderId::new));
        }
        for order in &adopted {
            let vault = self.vault_needed()?;
            if let Some(added) = events::add_adopted(&mut tx, vault, order, at).await? {
                link = Some(added);
            }
        }
        match link {
            Some(link) => self.settle(tx, &link).await?,
            None => tx.commit().await.map_err(journal_error)?,
        }
        adopted.sort();
        Ok(adopted)
    }

    pub(crate) async fn orders_owned_by(
        &self,
        owner: &OwnerId,
    ) -> Result<Vec<OrderId>, JournalError> {
        let ids: Vec<String> = sqlx::query_scalar(
            "select id from orders where owner = ?
             and state in ('prepared', 'waiting', 'unknown', 'needs_attention')
             and not (state = 'prepared' and sale_id in (select sale_id from tenders))
             order by id",
        )
        .bind(owner.as_str())
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(ids.into_iter().map(OrderId::new).collect())
    }

    async fn dead_owners(&self, me: &OwnerId) -> Result<Vec<OwnerId>, JournalError> {
        let owning = self
            .owners(
                "select distinct owner from orders
                 where state in ('prepared', 'waiting', 'unknown', 'needs_attention')
                 union select distinct owner from tenders where closed = 0",
            )
            .await?;
        owner::sweep(&self.data_dir, &owning);
        Ok(self.dead_among(owning, me))
    }

    /// Which of these references no order here has.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub async fn without_order(&self, references: &[&str]) -> Result<Vec<String>, JournalError> {
        let wanted = serde_json::to_string(references)
            .map_err(|error| JournalError::Database(Box::new(error)))?;
        sqlx::query_scalar(
            "select value from json_each(?)
             where value not in (select reference from orders where reference is not null)",
        )
        .bind(wanted)
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)
    }

    /// The owners that a query names.
    pub(crate) async fn owners(&self, query: &'static str) -> Result<Vec<OwnerId>, JournalError> {
        let owners: Vec<String> =
            sqlx::query_scalar(query).fetch_all(&self.readers).await.map_err(journal_error)?;
        Ok(owners.into_iter().map(OwnerId::new).collect())
    }

    /// Those of them whose processes are provably dead (INV-15).
    pub(crate) fn dead_among(&self, owners: Vec<OwnerId>, me: &OwnerId) -> Vec<OwnerId> {
        let is_dead = |owner: &OwnerId| owner != me && owner::is_dead(&self.data_dir, owner);
        owners.into_iter().filter(is_dead).collect()
    }
}

//! How long customers' numbers are kept.

use crate::{
    open::{Storage, journal_error},
    rows::corrupt,
};
use domain::{ids::OrderId, time::Timestamp};
use engine::ports::journal::{JournalError, Note};
use std::time::Duration;

type Answer<T> = Result<T, JournalError>;

pub(crate) const PHONE_DAYS: &str = "shop.privacy.phone_days";
/// Erasing empties the write-ahead log each time: so many in one go, the rest in the next.
const AT_ONCE: u32 = 50;

impl Storage {
    /// How many days customers' numbers are kept; `None` is for good.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn phone_days(&self) -> Answer<Option<u32>> {
        let all = self.settings().await?;
        let Some(text) = all.get(PHONE_DAYS) else { return Ok(None) };
        let days: u32 = text.parse().map_err(|_| corrupt(PHONE_DAYS, text))?;
        Ok((days > 0).then_some(days))
    }

    /// Erases the customers' numbers of some orders that ended longer ago than the shop keeps them. Answers
    /// of how many: none, if nothing is left to do.
    ///
    /// # Errors
    /// If it cannot be written; what was erased by then stays erased.
    pub async fn erase_old_customers(&self, now: Timestamp) -> Answer<u32> {
        let Some(days) = self.phone_days().await? else { return Ok(0) };
        let before = now.before(Duration::from_secs(u64::from(days).saturating_mul(24 * 3600)));
        let orders: Vec<String> = sqlx::query_scalar(
            "select id from orders where finished_at < ?1 and created_at < ?1
               and state in ('delivered', 'refused', 'refunded')
               and (phone is not null or phone_sent is not null or fields <> '{}')
             order by created_at limit ?2",
        )
        .bind(before.0)
        .bind(AT_ONCE)
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        let mut erased = 0_u32;
        for order in orders {
            let note = Note { at: now, clerk: None, detail: None };
            if self.erase_customer(&OrderId::new(order), &note).await? {
                erased = erased.saturating_add(1);
            }
        }
        Ok(erased)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Provision, chain::story_tests::Till};
    use domain::{product::ProductKind, time::Timestamp};
    use engine::ports::Journal as _;

    const DAY: i64 = 24 * 3600 * 1000;

    #[tokio::test]
    async fn old_numbers_are_erased_young_ones_stay_and_the_journal_stays_sound() {
        let till = Till::new().await;
        let phone = Some("+970599123456");
        let open = till.open("open", ProductKind::Topup, phone).await;
        let old = till.deliver("old", "OLD1-CODE-0001").await;
        let now = |days: i64| Timestamp(till.now().0 + days * DAY);
        assert_eq!(till.storage.erase_old_customers(now(400)).await.unwrap(), 0, "off by default");
        let file = Provision { phone_days: Some(30), ..Provision::default() };
        till.storage.provision(&file, "test").await.unwrap();
        assert_eq!(till.storage.erase_old_customers(now(29)).await.unwrap(), 0);
        assert_eq!(till.storage.erase_old_customers(now(31)).await.unwrap(), 1);
        assert_eq!(till.storage.erase_old_customers(now(31)).await.unwrap(), 0, "once");
        let order = |id| till.storage.order(id);
        let erased = order(&old).await.unwrap().unwrap();
        assert!(erased.phone.is_none() && erased.phone_sent.is_none() && erased.fields.is_empty());
        assert_eq!(erased.secrets.len(), 3, "its code stays");
        let kept = order(&open).await.unwrap().unwrap();
        assert!(kept.phone.is_some(), "what is not finished needs its number");
        assert!(till.verify().await.is_ok());
    }
}

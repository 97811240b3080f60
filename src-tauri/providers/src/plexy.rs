//! Plexy Gate: a reserved balance, orders that end later, and an `Idempotency-Key`.
//!
//! Source: shared facts of the supplier's "Create order", "List orders", "Get order by ID", "Get
//! product", "Get balance" and "List deposit history" pages. How long a key lives is not documented:
//! a lost purchase is repeated, byte for byte under its key, only while it is young; afterwards the
//! list, which shows the key, is the judge. No host is documented, so the file must name it.

mod products;
mod read;
mod wire;
mod write;

use crate::{
    listing::{Pages, Turned, once_each, start},
    reply::{failed, look},
    request::{Route, path_segment},
    transport::Wire,
};
use async_trait::async_trait;
use domain::{
    account::{SupplierAccount, Wallet},
    ids::ProviderOrderId,
    money::Currency,
    product::Product,
    time::Timestamp,
};
use engine::ports::{
    Supplier,
    supplier::{
        Checked, Exchange, Intent, ListFrom, Listed, Look, PaidIn, PlaceTicket, Placed, Progress,
        Recovery, SupplierError, WireReply, WireRequest, Wish,
    },
};
use std::{sync::Arc, time::Duration};

pub use products::{Kinds, read_kinds, read_product, read_products};
pub use read::{Page, Row, read_balance, read_created, read_deposits, read_one, read_page};
pub use write::{create, list_all_query, list_query};

/// Entries asked for at once; the supplier's own limit is not documented.
const PAGE_SIZE: u32 = 100;
/// How long a key is trusted. The sibling product's lives for 24 hours; for this one nobody says, so
/// a repeat is a matter of minutes.
const REPEAT_FOR: Duration = Duration::from_secs(30 * 60);

/// A Plexy Gate agent.
#[derive(Debug)]
pub struct Plexy {
    account: SupplierAccount,
    agent_path: String,
    route: Route,
}

impl Plexy {
    /// An account, reached this way. The key stands raw in `Authorization`, without a Bearer word.
    #[must_use]
    pub fn new(account: SupplierAccount, wire: Arc<dyn Wire>) -> Self {
        let (base_url, key) = (account.base_url.clone(), account.api_key.clone());
        let agent_path = write::agent_path(account.agent_id.as_deref().unwrap_or_default());
        Self { route: Route::new(base_url, "Authorization", key, wire), agent_path, account }
    }

    /// The deposits of the account, newest first, for reconciling its balance.
    ///
    /// # Errors
    /// If they cannot be read to their end.
    pub async fn deposits(&self) -> Result<Vec<PaidIn>, SupplierError> {
        let (mut deposits, mut pages) = (Vec::new(), Pages::default());
        for page in 1_u64.. {
            let reply = self.ask(&format!("/deposits?page={page}&pageSize={PAGE_SIZE}")).await?;
            let (found, total) = read_deposits(&reply)?;
            let turned = pages.turn(found.iter().map(|deposit| deposit.id.as_str()), total);
            deposits.extend(found);
            if ended(turned)? {
                break;
            }
        }
        // A page that shifted while it was turned shows a deposit twice.
        let mut seen = std::collections::BTreeSet::new();
        deposits.retain(|deposit| seen.insert(deposit.id.clone()));
        Ok(deposits)
    }

    async fn get(&self, path: &str) -> Result<WireReply, String> {
        self.route.get(&format!("{}{path}", self.agent_path)).await
    }

    async fn ask(&self, path: &str) -> Result<WireReply, SupplierError> {
        self.get(path).await.map_err(SupplierError::Unreachable)
    }

    /// One order by the supplier's id.
    async fn look_at(&self, intent: &Intent, id: &ProviderOrderId) -> Look {
        match self.get(&format!("/orders/{}", path_segment(id.as_str()))).await {
            Ok(reply) => look(read_one(intent, self.account.environment, &reply), id, reply),
            Err(detail) => failed(&detail),
        }
    }

    /// Our order by its key or reference: pages of its product, newest first, until their orders are
    /// too old to be ours. Only a list read so far without it is an absence.
    async fn search(&self, intent: &Intent, now: Timestamp) -> Look {
        let (mut pages, mut newest_first) = (Pages::default(), NewestFirst::default());
        for number in 1_u64.. {
            let query = list_query(&intent.item, number, PAGE_SIZE);
            let reply = match self.get(&format!("/orders?{query}")).await {
                Ok(reply) => reply,
                Err(detail) => return failed(&detail),
            };
            let page = match read_page(&reply) {
                Ok(page) => page,
                Err(unread) => return unread.into(),
            };
            if let Some(id) = page.find(&intent.reference) {
                return self.look_at(intent, id).await;
            }
            let bound = start(intent.created_at, now, reply.date);
            newest_first.read(&page);
            if bound.is_some_and(|bound| newest_first.reached(bound)) {
                return Look::Absent;
            }
            match pages.turn(page.rows.iter().map(|row| row.id.as_str()), page.total) {
                Turned::More => {}
                Turned::Complete => return Look::Absent,
                Turned::Broken(detail) => return failed(detail),
            }
        }
        failed("the listing did not end")
    }

    /// What types and categories are called; the catalogue does without, the documented types stand in.
    async fn kinds(&self) -> Result<Kinds, SupplierError> {
        let mut kinds = Kinds::documented();
        match self.ask("/product-types").await.and_then(|reply| read_kinds(&reply)) {
            Ok(types) => kinds.types.extend(types),
            Err(SupplierError::KeyOrAddress) => return Err(SupplierError::KeyOrAddress),
            Err(error) => tracing::warn!(%error, "the documented product types stand in"),
        }
        match self.ask("/product-categories").await.and_then(|reply| read_kinds(&reply)) {
            Ok(categories) => kinds.categories = categories,
            Err(error) => tracing::warn!(%error, "the catalogue comes without shelves"),
        }
        Ok(kinds)
    }
}

/// Whether a list really is newest first. The order is not documented: a list that is not must be
/// read to its end.
#[derive(Default)]
struct NewestFirst {
    oldest: Option<Timestamp>,
    broken: bool,
}

impl NewestFirst {
    fn read(&mut self, page: &Page) {
        for row in &page.rows {
            match (row.created_at, self.oldest) {
                (None, _) => self.broken = true,
                (Some(at), Some(oldest)) if at > oldest => self.broken = true,
                (Some(at), _) => self.oldest = Some(at),
            }
        }
    }

    /// Whether everything that follows was made before `bound`.
    fn reached(&self, bound: Timestamp) -> bool {
        !self.broken && self.oldest.is_some_and(|oldest| oldest < bound)
    }
}

/// Whether a list of what buys nothing was read to its end.
fn ended(turned: Turned) -> Result<bool, SupplierError> {
    match turned {
        Turned::More => Ok(false),
        Turned::Complete => Ok(true),
        Turned::Broken(_) => Err(SupplierError::Unreadable),
    }
}

#[async_trait]
impl Supplier for Plexy {
    fn has_preflight(&self, _product: &Product) -> bool {
        false
    }

    fn needs_phone(&self) -> bool {
        false
    }

    fn currency(&self) -> Option<Currency> {
        self.account.currency
    }

    fn recovery(&self) -> Recovery {
        Recovery::ByRepeat { horizon: REPEAT_FOR }
    }

    fn write_order(&self, intent: &Intent) -> WireRequest {
        let agent_id = self.account.agent_id.as_deref().unwrap_or_default();
        write::create(&self.account.base_url, agent_id, intent)
    }

    async fn place(&self, ticket: PlaceTicket) -> Exchange {
        self.route.purchase(ticket.redeem()).await
    }

    fn read_placed(&self, intent: &Intent, reply: &WireReply) -> Placed {
        read_created(intent, self.account.environment, reply)
    }

    async fn look_up(
        &self,
        intent: &Intent,
        known: Option<&ProviderOrderId>,
        now: Timestamp,
    ) -> Look {
        match known {
            Some(id) => self.look_at(intent, id).await,
            None => self.search(intent, now).await,
        }
    }

    async fn listing(&self, from: &ListFrom, now: Timestamp) -> Result<Vec<Listed>, SupplierError> {
        let (mut pages, mut newest_first) = (Pages::default(), NewestFirst::default());
        let mut rows = Vec::new();
        for number in 1_u64.. {
            let reply = self.ask(&format!("/orders?{}", list_all_query(number, PAGE_SIZE))).await?;
            let page = read_page(&reply).map_err(|_| SupplierError::Unreadable)?;
            newest_first.read(&page);
            let turned = pages.turn(page.rows.iter().map(|row| row.id.as_str()), page.total);
            rows.extend(page.rows.into_iter().map(|row| Listed {
                provider_order_id: row.id,
                references: [row.external_ref, row.key].into_iter().flatten().collect(),
                item: row.item,
                kind: None,
                cost: row.cost,
                created_at: row.created_at,
            }));
            let bound = start(from.since, now, reply.date);
            if bound.is_some_and(|bound| newest_first.reached(bound)) || ended(turned)? {
                break;
            }
        }
        Ok(once_each(rows))
    }

    async fn paid_in(&self) -> Result<Option<Vec<PaidIn>>, SupplierError> {
        self.deposits().await.map(Some)
    }

    /// There is nothing to ask before buying: neither accounts nor stock can be checked.
    async fn check(&self, _wish: &Wish<'_>) -> Result<Checked, SupplierError> {
        Ok(Checked { ok: true, ..Checked::default() })
    }

    async fn wallets(&self, now: Timestamp) -> Result<Vec<Wallet>, SupplierError> {
        let balances = read_balance(&self.ask("/balance").await?)?;
        let supplier = &self.account.id;
        let wallet = |balance| Wallet { supplier: supplier.clone(), balance, as_of: now };
        Ok(balances.into_iter().map(wallet).collect())
    }

    fn has_catalogue(&self) -> bool {
        true
    }

    async fn catalogue(&self, progress: Progress<'_>) -> Result<Vec<Product>, SupplierError> {
        let kinds = self.kinds().await?;
        let (mut products, mut pages) = (Vec::new(), Pages::default());
        for page in 1_u64.. {
            let reply = self.ask(&format!("/products?page={page}&pageSize={PAGE_SIZE}")).await?;
            let (found, total) = read_products(&self.account.id, &kinds, &reply)?;
            let turned = pages.turn(found.iter().map(|product| product.item.as_str()), total);
            products.extend(found);
            progress(pages.count(), total.and_then(|total| usize::try_from(total).ok()));
            if ended(turned)? {
                break;
            }
        }
        Ok(products)
    }

    async fn details(&self, item: &str) -> Result<Option<Product>, SupplierError> {
        let reply = self.ask(&format!("/products/{}", path_segment(item))).await?;
        read_product(&self.account.id, &Kinds::documented(), &reply)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows made at these moments.
    fn page(moments: &[i64]) -> Page {
        let row = |at: &i64| Row {
            id: ProviderOrderId::new(at.to_string()),
            key: None,
            external_ref: None,
            created_at: (*at >= 0).then_some(Timestamp(*at)),
            item: None,
            cost: None,
        };
        Page { rows: moments.iter().map(row).collect(), total: None }
    }

    fn reached(pages: &[&[i64]], bound: i64) -> bool {
        let mut newest_first = NewestFirst::default();
        pages.iter().for_each(|moments| newest_first.read(&page(moments)));
        newest_first.reached(Timestamp(bound))
    }

    #[test]
    fn reading_stops_early_only_in_a_list_that_really_falls() {
        assert!(reached(&[&[9, 7, 7, 4]], 5));
        assert!(reached(&[&[9, 7], &[6, 4]], 5));
        assert!(!reached(&[&[9, 7, 5]], 5), "not old enough yet");
        assert!(!reached(&[&[4, 7, 9]], 5), "oldest first: ours may be on a later page");
        assert!(!reached(&[&[9, 3], &[8, 2]], 5), "falls on each page only");
        assert!(!reached(&[&[9, -1, 3]], 5), "a row without a time");
        assert!(!reached(&[&[]], 5));
    }
}

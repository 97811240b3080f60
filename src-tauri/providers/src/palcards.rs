//! PalCards: asynchronous orders, **no** duplicate protection, keys bound to IPv4 addresses.
//!
//! Source: shared facts of the supplier's "Create an order", "Retrieve orders", "Wallet & balance"
//! and "Order status lifecycle" pages. `clientOrderRef` is echoed and never de-duplicates: two
//! posts are two orders and two charges, so a lost reply is looked up and never sent again.

mod catalog;
mod read;
mod wire;
mod write;

use crate::{
    listing::{Pages, Turned, once_each, start},
    reply::failed,
    request::{Route, path_segment},
    transport::Wire,
};
use async_trait::async_trait;
use domain::{
    account::{SupplierAccount, Wallet},
    ids::{ProviderOrderId, Reference},
    money::Currency,
    product::{Product, ProductKind},
    time::Timestamp,
};
use engine::ports::{
    Supplier,
    supplier::{
        Checked, Exchange, Intent, ListFrom, Listed as Row, Look, PlaceTicket, Placed, Progress,
        Recovery, SupplierError, WireReply, WireRequest, Wish,
    },
};
use std::{collections::BTreeSet, sync::Arc, time::Duration};

pub use catalog::{CatalogPage, read_catalog};
pub use read::{Page, read_created, read_one, read_page, read_preflight, read_profile};
pub use write::{create, list_query};

/// Where PalCards is, by environment.
pub const PRODUCTION: &str = "https://api.palcards.ps";
/// Where its sandbox is.
pub const SANDBOX: &str = "https://api-sandbox.palcards.ps";

/// Orders asked for at once; the supplier's own limit is not documented.
const PAGE_SIZE: u32 = 100;
/// Our clock and theirs may differ by so much without a listing being asked for anew.
const CLOCK_SLACK: Duration = Duration::from_secs(600);

/// A PalCards account.
#[derive(Debug)]
pub struct PalCards {
    account: SupplierAccount,
    route: Route,
}

/// What became of reading a listing.
enum Listed {
    /// It says this.
    Ended(Look),
    /// By the supplier's clock it must begin earlier; `None`: without any beginning.
    BeginsLate(Option<Timestamp>),
}

impl PalCards {
    /// An account, reached this way.
    #[must_use]
    pub fn new(account: SupplierAccount, wire: Arc<dyn Wire>) -> Self {
        let (base_url, key) = (account.base_url.clone(), account.api_key.clone());
        Self { route: Route::new(base_url, "x-api-key", key, wire), account }
    }

    /// One order by the supplier's id.
    async fn look_at(&self, intent: &Intent, id: &ProviderOrderId) -> Look {
        match self.route.get(&format!("/order/{}", path_segment(id.as_str()))).await {
            Ok(reply) => read::look(intent, id, reply),
            Err(detail) => failed(&detail),
        }
    }

    /// Our order by our own reference: every page since before it was sent. Only the whole listing
    /// without it is an absence.
    async fn search(&self, intent: &Intent, now: Timestamp) -> Look {
        // Asked as if our clock were right; the first page tells whether it is.
        let begin = start(intent.created_at, now, Some(now)).map(|at| at.before(CLOCK_SLACK));
        match self.list(intent, begin, Some(now)).await {
            Listed::Ended(look) => look,
            Listed::BeginsLate(begin) => match self.list(intent, begin, None).await {
                Listed::Ended(look) => look,
                Listed::BeginsLate(_) => failed("the supplier's clock jumps"),
            },
        }
    }

    /// Reads the listing from `begin` on; `now`, our clock, is given where the supplier's is still to
    /// be held against it.
    async fn list(
        &self,
        intent: &Intent,
        begin: Option<Timestamp>,
        now: Option<Timestamp>,
    ) -> Listed {
        let (mut pages, mut number) = (Pages::default(), None);
        loop {
            let query = write::list_query(begin, number, PAGE_SIZE);
            let reply = match self.route.get(&format!("/order?{query}")).await {
                Ok(reply) => reply,
                Err(detail) => return Listed::Ended(failed(&detail)),
            };
            let page = match read::read_page(&reply) {
                Ok(page) => page,
                Err(unread) => return Listed::Ended(unread.into()),
            };
            if let Some(id) = page.find(&intent.reference) {
                return Listed::Ended(self.look_at(intent, &id).await);
            }
            if let (Some(now), None) = (now, number) {
                let needed = start(intent.created_at, now, reply.date);
                // `None`, the whole list, is before every beginning.
                if needed < begin {
                    return Listed::BeginsLate(needed);
                }
            }
            match pages.turn(page.rows.iter().map(|row| row.provider_order_id.as_str()), page.total)
            {
                Turned::More => number = Some(page.number.saturating_add(1)),
                Turned::Complete => return Listed::Ended(Look::Absent),
                Turned::Broken(detail) => return Listed::Ended(failed(detail)),
            }
        }
    }
}

impl PalCards {
    /// Every order of the pages since `begin`; or from when on they should have begun, where `needed`
    /// says so by the supplier's clock.
    async fn all_since(
        &self,
        begin: Option<Timestamp>,
        needed: impl Fn(Option<Timestamp>) -> Option<Timestamp> + Send,
    ) -> Result<Result<Vec<Row>, Option<Timestamp>>, SupplierError> {
        let (mut pages, mut number, mut rows) = (Pages::default(), None, Vec::new());
        loop {
            let query = write::list_query(begin, number, PAGE_SIZE);
            let reply = self.route.get(&format!("/order?{query}")).await;
            let reply = reply.map_err(SupplierError::Unreachable)?;
            let page = read::read_page(&reply).map_err(|_| SupplierError::Unreadable)?;
            let needed = needed(reply.date);
            if number.is_none() && needed < begin {
                return Ok(Err(needed));
            }
            let turned =
                pages.turn(page.rows.iter().map(|row| row.provider_order_id.as_str()), page.total);
            rows.extend(page.rows);
            match turned {
                Turned::More => number = Some(page.number.saturating_add(1)),
                Turned::Complete => return Ok(Ok(rows)),
                Turned::Broken(_) => return Err(SupplierError::Unreadable),
            }
        }
    }
}

#[async_trait]
impl Supplier for PalCards {
    fn has_preflight(&self, product: &Product) -> bool {
        product.kind == ProductKind::Topup
    }

    fn needs_phone(&self) -> bool {
        true
    }

    fn currency(&self) -> Option<Currency> {
        self.account.currency
    }

    fn recovery(&self) -> Recovery {
        Recovery::ByReference
    }

    fn write_order(&self, intent: &Intent) -> WireRequest {
        write::create(&self.account.base_url, intent)
    }

    async fn place(&self, ticket: PlaceTicket) -> Exchange {
        self.route.purchase(ticket.redeem()).await
    }

    fn read_placed(&self, intent: &Intent, reply: &WireReply) -> Placed {
        read::read_created(intent, reply)
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

    async fn listing(&self, from: &ListFrom, now: Timestamp) -> Result<Vec<Row>, SupplierError> {
        let since = from.since;
        let begin = start(since, now, Some(now)).map(|at| at.before(CLOCK_SLACK));
        let mut rows = self.all_since(begin, |date| start(since, now, date)).await?;
        if let Err(begin) = rows {
            rows = self.all_since(begin, |_| begin).await?;
        }
        // The supplier's clock jumped between the two.
        rows.map(once_each).map_err(|_| SupplierError::Unreadable)
    }

    async fn check(&self, wish: &Wish<'_>) -> Result<Checked, SupplierError> {
        let body = write::preflight(&wish.product.item, wish.fields);
        let reply = self.route.post("/order/top-up/preflight", body).await;
        read::read_preflight(&reply.map_err(SupplierError::Unreachable)?)
    }

    fn has_catalogue(&self) -> bool {
        self.account.catalog.is_some()
    }

    /// PalCards documents no catalogue: asked for only where the owner says where it is.
    async fn catalogue(&self, progress: Progress<'_>) -> Result<Vec<Product>, SupplierError> {
        let source = self.account.catalog.as_ref().ok_or(SupplierError::NotBuilt)?;
        let (mut products, mut known) = (Vec::new(), BTreeSet::new());
        let mut pages = Pages::default();
        for turn in 0_u64.. {
            let path = catalog::path(source, turn);
            let reply = self.route.get(&path).await.map_err(SupplierError::Unreachable)?;
            let page = read_catalog(&self.account, source, &reply)?;
            let turned = pages.turn(page.items.iter().map(String::as_str), page.total);
            products.extend(page.products.into_iter().filter(|it| known.insert(it.item.clone())));
            progress(products.len(), None);
            match turned {
                Turned::More if source.page.is_some() => {}
                Turned::More | Turned::Complete => break,
                Turned::Broken(_) => return Err(SupplierError::Unreadable),
            }
        }
        Ok(products)
    }

    async fn wallets(&self, now: Timestamp) -> Result<Vec<Wallet>, SupplierError> {
        let reply = self.route.get("/user/profile").await;
        let balances = read::read_profile(&reply.map_err(SupplierError::Unreachable)?)?;
        let supplier = &self.account.id;
        let wallet = |balance| Wallet { supplier: supplier.clone(), balance, as_of: now };
        Ok(balances.into_iter().map(wallet).collect())
    }
}

impl Page {
    /// The order that carries our reference, to the letter (INV-18).
    fn find(&self, reference: &Reference) -> Option<ProviderOrderId> {
        let wanted = reference.as_str();
        let ours = |row: &&Row| row.references.iter().any(|theirs| theirs == wanted);
        self.rows.iter().find(ours).map(|row| row.provider_order_id.clone())
    }
}

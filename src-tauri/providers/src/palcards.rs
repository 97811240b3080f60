//! PalCards: asynchronous orders, **no** duplicate protection, keys bound to IPv4 addresses.
//!
//! Source: shared facts of the supplier's "Create an order", "Retrieve orders", "Wallet & balance"
//! and "Order status lifecycle" pages. `clientOrderRef` is echoed and never de-duplicates: two
//! posts are two orders and two charges, so a lost reply is looked up and never sent again.

mod read;
mod wire;
mod write;

use crate::transport::{Call, Wire};
use async_trait::async_trait;
use domain::{
    account::{SupplierAccount, Wallet},
    ids::{ProviderOrderId, Reference},
    money::Currency,
    product::{Product, ProductKind},
    reason::{Reason, ReasonCode},
    time::Timestamp,
};
use engine::ports::{
    Supplier,
    supplier::{
        Checked, Exchange, Intent, Look, PlaceTicket, Placed, Recovery, SupplierError, WireReply,
        WireRequest, Wish,
    },
};
use reqwest::Method;
use std::{collections::BTreeSet, sync::Arc};

pub use read::{Page, Unread, read_created, read_one, read_page, read_preflight, read_profile};
pub use write::{create, list_query};

/// Where PalCards is, by environment.
pub const PRODUCTION: &str = "https://api.palcards.ps";
/// Where its sandbox is.
pub const SANDBOX: &str = "https://api-sandbox.palcards.ps";

/// Orders asked for at once; the supplier's own limit is not documented.
const PAGE_SIZE: u32 = 100;
/// More pages than any shop fills in a day; a listing that goes on is not complete.
const PAGES_MAX: u32 = 200;

/// A PalCards account.
#[derive(Debug)]
pub struct PalCards {
    account: SupplierAccount,
    wire: Arc<dyn Wire>,
}

impl PalCards {
    /// An account, reached this way.
    #[must_use]
    pub fn new(account: SupplierAccount, wire: Arc<dyn Wire>) -> Self {
        Self { account, wire }
    }

    async fn ask(&self, method: Method, path: &str, body: Option<Vec<u8>>) -> Exchange {
        let url = format!("{}{path}", self.account.base_url);
        self.wire.ask(self.call(method, &url, &[], body)).await
    }

    fn call<'a>(
        &'a self,
        method: Method,
        url: &'a str,
        headers: &'a [(String, String)],
        body: Option<Vec<u8>>,
    ) -> Call<'a> {
        Call { method, url, key: ("x-api-key", self.account.api_key.reveal()), headers, body }
    }

    /// One order by the supplier's id.
    async fn look_at(&self, intent: &Intent, id: &ProviderOrderId) -> Look {
        let path = format!("/order/{}", write::path_segment(id.as_str()));
        match self.ask(Method::GET, &path, None).await {
            Exchange::Answered(reply) => read::look(intent, id, reply),
            Exchange::NeverSent(detail) | Exchange::Lost(detail) => failed(&detail),
        }
    }

    /// Our order by our own reference: every page since before it was sent. Only the whole listing
    /// without it is an absence.
    async fn search(&self, intent: &Intent) -> Look {
        let mut seen = BTreeSet::new();
        let mut number = None;
        for _ in 0..PAGES_MAX {
            let query = write::list_query(intent, number, PAGE_SIZE);
            let reply = match self.ask(Method::GET, &format!("/order?{query}"), None).await {
                Exchange::Answered(reply) => reply,
                Exchange::NeverSent(detail) | Exchange::Lost(detail) => return failed(&detail),
            };
            let page = match read::read_page(&reply) {
                Ok(page) => page,
                Err(unread) => return unread.into(),
            };
            if let Some(id) = page.find(&intent.reference) {
                return self.look_at(intent, &id).await;
            }
            let before = seen.len();
            seen.extend(page.ids.iter().cloned());
            let all =
                page.total.is_some_and(|total| u64::try_from(seen.len()).is_ok_and(|n| n >= total));
            // A page that brings nothing new ends the listing, whatever the supplier counts from.
            if all || page.ids.is_empty() || seen.len() == before {
                return complete(&page, seen.len());
            }
            number = Some(page.number.saturating_add(1));
        }
        failed("the listing did not end")
    }
}

/// The listing ended: complete if it holds as many orders as the supplier says there are.
fn complete(page: &Page, seen: usize) -> Look {
    match page.total {
        Some(total) if u64::try_from(seen).is_ok_and(|seen| seen < total) => {
            failed("the listing ended before its own total")
        }
        _ => Look::Absent,
    }
}

fn failed(detail: &str) -> Look {
    Look::Failed { reason: Reason::with(ReasonCode::Unreachable, detail), retry_after: None }
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
        let WireRequest { url, headers, body, .. } = ticket.redeem();
        self.wire.purchase(self.call(Method::POST, &url, &headers, Some(body))).await
    }

    fn read_placed(&self, intent: &Intent, reply: &WireReply) -> Placed {
        read::read_created(intent, reply)
    }

    async fn look_up(
        &self,
        intent: &Intent,
        known: Option<&ProviderOrderId>,
        _now: Timestamp,
    ) -> Look {
        match known {
            Some(id) => self.look_at(intent, id).await,
            None => self.search(intent).await,
        }
    }

    async fn check(&self, wish: &Wish<'_>) -> Result<Checked, SupplierError> {
        let body = write::preflight(&wish.product.item, wish.fields);
        match self.ask(Method::POST, "/order/top-up/preflight", Some(body)).await {
            Exchange::Answered(reply) => read::read_preflight(&reply),
            Exchange::NeverSent(detail) | Exchange::Lost(detail) => {
                Err(SupplierError::Unreachable(detail))
            }
        }
    }

    async fn wallets(&self, now: Timestamp) -> Result<Vec<Wallet>, SupplierError> {
        match self.ask(Method::GET, "/user/profile", None).await {
            Exchange::Answered(reply) => {
                let balances = read::read_profile(&reply)?;
                let supplier = &self.account.id;
                let wallet = |balance| Wallet { supplier: supplier.clone(), balance, as_of: now };
                Ok(balances.into_iter().map(wallet).collect())
            }
            Exchange::NeverSent(detail) | Exchange::Lost(detail) => {
                Err(SupplierError::Unreachable(detail))
            }
        }
    }
}

impl Page {
    /// The order that carries our reference, to the letter (INV-18).
    fn find(&self, reference: &Reference) -> Option<ProviderOrderId> {
        let wanted = reference.as_str();
        let row = self.rows.iter().find(|(_, theirs)| theirs.as_deref() == Some(wanted));
        row.map(|(id, _)| id.clone())
    }
}

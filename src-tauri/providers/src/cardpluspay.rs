//! CardPlusPay: codes usually at once, **no** duplicate protection, and nothing of ours in a reply.
//!
//! Source: shared facts of the supplier's "Concepts", "Authentication", "Display products", "Check
//! availability", "Create order", "Order status", "List orders & balance" and "Security" pages. Each
//! post may be another order, and no order carries a reference: after a lost reply, orders newer than
//! the mark taken before sending are proposed to a person and never adopted. Accounts may demand
//! requests signed over a challenge; the endpoint that issues challenges is not documented, so such
//! an account answers 401 and its words are shown.

mod catalog;
mod envelope;
mod read;
mod wire;
mod write;

use crate::{
    listing::{Pages, Turned, moment, once_each, start},
    reply::{failed, look},
    request::{Route, path_segment},
    transport::Wire,
};
use async_trait::async_trait;
use domain::{
    account::{SupplierAccount, Wallet},
    ids::ProviderOrderId,
    money::{Currency, Money, parse_decimal},
    product::Product,
    time::Timestamp,
};
use engine::joint::Card;
use engine::ports::{
    Supplier,
    supplier::{
        Checked, Exchange, Intent, ListFrom, Listed, Look, Mark, PlaceTicket, Placed, Progress,
        Recovery, SupplierError, WireReply, WireRequest, Wish,
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

pub use catalog::{CatalogPage, read_catalog};
pub use read::{
    Page, Row, read_balance, read_cards, read_check, read_created, read_one, read_page,
};
pub use write::{catalog_query, create, list_query};

/// Where CardPlusPay is. It has no sandbox.
pub const PRODUCTION: &str = "https://api.cardpluspay.com/v1";

/// The most entries the supplier gives at once.
const PAGE_SIZE: u32 = 100;
/// Enough to see the newest order, whatever ties there are.
const NEWEST: u32 = 20;
/// The most cards in one request.
const UNITS_MAX: u32 = 100;
/// What can be handed over at a till.
const DELIVERIES: [&str; 2] = ["DIGITAL", "BOTH"];

/// A CardPlusPay account.
#[derive(Debug)]
pub struct CardPlusPay {
    account: SupplierAccount,
    route: Route,
}

impl CardPlusPay {
    /// An account, reached this way.
    #[must_use]
    pub fn new(account: SupplierAccount, wire: Arc<dyn Wire>) -> Self {
        let (base_url, key) = (account.base_url.clone(), account.api_key.clone());
        Self { route: Route::new(base_url, "X-API-Key", key, wire), account }
    }

    async fn ask(&self, path: &str) -> Result<WireReply, SupplierError> {
        self.route.get(path).await.map_err(SupplierError::Unreachable)
    }

    /// One order by the supplier's id.
    async fn look_at(&self, intent: &Intent, id: &ProviderOrderId) -> Look {
        match self.route.get(&format!("/orders/{}", path_segment(id.as_str()))).await {
            Ok(reply) => look(read_one(intent, &reply), id, reply),
            Err(detail) => failed(&detail),
        }
    }

    /// Orders that were not there when ours was sent. Only a list read down to the mark tells that
    /// there are none.
    async fn search(&self, intent: &Intent) -> Look {
        let Some(mark) = &intent.mark else { return failed("no mark was taken before sending") };
        let mut above = match mark.newest.as_ref().map(read::number) {
            Some(None) => return failed("the newest order before sending has no number"),
            newest => Above { mark: newest.flatten(), ..Above::default() },
        };
        let mut pages = Pages::default();
        for number in 1_u64.. {
            let query = list_query(number, PAGE_SIZE);
            let reply = match self.route.get(&format!("/orders?{query}")).await {
                Ok(reply) => reply,
                Err(detail) => return failed(&detail),
            };
            let page = match read_page(&reply) {
                Ok(page) => page,
                Err(unread) => return unread.into(),
            };
            let ids: Vec<_> =
                page.rows.iter().map(|row| row.candidate.provider_order_id.clone()).collect();
            above.read(&intent.item, page.rows);
            if above.is_complete() {
                return above.look();
            }
            match pages.turn(ids.iter().map(ProviderOrderId::as_str), page.total) {
                Turned::More => {}
                Turned::Complete => return above.look(),
                Turned::Broken(detail) => return failed(detail),
            }
        }
        failed("the listing did not end")
    }

    /// A row of the list; its amount is in the account's currency where it names none.
    fn listed(&self, row: &Row) -> Listed {
        Listed {
            provider_order_id: row.candidate.provider_order_id.clone(),
            references: Vec::new(),
            item: row.item.clone(),
            kind: None,
            cost: row.candidate.cost.or_else(|| {
                let amount = row.amount.as_deref().and_then(|text| parse_decimal(text).ok())?;
                Some(Money::new(amount, self.account.currency?))
            }),
            created_at: row.candidate.created_at.as_deref().and_then(moment),
        }
    }

    async fn balance(&self) -> Result<Money, SupplierError> {
        read_balance(&self.ask("/balance").await?)
    }
}

/// What a list shows above the mark.
#[derive(Default)]
struct Above {
    mark: Option<u128>,
    found: BTreeMap<u128, Row>,
    /// The number of the last row, and whether all came in falling order.
    last: Option<u128>,
    unsorted: bool,
    reached: bool,
}

impl Above {
    fn read(&mut self, item: &str, rows: Vec<Row>) {
        for row in rows {
            self.unsorted |= self.last.is_some_and(|last| row.number > last);
            self.last = Some(row.number);
            let is_new = self.mark.is_none_or(|mark| row.number > mark);
            self.reached |= !is_new;
            // An order that names another item is not ours; one that names none may be.
            if is_new && row.item.as_deref().is_none_or(|theirs| theirs == item) {
                self.found.insert(row.number, row);
            }
        }
    }

    /// Whatever they bought.
    fn read_any(&mut self, rows: Vec<Row>) {
        self.read("", rows.into_iter().map(|row| Row { item: None, ..row }).collect());
    }

    /// A list that really is newest first is complete at the mark; any other at its end.
    fn is_complete(&self) -> bool {
        self.reached && !self.unsorted
    }

    fn look(self) -> Look {
        if self.found.is_empty() {
            return Look::Absent;
        }
        Look::Candidates(self.found.into_values().map(|row| row.candidate).collect())
    }
}

#[async_trait]
impl Supplier for CardPlusPay {
    fn has_preflight(&self, _product: &Product) -> bool {
        false
    }

    /// Stock and price, asked right before buying: both may have changed since the catalogue.
    fn has_check(&self, _product: &Product) -> bool {
        true
    }

    fn needs_phone(&self) -> bool {
        false
    }

    fn currency(&self) -> Option<Currency> {
        self.account.currency
    }

    fn recovery(&self) -> Recovery {
        Recovery::ByLikeness
    }

    fn units_max(&self) -> u32 {
        if self.account.bulk { UNITS_MAX } else { 1 }
    }

    fn cards(&self, reply: &WireReply) -> Vec<Card> {
        read_cards(reply)
    }

    fn write_order(&self, intent: &Intent) -> WireRequest {
        write::create(&self.account.base_url, intent)
    }

    async fn place(&self, ticket: PlaceTicket) -> Exchange {
        self.route.purchase(ticket.redeem()).await
    }

    fn read_placed(&self, intent: &Intent, reply: &WireReply) -> Placed {
        read_created(intent, reply)
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

    /// Nothing in the list says who made an order, nor mostly what it bought.
    async fn listing(&self, from: &ListFrom, now: Timestamp) -> Result<Vec<Listed>, SupplierError> {
        let mark = from.above.as_ref().and_then(read::number);
        let (mut above, mut pages) = (Above { mark, ..Above::default() }, Pages::default());
        let mut rows = Vec::new();
        for number in 1_u64.. {
            let reply = self.ask(&format!("/orders?{}", list_query(number, PAGE_SIZE))).await?;
            let page = read_page(&reply).map_err(|_| envelope::unasked(&reply))?;
            let ids: Vec<_> =
                page.rows.iter().map(|row| row.candidate.provider_order_id.clone()).collect();
            let bound = start(from.since, now, reply.date);
            let mut is_old = mark.is_none() && !page.rows.is_empty();
            for row in &page.rows {
                let listed = self.listed(row);
                is_old &= listed.created_at.zip(bound).is_some_and(|(at, bound)| at < bound);
                rows.push(listed);
            }
            above.read_any(page.rows);
            if above.is_complete() || is_old && !above.unsorted {
                break;
            }
            match pages.turn(ids.iter().map(ProviderOrderId::as_str), page.total) {
                Turned::More => {}
                Turned::Complete => break,
                Turned::Broken(_) => return Err(SupplierError::Unreadable),
            }
        }
        rows.retain(|row| {
            mark.is_none_or(|mark| read::number(&row.provider_order_id) > Some(mark))
        });
        Ok(once_each(rows))
    }

    async fn check(&self, wish: &Wish<'_>) -> Result<Checked, SupplierError> {
        let body = write::check(&wish.product.item, wish.quantity);
        let reply = self.route.post("/orders/check", body).await;
        let currency = self.account.currency.or(wish.product.cost.map(Money::currency));
        read_check(currency, &reply.map_err(SupplierError::Unreachable)?)
    }

    async fn mark(&self) -> Result<Mark, SupplierError> {
        let balance = self.balance().await?;
        let reply = self.ask(&format!("/orders?{}", list_query(1, NEWEST))).await?;
        let page = read_page(&reply).map_err(|_| envelope::unasked(&reply))?;
        let newest = page.rows.into_iter().max_by_key(|row| row.number);
        Ok(Mark {
            newest: newest.map(|row| row.candidate.provider_order_id),
            balance: Some(balance),
        })
    }

    async fn wallets(&self, now: Timestamp) -> Result<Vec<Wallet>, SupplierError> {
        let balance = self.balance().await?;
        Ok(vec![Wallet { supplier: self.account.id.clone(), balance, as_of: now }])
    }

    fn has_catalogue(&self) -> bool {
        true
    }

    async fn catalogue(&self, progress: Progress<'_>) -> Result<Vec<Product>, SupplierError> {
        let (mut products, mut known) = (Vec::new(), BTreeSet::new());
        for delivery in DELIVERIES {
            let (mut pages, mut more) = (Pages::default(), true);
            for number in 1_u64.. {
                let query = catalog_query(delivery, number, PAGE_SIZE);
                let reply = self.ask(&format!("/catalog?{query}")).await?;
                let page = read_catalog(&self.account.id, self.account.currency, &reply)?;
                match pages.turn(page.items.iter().map(String::as_str), page.total) {
                    Turned::More => {}
                    Turned::Complete => more = false,
                    Turned::Broken(_) => return Err(SupplierError::Unreadable),
                }
                // What is both may stand in either list.
                products
                    .extend(page.products.into_iter().filter(|it| known.insert(it.item.clone())));
                progress(products.len(), None);
                if !more {
                    break;
                }
            }
        }
        Ok(products)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::ports::supplier::Candidate;

    fn rows(numbers: &[(u128, Option<&str>)]) -> Vec<Row> {
        let row = |(number, item): &(u128, Option<&str>)| Row {
            number: *number,
            item: item.map(str::to_owned),
            amount: None,
            candidate: Candidate {
                provider_order_id: ProviderOrderId::new(number.to_string()),
                cost: None,
                created_at: None,
            },
        };
        numbers.iter().map(row).collect()
    }

    fn above(mark: Option<u128>, pages: &[&[u128]]) -> (bool, Vec<u128>) {
        let mut above = Above { mark, ..Above::default() };
        for page in pages {
            let page: Vec<_> = page.iter().map(|number| (*number, None)).collect();
            above.read("A", rows(&page));
        }
        (above.is_complete(), above.found.into_keys().collect())
    }

    #[test]
    fn a_list_is_complete_at_the_mark_only_if_it_really_falls() {
        assert_eq!(above(Some(5), &[&[8, 7, 5, 4]]), (true, vec![7, 8]));
        assert_eq!(above(Some(5), &[&[8, 7], &[6, 5]]), (true, vec![6, 7, 8]));
        assert_eq!(above(Some(5), &[&[8, 7]]), (false, vec![7, 8]), "the mark is not reached");
        assert_eq!(above(Some(5), &[&[3, 5, 6]]), (false, vec![6]), "oldest first");
        // A mark that is gone from the list is passed all the same.
        assert_eq!(above(Some(5), &[&[8, 4]]), (true, vec![8]));
        assert_eq!(above(None, &[&[2, 1]]), (false, vec![1, 2]), "without a mark, to the end");
    }

    #[test]
    fn an_order_of_another_item_is_no_candidate_and_one_without_a_name_is() {
        let mut above = Above { mark: Some(1), ..Above::default() };
        above.read("A", rows(&[(4, Some("B")), (3, Some("A")), (2, None)]));
        let Look::Candidates(candidates) = above.look() else { panic!() };
        let ids: Vec<_> = candidates.iter().map(|it| it.provider_order_id.as_str()).collect();
        assert_eq!(ids, ["2", "3"]);
    }
}

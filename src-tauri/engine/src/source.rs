//! The same product at several suppliers: which of them it is bought from.
//!
//! Only what the owner linked is the same; names are never matched, since a card of the wrong region
//! cannot be refunded. The choice is made before anything is submitted and never after.

use crate::{catalog::Index, ports::journal::JournalError, till::Till};
use domain::{
    ids::{ProductId, SupplierId},
    money::Money,
    product::Product,
    shop::Rate,
};
use std::collections::BTreeMap;

/// Products the owner says are the same, in the owner's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The products.
    pub products: Vec<ProductId>,
    /// The one that is always taken while it can be sold.
    pub pinned: Option<ProductId>,
}

/// What is known of the suppliers when a source is chosen.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// Suppliers that did not answer the last time they were asked.
    pub ailing: Vec<SupplierId>,
    /// What their wallets held when they were last seen.
    pub balances: BTreeMap<SupplierId, Vec<Money>>,
    /// The shop's own rates, to compare costs in different currencies.
    pub rates: Vec<Rate>,
}

impl Standing {
    /// The product to buy: the pinned one if it can be had, else the cheapest that can, else the owner's
    /// first. Costs that cannot be compared come last, in the owner's order.
    #[must_use]
    pub fn choose<'a>(
        &self,
        sources: &[&'a Product],
        pinned: Option<&ProductId>,
    ) -> Option<&'a Product> {
        let fit = || sources.iter().copied().filter(|product| self.can_supply(product));
        let is_pinned = |product: &&Product| Some(&product.id) == pinned;
        let cheapest = || {
            // `min_by` keeps the first of equals, which is the owner's order.
            fit().min_by(|a, b| match (self.comparable(a), self.comparable(b)) {
                (Some(a), Some(b)) if a.currency() == b.currency() => a.amount().cmp(&b.amount()),
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (Some(_), Some(_)) | (None, None) => std::cmp::Ordering::Equal,
            })
        };
        let anyway = || sources.iter().copied().find(is_pinned).or(sources.first().copied());
        fit().find(is_pinned).or_else(cheapest).or_else(anyway)
    }

    /// Sold, answered for, and funded as far as is known.
    fn can_supply(&self, product: &Product) -> bool {
        let funded = match (product.cost, self.balances.get(&product.supplier)) {
            (Some(cost), Some(balances)) => balances
                .iter()
                .find(|balance| balance.currency() == cost.currency())
                .is_none_or(|balance| balance.amount() >= cost.amount()),
            _ => true,
        };
        product.active && funded && !self.ailing.contains(&product.supplier)
    }

    /// The cost in a currency all costs can be told in: the quote of the shop's rates.
    fn comparable(&self, product: &Product) -> Option<Money> {
        let cost = product.cost?;
        let rate = self.rates.iter().find(|rate| rate.base == cost.currency());
        rate.map_or(Some(cost), |rate| cost.convert(rate.rate, rate.quote).ok())
    }
}

impl Till {
    /// What is known of the suppliers of an index's linked products; reads nothing if there are none.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub async fn standing(&self, index: &Index) -> Result<Standing, JournalError> {
        let mut standing =
            Standing { ailing: self.ailing(), rates: self.rates().to_vec(), ..Standing::default() };
        for product in index.linked() {
            let Some(cost) = product.cost else { continue };
            let wallet = self.journal().wallet(&product.supplier, cost.currency()).await?;
            let balances = standing.balances.entry(product.supplier.clone()).or_default();
            balances.extend(wallet.map(|wallet| wallet.balance));
        }
        Ok(standing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        money::{Currency, parse_decimal},
        product::{LocalName, ProductKind},
    };

    fn money(amount: &str, code: &str) -> Money {
        Money::new(parse_decimal(amount).unwrap(), code.parse::<Currency>().unwrap())
    }

    fn product(supplier: &str, cost: Option<Money>) -> Product {
        let supplier = SupplierId::new(supplier);
        Product {
            id: ProductId::of(&supplier, "1"),
            supplier,
            item: "1".into(),
            kind: ProductKind::Voucher,
            name: LocalName { en: "Card".into(), ar: "بطاقة".into() },
            brand: None,
            face_value: None,
            cost,
            price: None,
            price_rule: None,
            tax: None,
            min: None,
            max: None,
            step: None,
            required_info: Vec::new(),
            barcode: None,
            category: None,
            active: true,
        }
    }

    #[track_caller]
    fn check(standing: &Standing, products: &[Product], pinned: Option<&str>, chosen: &str) {
        let sources: Vec<&Product> = products.iter().collect();
        let pinned = pinned.map(ProductId::new);
        let found = standing.choose(&sources, pinned.as_ref()).unwrap();
        assert_eq!(found.id.as_str(), chosen);
    }

    fn three() -> [Product; 3] {
        [
            product("a", Some(money("9.50", "USD"))),
            product("b", Some(money("9.20", "USD"))),
            product("c", None),
        ]
    }

    #[test]
    fn the_cheapest_that_can_be_had_is_chosen() {
        check(&Standing::default(), &three(), None, "b:1");
        let down = Standing { ailing: vec![SupplierId::new("b")], ..Standing::default() };
        check(&down, &three(), None, "a:1");
        let balances = BTreeMap::from([(SupplierId::new("b"), vec![money("9.19", "USD")])]);
        check(&Standing { balances, ..Standing::default() }, &three(), None, "a:1");
        let [a, mut b, c] = three();
        b.active = false;
        check(&Standing::default(), &[a, b, c], None, "a:1");
    }

    #[test]
    fn the_pinned_one_is_taken_while_it_can_be_had() {
        check(&Standing::default(), &three(), Some("a:1"), "a:1");
        let down = Standing { ailing: vec![SupplierId::new("a")], ..Standing::default() };
        check(&down, &three(), Some("a:1"), "b:1");
    }

    #[test]
    fn where_none_can_be_had_the_tile_still_stands() {
        let ailing = ["a", "b", "c"].map(SupplierId::new).to_vec();
        check(&Standing { ailing: ailing.clone(), ..Standing::default() }, &three(), None, "a:1");
        check(&Standing { ailing, ..Standing::default() }, &three(), Some("c:1"), "c:1");
    }

    #[test]
    fn linked_products_are_one_match_and_a_scan_finds_the_chosen_one() {
        let [mut a, b, c] = three();
        a.barcode = Some("6291041500213".into());
        let links = vec![Link { products: vec![a.id.clone(), b.id.clone()], pinned: None }];
        let index = Index::new(vec![a, b, c], links);
        let standing = Standing::default();
        let search = crate::catalog::Search { query: "card", limit: 10, ..Default::default() };
        let (found, total) = index.search(search, &standing);
        let ids: Vec<&str> = found.iter().map(|product| product.id.as_str()).collect();
        assert_eq!((ids, total), (vec!["b:1", "c:1"], 2));
        let scanned = index.barcode("6291041500213", &standing).unwrap();
        assert_eq!(scanned.id.as_str(), "b:1");
        // Asked for by its supplier, each is itself.
        let of_a = crate::catalog::Search { supplier: Some("a"), ..search };
        assert_eq!(index.search(of_a, &standing).0[0].id.as_str(), "a:1");
    }

    #[test]
    fn costs_in_two_currencies_are_compared_by_the_shops_rates() {
        let products =
            [product("a", Some(money("10", "USD"))), product("b", Some(money("36", "ILS")))];
        let rate = Rate {
            base: "USD".parse().unwrap(),
            quote: "ILS".parse().unwrap(),
            rate: parse_decimal("3.70").unwrap(),
        };
        check(&Standing { rates: vec![rate], ..Standing::default() }, &products, None, "b:1");
        // Without a rate nobody can say which is cheaper: the owner's order decides.
        check(&Standing::default(), &products, None, "a:1");
    }
}

//! Searching the catalogue: folded text in memory, ranked per keystroke.

use crate::source::{Link, Standing};
use domain::{
    ids::ProductId,
    product::{Product, ProductKind},
    search::{Texts, Wanted, fold, sound},
};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Before a brand's name where it is a shelf.
pub const BRAND: &str = "brand:";
/// More brands than this are found sooner by typing.
const BRANDS_MAX: usize = 12;

/// A product that has all that was typed in its name comes before one that merely takes the amount.
const NAMED: u32 = 1000;

/// The catalogue, ready to be searched.
#[derive(Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
    texts: Texts,
    sounds: Texts,
    links: Vec<Linked>,
    /// Where those stand that a customer may have for any amount.
    open: Vec<usize>,
}

#[derive(Debug)]
struct Entry {
    product: Product,
    /// Its place among the links, if the owner linked it.
    link: Option<usize>,
}

/// A link whose products are known by their places among the entries.
#[derive(Debug)]
struct Linked {
    places: Vec<usize>,
    link: Link,
}

/// What to search for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Search<'a> {
    /// Words, in any script.
    pub query: &'a str,
    /// Words without the number at their end, and that number: also products of any value whose bounds it
    /// fits, behind those that have it in their name.
    pub amount: Option<(&'a str, Decimal)>,
    /// Only this supplier's.
    pub supplier: Option<&'a str>,
    /// Only this shelf: a category, `voucher` or `topup`, or a brand as [`Index::shelves`] names it.
    pub category: Option<&'a str>,
    /// At most so many.
    pub limit: usize,
}

/// A place among the entries that answers a query. The best comes first; the catalogue's own order
/// decides among equals, so that tiles never jump.
///
/// One number, for a key may find all there is: above, how far it is from the best score; below, the place.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Hit(u64);

impl Hit {
    fn new(at: usize, score: u32) -> Self {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        Self((u64::from(u32::MAX - score) << u32::BITS) | u64::from(at))
    }

    fn at(self) -> usize {
        usize::try_from(self.0 & u64::from(u32::MAX)).unwrap_or(usize::MAX)
    }
}

impl Index {
    /// Folds a catalogue; `links` are what the owner says is the same.
    #[must_use]
    pub fn new(products: Vec<Product>, links: Vec<Link>) -> Self {
        let (mut texts, mut sounds) = (Texts::default(), Texts::default());
        let mut entries: Vec<Entry> = products
            .into_iter()
            .map(|product| {
                let text = folded(&product);
                sounds.push(&sound(&text));
                texts.push(&text);
                Entry { product, link: None }
            })
            .collect();
        let places: BTreeMap<_, _> =
            entries.iter().enumerate().map(|(at, entry)| (entry.product.id.clone(), at)).collect();
        let links: Vec<Linked> = links
            .into_iter()
            .map(|link| {
                let places = link.products.iter().filter_map(|id| places.get(id).copied());
                Linked { places: places.collect(), link }
            })
            .collect();
        for (number, linked) in links.iter().enumerate() {
            for place in &linked.places {
                if let Some(entry) = entries.get_mut(*place) {
                    entry.link = Some(number);
                }
            }
        }
        let open = entries.iter().enumerate().filter(|(_, entry)| entry.product.is_open_value());
        let open = open.map(|(at, _)| at).collect();
        Self { entries, texts, sounds, links, open }
    }

    /// The best matches and how many there are in all. Linked products are one match: the one that
    /// `standing` chooses.
    #[must_use]
    pub fn search(&self, search: Search<'_>, standing: &Standing) -> (Vec<&Product>, usize) {
        let mut hits = self.named(search);
        self.take_amount(search, &mut hits);
        if hits.is_empty() {
            hits = self.sounding(search);
        }
        if !self.links.is_empty() && search.supplier.is_none() {
            hits.sort_unstable();
            let mut shown = vec![false; self.links.len()];
            hits.retain(|hit| {
                let Some(link) = self.entries.get(hit.at()).and_then(|entry| entry.link) else {
                    return true;
                };
                shown.get_mut(link).is_some_and(|shown| !std::mem::replace(shown, true))
            });
        }
        let total = hits.len();
        if total > search.limit {
            hits.select_nth_unstable(search.limit);
            hits.truncate(search.limit);
        }
        hits.sort_unstable();
        let products = self.behind(hits).map(|entry| match entry.link {
            Some(_) if search.supplier.is_none() => self.chosen(&entry.product, standing),
            _ => &entry.product,
        });
        (products.collect(), total)
    }

    /// What has all that was typed in its texts.
    fn named(&self, search: Search<'_>) -> Vec<Hit> {
        let wanted = Wanted::new(&fold(search.query));
        let ranked = self.texts.ranked(&wanted);
        let named = ranked.map(|(at, score)| (at, score.saturating_add(NAMED)));
        self.fitting(search, named).collect()
    }

    /// What has the words and takes the amount, behind what has both in its texts.
    fn take_amount(&self, search: Search<'_>, hits: &mut Vec<Hit>) {
        let Some((words, amount)) = search.amount else { return };
        let named: Vec<usize> = hits.iter().map(|hit| hit.at()).collect();
        let wanted = Wanted::new(&fold(words));
        let open = self.open.iter().filter(|at| named.binary_search(at).is_err());
        let ranked = open.filter_map(|at| {
            let product = &self.entries.get(*at)?.product;
            product.read_amount(Some(amount)).ok()?;
            Some((*at, wanted.rank(self.texts.get(*at)?)?))
        });
        hits.extend(self.fitting(search, ranked));
    }

    /// What only sounds like the query, so that a name typed in the other script is found too.
    fn sounding(&self, search: Search<'_>) -> Vec<Hit> {
        let Some(wanted) = Wanted::sounding(&fold(search.query)) else { return Vec::new() };
        self.fitting(search, self.sounds.ranked_beginnings(&wanted)).collect()
    }

    /// Those of what answers that are of the supplier and the shelf that were asked for.
    fn fitting(
        &self,
        search: Search<'_>,
        ranked: impl Iterator<Item = (usize, u32)>,
    ) -> impl Iterator<Item = Hit> {
        ranked
            .filter(move |(at, _)| {
                self.entries.get(*at).is_some_and(|entry| fits(&entry.product, search))
            })
            .map(|(at, score)| Hit::new(at, score))
    }

    fn behind(&self, hits: Vec<Hit>) -> impl Iterator<Item = &Entry> {
        hits.into_iter().filter_map(|hit| self.entries.get(hit.at()))
    }

    /// Every match, linked products one by one: they are one thing to a customer, and not to whoever
    /// sets their prices.
    #[must_use]
    pub fn each(&self, search: Search<'_>) -> Vec<&Product> {
        let wanted = Wanted::new(&fold(search.query));
        let mut hits: Vec<Hit> = self.fitting(search, self.texts.ranked(&wanted)).collect();
        hits.sort_unstable();
        self.behind(hits).take(search.limit).map(|entry| &entry.product).collect()
    }

    /// The product with this barcode; of linked ones the one that `standing` chooses.
    #[must_use]
    pub fn barcode(&self, barcode: &str, standing: &Standing) -> Option<&Product> {
        let products = self.entries.iter().map(|entry| &entry.product);
        products
            .filter(|product| product.active)
            .find(|product| product.barcode.as_deref() == Some(barcode))
            .map(|product| self.chosen(product, standing))
    }

    /// Every product the owner linked to another.
    pub fn linked(&self) -> impl Iterator<Item = &Product> {
        // By the links, not by the products: a key asks for them, and there may be a hundred thousand.
        let places = self.links.iter().flat_map(|linked| &linked.places);
        places.filter_map(|place| self.entries.get(*place)).map(|entry| &entry.product)
    }

    /// Where a linked product is bought now; any other is itself.
    fn chosen<'a>(&'a self, product: &'a Product, standing: &Standing) -> &'a Product {
        let linked = self.links.iter().find(|linked| linked.link.products.contains(&product.id));
        let Some(Linked { places, link }) = linked else { return product };
        let sources: Vec<&Product> = places
            .iter()
            .filter_map(|place| self.entries.get(*place))
            .map(|entry| &entry.product)
            .collect();
        standing.choose(&sources, link.pinned.as_ref()).unwrap_or(product)
    }

    /// Every product, in the catalogue's order.
    pub fn products(&self) -> impl Iterator<Item = &Product> {
        self.entries.iter().map(|entry| &entry.product)
    }

    /// Whose products there are, in the order of their names.
    #[must_use]
    pub fn suppliers(&self) -> Vec<String> {
        let all: BTreeSet<_> = self.products().map(|product| product.supplier.as_str()).collect();
        all.into_iter().map(str::to_owned).collect()
    }

    /// Which brands there are, in the order of their names.
    #[must_use]
    pub fn brands(&self) -> Vec<String> {
        let all: BTreeSet<_> = self.products().filter_map(|it| it.brand.as_deref()).collect();
        all.into_iter().map(str::to_owned).collect()
    }

    /// The product with this id.
    #[must_use]
    pub fn product(&self, id: &str) -> Option<&Product> {
        self.entries.iter().map(|entry| &entry.product).find(|product| product.id.as_str() == id)
    }

    /// These products in their order, each as it is bought now; linked ones once, unknown ones not.
    #[must_use]
    pub fn these(&self, ids: &[ProductId], standing: &Standing) -> Vec<&Product> {
        let wanted: BTreeSet<&ProductId> = ids.iter().collect();
        let products = self.products().filter(|product| wanted.contains(&product.id));
        let known: BTreeMap<_, _> = products.map(|product| (&product.id, product)).collect();
        let mut these: Vec<&Product> = Vec::new();
        for product in ids.iter().filter_map(|id| known.get(id)) {
            let product = self.chosen(product, standing);
            if these.iter().all(|other| other.id != product.id) {
                these.push(product);
            }
        }
        these
    }

    /// The shelves: the shop's categories in the catalogue's order, the kinds where there are both, and the
    /// brands with the most products. A shelf that holds everything is none.
    #[must_use]
    pub fn shelves(&self) -> Vec<String> {
        let mut shelves: Vec<String> = Vec::new();
        let mut brands: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (at, product) in self.products().enumerate() {
            if let Some(category) = &product.category
                && !shelves.contains(category)
            {
                shelves.push(category.clone());
            }
            if let Some(brand) = product.brand.as_deref() {
                brands.entry(brand).or_insert((0, at)).0 += 1;
            }
        }
        let has = |kind: ProductKind| self.products().any(|product| product.kind == kind);
        if has(ProductKind::Voucher) && has(ProductKind::Topup) {
            for kind in [ProductKind::Voucher, ProductKind::Topup].map(ProductKind::as_str) {
                if shelves.iter().all(|shelf| shelf != kind) {
                    shelves.push(kind.to_owned());
                }
            }
        }
        if brands.len() > 1 {
            let mut brands: Vec<_> = brands.into_iter().collect();
            brands.sort_by_key(|(_, (products, first))| (std::cmp::Reverse(*products), *first));
            let brands = brands.into_iter().take(BRANDS_MAX);
            shelves.extend(brands.map(|(brand, _)| format!("{BRAND}{brand}")));
        }
        shelves
    }
}

fn fits(product: &Product, search: Search<'_>) -> bool {
    search.supplier.is_none_or(|supplier| product.supplier.as_str() == supplier)
        && search.category.is_none_or(|category| {
            category == product.kind.as_str()
                || product.category.as_deref() == Some(category)
                || category
                    .strip_prefix(BRAND)
                    .is_some_and(|brand| product.brand.as_deref() == Some(brand))
        })
}

fn folded(product: &Product) -> String {
    let brand = product.brand.as_deref().unwrap_or("");
    let barcode = product.barcode.as_deref().unwrap_or("");
    let name = &product.name;
    fold(&format!("{} {} {brand} {} {barcode}", name.en, name.ar, product.item))
}

#[cfg(test)]
#[path = "catalog_tests.rs"]
mod tests;

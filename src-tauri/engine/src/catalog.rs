//! Searching the catalogue: folded text in memory, ranked per keystroke.

use domain::{
    product::{Product, ProductKind},
    search::{fold, rank},
};

/// The catalogue, ready to be searched.
#[derive(Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    folded: String,
    product: Product,
}

/// What to search for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Search<'a> {
    /// Words, in any script.
    pub query: &'a str,
    /// Only this supplier's.
    pub supplier: Option<&'a str>,
    /// Only this shelf: a category, or `voucher` or `topup`.
    pub category: Option<&'a str>,
    /// At most so many.
    pub limit: usize,
}

impl Index {
    /// Folds a catalogue.
    #[must_use]
    pub fn new(products: Vec<Product>) -> Self {
        let entries = products
            .into_iter()
            .map(|product| Entry { folded: folded(&product), product })
            .collect();
        Self { entries }
    }

    /// The best matches and how many there are in all.
    #[must_use]
    pub fn search(&self, search: Search<'_>) -> (Vec<&Product>, usize) {
        let query = fold(search.query);
        let mut hits: Vec<(u32, usize, &Product)> = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| fits(&entry.product, search))
            .filter_map(|(at, entry)| {
                rank(&entry.folded, &query).map(|score| (score, at, &entry.product))
            })
            .collect();
        let total = hits.len();
        // The catalogue's own order decides among equals, so that tiles never jump.
        let order = |a: &(u32, usize, &Product), b: &(u32, usize, &Product)| {
            b.0.cmp(&a.0).then(a.1.cmp(&b.1))
        };
        if total > search.limit {
            hits.select_nth_unstable_by(search.limit, order);
            hits.truncate(search.limit);
        }
        hits.sort_unstable_by(order);
        (hits.into_iter().map(|(_, _, product)| product).collect(), total)
    }

    /// The product with this barcode.
    #[must_use]
    pub fn barcode(&self, barcode: &str) -> Option<&Product> {
        let products = self.entries.iter().map(|entry| &entry.product);
        products
            .filter(|product| product.active)
            .find(|product| product.barcode.as_deref() == Some(barcode))
    }

    /// The product with this id.
    #[must_use]
    pub fn product(&self, id: &str) -> Option<&Product> {
        self.entries.iter().map(|entry| &entry.product).find(|product| product.id.as_str() == id)
    }

    /// The shelves, in the catalogue's order.
    #[must_use]
    pub fn categories(&self) -> Vec<String> {
        let mut categories: Vec<String> = Vec::new();
        for category in self.entries.iter().filter_map(|entry| entry.product.category.as_ref()) {
            if !categories.contains(category) {
                categories.push(category.clone());
            }
        }
        categories
    }
}

fn fits(product: &Product, search: Search<'_>) -> bool {
    let kind = match product.kind {
        ProductKind::Voucher => "voucher",
        ProductKind::Topup => "topup",
    };
    search.supplier.is_none_or(|supplier| product.supplier.as_str() == supplier)
        && search.category.is_none_or(|category| {
            category == kind || product.category.as_deref() == Some(category)
        })
}

fn folded(product: &Product) -> String {
    let brand = product.brand.as_deref().unwrap_or("");
    let barcode = product.barcode.as_deref().unwrap_or("");
    let name = &product.name;
    fold(&format!("{} {} {brand} {} {barcode}", name.en, name.ar, product.item))
}

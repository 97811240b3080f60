//! The catalogue's answer to each key that is typed, over 100,000 products: `cargo bench --bench search`.
#![expect(clippy::print_stdout, reason = "a benchmark speaks to a developer at a terminal")]

use domain::{
    ids::{ProductId, SupplierId},
    product::{LocalName, Product, ProductKind},
};
use engine::{
    catalog::{Index, Search},
    source::Standing,
};
use std::time::{Duration, Instant};

/// As many as the largest supplier lists.
const PRODUCTS: usize = 100_000;
const BRANDS: [(&str, &str); 8] = [
    ("PUBG Mobile", "ببجي موبايل"),
    ("Free Fire", "فري فاير"),
    ("iTunes Gift Card", "بطاقة آيتونز"),
    ("Google Play", "جوجل بلاي"),
    ("PlayStation Network", "بلايستيشن"),
    ("Steam Wallet", "ستيم"),
    ("Razer Gold", "ريزر جولد"),
    ("Jawwal Top-up", "شحن جوال"),
];
/// What clerks type: each beginning of each of these is a key.
const TYPED: [&str; 10] = [
    "pubg 660",
    "itunes 50 us",
    "ببجي",
    "بطاقة 100",
    "gift card",
    "steam wallet 20",
    "99999",
    "a",
    "razer gold 7 tr",
    "zzzz",
];
/// The answer's bound.
const P95_MAX: Duration = Duration::from_millis(3);
/// As many tiles as the window asks for.
const LIMIT: usize = 60;

fn main() {
    // `cargo test --all-targets` starts it too, without this word: then it only has to work.
    let is_bench = std::env::args().any(|word| word == "--bench");
    let (products, rounds) = if is_bench { (PRODUCTS, 20) } else { (100, 1) };
    let index = Index::new((0..products).map(product).collect(), Vec::new());
    let standing = Standing::default();
    let mut took = Vec::new();
    for _ in 0..rounds {
        for text in TYPED {
            for end in text.char_indices().map(|(at, letter)| at + letter.len_utf8()) {
                let query = text.get(..end).unwrap_or_default();
                let search =
                    Search { query, amount: None, supplier: None, category: None, limit: LIMIT };
                let started = Instant::now();
                let found = index.search(search, &standing);
                took.push(started.elapsed());
                std::hint::black_box(found);
            }
        }
    }
    took.sort_unstable();
    let at = |percent: usize| took.get(took.len() * percent / 100).copied().unwrap_or_default();
    println!("\n== The core's answer to a key over {products} products ({} keys)", took.len());
    println!(
        "  p50 {:?}   p95 {:?}   max {:?}",
        at(50),
        at(95),
        took.last().copied().unwrap_or_default()
    );
    println!(
        "  goal: p95 at most {P95_MAX:?}: {}",
        if at(95) <= P95_MAX { "met" } else { "MISSED" }
    );
}

fn product(number: usize) -> Product {
    let (en, ar) = BRANDS.get(number % BRANDS.len()).copied().unwrap_or_default();
    let region = ["US", "UK", "TR", "SA", "AE"].get(number % 5).copied().unwrap_or_default();
    let supplier = SupplierId::new("plexy");
    let item = number.to_string();
    Product {
        id: ProductId::of(&supplier, &item),
        supplier,
        item,
        kind: ProductKind::Voucher,
        name: LocalName {
            en: format!("{en} {} {region}", number / 40),
            ar: format!("{ar} {} {region}", number / 40),
        },
        brand: Some(en.to_owned()),
        face_value: None,
        cost: None,
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

use super::*;
use domain::{
    ids::{OwnerId, ProductId},
    money::{Money, parse_decimal},
    product::{LocalName, ProductKind, RequiredInfo},
};

/// A till's storage in a folder of its own.
struct Till {
    storage: Storage,
    supplier: SupplierId,
    _folder: tempfile::TempDir,
}

impl Till {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::open(folder.path(), OwnerId::new("o")).await.unwrap();
        storage.make_vault("catalogue").await.unwrap();
        Self { storage, supplier: SupplierId::new("plexy"), _folder: folder }
    }

    /// As provisioning does.
    async fn provision(&self, product: &Product) {
        let mut tx = self.storage.writer.begin_with("begin immediate").await.unwrap();
        products::put(&mut tx, product).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn merge(&self, fetched: &[Product]) -> (usize, usize, usize) {
        let merged =
            self.storage.merge_catalogue(&self.supplier, fetched, Timestamp(1)).await.unwrap();
        (merged.added, merged.changed, merged.removed)
    }

    async fn product(&self, item: &str) -> Product {
        let id = ProductId::of(&self.supplier, item);
        let one = self.storage.product_of(&id).await.unwrap().unwrap();
        let all = self.storage.all_products().await.unwrap();
        assert_eq!(all.iter().find(|product| product.id == id), Some(&one), "two ways, one truth");
        one
    }

    async fn items(&self) -> Vec<String> {
        let all = self.storage.all_products().await.unwrap();
        all.into_iter().map(|product| product.item).collect()
    }
}

fn usd(amount: &str) -> Option<Money> {
    Some(Money::new(parse_decimal(amount).unwrap(), "USD".parse().unwrap()))
}

/// A product as a supplier has it.
fn fetched(item: &str, cost: &str) -> Product {
    let supplier = SupplierId::new("plexy");
    Product {
        id: ProductId::of(&supplier, item),
        supplier,
        item: item.to_owned(),
        kind: ProductKind::Voucher,
        name: LocalName { en: format!("Card {item}"), ar: format!("Card {item}") },
        brand: Some("Theirs".into()),
        face_value: usd("10"),
        cost: usd(cost),
        price: None,
        price_rule: None,
        tax: None,
        min: None,
        max: None,
        step: None,
        required_info: Vec::new(),
        barcode: None,
        category: Some("their-shelf".into()),
        active: true,
    }
}

/// The same product as the shop's file has it, with a name and a price and little else.
fn provisioned(item: &str) -> Product {
    Product {
        name: LocalName { en: "Ours".into(), ar: "لنا".into() },
        brand: None,
        face_value: None,
        cost: usd("1.00"),
        price: Some(Money::new(parse_decimal("38.00").unwrap(), "ILS".parse().unwrap())),
        barcode: Some("629".into()),
        category: None,
        ..fetched(item, "0")
    }
}

#[tokio::test]
async fn the_files_name_and_price_win_and_the_rest_is_the_suppliers() {
    let till = Till::open().await;
    till.provision(&provisioned("1")).await;
    assert_eq!(till.merge(&[fetched("1", "9.70"), fetched("2", "4.90")]).await, (1, 1, 0));
    let one = till.product("1").await;
    assert_eq!((one.name.ar.as_str(), one.price), ("لنا", provisioned("1").price));
    assert_eq!((one.cost, one.face_value), (usd("9.70"), usd("10")));
    assert_eq!((one.brand.as_deref(), one.barcode.as_deref()), (Some("Theirs"), Some("629")));
    let two = till.product("2").await;
    assert_eq!((two.name.en.as_str(), two.price, two.active), ("Card 2", None, true));
    assert_eq!(till.items().await, ["1", "2"], "the file's first");
}

#[tokio::test]
async fn the_same_catalogue_again_changes_nothing() {
    let till = Till::open().await;
    till.provision(&provisioned("1")).await;
    till.merge(&[fetched("1", "9.70"), fetched("2", "4.90")]).await;
    let version = till.storage.catalog_version().await.unwrap();
    assert_eq!(till.merge(&[fetched("1", "9.70"), fetched("2", "4.90")]).await, (0, 0, 0));
    assert_eq!(till.storage.catalog_version().await.unwrap(), version);
    assert_eq!(till.merge(&[fetched("1", "9.70"), fetched("2", "5.00")]).await, (0, 1, 0));
    assert_eq!(till.storage.catalog_version().await.unwrap(), version + 1);
}

#[tokio::test]
async fn what_is_gone_upstream_is_inactive_and_back_when_it_is_back() {
    let till = Till::open().await;
    till.provision(&provisioned("1")).await;
    till.merge(&[fetched("1", "9.70"), fetched("2", "4.90")]).await;
    assert_eq!(till.merge(&[]).await, (0, 0, 2));
    assert!(!till.product("1").await.active && !till.product("2").await.active);
    assert_eq!(till.merge(&[]).await, (0, 0, 0), "gone once");
    assert_eq!(till.merge(&[fetched("1", "9.70"), fetched("2", "4.90")]).await, (0, 2, 0));
    assert!(till.product("1").await.active && till.product("2").await.active);
}

#[tokio::test]
async fn what_the_supplier_never_listed_and_what_others_have_is_left_alone() {
    let till = Till::open().await;
    till.provision(&provisioned("never")).await;
    let palcards = SupplierId::new("palcards");
    let other =
        Product { id: ProductId::of(&palcards, "1"), supplier: palcards, ..provisioned("1") };
    till.provision(&other).await;
    till.merge(&[fetched("2", "4.90")]).await;
    assert_eq!(till.merge(&[]).await, (0, 0, 1));
    assert!(till.product("never").await.active);
    assert!(till.storage.product_of(&other.id).await.unwrap().unwrap().active);
}

#[tokio::test]
async fn a_no_of_the_file_or_of_the_supplier_is_a_no() {
    let till = Till::open().await;
    till.provision(&Product { active: false, ..provisioned("1") }).await;
    till.merge(&[fetched("1", "1"), Product { active: false, ..fetched("2", "1") }]).await;
    assert!(!till.product("1").await.active && !till.product("2").await.active);
}

#[tokio::test]
async fn bounds_and_wishes_come_from_the_supplier_where_the_file_has_none_and_follow_it() {
    let till = Till::open().await;
    let decimal = |text: &str| parse_decimal(text).ok();
    let info = |key: &str| vec![RequiredInfo { key: key.into(), label: None, pattern: None }];
    let ranged = |least: &str| Product {
        min: decimal(least),
        max: decimal("200"),
        step: decimal("0.5"),
        required_info: info("theirs"),
        ..fetched("1", "1")
    };
    till.provision(&Product { required_info: info("ours"), ..provisioned("1") }).await;
    till.provision(&Product { max: decimal("50"), ..provisioned("2") }).await;
    till.merge(&[
        ranged("5"),
        Product { item: "2".into(), id: provisioned("2").id, ..ranged("5") },
    ])
    .await;
    let one = till.product("1").await;
    assert_eq!((one.min, one.required_info), (decimal("5"), info("ours")));
    let two = till.product("2").await;
    assert_eq!((two.min, two.max, two.step), (None, decimal("50"), None), "not a mixture");
    assert_eq!(two.required_info, info("theirs"));
    till.merge(&[ranged("6")]).await;
    assert_eq!(till.product("1").await.min, decimal("6"));
}

#[tokio::test]
async fn a_price_that_rose_is_known_until_the_next_fetch_says_otherwise() {
    let till = Till::open().await;
    till.provision(&provisioned("1")).await;
    till.merge(&[fetched("1", "9.70")]).await;
    let id = ProductId::of(&till.supplier, "1");
    till.storage.put_cost(&id, usd("9.90").unwrap()).await.unwrap();
    assert_eq!(till.product("1").await.cost, usd("9.90"));
    assert_eq!(till.merge(&[fetched("1", "9.80")]).await, (0, 1, 0));
    assert_eq!(till.product("1").await.cost, usd("9.80"));
}

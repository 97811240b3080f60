//! What only Plexy has: keys, top-ups of any amount, replies that are tests, deposits.

use crate::bench::{DAY, MINUTE, decimal, delivered, plexy, usd};
use domain::{money::Money, product::ProductKind, reason::ReasonCode};
use engine::ports::supplier::{Fate, Intent, Look, Placed};
use serde_json::json;

#[tokio::test]
async fn the_same_bytes_under_the_same_key_are_one_order_and_one_charge() {
    let bench = plexy();
    let intent = bench.intent().await;
    bench.lose_reply();
    assert!(matches!(bench.buy(&intent).await, Placed::Lost(_)));
    let again = bench.buy_well(&intent).await;
    bench.pass(MINUTE);
    let once_more = bench.buy_well(&intent).await;
    assert_eq!(again.provider_order_id, once_more.provider_order_id);
    assert_eq!((bench.wire.purchases(), bench.orders().len(), bench.charges()), (3, 1, 1));
}

#[tokio::test]
async fn a_key_that_is_in_use_is_no_refusal() {
    let bench = plexy();
    let intent = bench.intent().await;
    bench.fault(json!({ "kind": "key_in_use", "acted": true }));
    let placed = bench.buy(&intent).await;
    assert!(matches!(&placed, Placed::Lost(_)), "{placed:?}");
    assert!(bench.find(&intent).await.is_ok());
}

#[tokio::test]
async fn a_changed_body_under_the_same_key_is_unknown_and_looked_up() {
    let bench = plexy();
    let intent = bench.intent().await;
    bench.buy_well(&intent).await;
    let changed = Intent { item: "502".into(), ..intent.clone() };
    assert!(matches!(bench.buy(&changed).await, Placed::Lost(_)));
    assert_eq!(bench.charges(), 1);
}

#[tokio::test]
async fn a_test_reply_in_production_is_withheld_at_once() {
    let bench = plexy();
    bench.configure(json!({ "is_test": true }));
    let intent = bench.intent().await;
    let report = bench.buy_well(&intent).await;
    let withheld = |fate: &Fate| matches!(fate, Fate::Withheld(reason) if reason.code == ReasonCode::TestReply);
    assert!(withheld(&report.fate));
    bench.pass(MINUTE);
    let report = bench.find_known(&intent, &report.provider_order_id).await.unwrap();
    assert!(withheld(&report.fate));
}

#[tokio::test]
async fn both_times_at_once_settle_nothing() {
    let bench = plexy();
    let intent = bench.intent().await;
    let id = bench.buy_well(&intent).await.provider_order_id;
    bench.pass(MINUTE);
    bench.fault(json!({ "kind": "both_times" }));
    let report = bench.find_known(&intent, &id).await.unwrap();
    assert!(matches!(report.fate, Fate::Unclear(_)), "{report:?}");
}

#[tokio::test]
async fn a_code_under_keys_nobody_knows_is_delivered_all_the_same() {
    let bench = plexy();
    for shape in ["unknown_keys", "nested"] {
        let intent = bench.intent().await;
        let id = bench.buy_well(&intent).await.provider_order_id;
        bench.pass(MINUTE);
        bench.fault(json!({ "kind": "content", "shape": shape }));
        let report = bench.find_known(&intent, &id).await.unwrap();
        let nth = bench.orders().len() - 1;
        assert_eq!(delivered(&report)[0].value.reveal(), bench.code(nth), "{shape}");
    }
}

#[tokio::test]
async fn a_top_up_of_any_amount_costs_what_was_charged_and_needs_no_code() {
    let bench = plexy();
    let top_up = |intent: Intent, item: &str, key: &str, amount: &str| Intent {
        item: item.to_owned(),
        kind: ProductKind::Topup,
        fields: [(key.to_owned(), "player123".to_owned())].into(),
        amount: Some(Money::new(decimal(amount), usd())),
        ..intent
    };
    let steam = top_up(bench.intent().await, "456", "steam_login", "10");
    let report = bench.buy_well(&steam).await;
    assert_eq!(report.cost.unwrap().amount(), decimal("12.50"));
    let battle = top_up(bench.intent().await, "457", "email", "20");
    let id = bench.buy_well(&battle).await.provider_order_id;
    bench.pass(MINUTE);
    let report = bench.find_known(&battle, &id).await.unwrap();
    assert_eq!(report.fate, Fate::Fulfilled(Vec::new()));
    let wrong = top_up(bench.intent().await, "456", "steam_login", "1");
    assert!(matches!(bench.buy(&wrong).await, Placed::Refused(_)), "the supplier is the judge");
    let accountless =
        Intent { fields: [].into(), ..top_up(bench.intent().await, "456", "x", "10") };
    assert!(matches!(bench.buy(&accountless).await, Placed::Refused(_)));
}

#[tokio::test]
async fn a_products_bounds_are_asked_for_in_both_number_forms() {
    let bench = plexy();
    for form in ["number", "string"] {
        bench.configure(json!({ "product_numbers": form }));
        let found = bench.supplier().details("456").await.unwrap().unwrap();
        let shown = [found.min, found.max, found.step].map(Option::unwrap);
        assert_eq!(shown, ["5", "200", "0.5"].map(decimal), "{form}");
        assert!(found.read_amount(Some(decimal("10.50"))).unwrap().is_some());
    }
    assert_eq!(bench.supplier().details("9999").await, Ok(None));
}

#[tokio::test]
async fn the_list_is_read_no_further_than_the_order_can_be() {
    let bench = plexy();
    bench.configure(json!({ "balance": { "USD": "100000" }, "delay_ms": 0 }));
    for _ in 0..250 {
        let old = bench.intent().await;
        bench.buy_well(&old).await;
    }
    bench.pass(10 * DAY);
    let intent = bench.intent().await;
    bench.fault(json!({ "endpoint": "create", "kind": "drop", "acted": false }));
    bench.buy(&intent).await;
    assert!(matches!(bench.look(&intent, None).await, Look::Absent));
    assert_eq!(bench.asked("list"), 1, "of three pages");
}

#[tokio::test]
async fn the_catalogue_tells_cards_from_top_ups() {
    let bench = plexy();
    let products = bench.supplier().catalogue(&|_, _| {}).await.unwrap();
    let one = |item: &str| products.iter().find(|product| product.item == item).unwrap();
    assert!(one("456").is_open_value() && one("456").kind == ProductKind::Topup);
    assert_eq!(one("501").kind, ProductKind::Voucher);
    assert_eq!(one("501").cost, Some(Money::new(decimal("9.7"), usd())));
    assert_eq!(one("501").category.as_deref(), Some("gift-cards"));
    assert!(!one("599").active);
    // The documented types stand in for those that cannot be asked.
    bench.fault(json!({ "endpoint": "types", "kind": "server_error" }));
    bench.fault(json!({ "endpoint": "categories", "kind": "html" }));
    let plain = bench.supplier().catalogue(&|_, _| {}).await.unwrap();
    assert_eq!(plain.len(), products.len());
    assert!(plain.iter().all(|product| product.category.is_none()));
}

//! What only CardPlusPay has: another till on the same account, stock and prices that change, PINs
//! seen once.

use crate::bench::{MINUTE, cardpluspay, decimal, delivered, usd};
use domain::money::Money;
use engine::ports::supplier::{Look, Placed, SupplierError, Wish};
use serde_json::json;
use std::collections::BTreeMap;

/// An item of the fake whose cards have a PIN.
fn pin_item(bench: &crate::bench::Bench) -> String {
    let items = simulator::cardpluspay::items();
    let item = items.iter().find(|item| item.pin.is_some()).unwrap();
    assert!(bench.orders().is_empty());
    item.item_code.clone()
}

#[tokio::test]
async fn what_another_till_bought_meanwhile_is_proposed_beside_ours() {
    let bench = cardpluspay();
    let before = bench.intent().await;
    bench.buy_well(&before).await;
    let intent = bench.intent().await;
    bench.fault(json!({ "kind": "other_till", "when": "before" }));
    bench.lose_reply();
    assert!(matches!(bench.buy(&intent).await, Placed::Lost(_)));
    bench.pass(MINUTE);
    let Look::Candidates(candidates) = bench.look(&intent, None).await else { panic!() };
    let ids: Vec<_> = candidates.iter().map(|it| it.provider_order_id.as_str()).collect();
    assert_eq!(ids, ["30002", "30003"], "and not the one below the mark");
}

#[tokio::test]
async fn even_a_single_candidate_is_only_proposed() {
    let bench = cardpluspay();
    let intent = bench.intent().await;
    bench.lose_reply();
    bench.buy(&intent).await;
    let look = bench.look(&intent, None).await;
    assert!(matches!(&look, Look::Candidates(candidates) if candidates.len() == 1), "{look:?}");
}

#[tokio::test]
async fn a_mark_is_the_newest_order_and_the_balance() {
    let bench = cardpluspay();
    let mark = bench.supplier().mark().await.unwrap();
    assert_eq!((mark.newest, mark.balance), (None, Some(Money::new(decimal("500"), usd()))));
    for _ in 0..25 {
        let intent = bench.intent().await;
        bench.buy_well(&intent).await;
    }
    let mark = bench.supplier().mark().await.unwrap();
    assert_eq!(mark.newest.unwrap().as_str(), "30025");
    bench.fault(json!({ "endpoint": "list", "kind": "unauthorized" }));
    assert_eq!(bench.supplier().mark().await, Err(SupplierError::KeyOrAddress));
    bench.fault(json!({ "endpoint": "balance", "kind": "drop" }));
    assert!(bench.supplier().mark().await.is_err(), "half a mark is none");
}

#[tokio::test]
async fn a_list_is_read_down_to_the_mark_and_no_further() {
    let bench = cardpluspay();
    bench.configure(json!({ "balance": { "USD": "100000" } }));
    for _ in 0..250 {
        let old = bench.intent().await;
        bench.buy_well(&old).await;
    }
    let intent = bench.intent().await;
    let before = bench.asked("list");
    assert!(matches!(bench.look(&intent, None).await, Look::Absent));
    assert_eq!(bench.asked("list") - before, 1, "of three pages");
}

#[tokio::test]
async fn a_no_under_a_yes_is_unknown_with_and_without_an_order_behind_it() {
    let bench = cardpluspay();
    let intent = bench.intent().await;
    bench.fault(json!({ "kind": "success_false" }));
    assert!(matches!(bench.buy(&intent).await, Placed::Lost(_)));
    assert!(matches!(bench.look(&intent, None).await, Look::Absent));
    bench.fault(json!({ "kind": "success_false", "acted": true }));
    assert!(matches!(bench.buy(&intent).await, Placed::Lost(_)));
    assert!(bench.find(&intent).await.is_ok());
}

#[tokio::test]
async fn a_pin_is_kept_from_the_only_reply_that_has_it() {
    let bench = cardpluspay();
    bench.configure(json!({ "delay_ms": 0 }));
    let mut intent = bench.intent().await;
    intent.item = pin_item(&bench);
    let report = bench.buy_well(&intent).await;
    let labels: Vec<_> = delivered(&report).iter().map(|it| it.label.as_str()).collect();
    assert_eq!(labels, ["code", "pin"]);
    let again = bench.find_known(&intent, &report.provider_order_id).await.unwrap();
    assert_eq!(delivered(&again).len(), 1, "the read does not show it");
}

#[tokio::test]
async fn sums_that_do_not_add_up_keep_no_code_back() {
    let bench = cardpluspay();
    bench.configure(json!({ "delay_ms": 0 }));
    bench.fault(json!({ "kind": "sum_mismatch" }));
    let intent = bench.intent().await;
    assert_eq!(delivered(&bench.buy_well(&intent).await).len(), 1);
}

#[tokio::test]
async fn texts_and_numbers_swapped_are_the_same_amounts() {
    let bench = cardpluspay();
    bench.configure(json!({ "money": "swapped", "delay_ms": 0 }));
    let intent = bench.intent().await;
    let report = bench.buy_well(&intent).await;
    assert_eq!(report.cost, Some(Money::new(decimal("4.90"), usd())));
    let wallets = bench.supplier().wallets(bench.now()).await.unwrap();
    assert_eq!(wallets[0].balance.amount(), decimal("495.10"));
    assert!(!bench.supplier().catalogue(&|_, _| {}).await.unwrap().is_empty());
}

#[tokio::test]
async fn stock_and_price_are_asked_right_before_buying() {
    let bench = cardpluspay();
    let (product, fields) = (bench.product(), BTreeMap::new());
    let wish = Wish { product: &product, quantity: 1, fields: &fields, amount: None };
    let checked = bench.supplier().check(&wish).await.unwrap();
    assert_eq!((checked.ok, checked.unit_cost.unwrap().amount()), (true, decimal("4.90")));
    bench.fault(json!({ "kind": "price_risen", "by": "0.10" }));
    let checked = bench.supplier().check(&wish).await.unwrap();
    assert_eq!(checked.unit_cost.unwrap().amount(), decimal("5.00"));
    bench.fault(json!({ "kind": "out_of_stock", "endpoint": "check" }));
    let checked = bench.supplier().check(&wish).await.unwrap();
    assert!(!checked.ok && checked.message.is_some());
    bench.fault(json!({ "kind": "out_of_stock" }));
    let intent = bench.intent().await;
    assert!(matches!(bench.buy(&intent).await, Placed::Refused(_)));
}

#[tokio::test]
async fn an_account_that_wants_requests_signed_says_so_in_its_own_words() {
    let bench = cardpluspay();
    let intent = bench.intent().await;
    bench.configure(json!({ "signing": true }));
    let Placed::Refused(reason) = bench.buy(&intent).await else { panic!() };
    assert!(reason.detail.unwrap().contains("X-API-Challenge"));
    let wallets = bench.supplier().wallets(bench.now()).await;
    let names_it = |words: &str| words.contains("X-API-Signature");
    assert!(
        matches!(&wallets, Err(SupplierError::Refused(words)) if names_it(words)),
        "{wallets:?}"
    );
    assert!(matches!(bench.supplier().mark().await, Err(SupplierError::Refused(_))));
}

#[tokio::test]
async fn the_catalogue_has_what_can_be_handed_over_and_keeps_cost_and_face_apart() {
    let bench = cardpluspay();
    let products = bench.supplier().catalogue(&|_, _| {}).await.unwrap();
    let card = products.iter().find(|product| product.item == "GOOGLE-5USD-KOXx").unwrap();
    assert_eq!(card.cost.unwrap().amount(), decimal("4.90"));
    assert_eq!(card.face_value.unwrap().amount(), decimal("5"));
    let sold: Vec<_> = products.iter().map(|product| product.item.as_str()).collect();
    for item in simulator::cardpluspay::items() {
        let physical = item.delivery_type == simulator::cardpluspay::DeliveryType::Physical;
        assert_eq!(sold.contains(&item.item_code.as_str()), !physical, "{}", item.item_code);
    }
    bench.configure(json!({ "list_key": "items" }));
    assert_eq!(bench.supplier().catalogue(&|_, _| {}).await.unwrap().len(), products.len());
}

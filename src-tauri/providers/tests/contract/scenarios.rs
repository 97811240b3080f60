//! What is true of every supplier, whatever it calls things: each rule is one scenario, run over all
//! adapters.

use crate::bench::{Bench, DAY, MINUTE, decimal, delivered, usd};
use domain::reason::ReasonCode;
use engine::ports::supplier::{Fate, Look, Placed, Recovery, SupplierError, Wish};
use serde_json::json;
use std::{collections::BTreeMap, time::Duration};

pub(crate) async fn a_purchase_is_accepted_and_then_delivers_what_the_supplier_sold(bench: Bench) {
    let intent = bench.intent().await;
    let report = bench.buy_well(&intent).await;
    assert_eq!(report.fate, Fate::Working);
    bench.pass(MINUTE);
    let report = bench.find_known(&intent, &report.provider_order_id).await.unwrap();
    let secrets = delivered(&report);
    assert_eq!((secrets[0].label.as_str(), secrets[0].value.reveal()), ("code", &*bench.code(0)));
    assert_eq!(bench.charges(), 1);
}

pub(crate) async fn what_is_booked_is_what_the_supplier_charged(bench: Bench) {
    let intent = bench.intent().await;
    let report = bench.buy_well(&intent).await;
    let cost = report.cost.unwrap();
    assert_eq!((cost.amount(), cost.currency()), (decimal(bench.traits.cost), usd()));
    assert_eq!(bench.orders()[0]["charged"].as_str().map(decimal), Some(cost.amount()));
}

pub(crate) async fn a_lost_reply_is_unknown_then_found_and_costs_one_charge(bench: Bench) {
    let intent = bench.intent().await;
    bench.lose_reply();
    assert!(matches!(bench.buy(&intent).await, Placed::Lost(_)));
    bench.pass(MINUTE);
    let report = bench.find(&intent).await.unwrap();
    assert_eq!(delivered(&report)[0].value.reveal(), bench.code(0));
    assert_eq!((bench.wire.purchases(), bench.charges()), (1, 1));
}

pub(crate) async fn every_broken_reply_is_unknown_and_the_order_behind_it_is_found(bench: Bench) {
    let kinds = [
        json!({ "kind": "drop" }),
        json!({ "kind": "stall" }),
        json!({ "kind": "late", "ms": 90_000 }),
        json!({ "kind": "garbage" }),
        json!({ "kind": "huge" }),
        json!({ "kind": "cut" }),
        json!({ "kind": "cut", "at": 0 }),
        json!({ "kind": "half_json" }),
        json!({ "kind": "slow_drip", "bytes": 1, "every_ms": 30_000 }),
        json!({ "kind": "duplicate_keys" }),
        json!({ "kind": "empty" }),
        json!({ "kind": "html", "status": 502, "acted": true }),
        json!({ "kind": "html", "status": 200, "acted": true }),
        json!({ "kind": "html", "status": 400, "acted": true }),
        json!({ "kind": "server_error", "acted": true }),
        json!({ "kind": "answer", "status": 408, "acted": true }),
        json!({ "kind": "answer", "status": 409, "acted": true }),
        json!({ "kind": "answer", "status": 504, "acted": true }),
        json!({ "kind": "redirect", "status": 307, "acted": true }),
    ];
    for (nth, mut fault) in kinds.into_iter().enumerate() {
        fault["endpoint"] = "create".into();
        let intent = bench.intent().await;
        bench.fault(fault.clone());
        let placed = bench.buy(&intent).await;
        assert!(matches!(placed, Placed::Lost(_)), "{fault}: {placed:?}");
        bench.pass(MINUTE);
        let report = bench.find(&intent).await.unwrap();
        assert_eq!(delivered(&report)[0].value.reveal(), bench.code(nth), "{fault}");
        assert_eq!(bench.charges(), nth + 1, "{fault}");
    }
}

pub(crate) async fn a_reply_in_pieces_or_with_a_byte_order_mark_is_the_same_reply(bench: Bench) {
    for kind in [
        json!({ "endpoint": "create", "kind": "bom" }),
        json!({ "endpoint": "create", "kind": "slow_drip", "bytes": 64, "every_ms": 1 }),
        json!({ "endpoint": "create", "kind": "late", "ms": 30_000 }),
    ] {
        bench.fault(kind);
        let intent = bench.intent().await;
        bench.buy_well(&intent).await;
    }
}

pub(crate) async fn a_request_that_never_arrived_is_absent_once_all_was_read(bench: Bench) {
    let intent = bench.intent().await;
    bench.fault(json!({ "endpoint": "create", "kind": "drop", "acted": false }));
    assert!(matches!(bench.buy(&intent).await, Placed::Lost(_)));
    bench.pass(MINUTE);
    assert!(matches!(bench.look(&intent, None).await, Look::Absent));
    assert_eq!(bench.charges(), 0);
}

pub(crate) async fn without_a_connection_no_byte_left(bench: Bench) {
    let intent = bench.intent().await;
    bench.wire.unplug(true);
    assert!(matches!(bench.buy(&intent).await, Placed::NeverSent(_)));
    let look = bench.look(&intent, None).await;
    assert!(matches!(look, Look::Failed { .. }), "a look that cannot ask proves nothing: {look:?}");
    let wallets = bench.supplier().wallets(bench.now()).await;
    assert!(matches!(wallets, Err(SupplierError::Unreachable(_))));
    assert_eq!(bench.orders().len(), 0);
}

pub(crate) async fn a_listed_refusal_in_the_suppliers_own_form_is_refused(bench: Bench) {
    for status in [400, 401, 402, 403, 404, 422] {
        let fault = json!({ "endpoint": "create", "kind": "answer", "status": status });
        bench.fault(fault);
        let intent = bench.intent().await;
        let placed = bench.buy(&intent).await;
        assert!(matches!(placed, Placed::Refused(_)), "{status}: {placed:?}");
    }
    let intent = bench.intent().await;
    bench.fault(json!({ "kind": bench.traits.low_balance }));
    let placed = bench.buy(&intent).await;
    assert!(
        matches!(&placed, Placed::Refused(reason) if reason.code == ReasonCode::InsufficientBalance),
        "{placed:?}"
    );
    assert_eq!(bench.orders().len(), 0);
}

pub(crate) async fn a_wallet_that_is_too_small_refuses_and_charges_nothing(bench: Bench) {
    bench.configure(json!({ "balance": { "USD": "0.50" } }));
    let intent = bench.intent().await;
    let placed = bench.buy(&intent).await;
    assert!(
        matches!(&placed, Placed::Refused(reason) if reason.code == ReasonCode::InsufficientBalance),
        "{placed:?}"
    );
    assert_eq!(bench.charges(), 0);
}

pub(crate) async fn a_readable_429_is_throttled_and_says_how_long(bench: Bench) {
    let fault = json!({ "kind": "rate_limit", "retry_after": "7", "times": 2, "endpoint": "any" });
    let intent = bench.intent().await;
    bench.fault(fault);
    assert!(matches!(bench.buy(&intent).await, Placed::Throttled(_)));
    let look = bench.look(&intent, None).await;
    let Look::Failed { reason, retry_after } = look else { panic!("{look:?}") };
    assert_eq!(reason.code, ReasonCode::TooManyRequests);
    assert_eq!(retry_after, Some(Duration::from_secs(7)));
    assert!(matches!(bench.look(&intent, None).await, Look::Absent));
}

pub(crate) async fn a_look_that_breaks_off_proves_nothing(bench: Bench) {
    let intent = bench.intent().await;
    bench.lose_reply();
    bench.buy(&intent).await;
    for kind in ["drop", "html", "garbage", "half_json", "cut", "empty", "server_error", "huge"] {
        for endpoint in ["list", "get"] {
            bench.fault(json!({ "endpoint": endpoint, "kind": kind }));
            let id = bench.id(0);
            let known = (endpoint == "get").then_some(&id);
            let look = bench.look(&intent, known).await;
            assert!(matches!(look, Look::Failed { .. }), "{endpoint} {kind}: {look:?}");
        }
    }
    assert!(bench.find(&intent).await.is_ok(), "and the next one that ends finds it");
}

pub(crate) async fn a_list_that_ends_before_its_own_total_proves_nothing(bench: Bench) {
    let intent = bench.intent().await;
    assert!(matches!(bench.look(&intent, None).await, Look::Absent));
    bench.wire.rewrite(|reply| reply.replace("\"total\":0", "\"total\":1"));
    assert!(matches!(bench.look(&intent, None).await, Look::Failed { .. }));
}

pub(crate) async fn an_order_that_is_listed_late_is_found_late(bench: Bench) {
    let intent = bench.intent().await;
    bench.fault(json!({ "kind": "listing_delay", "ms": 30 * MINUTE }));
    bench.lose_reply();
    bench.buy(&intent).await;
    bench.pass(MINUTE);
    assert!(matches!(bench.look(&intent, None).await, Look::Absent));
    bench.pass(30 * MINUTE);
    assert!(bench.find(&intent).await.is_ok());
}

pub(crate) async fn the_orders_of_another_till_are_never_taken_for_ours(bench: Bench) {
    let ours = bench.intent().await;
    for _ in 0..3 {
        let theirs = bench.intent().await;
        bench.buy_well(&theirs).await;
    }
    bench.pass(MINUTE);
    match (bench.supplier().recovery(), bench.look(&ours, None).await) {
        // Nothing tells them apart: proposed, all of them, and adopted by nobody.
        (Recovery::ByLikeness, Look::Candidates(candidates)) => assert_eq!(candidates.len(), 3),
        (Recovery::ByReference | Recovery::ByRepeat { .. }, Look::Absent) => {}
        (recovery, look) => panic!("{recovery:?}: {look:?}"),
    }
}

pub(crate) async fn an_order_is_found_among_hundreds(bench: Bench) {
    bench.configure(json!({ "balance": { "USD": "100000" } }));
    for _ in 0..130 {
        let other = bench.intent().await;
        bench.buy_well(&other).await;
        bench.pass(1_000);
    }
    let ours = bench.intent().await;
    bench.lose_reply();
    bench.buy(&ours).await;
    let sent_at = bench.now();
    let likeness = bench.supplier().recovery() == Recovery::ByLikeness;
    for _ in 0..if likeness { 0 } else { 130 } {
        let other = bench.intent().await;
        bench.buy_well(&other).await;
        bench.pass(1_000);
    }
    assert!(bench.now() >= sent_at);
    bench.pass(MINUTE);
    let report = bench.find(&ours).await.unwrap();
    assert_eq!(delivered(&report)[0].value.reveal(), bench.code(130));
}

pub(crate) async fn no_wrong_clock_of_ours_hides_an_order(mut bench: Bench) {
    let day = i64::try_from(DAY).unwrap();
    let wrongs = [-60 * 365 * day, -400 * day, -2 * day, -day / 2, day / 2, 2 * day, 400 * day];
    for (nth, wrong) in wrongs.into_iter().enumerate() {
        bench.set_skew(wrong);
        let intent = bench.intent().await;
        bench.lose_reply();
        bench.buy(&intent).await;
        bench.pass(MINUTE);
        for later in [wrong, 0, -wrong] {
            bench.set_skew(later);
            let report = bench.find(&intent).await.unwrap();
            let code = delivered(&report)[0].value.reveal();
            assert_eq!(code, bench.code(nth), "wrong by {wrong}, then by {later}");
        }
        bench.pass(MINUTE);
    }
}

pub(crate) async fn a_supplier_that_tells_no_time_is_read_whole(mut bench: Bench) {
    bench.wire.hide_date();
    bench.set_skew(400 * i64::try_from(DAY).unwrap());
    let intent = bench.intent().await;
    bench.lose_reply();
    bench.buy(&intent).await;
    bench.set_skew(0);
    bench.pass(2 * DAY);
    assert!(bench.find(&intent).await.is_ok());
}

pub(crate) async fn an_unknown_word_settles_nothing(bench: Bench) {
    let intent = bench.intent().await;
    let id = bench.buy_well(&intent).await.provider_order_id;
    let likeness = bench.supplier().recovery() == Recovery::ByLikeness;
    // Where a code is the proof, the word beside it is none; so it is asked before there is one.
    if !likeness {
        bench.pass(MINUTE);
    }
    bench.fault(json!({ "kind": "unknown_status", "word": "on_the_moon" }));
    let report = bench.find_known(&intent, &id).await.unwrap();
    assert_eq!(report.provider_state, "on_the_moon");
    assert!(
        matches!(&report.fate, Fate::Unclear(reason) if reason.code == ReasonCode::UnknownStatus),
        "{report:?}"
    );
    bench.pass(MINUTE);
    delivered(&bench.find_known(&intent, &id).await.unwrap());
}

pub(crate) async fn an_end_without_a_code_is_neither_delivered_nor_failed(bench: Bench) {
    let intent = bench.intent().await;
    let id = bench.buy_well(&intent).await.provider_order_id;
    bench.pass(MINUTE);
    let (kind, shape) = bench.traits.codeless;
    bench.fault(json!({ "kind": kind, "shape": shape, "endpoint": "get" }));
    let report = bench.find_known(&intent, &id).await.unwrap();
    assert!(
        matches!(&report.fate, Fate::Unclear(reason) if reason.code == ReasonCode::CodeMissing),
        "{report:?}"
    );
    delivered(&bench.find_known(&intent, &id).await.unwrap());
}

pub(crate) async fn a_code_of_digits_keeps_every_one(bench: Bench) {
    let shape =
        json!({ "kind": bench.traits.codeless.0, "shape": "numeric_code", "endpoint": "get" });
    let intent = bench.intent().await;
    let id = bench.buy_well(&intent).await.provider_order_id;
    bench.pass(MINUTE);
    bench.fault(shape);
    let report = bench.find_known(&intent, &id).await.unwrap();
    assert_eq!(delivered(&report)[0].value.reveal(), bench.code(0));
}

pub(crate) async fn an_order_that_comes_to_nothing_is_declined_only_by_a_known_word(bench: Bench) {
    let intent = bench.intent().await;
    bench.fault(json!({ "kind": "fail" }));
    let id = bench.buy_well(&intent).await.provider_order_id;
    bench.pass(MINUTE);
    let report = bench.find_known(&intent, &id).await.unwrap();
    match bench.traits.failed {
        Some(word) => {
            assert_eq!(report.provider_state, word);
            let Fate::Declined(reason) = &report.fate else { panic!("{report:?}") };
            assert_eq!(reason.code, ReasonCode::RolledBack);
            assert_eq!(bench.orders()[0]["rolled_back"], bench.orders()[0]["charged"]);
        }
        None => assert!(matches!(report.fate, Fate::Unclear(_)), "{report:?}"),
    }
}

pub(crate) async fn balances_are_the_suppliers_to_the_last_digit(bench: Bench) {
    bench.configure(json!({ "balance": { "USD": "123.45" } }));
    let intent = bench.intent().await;
    bench.buy_well(&intent).await;
    let wallets = bench.supplier().wallets(bench.now()).await.unwrap();
    let wallet = wallets.iter().find(|it| it.balance.currency() == usd()).unwrap();
    let expected = decimal("123.45") - decimal(bench.traits.cost);
    assert_eq!(wallet.balance.amount(), expected);
    assert_eq!(bench.state()["balances"]["USD"].as_str().map(decimal), Some(expected));
}

pub(crate) async fn a_wrong_key_is_told_from_every_other_fault(bench: Bench) {
    for _ in 0..2 {
        bench.fault(json!({ "endpoint": "any", "kind": "unauthorized" }));
        let wallets = bench.supplier().wallets(bench.now()).await;
        assert_eq!(wallets, Err(SupplierError::KeyOrAddress));
    }
    bench.fault(json!({ "endpoint": "any", "kind": "html", "status": 502 }));
    let wallets = bench.supplier().wallets(bench.now()).await;
    assert!(matches!(wallets, Err(SupplierError::Unreachable(_))), "{wallets:?}");
}

pub(crate) async fn a_redirect_of_a_purchase_is_not_followed(bench: Bench) {
    let intent = bench.intent().await;
    bench.fault(json!({ "endpoint": "create", "kind": "redirect", "status": 307 }));
    assert!(matches!(bench.buy(&intent).await, Placed::Lost(_)));
    assert_eq!(bench.wire.purchases(), 1);
    assert!(matches!(bench.look(&intent, None).await, Look::Absent));
}

pub(crate) async fn the_same_intent_is_always_the_same_bytes(bench: Bench) {
    let intent = bench.intent().await;
    let first = bench.supplier().write_order(&intent);
    bench.pass(DAY);
    assert_eq!(bench.supplier().write_order(&intent), first);
    let shown = format!("{first:?}");
    assert!(!shown.contains("sk_contract"), "the key is no part of what is kept");
}

pub(crate) async fn a_check_buys_nothing(bench: Bench) {
    let (product, fields) = (bench.product(), BTreeMap::new());
    let wish = Wish { product: &product, quantity: 1, fields: &fields, amount: None };
    if bench.supplier().has_check(&product) {
        assert!(bench.supplier().check(&wish).await.unwrap().ok);
    }
    assert_eq!((bench.orders().len(), bench.wire.purchases()), (0, 0));
}

pub(crate) async fn a_catalogue_holds_every_product_once_with_its_progress(bench: Bench) {
    if !bench.supplier().has_catalogue() {
        assert_eq!(bench.supplier().catalogue(&|_, _| {}).await, Err(SupplierError::NotBuilt));
        return;
    }
    let steps = std::sync::Mutex::new(Vec::new());
    let told = |done, _| steps.lock().unwrap().push(done);
    let products = bench.supplier().catalogue(&told).await.unwrap();
    let mut items: Vec<_> = products.iter().map(|product| product.item.clone()).collect();
    assert!(items.contains(&bench.product().item));
    items.sort();
    items.dedup();
    assert_eq!(items.len(), products.len());
    assert_eq!(steps.lock().unwrap().last(), Some(&products.len()));
    for fault in ["drop", "html", "half_json", "garbage"] {
        for endpoint in ["products", "catalog"] {
            // Each supplier has one of the two.
            let fault = json!({ "endpoint": endpoint, "kind": fault });
            let known = bench.wire.upstream().inject(crate::bench::object(fault)).is_ok();
            assert!(!known || bench.supplier().catalogue(&|_, _| {}).await.is_err());
        }
    }
}

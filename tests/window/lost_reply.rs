//! The supplier acted and its reply got lost: the window says so and never offers to sell again.

use serde_json::json;
use xtask::window::webdriver::wait_until;

use crate::language::{Language, in_both_languages};
use crate::till::{Till, VOUCHER, hook};

in_both_languages!(
    a_lost_reply_is_unknown_and_then_delivered_and_never_sold_twice,
    an_unknown_order_is_followed_up_after_a_restart_on_whatever_screen,
);

fn a_lost_reply_is_unknown_and_then_delivered_and_never_sold_twice(language: Language) {
    let till = Till::open("lost-reply", language);
    // Taken, charged, and not told; shown in PalCards' list only seconds later.
    till.fault(json!({ "upstream": "palcards", "endpoint": "create", "kind": "drop", "times": 1 }));
    till.fault(json!({ "upstream": "palcards", "kind": "listing_delay", "ms": 4000, "times": 1 }));
    till.click(&format!("product-{VOUCHER}"));
    till.pay_cash("38");
    till.wait_state("unknown");
    till.shoot("light-unknown");
    let state = wait_until("the look-up", std::time::Duration::from_secs(60), || {
        for testid in ["confirm", "pay"] {
            assert!(!till.is_enabled(testid), "{testid} can be pressed while the fate is unknown");
        }
        let state =
            till.session().find(&format!("{}[data-state=delivered]", hook("sale-state")))?;
        Ok(state.map(|_| "delivered"))
    });
    assert_eq!(state.unwrap(), "delivered");
    assert_eq!(till.sold_upstream().len(), 1, "bought twice");
    assert_eq!(till.only_order()["state"], "delivered");
}

fn an_unknown_order_is_followed_up_after_a_restart_on_whatever_screen(language: Language) {
    let mut till = Till::open("lost-reply-restart", language);
    till.fault(json!({ "upstream": "palcards", "endpoint": "create", "kind": "drop", "times": 1 }));
    till.fault(json!({ "upstream": "palcards", "kind": "listing_delay", "ms": 6000, "times": 1 }));
    till.click(&format!("product-{VOUCHER}"));
    till.pay_cash("38");
    till.wait_state("unknown");
    till.restart();
    till.click("nav-orders");
    till.wait_attr("order-row", "data-state", "delivered");
    assert_eq!(till.sold_upstream().len(), 1, "bought twice");
}

//! The counter before the payment: several lines, a basket that waits, what is typed in one line.

use serde_json::json;
use xtask::window::keys::{ALT, F4, F5};

use crate::language::{Language, in_both_languages};
use crate::till::{Till, VOUCHER, hook};

/// PUBG Mobile 60 UC: 4.00 ILS.
const SMALL: &str = "palcards:5003";

in_both_languages!(
    a_held_basket_survives_a_restart_and_each_of_its_lines_is_told_what_became_of_it,
    what_was_sold_is_a_favourite_and_one_line_fills_the_basket,
);

fn a_held_basket_survives_a_restart_and_each_of_its_lines_is_told_what_became_of_it(
    language: Language,
) {
    let mut till = Till::open("held", language);
    till.click(&format!("product-{VOUCHER}"));
    till.click(&format!("product-{SMALL}"));
    till.click(&format!("product-{SMALL}"));
    till.type_into("phone", "0599123456");
    till.press(&[F4]);
    till.wait_gone("basket-line");
    till.wait_attr("held-chip", "data-count", "1");
    till.restart();
    till.wait_attr("held-chip", "data-count", "1");
    till.press(&[F5]);
    till.click("held-basket");
    till.wait_attr("basket-line", "data-product-id", VOUCHER);
    assert_eq!(till.all("basket-line").len(), 2);
    assert!(till.sold_upstream().is_empty(), "a basket that was only held bought something");

    // Of the three pieces the one that arrives last is refused; the page paid for all of them.
    till.click("pay");
    till.click("tender-payerly");
    till.fault(json!({ "upstream": "palcards", "kind": "insufficient_balance", "skip": 2 }));
    till.click("confirm");
    till.by("pay-qr");
    let truth = till.practice.truth("payerly").unwrap();
    let page = truth["orders"][0]["id"].as_str().unwrap().to_owned();
    let paid = json!({ "upstream": "payerly", "action": "pay" });
    till.practice.pull(&format!("orders/{page}"), &paid).unwrap();
    till.wait_state("partly_delivered");
    till.wait_settled("card-money", "data-state", "refunded");
    let script =
        "return [...document.querySelectorAll(arguments[0])].map((line) => line.dataset.delivered)";
    let delivered = till.session().execute(script, &[hook("sold-line").into()]).unwrap();
    assert_eq!(till.sold_upstream().len(), 2);
    let orders = till.raseed(&["orders"]);
    assert!(orders.iter().all(|order| order["phone"] == "+970599123456"), "{orders:#?}");
    let refused = orders.iter().find(|order| order["state"] == "refused").unwrap();
    // 46.00 ILS were paid, 12.43 USD by the shop's rate, and the refused one's price went back.
    let (lines, net) = match refused["price"].as_str().unwrap() {
        "38.00" => (["0", "2"], "2.16"),
        _ => (["1", "1"], "11.35"),
    };
    assert_eq!(delivered, json!(lines));
    let truth = till.practice.truth("payerly").unwrap();
    assert_eq!(truth["orders"][0]["net"], net, "{truth:#}");
    till.shoot("lines");
}

fn what_was_sold_is_a_favourite_and_one_line_fills_the_basket(language: Language) {
    let till = Till::open("favourites", language);
    till.click(&format!("product-{VOUCHER}"));
    till.pay_cash("38");
    till.wait_state("delivered");
    till.enter_after_reading();
    till.wait_gone("sale-state");
    till.click("category-favourites");
    till.wait_gone(&format!("product-{SMALL}"));
    // The key means a tile that is there.
    till.by(&format!("product-{VOUCHER}"));
    till.press(&[ALT, '1']);
    till.wait_attr("basket-line", "data-product-id", VOUCHER);

    till.click("search");
    till.type_slowly("pubg 60 ٠٥٩٩١٢٣٤٥٦");
    till.by("entry-phone");
    till.enter();
    let second = format!("{}[data-product-id=\"{SMALL}\"]", hook("basket-line"));
    till.session().wait_for(&second, std::time::Duration::from_secs(20)).unwrap();
    let value = "return document.querySelector(arguments[0]).value";
    let value = till.session().execute(value, &[hook("phone").into()]).unwrap();
    let digits: String = value.as_str().unwrap().chars().filter(char::is_ascii_digit).collect();
    assert_eq!(digits, "970599123456");
    assert_eq!(till.raseed(&["orders"]).len(), 1, "typing bought something");
}

//! Top-ups: nobody pays before the supplier has named the account's holder.

use crate::language::{Language, in_both_languages};
use crate::till::{TOP_UP, Till};

in_both_languages!(
    a_top_up_is_paid_only_after_its_account_was_found,
    another_account_voids_the_check,
);

fn a_top_up_is_paid_only_after_its_account_was_found(language: Language) {
    let till = Till::open("top-up", language);
    till.click(&format!("product-{TOP_UP}"));
    till.by("basket-line");
    assert!(!till.is_enabled("pay"), "it can be paid unchecked");

    till.type_into("field-accountId", "000123456");
    till.click("check");
    till.wait_attr("check-result", "data-ok", "false");
    assert!(!till.is_enabled("pay"), "it can be paid after a no");

    till.type_into("field-accountId", "123456789");
    till.click("check");
    till.wait_attr("check-result", "data-ok", "true");
    let product = ["--product", TOP_UP, "--field", "accountId=123456789"];
    let check = till.raseed(&[&["check"], product.as_slice()].concat()).remove(0);
    let nickname = check["nickname"].as_str().unwrap();
    assert!(till.text("check-result").contains(nickname), "{}", till.text("check-result"));

    till.click("pay");
    till.click("tender-cash");
    till.by("confirm");
    let words = till.words();
    assert!(words.contains(nickname) && words.contains("123456789"), "{words}");
    till.type_into("cash-received", "38");
    till.click("confirm");
    till.wait_state("delivered");
    let sold = till.sold_upstream();
    assert_eq!(sold.len(), 1);
    assert_eq!(sold[0]["context"]["accountId"], "123456789");
}

fn another_account_voids_the_check(language: Language) {
    let till = Till::open("top-up-changed", language);
    till.click(&format!("product-{TOP_UP}"));
    till.type_into("field-accountId", "123456789");
    till.click("check");
    till.wait_attr("check-result", "data-ok", "true");
    till.type_into("field-accountId", "123456780");
    assert!(!till.is_enabled("pay"), "the check of another account counts");
}

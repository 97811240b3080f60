//! On account in the real window: the book is opened, somebody buys on account, and pays.

use crate::language::{Language, in_both_languages};
use crate::till::{Till, VOUCHER};

in_both_languages!(a_voucher_is_sold_on_account_and_paid_into_the_drawer,);

fn a_voucher_is_sold_on_account_and_paid_into_the_drawer(language: Language) {
    let till = Till::open("debts", language);
    till.click("nav-shift");
    till.type_into("piece-200", "1");
    till.click("shift-open");
    till.by("shift-close");

    till.open_settings("open-debts");
    till.type_into("book-limit", "٥٠");
    till.click("book-save");
    till.click("debtor-add");
    till.type_into("debtor-name", language.types("Abu Khaled", "أبو خالد"));
    till.type_into("debtor-phone", "0599123456");
    till.click("debtor-save");
    till.wait_attr("account", "data-owed", "0.00");

    till.click("nav-sell");
    till.click(&format!("product-{VOUCHER}"));
    till.wait_attr("pay", "aria-disabled", "false");
    till.click("pay");
    till.click("tender-debt");
    till.type_into("account-find", "0599");
    till.enter();
    till.wait_attr("account-after", "data-amount", "38.00");
    till.wait_focus("confirm");
    till.enter();
    till.wait_state("delivered");
    till.wait_attr("on-account", "data-owed", "38.00");
    till.click("new-sale");

    till.open_settings("open-debts");
    till.click("debtor-open");
    till.click("debt-repay");
    till.type_into("repay-amount", "٣٠");
    till.click("repay-do");
    till.wait_attr("account", "data-owed", "8.00");
    till.shoot("debts-repaid");

    let x = &till.raseed(&["shift", "x"])[0];
    assert_eq!(x["debt"][0]["given"], "38.00", "{x:#}");
    assert_eq!(x["debt"][0]["repaid"], "30.00");
    assert_eq!(x["drawer"][0]["expected"], "230.00", "the sale never touched the drawer");
    assert_eq!(till.sold_upstream().len(), 1);
}

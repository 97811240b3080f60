//! The drawer's shift, from the float to the difference.

use crate::language::{Language, in_both_languages};
use crate::till::{Till, VOUCHER};

in_both_languages!(
    a_shift_is_opened_sold_in_and_closed_and_its_difference_is_shown_after_the_count,
);

fn a_shift_is_opened_sold_in_and_closed_and_its_difference_is_shown_after_the_count(
    language: Language,
) {
    let till = Till::open("shift", language);
    till.click("nav-shift");
    till.type_into("piece-200", "١");
    till.type_into("piece-0.50", "2");
    till.wait_attr("shift-float", "data-amount", "201.00");
    till.click("shift-open");
    till.by("shift-close");

    till.click("nav-sell");
    till.click(&format!("product-{VOUCHER}"));
    till.pay_cash("38");
    till.wait_state("delivered");
    till.click("new-sale");

    till.click("nav-shift");
    till.click("shift-pay-in");
    till.type_into("pay-amount", "10");
    till.type_into("pay-reason", language.types("change", "فكة"));
    till.click("pay-do");
    till.by("payment");
    till.click("shift-close");
    // The count is blind.
    till.by("shift-counted");
    assert!(!till.words().contains("249.00"), "{}", till.words());
    till.type_into("shift-counted", "248.50");
    till.click("shift-close-do");
    till.wait_attr("shift-difference", "data-amount", "-0.50");
    assert!(till.words().contains("249.00"), "{}", till.words());
    till.shoot("shift-closed");
    till.wait_attr("z-row", "data-number", "1");
    till.click("shift-done");
    till.by("shift-open");

    let z = &till.raseed(&["shift", "list"])[0];
    assert_eq!(z["drawer"][0]["expected"], "249.00", "{z:#}");
    assert_eq!(z["drawer"][0]["difference"], "-0.50");
    assert_eq!(z["sales"]["count"], 1);
}

//! The reports: what was just sold is in them, in figures and in bars, and leads to its order.

use crate::language::{Language, in_both_languages};
use crate::till::{Till, VOUCHER};

in_both_languages!(what_was_just_sold_is_in_the_report_and_leads_to_its_order,);

fn what_was_just_sold_is_in_the_report_and_leads_to_its_order(language: Language) {
    let till = Till::open("reports", language);
    for _ in 0..2 {
        till.click(&format!("product-{VOUCHER}"));
        till.pay_cash("38");
        till.wait_state("delivered");
        till.click("new-sale");
    }
    till.click("nav-reports");
    till.wait_attr("report-delivered", "data-count", "2");
    till.wait_attr("report-net", "data-amount", "76.00");
    assert_eq!(till.all("bar").len(), 1, "one hour has one bar");
    till.shoot("reports");
    till.click("bar");
    till.by("order-row");
    assert_eq!(till.all("order-row").len(), 2);
    till.click("back");
    till.click("period-yesterday");
    till.wait_gone("report-totals");
    till.click("period-month");
    till.wait_attr("report-net", "data-amount", "76.00");
    till.shoot("reports-month");

    let report = &till.raseed(&["report"])[0];
    assert_eq!(report["total"]["net"], "76.00", "{report:#}");
}

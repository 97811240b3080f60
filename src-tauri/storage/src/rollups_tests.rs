//! The sums of reports against the orders, over a till's whole story.

use crate::{
    Days, Flaw, PersonChange, ReportOrders,
    chain::story_tests::{Till, found, secrets},
};
use domain::{
    ids::{OrderId, SaleId},
    money::Money,
    product::ProductKind,
    report::Figures,
    shop::Rate,
};
use engine::ports::{
    Shifts as _, Tenders as _,
    shifts::{Closing, Mark, Ordered},
    supplier::Fate,
};
use rust_decimal::Decimal;

const ALWAYS: (&str, &str) = ("2000-01-01", "2999-12-31");

fn of(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

async fn report(till: &Till) -> crate::SalesReport {
    let days = Days { from: ALWAYS.0.to_owned(), to: ALWAYS.1.to_owned() };
    till.storage.sales_report(&days, "ILS".parse().unwrap()).await.unwrap()
}

/// Opens a shift in which a dollar is so many shekels.
async fn open_shift(till: &Till, rate: &str) {
    let (base, quote) = ("USD".parse().unwrap(), "ILS".parse().unwrap());
    till.open_shift(vec![Rate { base, quote, rate: of(rate) }]).await;
}

#[tokio::test]
async fn the_sums_are_what_the_orders_come_to_through_a_whole_story() {
    let mut till = Till::new().await;
    till.story().await;
    let verdict = till.verify().await;
    assert!(verdict.is_ok(), "{verdict:?}");
    let report = report(&till).await;
    let total = Figures { orders: 8, delivered: 5, refused: 2, uncosted: 5, ..Figures::default() };
    // Four at 38.00, one of them on account and one from what was bought ahead, which is no sale itself; and
    // one that was found after a restore and priced by a person.
    assert_eq!(report.total, Figures { sold: of("189.50"), tax: of("5.17"), ..total });
    for lines in [&report.days, &report.hours, &report.products, &report.suppliers, &report.clerks]
    {
        let mut sum = Figures::default();
        lines.iter().for_each(|line| sum.take_in(&line.figures));
        assert_eq!(sum, report.total, "{lines:?}");
    }
    assert_eq!(report.clerks.last().unwrap().key, "Sami");
    assert_eq!(report.products[0].name.as_ref().unwrap().en, "Card 5001");
    // One has a rate of tax; what has none is in no line.
    let [taxed] = report.taxes.as_slice() else { panic!("{:?}", report.taxes) };
    let figures = &taxed.figures;
    assert_eq!((taxed.key.as_str(), figures.net(), figures.tax), ("16", of("37.50"), of("5.17")));
    // The codes were sold without a rate, so nobody claims to know a margin.
    assert_eq!((report.total.margin(), report.total.open()), (Decimal::ZERO, 1));
}

#[tokio::test]
async fn what_was_sold_under_an_old_name_counts_for_the_one_who_has_a_new_one() {
    let mut till = Till::new().await;
    till.story().await;
    let before = report(&till).await;
    let figures = |report: &crate::SalesReport, name: &str| {
        report.clerks.iter().find(|line| line.key == name).map(|line| line.figures.clone())
    };
    let sold = figures(&before, "Sami").unwrap();
    let change = PersonChange::Rename("Sami K.".to_owned());
    till.storage.change_person("Sami", &change, Some("Mona"), till.now()).await.unwrap();
    let after = report(&till).await;
    assert_eq!((figures(&after, "Sami"), figures(&after, "Sami K.")), (None, Some(sold.clone())));
    assert_eq!(after.total, before.total);
    let days = Days { from: ALWAYS.0.to_owned(), to: ALWAYS.1.to_owned() };
    let behind = |clerk: &str| ReportOrders {
        days: days.clone(),
        hour: None,
        supplier: None,
        product: None,
        clerk: Some(clerk.to_owned()),
        before: None,
        limit: 50,
    };
    let orders = till.storage.report_orders(&behind("Sami K.")).await.unwrap();
    assert_eq!(u64::try_from(orders.len()).unwrap(), sold.orders);
    assert!(till.storage.report_orders(&behind("Sami")).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_rate_of_the_sale_stays_whatever_the_rate_is_tomorrow() {
    let till = Till::new().await;
    open_shift(&till, "3.70").await;
    till.deliver("dear", "AAAA-BBBB-0001").await;
    let kept: (String, String) =
        sqlx::query_as("select cost_rate, cost_own from orders where id = 'order-dear'")
            .fetch_one(&till.storage.readers)
            .await
            .unwrap();
    assert_eq!(kept, ("3.70".to_owned(), "35.15".to_owned()));
    let report = report(&till).await;
    assert_eq!(report.total.cost, of("35.15"));
    assert_eq!(report.total.margin(), of("2.85"));
    assert_eq!(report.costs, [Money::new(of("9.5"), "USD".parse().unwrap())]);
}

#[tokio::test]
async fn what_goes_back_is_counted_where_it_goes_back_and_what_was_sold_stays() {
    let till = Till::new().await;
    open_shift(&till, "3.70").await;
    till.deliver("back", "AAAA-BBBB-0002").await;
    // Two days later.
    let later = till.now().0 + 2 * 24 * 3_600_000;
    till.set_clock(domain::time::Timestamp(later));
    let (sale, amount) =
        (SaleId::new("sale-back"), Money::new(of("38.00"), "ILS".parse().unwrap()));
    till.storage.give_cash_back(&sale, amount, &till.note()).await.unwrap();
    let report = report(&till).await;
    assert_eq!(report.days.len(), 2);
    let (sold, back) = (&report.days[0].figures, &report.days[1].figures);
    assert_eq!((sold.sold, sold.refunded, sold.delivered), (of("38.00"), Decimal::ZERO, 1));
    assert_eq!((back.sold, back.refunded, back.orders), (Decimal::ZERO, of("38.00"), 0));
    assert_eq!(report.total.margin(), of("-35.15"));
    assert!(till.verify().await.is_ok());
}

/// What this shift's profit is made of: how many orders are earned in it, and how many are lost to it.
async fn earned_and_lost(till: &Till) -> (usize, usize) {
    let facts = till.storage.facts(Mark(0)).await.unwrap().unwrap();
    let count = |is: fn(&Ordered) -> bool| facts.orders.iter().filter(|it| is(it)).count();
    (count(|it| it.earned_here), count(|it| it.lost_here))
}

async fn next_shift(till: &Till) {
    let closing = Closing {
        at: till.now(),
        clerk: None,
        counted: Vec::new(),
        note: None,
        wallets: Vec::new(),
        asked_at: Mark(0),
    };
    till.storage.end_shift(&closing, &|_| Ok(String::new()), None).await.unwrap();
    open_shift(till, "3.70").await;
}

#[tokio::test]
async fn an_order_is_earned_in_one_shift_and_lost_to_one_whenever_it_comes_and_goes_back() {
    let till = Till::new().await;
    open_shift(&till, "3.70").await;
    let (late, given) = ("late", "given");
    for name in [late, given] {
        let order = till.open(name, ProductKind::Voucher, None).await;
        till.send(&order).await;
    }
    assert_eq!(earned_and_lost(&till).await, (0, 0), "nothing came yet");
    next_shift(&till).await;
    // The owner gives money back before anybody knows what became of the order.
    let amount = Money::new(of("38.00"), "ILS".parse().unwrap());
    till.storage.give_cash_back(&SaleId::new("sale-given"), amount, &till.note()).await.unwrap();
    assert_eq!(earned_and_lost(&till).await, (0, 0), "it may still be refused");
    next_shift(&till).await;
    for name in [late, given] {
        let code = format!("CODE-{name}-0001");
        let fate = Fate::Fulfilled(secrets(&code));
        till.step(&OrderId::new(format!("order-{name}")), found(name, &code, fate)).await;
    }
    assert_eq!(earned_and_lost(&till).await, (2, 1));
    next_shift(&till).await;
    till.storage.give_cash_back(&SaleId::new("sale-late"), amount, &till.note()).await.unwrap();
    assert_eq!(earned_and_lost(&till).await, (0, 1));
    next_shift(&till).await;
    assert_eq!(earned_and_lost(&till).await, (0, 0));
    let total = report(&till).await.total;
    assert_eq!((total.delivered, total.returned, total.margin()), (2, 2, of("-70.30")));
}

#[tokio::test]
async fn a_sum_that_was_changed_is_found_and_made_anew() {
    let mut till = Till::new().await;
    till.story().await;
    for lie in [
        "update sales_by_day set sold = sold + 1000000 where axis = 'clerk'",
        "delete from sales_by_hour",
        "insert into sales_by_hour select '2031-01-01 10', supplier, product_id, clerk, currency,
             cost_currency, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0 from sales_by_hour limit 1",
    ] {
        sqlx::query(lie).execute(&till.storage.writer).await.unwrap();
        let problems = till.verify().await.problems;
        assert!(!problems.is_empty(), "{lie}");
        assert!(problems.iter().all(|it| it.flaw == Flaw::SumDiffers), "{lie}: {problems:?}");
        till.storage.rebuild_sums().await.unwrap();
        let verdict = till.verify().await;
        assert!(verdict.is_ok(), "{lie}: {verdict:?}");
    }
}

#[tokio::test]
async fn the_orders_behind_a_figure_are_found() {
    let till = Till::new().await;
    till.deliver("one", "AAAA-BBBB-0003").await;
    till.open("two", ProductKind::Voucher, None).await;
    let all = ReportOrders {
        days: Days { from: ALWAYS.0.to_owned(), to: ALWAYS.1.to_owned() },
        hour: None,
        supplier: None,
        product: None,
        clerk: None,
        before: None,
        limit: 10,
    };
    let ids = async |asked: ReportOrders| -> Vec<String> {
        let found = till.storage.report_orders(&asked).await.unwrap();
        found.iter().map(|order| order.id.to_string()).collect()
    };
    assert_eq!(ids(all.clone()).await, ["order-two", "order-one"]);
    let after = ReportOrders { before: Some(OrderId::new("order-two")), ..all.clone() };
    assert_eq!(ids(after).await, ["order-one"]);
    let hour: u8 = report(&till).await.hours[0].key.parse().unwrap();
    assert_eq!(ids(ReportOrders { hour: Some(hour), ..all.clone() }).await.len(), 2);
    let other = ReportOrders { hour: Some((hour + 1) % 24), ..all.clone() };
    assert_eq!(ids(other).await, [""; 0]);
    for (clerk, count) in [("Sami", 2), ("", 0), ("Mona", 0)] {
        let by = ReportOrders { clerk: Some(clerk.to_owned()), ..all.clone() };
        assert_eq!(ids(by).await.len(), count, "{clerk}");
    }
}

#[tokio::test]
async fn a_wallet_is_kept_once_for_each_hour_as_it_was_last_seen() {
    use domain::{account::Wallet, ids::SupplierId, time::Timestamp};
    let till = Till::new().await;
    let begin = till.now().0 / 3_600_000 * 3_600_000;
    for (minutes, balance) in [(1, "100.00"), (59, "90.50"), (61, "80.25")] {
        let wallet = Wallet {
            supplier: SupplierId::new("palcards"),
            balance: Money::new(of(balance), "USD".parse().unwrap()),
            as_of: Timestamp(begin + minutes * 60_000),
        };
        till.storage.put_wallets(&[wallet]).await.unwrap();
    }
    let seen = report(&till).await.wallets;
    // So long a period is told by the day.
    assert_eq!(seen.iter().map(|it| it.balance.amount()).collect::<Vec<_>>(), [of("80.25")]);
    let day = crate::Days { from: "2026-09-21".to_owned(), to: "2026-09-22".to_owned() };
    let seen = till.storage.sales_report(&day, "ILS".parse().unwrap()).await.unwrap().wallets;
    let balances: Vec<Decimal> = seen.iter().map(|it| it.balance.amount()).collect();
    assert_eq!(balances, [of("90.50"), of("80.25")]);
}

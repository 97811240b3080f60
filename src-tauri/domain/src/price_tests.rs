//! The rules of price rules.

use super::*;
use crate::{
    ids::{ProductId, SupplierId},
    money::parse_decimal,
    product::{LocalName, ProductKind},
};
use proptest::prelude::*;

fn decimal(text: &str) -> Decimal {
    parse_decimal(text).unwrap()
}

fn money(amount: &str, code: &str) -> Money {
    Money::new(decimal(amount), code.parse().unwrap())
}

fn ils() -> Currency {
    "ILS".parse().unwrap()
}

fn rates() -> Vec<Rate> {
    let base = "USD".parse().unwrap();
    vec![Rate { base, quote: ils(), rate: decimal("3.70") }]
}

fn product(cost: Option<Money>) -> Product {
    let supplier = SupplierId::new("palcards");
    Product {
        id: ProductId::of(&supplier, "5001"),
        supplier,
        item: "5001".into(),
        kind: ProductKind::Voucher,
        name: LocalName { en: "UC".into(), ar: "شدات".into() },
        brand: Some("PUBG".into()),
        face_value: Some(money("10", "USD")),
        cost,
        price: None,
        price_rule: None,
        tax: None,
        min: None,
        max: None,
        step: None,
        required_info: Vec::new(),
        barcode: None,
        category: None,
        active: true,
    }
}

fn rule(scope: RuleScope, target: &str, kind: RuleKind, value: &str, to: &str) -> PriceRule {
    let round_to = (!to.is_empty()).then(|| decimal(to));
    PriceRule { scope, target: target.into(), kind, value: decimal(value), round_to }
}

fn priced(kind: RuleKind, value: &str, to: &str) -> Option<String> {
    let rule = rule(RuleScope::All, "", kind, value, to);
    let product = product(Some(money("9.50", "USD")));
    rule.price(&product, None, &rates(), ils()).unwrap().map(Money::to_price)
}

#[test]
fn a_rule_adds_percent_or_an_amount_to_the_cost_or_goes_by_the_face_value() {
    // 9.50 dollars are 35.15 shekels.
    assert_eq!(priced(RuleKind::PercentOnCost, "8", "").as_deref(), Some("37.96"));
    assert_eq!(priced(RuleKind::PercentOnCost, "8", "0.5").as_deref(), Some("38.00"));
    assert_eq!(priced(RuleKind::AmountOnCost, "2", "0.05").as_deref(), Some("37.15"));
    assert_eq!(priced(RuleKind::AmountOnCost, "2", "1").as_deref(), Some("38.00"));
    assert_eq!(priced(RuleKind::PercentOfFace, "103", "").as_deref(), Some("38.11"));
}

#[test]
fn what_is_a_multiple_already_stays() {
    assert_eq!(priced(RuleKind::AmountOnCost, "2.85", "0.5").as_deref(), Some("38.00"));
    assert_eq!(priced(RuleKind::AmountOnCost, "2.86", "0.5").as_deref(), Some("38.50"));
    // 1/3 has no end in decimals: three thirds are still one.
    assert_eq!(up_to(money("3", "ILS"), decimal("3")).unwrap(), money("3", "ILS"));
}

#[test]
fn the_narrowest_rule_that_fits_wins() {
    let of = |scope, target: &str| rule(scope, target, RuleKind::PercentOnCost, "1", "");
    let (all, supplier) = (of(RuleScope::All, ""), of(RuleScope::Supplier, "palcards"));
    let (brand, one) = (of(RuleScope::Brand, "PUBG"), of(RuleScope::Product, "palcards:5001"));
    let (other, elsewhere) = (of(RuleScope::Product, "palcards:1"), of(RuleScope::Brand, "Zain"));
    let mut rules =
        vec![one.clone(), all.clone(), other, brand.clone(), elsewhere, supplier.clone()];
    for expected in [&one, &brand, &supplier, &all] {
        let product = product(None);
        assert_eq!(rule_for(&rules, &product), Some(expected));
        rules.retain(|rule| rule != expected);
    }
    assert_eq!(rule_for(&rules, &product(None)), None);
}

#[test]
fn a_rule_that_cannot_be_worked_out_gives_no_price_rather_than_the_cost() {
    let mut without = product(Some(money("9.50", "USD")));
    without.face_value = None;
    without.price_rule = Some(rule(RuleScope::All, "", RuleKind::PercentOfFace, "103", ""));
    assert_eq!(unit_price(&without, None, &rates(), ils()).unwrap(), None);
    without.price_rule = None;
    assert!(unit_price(&without, None, &rates(), ils()).unwrap().is_some(), "the cost by the rate");
}

#[test]
fn a_price_somebody_set_stands_before_any_rule() {
    let mut set = product(Some(money("9.50", "USD")));
    set.price = Some(money("40", "ILS"));
    set.price_rule = Some(rule(RuleScope::All, "", RuleKind::PercentOnCost, "50", ""));
    let price = unit_price(&set, None, &rates(), ils()).unwrap();
    assert_eq!(price, Some(money("40", "ILS")));
    assert_eq!(source_of(&set, true, price), PriceSource::Own);
    assert_eq!(source_of(&set, false, price), PriceSource::File);
    set.price = None;
    assert_eq!(source_of(&set, false, price), PriceSource::Rule);
    assert_eq!(source_of(&set, false, None), PriceSource::Missing);
}

#[test]
fn an_amount_that_the_customer_chose_is_rounded_once() {
    let mut open = product(Some(money("0.97", "USD")));
    open.face_value = None;
    (open.min, open.max) = (Some(decimal("1")), Some(decimal("100")));
    let rule = rule(RuleScope::All, "", RuleKind::PercentOnCost, "5", "0.5");
    let price = rule.price(&open, Some(money("20", "USD")), &rates(), ils()).unwrap().unwrap();
    // 19.40 dollars are 71.78, with five percent 75.369. Twenty times one dollar's price would be 80.
    assert_eq!(price.to_price(), "75.50");
}

#[test]
fn what_cannot_be_meant_is_no_rule() {
    let check = |scope, target: &str, kind, value: &str, to: &str| {
        rule(scope, target, kind, value, to).checked(ils()).err()
    };
    use RuleKind::{AmountOnCost, PercentOfFace, PercentOnCost};
    use RuleScope::{All, Brand};
    assert_eq!(check(All, "", PercentOnCost, "0", ""), None);
    assert_eq!(check(All, "PUBG", PercentOnCost, "5", ""), Some(RuleError::Target));
    assert_eq!(check(Brand, " ", PercentOnCost, "5", ""), Some(RuleError::Target));
    assert_eq!(check(All, "", PercentOfFace, "0", ""), Some(RuleError::Value));
    assert_eq!(check(All, "", PercentOnCost, "1000.1", ""), Some(RuleError::Value));
    assert_eq!(check(All, "", AmountOnCost, "5000", ""), None);
    assert_eq!(check(All, "", AmountOnCost, "5", "0"), Some(RuleError::Rounding));
    assert_eq!(check(All, "", AmountOnCost, "5", "0.005"), Some(RuleError::Rounding));
    assert_eq!(check(All, "", AmountOnCost, "5", "0.050"), None);
}

#[test]
fn a_rise_is_passed_on_by_the_rule_or_by_what_it_takes() {
    let mut dear = product(Some(money("9.80", "USD")));
    dear.price = Some(money("38", "ILS"));
    let rise = (money("9.50", "USD"), money("9.80", "USD"));
    let proposed = |product: &Product| after_rise(product, rise, &rates(), ils()).unwrap();
    // 0.30 dollars are 1.11 shekels: 35.15 became 36.26.
    assert_eq!(proposed(&dear).map(Money::to_price).as_deref(), Some("39.11"));
    dear.price_rule = Some(rule(RuleScope::All, "", RuleKind::PercentOnCost, "8", "0.5"));
    assert_eq!(proposed(&dear).map(Money::to_price).as_deref(), Some("39.50"));
    dear.price = Some(money("45", "ILS"));
    assert_eq!(proposed(&dear), None, "a rise never makes a product cheaper");
}

#[test]
fn a_margin_is_told_in_the_shops_money_and_in_percent_of_the_cost() {
    let told =
        margin(&product(Some(money("9.50", "USD"))), None, money("38", "ILS"), &rates()).unwrap();
    assert_eq!(told.cost, money("35.15", "ILS"));
    assert_eq!((told.amount.to_string(), told.percent), ("2.85".into(), Some(decimal("8.1"))));
    let loss =
        margin(&product(Some(money("9.50", "USD"))), None, money("30", "ILS"), &rates()).unwrap();
    assert_eq!(loss.amount.to_string(), "-5.15");
}

fn any_kind() -> impl Strategy<Value = RuleKind> {
    prop::sample::select(RuleKind::ALL)
}

proptest! {
    /// Whatever the rule: the price is payable, a multiple of the step, not below the exact value and
    /// less than a step above it.
    #[test]
    fn rounding_goes_up_by_less_than_a_step(
        kind in any_kind(),
        cost in 1_i64..10_000_000,
        digits in 0_u32..6,
        value in 1_i64..100_000,
        step in prop::sample::select(vec!["0.01", "0.05", "0.25", "0.5", "1", "5", "10"]),
    ) {
        let value = Decimal::new(value, 2);
        let cost = Money::new(Decimal::new(cost, digits), "USD".parse().unwrap());
        let mut product = product(Some(cost));
        product.face_value = Some(cost);
        let step = decimal(step);
        let exact = PriceRule { scope: RuleScope::All, target: String::new(), kind, value, round_to: None };
        let rule = PriceRule { round_to: Some(step), ..exact };
        let price = rule.price(&product, None, &rates(), ils()).unwrap().unwrap().amount();
        prop_assert!((price % step).is_zero());
        prop_assert!(price.normalize().scale() <= 2);
        let base = exchange(cost, &rates(), ils()).unwrap().unwrap().amount();
        let exact = match kind {
            RuleKind::PercentOnCost => base + base * value / HUNDRED,
            RuleKind::AmountOnCost => base + value,
            RuleKind::PercentOfFace => base * value / HUNDRED,
        };
        prop_assert!(price >= exact && price - exact < step, "{price} of {exact}");
    }

    /// No rule on the cost sells below it.
    #[test]
    fn a_rule_on_the_cost_never_loses(cost in 0_i64..10_000_000, value in 0_i64..100_000, percent: bool) {
        let kind = if percent { RuleKind::PercentOnCost } else { RuleKind::AmountOnCost };
        let cost = Money::new(Decimal::new(cost, 3), "USD".parse().unwrap());
        let value = Decimal::new(value, 2);
        let rule = PriceRule { scope: RuleScope::All, target: String::new(), kind, value, round_to: None };
        let product = product(Some(cost));
        let price = rule.price(&product, None, &rates(), ils()).unwrap().unwrap();
        let told = margin(&product, None, price, &rates()).unwrap();
        prop_assert!(told.amount >= Decimal::ZERO);
    }
}

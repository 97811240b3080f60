use super::*;
use domain::{ids::ProviderOrderId, money::parse_decimal, secret::Secret};

fn card(code: &str) -> Card {
    let secret = |label: &str, value: &str| LabelledSecret {
        label: label.to_owned(),
        value: Secret::new(value),
    };
    vec![secret("code", code), secret("pin", &format!("pin of {code}"))]
}

fn cards(codes: &[&str]) -> Vec<Card> {
    codes.iter().map(|code| card(code)).collect()
}

fn report(cards: &[Card], cost: &str) -> Report {
    Report {
        provider_order_id: ProviderOrderId::new("4711"),
        provider_state: "completed".to_owned(),
        fate: Fate::Fulfilled(cards.concat()),
        cost: Some(money(cost)),
    }
}

fn money(amount: &str) -> Money {
    Money::new(parse_decimal(amount).unwrap(), "USD".parse().unwrap())
}

fn joints(size: u32) -> Vec<Joint> {
    let orders: Vec<OrderId> = (0..size).map(|order| OrderId::new(format!("o{order}"))).collect();
    Joint::of(&orders)
}

/// Who of `members` of three gets which codes, when `taken` have theirs.
#[track_caller]
fn check(codes: &[&str], taken: &[&str], members: &[usize], gets: &[&[&str]]) {
    let (all, cards) = (joints(3), cards(codes));
    let members: Vec<&Joint> = members.iter().map(|member| &all[*member]).collect();
    let taken: Vec<Card> = taken.iter().map(|code| card(code)).collect();
    let shares = share(&report(&cards, "14.70"), cards, &taken, &members);
    let got: Vec<Vec<String>> = shares
        .iter()
        .map(|share| match &share.fate {
            Fate::Fulfilled(secrets) => super::codes(secrets).map(str::to_owned).collect(),
            Fate::Unclear(reason) => {
                assert_eq!(reason.code, ReasonCode::CodeMissing);
                Vec::new()
            }
            other @ (Fate::Working | Fate::Declined(_) | Fate::Withheld(_)) => {
                panic!("{other:?}")
            }
        })
        .collect();
    assert_eq!(got, gets, "{codes:?}, of which {taken:?} are taken");
}

#[test]
fn each_order_gets_a_card_of_its_own_with_its_pin() {
    check(&["A", "B", "C"], &[], &[0, 1, 2], &[&["A"], &["B"], &["C"]]);
    let shares = share(
        &report(&cards(&["A", "B"]), "9.80"),
        cards(&["A", "B"]),
        &[],
        &joints(2).iter().collect::<Vec<_>>(),
    );
    let Fate::Fulfilled(second) = &shares[1].fate else { panic!() };
    assert_eq!(*second, card("B"));
}

#[test]
fn who_gets_no_card_is_not_delivered_and_gets_a_late_one() {
    check(&["A", "B"], &[], &[0, 1, 2], &[&["A"], &["B"], &[]]);
    // In whatever order the supplier tells them later.
    check(&["C", "A", "B"], &["A", "B"], &[2], &[&["C"]]);
    check(&["A", "B"], &["A", "B"], &[2], &[&[]]);
    // A card whose code is empty is none.
    check(&["", "B"], &[], &[0, 1, 2], &[&["B"], &[], &[]]);
}

#[test]
fn what_is_more_than_all_need_goes_to_the_last_and_only_then() {
    check(&["A", "B", "C", "D"], &[], &[0, 1, 2], &[&["A"], &["B"], &["C", "D"]]);
    // One of two that still wait leaves the other its card.
    check(&["A", "B", "C"], &["A"], &[1], &[&["B"]]);
}

#[test]
fn a_code_that_stands_there_twice_is_left_for_the_journal_to_see() {
    check(&["A", "A", "B"], &[], &[0, 1, 2], &[&["A"], &["A"], &["B"]]);
    check(&["A", "A", "B"], &["A", "B"], &[2], &[&["A"]]);
}

#[test]
fn what_settles_nothing_settles_it_for_none() {
    let all = joints(2);
    let members: Vec<&Joint> = all.iter().collect();
    for fate in [Fate::Working, Fate::Declined(Reason::plain(ReasonCode::RolledBack))] {
        let report = Report { fate: fate.clone(), ..report(&[], "9.80") };
        let shares = share(&report, cards(&["A", "B"]), &[], &members);
        assert!(shares.iter().all(|share| share.fate == fate), "{shares:?}");
    }
}

#[test]
fn the_parts_of_a_cost_add_up_to_it_and_differ_by_a_last_digit_at_most() {
    let parts = |cost: &str, size: u32| -> Vec<String> {
        let parts =
            joints(size).iter().map(|joint| part_of(money(cost), joint)).collect::<Vec<_>>();
        let sum = parts.iter().fold(Decimal::ZERO, |sum, part| sum + part.amount());
        assert_eq!(sum, money(cost).amount(), "{parts:?}");
        parts.iter().map(|part| part.amount().to_string()).collect()
    };
    assert_eq!(parts("14.70", 3), ["4.90", "4.90", "4.90"]);
    assert_eq!(parts("10", 3), ["3.34", "3.33", "3.33"]);
    assert_eq!(parts("9", 3), ["3", "3", "3"]);
    assert_eq!(parts("0.01", 2), ["0.01", "0.00"]);
    assert_eq!(parts("0.0001", 3), ["0.0001", "0.0000", "0.0000"]);
    for cents in 1..200 {
        for size in [2, 3, 7, 100] {
            parts(&format!("{}.{:02}", cents / 100, cents % 100), size);
        }
    }
}

#[test]
fn only_two_or_more_share_and_the_first_leads() {
    assert_eq!(Joint::of(&[]), []);
    assert_eq!(Joint::of(&[OrderId::new("o0")]), []);
    let three = joints(3);
    assert!(three.iter().all(|joint| joint.size == 3 && joint.leader == OrderId::new("o0")));
    assert_eq!(three.iter().map(Joint::leads).collect::<Vec<_>>(), [true, false, false]);
}

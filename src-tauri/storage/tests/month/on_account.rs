//! Customers who buy on account: a few from the street, each known by name and number.
//!
//! It must never know: what is sold to them.

use crate::{
    disk::real,
    people::House,
    shop::{MANAGER, Process},
};
use domain::{ids::DebtorId, money::Money, phone::Phone, time::Timestamp};
use engine::ports::journal::Note;
use rust_decimal::Decimal;
use storage::{DebtError, NewDebtor, Storage};

const NAMES: [&str; 6] = ["Huda", "Khaled", "Nasser", "Samar", "Tariq", "Widad"];
/// What anybody may owe; a busy week of small cards.
const LIMIT: i64 = 900;

fn ils(amount: Decimal) -> Money {
    Money::new(amount, "ILS".parse().expect("a currency"))
}

fn note(at: Timestamp, why: Option<&str>) -> Note {
    Note { at, clerk: Some(MANAGER.to_owned()), detail: why.map(str::to_owned) }
}

/// Opens the book. Answers who is in it.
pub(crate) async fn open(storage: &Storage, at: Timestamp) -> Vec<DebtorId> {
    let limit = Some(ils(Decimal::from(LIMIT)));
    storage.set_usual_debt_limit(limit, &note(at, None)).await.expect("the book opens");
    let mut debtors = Vec::new();
    for (place, name) in NAMES.iter().enumerate() {
        let new = NewDebtor {
            name: (*name).to_owned(),
            phone: Phone::from_e164(format!("+97059800000{place}")),
            limit: None,
            currency: "ILS".parse().expect("a currency"),
        };
        debtors.push(storage.add_debtor(&new, &note(at, None)).await.expect("they are added"));
    }
    debtors
}

/// Two of them come in and pay a part of what they owe, or all of it; now and then it is forgiven.
pub(crate) async fn settle(house: &House, process: &Process) {
    let (storage, street) = (process.storage().await, &house.shop.street);
    for _ in 0..2 {
        let (debtor, is_all, is_forgiven) = street.chance(|chance| {
            let debtor = chance.pick(&house.shop.debtors).clone();
            (debtor, chance.below(3) == 0, chance.below(25) == 0)
        });
        let at = street.timestamp();
        let known = real(storage.debtor(&debtor, at)).await.expect("it is read");
        let owed = known.expect("a debtor").standing.owed.amount();
        if owed.is_zero() {
            continue;
        }
        let part = if is_all { owed } else { (owed / Decimal::TWO).round_dp(2) };
        let part = ils(part.max(Decimal::new(1, 2)));
        let kept = if is_forgiven {
            real(storage.forgive_debt(&debtor, part, &note(at, Some("moved away")))).await
        } else {
            real(storage.repay_debt(&debtor, part, &note(at, None))).await
        };
        // Something on account may have been refused in the same moment: less is owed than was seen.
        assert!(matches!(kept, Ok(_) | Err(DebtError::Amount { .. })), "{kept:?}");
    }
}

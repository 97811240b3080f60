//! Customers' money of a shift, tender by tender.

use super::report::{CASH, TenderSum};
use crate::ports::shifts::{Facts, LogKind};
use domain::{
    money::{Currency, Money},
    shift::plus,
};
use std::collections::BTreeMap;

/// One sum for each tender and currency, cash first.
pub(super) fn by_tender(facts: &Facts) -> Vec<TenderSum> {
    let mut sums: BTreeMap<(bool, String, Currency), TenderSum> = BTreeMap::new();
    for line in &facts.log {
        let (Some(tender), Some(amount)) = (&line.tender, line.amount) else { continue };
        let is_back = match line.kind {
            LogKind::Taken => false,
            LogKind::Refused | LogKind::Refunded => true,
            LogKind::PayIn
            | LogKind::PayOut
            | LogKind::DebtRepaid
            | LogKind::DebtForgiven
            | LogKind::Drawer
            | LogKind::Again
            | LogKind::WrongPin
            | LogKind::Approval => continue,
        };
        let zero = Money::zero(amount.currency());
        let key = (tender != CASH, tender.clone(), amount.currency());
        let sum = sums.entry(key).or_insert_with(|| TenderSum {
            tender: tender.clone(),
            taken: zero,
            given_back: zero,
        });
        let side = if is_back { &mut sum.given_back } else { &mut sum.taken };
        *side = plus(*side, amount);
    }
    sums.into_values().collect()
}

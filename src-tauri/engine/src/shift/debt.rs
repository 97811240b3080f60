//! The debt book's lines of an X or a Z: what was given on account in the shift, and what came of debts.

use super::report::{DEBT, DebtSum};
use crate::ports::shifts::{Facts, LogKind};
use domain::{
    money::{Currency, Money},
    shift::plus,
};
use std::collections::BTreeMap;

/// One line for each currency in which something was owed, repaid or forgiven.
pub(super) fn lines(facts: &Facts) -> Vec<DebtSum> {
    let mut sums: BTreeMap<Currency, DebtSum> = BTreeMap::new();
    for line in &facts.log {
        let Some(amount) = line.amount else { continue };
        let is_debt = line.tender.as_deref() == Some(DEBT);
        let side: fn(&mut DebtSum) -> &mut Money = match line.kind {
            LogKind::Taken if is_debt => |sum| &mut sum.given,
            LogKind::Refused | LogKind::Refunded if is_debt => |sum| &mut sum.taken_off,
            LogKind::DebtRepaid => |sum| &mut sum.repaid,
            LogKind::DebtForgiven => |sum| &mut sum.forgiven,
            LogKind::Taken
            | LogKind::Refused
            | LogKind::Refunded
            | LogKind::PayIn
            | LogKind::PayOut
            | LogKind::Drawer
            | LogKind::Again
            | LogKind::WrongPin
            | LogKind::Approval => continue,
        };
        let currency = amount.currency();
        let side = side(sums.entry(currency).or_insert_with(|| DebtSum::nothing(currency)));
        *side = plus(*side, amount);
    }
    sums.into_values().collect()
}

//! The shop's shelf on an X or a Z: what lies there and what it cost, what was bought ahead, what was
//! sold from it.

use super::Sheet;
use crate::{
    slips::paper::{pair, pair_of_words, text},
    views::shelf::ShelfView,
    words::args,
};
use domain::{
    receipt::{Align, Block, Size},
    shop::Language,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

impl Sheet<'_> {
    /// Nothing where nothing lies there and nothing came or went.
    pub(super) fn stock(&self) -> Vec<Block> {
        let lines = &self.report.stock;
        if lines.is_empty() {
            return Vec::new();
        }
        let mut blocks = self.title("report-stock");
        for line in lines {
            blocks.extend(self.stock_of(line));
        }
        for (currency, amount) in values(lines) {
            blocks.push(self.result("report-stock-value", &format!("{amount} {currency}")));
        }
        blocks
    }

    fn stock_of(&self, line: &ShelfView) -> Vec<Block> {
        let name = match self.words.language() {
            Language::English => &line.name.en,
            Language::Arabic => &line.name.ar,
        };
        let there = line.recovered.saturating_add(line.ahead);
        let mut blocks = vec![text(name, Size::Small, true, Align::Start)];
        let parts =
            args([("ahead", line.ahead.to_string()), ("recovered", line.recovered.to_string())]);
        let of = self.words.say_with("report-stock-parts", &parts);
        blocks.push(self.fact("report-stock-there", &there.to_string()));
        if there > 0 {
            blocks.push(pair_of_words(&self.say("report-stock-of"), &of, false));
        }
        for sum in &line.value {
            let worth = format!("{} {}", sum.amount, sum.currency);
            blocks.push(pair(&self.say("report-stock-cost"), &worth, false));
        }
        blocks.extend(self.some("report-stock-bought", line.bought));
        blocks.extend(self.some("report-stock-sold", line.sold));
        blocks.extend(self.some("report-stock-coming", line.coming));
        blocks.extend(self.some("report-stock-expired", line.expired));
        blocks
    }
}

/// What all of it cost, currency by currency.
fn values(lines: &[ShelfView]) -> BTreeMap<&str, Decimal> {
    let mut sums = BTreeMap::new();
    for sum in lines.iter().flat_map(|line| &line.value) {
        let amount: Decimal = sum.amount.parse().unwrap_or_default();
        let so_far: &mut Decimal = sums.entry(sum.currency.as_str()).or_default();
        *so_far = so_far.saturating_add(amount);
    }
    sums
}

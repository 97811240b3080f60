//! The shop's own money on an X or a Z: sales, payments, the drawer, pay-ins and pay-outs.

use super::{Sheet, is_zero, negative};
use crate::{
    slips::paper::{pair, pair_of_words, text},
    views::report::{DrawerView, GroupView, ReportKind},
    words::args,
};
use domain::{
    receipt::{Align, Block, Size},
    shop::Language,
};

/// Products on the slip.
const PRODUCTS_MAX: usize = 10;

impl Sheet<'_> {
    pub(super) fn sales(&self) -> Vec<Block> {
        let sales = &self.report.sales;
        let money = |amount: &str| format!("{amount} {}", sales.currency);
        let mut blocks = self.title("report-sales");
        let count = format!("{} · {}", sales.count, sales.units);
        blocks.push(self.fact("report-sales-count", &count));
        blocks.push(self.fact("report-gross", &money(&sales.gross)));
        for (key, part) in [("report-refused", &sales.refused), ("report-refunds", &sales.refunds)]
        {
            if part.count > 0 {
                let label = self.say_of(key, "count", part.count);
                blocks.push(pair(&label, &money(&negative(&part.amount)), false));
            }
        }
        blocks.push(self.result("report-net", &money(&sales.net)));
        for line in &sales.taxes {
            let label = args([("rate", line.rate.clone()), ("gross", line.gross.clone())]);
            let label = self.words.say_with("report-tax", &label);
            blocks.push(pair(&label, &money(&line.tax), false));
        }
        if sales.before_opening.count > 0 {
            let label = self.say_of("report-before-opening", "count", sales.before_opening.count);
            blocks.push(pair(&label, &money(&sales.before_opening.amount), false));
        }
        if let Some(found) = &sales.found_after_restore {
            let label = self.say_of("report-found", "count", found.count);
            blocks.push(pair(&label, &money(&found.amount), false));
            blocks.extend(self.some("report-found-unpriced", sales.found_unpriced));
        }
        blocks.extend(self.some("report-cancelled", sales.cancelled));
        for group in &sales.by_kind {
            let label = self.say_of(&format!("report-kind-{}", group.id), "count", group.units);
            blocks.push(pair(&label, &money(&group.amount), false));
        }
        let lists = [
            ("report-by-supplier", &sales.by_supplier),
            ("report-by-category", &sales.by_category),
            ("report-by-product", &sales.by_product),
        ];
        for (key, groups) in lists {
            // What is all in one says nothing.
            if groups.len() > 1 {
                blocks.push(text(&self.say(key), Size::Small, true, Align::Start));
                blocks.extend(groups.iter().take(PRODUCTS_MAX).map(|group| self.group(group)));
            }
        }
        blocks
    }

    pub(super) fn group(&self, group: &GroupView) -> Block {
        let name = match (&group.name, self.words.language()) {
            (Some(name), Language::English) => name.en.clone(),
            (Some(name), Language::Arabic) => name.ar.clone(),
            (None, _) if group.id.is_empty() => self.say("report-no-category"),
            (None, _) => group.id.clone(),
        };
        pair(&format!("{name} ({})", group.units), &group.amount, false)
    }

    pub(super) fn tenders(&self) -> Vec<Block> {
        let mut blocks = self.title("report-tenders");
        if self.report.tenders.is_empty() {
            blocks.push(text(&self.say("report-none"), Size::Normal, false, Align::Start));
        }
        for line in &self.report.tenders {
            let name = match line.tender.as_str() {
                "cash" => self.say("report-tender-cash"),
                "debt" => self.say("report-tender-debt"),
                processor => processor.to_owned(),
            };
            blocks.push(pair(&name, &format!("{} {}", line.amount, line.currency), true));
        }
        blocks
    }

    pub(super) fn debt(&self) -> Vec<Block> {
        if self.report.debt.is_empty() {
            return Vec::new();
        }
        let mut blocks = self.title("report-debt");
        for line in &self.report.debt {
            let parts = [
                ("report-debt-given", line.given.clone()),
                ("report-debt-taken-off", negative(&line.taken_off)),
                ("report-debt-repaid", line.repaid.clone()),
                ("report-debt-forgiven", line.forgiven.clone()),
            ];
            for (key, amount) in parts {
                if !is_zero(&amount) {
                    blocks.push(self.fact(key, &format!("{amount} {}", line.currency)));
                }
            }
        }
        blocks
    }

    pub(super) fn drawer(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> =
            self.report.drawer.iter().flat_map(|line| self.drawer_of(line)).collect();
        if let Some(note) = &self.report.note {
            blocks.push(pair_of_words(&self.say("report-note"), note, false));
        }
        blocks
    }

    fn drawer_of(&self, line: &DrawerView) -> Vec<Block> {
        let title = format!("{} \u{2066}{}\u{2069}", self.say("report-drawer"), line.currency);
        let mut blocks = vec![Block::Rule, text(&title, Size::Normal, true, Align::Start)];
        blocks.push(self.fact("report-float", &line.float));
        let parts = [
            ("report-cash-sales", line.sales.clone()),
            ("report-cash-back", negative(&line.refunds)),
            ("report-pay-ins", line.pay_ins.clone()),
            ("report-drawer-debt", line.debt_repaid.clone()),
            ("report-pay-outs", negative(&line.pay_outs)),
        ];
        for (key, amount) in parts {
            if !is_zero(&amount) {
                blocks.push(self.fact(key, &amount));
            }
        }
        blocks.push(self.result("report-expected", &line.expected));
        if self.report.kind == ReportKind::X {
            return blocks;
        }
        match &line.counted {
            Some(counted) => blocks.push(self.result("report-counted", counted)),
            None => {
                let not = self.say("report-not-counted");
                blocks.push(pair_of_words(&self.say("report-counted"), &not, false));
            }
        }
        if let Some(difference) = &line.difference {
            blocks.push(self.result(over_or_short(difference), difference));
        }
        blocks
    }

    pub(super) fn payments(&self) -> Vec<Block> {
        let payments = &self.report.payments;
        if payments.is_empty() {
            return Vec::new();
        }
        let mut blocks = self.title("report-payments");
        for line in payments {
            let amount = match line.kind.as_str() {
                "pay_out" => negative(&line.amount),
                _ => line.amount.clone(),
            };
            let reason = line.reason.clone().unwrap_or_default();
            let clerk = line.clerk.as_ref().map(|clerk| format!(" · {clerk}")).unwrap_or_default();
            blocks.push(pair(
                &format!("{reason}{clerk}"),
                &format!("{amount} {}", line.currency),
                false,
            ));
        }
        blocks
    }
}

fn over_or_short(difference: &str) -> &'static str {
    if is_zero(difference) {
        "report-exact"
    } else if difference.starts_with('-') {
        "report-short"
    } else {
        "report-over"
    }
}

//! An X or a Z on paper, block by block. Pure: a kept report and words in, blocks out, so a Z that is
//! printed again says what it said the first time.

mod money;
mod stock;

use super::paper::{direction, local_time, pair, pair_of_words, text};
use crate::{
    views::report::{ClerkControl, ProfitView, ReportKind, ReportView, WalletView},
    words::{Words, args},
};
use domain::{
    receipt::{Align, Block, Receipt, Size},
    shop::Shop,
    time::Timestamp,
};

/// What is around the report on its slip.
pub(crate) struct Sheet<'a> {
    pub(crate) shop: &'a Shop,
    pub(crate) words: &'a Words,
    pub(crate) report: &'a ReportView,
    /// From 2 on it is a copy.
    pub(crate) copy: u32,
    /// When it is printed, and by whom.
    pub(crate) at: Timestamp,
    pub(crate) clerk: Option<&'a str>,
    /// Whether what was counted is shown beside what is expected; not before a blind count.
    pub(crate) blind: bool,
}

impl Sheet<'_> {
    /// The slip.
    pub(crate) fn slip(&self) -> Receipt {
        let mut blocks = self.head();
        // Before a blind count nothing may be told from which the drawer could be worked out.
        if !self.blind {
            blocks.extend(self.sales());
            blocks.extend(self.tenders());
            blocks.extend(self.debt());
            blocks.extend(self.drawer());
            blocks.extend(self.stock());
        }
        blocks.extend(self.payments());
        blocks.extend(self.wallets());
        blocks.extend(self.unfinished());
        blocks.extend(self.control());
        blocks.extend(self.rates());
        blocks.extend(self.report.profit.as_ref().map(|it| self.profit(it)).unwrap_or_default());
        blocks.extend(self.foot());
        if self.shop.practice {
            let banner = Block::Banner(self.words.say("receipt-training"));
            blocks.insert(0, banner.clone());
            blocks.push(banner);
        }
        Receipt { direction: direction(self.words), blocks }
    }

    fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    fn say_of(&self, key: &str, name: &'static str, value: impl ToString) -> String {
        self.words.say_with(key, &args([(name, value.to_string())]))
    }

    /// A fact: its label and a value that never follows the slip's direction.
    fn fact(&self, key: &str, value: &str) -> Block {
        pair(&self.say(key), value, false)
    }

    /// A result, in bold.
    fn result(&self, key: &str, value: &str) -> Block {
        pair(&self.say(key), value, true)
    }

    /// A count, only where there is something to count.
    fn some(&self, key: &str, count: u32) -> Option<Block> {
        (count > 0).then(|| self.fact(key, &count.to_string()))
    }

    fn title(&self, key: &str) -> Vec<Block> {
        vec![Block::Rule, text(&self.say(key), Size::Normal, true, Align::Start)]
    }

    fn head(&self) -> Vec<Block> {
        let report = self.report;
        let mut blocks = Vec::new();
        if self.copy > 1 {
            blocks.push(Block::Banner(self.say_of("receipt-copy", "number", self.copy)));
        }
        blocks.push(text(&self.shop.name, Size::Large, true, Align::Center));
        match report.kind {
            ReportKind::X => {
                blocks.push(Block::Banner(self.say("report-x")));
                blocks.push(text(&self.say("report-x-rule"), Size::Small, false, Align::Center));
            }
            ReportKind::Z => {
                blocks.push(Block::Banner(self.say_of("report-z", "number", report.number)));
            }
        }
        blocks.push(self.fact("report-till", &report.till));
        blocks.push(self.fact("report-shift", &report.number.to_string()));
        blocks.push(self.fact("report-opened", &shown(&report.opened_at)));
        blocks.extend(self.person("report-opened-by", report.clerk.as_deref()));
        if let Some(closed) = &report.closed_at {
            blocks.push(self.fact("report-closed", &shown(closed)));
            blocks.extend(self.person("report-closed-by", report.closed_by.as_deref()));
        }
        blocks.extend(self.length());
        blocks.push(self.fact("receipt-date", &local_time(self.at)));
        blocks.extend(self.person("report-printed-by", self.clerk));
        blocks.push(self.fact("report-version", &report.version));
        blocks
    }

    fn person(&self, key: &str, name: Option<&str>) -> Option<Block> {
        name.map(|name| pair_of_words(&self.say(key), name, false))
    }

    fn length(&self) -> Option<Block> {
        let end = self.report.closed_at.as_ref().unwrap_or(&self.report.drawn_at);
        let (from, to) = (moment(&self.report.opened_at)?, moment(end)?);
        let minutes = to.saturating_sub(from).max(0) / 60_000;
        let length = self.words.say_with(
            "report-hours",
            &args([("hours", (minutes / 60).to_string()), ("minutes", (minutes % 60).to_string())]),
        );
        Some(pair_of_words(&self.say("report-lasted"), &length, false))
    }

    fn wallets(&self) -> Vec<Block> {
        let wallets = &self.report.wallets;
        if wallets.is_empty() {
            return Vec::new();
        }
        let mut blocks = self.title("report-wallets");
        for wallet in wallets {
            blocks.extend(self.wallet(wallet));
        }
        blocks
    }

    fn wallet(&self, wallet: &WalletView) -> Vec<Block> {
        let name = format!("\u{2066}{} {}\u{2069}", wallet.supplier, wallet.currency);
        let mut blocks = vec![text(&name, Size::Small, true, Align::Start)];
        let known = |key: &str, amount: &Option<String>| match amount {
            Some(amount) => self.fact(key, amount),
            None => pair_of_words(&self.say(key), &self.say("report-wallet-mute"), false),
        };
        blocks.push(known("report-wallet-opening", &wallet.opening));
        let moves = [
            ("report-wallet-deposits", wallet.deposits.clone()),
            ("report-wallet-charged", negative(&wallet.charged)),
            ("report-wallet-rolled-back", wallet.rolled_back.clone()),
        ];
        for (key, amount) in moves {
            if !is_zero(&amount) {
                blocks.push(self.fact(key, &amount));
            }
        }
        if let Some(expected) = &wallet.expected {
            blocks.push(self.fact("report-wallet-expected", expected));
        }
        blocks.push(known("report-wallet-reported", &wallet.reported));
        if let Some(difference) = &wallet.difference {
            blocks.push(self.result("report-wallet-difference", difference));
        }
        if let Some(rest) = wallet.unexplained.as_ref().filter(|_| !is_zero(&wallet.explained)) {
            blocks.push(self.fact("report-wallet-explained", &wallet.explained));
            blocks.push(self.result("report-wallet-unexplained", rest));
        }
        blocks.extend(self.some("report-wallet-strays", wallet.strays));
        let apart = [
            ("report-wallet-open", &wallet.open),
            ("report-wallet-charged-before", &wallet.charged_before),
        ];
        for (key, amount) in apart {
            if !is_zero(amount) {
                blocks.push(self.fact(key, amount));
            }
        }
        if let Some(hours) = &wallet.hours_left {
            let left = self.say_of("report-wallet-hours-left", "hours", hours);
            blocks.push(pair_of_words(&self.say("report-wallet-hours"), &left, false));
        }
        blocks
    }

    fn unfinished(&self) -> Vec<Block> {
        let open = &self.report.unfinished;
        let mut blocks = self.title("report-unfinished");
        let label = self.say_of("report-unfinished-count", "count", open.count);
        blocks.push(pair(&label, &format!("{} {}", open.amount, open.currency), open.count > 0));
        if let Some(oldest) = &open.oldest {
            blocks.push(self.fact("report-unfinished-oldest", &shown(oldest)));
        }
        blocks.extend(self.some("report-unfinished-attention", open.needs_attention));
        blocks.extend(self.some("report-unfinished-money", open.money_due_back));
        blocks.extend(self.some("report-unfinished-handed", open.not_handed_over));
        blocks
    }

    fn control(&self) -> Vec<Block> {
        let mut blocks = self.title("report-control");
        let people = &self.report.control.by_clerk;
        if people.is_empty() {
            blocks.push(text(&self.say("report-none"), Size::Normal, false, Align::Start));
        }
        for person in people {
            let name = person.clerk.clone().unwrap_or_else(|| self.say("report-nobody"));
            blocks.push(text(&name, Size::Small, true, Align::Start));
            blocks.extend(self.deeds(person));
        }
        blocks
    }

    fn deeds(&self, person: &ClerkControl) -> Vec<Block> {
        let deeds = [
            ("report-voids", person.voids),
            ("report-refunds-count", person.refunds),
            ("report-against-rule", person.against_rule),
            ("report-reprints", person.reprints),
            ("report-reveals", person.reveals),
            ("report-no-sales", person.no_sales),
            ("report-overrides", person.overrides),
            ("report-price-changes", person.price_changes),
            ("report-approvals", person.approvals),
            ("report-forgiven", person.forgiven),
            ("report-wrong-pins", person.wrong_pins),
        ];
        deeds.into_iter().filter_map(|(key, times)| self.some(key, times)).collect()
    }

    fn rates(&self) -> Vec<Block> {
        if self.report.rates.is_empty() {
            return Vec::new();
        }
        let mut blocks = self.title("report-rates");
        for rate in &self.report.rates {
            let label = format!("\u{2066}1 {}\u{2069}", rate.base);
            blocks.push(pair(&label, &format!("{} {}", rate.rate, rate.quote), false));
        }
        blocks
    }

    fn profit(&self, profit: &ProfitView) -> Vec<Block> {
        let money = |amount: &str| format!("{amount} {}", profit.currency);
        let mut blocks = self.title("report-profit");
        blocks.push(self.fact("report-revenue", &money(&profit.revenue)));
        if let Some(tax) = &profit.tax {
            blocks.push(self.fact("report-tax-within", &money(&negative(tax))));
        }
        blocks.push(self.fact("report-cost", &money(&negative(&profit.cost))));
        blocks.push(self.result("report-margin", &money(&profit.margin)));
        blocks.extend(self.some("report-uncosted", profit.uncosted));
        if profit.by_category.len() > 1 {
            blocks.extend(profit.by_category.iter().map(|group| self.group(group)));
        }
        blocks
    }

    fn foot(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Rule];
        if self.report.kind == ReportKind::Z {
            for key in ["report-sign-clerk", "report-sign-manager"] {
                blocks.push(Block::Gap);
                blocks.push(self.fact(key, "____________________"));
            }
            blocks.push(Block::Gap);
        }
        if let Some(head) = &self.report.journal {
            let key = match self.report.kind {
                ReportKind::X => "receipt-journal",
                ReportKind::Z => "report-head",
            };
            let line = self.say_of(key, "what", head);
            blocks.push(text(&line, Size::Small, false, Align::Center));
        }
        blocks
    }
}

fn is_zero(amount: &str) -> bool {
    amount.chars().all(|c| matches!(c, '0' | '.' | '-'))
}

/// An amount that is taken away; one below zero is given back then.
fn negative(amount: &str) -> String {
    match amount.strip_prefix('-') {
        _ if is_zero(amount) => amount.to_owned(),
        Some(above) => above.to_owned(),
        None => format!("-{amount}"),
    }
}

fn moment(at: &str) -> Option<i64> {
    at.parse::<jiff::Timestamp>().ok().map(|at| at.as_millisecond())
}

/// A kept time as the shop reads it.
fn shown(at: &str) -> String {
    moment(at).map_or_else(|| at.to_owned(), |at| local_time(Timestamp(at)))
}

/// The slip as lines of text: what the command line shows a person.
pub(crate) fn as_text(slip: &Receipt) -> String {
    let mut lines = Vec::new();
    for block in &slip.blocks {
        match block {
            Block::Banner(words) => lines.push(format!("== {words} ==")),
            Block::Text { text, .. } | Block::Number(text) => lines.push(plain(text)),
            Block::Pair { label, value, .. } => {
                lines.push(format!("  {}: {}", plain(label), plain(value)));
            }
            Block::Rule | Block::Gap => lines.push(String::new()),
            Block::Code { .. }
            | Block::Qr(_)
            | Block::Barcode(_)
            | Block::Logo(_)
            | Block::Ruler => {}
        }
    }
    lines.join("\n")
}

/// A terminal shows direction marks as junk.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_away_has_the_other_sign() {
        let turned = ["1.09", "-1.09", "0.00"].map(negative);
        assert_eq!(turned, ["-1.09", "1.09", "0.00"]);
    }
}

//! What the owner's messages say. Pure: a kept report or alerts and words in, a text out. It names no
//! code, no customer and no key, and it has no direction marks: one letter too many is one more part.

use crate::{
    views::report::{ControlView, ReportView, WalletView},
    words::{Words, args},
};
use domain::{
    money::Money,
    owner::{Alert, Matter},
    shop::{Language, Shop},
    time::Timestamp,
};
use rust_decimal::Decimal;

/// Orders that an alert names; the others are counted.
const NAMED_MAX: usize = 3;

/// A Z in a few lines. What is zero is left out; profit is told where the report has it.
pub(crate) fn report_text(shop: &Shop, report: &ReportView, words: &Words) -> String {
    let say = |key: &str, facts: &[(&'static str, String)]| {
        words.say_with(key, &args(facts.iter().cloned()))
    };
    let mut lines = training(shop, words);
    let number = report.number.to_string();
    lines.push(say("owner-z", &[("shop", shop.name.clone()), ("number", number)]));
    let sales = &report.sales;
    let net = format!("{} {}", sales.net, sales.currency);
    lines.push(say("owner-net", &[("amount", net), ("count", sales.count.to_string())]));
    lines.extend(taxes(report, words));
    for line in report.tenders.iter().filter(|line| !is_zero(&line.amount)) {
        let name = match line.tender.as_str() {
            "cash" => words.say("report-tender-cash"),
            processor => processor.to_owned(),
        };
        lines.push(format!("{name}: {} {}", line.amount, line.currency));
    }
    if let Some(profit) = &report.profit {
        let margin = format!("{} {}", profit.margin, profit.currency);
        lines.push(say("owner-profit", &[("amount", margin)]));
    }
    for line in &report.drawer {
        let Some(difference) = &line.difference else { continue };
        let key = match sign(difference) {
            Sign::None => "owner-drawer-exact",
            Sign::Over => "owner-drawer-over",
            Sign::Short => "owner-drawer-short",
        };
        let amount = format!("{} {}", bare(difference), line.currency);
        lines.push(say(key, &[("amount", amount), ("currency", line.currency.clone())]));
    }
    lines.extend(report.wallets.iter().map(|wallet| wallet_line(wallet, words)));
    lines.extend(deeds(&report.control, words));
    let open = &report.unfinished;
    if open.count > 0 {
        let amount = format!("{} {}", open.amount, open.currency);
        lines.push(say("owner-open", &[("count", open.count.to_string()), ("amount", amount)]));
    }
    lines.join("\n")
}

/// What is overdue, a line for each matter; orders together.
pub(crate) fn alert_text(shop: &Shop, alerts: &[Alert], words: &Words) -> String {
    let mut lines = training(shop, words);
    lines.push(shop.name.clone());
    let mut orders = Vec::new();
    for alert in alerts {
        let at = wall_time(alert.since);
        match &alert.matter {
            Matter::ShiftOpen(number) => {
                let facts = args([("number", number.to_string()), ("at", at)]);
                lines.push(words.say_with("owner-shift-open", &facts));
            }
            Matter::NoShift(_) => {
                lines.push(words.say_with("owner-no-shift", &args([("at", at)])));
            }
            Matter::Order(_) => {
                let name = alert.name.as_ref().map_or("", |(en, ar)| match words.language() {
                    Language::English => en,
                    Language::Arabic => ar,
                });
                orders.push(format!("{name}, {at}"));
            }
        }
    }
    if !orders.is_empty() {
        let count = orders.len().to_string();
        lines.push(words.say_with("owner-orders", &args([("count", count)])));
        if orders.len() > NAMED_MAX {
            let more = orders.len().saturating_sub(NAMED_MAX).to_string();
            orders.truncate(NAMED_MAX);
            orders.push(words.say_with("owner-orders-more", &args([("count", more)])));
        }
        lines.extend(orders);
    }
    lines.join("\n")
}

/// The tax of the day, all rates together; nothing where nothing was taxed.
fn taxes(report: &ReportView, words: &Words) -> Option<String> {
    let sales = &report.sales;
    let currency = sales.currency.parse().ok()?;
    let mut taxes = sales.taxes.iter().map(|line| line.tax.parse::<Decimal>().ok());
    let sum = taxes.try_fold(Decimal::ZERO, |sum, tax| sum.checked_add(tax?));
    let sum = sum.filter(|sum| !sum.is_zero())?;
    let amount = Money::new(sum, currency).to_price();
    let key = if sum.is_sign_negative() { "owner-tax-back" } else { "owner-tax" };
    let amount = format!("{} {}", bare(&amount), sales.currency);
    Some(words.say_with(key, &args([("amount", amount)])))
}

fn training(shop: &Shop, words: &Words) -> Vec<String> {
    if shop.practice { vec![words.say("sms-training")] } else { Vec::new() }
}

fn wallet_line(wallet: &WalletView, words: &Words) -> String {
    let balance = match &wallet.reported {
        Some(amount) => format!("{amount} {}", wallet.currency),
        None => words.say("report-wallet-mute"),
    };
    let line = format!("{}: {balance}", wallet.supplier);
    // What somebody explained needs no telling.
    let rest = wallet.unexplained.as_ref().or(wallet.difference.as_ref());
    let Some(rest) = rest else { return line };
    let key = match sign(rest) {
        Sign::None => return line,
        Sign::Over => "owner-wallet-over",
        Sign::Short => "owner-wallet-short",
    };
    words.say_with(key, &args([("wallet", line), ("amount", bare(rest))]))
}

/// What people did that has to be told, in one line; nothing where there is nothing.
fn deeds(control: &ControlView, words: &Words) -> Option<String> {
    let deeds = [
        ("report-voids", control.voids),
        ("report-refunds-count", control.refunds),
        ("report-reprints", control.reprints),
        ("report-no-sales", control.no_sales),
    ];
    let told = deeds.into_iter().filter(|(_, times)| *times > 0);
    let told: Vec<String> =
        told.map(|(key, times)| format!("{}: {times}", words.say(key))).collect();
    (!told.is_empty()).then(|| told.join("\n"))
}

enum Sign {
    None,
    Over,
    Short,
}

fn sign(amount: &str) -> Sign {
    if is_zero(amount) {
        Sign::None
    } else if amount.starts_with('-') {
        Sign::Short
    } else {
        Sign::Over
    }
}

/// Without its sign: a telephone puts a minus on the wrong side of a number after Arabic letters.
fn bare(amount: &str) -> String {
    amount.trim_start_matches('-').to_owned()
}

fn is_zero(amount: &str) -> bool {
    amount.chars().all(|c| matches!(c, '0' | '.' | '-'))
}

/// The day and time on the shop's wall, short.
fn wall_time(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0).map_or_else(
        |_| String::new(),
        |at| at.to_zoned(jiff::tz::TimeZone::system()).strftime("%m-%d %H:%M").to_string(),
    )
}

#[cfg(test)]
#[path = "compose_tests.rs"]
mod tests;

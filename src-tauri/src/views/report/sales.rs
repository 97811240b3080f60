//! What was sold in a period, as both faces show it. A clerk is shown counts alone: from a day's takings
//! the drawer of a blind count could be worked out. What the shop earns is for its owner, as on a Z.

use crate::views::{LocalName, export::Row, rfc3339};
use domain::{
    clerk::Role,
    money::{Currency, Money},
    report::Figures,
};
use rust_decimal::Decimal;
use serde::Serialize;
use specta::Type;
use storage::{Days, ReportLine, SalesReport, WalletSample};

/// What was sold in a period.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct SalesReportView {
    /// The first day.
    pub(crate) from: String,
    /// The last day.
    pub(crate) to: String,
    /// The shop's currency, which all amounts are in but the costs.
    pub(crate) currency: String,
    /// Whether amounts are told.
    pub(crate) money: bool,
    /// Whether costs and what is left are told.
    pub(crate) profit: bool,
    /// All of it.
    pub(crate) total: FiguresView,
    /// Every day of the period, also those without a sale.
    pub(crate) days: Vec<LineView>,
    /// Hours of the day, from the first to the last in which something was sold.
    pub(crate) hours: Vec<LineView>,
    /// The best sold first.
    pub(crate) products: Vec<LineView>,
    /// By supplier.
    pub(crate) suppliers: Vec<LineView>,
    /// By clerk; an empty key is nobody.
    pub(crate) clerks: Vec<LineView>,
    /// By rate of tax in percent; what has none is in no line.
    pub(crate) taxes: Vec<LineView>,
    /// What was paid to suppliers, in each currency.
    pub(crate) costs: Vec<AmountView>,
    /// Other currencies in which something was sold, of which nothing is told here.
    pub(crate) others: Vec<String>,
    /// Wallets over time.
    pub(crate) wallets: Vec<WalletLineView>,
}

/// An amount with its currency.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct AmountView {
    /// How much.
    pub(crate) amount: String,
    /// Of what.
    pub(crate) currency: String,
}

/// Some orders that have something in common.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct LineView {
    /// What: a day, an hour, a supplier, a product, a clerk, a rate of tax.
    pub(crate) key: String,
    /// A product's name.
    pub(crate) name: Option<LocalName>,
    /// Their figures.
    pub(crate) figures: FiguresView,
}

/// Figures; amounts are absent for whoever may not see money.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct FiguresView {
    /// Written down.
    pub(crate) orders: u32,
    /// Delivered.
    pub(crate) delivered: u32,
    /// Nothing was bought, and the customer paid nothing.
    pub(crate) refused: u32,
    /// Not decided yet.
    pub(crate) open: u32,
    /// Delivered, and the money went back.
    pub(crate) returned: u32,
    /// Delivered at a cost that is not known in the shop's currency.
    pub(crate) uncosted: u32,
    /// Prices of what was delivered.
    pub(crate) sold: Option<String>,
    /// Prices of what was given back.
    pub(crate) refunded: Option<String>,
    /// What stays of it in the shop.
    pub(crate) net: Option<String>,
    /// The tax in what stays.
    pub(crate) tax: Option<String>,
    /// What stays without it.
    pub(crate) untaxed: Option<String>,
    /// What it cost.
    pub(crate) cost: Option<String>,
    /// What is left after tax and cost.
    pub(crate) margin: Option<String>,
}

/// A wallet over time.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct WalletLineView {
    /// At which supplier.
    pub(crate) supplier: String,
    /// In which currency.
    pub(crate) currency: String,
    /// As it was seen, in the order of time.
    pub(crate) points: Vec<WalletPoint>,
}

/// A wallet as it was seen once.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct WalletPoint {
    /// When.
    pub(crate) at: String,
    /// How much was in it.
    pub(crate) balance: String,
}

/// Whose eyes a report is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Eyes {
    /// Counts alone.
    Clerk,
    /// What was taken, too.
    Manager,
    /// And what is left of it.
    Owner,
}

impl Eyes {
    /// The eyes of a role.
    pub(crate) fn of(role: Role) -> Self {
        match role {
            Role::Clerk => Self::Clerk,
            Role::Manager => Self::Manager,
            Role::Owner => Self::Owner,
        }
    }

    fn see_money(self) -> bool {
        matches!(self, Self::Manager | Self::Owner)
    }

    fn see_profit(self) -> bool {
        matches!(self, Self::Owner)
    }
}

impl SalesReportView {
    /// A report for its reader; `all_days` are the days of the period in their order.
    pub(crate) fn new(report: SalesReport, days: &Days, all_days: &[String], eyes: Eyes) -> Self {
        let own = report.currency;
        let lines = |lines: Vec<ReportLine>| -> Vec<LineView> {
            lines.into_iter().map(|line| line_view(line, own, eyes)).collect()
        };
        let mut products = report.products;
        if !eyes.see_money() {
            // The order of amounts would tell of them.
            products.sort_by(|a, b| {
                b.figures.delivered.cmp(&a.figures.delivered).then(a.key.cmp(&b.key))
            });
        }
        let hours = whole_hours(report.hours);
        Self {
            from: days.from.clone(),
            to: days.to.clone(),
            currency: own.to_string(),
            money: eyes.see_money(),
            profit: eyes.see_profit(),
            total: figures(&report.total, own, eyes),
            days: lines(every(all_days.iter().cloned(), report.days)),
            hours: lines(hours),
            products: lines(products),
            suppliers: lines(report.suppliers),
            clerks: lines(report.clerks),
            taxes: lines(report.taxes),
            costs: report
                .costs
                .iter()
                .filter(|_| eyes.see_profit())
                .map(|cost| AmountView {
                    amount: cost.amount().to_string(),
                    currency: cost.currency().to_string(),
                })
                .collect(),
            others: report.others.iter().map(Currency::to_string).collect(),
            wallets: if eyes.see_money() { wallet_lines(&report.wallets) } else { Vec::new() },
        }
    }

    /// Every line of it as a row of a file.
    pub(crate) fn rows(&self) -> Vec<ReportRow<'_>> {
        let total = ReportRow::new(self, "total", "", None, &self.total);
        let sections = [
            ("day", &self.days),
            ("hour", &self.hours),
            ("product", &self.products),
            ("supplier", &self.suppliers),
            ("clerk", &self.clerks),
            ("tax", &self.taxes),
        ];
        let lines = sections.into_iter().flat_map(|(section, lines)| {
            lines.iter().map(move |line| {
                ReportRow::new(self, section, &line.key, line.name.as_ref(), &line.figures)
            })
        });
        std::iter::once(total).chain(lines).collect()
    }
}

/// The lines with those that are missing among them.
fn every(keys: impl Iterator<Item = String>, lines: Vec<ReportLine>) -> Vec<ReportLine> {
    let mut lines = lines.into_iter().peekable();
    keys.map(|key| {
        lines.next_if(|line| line.key == key).unwrap_or_else(|| ReportLine {
            key,
            name: None,
            figures: Figures::default(),
        })
    })
    .collect()
}

/// Every hour from the first to the last in which something was sold.
fn whole_hours(lines: Vec<ReportLine>) -> Vec<ReportLine> {
    let hour = |line: Option<&ReportLine>| line.and_then(|line| line.key.parse::<u8>().ok());
    let Some((first, last)) = hour(lines.first()).zip(hour(lines.last())) else { return lines };
    every((first..=last).map(|hour| format!("{hour:02}")), lines)
}

fn line_view(line: ReportLine, own: Currency, eyes: Eyes) -> LineView {
    let name = line.name.map(|name| LocalName { en: name.en, ar: name.ar });
    LineView { key: line.key, name, figures: figures(&line.figures, own, eyes) }
}

fn figures(figures: &Figures, own: Currency, eyes: Eyes) -> FiguresView {
    let count = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    let price = |amount: Decimal| Money::new(amount, own).to_price();
    let amount = |amount: Decimal| eyes.see_money().then(|| price(amount));
    let earned = |amount: Decimal| eyes.see_profit().then(|| price(amount));
    FiguresView {
        orders: count(figures.orders),
        delivered: count(figures.delivered),
        refused: count(figures.refused),
        open: count(figures.open()),
        returned: count(figures.returned),
        uncosted: if eyes.see_profit() { count(figures.uncosted) } else { 0 },
        sold: amount(figures.sold),
        refunded: amount(figures.refunded),
        net: amount(figures.net()),
        tax: amount(figures.tax),
        untaxed: amount(figures.net().saturating_sub(figures.tax)),
        cost: earned(figures.cost),
        margin: earned(figures.margin()),
    }
}

fn wallet_lines(samples: &[WalletSample]) -> Vec<WalletLineView> {
    let mut lines: Vec<WalletLineView> = Vec::new();
    for sample in samples {
        let (supplier, currency) =
            (sample.supplier.to_string(), sample.balance.currency().to_string());
        let balance = sample.balance.amount().to_string();
        let point = WalletPoint { at: rfc3339(sample.at), balance };
        match lines.last_mut() {
            Some(line) if line.supplier == supplier && line.currency == currency => {
                line.points.push(point);
            }
            Some(_) | None => {
                lines.push(WalletLineView { supplier, currency, points: vec![point] });
            }
        }
    }
    lines
}

/// A line of a report in a file.
#[derive(Debug, Serialize)]
pub(crate) struct ReportRow<'a> {
    section: &'static str,
    key: &'a str,
    name: Option<&'a LocalName>,
    #[serde(flatten)]
    figures: &'a FiguresView,
    currency: &'a str,
}

impl<'a> ReportRow<'a> {
    fn new(
        report: &'a SalesReportView,
        section: &'static str,
        key: &'a str,
        name: Option<&'a LocalName>,
        figures: &'a FiguresView,
    ) -> Self {
        Self { section, key, name, figures, currency: &report.currency }
    }
}

impl Row for ReportRow<'_> {
    const HEADER: &'static [&'static str] = &[
        "section",
        "key",
        "name_en",
        "name_ar",
        "orders",
        "delivered",
        "refused",
        "open",
        "returned",
        "uncosted",
        "sold",
        "refunded",
        "net",
        "cost",
        "margin",
        "currency",
        "tax",
        "untaxed",
    ];

    fn cells(&self) -> Vec<String> {
        let figures = self.figures;
        let counts = [
            figures.orders,
            figures.delivered,
            figures.refused,
            figures.open,
            figures.returned,
            figures.uncosted,
        ];
        let amounts =
            [&figures.sold, &figures.refunded, &figures.net, &figures.cost, &figures.margin];
        let name =
            |pick: fn(&LocalName) -> &String| self.name.map(pick).cloned().unwrap_or_default();
        let mut cells = vec![
            self.section.to_owned(),
            self.key.to_owned(),
            name(|name| &name.en),
            name(|name| &name.ar),
        ];
        cells.extend(counts.map(|count| count.to_string()));
        cells.extend(amounts.map(|amount| amount.clone().unwrap_or_default()));
        cells.push(self.currency.to_owned());
        // New columns come last: who reads the file by their places goes on reading it.
        let taxes = [&figures.tax, &figures.untaxed];
        cells.extend(taxes.map(|amount| amount.clone().unwrap_or_default()));
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> SalesReport {
        let figures = |sold: i64| Figures {
            orders: 2,
            delivered: 1,
            refused: 1,
            sold: Decimal::from(sold),
            sold_costed: Decimal::from(sold),
            cost: Decimal::new(3_515, 2),
            ..Figures::default()
        };
        let line = |key: &str, sold| ReportLine {
            key: key.to_owned(),
            name: None,
            figures: figures(sold),
        };
        SalesReport {
            currency: "ILS".parse().unwrap(),
            total: figures(76),
            days: vec![line("2026-11-02", 38), line("2026-11-04", 38)],
            hours: vec![line("09", 38), line("12", 38)],
            products: vec![line("palcards:2", 70), line("palcards:1", 6)],
            suppliers: vec![line("palcards", 76)],
            clerks: vec![line("", 76)],
            taxes: vec![line("16", 76)],
            costs: vec![Money::new(Decimal::new(95, 1), "USD".parse().unwrap())],
            others: Vec::new(),
            wallets: vec![WalletSample {
                supplier: domain::ids::SupplierId::new("palcards"),
                balance: Money::new(Decimal::from(100), "USD".parse().unwrap()),
                at: domain::time::Timestamp(0),
            }],
        }
    }

    fn shown(eyes: Eyes) -> SalesReportView {
        let days = Days { from: "2026-11-01".to_owned(), to: "2026-11-05".to_owned() };
        let all: Vec<String> = (1..=5).map(|day| format!("2026-11-{day:02}")).collect();
        SalesReportView::new(report(), &days, &all, eyes)
    }

    #[test]
    fn days_and_hours_without_a_sale_are_there_too() {
        let view = shown(Eyes::Owner);
        let orders: Vec<u32> = view.days.iter().map(|line| line.figures.orders).collect();
        assert_eq!(orders, [0, 2, 0, 2, 0]);
        let hours: Vec<&str> = view.hours.iter().map(|line| line.key.as_str()).collect();
        assert_eq!(hours, ["09", "10", "11", "12"]);
        assert_eq!(view.total.margin.as_deref(), Some("40.85"));
    }

    #[test]
    fn a_clerk_is_told_no_amount_of_anything() {
        let told = serde_json::to_string(&shown(Eyes::Clerk)).unwrap();
        for amount in ["76", "38", "35.15", "9.5", "40.85", "100"] {
            assert!(!told.contains(amount), "{amount}: {told}");
        }
        assert_eq!(shown(Eyes::Clerk).products[0].key, "palcards:1");
    }

    #[test]
    fn a_manager_is_told_what_was_taken_and_the_owner_what_is_left_of_it() {
        let told = serde_json::to_string(&shown(Eyes::Manager)).unwrap();
        assert!(told.contains("76") && told.contains("100"), "{told}");
        for amount in ["35.15", "9.5", "40.85"] {
            assert!(!told.contains(amount), "{amount}: {told}");
        }
        let told = serde_json::to_string(&shown(Eyes::Owner)).unwrap();
        for amount in ["35.15", "9.5", "40.85"] {
            assert!(told.contains(amount), "{amount}: {told}");
        }
    }

    #[test]
    fn a_row_has_as_many_cells_as_its_header() {
        for eyes in [Eyes::Clerk, Eyes::Manager, Eyes::Owner] {
            let view = shown(eyes);
            assert!(view.rows().iter().all(|row| row.cells().len() == ReportRow::HEADER.len()));
            assert_eq!(view.rows().len(), 1 + 5 + 4 + 2 + 1 + 1 + 1);
        }
    }
}

//! A report of what was sold on sheets of A4. Pure: the report and words in, a sheet out.

use crate::{
    slips::paper::{direction, local_time},
    views::report::sales::{LineView, SalesReportView},
    words::{Words, args},
};
use devices::{Part, Sheet};
use domain::{
    shop::{Language, Shop},
    time::Timestamp,
};
use rust_decimal::Decimal;

/// More rows than this are for a spreadsheet.
const ROWS_MAX: usize = 200;

/// The report as it is printed.
pub(super) fn sheet(report: &SalesReportView, shop: &Shop, words: &Words, at: Timestamp) -> Sheet {
    let paper = Paper { report, words };
    let mut parts = vec![paper.figures()];
    parts.extend(paper.notes());
    if report.days.len() > 1 {
        parts.push(paper.bars("sales-report-by-day", &report.days, |day| {
            day.get(8..).unwrap_or_default().to_owned()
        }));
    }
    parts.push(paper.bars("sales-report-by-hour", &report.hours, |hour| format!("{hour}:00")));
    for (title, lines) in [
        ("sales-report-by-product", &report.products),
        ("sales-report-by-supplier", &report.suppliers),
        ("sales-report-by-clerk", &report.clerks),
        ("sales-report-by-day", &report.days),
    ] {
        parts.push(paper.table(title, lines));
    }
    if !report.taxes.is_empty() && report.money {
        parts.push(paper.taxes());
    }
    Sheet {
        direction: direction(words),
        title: format!("{} · {}", shop.name, words.say("sales-report-title")),
        subtitle: days(&report.from, &report.to),
        parts,
        foot: words.say_with("sales-report-drawn", &args([("at", local_time(at))])),
    }
}

/// A period as it stands below a title.
pub(super) fn days(from: &str, to: &str) -> String {
    let days = if from == to { from.to_owned() } else { format!("{from} – {to}") };
    format!("\u{2066}{days}\u{2069}")
}

struct Paper<'a> {
    report: &'a SalesReportView,
    words: &'a Words,
}

impl Paper<'_> {
    fn figures(&self) -> Part {
        let total = &self.report.total;
        let fact = |key: &str, value: String| (self.words.say(key), value);
        let tax = total.tax.clone().filter(|_| !self.report.taxes.is_empty());
        let amounts = [
            ("sales-report-net", &total.net),
            ("sales-report-refunded", &total.refunded),
            ("sales-report-tax", &tax),
            ("sales-report-cost", &total.cost),
            ("sales-report-margin", &total.margin),
        ];
        // What its reader may not see is not there.
        let told = amounts.into_iter().filter_map(|(key, amount)| Some((key, amount.as_ref()?)));
        let mut figures: Vec<(String, String)> = told
            .map(|(key, amount)| fact(key, format!("{} {}", grouped(amount), self.report.currency)))
            .collect();
        let counts = [
            ("sales-report-delivered", total.delivered),
            ("sales-report-refused", total.refused),
            ("sales-report-open", total.open),
            ("sales-report-returned", total.returned),
        ];
        figures.extend(counts.map(|(key, count)| fact(key, count.to_string())));
        let foreign = self.report.costs.iter().filter(|it| it.currency != self.report.currency);
        figures.extend(foreign.map(|cost| {
            let amount = format!("{} {}", grouped(&cost.amount), cost.currency);
            fact("sales-report-cost", amount)
        }));
        Part::Figures(figures)
    }

    fn notes(&self) -> Vec<Part> {
        let mut notes = Vec::new();
        let uncosted = self.report.total.uncosted;
        if uncosted > 0 {
            let count = args([("count", uncosted.to_string())]);
            notes.push(self.words.say_with("sales-report-uncosted", &count));
        }
        if !self.report.others.is_empty() {
            let others = args([("currencies", self.report.others.join(", "))]);
            notes.push(self.words.say_with("sales-report-others", &others));
        }
        notes.into_iter().map(Part::Note).collect()
    }

    fn bars(&self, title: &str, lines: &[LineView], tick: impl Fn(&str) -> String) -> Part {
        let net = |line: &LineView| -> Decimal {
            let amount = line.figures.net.as_deref().unwrap_or_default();
            amount.parse::<Decimal>().unwrap_or_default().max(Decimal::ZERO)
        };
        let most = lines.iter().map(net).max().filter(|most| !most.is_zero());
        let share = |line: &LineView| -> u16 {
            let thousandths = net(line).checked_mul(Decimal::ONE_THOUSAND);
            let share = thousandths.zip(most).and_then(|(all, most)| all.checked_div(most));
            share.and_then(|share| u16::try_from(share.round()).ok()).unwrap_or(0)
        };
        Part::Bars {
            title: self.words.say(title),
            bars: lines.iter().map(|line| (tick(&line.key), share(line))).collect(),
        }
    }

    fn table(&self, title: &str, lines: &[LineView]) -> Part {
        let columns: &[&str] = if self.report.profit {
            &["name", "delivered", "net", "cost", "margin"]
        } else {
            &["name", "delivered", "net"]
        };
        let is_some = |line: &&LineView| line.figures.orders + line.figures.returned > 0;
        let rows = lines.iter().filter(is_some).take(ROWS_MAX).map(|line| {
            let figures = &line.figures;
            let amounts = [&figures.net, &figures.cost, &figures.margin];
            let mut cells = vec![self.name(line), figures.delivered.to_string()];
            cells.extend(amounts.into_iter().flatten().map(|amount| grouped(amount)));
            cells
        });
        Part::Table {
            title: self.words.say(title),
            head: columns
                .iter()
                .map(|key| self.words.say(&format!("sales-report-{key}")))
                .collect(),
            rows: rows.collect(),
        }
    }

    /// What is to be declared: rate by rate, what was taken and the tax in it.
    fn taxes(&self) -> Part {
        let rows = self.report.taxes.iter().map(|line| {
            let amount = |amount: &Option<String>| grouped(amount.as_deref().unwrap_or_default());
            let figures = &line.figures;
            vec![
                format!("\u{2066}{} %\u{2069}", line.key),
                figures.delivered.to_string(),
                amount(&figures.net),
                amount(&figures.tax),
                amount(&figures.untaxed),
            ]
        });
        let columns = ["rate", "delivered", "net", "tax", "untaxed"];
        Part::Table {
            title: self.words.say("sales-report-by-tax"),
            head: columns.map(|key| self.words.say(&format!("sales-report-{key}"))).to_vec(),
            rows: rows.collect(),
        }
    }

    fn name(&self, line: &LineView) -> String {
        let name = match (&line.name, self.words.language()) {
            (Some(name), Language::English) => name.en.clone(),
            (Some(name), Language::Arabic) => name.ar.clone(),
            (None, _) if line.key.is_empty() => self.words.say("report-nobody"),
            (None, _) => line.key.clone(),
        };
        format!("\u{2068}{name}\u{2069}")
    }
}

/// Thousands are parted; the digits themselves stay.
fn grouped(amount: &str) -> String {
    let (sign, unsigned) = amount.strip_prefix('-').map_or(("", amount), |rest| ("-", rest));
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut parted = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            parted.push(',');
        }
        parted.push(digit);
    }
    if fraction.is_empty() {
        format!("{sign}{parted}")
    } else {
        format!("{sign}{parted}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{views::report::sales::Eyes, words::Isolation};
    use domain::{ids::SupplierId, money::Money, product::LocalName, report::Figures};
    use storage::{Days, ReportLine, SalesReport, WalletSample};

    fn figures(count: u64) -> Figures {
        let sold = Decimal::new(3_850, 2) * Decimal::from(count);
        Figures {
            orders: count + 1,
            delivered: count,
            refused: 1,
            sold,
            sold_costed: sold,
            cost: Decimal::new(3_515, 2) * Decimal::from(count),
            ..Figures::default()
        }
    }

    fn line(key: &str, name: Option<(&str, &str)>, count: u64) -> ReportLine {
        let name = name.map(|(en, ar)| LocalName { en: en.to_owned(), ar: ar.to_owned() });
        ReportLine { key: key.to_owned(), name, figures: figures(count) }
    }

    /// A month of a shop, drawn for its reader.
    fn drawn(language: Language, eyes: Eyes) -> Sheet {
        let usd = |amount| Money::new(Decimal::from(amount), "USD".parse().unwrap());
        let name =
            |number: u64| (format!("PUBG Mobile {number} UC"), format!("ببجي موبايل {number} شدة"));
        let names: Vec<(String, String)> = (1..=60).map(|number| name(number * 60)).collect();
        let product = |(at, (en, ar)): (u64, &(String, String))| {
            line(&format!("palcards:{at}"), Some((en, ar)), 90 - at)
        };
        let all: Vec<String> = (1..=30).map(|day| format!("2026-11-{day:02}")).collect();
        let report = SalesReport {
            currency: "ILS".parse().unwrap(),
            total: Figures { returned: 3, uncosted: 2, ..figures(2_400) },
            days: (1..).zip(&all).map(|(at, day)| line(day, None, 40 + at * 7 % 60)).collect(),
            hours: (9..=22).map(|hour| line(&format!("{hour:02}"), None, hour * hour)).collect(),
            products: (0..).zip(&names).map(product).collect(),
            suppliers: vec![line("palcards", None, 1_400), line("plexy", None, 1_000)],
            clerks: vec![line("", None, 4), line("سامي", None, 1_300), line("Rana", None, 1_096)],
            taxes: vec![
                line("0", None, 12),
                ReportLine {
                    figures: Figures { tax: Decimal::new(1_268_193, 2), ..figures(2_388) },
                    ..line("16", None, 0)
                },
            ],
            costs: vec![usd(22_800)],
            others: vec!["JOD".parse().unwrap()],
            wallets: vec![WalletSample {
                supplier: SupplierId::new("palcards"),
                balance: usd(812),
                at: Timestamp(0),
            }],
        };
        let days = Days { from: all[0].clone(), to: all[29].clone() };
        let view = SalesReportView::new(report, &days, &all, eyes);
        let shop = Shop {
            name: "موبايل أبو علي".to_owned(),
            country: "PS".to_owned(),
            language,
            practice: false,
            currency: "ILS".parse().unwrap(),
            phone: None,
            till_code: "TEST01".to_owned(),
            instance: None,
        };
        let at = Timestamp(1_796_000_000_000);
        sheet(&view, &shop, &Words::of(language, Isolation::On), at)
    }

    /// With `RASEED_SHEETS=FOLDER` they are written there, to be looked at.
    #[test]
    fn a_month_is_a_sheet_in_both_languages_and_tells_its_reader_what_they_may_know() {
        let folder = std::env::var_os("RASEED_SHEETS").map(std::path::PathBuf::from);
        for (language, name) in [(Language::English, "en"), (Language::Arabic, "ar")] {
            let owners = drawn(language, Eyes::Owner);
            let Some(Part::Table { head, rows, .. }) =
                owners.parts.iter().find(|part| matches!(part, Part::Table { .. }))
            else {
                panic!("a table");
            };
            assert_eq!((head.len(), rows.len(), rows[0].len()), (5, 60, 5));
            assert_eq!(rows[0][4], "301.50", "90 at 38.50 less 35.15");
            let said = format!("{:?}", drawn(language, Eyes::Manager).parts);
            assert!(said.contains("92,400.00") && !said.contains("84,360.00"), "{said}");
            for declared in ["16 %", "12,681.93", "79,256.07"] {
                assert!(said.contains(declared), "{declared} is missing in {said}");
            }
            if let Some(folder) = &folder {
                let pdf = devices::sheet_pdf(&owners).unwrap();
                std::fs::write(folder.join(format!("month-{name}.pdf")), pdf).unwrap();
            }
        }
    }

    #[test]
    fn thousands_are_parted_and_no_digit_is_lost() {
        for (amount, shown) in [
            ("0.00", "0.00"),
            ("999", "999"),
            ("1234.5", "1,234.5"),
            ("-1234567.89", "-1,234,567.89"),
            ("", ""),
        ] {
            assert_eq!(grouped(amount), shown);
        }
    }
}

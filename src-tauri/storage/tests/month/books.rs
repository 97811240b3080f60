//! The judge: Zs, wallets and reports against what the suppliers and the orders themselves say.
//!
//! It must never know: who did what.

use crate::{
    shop::connect,
    street::{SUPPLIERS, Street, Theirs},
};
use domain::{money::Money, order::OrderState, report::Figures, sale::TenderKind};
use engine::shift::Report;
use rust_decimal::Decimal;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};
use storage::{Days, Span, Storage};

/// A supplier's orders that orders of ours name, by supplier.
type Named = BTreeSet<(String, String)>;

/// A Z, and what the suppliers knew at that moment.
pub(crate) struct Closed {
    pub(crate) z: Report,
    /// By how much the count was wrong on purpose.
    off: Decimal,
    /// How long each supplier's ledger was.
    entries: [usize; 3],
    /// Which of each supplier's orders no order of ours named then.
    nobodys: [BTreeSet<u64>; 3],
}

impl Closed {
    pub(crate) fn new(
        z: Report,
        off: Decimal,
        entries: [usize; 3],
        theirs: [BTreeMap<String, Theirs>; 3],
        named: Named,
    ) -> Self {
        let mut nobodys: [BTreeSet<u64>; 3] = Default::default();
        for (place, theirs) in theirs.iter().enumerate() {
            let is_named =
                |it: &Theirs| named.contains(&(SUPPLIERS[place].to_owned(), it.id.clone()));
            nobodys[place] =
                theirs.values().filter(|it| !is_named(it)).map(|it| it.serial).collect();
        }
        Self { z, off, entries, nobodys }
    }
}

/// Which of the suppliers' orders are ours, as the till knows them: what a customer asked for, and what
/// was bought ahead.
pub(crate) async fn named(dir: &Path) -> Named {
    let mut connection = connect(dir).await;
    let sql = "select supplier, provider_order_id from orders where provider_order_id is not null";
    let rows: Vec<(String, String)> =
        sqlx::query_as(sql).fetch_all(&mut connection).await.expect("the orders are read");
    rows.into_iter().collect()
}

/// What all of it came to.
#[derive(Debug, Default)]
pub(crate) struct Judgement {
    pub(crate) broken: Vec<String>,
    pub(crate) wallets: usize,
    pub(crate) differing: usize,
}

impl Judgement {
    pub(crate) fn hold(&mut self, is_so: bool, what: impl FnOnce() -> String) {
        if !is_so {
            self.broken.push(what());
        }
    }

    /// Every drawer of every Z, and the cash of all of them together.
    pub(crate) fn drawers(&mut self, closed: &[Closed]) {
        for (place, day) in closed.iter().enumerate() {
            let number = u32::try_from(place + 1).expect("a month");
            self.hold(day.z.shift.number == number, || format!("Z {number} is missing"));
            for line in &day.z.drawer {
                let (sum, code) = (&line.sum, line.sum.float.currency());
                let came = line.taken.amount() + line.paid_in.amount() + line.debt_repaid.amount();
                let made =
                    sum.float.amount() + came - line.given_back.amount() - line.paid_out.amount();
                let expected = sum.expected().amount();
                self.hold(expected == made, || {
                    format!("Z {number} {code}: {expected} is expected and {made} came of it")
                });
                let off = if code.code() == "ILS" { day.off } else { Decimal::ZERO };
                let difference = sum.difference().map(Money::amount);
                self.hold(difference == Some(off), || {
                    format!("Z {number} {code}: {difference:?} differs, not {off}")
                });
            }
        }
    }

    /// Each sale whose money was taken is in one Z, and the cash of the Zs is the cash of the sales.
    pub(crate) async fn sales(&mut self, closed: &[Closed], storage: &Storage) {
        let (mut paid, mut cash, mut back) = (0_u32, Decimal::ZERO, Decimal::ZERO);
        let mut processors = BTreeSet::new();
        let mut take = |sale: storage::ExportedSale| {
            let is_cash = sale.tender.kind == TenderKind::Cash;
            if !sale.delivered.amount().is_zero() {
                processors.extend(sale.tender.processor);
            }
            // What is bought for the shelf is nobody's sale.
            if is_cash && !sale.total.amount().is_zero() {
                paid += 1;
                cash += sale.total.amount();
                // What was not delivered went back at once, the rest by a movement of its own.
                back += sale.total.amount() - sale.delivered.amount() + sale.refunded.amount();
            }
            Ok(())
        };
        storage.export_sales(Span::default(), &mut take).await.expect("the sales are read");
        self.hold(processors.len() == 2, || format!("only {processors:?} took money"));
        let of_cash = |pick: fn(&engine::shift::TenderSum) -> Money| -> Decimal {
            let sums = closed.iter().flat_map(|day| &day.z.tenders);
            sums.filter(|it| it.tender == engine::shift::CASH).map(|it| pick(it).amount()).sum()
        };
        let (taken, given) = (of_cash(|it| it.taken), of_cash(|it| it.given_back));
        self.hold(taken == cash, || format!("the Zs took {taken} in cash, the sales {cash}"));
        // What ends after the last Z is in the next one.
        self.hold(given <= back, || format!("the Zs gave {given} back, the sales only {back}"));
        let counted: u32 = closed.iter().map(|day| day.z.sales.count).sum();
        self.hold(counted >= paid, || format!("{counted} sales in the Zs, {paid} for cash alone"));
    }

    /// What each wallet's Z could not account for, explained by the supplier's own ledger.
    pub(crate) fn wallets(&mut self, closed: &[Closed], street: &Street) {
        let mut before = [0_usize; 3];
        for day in closed {
            let number = day.z.shift.number;
            for (place, name) in SUPPLIERS.iter().enumerate() {
                let line = day.z.wallets.iter().find(|it| it.sum.supplier.as_str() == *name);
                let asked = line.and_then(|it| {
                    let (opening, reported) = it.sum.opening.zip(it.sum.reported)?;
                    let difference = it.sum.difference()?.amount();
                    let booked = it.sum.deposits.amount();
                    Some((opening.amount(), reported.amount(), difference, booked))
                });
                let Some((opening, reported, difference, booked)) = asked else {
                    self.broken.push(format!("Z {number}: {name} was not asked"));
                    continue;
                };
                let during = before[place]..day.entries[place];
                before[place] = during.end;
                let (deposits, net) = street.moved(place, during.clone(), None);
                self.wallets += 1;
                self.differing += usize::from(!difference.is_zero());
                // The supplier's own arithmetic. The first wallets begin with the opening.
                if number > 1 {
                    self.hold(reported == opening + deposits - net, || {
                        format!(
                            "Z {number} {name}: {opening} + {deposits} - {net} is not {reported}"
                        )
                    });
                }
                // What the till booked differs from it by what was charged meanwhile and no order of ours
                // names. What turned out later to be ours was charged then, and is not missed again.
                let (_, unnamed) = street.moved(place, during, Some(&day.nobodys[place]));
                let explained = deposits - booked - unnamed;
                self.hold(difference == explained, || {
                    format!(
                        "Z {number} {name}: {difference} differs; paid in {deposits} (booked {booked}), not named {unnamed}"
                    )
                });
            }
        }
    }

    /// What the Zs earned together, against the month's report.
    pub(crate) fn profits(&mut self, closed: &[Closed], total: &Figures) {
        let sum = |pick: fn(&engine::shift::Profit) -> Money| -> Decimal {
            closed.iter().map(|day| pick(&day.z.profit).amount()).sum()
        };
        let (revenue, cost) = (sum(|it| it.revenue), sum(|it| it.cost));
        let due = total.sold_costed - total.refunded_costed;
        self.hold((revenue, cost) == (due, total.cost), || {
            format!("the Zs earned {revenue} for {cost}, the report {due} for {}", total.cost)
        });
        let tax = sum(|it| it.tax);
        self.hold(tax == total.tax_costed && !tax.is_zero(), || {
            format!("the Zs owe {tax} of tax for it, the report {}", total.tax_costed)
        });
        for day in closed {
            // Everything has a rate here, so what is taxed is all that was sold.
            let sales = &day.z.sales;
            let taxed: Decimal = sales.taxes.iter().map(|line| line.gross.amount()).sum();
            self.hold(taxed == sales.net.amount(), || {
                format!("Z {}: taxed {taxed}, sold {:?}", day.z.shift.number, sales.net)
            });
        }
    }

    /// The reports' sums against the orders, added up by nobody's triggers.
    pub(crate) async fn reports(&mut self, storage: &Storage, days: &Days) -> Figures {
        let mut due = Figures::default();
        let mut take = |row: storage::ExportedOrder| {
            let order = row.order;
            due.orders += 1;
            due.refused += u64::from(order.state == OrderState::Refused);
            if order.state == OrderState::Delivered {
                due.delivered += 1;
                due.sold += order.price.amount();
            }
            Ok(())
        };
        storage.export_orders(Span::default(), &mut take).await.expect("the orders are read");
        let own = "ILS".parse().expect("a currency");
        let report = storage.sales_report(days, own).await.expect("the report is read");
        let total = report.total;
        let facts = |it: &Figures| (it.orders, it.delivered, it.refused, it.sold);
        self.hold(facts(&total) == facts(&due), || format!("reported {total:?}, sold {due:?}"));
        let busy = report.suppliers.iter().filter(|line| line.figures.delivered > 0).count();
        self.hold(busy == SUPPLIERS.len(), || format!("only {busy} suppliers delivered"));
        self.hold(total.uncosted == 0, || format!("{} orders without a cost", total.uncosted));
        for lines in [
            &report.days,
            &report.hours,
            &report.products,
            &report.suppliers,
            &report.clerks,
            &report.taxes,
        ] {
            let mut sum = Figures::default();
            lines.iter().for_each(|line| sum.take_in(&line.figures));
            self.hold(sum == total, || format!("{} lines come to {sum:?}", lines.len()));
        }
        total
    }
}

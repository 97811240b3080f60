//! The judge of what the Zs tell beside the drawer: the debt book, and the shop's shelf.
//!
//! It must never know: who did what.

use crate::{
    books::{Closed, Judgement},
    shop::connect,
};
use domain::{money::Money, sale::TenderKind, time::Timestamp};
use engine::{ports::shelf::ShelfLine, shift::DebtSum};
use rust_decimal::Decimal;
use std::path::Path;
use storage::{DebtKind, Span, Storage};

impl Judgement {
    /// The debts of all Zs against the sales on account and the debtors' own statements. Answers what was
    /// given on account, and what is owed at the end.
    pub(crate) async fn debts(
        &mut self,
        closed: &[Closed],
        storage: &Storage,
        at: Timestamp,
    ) -> (Decimal, Decimal) {
        let (mut sold, mut off) = (Decimal::ZERO, Decimal::ZERO);
        let mut take = |sale: storage::ExportedSale| {
            if sale.tender.kind == TenderKind::Debt {
                sold += sale.total.amount();
                off += sale.total.amount() - sale.delivered.amount() + sale.refunded.amount();
            }
            Ok(())
        };
        storage.export_sales(Span::default(), &mut take).await.expect("the sales are read");
        let (mut paid, mut owed) = (Decimal::ZERO, Decimal::ZERO);
        for debtor in storage.debtors(at).await.expect("the book is read") {
            owed += debtor.standing.owed.amount() - debtor.standing.credit.amount();
            let lines = storage.debt_lines(&debtor.id).await.expect("a statement");
            let mut balance = Decimal::ZERO;
            for line in &lines {
                let amount = line.amount.amount();
                match line.kind {
                    DebtKind::Sold => balance += amount,
                    DebtKind::TakenOff => balance -= amount,
                    DebtKind::Repaid | DebtKind::Forgiven => {
                        (balance, paid) = (balance - amount, paid + amount)
                    }
                }
            }
            let stands = debtor.standing.owed.amount() - debtor.standing.credit.amount();
            self.hold(balance == stands, || {
                format!("a statement ends with {balance}, its debtor owes {stands}")
            });
        }
        let sum = |pick: fn(&DebtSum) -> Money| -> Decimal {
            closed.iter().flat_map(|day| &day.z.debt).map(|it| pick(it).amount()).sum()
        };
        let (given, taken_off) = (sum(|it| it.given), sum(|it| it.taken_off));
        let (repaid, forgiven) = (sum(|it| it.repaid), sum(|it| it.forgiven));
        self.hold(given == sold, || format!("the Zs gave {given} on account, the sales {sold}"));
        self.hold(taken_off == off, || {
            format!("the Zs took {taken_off} off debts, the sales {off}")
        });
        self.hold(repaid + forgiven == paid, || {
            format!("the Zs say {repaid} repaid and {forgiven} forgiven, the statements {paid}")
        });
        let left = given - taken_off - repaid - forgiven;
        self.hold(left == owed, || format!("{left} is left by the Zs, {owed} is owed"));
        self.hold([given, repaid].iter().all(|it| !it.is_zero()), || "no debts at all".to_owned());
        (given, owed)
    }

    /// What the Zs say was bought ahead and sold from the shelf, against the orders, their history, and
    /// what lies there. Answers how many were bought, and how many sold.
    pub(crate) async fn shelf(
        &mut self,
        closed: &[Closed],
        (storage, dir): (&Storage, &Path),
        at: Timestamp,
    ) -> (i64, i64) {
        let mut connection = connect(dir).await;
        let mut count = async |sql: &'static str| -> i64 {
            let rows = sqlx::query_scalar(sql).fetch_one(&mut connection);
            rows.await.expect("the orders are read")
        };
        let bought =
            count("select count(*) from orders where purpose = 'shelf' and state = 'delivered'")
                .await;
        let ahead = count(
            "select count(*) from stock s join orders b on b.id = s.order_id
             join orders o on o.id = s.sold_to where b.purpose = 'shelf' and o.state = 'delivered'",
        )
        .await;
        let recovered = count(
            "select count(*) from stock s join orders b on b.id = s.order_id
             join orders o on o.id = s.sold_to where b.purpose is null and o.state = 'delivered'",
        )
        .await;
        let told = |pick: fn(&ShelfLine) -> u32| -> i64 {
            let lines = closed.iter().flat_map(|day| &day.z.shelf);
            lines.map(|line| i64::from(pick(line))).sum()
        };
        let (in_zs, sold) = (told(|it| it.bought), told(|it| it.sold));
        self.hold(in_zs == bought, || format!("the Zs bought {in_zs} ahead, the orders {bought}"));
        self.hold(sold == ahead + recovered, || {
            format!("the Zs sold {sold} from the shelf, {ahead} + {recovered} came from there")
        });
        let lines = storage.shelf(at).await.expect("the shelf is read");
        let lying: i64 = lines.iter().map(|line| i64::from(line.ahead)).sum();
        self.hold(lying == bought - ahead, || {
            format!("{lying} lie there, {bought} were bought ahead and {ahead} sold")
        });
        let last = closed
            .last()
            .map_or(0, |day| day.z.shelf.iter().map(|line| i64::from(line.ahead)).sum());
        self.hold(last == lying, || format!("{lying} lie there, the last Z says {last}"));
        self.hold(ahead > 0, || "nothing was sold from the shelf".to_owned());
        (bought, sold)
    }
}

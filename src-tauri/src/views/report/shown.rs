//! The engine's report as the contract shows it.

use super::{
    ClerkControl, ControlView, DebtSumView, DrawerView, GroupView, PartView, PaymentView,
    ProfitView, RateView, ReportKind, ReportView, SalesView, TaxView, TenderLine, UnfinishedView,
    WalletView,
};
use crate::views::{LocalName, rfc3339, shelf::ShelfView};
use domain::{money::Money, tax::TaxSum};
use engine::{
    ports::shifts::{LogKind, Logged},
    shift::{
        Control, DebtSum, DrawerLine, Group, Part, Profit, Report, Sales, TenderSum, WalletLine,
    },
};

/// Products listed at most.
const PRODUCTS_MAX: usize = 20;

/// The report of a shift.
#[must_use]
pub(crate) fn report(report: &Report, till: &str) -> ReportView {
    let shift = &report.shift;
    let closed = report.closed.as_ref();
    ReportView {
        kind: if closed.is_some() { ReportKind::Z } else { ReportKind::X },
        number: shift.number,
        opened_at: rfc3339(shift.opened_at),
        closed_at: closed.map(|closed| rfc3339(closed.at)),
        clerk: shift.opened_by.clone(),
        closed_by: closed.and_then(|closed| closed.by.clone()),
        drawn_at: rfc3339(report.at),
        sales: sales(&report.sales),
        tenders: report.tenders.iter().map(tender).collect(),
        debt: report.debt.iter().map(debt).collect(),
        drawer: report.drawer.iter().map(drawer).collect(),
        payments: report.payments.iter().filter_map(payment).collect(),
        wallets: report.wallets.iter().map(WalletView::from).collect(),
        stock: report.shelf.iter().map(ShelfView::from).collect(),
        unfinished: UnfinishedView {
            count: report.unfinished.orders.count,
            amount: report.unfinished.orders.amount.to_price(),
            currency: report.unfinished.orders.amount.currency().to_string(),
            oldest: report.unfinished.oldest.map(rfc3339),
            needs_attention: report.unfinished.needs_attention,
            money_due_back: report.unfinished.money_due_back,
            not_handed_over: report.unfinished.not_handed_over,
        },
        control: control(&report.control),
        rates: shift
            .rates
            .iter()
            .map(|rate| RateView {
                base: rate.base.to_string(),
                quote: rate.quote.to_string(),
                rate: rate.rate.to_string(),
            })
            .collect(),
        profit: Some(profit(&report.profit)),
        note: closed.and_then(|closed| closed.note.clone()),
        journal: report.head.clone(),
        till: till.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

fn part(part: Part) -> PartView {
    PartView { count: part.count, amount: part.amount.to_price() }
}

fn groups(groups: &[Group]) -> Vec<GroupView> {
    let view = |group: &Group| GroupView {
        id: group.key.clone(),
        name: group.name.as_ref().map(LocalName::from),
        units: group.units,
        amount: group.amount.to_price(),
    };
    groups.iter().take(PRODUCTS_MAX).map(view).collect()
}

fn sales(sales: &Sales) -> SalesView {
    SalesView {
        count: sales.count,
        units: sales.units,
        currency: sales.gross.currency().to_string(),
        gross: sales.gross.to_price(),
        refused: part(sales.refused),
        refunds: part(sales.refunds),
        net: sales.net.to_price(),
        taxes: sales.taxes.iter().map(tax).collect(),
        before_opening: part(sales.before_opening),
        found_after_restore: (sales.found_after_restore.count > 0)
            .then(|| part(sales.found_after_restore)),
        found_unpriced: sales.found_unpriced,
        cancelled: sales.cancelled,
        by_kind: groups(&sales.by_kind),
        by_supplier: groups(&sales.by_supplier),
        by_category: groups(&sales.by_category),
        by_product: groups(&sales.by_product),
    }
}

fn tax(sum: &TaxSum) -> TaxView {
    TaxView {
        rate: sum.rate.to_string(),
        gross: sum.gross.to_price(),
        tax: sum.tax.to_price(),
        net: sum.net().to_price(),
    }
}

fn tender(sum: &TenderSum) -> TenderLine {
    TenderLine {
        tender: sum.tender.clone(),
        currency: sum.taken.currency().to_string(),
        amount: sum.net().to_price(),
        taken: sum.taken.to_price(),
        given_back: sum.given_back.to_price(),
    }
}

fn debt(sum: &DebtSum) -> DebtSumView {
    DebtSumView {
        currency: sum.given.currency().to_string(),
        given: sum.given.to_price(),
        taken_off: sum.taken_off.to_price(),
        repaid: sum.repaid.to_price(),
        forgiven: sum.forgiven.to_price(),
    }
}

fn drawer(line: &DrawerLine) -> DrawerView {
    let sum = &line.sum;
    DrawerView {
        currency: sum.currency().to_string(),
        float: sum.float.to_price(),
        cash_in: sum.cash_in.to_price(),
        cash_out: sum.cash_out.to_price(),
        sales: line.taken.to_price(),
        pay_ins: line.paid_in.to_price(),
        debt_repaid: line.debt_repaid.to_price(),
        refunds: line.given_back.to_price(),
        pay_outs: line.paid_out.to_price(),
        expected: sum.expected().to_price(),
        counted: sum.counted.map(Money::to_price),
        difference: sum.difference().map(Money::to_price),
    }
}

fn payment(line: &Logged) -> Option<PaymentView> {
    let amount = line.amount?;
    let kind = match line.kind {
        LogKind::PayIn => "pay_in",
        LogKind::PayOut => "pay_out",
        LogKind::Taken
        | LogKind::Refused
        | LogKind::Refunded
        | LogKind::DebtRepaid
        | LogKind::DebtForgiven
        | LogKind::Drawer
        | LogKind::Again
        | LogKind::WrongPin
        | LogKind::Approval => return None,
    };
    Some(PaymentView {
        kind: kind.to_owned(),
        at: rfc3339(line.at),
        amount: amount.to_price(),
        currency: amount.currency().to_string(),
        clerk: line.clerk.clone(),
        reason: line.reason.clone(),
    })
}

/// A supplier's digits are kept: costs are as it gave them, with at least those of their currency.
impl From<&WalletLine> for WalletView {
    fn from(line: &WalletLine) -> Self {
        let sum = &line.sum;
        WalletView {
            supplier: sum.supplier.to_string(),
            currency: sum.currency.to_string(),
            opening: sum.opening.map(Money::to_full),
            deposits: sum.deposits.to_full(),
            charged: sum.charged.to_full(),
            charged_before: sum.charged_before.to_full(),
            rolled_back: sum.rolled_back.to_full(),
            expected: sum.expected().map(Money::to_full),
            reported: sum.reported.map(Money::to_full),
            difference: sum.difference().map(Money::to_full),
            explained: sum.explained.to_full(),
            unexplained: sum.unexplained().map(Money::to_full),
            strays: line.strays,
            open: sum.open.to_full(),
            hours_left: line.hours_left.map(|hours| hours.to_string()),
        }
    }
}

fn control(people: &[Control]) -> ControlView {
    let sum = |of: fn(&Control) -> u32| people.iter().map(of).fold(0, u32::saturating_add);
    ControlView {
        voids: sum(|it| it.voids),
        refunds: sum(|it| it.refunds),
        reprints: sum(|it| it.reprints),
        reveals: sum(|it| it.reveals),
        no_sales: sum(|it| it.no_sales),
        overrides: sum(|it| it.overrides),
        wrong_pins: sum(|it| it.wrong_pins),
        approvals: sum(|it| it.approvals),
        against_rule: sum(|it| it.against_rule),
        price_changes: sum(|it| it.price_changes),
        forgiven: sum(|it| it.forgiven),
        by_clerk: people
            .iter()
            .map(|it| ClerkControl {
                clerk: it.clerk.clone(),
                voids: it.voids,
                refunds: it.refunds,
                reprints: it.reprints,
                reveals: it.reveals,
                no_sales: it.no_sales,
                overrides: it.overrides,
                wrong_pins: it.wrong_pins,
                approvals: it.approvals,
                against_rule: it.against_rule,
                price_changes: it.price_changes,
                forgiven: it.forgiven,
            })
            .collect(),
    }
}

fn profit(profit: &Profit) -> ProfitView {
    ProfitView {
        currency: profit.revenue.currency().to_string(),
        revenue: profit.revenue.to_price(),
        tax: (!profit.tax.amount().is_zero()).then(|| profit.tax.to_price()),
        cost: profit.cost.to_price(),
        margin: profit.margin().to_price(),
        uncosted: profit.uncosted,
        by_category: groups(&profit.by_category),
    }
}

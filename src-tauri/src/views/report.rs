//! `report` of the contract: an X or a Z. A Z is kept in this form, so it is read again as well.

use super::{LocalName, rfc3339};
use domain::money::Money;
use engine::{
    ports::shifts::{LogKind, Logged},
    shift::{Control, DrawerLine, Group, Part, Profit, Report, Sales, TenderSum, WalletLine},
};
use serde::{Deserialize, Serialize};
use specta::Type;

macro_rules! views {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* })*) => {
        $($(#[$doc])*
        #[derive(Clone, Debug, Serialize, Deserialize, Type)]
        pub(crate) struct $name { $($(#[$fdoc])* pub(crate) $field: $type,)* })*
    };
}

/// Which report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ReportKind {
    /// A reading; closes nothing.
    X,
    /// The end of a shift.
    Z,
}

views! {
    /// `report` of the contract.
    ReportView {
        /// X or Z.
        kind: ReportKind,
        /// The shift's number, which is its Z's.
        number: u32,
        /// When the shift was opened.
        opened_at: String,
        /// When it was closed.
        closed_at: Option<String>,
        /// Who opened it.
        clerk: Option<String>,
        /// Who closed it.
        closed_by: Option<String>,
        /// When this was drawn up.
        drawn_at: String,
        /// What was sold.
        sales: SalesView,
        /// Customers' money by tender.
        tenders: Vec<TenderLine>,
        /// The drawer, currency by currency.
        drawer: Vec<DrawerView>,
        /// Cash that came or went without a sale.
        payments: Vec<PaymentView>,
        /// The suppliers' wallets.
        wallets: Vec<WalletView>,
        /// What is not finished.
        unfinished: UnfinishedView,
        /// What has to be told of the people at the till.
        control: ControlView,
        /// The shop's rates during this shift.
        rates: Vec<RateView>,
        /// What the shop earned; for its owner alone.
        profit: Option<ProfitView>,
        /// Why the drawer differs, in the words of whoever closed it.
        note: Option<String>,
        /// The journal's end before this report.
        journal: Option<String>,
        /// The till's code.
        till: String,
        /// The program that drew it up.
        version: String,
    }
    /// So many, worth so much.
    PartView {
        /// How many.
        count: u32,
        /// How much.
        amount: String,
    }
    /// What was sold.
    SalesView {
        /// Sales whose money was taken.
        count: u32,
        /// Their orders.
        units: u32,
        /// In this currency.
        currency: String,
        /// Their prices.
        gross: String,
        /// What goes back because nothing was delivered.
        refused: PartView,
        /// What went back because a person said so.
        refunds: PartView,
        /// Gross less both.
        net: String,
        /// Sales before the shift was opened; in the sums above, their cash in the float.
        before_opening: PartView,
        /// Sales that were not paid.
        cancelled: u32,
        /// Sold and kept, vouchers and top-ups apart.
        by_kind: Vec<GroupView>,
        /// By supplier.
        by_supplier: Vec<GroupView>,
        /// By category.
        by_category: Vec<GroupView>,
        /// By product, the most money first.
        by_product: Vec<GroupView>,
    }
    /// What was sold of one kind.
    GroupView {
        /// Its id or word; empty for what has none.
        id: String,
        /// A product's name.
        name: Option<LocalName>,
        /// How many.
        units: u32,
        /// How much.
        amount: String,
    }
    /// Customers' money by one tender.
    TenderLine {
        /// `cash`, or a processor's id.
        tender: String,
        /// In this currency.
        currency: String,
        /// What the shop keeps.
        amount: String,
        /// What was taken.
        taken: String,
        /// What went back.
        given_back: String,
    }
    /// One currency of the drawer.
    DrawerView {
        /// The currency.
        currency: String,
        /// What was in it at the opening.
        float: String,
        /// Cash of sales and pay-ins.
        cash_in: String,
        /// Cash given back and paid out.
        cash_out: String,
        /// Of what came in: sales.
        sales: String,
        /// Of what came in: pay-ins.
        pay_ins: String,
        /// Of what went out: given back to customers.
        refunds: String,
        /// Of what went out: pay-outs.
        pay_outs: String,
        /// What must be in it.
        expected: String,
        /// What was counted.
        counted: Option<String>,
        /// Over, or short with a minus.
        difference: Option<String>,
    }
    /// Cash that came or went without a sale.
    PaymentView {
        /// `pay_in` or `pay_out`.
        kind: String,
        /// When.
        at: String,
        /// How much.
        amount: String,
        /// In this currency.
        currency: String,
        /// Who.
        clerk: Option<String>,
        /// Why.
        reason: Option<String>,
    }
    /// One wallet at a supplier.
    WalletView {
        /// The supplier.
        supplier: String,
        /// The currency.
        currency: String,
        /// Its balance at the beginning; null where the supplier did not say.
        opening: Option<String>,
        /// What was paid in that the till knows of.
        deposits: String,
        /// What was bought.
        charged: String,
        /// What the supplier gave back.
        rolled_back: String,
        /// What should be in it.
        expected: Option<String>,
        /// What the supplier says; null where it does not.
        reported: Option<String>,
        /// Reported less expected.
        difference: Option<String>,
        /// Orders of which nobody knows whether they were charged.
        open: String,
        /// Hours until it is empty at this pace.
        hours_left: Option<String>,
    }
    /// What is not finished.
    UnfinishedView {
        /// Orders that are not final.
        count: u32,
        /// What their customers paid.
        amount: String,
        /// In this currency.
        currency: String,
        /// The oldest one's time.
        oldest: Option<String>,
        /// Those a person must decide.
        needs_attention: u32,
        /// Card sales whose money is on its way back or cannot go back.
        money_due_back: u32,
        /// Delivered in this shift, and neither printed nor texted.
        not_handed_over: u32,
    }
    /// What has to be told of the people at the till, in sum and one by one.
    ControlView {
        /// Pay pages given up.
        voids: u32,
        /// Refunds by persons.
        refunds: u32,
        /// Codes handed over once more.
        reprints: u32,
        /// Codes shown.
        reveals: u32,
        /// Drawer openings without a sale.
        no_sales: u32,
        /// Sold again although not finished, and decisions about orders.
        overrides: u32,
        /// Wrong PINs.
        wrong_pins: u32,
        /// One by one.
        by_clerk: Vec<ClerkControl>,
    }
    /// What has to be told of one person.
    ClerkControl {
        /// Who; null where nobody is named.
        clerk: Option<String>,
        /// Pay pages given up.
        voids: u32,
        /// Refunds.
        refunds: u32,
        /// Codes handed over once more.
        reprints: u32,
        /// Codes shown.
        reveals: u32,
        /// Drawer openings without a sale.
        no_sales: u32,
        /// Sold again although not finished, and decisions about orders.
        overrides: u32,
        /// Wrong PINs.
        wrong_pins: u32,
    }
    /// One base is so much of quote.
    RateView {
        /// One of this.
        base: String,
        /// Is in this.
        quote: String,
        /// So much.
        rate: String,
    }
    /// What the shop earned with what it delivered.
    ProfitView {
        /// In this currency.
        currency: String,
        /// What customers paid.
        revenue: String,
        /// What it cost, by the shift's rates.
        cost: String,
        /// Revenue less cost.
        margin: String,
        /// Orders whose cost is not known in this currency; in neither sum.
        uncosted: u32,
        /// The margin by category.
        by_category: Vec<GroupView>,
    }
}

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
        drawer: report.drawer.iter().map(drawer).collect(),
        payments: report.payments.iter().filter_map(payment).collect(),
        wallets: report.wallets.iter().map(wallet).collect(),
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
        before_opening: part(sales.before_opening),
        cancelled: sales.cancelled,
        by_kind: groups(&sales.by_kind),
        by_supplier: groups(&sales.by_supplier),
        by_category: groups(&sales.by_category),
        by_product: groups(&sales.by_product),
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

fn drawer(line: &DrawerLine) -> DrawerView {
    let sum = &line.sum;
    DrawerView {
        currency: sum.currency().to_string(),
        float: sum.float.to_price(),
        cash_in: sum.cash_in.to_price(),
        cash_out: sum.cash_out.to_price(),
        sales: line.taken.to_price(),
        pay_ins: line.paid_in.to_price(),
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
        | LogKind::Drawer
        | LogKind::Again
        | LogKind::WrongPin => return None,
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
fn wallet(line: &WalletLine) -> WalletView {
    let sum = &line.sum;
    let digits = |money: Money| {
        let mut amount = money.amount();
        amount.rescale(amount.scale().max(money.currency().digits()));
        amount.to_string()
    };
    WalletView {
        supplier: sum.supplier.to_string(),
        currency: sum.currency.to_string(),
        opening: sum.opening.map(digits),
        deposits: digits(sum.deposits),
        charged: digits(sum.charged),
        rolled_back: digits(sum.rolled_back),
        expected: sum.expected().map(digits),
        reported: sum.reported.map(digits),
        difference: sum.difference().map(digits),
        open: digits(sum.open),
        hours_left: line.hours_left.map(|hours| hours.to_string()),
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
            })
            .collect(),
    }
}

fn profit(profit: &Profit) -> ProfitView {
    ProfitView {
        currency: profit.revenue.currency().to_string(),
        revenue: profit.revenue.to_price(),
        cost: profit.cost.to_price(),
        margin: profit.margin().to_price(),
        uncosted: profit.uncosted,
        by_category: groups(&profit.by_category),
    }
}

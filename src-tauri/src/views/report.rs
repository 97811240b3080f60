//! `report` of the contract: an X or a Z. A Z is kept in this form, so it is read again as well.

pub(crate) mod exceptions;
pub(crate) mod sales;
mod shown;

pub(crate) use shown::report;

use super::{LocalName, shelf::ShelfView};
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
        /// Debts given, repaid and forgiven. Zs of earlier versions do not say it.
        #[serde(default)]
        debt: Vec<DebtSumView>,
        /// The drawer, currency by currency.
        drawer: Vec<DrawerView>,
        /// Cash that came or went without a sale.
        payments: Vec<PaymentView>,
        /// The suppliers' wallets.
        wallets: Vec<WalletView>,
        /// The shop's shelf, product by product. Zs of earlier versions do not say it.
        #[serde(default)]
        stock: Vec<ShelfView>,
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
        /// The tax in it, rate by rate. Zs of earlier versions do not say it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        taxes: Vec<TaxView>,
        /// Sales before the shift was opened; in the sums above, their cash in the float.
        before_opening: PartView,
        /// Orders found at their suppliers after a restore, and what was taken for them as far as it is
        /// known; in none of the sums.
        found_after_restore: Option<PartView>,
        /// Those of which nobody has said what was taken.
        #[serde(default)]
        found_unpriced: u32,
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
    /// What was sold at one rate of tax, less what went back.
    TaxView {
        /// Percent.
        rate: String,
        /// Prices, tax included.
        gross: String,
        /// The tax in them.
        tax: String,
        /// What is left of them.
        net: String,
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
        /// `cash`, `debt`, or a processor's id.
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
    /// What became of debts in one currency.
    DebtSumView {
        /// The currency.
        currency: String,
        /// Sold on account.
        given: String,
        /// Taken off what was sold on account: refused, or given back.
        taken_off: String,
        /// Repaid in cash, in the drawer.
        repaid: String,
        /// Forgiven.
        forgiven: String,
    }
    /// One currency of the drawer.
    DrawerView {
        /// The currency.
        currency: String,
        /// What was in it at the opening.
        float: String,
        /// Cash of sales, pay-ins and debts repaid.
        cash_in: String,
        /// Cash given back and paid out.
        cash_out: String,
        /// Of what came in: sales.
        sales: String,
        /// Of what came in: pay-ins.
        pay_ins: String,
        /// Of what came in: debts repaid. Zs of earlier versions do not say it.
        #[serde(default)]
        debt_repaid: String,
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
        /// What turned out to have been bought and charged before the account began.
        #[serde(default)]
        charged_before: String,
        /// What the supplier gave back.
        rolled_back: String,
        /// What should be in it.
        expected: Option<String>,
        /// What the supplier says; null where it does not.
        reported: Option<String>,
        /// Reported less expected.
        difference: Option<String>,
        /// What of the difference somebody explained: another till's orders, a fee.
        #[serde(default)]
        explained: String,
        /// What of it nobody has explained.
        unexplained: Option<String>,
        /// Orders of the supplier's that are not here and about which nobody has said what they are.
        #[serde(default)]
        strays: u32,
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
        /// What a manager approved to them. Zs of earlier versions do not say it.
        #[serde(default)]
        approvals: u32,
        /// Refunds although the refund table spoke against them. Earlier Zs do not say it.
        #[serde(default)]
        against_rule: u32,
        /// Prices and rules for prices set or taken back. Earlier Zs do not say it.
        #[serde(default)]
        price_changes: u32,
        /// Debts forgiven. Zs of earlier versions do not say it.
        #[serde(default)]
        forgiven: u32,
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
        /// What a manager approved to them. Zs of earlier versions do not say it.
        #[serde(default)]
        approvals: u32,
        /// Refunds although the refund table spoke against them. Earlier Zs do not say it.
        #[serde(default)]
        against_rule: u32,
        /// Prices and rules for prices set or taken back. Earlier Zs do not say it.
        #[serde(default)]
        price_changes: u32,
        /// Debts forgiven. Zs of earlier versions do not say it.
        #[serde(default)]
        forgiven: u32,
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
        /// The tax in that; null where nothing is taxed. Zs of earlier versions do not say it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tax: Option<String>,
        /// What it cost, by the shift's rates.
        cost: String,
        /// Revenue less tax and cost.
        margin: String,
        /// Orders whose cost is not known in this currency; in neither sum.
        uncosted: u32,
        /// The margin by category.
        by_category: Vec<GroupView>,
    }
}

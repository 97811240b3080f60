//! An X or a Z, drawn up from the facts of a shift. Pure: the same facts make the same report.

use crate::ports::shifts::{
    ChargeKind, Closing, DeedKind, Facts, LogKind, Logged, Ordered, Returned, Shift,
};
use domain::{
    account::Wallet,
    ids::SupplierId,
    money::{Currency, Money},
    order::OrderState,
    product::{LocalName, ProductKind},
    shift::{DrawerSum, WalletSum, Way, drawer, less, plus},
    shop::exchange,
    time::Timestamp,
};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The tender of notes and coins.
pub const CASH: &str = "cash";
const HOUR_MS: i64 = 3_600_000;

/// What a shift came to.
#[derive(Clone, Debug)]
pub struct Report {
    /// The shift; its number is the report's.
    pub shift: Shift,
    /// Who closed it and when; an X has neither.
    pub closed: Option<Closed>,
    /// When it was drawn up.
    pub at: Timestamp,
    /// The journal's end before it.
    pub head: Option<String>,
    /// What was sold.
    pub sales: Sales,
    /// Customers' money by tender.
    pub tenders: Vec<TenderSum>,
    /// The drawer, currency by currency.
    pub drawer: Vec<DrawerLine>,
    /// Cash that came or went without a sale, oldest first.
    pub payments: Vec<Logged>,
    /// The suppliers' wallets.
    pub wallets: Vec<WalletLine>,
    /// What is not finished at this moment.
    pub unfinished: Open,
    /// What has to be told of each person.
    pub control: Vec<Control>,
    /// What the shop earned.
    pub profit: Profit,
}

/// The end of a shift.
#[derive(Clone, Debug)]
pub struct Closed {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<String>,
    /// Why it differs, in their words.
    pub note: Option<String>,
}

/// So many, worth so much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// How many.
    pub count: u32,
    /// How much.
    pub amount: Money,
}

/// What was sold, in the shop's currency.
#[derive(Clone, Debug)]
pub struct Sales {
    /// Sales whose money was taken.
    pub count: u32,
    /// Their orders.
    pub units: u32,
    /// Their prices.
    pub gross: Money,
    /// Orders whose price goes back because nothing was delivered.
    pub refused: Part,
    /// Orders whose price went back because a person said so.
    pub refunds: Part,
    /// Gross less what goes back.
    pub net: Money,
    /// Sales made since the last Z before this shift was opened, and their money. They are in the
    /// sums above; their cash is in the float.
    pub before_opening: Part,
    /// Sales that were not paid; nothing was bought.
    pub cancelled: u32,
    /// What was sold and kept, by voucher and top-up.
    pub by_kind: Vec<Group>,
    /// By supplier.
    pub by_supplier: Vec<Group>,
    /// By category.
    pub by_category: Vec<Group>,
    /// By product, the most money first.
    pub by_product: Vec<Group>,
}

/// What was sold of one kind.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its id or word; empty for what has none.
    pub key: String,
    /// A product's name.
    pub name: Option<LocalName>,
    /// How many.
    pub units: u32,
    /// How much.
    pub amount: Money,
}

/// Customers' money by one tender in one currency.
#[derive(Clone, Debug)]
pub struct TenderSum {
    /// `cash`, or a processor's id.
    pub tender: String,
    /// What was taken.
    pub taken: Money,
    /// What went back.
    pub given_back: Money,
}

impl TenderSum {
    /// What the shop keeps of it.
    #[must_use]
    pub fn net(&self) -> Money {
        less(self.taken, self.given_back)
    }
}

/// One currency of the drawer, and what its sums are made of.
#[derive(Clone, Debug)]
pub struct DrawerLine {
    /// Its sums.
    pub sum: DrawerSum,
    /// Cash of sales.
    pub taken: Money,
    /// Cash given back to customers.
    pub given_back: Money,
    /// Cash put in.
    pub paid_in: Money,
    /// Cash taken out.
    pub paid_out: Money,
}

/// A wallet, and how long it lasts.
#[derive(Clone, Debug)]
pub struct WalletLine {
    /// Its account.
    pub sum: WalletSum,
    /// Hours until it is empty at the shift's pace, where that can be said.
    pub hours_left: Option<Decimal>,
}

/// Orders that are not final.
#[derive(Clone, Debug)]
pub struct Open {
    /// How many, and what their customers paid.
    pub orders: Part,
    /// Those that a person must decide.
    pub needs_attention: u32,
    /// The oldest one's time.
    pub oldest: Option<Timestamp>,
    /// Card sales whose money is on its way back or cannot go back.
    pub money_due_back: u32,
    /// Delivered in this shift, and never printed or texted.
    pub not_handed_over: u32,
}

/// What has to be told of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Control {
    /// Who; nobody in particular where no clerks are set up.
    pub clerk: Option<String>,
    /// Pay pages given up.
    pub voids: u32,
    /// Refunds.
    pub refunds: u32,
    /// Codes handed over once more.
    pub reprints: u32,
    /// Codes shown.
    pub reveals: u32,
    /// Drawer openings without a sale.
    pub no_sales: u32,
    /// Sales made although the same one was not finished, and decisions about orders.
    pub overrides: u32,
    /// Wrong PINs.
    pub wrong_pins: u32,
}

/// What the shop earned with what it sold and delivered.
#[derive(Clone, Debug)]
pub struct Profit {
    /// What customers paid for it.
    pub revenue: Money,
    /// What it cost, by the shift's own rates.
    pub cost: Money,
    /// Orders whose cost is not known in the shop's currency; they are in neither sum.
    pub uncosted: u32,
    /// By category: revenue less cost.
    pub by_category: Vec<Group>,
}

impl Profit {
    /// Revenue less cost.
    #[must_use]
    pub fn margin(&self) -> Money {
        less(self.revenue, self.cost)
    }
}

/// Draws up a report: an X, or a Z where it is closed.
#[must_use]
pub(super) fn draw_up(
    facts: &Facts,
    own: Currency,
    wallets: &[Wallet],
    accounts: &[(SupplierId, Option<Currency>)],
    at: Timestamp,
    closing: Option<&Closing>,
) -> Report {
    let counted = closing.map(|closing| closing.counted.as_slice()).unwrap_or_default();
    Report {
        shift: facts.shift.clone(),
        closed: closing.map(|closing| Closed {
            at: closing.at,
            by: closing.clerk.clone(),
            note: closing.note.clone(),
        }),
        at,
        head: facts.head.clone(),
        sales: sales(facts, own),
        tenders: tenders(facts),
        drawer: drawer_lines(facts, own, counted),
        payments: facts.log.iter().filter(|line| is_payment(line.kind)).cloned().collect(),
        wallets: wallet_lines(facts, wallets, accounts, at),
        unfinished: open(facts, own),
        control: control(facts),
        profit: profit(facts, own),
    }
}

fn is_payment(kind: LogKind) -> bool {
    matches!(kind, LogKind::PayIn | LogKind::PayOut)
}

/// What a line of the log does to the drawer.
fn cash_way(line: &Logged) -> Option<(Way, Money)> {
    let amount = line.amount.filter(|_| line.tender.as_deref() == Some(CASH))?;
    match line.kind {
        LogKind::Taken | LogKind::PayIn => Some((Way::In, amount)),
        LogKind::Refused | LogKind::Refunded | LogKind::PayOut => Some((Way::Out, amount)),
        LogKind::Drawer | LogKind::Again | LogKind::WrongPin => None,
    }
}

fn drawer_lines(facts: &Facts, own: Currency, counted: &[Money]) -> Vec<DrawerLine> {
    let inside = || facts.log.iter().filter(|line| line.inside);
    let sums = drawer(own, &facts.shift.floats, inside().filter_map(cash_way), counted);
    let lines = sums.into_iter().map(|sum| {
        let of = |kinds: &[LogKind]| {
            let lines = inside().filter(|line| kinds.contains(&line.kind));
            let amounts = lines.filter_map(cash_way).map(|(_, amount)| amount);
            amounts
                .filter(|amount| amount.currency() == sum.currency())
                .fold(Money::zero(sum.currency()), plus)
        };
        DrawerLine {
            taken: of(&[LogKind::Taken]),
            given_back: of(&[LogKind::Refused, LogKind::Refunded]),
            paid_in: of(&[LogKind::PayIn]),
            paid_out: of(&[LogKind::PayOut]),
            sum,
        }
    });
    lines.collect()
}

fn sales(facts: &Facts, own: Currency) -> Sales {
    let sold = || facts.orders.iter().filter(|order| order.sold_here);
    let back = |why: Returned| {
        let orders = facts.orders.iter().filter(move |order| order.returned_here == Some(why));
        part(own, orders.map(|order| order.price))
    };
    let (refused, refunds) = (back(Returned::Refused), back(Returned::Refunded));
    let gross = part(own, sold().map(|order| order.price));
    let kept = || sold().filter(|order| order.returned_here.is_none());
    let mut by_product = group(own, kept(), |order| order.product.to_string());
    by_product.sort_by_key(|group| std::cmp::Reverse(group.amount.amount()));
    for product in &mut by_product {
        let named = facts.orders.iter().find(|order| order.product.as_str() == product.key);
        product.name = named.map(|order| order.name.clone());
    }
    Sales {
        count: count(sold().map(|order| &order.sale).collect::<BTreeSet<_>>().len()),
        units: gross.count,
        gross: gross.amount,
        refused,
        refunds,
        net: less(less(gross.amount, refused.amount), refunds.amount),
        before_opening: before_opening(facts, own),
        cancelled: facts.cancelled,
        by_kind: group(own, kept(), |order| match order.kind {
            ProductKind::Voucher => "voucher".to_owned(),
            ProductKind::Topup => "topup".to_owned(),
        }),
        by_supplier: group(own, kept(), |order| order.supplier.to_string()),
        by_category: group(own, kept(), |order| order.category.clone().unwrap_or_default()),
        by_product,
    }
}

/// Cash and card of sales that were made before the shift was opened, less what went back before.
fn before_opening(facts: &Facts, own: Currency) -> Part {
    let lines = || facts.log.iter().filter(|line| !line.inside && line.sale.is_some());
    let taken = lines().filter(|line| line.kind == LogKind::Taken);
    let sales: BTreeSet<&str> =
        taken.filter_map(|line| line.sale.as_ref().map(|sale| sale.as_str())).collect();
    let amount = lines().fold(Money::zero(own), |sum, line| match (line.kind, line.amount) {
        (LogKind::Taken, Some(amount)) => plus(sum, amount),
        (LogKind::Refused | LogKind::Refunded, Some(amount)) => less(sum, amount),
        (
            LogKind::Taken
            | LogKind::Refused
            | LogKind::Refunded
            | LogKind::PayIn
            | LogKind::PayOut
            | LogKind::Drawer
            | LogKind::Again
            | LogKind::WrongPin,
            _,
        ) => sum,
    });
    Part { count: count(sales.len()), amount }
}

fn group<'a>(
    own: Currency,
    orders: impl Iterator<Item = &'a Ordered>,
    key: impl Fn(&Ordered) -> String,
) -> Vec<Group> {
    let mut groups: BTreeMap<String, Part> = BTreeMap::new();
    for order in orders {
        let zero = Part { count: 0, amount: Money::zero(own) };
        let part = groups.entry(key(order)).or_insert(zero);
        part.count = part.count.saturating_add(1);
        part.amount = plus(part.amount, order.price);
    }
    let group = |(key, part): (String, Part)| Group {
        key,
        name: None,
        units: part.count,
        amount: part.amount,
    };
    groups.into_iter().map(group).collect()
}

fn tenders(facts: &Facts) -> Vec<TenderSum> {
    let mut sums: BTreeMap<(bool, String, Currency), TenderSum> = BTreeMap::new();
    for line in &facts.log {
        let (Some(tender), Some(amount)) = (&line.tender, line.amount) else { continue };
        let is_back = match line.kind {
            LogKind::Taken => false,
            LogKind::Refused | LogKind::Refunded => true,
            LogKind::PayIn
            | LogKind::PayOut
            | LogKind::Drawer
            | LogKind::Again
            | LogKind::WrongPin => continue,
        };
        let zero = Money::zero(amount.currency());
        let key = (tender != CASH, tender.clone(), amount.currency());
        let sum = sums.entry(key).or_insert_with(|| TenderSum {
            tender: tender.clone(),
            taken: zero,
            given_back: zero,
        });
        let side = if is_back { &mut sum.given_back } else { &mut sum.taken };
        *side = plus(*side, amount);
    }
    sums.into_values().collect()
}

fn wallet_lines(
    facts: &Facts,
    reported: &[Wallet],
    accounts: &[(SupplierId, Option<Currency>)],
    at: Timestamp,
) -> Vec<WalletLine> {
    let mut sums: BTreeMap<(SupplierId, Currency), WalletSum> = BTreeMap::new();
    let mut with = |supplier: &SupplierId, currency, change: &dyn Fn(&mut WalletSum)| {
        let sum = sums
            .entry((supplier.clone(), currency))
            .or_insert_with(|| WalletSum::untouched(supplier.clone(), currency));
        change(sum);
    };
    for (supplier, currency) in accounts {
        if let Some(currency) = currency {
            with(supplier, *currency, &|_| {});
        }
    }
    for wallet in &facts.shift.wallets {
        let opening = wallet.balance;
        with(&wallet.supplier, opening.currency(), &|sum| sum.opening = Some(opening));
    }
    for charge in &facts.charges {
        let cost = charge.cost;
        with(&charge.supplier, cost.currency(), &|sum| {
            let side = match charge.kind {
                ChargeKind::Charged => &mut sum.charged,
                ChargeKind::RolledBack => &mut sum.rolled_back,
                ChargeKind::Open => &mut sum.open,
            };
            *side = plus(*side, cost);
        });
    }
    for wallet in reported {
        let balance = wallet.balance;
        with(&wallet.supplier, balance.currency(), &|sum| sum.reported = Some(balance));
    }
    let lasted = at.0.saturating_sub(facts.shift.opened_at.0);
    let line = |sum: WalletSum| WalletLine { hours_left: hours_left(&sum, lasted), sum };
    let mut lines: Vec<WalletLine> = sums.into_values().map(line).collect();
    // An account's other wallets come after the one its orders are charged to.
    lines.sort_by_key(|line| {
        let own = (line.sum.supplier.clone(), Some(line.sum.currency));
        (line.sum.supplier.clone(), !accounts.contains(&own))
    });
    lines
}

/// Hours until a wallet is empty, if it goes on as in this shift; not guessed from less than an hour.
fn hours_left(sum: &WalletSum, lasted_ms: i64) -> Option<Decimal> {
    let spent = less(sum.charged, sum.rolled_back).amount();
    let balance = sum.reported?.amount();
    if lasted_ms < HOUR_MS || spent <= Decimal::ZERO || balance < Decimal::ZERO {
        return None;
    }
    let hours = Decimal::from(lasted_ms).checked_div(Decimal::from(HOUR_MS))?;
    Some(balance.checked_mul(hours)?.checked_div(spent)?.floor())
}

fn open(facts: &Facts, own: Currency) -> Open {
    let attention = |order: &&_| {
        let order: &crate::ports::shifts::Unfinished = order;
        order.state == OrderState::NeedsAttention
    };
    let bare = |order: &&Ordered| {
        order.sold_here && order.state == OrderState::Delivered && order.copies == 0
    };
    Open {
        orders: part(own, facts.unfinished.iter().map(|order| order.price)),
        needs_attention: count(facts.unfinished.iter().filter(attention).count()),
        oldest: facts.unfinished.iter().map(|order| order.created_at).min(),
        money_due_back: facts.money_due_back,
        not_handed_over: count(facts.orders.iter().filter(bare).count()),
    }
}

fn control(facts: &Facts) -> Vec<Control> {
    let mut people: BTreeMap<Option<String>, Control> = BTreeMap::new();
    let mut add = |clerk: &Option<String>, times, place: fn(&mut Control) -> &mut u32| {
        let fresh = || Control { clerk: clerk.clone(), ..Control::default() };
        let side = place(people.entry(clerk.clone()).or_insert_with(fresh));
        *side = side.saturating_add(times);
    };
    for deed in &facts.deeds {
        add(
            &deed.clerk,
            deed.times,
            match deed.kind {
                DeedKind::Reveal => |it| &mut it.reveals,
                DeedKind::Reprint => |it| &mut it.reprints,
                DeedKind::Decision => |it| &mut it.overrides,
                DeedKind::Cancel => |it| &mut it.voids,
                DeedKind::Refund => |it| &mut it.refunds,
            },
        );
    }
    for line in &facts.log {
        let place: fn(&mut Control) -> &mut u32 = match line.kind {
            LogKind::Drawer => |it| &mut it.no_sales,
            LogKind::Again => |it| &mut it.overrides,
            LogKind::WrongPin => |it| &mut it.wrong_pins,
            LogKind::Taken
            | LogKind::Refused
            | LogKind::Refunded
            | LogKind::PayIn
            | LogKind::PayOut => continue,
        };
        add(&line.clerk, 1, place);
    }
    people.into_values().collect()
}

fn profit(facts: &Facts, own: Currency) -> Profit {
    let mut profit = Profit {
        revenue: Money::zero(own),
        cost: Money::zero(own),
        uncosted: 0,
        by_category: Vec::new(),
    };
    let mut shelves: BTreeMap<String, Part> = BTreeMap::new();
    let earned = |order: &&Ordered| {
        let kept = order.sold_here && order.returned_here.is_none();
        kept && order.state == OrderState::Delivered
    };
    for order in facts.orders.iter().filter(earned) {
        let cost =
            order.cost.and_then(|cost| exchange(cost, &facts.shift.rates, own).ok().flatten());
        let Some(cost) = cost else {
            profit.uncosted = profit.uncosted.saturating_add(1);
            continue;
        };
        profit.revenue = plus(profit.revenue, order.price);
        profit.cost = plus(profit.cost, cost);
        let zero = Part { count: 0, amount: Money::zero(own) };
        let shelf = shelves.entry(order.category.clone().unwrap_or_default()).or_insert(zero);
        shelf.count = shelf.count.saturating_add(1);
        shelf.amount = plus(shelf.amount, less(order.price, cost));
    }
    let group = |(key, part): (String, Part)| Group {
        key,
        name: None,
        units: part.count,
        amount: part.amount,
    };
    profit.by_category = shelves.into_iter().map(group).collect();
    profit
}

fn part(own: Currency, amounts: impl Iterator<Item = Money>) -> Part {
    let zero = Part { count: 0, amount: Money::zero(own) };
    amounts.fold(zero, |part, amount| Part {
        count: part.count.saturating_add(1),
        amount: plus(part.amount, amount),
    })
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

//! Drawing up an X or a Z from the facts of a shift. Pure: the same facts make the same report.

use super::forecast::hours_left;
use super::report::{
    CASH, Closed, Control, DrawerLine, Group, Open, Part, Profit, Report, Sales, WalletLine,
};
use super::{debt, takings};
use crate::ports::{
    books::{Booking, BookingKind, PriceFrom},
    shifts::{
        Charge, ChargeKind, Closing, DeedKind, Facts, LogKind, Logged, Ordered, Returned,
        Unfinished,
    },
};
use domain::{
    account::Wallet,
    forecast::Pattern,
    ids::SupplierId,
    money::{Currency, Money},
    order::OrderState,
    product::ProductKind,
    shift::{WalletSum, Way, drawer, less, plus},
    tax::{Moved, after_tax, by_rate},
    time::Timestamp,
};
use std::collections::{BTreeMap, BTreeSet};

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
        tenders: takings::by_tender(facts),
        debt: debt::lines(facts),
        drawer: drawer_lines(facts, own, counted),
        payments: facts.log.iter().filter(|line| is_payment(line.kind)).cloned().collect(),
        wallets: wallet_lines(
            &WalletFacts {
                opening: &facts.shift.wallets,
                charges: &facts.charges,
                bookings: &facts.bookings,
                strays: &facts.strays,
                patterns: &facts.patterns,
                since: facts.shift.opened_at,
            },
            wallets,
            accounts,
            at,
        ),
        shelf: facts.shelf.iter().filter(|line| line.is_told()).cloned().collect(),
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
        LogKind::Taken | LogKind::PayIn | LogKind::DebtRepaid => Some((Way::In, amount)),
        LogKind::Refused | LogKind::Refunded | LogKind::PayOut => Some((Way::Out, amount)),
        LogKind::DebtForgiven
        | LogKind::Drawer
        | LogKind::Again
        | LogKind::WrongPin
        | LogKind::Approval => None,
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
            debt_repaid: of(&[LogKind::DebtRepaid]),
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
    let came = sold().map(|order| (Moved::In, order.price, order.tax_rate));
    let went = facts.orders.iter().filter(|order| order.returned_here.is_some());
    let went = went.map(|order| (Moved::Back, order.price, order.tax_rate));
    // One that the supplier refused was given back, or was never paid.
    let found = || facts.imported.iter().filter(|it| it.state != OrderState::Refused);
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
        taxes: by_rate(came.chain(went)),
        before_opening: before_opening(facts, own),
        found_after_restore: part(own, found().map(|order| order.price)),
        found_unpriced: count(found().filter(|it| it.price_from != PriceFrom::Person).count()),
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
            | LogKind::DebtRepaid
            | LogKind::DebtForgiven
            | LogKind::Drawer
            | LogKind::Again
            | LogKind::WrongPin
            | LogKind::Approval,
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

/// What a wallets' account is drawn up from.
pub(super) struct WalletFacts<'a> {
    pub(super) opening: &'a [Wallet],
    pub(super) charges: &'a [Charge],
    pub(super) bookings: &'a [Booking],
    pub(super) strays: &'a [(SupplierId, u32)],
    pub(super) patterns: &'a [(SupplierId, Currency, Pattern)],
    pub(super) since: Timestamp,
}

pub(super) fn wallet_lines(
    facts: &WalletFacts<'_>,
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
    for wallet in facts.opening {
        let opening = wallet.balance;
        with(&wallet.supplier, opening.currency(), &|sum| sum.opening = Some(opening));
    }
    for charge in facts.charges {
        let cost = charge.cost;
        with(&charge.supplier, cost.currency(), &|sum| {
            let side = match charge.kind {
                ChargeKind::Charged => &mut sum.charged,
                ChargeKind::ChargedBefore => &mut sum.charged_before,
                ChargeKind::RolledBack => &mut sum.rolled_back,
                ChargeKind::Open => &mut sum.open,
            };
            *side = plus(*side, cost);
        });
    }
    for booking in facts.bookings {
        let amount = booking.amount;
        with(&booking.supplier, amount.currency(), &|sum| {
            let side = match booking.kind {
                BookingKind::Deposit => &mut sum.deposits,
                BookingKind::Explained => &mut sum.explained,
            };
            *side = plus(*side, amount);
        });
    }
    for wallet in reported {
        let balance = wallet.balance;
        with(&wallet.supplier, balance.currency(), &|sum| sum.reported = Some(balance));
    }
    let line = |sum: WalletSum| WalletLine {
        hours_left: hours_left(&sum, facts.patterns, facts.since, at),
        strays: 0,
        sum,
    };
    let mut lines: Vec<WalletLine> = sums.into_values().map(line).collect();
    // An account's other wallets come after the one its orders are charged to.
    lines.sort_by_key(|line| {
        let own = (line.sum.supplier.clone(), Some(line.sum.currency));
        (line.sum.supplier.clone(), !accounts.contains(&own))
    });
    for (supplier, count) in facts.strays {
        if let Some(line) = lines.iter_mut().find(|line| line.sum.supplier == *supplier) {
            line.strays = *count;
        }
    }
    lines
}

fn open(facts: &Facts, own: Currency) -> Open {
    let attention = |order: &&Unfinished| order.state == OrderState::NeedsAttention;
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
                DeedKind::AgainstRule => |it| &mut it.against_rule,
                DeedKind::PriceChange => |it| &mut it.price_changes,
            },
        );
    }
    for line in &facts.log {
        let place: fn(&mut Control) -> &mut u32 = match line.kind {
            LogKind::Drawer => |it| &mut it.no_sales,
            LogKind::Again => |it| &mut it.overrides,
            LogKind::WrongPin => |it| &mut it.wrong_pins,
            LogKind::Approval => |it| &mut it.approvals,
            LogKind::DebtForgiven => |it| &mut it.forgiven,
            LogKind::Taken
            | LogKind::Refused
            | LogKind::Refunded
            | LogKind::PayIn
            | LogKind::PayOut
            | LogKind::DebtRepaid => continue,
        };
        add(&line.clerk, 1, place);
    }
    people.into_values().collect()
}

fn profit(facts: &Facts, own: Currency) -> Profit {
    let mut profit = Profit {
        revenue: Money::zero(own),
        tax: Money::zero(own),
        cost: Money::zero(own),
        uncosted: 0,
        by_category: Vec::new(),
    };
    let mut shelves: BTreeMap<String, Part> = BTreeMap::new();
    for order in facts.orders.iter().filter(|order| order.earned_here || order.lost_here) {
        let Some(cost) = order.cost_own.filter(|cost| cost.currency() == own) else {
            profit.uncosted = profit.uncosted.saturating_add(u32::from(order.earned_here));
            continue;
        };
        let zero = Part { count: 0, amount: Money::zero(own) };
        let net = after_tax(order.price, order.tax_rate).unwrap_or(order.price);
        let tax = less(order.price, net);
        let shelf = shelves.entry(order.category.clone().unwrap_or_default()).or_insert(zero);
        if order.earned_here {
            profit.revenue = plus(profit.revenue, order.price);
            profit.tax = plus(profit.tax, tax);
            profit.cost = plus(profit.cost, cost);
            shelf.count = shelf.count.saturating_add(1);
            shelf.amount = plus(shelf.amount, less(net, cost));
        }
        if order.lost_here {
            profit.revenue = less(profit.revenue, order.price);
            profit.tax = less(profit.tax, tax);
            shelf.amount = less(shelf.amount, net);
        }
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

//! Kills of a sale whose units share one request: each unit is in exactly one order, whatever was cut
//! short. Nothing of ours comes back with the request, so the owner says which of the supplier's orders
//! it was, as they would: by looking into its ledger.

use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::kill::{CONNECT, RECEIVE, SEND, SHOW, WAL_SYNC};
use crate::oracle::Order;
use crate::strace::{self, Boundary};
use crate::supplier::{Simulator, THREE_AT_ONCE};
use crate::till::{Ended, Till, orders_shown, word};

/// The second connection asks what the account looks like, the last one buys.
const KILLS: &[(Boundary, &[usize])] = &[
    (WAL_SYNC, &[2, 3, 4, 5]),
    (CONNECT, &[3]),
    (SEND, &[2, 3]),
    (RECEIVE, &[1, 2, 3]),
    (SHOW, &[1]),
];
/// How a sale is cut short.
#[derive(Debug, Clone, Copy)]
enum Cut {
    At(Boundary, usize),
    /// Bought, and the answer not yet read. On a fast machine none of the calls above falls there.
    Unanswered,
}

/// How long a request may still be on its way to the supplier after its sender died.
const LANDING: Duration = Duration::from_millis(300);

/// A till, its supplier, and what the till once said.
struct Shop {
    simulator: Simulator,
    till: Till,
    shown: BTreeMap<String, Order>,
}

impl Shop {
    /// The orders on record with their codes. What was shown delivered is so still, with the same code.
    #[track_caller]
    fn orders(&mut self) -> Vec<Order> {
        let orders = self.till.orders().into_iter();
        let orders: Vec<Order> = orders
            .map(|order| match order.state.as_str() {
                "delivered" => self.till.revealed(&order.id),
                _ => order,
            })
            .collect();
        for shown in self.shown.values() {
            assert!(orders.contains(shown), "{shown:?} was shown and is not so any more");
        }
        let delivered = orders.iter().filter(|order| order.state == "delivered");
        self.shown.extend(delivered.map(|order| (order.id.clone(), order.clone())));
        orders
    }

    /// The supplier's orders that no order of ours knows as its own.
    fn strangers(&self, orders: &[Order]) -> Vec<String> {
        let claimed = |id: &String| {
            orders.iter().any(|order| order.provider_order_id.as_deref() == Some(id.as_str()))
        };
        let theirs = self.simulator.orders().into_iter().map(|order| order["id"].to_string());
        theirs.filter(|id| !claimed(id)).collect()
    }

    /// Sells until the cut, or to the end where the cut meets no call.
    #[track_caller]
    fn struck(&self, line: &str, cut: Cut) -> Ended {
        match cut {
            Cut::At(boundary, nth) => {
                self.till.start(strace::killed_at(&self.till, line, boundary, nth)).end()
            }
            Cut::Unanswered => {
                let purchases = self.simulator.purchases();
                self.simulator.keep_silent_about_next_purchase();
                let selling = self.till.start(self.till.command(line));
                self.simulator.wait_for_purchases(purchases + 1);
                selling.kill()
            }
        }
    }

    /// The owner decides whatever needs it. Answers whether anything did.
    #[track_caller]
    fn decide(&mut self) -> bool {
        let mut decided = false;
        loop {
            let orders = self.orders();
            let Some(order) = orders.iter().find(|it| it.state == "needs_attention") else {
                return decided;
            };
            let how = match self.strangers(&orders).first() {
                Some(id) => format!("--as-delivered --provider-order {id}"),
                None => "--as-refused".to_owned(),
            };
            self.till.run(&format!("resolve {} {how} --reason looked", order.id)).exit(0);
            decided = true;
        }
    }

    /// Each unit that was bought is in one order, and each order that was delivered has one unit.
    #[track_caller]
    fn judge(&mut self, after: &str) {
        let orders = self.orders();
        let strangers = self.strangers(&orders);
        assert!(strangers.is_empty(), "{after}: bought and on no record: {strangers:?}");
        for order in &orders {
            let is_final = matches!(order.state.as_str(), "delivered" | "refused");
            assert!(is_final, "{after}: not at its end: {} is {}", order.reference, order.state);
        }
        for theirs in self.simulator.orders() {
            let id = theirs["id"].to_string();
            assert_eq!(theirs["charges"], 1, "{after}: {id}");
            let bought: BTreeSet<String> = cards(&theirs).collect();
            let ours = orders.iter().filter(|it| it.provider_order_id.as_ref() == Some(&id));
            let ours: Vec<Option<String>> = ours.map(|order| order.code.clone()).collect();
            let sold: BTreeSet<String> = ours.iter().flatten().cloned().collect();
            // No code stands in a test's words.
            let says = (ours.len(), bought.len(), sold == bought);
            assert_eq!(says, (3, 3, true), "{after}: orders, units, and whether each has its own");
        }
        let faults = self.till.faults();
        assert!(faults.is_empty(), "{after}: {faults:?}");
    }
}

fn cuts() -> impl Iterator<Item = Cut> {
    let calls =
        KILLS.iter().flat_map(|(boundary, calls)| calls.iter().map(|nth| Cut::At(*boundary, *nth)));
    calls.chain([Cut::Unanswered])
}

fn cards(theirs: &Value) -> impl Iterator<Item = String> {
    theirs["codes"].as_array().expect("cards").iter().map(|card| word(card, "code"))
}

#[test]
fn killed_with_a_shared_request_no_unit_is_lost_or_doubled() {
    let simulator = Simulator::start(THREE_AT_ONCE);
    let till = Till::provisioned(&simulator);
    let mut shop = Shop { simulator, till, shown: BTreeMap::new() };
    let (mut sales, mut kills) = (0, 0);
    let mut verdicts: BTreeMap<&str, usize> = BTreeMap::new();
    for cut in cuts() {
        sales += 1;
        let line =
            format!("sell {} --wait 30s --reveal --request-id r{sales}", THREE_AT_ONCE.voucher);
        let after = format!("{cut:?}");
        let before = shop.orders().len();
        let struck = shop.struck(&line, cut);
        let shown = orders_shown(&struck.lines()).into_iter();
        let shown = shown.filter(|order| order.state == "delivered");
        shop.shown.extend(shown.map(|order| (order.id.clone(), order)));
        thread::sleep(LANDING);
        shop.till.recover();
        let asked = shop.decide();
        shop.judge(&after);
        let orders = shop.orders();
        let Some(made) = orders.get(before) else {
            *verdicts.entry("not on record").or_default() += 1;
            kills += 1;
            continue;
        };
        assert_eq!(orders.len(), before + 3, "{after}: three units are three orders");
        // The same call again answers with the same sale.
        let purchases = shop.simulator.purchases();
        let again = shop.till.run(&line.replace("--wait 30s", "--wait 0s"));
        let same = orders_shown(&again.lines()).iter().all(|it| it.sale_id == made.sale_id);
        assert!(same, "{after}: another sale was made");
        assert_eq!(shop.simulator.purchases(), purchases, "{after}: bought again");
        if struck.code.is_none() {
            kills += 1;
            let verdict = match (asked, made.state.as_str()) {
                (true, "delivered") => "a person found it",
                (true, _) => "a person found nothing",
                (false, "delivered") => "delivered",
                (false, _) => "refused",
            };
            *verdicts.entry(verdict).or_default() += 1;
        }
    }
    println!("{kills} kills of sales whose units share a request: {verdicts:?}");
    assert!(kills >= 6, "{kills} kills: {verdicts:?}");
    for met in ["a person found it", "refused"] {
        assert!(verdicts.contains_key(met), "no kill ended so: {met}: {verdicts:?}");
    }
    shop.till.run("verify").exit(0);
}

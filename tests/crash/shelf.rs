//! Kills while buying ahead, and while selling from the shelf with the supplier out of reach. What lies
//! there is what the supplier's ledger says was bought for it, less what customers have, code by code.

use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::kill::{CONNECT, RECEIVE, SEND, SHOW, WAL_SYNC, WAL_WRITE};
use crate::oracle::Charge;
use crate::strace::{self, Boundary};
use crate::supplier::{SUPPLIERS, Simulator};
use crate::till::{Till, word};

/// Where a purchase for the shelf is cut.
const BUYING: &[(Boundary, &[usize])] = &[
    (WAL_WRITE, &[20, 55]),
    (WAL_SYNC, &[1, 2, 3, 4, 5]),
    (CONNECT, &[1]),
    (SEND, &[1]),
    (RECEIVE, &[1]),
    (SHOW, &[1]),
];
/// Where a sale from the shelf is cut: it is written down, nearly sent, and given its code.
const SELLING: &[(Boundary, &[usize])] =
    &[(WAL_WRITE, &[1, 20, 42, 60]), (WAL_SYNC, &[1, 2, 3, 4]), (CONNECT, &[1]), (SHOW, &[1])];
/// How long a request may still be on its way to the supplier after its sender died.
const LANDING: Duration = Duration::from_millis(300);
const KEEP: u32 = 40;

/// A till with a shelf, its supplier, and the codes it once told of.
struct Shop {
    simulator: Simulator,
    till: Till,
    codes: BTreeMap<String, String>,
}

/// An order as far as the shelf is concerned.
#[derive(Debug)]
struct Order {
    id: String,
    state: String,
    reference: String,
    is_for_shelf: bool,
    from_shelf: Option<String>,
}

impl Shop {
    fn open() -> Self {
        let simulator = Simulator::start(&SUPPLIERS[0]);
        let till = Till::provisioned(&simulator);
        simulator.write_unreachable(&till.beside("offline.toml"));
        let shop = Self { simulator, till, codes: BTreeMap::new() };
        shop.till.run(&format!("stock limit {} --keep {KEEP}", shop.voucher())).exit(0);
        shop
    }

    fn voucher(&self) -> &'static str {
        self.simulator.supplier.voucher
    }

    /// From now on the supplier is reached, or nobody is there.
    fn provision(&self, file: &str) {
        let file = self.till.beside(file);
        self.till.run(&format!("provision {}", file.display())).exit(0);
    }

    fn orders(&self) -> Vec<Order> {
        let lines = self.till.run("orders --limit 100000").exit(0).lines();
        let order = |line: &Value| Order {
            id: word(line, "id"),
            state: word(line, "state"),
            reference: word(line, "reference"),
            is_for_shelf: line["purpose"] == "shelf",
            from_shelf: line["from_shelf"].as_str().map(str::to_owned),
        };
        lines.iter().rev().map(order).collect()
    }

    fn ledger(&self) -> BTreeMap<String, Charge> {
        let charges = self.simulator.charges().into_iter();
        charges.map(|charge| (charge.reference.clone().expect("ours"), charge)).collect()
    }

    /// Follows everything up; what then needs a person and is in no ledger was not bought.
    fn settle(&self) {
        loop {
            thread::sleep(LANDING);
            self.till.recover();
            let ledger = self.ledger();
            let open = self.orders().into_iter().filter(|it| it.state == "needs_attention");
            let open: Vec<Order> = open.collect();
            if open.is_empty() {
                return;
            }
            for order in open.iter().filter(|it| !ledger.contains_key(&it.reference)) {
                let line = format!("resolve {} --as-refused --reason looked", order.id);
                self.till.run(&line).exit(0);
            }
        }
    }

    /// Strikes a call and settles what it left. Whether it was killed, and what it was about.
    fn struck(&self, line: &str, cut: (Boundary, usize)) -> (bool, Option<Order>) {
        let known: BTreeSet<String> = self.orders().into_iter().map(|it| it.id).collect();
        let struck = self.till.start(strace::killed_at(&self.till, line, cut.0, cut.1)).end();
        self.provision("shop.toml");
        self.settle();
        let new = self.orders().into_iter().find(|it| !known.contains(&it.id));
        (struck.code.is_none(), new)
    }

    #[track_caller]
    fn judge(&mut self, after: &str) {
        let (orders, ledger) = (self.orders(), self.ledger());
        for charge in ledger.values() {
            assert_eq!(charge.times, 1, "{after}: {} was charged again", charge.id);
        }
        let bought: Vec<&Order> = orders.iter().filter(|it| it.is_for_shelf).collect();
        for order in &bought {
            let is_kept = ledger.get(&order.reference).is_some_and(|charge| charge.is_kept);
            let due = if is_kept { "delivered" } else { "refused" };
            assert_eq!(order.state, due, "{after}: {order:?}");
        }
        let known: BTreeSet<&str> = bought.iter().map(|it| it.reference.as_str()).collect();
        let stray = ledger.keys().find(|reference| !known.contains(reference.as_str()));
        assert_eq!(stray, None, "{after}: bought, and not for the shelf");
        let mut left: Vec<&str> =
            ledger.values().filter_map(|charge| charge.code.as_deref()).collect();
        for order in orders.iter().filter(|it| !it.is_for_shelf) {
            assert!(["delivered", "refused"].contains(&order.state.as_str()), "{after}: {order:?}");
            if order.state == "refused" {
                continue;
            }
            assert_eq!(order.from_shelf.as_deref(), Some("ahead"), "{after}: {order:?}");
            let till = &self.till;
            let told = || till.revealed(&order.id).code.expect("a code");
            let code = self.codes.entry(order.id.clone()).or_insert_with(told);
            let place = left.iter().position(|it| *it == code.as_str());
            // No code stands in a test's words.
            let place = place.unwrap_or_else(|| panic!("{after}: {} has a sold code", order.id));
            left.swap_remove(place);
        }
        let shelf = self.till.run("stock list").exit(0).lines().remove(0);
        let told = (&shelf["ahead"], &shelf["coming"]);
        assert_eq!((told.0.as_u64(), told.1.as_u64()), (u64::try_from(left.len()).ok(), Some(0)));
        let faults = self.till.faults();
        assert!(faults.is_empty(), "{after}: {faults:?}");
    }
}

fn cuts(of: &'static [(Boundary, &'static [usize])]) -> impl Iterator<Item = (Boundary, usize)> {
    of.iter().flat_map(|(boundary, calls)| calls.iter().map(|nth| (*boundary, *nth)))
}

#[track_caller]
fn assert_met(verdicts: &BTreeMap<String, usize>, due: &[&str]) {
    println!("{verdicts:?}");
    for verdict in due {
        assert!(verdicts.contains_key(*verdict), "no kill ended so: {verdict}: {verdicts:?}");
    }
}

#[test]
fn killed_while_buying_ahead_nothing_is_lost_or_bought_twice() {
    let mut shop = Shop::open();
    let mut verdicts: BTreeMap<String, usize> = BTreeMap::new();
    for (nth, cut) in cuts(BUYING).enumerate() {
        let line = format!("stock buy {} --wait 30s --request-id b{nth}", shop.voucher());
        let (was_killed, made) = shop.struck(&line, cut);
        shop.judge(&format!("{cut:?}"));
        if !was_killed {
            continue;
        }
        let verdict = made.as_ref().map_or("not on record", |order| order.state.as_str());
        *verdicts.entry(verdict.to_owned()).or_default() += 1;
        if made.is_some() {
            // The same call again answers with what was made.
            let (purchases, orders) = (shop.simulator.purchases(), shop.orders().len());
            shop.till.run(&line.replace("--wait 30s", "--wait 0s"));
            assert_eq!((shop.simulator.purchases(), shop.orders().len()), (purchases, orders));
        }
    }
    assert_met(&verdicts, &["not on record", "refused", "delivered"]);
    shop.till.run("verify").exit(0);
}

#[test]
fn killed_while_selling_from_the_shelf_each_code_goes_to_one_customer() {
    let mut shop = Shop::open();
    let fill = format!("stock buy {} --quantity 12", shop.voucher());
    shop.till.run(&fill).exit(0);
    shop.judge("nothing was disturbed");
    let purchases = shop.simulator.purchases();
    let mut verdicts: BTreeMap<String, usize> = BTreeMap::new();
    for (nth, cut) in cuts(SELLING).enumerate() {
        let line = format!("sell {} --wait 20s --request-id s{nth}", shop.voucher());
        shop.provision("offline.toml");
        let (was_killed, made) = shop.struck(&line, cut);
        shop.judge(&format!("{cut:?}"));
        assert_eq!(shop.simulator.purchases(), purchases, "{cut:?}: bought");
        let verdict = made.as_ref().map_or("not on record", |order| order.state.as_str());
        if was_killed {
            *verdicts.entry(verdict.to_owned()).or_default() += 1;
        }
        if made.is_some() {
            let orders = shop.orders().len();
            shop.till.run(&line.replace("--wait 20s", "--wait 0s"));
            let now = (shop.simulator.purchases(), shop.orders().len());
            assert_eq!(now, (purchases, orders), "{cut:?}: {line} sold again");
        }
    }
    assert_met(&verdicts, &["not on record", "refused", "delivered"]);
    shop.till.run("verify").exit(0);
}

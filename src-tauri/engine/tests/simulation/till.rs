//! Tills of the simulation: the real engine with the real adapters, on a simulated clock, disk and
//! network.
//!
//! It must never know: what they are used for.

use crate::{
    journal::SimJournal,
    oracle::Known,
    process::Process,
    suppliers::Row,
    tenders::CashOnly,
    wire::SimWire,
    world::{Shop, World},
};
use domain::{
    ids::{OrderId, Reference, SaleId},
    phone::Phone,
    shop::{self, EngineSettings, Language},
    time::Timestamp,
};
use engine::{
    ports::{Clock, Supplier},
    till::{Parts, Till},
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// A shop's clock, which may be wrong, and its counters, which are not.
#[derive(Debug)]
struct SimClock {
    world: Arc<World>,
    shop: usize,
}

impl Clock for SimClock {
    fn now(&self) -> Timestamp {
        let (at, now) = (self.world.elapsed(), self.world.now());
        let now = i64::try_from(now).expect("not that late");
        let state = self.world.lock();
        let off = state.shops[self.shop].clock_off(at);
        Timestamp(now.saturating_add(off).max(0))
    }

    fn elapsed(&self) -> Duration {
        Duration::from_millis(self.world.elapsed())
    }

    fn sale_id(&self) -> SaleId {
        let mut state = self.world.lock();
        let shop = &mut state.shops[self.shop];
        shop.sales += 1;
        SaleId::new(format!("sale-{}-{:05}", shop.code, shop.sales))
    }

    fn order_id(&self) -> OrderId {
        let mut state = self.world.lock();
        let shop = &mut state.shops[self.shop];
        shop.orders += 1;
        let id = OrderId::new(format!("order-{}-{:05}", shop.code, shop.orders));
        let plan = state.planned_next();
        state.known.insert(id.clone(), Known::new(self.shop, plan.is_faulty));
        state.plans.insert(id.clone(), plan);
        id
    }

    fn reference(&self, till_code: &str) -> Reference {
        let mut state = self.world.lock();
        let shop = &mut state.shops[self.shop];
        shop.references += 1;
        Reference::new(format!("{till_code}-{:05}", shop.references))
    }
}

/// A shop before its first sale.
pub(crate) fn open_shop(code: &'static str, rows: &[&'static Row]) -> Shop {
    let mut shop = Shop { code, ..Shop::default() };
    for row in rows {
        let goods = (row.goods)(&row.id());
        shop.image.products.extend(goods.into_iter().map(|product| (product.id.clone(), product)));
    }
    shop
}

/// Starts a process with a till in it. It dies at its boundary `dies_at`, 0 being none.
pub(crate) fn start(
    world: &Arc<World>,
    shop: usize,
    settings: EngineSettings,
    dies_at: u64,
) -> (Arc<Process>, Till) {
    let process = Process::start(world, shop, dies_at);
    let (code, rows) = {
        let state = world.lock();
        let rows: Vec<&'static Row> = state.accounts.iter().map(|account| account.row).collect();
        (state.shops[shop].code, rows)
    };
    let wire = |account: usize, row: &'static Row| SimWire {
        world: Arc::clone(world),
        process: Arc::clone(&process),
        account,
        row,
        purchase_timeout: settings.request_timeout,
        lookup_timeout: settings.lookup_timeout(),
        settle_window: settings.settle_window,
    };
    let adapter = |(account, row): (usize, &'static Row)| -> (_, Arc<dyn Supplier>) {
        (row.id(), (row.adapter)(row.account(), Arc::new(wire(account, row))))
    };
    let journal = SimJournal {
        world: Arc::clone(world),
        process: Arc::clone(&process),
        settle_window: settings.settle_window,
    };
    let till = Till::new(Parts {
        shop: shop::Shop {
            name: "A shop".to_owned(),
            country: "PS".to_owned(),
            language: Language::English,
            practice: false,
            currency: "ILS".parse().expect("a currency"),
            phone: Some(Phone::from_e164("+970590000000")),
            till_code: code.to_owned(),
        },
        settings,
        rates: Vec::new(),
        journal: Arc::new(journal),
        tenders: Arc::new(CashOnly),
        processors: BTreeMap::new(),
        suppliers: rows.into_iter().enumerate().map(adapter).collect(),
        clock: Arc::new(SimClock { world: Arc::clone(world), shop }),
        owner: process.owner.clone(),
    });
    (process, till)
}

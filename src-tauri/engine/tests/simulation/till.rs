//! Tills of the simulation: the real engine with the real adapters, on a simulated clock, disk and
//! network.
//!
//! It must never know: what they are used for.

use crate::{
    journal::SimJournal,
    oracle::Known,
    process::Process,
    processors,
    suppliers::Row,
    wire::{MoneyWire, SimWire, Way},
    world::{Shop, World},
};
use domain::{
    ids::{MoveId, OrderId, Reference, SaleId, TenderId},
    phone::Phone,
    shop::{self, EngineSettings, Language, Rate},
    time::Timestamp,
};
use engine::{
    ports::{Clock, Processor, Supplier, Tenders},
    till::{Parts, Till},
};
use rust_decimal::Decimal;
use std::{sync::Arc, time::Duration};

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
        let at = self.world.elapsed();
        let mut state = self.world.lock();
        let shop = &mut state.shops[self.shop];
        shop.orders += 1;
        let id = OrderId::new(format!("order-{}-{:05}", shop.code, shop.orders));
        let plan = state.planned_next();
        state.known.insert(id.clone(), Known::new(self.shop, plan.is_faulty, at));
        state.plans.insert(id.clone(), plan);
        id
    }

    fn reference(&self, till_code: &str) -> Reference {
        let mut state = self.world.lock();
        let shop = &mut state.shops[self.shop];
        shop.references += 1;
        Reference::new(format!("{till_code}-{:05}", shop.references))
    }

    fn tender_id(&self) -> TenderId {
        TenderId::new(self.money_id())
    }

    fn move_id(&self) -> MoveId {
        MoveId::new(self.money_id())
    }
}

impl SimClock {
    /// Processors take nothing but UUIDs.
    fn money_id(&self) -> String {
        let mut state = self.world.lock();
        let shop = &mut state.shops[self.shop];
        shop.money_ids += 1;
        let number = simulator::seed::mix_text(shop.money_ids, shop.code);
        simulator::seed::uuid_at(shop.money_ids, number)
    }
}

/// The shop's rate for the processor that collects in another currency.
fn rate() -> Rate {
    let currency = |code: &str| code.parse().expect("a currency");
    Rate { base: currency("USD"), quote: currency("ILS"), rate: Decimal::new(371, 2) }
}

/// How many codes of a product its owner lets lie on the shelf.
const KEPT: u32 = 4;

/// A shop before its first sale.
pub(crate) fn open_shop(code: &'static str, rows: &[&'static Row]) -> Shop {
    let mut shop = Shop { code, ..Shop::default() };
    for row in rows {
        let goods = (row.goods)(&row.id());
        let for_shelf = goods.iter().filter(|product| product.can_be_bought_ahead());
        shop.image.keep.extend(for_shelf.map(|product| (product.id.clone(), KEPT)));
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
    let (code, rows, processors, is_bulk) = {
        let state = world.lock();
        let rows: Vec<&'static Row> = state.accounts.iter().map(|account| account.row).collect();
        let processors: Vec<&'static processors::Row> =
            state.processors.iter().map(|account| account.row).collect();
        (state.shops[shop].code, rows, processors, state.is_bulk)
    };
    let way = Way {
        world: Arc::clone(world),
        process: Arc::clone(&process),
        purchase_timeout: settings.request_timeout,
        lookup_timeout: settings.lookup_timeout(),
    };
    let wire = |account: usize, row: &'static Row| SimWire {
        way: way.clone(),
        account,
        row,
        settle_window: settings.settle_window,
    };
    let processor = |(account, row): (usize, &'static processors::Row)| -> (_, Arc<dyn Processor>) {
        let wire = MoneyWire { way: way.clone(), account, row };
        (row.id(), (row.adapter)(Arc::new(wire)))
    };
    let adapter = |(account, row): (usize, &'static Row)| -> (_, Arc<dyn Supplier>) {
        (row.id(), (row.adapter)(row.account(is_bulk), Arc::new(wire(account, row))))
    };
    let journal = Arc::new(SimJournal {
        world: Arc::clone(world),
        process: Arc::clone(&process),
        settle_window: settings.settle_window,
    });
    let till = Till::new(Parts {
        shop: shop::Shop {
            name: "A shop".to_owned(),
            country: "PS".to_owned(),
            language: Language::English,
            practice: false,
            currency: "ILS".parse().expect("a currency"),
            phone: Some(Phone::from_e164("+970590000000")),
            till_code: code.to_owned(),
            instance: None,
        },
        settings,
        rates: vec![rate()],
        tenders: Arc::clone(&journal) as Arc<dyn Tenders>,
        journal,
        processors: processors.into_iter().enumerate().map(processor).collect(),
        suppliers: rows.into_iter().enumerate().map(adapter).collect(),
        clock: Arc::new(SimClock { world: Arc::clone(world), shop }),
        owner: process.owner.clone(),
    });
    (process, till)
}

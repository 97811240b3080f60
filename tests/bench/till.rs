//! A: the till as `raseed` composes it, over a data dir of its own.

use crate::{Fault, journal::Timed, journal::TimedJournal};
use domain::{
    account::{Environment, SupplierAccount, SupplierKind},
    ids::{OrderId, OwnerId, ProductId, Reference, SaleId, SupplierId},
    money::{Money, parse_decimal},
    order::OrderState,
    phone::Phone,
    product::{LocalName, Product, ProductKind},
    secret::Secret,
    shop::{EngineSettings, Language, Shop},
    time::Timestamp,
};
use engine::{
    ports::{Clock, Journal as _, Supplier, journal::Guard},
    sell::{Begun, Line, Means, SaleRequest},
    till::{Parts, Till},
};
use providers::{Transport, palcards::PalCards};
use std::{
    collections::BTreeMap,
    path::Path,
    sync::Arc,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use storage::{Provision, Storage};
use uuid::Uuid;

const SUPPLIER: &str = "palcards";
const ITEM: &str = "5001";
/// Always the same, so that a keyring that is in use holds one entry of the bench at most.
const KEY_ID: &str = "raseed-bench";
/// Opens nothing.
pub(crate) const API_KEY: &str = "sk_practice_bench";

/// A till that sells one voucher after the other.
pub(crate) struct Counter {
    till: Till,
    journal: Arc<TimedJournal>,
    product: ProductId,
}

/// One sale, as it was measured.
pub(crate) struct Sold {
    /// From the call of `sell` until the code is durable.
    pub(crate) took: Duration,
    /// What the journal did meanwhile.
    pub(crate) calls: Vec<Timed>,
}

impl Counter {
    /// Provisions a data dir and composes the till, as the session of `raseed` does.
    pub(crate) async fn open(
        data_dir: &Path,
        base_url: &str,
        transport: Transport,
    ) -> Result<Self, Fault> {
        let id = || Uuid::now_v7().to_string();
        let storage = Storage::open(data_dir, OwnerId::new(id())).await?;
        let account = account(base_url)?;
        let (shop, product) = (shop()?, product(&account)?);
        let file = Provision {
            shop: Some(shop.clone()),
            suppliers: vec![account.clone()],
            products: vec![product.clone()],
            ..Provision::default()
        };
        storage.provision(&file, KEY_ID).await?;
        let owner = storage.owner().clone();
        let tenders = Arc::new(storage.clone());
        let journal = Arc::new(TimedJournal::new(storage));
        let supplier: Arc<dyn Supplier> =
            Arc::new(PalCards::new(account.clone(), Arc::new(transport)));
        let till = Till::new(Parts {
            shop,
            settings: EngineSettings::default(),
            rates: Vec::new(),
            journal: journal.clone(),
            suppliers: BTreeMap::from([(account.id, supplier)]),
            tenders,
            processors: BTreeMap::new(),
            clock: Arc::new(RealClock(Instant::now())),
            owner,
        });
        Ok(Self { till, journal, product: product.id })
    }

    /// Sells one voucher for cash and waits until its code is durable.
    pub(crate) async fn sell(&self) -> Result<Sold, Fault> {
        let request = SaleRequest {
            must_be_covered: false,
            lines: vec![Line {
                product: self.product.clone(),
                quantity: 1,
                phone: None,
                fields: BTreeMap::new(),
                amount: None,
            }],
            means: Means::Cash,
            received: None,
            request_id: Some(Uuid::new_v4().to_string()),
            guard: Guard::Stop,
            clerk: None,
            overridden: Vec::new(),
        };
        drop(self.journal.take_calls());
        let started = Instant::now();
        let Begun::New(sale, carrying) = self.till.sell(request).await? else {
            return Err("the request id was used before".into());
        };
        for order in carrying {
            order.await??;
        }
        let took = started.elapsed();
        let calls = self.journal.take_calls();
        self.check(&sale).await?;
        Ok(Sold { took, calls })
    }

    /// What was measured was a delivery, its code in the data dir.
    async fn check(&self, sale: &SaleId) -> Result<(), Fault> {
        let record = self.journal.sale(sale).await?.ok_or("the sale is not in the journal")?;
        let [order] = record.orders.as_slice() else { return Err("not one order".into()) };
        let secrets = self.journal.secrets(&order.id).await?;
        if order.state != OrderState::Delivered || secrets.is_empty() {
            return Err(format!("the order is {}", order.state.as_str()).into());
        }
        Ok(())
    }
}

fn shop() -> Result<Shop, Fault> {
    Ok(Shop {
        name: "Bench".to_owned(),
        country: "PS".to_owned(),
        language: Language::English,
        practice: true,
        currency: "ILS".parse()?,
        phone: Some(Phone::from_e164("+970599000000")),
        till_code: "BENCH1".to_owned(),
        instance: None,
    })
}

fn account(base_url: &str) -> Result<SupplierAccount, Fault> {
    Ok(SupplierAccount {
        id: SupplierId::new(SUPPLIER),
        kind: SupplierKind::PalCards,
        environment: Environment::Sandbox,
        base_url: base_url.to_owned(),
        api_key: Secret::new(API_KEY),
        agent_id: None,
        currency: Some("USD".parse()?),
        bulk: false,
        catalog: None,
    })
}

fn product(account: &SupplierAccount) -> Result<Product, Fault> {
    let name = "PUBG Mobile 660 UC".to_owned();
    let money = |amount, currency: &str| -> Result<Money, Fault> {
        Ok(Money::new(parse_decimal(amount)?, currency.parse()?))
    };
    Ok(Product {
        id: ProductId::of(&account.id, ITEM),
        supplier: account.id.clone(),
        item: ITEM.to_owned(),
        kind: ProductKind::Voucher,
        name: LocalName { en: name.clone(), ar: name },
        brand: None,
        face_value: Some(money("10.00", "USD")?),
        cost: Some(money("9.50", "USD")?),
        price: Some(money("38.00", "ILS")?),
        price_rule: None,
        tax: None,
        min: None,
        max: None,
        step: None,
        required_info: Vec::new(),
        barcode: None,
        category: None,
        active: true,
    })
}

/// The computer's clock, and ids as the shell makes them.
struct RealClock(Instant);

impl Clock for RealClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn sale_id(&self) -> SaleId {
        SaleId::new(Uuid::now_v7().to_string())
    }

    fn order_id(&self) -> OrderId {
        OrderId::new(Uuid::now_v7().to_string())
    }

    fn reference(&self, till_code: &str) -> Reference {
        Reference::new(format!("{till_code}-{}", Uuid::now_v7().simple()))
    }
}

//! The shop: its data dir on a disk, and one process after the other that works on it.
//!
//! It must never know: what its clerks do.

use crate::{
    ahead,
    disk::{Disk, real},
    on_account,
    street::{SUPPLIERS, Street},
};
use domain::{
    account::{Environment, SupplierAccount, SupplierKind},
    clerk::Role,
    ids::{DebtorId, OrderId, OwnerId, ProcessorId, ProductId, Reference, SaleId, SupplierId},
    money::Money,
    phone::Phone,
    price::RuleScope,
    product::{LocalName, Product, ProductKind, RequiredInfo},
    secret::Secret,
    shop::{self, EngineSettings, Language, Rate},
    tax::{TaxIdentity, TaxRate, TaxRule},
    time::Timestamp,
};
use engine::{
    ports::{Clock, Processor, Supplier},
    shift::Drawer,
    till::{Parts, Till},
};
use providers::{
    cardpluspay::CardPlusPay,
    mpg::{self, Mpg},
    palcards::PalCards,
    payerly::{self, Payerly},
    plexy::Plexy,
};
use rust_decimal::Decimal;
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
use storage::{NewClerk, Provision, Storage};
use tokio::{sync::Notify, time::Instant};

pub(crate) const CLERKS: [&str; 4] = ["Sami", "Rana", "Yousef", "Lina"];
pub(crate) const MANAGER: &str = "Mona";
/// A customer has so long on a pay page.
pub(crate) const PAY_WITHIN: Duration = Duration::from_secs(15 * 60);

/// A data dir, and what is sold from it.
pub(crate) struct Shop {
    pub(crate) dir: PathBuf,
    pub(crate) street: Arc<Street>,
    pub(crate) goods: Vec<Product>,
    /// Who may buy on account.
    pub(crate) debtors: Vec<DebtorId>,
    ids: Arc<AtomicU64>,
    processes: AtomicU64,
}

/// One process: the till as the window runs it.
#[derive(Clone)]
pub(crate) struct Process {
    pub(crate) till: Till,
    pub(crate) drawer: Drawer,
    disk: Arc<Disk>,
    dead: Arc<AtomicBool>,
    death: Arc<Notify>,
}

impl Shop {
    /// Provisions an empty data dir, its key in a file: a test keeps out of the developer's keyring.
    pub(crate) async fn found(dir: &Path, street: Arc<Street>) -> Self {
        let mut shop = Self {
            dir: dir.to_owned(),
            street,
            goods: goods(),
            debtors: Vec::new(),
            ids: Arc::default(),
            processes: AtomicU64::default(),
        };
        real(async {
            drop(Storage::open(dir, OwnerId::new("first")).await.expect("a data dir"));
            let mut connection = connect(dir).await;
            for (key, value) in [("key.id", "month"), ("key.store", "file")] {
                sqlx::query("insert into settings (key, value) values (?, ?)")
                    .bind(key)
                    .bind(value)
                    .execute(&mut connection)
                    .await
                    .expect("a setting");
            }
            connection.close().await.expect("it closes");
            std::fs::write(dir.join("master.key"), [7; 32]).expect("a key file");
            let storage = Storage::open(dir, OwnerId::new("second")).await.expect("a data dir");
            storage.provision(&file(&shop.goods), "month").await.expect("it fits");
            let now = shop.street.timestamp();
            ahead::allow(&storage, &shop.goods, now).await;
            shop.debtors = on_account::open(&storage, now).await;
        })
        .await;
        shop
    }

    /// The data dir in nobody's hands but the judge's.
    pub(crate) async fn storage(&self, who: &str) -> Storage {
        real(Storage::open(&self.dir, OwnerId::new(who))).await.expect("the data dir opens")
    }

    /// Starts a process.
    pub(crate) async fn start(&self) -> Process {
        let number = self.processes.fetch_add(1, Ordering::SeqCst);
        let storage = self.storage(&format!("process-{number}")).await;
        let (owner, rates) = real(async {
            (storage.owner().clone(), storage.rates_in_force().await.expect("its rates"))
        })
        .await;
        let dead = Arc::new(AtomicBool::new(false));
        let disk = Arc::new(Disk::new(storage));
        let wire = |name: &str| self.street.line(name, &dead);
        let suppliers = SUPPLIERS.map(|name| {
            let (account, wire) = (account(name), wire(name));
            let adapter: Arc<dyn Supplier> = match account.kind {
                SupplierKind::PalCards => Arc::new(PalCards::new(account.clone(), wire)),
                SupplierKind::Plexy => Arc::new(Plexy::new(account.clone(), wire)),
                SupplierKind::CardPlusPay => Arc::new(CardPlusPay::new(account.clone(), wire)),
            };
            (account.id, adapter)
        });
        let page: Arc<dyn Processor> = Arc::new(Payerly::new(
            payerly::Account {
                base_url: "https://payerly.invalid/v1".to_owned(),
                api_key: Secret::new("sk_month_0002"),
                currency: "USD".parse().ok(),
                pay_within: PAY_WITHIN,
                words: payerly::StatusWords::default(),
            },
            wire("payerly"),
        ));
        let keyed: Arc<dyn Processor> = Arc::new(Mpg::new(
            mpg::Account {
                // The adapter asks for its own address on the way there: one that needs no resolver.
                base_url: "http://127.0.0.1:7005".to_owned(),
                api_key: Secret::new("sk_month_0003"),
                currency: None,
                keyed_entry: true,
                id_field: mpg::IdField::OrderId,
            },
            wire("mpg"),
        ));
        let till = Till::new(Parts {
            shop: shop(),
            settings: EngineSettings::default(),
            rates,
            journal: disk.clone(),
            suppliers: suppliers.into_iter().collect(),
            tenders: disk.clone(),
            processors: [("payerly", page), ("mpg", keyed)]
                .map(|(name, it)| (ProcessorId::new(name), it))
                .into_iter()
                .collect(),
            clock: Arc::new(MonthClock {
                street: Arc::clone(&self.street),
                started: Instant::now(),
                ids: Arc::clone(&self.ids),
            }),
            owner,
        });
        let following = till.clone();
        tokio::spawn(async move { following.keep_following().await });
        let drawer = Drawer::new(till.clone(), disk.clone());
        Process { till, drawer, disk, dead, death: Arc::default() }
    }
}

impl Process {
    /// `kill -9`.
    pub(crate) fn kill(&self) {
        self.dead.store(true, Ordering::SeqCst);
        self.disk.kill();
        self.death.notify_waiters();
    }

    /// What it has in its hands; nothing ever, once it is dead.
    pub(crate) async fn storage(&self) -> Storage {
        self.disk.alive().await
    }

    pub(crate) fn is_dead(&self) -> bool {
        self.dead.load(Ordering::SeqCst)
    }

    /// What a living process answers.
    pub(crate) async fn unless_killed<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let death = self.death.notified();
        if self.is_dead() {
            return None;
        }
        tokio::select! {
            biased;
            () = death => None,
            answer = work => Some(answer),
        }
    }
}

/// A connection past the till, as whoever has the file can open one.
pub(crate) async fn connect(dir: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(dir.join("till.db"));
    SqliteConnection::connect_with(&options).await.expect("the database opens")
}

fn money(amount: Decimal, currency: &str) -> Money {
    Money::new(amount, currency.parse().expect("a currency"))
}

fn shop() -> shop::Shop {
    shop::Shop {
        name: "Abu Ali Mobile".to_owned(),
        country: "PS".to_owned(),
        language: Language::Arabic,
        practice: false,
        currency: "ILS".parse().expect("a currency"),
        phone: Some(Phone::from_e164("+970599000000")),
        till_code: "MONTH1".to_owned(),
        instance: None,
    }
}

fn account(name: &str) -> SupplierAccount {
    let kind = match name {
        "palcards" => SupplierKind::PalCards,
        "plexy" => SupplierKind::Plexy,
        _ => SupplierKind::CardPlusPay,
    };
    let base = if kind == SupplierKind::CardPlusPay { "/v1" } else { "" };
    SupplierAccount {
        id: SupplierId::new(name),
        kind,
        environment: Environment::Production,
        base_url: format!("https://{name}.invalid{base}"),
        api_key: Secret::new("sk_month_0001"),
        agent_id: (name == "plexy").then(|| simulator::plexy::AGENT_ID.to_owned()),
        currency: "USD".parse().ok(),
        bulk: false,
        catalog: None,
    }
}

fn percent(percent: u32) -> TaxRate {
    TaxRate::percent(Decimal::from(percent)).expect("a rate")
}

fn rate_of(supplier: &str, rate: u32) -> TaxRule {
    TaxRule { scope: RuleScope::Supplier, target: supplier.to_owned(), rate: percent(rate) }
}

fn file(goods: &[Product]) -> Provision {
    let rate = |base: &str, quote: &str, rate| Rate {
        base: base.parse().expect("a currency"),
        quote: quote.parse().expect("a currency"),
        rate,
    };
    let clerk = |(line, name): (usize, &&str)| NewClerk {
        name: (*name).to_owned(),
        role: if *name == MANAGER { Role::Owner } else { Role::Clerk },
        pin: Secret::new(format!("77{line}1")),
        line,
    };
    Provision {
        shop: Some(shop()),
        rates: vec![
            rate("USD", "ILS", Decimal::new(371, 2)),
            rate("JOD", "ILS", Decimal::new(523, 2)),
        ],
        suppliers: SUPPLIERS.iter().map(|name| account(name)).collect(),
        products: goods.to_vec(),
        // Two rates and nothing: each supplier's goods have another one.
        tax: Some((TaxIdentity::default(), Some(percent(16)))),
        tax_rates: vec![rate_of("plexy", 5), rate_of("cardpluspay", 0)],
        clerks: CLERKS.iter().chain([&MANAGER]).enumerate().map(clerk).collect(),
        ..Provision::default()
    }
}

/// A few of what each supplier sells, at a seventh more than it costs.
fn goods() -> Vec<Product> {
    use simulator::{cardpluspay, palcards, plexy};
    let kind = |kind: palcards::ProductKind| match kind {
        palcards::ProductKind::ChargingCard => ProductKind::Voucher,
        palcards::ProductKind::TopUp => ProductKind::Topup,
    };
    let of_palcards = palcards::products()
        .iter()
        .take(12)
        .map(|it| product("palcards", &it.item.to_string(), kind(it.kind), it.price, &it.required));
    let is_card =
        |it: &&plexy::Product| it.product_type == plexy::ProductType::RedeemCard && it.is_active;
    let of_plexy = plexy::products()
        .iter()
        .filter(is_card)
        .map(|it| product("plexy", &it.id.to_string(), ProductKind::Voucher, it.charge, &[]));
    let is_sold = |it: &&cardpluspay::Item| it.shop.is_some() && it.currency == "USD";
    let of_cardpluspay = cardpluspay::items()
        .iter()
        .filter(is_sold)
        .map(|it| product("cardpluspay", &it.item_code, ProductKind::Voucher, it.price, &[]));
    of_palcards.chain(of_plexy).chain(of_cardpluspay).collect()
}

fn product(
    supplier: &str,
    item: &str,
    kind: ProductKind,
    cost: Decimal,
    asked: &[String],
) -> Product {
    let supplier = SupplierId::new(supplier);
    let info = |key: &String| RequiredInfo { key: key.clone(), label: None, pattern: None };
    let price = (cost * Decimal::new(424, 2)).round_dp(1);
    Product {
        id: ProductId::of(&supplier, item),
        supplier,
        item: item.to_owned(),
        kind,
        name: LocalName { en: format!("Card {item}"), ar: format!("بطاقة {item}") },
        brand: None,
        face_value: None,
        cost: Some(money(cost, "USD")),
        price: Some(money(price, "ILS")),
        price_rule: None,
        tax: None,
        min: None,
        max: None,
        step: None,
        required_info: asked.iter().map(info).collect(),
        barcode: None,
        category: None,
        active: true,
    }
}

/// The month's clock, and ids that are the same each time.
struct MonthClock {
    street: Arc<Street>,
    started: Instant,
    ids: Arc<AtomicU64>,
}

impl MonthClock {
    fn id(&self) -> String {
        let number = self.ids.fetch_add(1, Ordering::SeqCst);
        simulator::seed::uuid_at(number, simulator::seed::mix(number, 17))
    }
}

impl Clock for MonthClock {
    fn now(&self) -> Timestamp {
        self.street.timestamp()
    }
    fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }
    fn sale_id(&self) -> SaleId {
        SaleId::new(self.id())
    }
    fn order_id(&self) -> OrderId {
        OrderId::new(self.id())
    }
    fn reference(&self, stem: &str) -> Reference {
        Reference::new(format!("{stem}-{}", self.id()))
    }
}

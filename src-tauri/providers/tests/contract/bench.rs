//! One supplier on the bench: its adapter, its fake, and what a test does with them.

use crate::in_process::InProcess;
use domain::{
    account::{Environment, SupplierAccount, SupplierKind},
    ids::{OrderId, ProviderOrderId, Reference, SupplierId},
    money::{Currency, parse_decimal},
    product::{LocalName, Product, ProductKind},
    reason::{Reason, ReasonCode},
    secret::Secret,
    time::Timestamp,
};
use engine::ports::{
    Supplier,
    supplier::{Candidate, Exchange, Fate, Intent, LabelledSecret, Look, Placed, Recovery, Report},
};
use providers::transport::Method;
use providers::{
    cardpluspay::CardPlusPay,
    palcards::PalCards,
    plexy::Plexy,
    transport::{Call, Wire},
};
use serde_json::{Map, Value, json};
use simulator::{cardpluspay, pace::Pace, palcards, plexy};
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// The key that alone opens each fake's door.
const KEY: &str = "sk_contract_1";
/// 2026-11-21T09:00:00Z.
const BEGIN: u64 = 1_795_251_600_000;
pub(crate) const MINUTE: u64 = 60_000;
pub(crate) const DAY: u64 = 24 * 60 * MINUTE;

/// What differs between suppliers, as far as a scenario has to know it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Traits {
    /// The header that carries the key.
    key_header: &'static str,
    /// A card that the fake sells for `cost`.
    item: &'static str,
    pub(crate) cost: &'static str,
    /// The fault that refuses a purchase for want of money.
    pub(crate) low_balance: &'static str,
    /// A word of the supplier's own that ends an order without delivery, if there is a documented one.
    pub(crate) failed: Option<&'static str>,
    /// The fault that shows a finished order without its code.
    pub(crate) codeless: (&'static str, &'static str),
}

#[derive(Debug)]
pub(crate) struct Bench {
    pub(crate) traits: Traits,
    pub(crate) wire: Arc<InProcess>,
    /// The supplier's clock.
    clock: Arc<AtomicU64>,
    /// By how much ours is ahead of it, in milliseconds; it may be behind.
    skew: i64,
    adapter: Adapter,
    made: AtomicU64,
}

struct Adapter(Box<dyn Supplier>);

impl std::fmt::Debug for Adapter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Adapter")
    }
}

pub(crate) fn palcards() -> Bench {
    let settings = palcards::Settings {
        key: palcards::KeyRule::Exactly(KEY.to_owned()),
        pace: Pace::Delay { ms: 1_200 },
        ..palcards::Settings::default()
    };
    let traits = Traits {
        key_header: "x-api-key",
        item: "5001",
        cost: "9.5",
        low_balance: "insufficient_balance",
        failed: Some("failed"),
        codeless: ("no_sold_item", "empty_code"),
    };
    bench(traits, Box::new(palcards::PalCards::new(settings)), |wire| {
        Box::new(PalCards::new(account(SupplierKind::PalCards, ""), wire))
    })
}

pub(crate) fn plexy() -> Bench {
    let settings = plexy::Settings { api_key: Some(KEY.to_owned()), ..plexy::Settings::default() };
    let traits = Traits {
        key_header: "Authorization",
        item: "501",
        cost: "9.85",
        low_balance: "low_balance",
        failed: Some("failed"),
        codeless: ("content", "empty"),
    };
    bench(traits, Box::new(plexy::Plexy::new(settings)), |wire| {
        Box::new(Plexy::new(account(SupplierKind::Plexy, ""), wire))
    })
}

pub(crate) fn cardpluspay() -> Bench {
    let settings = cardpluspay::Settings {
        api_key: Some(KEY.to_owned()),
        pace: Pace::Delay { ms: 1_200 },
        ..cardpluspay::Settings::default()
    };
    let traits = Traits {
        key_header: "X-API-Key",
        item: "GOOGLE-5USD-KOXx",
        cost: "4.90",
        low_balance: "low_balance",
        failed: None,
        codeless: ("codes", "empty_code"),
    };
    bench(traits, Box::new(cardpluspay::CardPlusPay::new(settings)), |wire| {
        Box::new(CardPlusPay::new(account(SupplierKind::CardPlusPay, "/v1"), wire))
    })
}

fn account(kind: SupplierKind, base_path: &str) -> SupplierAccount {
    SupplierAccount {
        id: SupplierId::new("s"),
        kind,
        environment: Environment::Production,
        base_url: format!("http://in.process{base_path}"),
        api_key: Secret::new(KEY),
        agent_id: Some(plexy::AGENT_ID.to_owned()),
        currency: "USD".parse().ok(),
        bulk: false,
        catalog: None,
    }
}

fn bench(
    traits: Traits,
    upstream: Box<dyn simulator::Upstream>,
    adapter: impl FnOnce(Arc<dyn Wire>) -> Box<dyn Supplier>,
) -> Bench {
    let clock = Arc::new(AtomicU64::new(BEGIN));
    let wire = Arc::new(InProcess::new(upstream, Arc::clone(&clock)));
    let adapter = Adapter(adapter(Arc::clone(&wire) as Arc<dyn Wire>));
    Bench { traits, wire, clock, skew: 0, adapter, made: AtomicU64::new(0) }
}

impl Bench {
    pub(crate) fn supplier(&self) -> &dyn Supplier {
        self.adapter.0.as_ref()
    }

    /// Time as our clock tells it.
    pub(crate) fn now(&self) -> Timestamp {
        let theirs = i64::try_from(self.clock.load(Ordering::SeqCst)).unwrap();
        Timestamp(theirs + self.skew)
    }

    pub(crate) fn pass(&self, ms: u64) {
        self.clock.fetch_add(ms, Ordering::SeqCst);
    }

    pub(crate) fn set_skew(&mut self, ms: i64) {
        self.skew = ms;
    }

    /// Something to buy, with a reference no other has, and the account's mark where it needs one.
    pub(crate) async fn intent(&self) -> Intent {
        let number = self.made.fetch_add(1, Ordering::SeqCst);
        let marked = self.supplier().recovery() == Recovery::ByLikeness;
        Intent {
            order_id: OrderId::new(format!("o{number}")),
            reference: Reference::new(format!("T1AAAA-{number:04}")),
            item: self.traits.item.to_owned(),
            quantity: 1,
            kind: ProductKind::Voucher,
            currency: Some(usd()),
            phone: domain::phone::Phone::parse("+970599000000", "PS").ok().map(|typed| typed.phone),
            fields: BTreeMap::new(),
            created_at: self.now(),
            amount: None,
            mark: if marked { Some(self.supplier().mark().await.unwrap()) } else { None },
        }
    }

    /// Sends a purchase and reads what came, as the engine does.
    pub(crate) async fn buy(&self, intent: &Intent) -> Placed {
        let request = self.supplier().write_order(intent);
        assert_eq!(request.method, "POST");
        let call = Call {
            method: Method::POST,
            url: &request.url,
            key: (self.traits.key_header, KEY),
            headers: &request.headers,
            body: Some(request.body),
        };
        let reason = |code, detail: &str| Reason::with(code, detail);
        match self.wire.purchase(call).await {
            Exchange::NeverSent(why) => Placed::NeverSent(reason(ReasonCode::Unreachable, &why)),
            Exchange::Lost(why) => Placed::Lost(reason(ReasonCode::NoReply, &why)),
            Exchange::Answered(reply) => self.supplier().read_placed(intent, &reply),
        }
    }

    /// Buys and expects the supplier to take it.
    pub(crate) async fn buy_well(&self, intent: &Intent) -> Report {
        let placed = self.buy(intent).await;
        let Placed::Accepted(report) = placed else { panic!("not accepted: {placed:?}") };
        report
    }

    /// Looks an order up.
    pub(crate) async fn look(&self, intent: &Intent, known: Option<&ProviderOrderId>) -> Look {
        self.supplier().look_up(intent, known, self.now()).await
    }

    /// Looks for an order of which no id is known, as a person would where it can only be proposed.
    pub(crate) async fn find(&self, intent: &Intent) -> Result<Report, Look> {
        match self.look(intent, None).await {
            Look::Found { report, .. } => Ok(report),
            Look::Candidates(candidates) => {
                assert_eq!(self.supplier().recovery(), Recovery::ByLikeness);
                let [Candidate { provider_order_id, .. }] = candidates.as_slice() else {
                    return Err(Look::Candidates(candidates));
                };
                self.find_known(intent, provider_order_id).await
            }
            look @ (Look::Absent | Look::Failed { .. }) => Err(look),
        }
    }

    /// Looks at an order whose id is known.
    pub(crate) async fn find_known(
        &self,
        intent: &Intent,
        id: &ProviderOrderId,
    ) -> Result<Report, Look> {
        match self.look(intent, Some(id)).await {
            Look::Found { report, .. } => Ok(report),
            look @ (Look::Absent | Look::Candidates(_) | Look::Failed { .. }) => Err(look),
        }
    }

    /// Arranges a fault: `{"kind", …}`.
    pub(crate) fn fault(&self, fault: Value) {
        self.wire.upstream().inject(object(fault)).unwrap();
    }

    pub(crate) fn configure(&self, settings: Value) {
        let now = self.clock.load(Ordering::SeqCst);
        self.wire.upstream().configure(object(settings), now).unwrap();
    }

    pub(crate) fn state(&self) -> Value {
        let now = self.clock.load(Ordering::SeqCst);
        self.wire.upstream().state(now)
    }

    /// The fake's orders, oldest first.
    pub(crate) fn orders(&self) -> Vec<Value> {
        self.state()["orders"].as_array().cloned().unwrap()
    }

    /// How often an endpoint was asked.
    pub(crate) fn asked(&self, endpoint: &str) -> u64 {
        self.state()["requests"][endpoint].as_u64().unwrap_or(0)
    }

    /// The id of the fake's `nth` order, a number or a text.
    pub(crate) fn id(&self, nth: usize) -> ProviderOrderId {
        let id = &self.orders()[nth]["id"];
        ProviderOrderId::new(id.as_str().map_or_else(|| id.to_string(), str::to_owned))
    }

    /// The code of the fake's `nth` order.
    pub(crate) fn code(&self, nth: usize) -> String {
        self.orders()[nth]["codes"][0]["code"].as_str().unwrap().to_owned()
    }

    pub(crate) fn product(&self) -> Product {
        let supplier = SupplierId::new("s");
        Product {
            id: domain::ids::ProductId::of(&supplier, self.traits.item),
            supplier,
            item: self.traits.item.to_owned(),
            kind: ProductKind::Voucher,
            name: LocalName { en: "x".into(), ar: "x".into() },
            brand: None,
            face_value: None,
            cost: None,
            price: None,
            price_rule: None,
            tax: None,
            min: None,
            max: None,
            step: None,
            required_info: Vec::new(),
            barcode: None,
            category: None,
            active: true,
        }
    }

    /// What was charged for all orders together, by the fake's own books.
    pub(crate) fn charges(&self) -> usize {
        let charges =
            self.orders().iter().map(|order| order["charges"].as_u64().unwrap()).sum::<u64>();
        usize::try_from(charges).unwrap()
    }

    /// A fault on the purchase's way back: the fake has acted.
    pub(crate) fn lose_reply(&self) {
        self.fault(json!({ "endpoint": "create", "kind": "drop" }));
    }
}

/// What was delivered.
pub(crate) fn delivered(report: &Report) -> &[LabelledSecret] {
    let Fate::Fulfilled(secrets) = &report.fate else { panic!("not delivered: {report:?}") };
    secrets
}

pub(crate) fn usd() -> Currency {
    "USD".parse().unwrap()
}

pub(crate) fn decimal(text: &str) -> rust_decimal::Decimal {
    parse_decimal(text).unwrap()
}

pub(crate) fn object(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap()
}

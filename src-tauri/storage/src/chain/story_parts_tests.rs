//! What the story of a till is told with: its file, an order, and a supplier's words.

use super::story_tests::{PHONE, PIN};
use crate::{NewClerk, Provision};
use domain::{
    account::{Environment, SupplierAccount, SupplierKind},
    clerk::Role,
    guard::Overridden,
    ids::{OrderId, OwnerId, ProductId, ProviderOrderId, Reference, SaleId, SupplierId},
    money::{Money, parse_decimal},
    order::{OrderState, Purpose},
    phone::Phone,
    product::{LocalName, Product, ProductKind},
    sale::{TenderKind, TenderState},
    secret::Secret,
    shop::{Language, Shop},
    tax::TaxRate,
    time::Timestamp,
};
use engine::{
    machine::{Event, LateOutcome, LateVerdict},
    ports::{
        journal::{Guard, NewOrder, NewSale},
        supplier::{Candidate, Fate, LabelledSecret, Look, Report, WireReply, WireRequest},
    },
    records::{OrderRecord, Tender},
};
use std::collections::BTreeMap;

pub(crate) fn money(amount: &str, currency: &str) -> Money {
    Money::new(parse_decimal(amount).unwrap(), currency.parse().unwrap())
}

pub(super) fn request(name: &str, phone: Option<&str>) -> WireRequest {
    WireRequest {
        method: "POST",
        url: "http://127.0.0.1/order".to_owned(),
        headers: vec![("Idempotency-Key".to_owned(), name.to_owned())],
        body: format!("{{\"ref\":\"{name}\",\"phone\":{phone:?}}}").into_bytes(),
    }
}

pub(super) fn reply(status: &str, code: &str) -> WireReply {
    let body = format!("{{\"status\":\"{status}\",\"code\":\"{code}\",\"phone\":\"{PHONE}\"}}");
    let body = body.into_bytes();
    WireReply { status: 201, body, complete: true, retry_after: None, date: None }
}

pub(super) fn report(name: &str, fate: Fate) -> Report {
    let is_working = matches!(fate, Fate::Working);
    Report {
        provider_order_id: ProviderOrderId::new(format!("9-{name}")),
        provider_state: if is_working { "in-progress" } else { "success" }.to_owned(),
        fate,
        cost: Some(money("9.50", "USD")),
    }
}

pub(crate) fn found(name: &str, code: &str, fate: Fate) -> Event {
    let look = Look::Found { report: report(name, fate), reply: reply("success", code) };
    Event::Looked { look, window_over: false }
}

/// A complete look-up shows orders that may be it.
pub(crate) fn candidates(ids: &[&str]) -> Event {
    let candidate = |id: &&str| Candidate {
        provider_order_id: ProviderOrderId::new(*id),
        cost: None,
        created_at: None,
    };
    let look = Look::Candidates(ids.iter().map(candidate).collect());
    Event::Looked { look, window_over: true }
}

/// A person says that this late candidate is it.
pub(crate) fn claimed(id: &str, code: &str) -> Event {
    let mut report = report("claimed", Fate::Fulfilled(secrets(code)));
    report.provider_order_id = ProviderOrderId::new(id);
    Event::LateDecided(LateVerdict {
        clerk: Some("Mona".to_owned()),
        note: "it is in their panel".to_owned(),
        outcome: LateOutcome::Ours(report, reply("success", code)),
    })
}

pub(crate) fn secrets(code: &str) -> Vec<LabelledSecret> {
    [("code", code), ("pin", PIN), ("expiry", "2030-01-01")]
        .map(|(label, value)| LabelledSecret { label: label.to_owned(), value: Secret::new(value) })
        .to_vec()
}

/// A sale of one order, paid in cash.
pub(super) fn sale_of(record: OrderRecord, overridden: Vec<(OrderId, Overridden)>) -> NewSale {
    let (at, price) = (record.created_at, record.price);
    let name = record.id.as_str().trim_start_matches("order-").to_owned();
    let phone = record.phone.as_ref().map(|phone| phone.as_str().to_owned());
    let phone = phone.as_deref();
    NewSale {
        id: record.sale_id.clone(),
        request_id: Some(format!("request-{name}")),
        request: format!("one of {name} for {phone:?}"),
        tender: Tender {
            kind: TenderKind::Cash,
            processor: None,
            state: TenderState::Paid,
            amount: price,
            received: Some(money("50.00", "ILS")),
            card: None,
        },
        charge: None,
        debt: None,
        orders: vec![NewOrder { record, request: request(&name, phone) }],
        total: price,
        clerk: Some("Sami".to_owned()),
        overridden,
        created_at: at,
        guard: Guard::SellAgain,
    }
}

pub(crate) fn order_record(
    name: &str,
    id: &OrderId,
    kind: ProductKind,
    phone: Option<&str>,
    owner: &OwnerId,
    at: Timestamp,
) -> OrderRecord {
    let fields = match kind {
        ProductKind::Topup => BTreeMap::from([("accountId".to_owned(), "55512345".to_owned())]),
        ProductKind::Voucher => BTreeMap::new(),
    };
    OrderRecord {
        id: id.clone(),
        sale_id: SaleId::new(format!("sale-{name}")),
        purpose: Purpose::Customer,
        supplier: SupplierId::new("palcards"),
        product_id: ProductId::new("palcards:5001"),
        item: "5001".to_owned(),
        kind,
        name: LocalName { en: "PUBG 660 UC".to_owned(), ar: "ببجي 660 شدة".to_owned() },
        state: OrderState::Prepared,
        provider_order_id: None,
        provider_state: None,
        reference: Reference::new(format!("TEST01-{name}")),
        wallet: Some("USD".parse().unwrap()),
        cost: Some(money("9.50", "USD")),
        price: money("38.00", "ILS"),
        tax_rate: None,
        phone: phone.map(Phone::from_e164),
        phone_sent: phone.map(Phone::from_e164),
        amount: None,
        mark: None,
        joint: None,
        fields,
        secrets: Vec::new(),
        created_at: at,
        sent_at: None,
        finished_at: None,
        reason: None,
        copies: 0,
        owner: owner.clone(),
    }
}

pub(crate) fn sixteen() -> TaxRate {
    TaxRate::percent(rust_decimal::Decimal::from(16)).unwrap()
}

pub(crate) fn file() -> Provision {
    let supplier = SupplierId::new("palcards");
    let clerk = |name: &str, role, pin: &str| NewClerk {
        name: name.to_owned(),
        role,
        pin: Secret::new(pin),
        line: 1,
    };
    let product = |item: &str| Product {
        id: ProductId::of(&supplier, item),
        supplier: supplier.clone(),
        item: item.to_owned(),
        kind: ProductKind::Voucher,
        name: LocalName { en: format!("Card {item}"), ar: format!("بطاقة {item}") },
        brand: None,
        face_value: Some(money("10.00", "USD")),
        cost: Some(money("9.50", "USD")),
        price: Some(money("38.00", "ILS")),
        price_rule: None,
        tax: None,
        min: None,
        max: None,
        step: None,
        required_info: Vec::new(),
        barcode: None,
        category: None,
        active: true,
    };
    Provision {
        shop: Some(Shop {
            name: "Abu Ali Mobile".to_owned(),
            country: "PS".to_owned(),
            language: Language::Arabic,
            practice: true,
            currency: "ILS".parse().unwrap(),
            phone: Some(Phone::from_e164("+970599000000")),
            till_code: "TEST01".to_owned(),
            instance: None,
        }),
        suppliers: vec![SupplierAccount {
            id: supplier.clone(),
            kind: SupplierKind::PalCards,
            environment: Environment::Sandbox,
            base_url: "http://127.0.0.1:7001".to_owned(),
            api_key: Secret::new("sk_practice_chain"),
            agent_id: None,
            currency: Some("USD".parse().unwrap()),
            bulk: false,
            catalog: None,
        }],
        products: vec![product("5001"), product("5002")],
        clerks: vec![clerk("Sami", Role::Clerk, "4821"), clerk("Mona", Role::Owner, "90210")],
        ..Provision::default()
    }
}

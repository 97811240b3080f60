//! The contract's objects as both faces show them: serialised here and nowhere else, and the source
//! of the TypeScript types. Money is decimal text; times are RFC 3339 UTC.

pub(crate) mod debt;
pub(crate) mod export;
mod hand_over;
pub(crate) mod reconcile;
pub(crate) mod report;
pub(crate) mod shelf;
mod wallet;
pub(crate) mod window;

pub(crate) use hand_over::HandOverView;
pub(crate) use shelf::FromShelf;
pub(crate) use wallet::WalletView;

use crate::words::Words;
use domain::{
    money::Money,
    order,
    product::{self, Product},
    sale,
    time::Timestamp,
};
use engine::{
    check::CheckAnswer,
    ports::supplier::LabelledSecret,
    records::{EventRecord, OrderRecord, SaleRecord},
};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeMap;

/// A name in both languages.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub(crate) struct LocalName {
    /// English.
    pub(crate) en: String,
    /// Arabic.
    pub(crate) ar: String,
}

macro_rules! word {
    ($(#[$doc:meta])* $name:ident from $source:path { $($(#[$vdoc:meta])* $variant:ident = $from:pat,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
        #[serde(rename_all = "snake_case")]
        pub(crate) enum $name { $($(#[$vdoc])* $variant,)* }

        impl From<$source> for $name {
            fn from(source: $source) -> Self {
                match source { $($from => $name::$variant,)* }
            }
        }
    };
}

pub(crate) mod price;

word! {
    /// Voucher or top-up.
    ProductKind from product::ProductKind {
        /// A code to redeem.
        Voucher = product::ProductKind::Voucher,
        /// Credit on an account.
        Topup = product::ProductKind::Topup,
    }
}

word! {
    /// Where an order is (contract §4).
    OrderState from order::OrderState {
        /// Nothing has left the machine.
        Prepared = order::OrderState::Prepared,
        /// The supplier is working.
        Waiting = order::OrderState::Waiting,
        /// Being looked up.
        Unknown = order::OrderState::Unknown,
        /// A person decides.
        NeedsAttention = order::OrderState::NeedsAttention,
        /// Fulfilled.
        Delivered = order::OrderState::Delivered,
        /// Nothing was bought.
        Refused = order::OrderState::Refused,
        /// Given back upstream.
        Refunded = order::OrderState::Refunded,
    }
}

word! {
    /// For whom an order was bought.
    Purpose from order::Purpose {
        /// For a customer.
        Customer = order::Purpose::Customer,
        /// For the shop's own shelf, ahead.
        Shelf = order::Purpose::Shelf,
    }
}

word! {
    /// Where a sale is (contract §4).
    SaleState from sale::SaleState {
        /// Nothing has left the machine.
        Prepared = sale::SaleState::Orders(order::OrderState::Prepared),
        /// The supplier is working.
        Waiting = sale::SaleState::Orders(order::OrderState::Waiting),
        /// Being looked up.
        Unknown = sale::SaleState::Orders(order::OrderState::Unknown),
        /// A person decides.
        NeedsAttention = sale::SaleState::Orders(order::OrderState::NeedsAttention),
        /// Fulfilled.
        Delivered = sale::SaleState::Orders(order::OrderState::Delivered),
        /// Nothing was bought.
        Refused = sale::SaleState::Orders(order::OrderState::Refused),
        /// Given back upstream.
        Refunded = sale::SaleState::Orders(order::OrderState::Refunded),
        /// Some delivered, some not.
        PartlyDelivered = sale::SaleState::PartlyDelivered,
        /// A card tender was not paid.
        Cancelled = sale::SaleState::Cancelled,
    }
}

/// A fact the supplier needs from the customer.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct RequiredInfo {
    /// The supplier's key.
    pub(crate) key: String,
    /// What the clerk reads.
    pub(crate) label: Option<LocalName>,
    /// What the value must match.
    pub(crate) pattern: Option<String>,
}

/// `product` of the contract.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct ProductView {
    pub(crate) id: String,
    pub(crate) supplier: String,
    pub(crate) item: String,
    pub(crate) kind: ProductKind,
    pub(crate) name: LocalName,
    pub(crate) brand: Option<String>,
    pub(crate) face_value: Option<String>,
    pub(crate) face_currency: Option<String>,
    pub(crate) cost: Option<String>,
    pub(crate) cost_currency: Option<String>,
    pub(crate) price: Option<String>,
    pub(crate) price_currency: Option<String>,
    pub(crate) min: Option<String>,
    pub(crate) max: Option<String>,
    pub(crate) step: Option<String>,
    pub(crate) required_info: Vec<RequiredInfo>,
    pub(crate) active: bool,
}

/// A secret, masked unless revealed.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct SecretView {
    /// What it is.
    pub(crate) label: String,
    /// It, or its mask.
    pub(crate) value: String,
}

/// One event of an order's history.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct EventView {
    /// When.
    pub(crate) at: String,
    /// What, in the journal's word.
    pub(crate) kind: String,
    /// Who.
    pub(crate) clerk: Option<String>,
    /// More about it.
    pub(crate) detail: Option<String>,
}

/// `order` of the contract.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct OrderView {
    pub(crate) id: String,
    pub(crate) sale_id: String,
    pub(crate) supplier: String,
    pub(crate) product_id: String,
    pub(crate) state: OrderState,
    pub(crate) provider_order_id: Option<String>,
    pub(crate) provider_state: Option<String>,
    pub(crate) reference: Option<String>,
    pub(crate) cost: Option<String>,
    pub(crate) cost_currency: Option<String>,
    pub(crate) price: String,
    pub(crate) price_currency: String,
    pub(crate) phone: Option<String>,
    pub(crate) fields: BTreeMap<String, String>,
    pub(crate) secrets: Vec<SecretView>,
    pub(crate) created_at: String,
    pub(crate) finished_at: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) copies: u32,
    /// Only where it was not bought for a customer: a customer's order has the contract's keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) purpose: Option<Purpose>,
    /// Only where its code came from the shop's shelf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) from_shelf: Option<FromShelf>,
    pub(crate) events: Vec<EventView>,
}

/// `tender` of the contract.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct TenderView {
    pub(crate) kind: String,
    pub(crate) processor: Option<String>,
    pub(crate) state: String,
    pub(crate) amount: String,
    pub(crate) currency: String,
    pub(crate) pay_url: Option<String>,
}

/// `sale` of the contract.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct SaleView {
    pub(crate) id: String,
    pub(crate) state: SaleState,
    pub(crate) tender: TenderView,
    pub(crate) orders: Vec<OrderView>,
    pub(crate) hand_overs: Vec<HandOverView>,
    pub(crate) total: String,
    pub(crate) currency: String,
    pub(crate) created_at: String,
}

/// The answer of `check`.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct CheckView {
    /// Whether the supplier would take the order.
    pub(crate) ok: bool,
    /// The account holder's name.
    pub(crate) nickname: Option<String>,
    /// What one unit is expected to cost.
    pub(crate) unit_cost: Option<String>,
    /// The supplier's own words.
    pub(crate) message: Option<String>,
}

/// A moment in RFC 3339, UTC, with milliseconds.
#[must_use]
pub(crate) fn rfc3339(at: Timestamp) -> String {
    // Always three digits, so that texts sort as times.
    let format = time::macros::format_description!(
        "[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z"
    );
    let nanos = i128::from(at.0).saturating_mul(1_000_000);
    time::OffsetDateTime::from_unix_timestamp_nanos(nanos)
        .ok()
        .and_then(|at| at.format(format).ok())
        .unwrap_or_default()
}

impl From<&product::LocalName> for LocalName {
    fn from(name: &product::LocalName) -> Self {
        Self { en: name.en.clone(), ar: name.ar.clone() }
    }
}

impl From<&Product> for ProductView {
    fn from(product: &Product) -> Self {
        let amount = |money: Option<Money>| money.map(|money| money.amount().to_string());
        let currency = |money: Option<Money>| money.map(|money| money.currency().to_string());
        let number =
            |number: Option<rust_decimal::Decimal>| number.map(|number| number.to_string());
        let required_info = product.required_info.iter().map(|info| RequiredInfo {
            key: info.key.clone(),
            label: info.label.as_ref().map(LocalName::from),
            pattern: info.pattern.clone(),
        });
        Self {
            id: product.id.to_string(),
            supplier: product.supplier.to_string(),
            item: product.item.clone(),
            kind: product.kind.into(),
            name: LocalName::from(&product.name),
            brand: product.brand.clone(),
            face_value: amount(product.face_value),
            face_currency: currency(product.face_value),
            cost: amount(product.cost),
            cost_currency: currency(product.cost),
            price: product.price.map(Money::to_price),
            price_currency: currency(product.price),
            min: number(product.min),
            max: number(product.max),
            step: number(product.step),
            required_info: required_info.collect(),
            active: product.active,
        }
    }
}

/// An order with its secrets masked and its history.
#[must_use]
pub(crate) fn order(order: &OrderRecord, events: &[EventRecord], words: &Words) -> OrderView {
    let secrets = order
        .secrets
        .iter()
        .map(|secret| SecretView { label: secret.label.clone(), value: secret.masked.clone() });
    OrderView {
        id: order.id.to_string(),
        sale_id: order.sale_id.to_string(),
        supplier: order.supplier.to_string(),
        product_id: order.product_id.to_string(),
        state: order.state.into(),
        provider_order_id: order.provider_order_id.as_ref().map(ToString::to_string),
        provider_state: order.provider_state.clone(),
        reference: Some(order.reference.to_string()),
        cost: order.cost.map(|cost| cost.amount().to_string()),
        cost_currency: order.cost.map(|cost| cost.currency().to_string()),
        price: order.price.to_price(),
        price_currency: order.price.currency().to_string(),
        phone: order.phone.as_ref().map(ToString::to_string),
        fields: order.fields.clone(),
        secrets: secrets.collect(),
        created_at: rfc3339(order.created_at),
        finished_at: order.finished_at.map(rfc3339),
        message: order.reason.as_ref().map(|reason| words.reason(reason)),
        copies: order.copies,
        purpose: Some(order.purpose.into()).filter(|it| *it != Purpose::Customer),
        from_shelf: FromShelf::of(order, events),
        events: events.iter().map(EventView::from).collect(),
    }
}

/// A sale; `orders` are its orders' views, in order.
#[must_use]
pub(crate) fn sale(sale: &SaleRecord, orders: Vec<OrderView>, words: &Words) -> SaleView {
    SaleView {
        id: sale.id.to_string(),
        state: sale.state().into(),
        tender: TenderView {
            kind: sale.tender.kind.as_str().to_owned(),
            processor: sale.tender.processor.clone(),
            state: sale.tender.state.as_str().to_owned(),
            amount: sale.tender.amount.to_price(),
            currency: sale.tender.amount.currency().to_string(),
            pay_url: sale.tender.card.as_ref().and_then(|card| card.pay_url.clone()),
        },
        orders,
        hand_overs: sale.hand_overs.iter().map(|it| HandOverView::told(it, words)).collect(),
        total: sale.total.to_price(),
        currency: sale.total.currency().to_string(),
        created_at: rfc3339(sale.created_at),
    }
}

impl From<&EventRecord> for EventView {
    fn from(event: &EventRecord) -> Self {
        Self {
            at: rfc3339(event.at),
            kind: event.kind.as_str().to_owned(),
            clerk: event.clerk.clone(),
            detail: event.detail.clone(),
        }
    }
}

impl From<&LabelledSecret> for SecretView {
    /// In clear: only for a secret whose reveal is in the journal.
    fn from(secret: &LabelledSecret) -> Self {
        Self { label: secret.label.clone(), value: secret.value.reveal().to_owned() }
    }
}

impl From<CheckAnswer> for CheckView {
    fn from(answer: CheckAnswer) -> Self {
        Self {
            ok: answer.checked.ok,
            nickname: answer.checked.nickname,
            unit_cost: answer.unit_cost.map(|cost| cost.amount().to_string()),
            message: answer.checked.message,
        }
    }
}

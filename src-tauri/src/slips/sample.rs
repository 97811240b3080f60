//! Slips of sales that never were, to be looked at: the same blocks, layout and dots as real ones, with
//! a code that opens nothing.

use super::paper::Facts;
use crate::words::{Isolation, Words};
use devices::{PrinterConfig, preview_png};
use domain::{
    ids::{OrderId, OwnerId, ProductId, ProviderOrderId, Reference, SaleId, SupplierId},
    money::Money,
    order::OrderState,
    phone::Phone,
    product::{LocalName, ProductKind},
    receipt::{Picture, Receipt},
    sale::{TenderKind, TenderState},
    shop::{Language, Shop},
    tax::{TaxIdentity, TaxRate},
    time::Timestamp,
};
use engine::{
    ports::supplier::LabelledSecret,
    records::{OrderRecord, SaleRecord, Tender},
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use storage::{ReceiptTexts, SlipTexts};

/// Digits that no supplier gives out, in groups as they are printed.
const CODE: &str = "0123456789012345";

/// Which slip is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sample {
    /// A voucher with everything that can stand on one.
    Voucher,
    /// A top-up.
    Topup,
    /// The claim of somebody who waits.
    Claim,
    /// What was not delivered.
    Failure,
}

/// Around a sample: whose slip, in which language, with what the shop puts on it.
#[derive(Clone, Debug)]
pub(crate) struct Setting<'a> {
    pub(crate) shop: &'a Shop,
    pub(crate) language: Language,
    pub(crate) texts: &'a ReceiptTexts,
    pub(crate) logo: Option<&'a Picture>,
    /// Who the shop is to its tax authority, and the rate of what has no narrower one.
    pub(crate) tax: (&'a TaxIdentity, Option<TaxRate>),
    pub(crate) clerk: Option<String>,
    pub(crate) at: Timestamp,
}

/// A picture of a slip, dot for dot what the printer gets.
#[derive(Clone, Debug)]
pub(crate) struct Preview {
    pub(crate) png: Vec<u8>,
    pub(crate) width: usize,
    pub(crate) height: usize,
}

/// Draws a sample as a printer would get it. `None` if drawing failed.
pub(crate) async fn preview(
    printer: &PrinterConfig,
    setting: &Setting<'_>,
    sample: Sample,
) -> Option<Preview> {
    let receipt = setting.receipt(sample);
    let drawn = devices::draw(printer, std::slice::from_ref(&receipt)).await.ok()?;
    let slip = drawn.into_iter().next()?;
    Some(Preview { png: preview_png(&slip), width: slip.width(), height: slip.height() })
}

impl Setting<'_> {
    pub(super) fn receipt(&self, sample: Sample) -> Receipt {
        let own = match sample {
            Sample::Voucher => voucher_texts(),
            Sample::Topup | Sample::Claim | Sample::Failure => SlipTexts::default(),
        };
        let sale = self.sale(sample);
        let secrets = if sample == Sample::Voucher { secrets() } else { Vec::new() };
        let shop = Shop { language: self.language, ..self.shop.clone() };
        let [order] = sale.orders.as_slice() else { return self.nothing() };
        let facts = Facts {
            shop: &shop,
            texts: self.texts,
            own: &own,
            logo: self.logo,
            tax: self.tax.0,
            sale: &sale,
            order,
            product: None,
            secrets: &secrets,
            words: &Words::of(self.language, Isolation::On),
            head: Some("0-00000000".to_owned()),
            copy: 1,
            at: self.at,
            clerk: self.clerk.clone(),
        };
        match sample {
            Sample::Voucher | Sample::Topup => facts.slip(),
            Sample::Claim | Sample::Failure => facts.note(),
        }
    }

    /// Never: each sample has one order.
    fn nothing(&self) -> Receipt {
        let words = Words::of(self.language, Isolation::On);
        Receipt { direction: super::paper::direction(&words), blocks: Vec::new() }
    }

    fn sale(&self, sample: Sample) -> SaleRecord {
        let price = Money::new(Decimal::from(76), self.shop.currency);
        SaleRecord {
            id: SaleId::new("sample"),
            tender: Tender {
                kind: TenderKind::Cash,
                processor: None,
                state: TenderState::Paid,
                amount: price,
                received: Some(Money::new(Decimal::from(100), self.shop.currency)),
                card: None,
            },
            orders: vec![self.order(sample, price)],
            hand_overs: Vec::new(),
            total: price,
            clerk: self.clerk.clone(),
            created_at: self.at,
        }
    }

    fn order(&self, sample: Sample, price: Money) -> OrderRecord {
        let is_voucher = sample == Sample::Voucher;
        let name = if is_voucher {
            local("PlayStation Store 20 USD", "بطاقة بلايستيشن ستور 20 دولار")
        } else {
            local("Mobile credit 50", "شحن رصيد 50")
        };
        let state = match sample {
            Sample::Voucher | Sample::Topup => OrderState::Delivered,
            Sample::Claim => OrderState::Waiting,
            Sample::Failure => OrderState::Refused,
        };
        let phone = self.shop.phone.clone().filter(|_| !is_voucher);
        let phone = phone.or_else(|| (!is_voucher).then(|| Phone::from_e164("+970599000000")));
        OrderRecord {
            joint: None,
            id: OrderId::new("sample"),
            sale_id: SaleId::new("sample"),
            purpose: domain::order::Purpose::Customer,
            supplier: SupplierId::new("sample"),
            product_id: ProductId::new("sample:1"),
            item: "1".to_owned(),
            kind: if is_voucher { ProductKind::Voucher } else { ProductKind::Topup },
            name,
            state,
            provider_order_id: Some(ProviderOrderId::new("00000000")),
            provider_state: None,
            reference: Reference::new(format!(
                "{}-00000000000000000000000000000000",
                self.shop.till_code
            )),
            wallet: None,
            cost: None,
            price,
            tax_rate: self.tax.1,
            phone,
            phone_sent: None,
            amount: is_voucher.then(|| dollars(20)).flatten(),
            mark: None,
            fields: BTreeMap::new(),
            secrets: Vec::new(),
            created_at: self.at,
            sent_at: Some(self.at),
            finished_at: Some(self.at),
            reason: None,
            copies: 0,
            owner: OwnerId::new("sample"),
        }
    }
}

fn dollars(amount: i64) -> Option<Money> {
    "USD".parse().ok().map(|dollar| Money::new(Decimal::from(amount), dollar))
}

fn voucher_texts() -> SlipTexts {
    SlipTexts {
        region: Some(local("United States accounts only", "للحسابات الأمريكية فقط")),
        redeem: Some(local(
            "Open PlayStation Store, choose Redeem Code, and type the code without spaces.",
            "افتح متجر PlayStation Store ثم اختر «استرداد الرموز» واكتب الرمز بلا فراغات.",
        )),
        refund_rule: None,
    }
}

fn secrets() -> Vec<LabelledSecret> {
    let secret =
        |label: &str, value: &str| LabelledSecret { label: label.to_owned(), value: value.into() };
    vec![
        secret("code", CODE),
        secret("pin", "0000"),
        secret("serial", "SN-0000-0000"),
        secret("expiry", "2027-12-31"),
    ]
}

fn local(en: &str, ar: &str) -> LocalName {
    LocalName { en: en.to_owned(), ar: ar.to_owned() }
}

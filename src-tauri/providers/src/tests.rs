//! What the readers' tests are made of.

use domain::{
    ids::{OrderId, Reference},
    product::ProductKind,
    time::Timestamp,
};
use engine::ports::supplier::{Intent, WireReply};
use std::collections::BTreeMap;

pub(crate) fn intent(kind: ProductKind) -> Intent {
    Intent {
        order_id: OrderId::new("o1"),
        reference: Reference::new("T1-0001"),
        item: "5001".into(),
        quantity: 1,
        kind,
        currency: "USD".parse().ok(),
        phone: None,
        fields: BTreeMap::new(),
        created_at: Timestamp(1_795_000_000_000),
        amount: None,
        mark: None,
    }
}

pub(crate) fn reply(status: u16, body: &str) -> WireReply {
    WireReply {
        status,
        body: body.as_bytes().to_vec(),
        complete: true,
        retry_after: None,
        date: None,
    }
}

//! The shop's own shelf: codes bought ahead in the morning, and the hours in which a supplier is down and
//! only what lies there can be sold.
//!
//! It must never know: who buys.

use crate::{
    disk::real,
    people::House,
    shop::{MANAGER, Process},
    street::SUPPLIERS,
};
use domain::{product::Product, time::Timestamp};
use engine::{ports::journal::Note, sell::AheadRequest};
use std::{sync::Arc, time::Duration};
use storage::Storage;

/// So many of one card may lie there.
const KEEP: u32 = 6;
/// Of each supplier's cards, so many are kept.
const CARDS: usize = 6;
/// How long a supplier is down.
const OUTAGE: Duration = Duration::from_secs(3600);

/// Says what may lie on the shelf.
pub(crate) async fn allow(storage: &Storage, goods: &[Product], at: Timestamp) {
    let note = Note { at, clerk: Some(MANAGER.to_owned()), detail: None };
    for name in SUPPLIERS {
        let cards = goods.iter().filter(|it| it.supplier.as_str() == name);
        for card in cards.filter(|it| it.can_be_bought_ahead()).take(CARDS) {
            storage.keep_on_shelf(&card.id, KEEP, &note).await.expect("it is kept");
        }
    }
}

/// The manager fills the shelf before the first customer comes.
pub(crate) async fn fill(house: &House, process: &Process) {
    let storage = process.storage().await;
    let now = house.shop.street.timestamp();
    for line in real(storage.shelf(now)).await.expect("the shelf is read") {
        let quantity = line.room();
        if quantity == 0 {
            continue;
        }
        let request = AheadRequest {
            request_id: Some(format!("shelf-{}-{}", now.0, line.product)),
            product: line.product,
            quantity,
            clerk: Some(MANAGER.to_owned()),
        };
        // One whose wallet is low is left for tomorrow.
        drop(process.till.buy_ahead(request).await);
    }
}

/// Each day one supplier cannot be reached for a while: no connection, nothing leaves.
pub(crate) async fn outage(house: Arc<House>) {
    let street = &house.shop.street;
    let (down, quarter) = street.chance(|chance| (*chance.pick(&SUPPLIERS), 1 + chance.index(3)));
    let quarter = u32::try_from(quarter).expect("one of three");
    tokio::time::sleep(house.plan.open_for / 4 * quarter).await;
    street.unplug(down, true);
    tokio::time::sleep((house.plan.open_for / 6).min(OUTAGE)).await;
    street.unplug(down, false);
}

//! The real clock and the real ids.

use domain::{
    ids::{MoveId, OrderId, OwnerId, Reference, SaleId, TenderId},
    time::Timestamp,
};
use engine::ports::Clock;
use std::{
    sync::LazyLock,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use uuid::Uuid;

/// The computer's clock and the operating system's randomness.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        // A clock before 1970 (a dead battery) reads as 1970; nothing depends on it being right.
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn elapsed(&self) -> Duration {
        static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
        BEGUN.elapsed()
    }

    fn sale_id(&self) -> SaleId {
        SaleId::new(Uuid::now_v7().to_string())
    }

    fn order_id(&self) -> OrderId {
        OrderId::new(Uuid::now_v7().to_string())
    }

    fn reference(&self, stem: &str) -> Reference {
        Reference::new(format!("{stem}-{}", Uuid::now_v7().simple()))
    }

    fn tender_id(&self) -> TenderId {
        TenderId::new(Uuid::now_v7().to_string())
    }

    fn move_id(&self) -> MoveId {
        MoveId::new(Uuid::now_v7().to_string())
    }
}

/// An id for this process's life.
pub(crate) fn owner_id() -> OwnerId {
    OwnerId::new(Uuid::now_v7().to_string())
}

/// An id for a basket that waits.
pub(crate) fn basket_id() -> String {
    Uuid::now_v7().to_string()
}

/// A name for a new master key.
pub(crate) fn key_id() -> String {
    format!("till-{}", Uuid::new_v4().simple())
}

/// A code for a new till: six letters and digits that are not mistaken for one another.
pub(crate) fn till_code() -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let letter = |byte: &u8| LETTERS.get(usize::from(byte % 32)).copied().unwrap_or(b'A');
    Uuid::new_v4().as_bytes().iter().take(6).map(|byte| char::from(letter(byte))).collect()
}

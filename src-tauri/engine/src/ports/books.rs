//! What suppliers have on record and the till may not: orders made after the backup it was restored
//! from, orders of somebody else on the same account, money paid into a wallet.

use super::{
    journal::{JournalError, Note},
    shifts::{Charge, Mark},
    supplier::Listed,
};
use crate::records::OrderRecord;
use async_trait::async_trait;
use domain::{
    account::Wallet,
    forecast::Pattern,
    ids::{OrderId, ProviderOrderId, SupplierId},
    money::{Currency, Money},
    time::Timestamp,
};

/// Where the price of an order comes from that was found at its supplier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriceFrom {
    /// The product's price when it was found; what was taken is not known.
    Product,
    /// Nobody knows: the price is zero.
    Nobody,
    /// A person said what was taken.
    Person,
}

/// An order of this till that it does not know, as its supplier shows it. Its request is not on record,
/// so nothing of it can ever be sent.
#[derive(Clone, Debug)]
pub struct NewImport {
    /// The order: of unknown fate, with the supplier's id.
    pub record: OrderRecord,
    /// Where its price comes from.
    pub price_from: PriceFrom,
    /// When it was found, and who said that it is ours, where only a person could.
    pub note: Note,
}

/// An order of a supplier's that no order here is known to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// At which supplier.
    pub supplier: SupplierId,
    /// As it was listed; of its references the first.
    pub listed: Listed,
    /// When it was found.
    pub found_at: Timestamp,
    /// Whether it may be a sale that the backup did not have, so that a person has to say what it is.
    pub needs_person: bool,
}

/// What is booked on a wallet beside orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookingKind {
    /// It was paid in.
    Deposit,
    /// A difference that somebody explained: another till's order, a fee.
    Explained,
}

/// Something booked on a wallet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// On whose.
    pub supplier: SupplierId,
    /// What.
    pub kind: BookingKind,
    /// How much; below zero it took from the wallet.
    pub amount: Money,
    /// When it was paid in, or said.
    pub at: Timestamp,
    /// Whether the supplier itself told it.
    pub by_supplier: bool,
    /// Who said it.
    pub clerk: Option<String>,
    /// What they said about it.
    pub note: Option<String>,
}

/// The wallets' account since the last Z, or since they were first read.
#[derive(Clone, Debug)]
pub struct WalletAccount {
    /// Where it begins; `None` where no shift was ever opened.
    pub since: Option<Timestamp>,
    /// The balances there.
    pub opening: Vec<Wallet>,
    /// What orders did to them.
    pub charges: Vec<Charge>,
    /// What else was booked.
    pub bookings: Vec<Booking>,
    /// What was spent by the hour of the week, wallet by wallet.
    pub patterns: Vec<(SupplierId, Currency, Pattern)>,
}

/// What suppliers have on record, beside the journal's orders.
#[async_trait]
pub trait Books: Send + Sync {
    /// When this till was restored, and when the backup was taken that it was restored from.
    async fn restored(&self) -> Result<Option<(Timestamp, Timestamp)>, JournalError>;
    /// When a supplier's list was last read whole for what the backup does not have.
    async fn last_look(&self, supplier: &SupplierId) -> Result<Option<Timestamp>, JournalError>;
    /// Notes that it was.
    async fn looked(&self, supplier: &SupplierId, at: Timestamp) -> Result<(), JournalError>;
    /// The newest of the supplier's orders that was known here before then, where they are numbered.
    async fn newest_before(
        &self,
        supplier: &SupplierId,
        before: Timestamp,
    ) -> Result<Option<ProviderOrderId>, JournalError>;
    /// Those of a supplier's orders that no order here is, has the reference of, or waits to be told of.
    async fn unknown(
        &self,
        supplier: &SupplierId,
        listed: Vec<Listed>,
    ) -> Result<Vec<Listed>, JournalError>;
    /// Takes an order in as a sale of its own, unless it is here already; whether it was new.
    async fn import(&self, new: &NewImport) -> Result<bool, JournalError>;
    /// A person says what the customer paid for an imported order.
    async fn tell_price(
        &self,
        order: &OrderId,
        price: Money,
        note: &Note,
    ) -> Result<(), JournalError>;
    /// Where an imported order's price comes from; `None` of one that was sold here.
    async fn price_from(&self, order: &OrderId) -> Result<Option<PriceFrom>, JournalError>;
    /// Keeps what nobody here knows. What was kept before stays as it was.
    async fn keep_strays(&self, strays: &[Stray]) -> Result<(), JournalError>;
    /// Those about which nobody has said what they are.
    async fn strays(&self) -> Result<Vec<Stray>, JournalError>;
    /// A person says that it is none of ours; what it cost then explains the wallet's difference.
    async fn deny_stray(
        &self,
        supplier: &SupplierId,
        id: &ProviderOrderId,
        note: &Note,
    ) -> Result<(), JournalError>;
    /// Books a deposit or an explanation that a person gives.
    async fn book(&self, booking: &Booking) -> Result<(), JournalError>;
    /// The wallets' account up to this mark.
    async fn wallet_account(&self, mark: Mark) -> Result<WalletAccount, JournalError>;
    /// Orders since then that the supplier should list.
    async fn to_be_listed(
        &self,
        supplier: &SupplierId,
        since: Timestamp,
    ) -> Result<Vec<(OrderId, ProviderOrderId)>, JournalError>;
    /// A person is told that the supplier does not list an order; once.
    async fn not_listed(&self, order: &OrderId, at: Timestamp) -> Result<(), JournalError>;
}

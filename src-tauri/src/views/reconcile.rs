//! How wallets and books agree, as both faces show it.

use super::{LocalName, report::WalletView, rfc3339};
use domain::money::Money;
use engine::{
    keeping::Reconciliation,
    ports::books::{Booking, BookingKind, Stray},
    records::OrderRecord,
};
use serde::Serialize;
use specta::Type;

/// Wallets held against the books.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct ReconciliationView {
    /// When it was made.
    pub(crate) at: String,
    /// Since when orders were compared.
    pub(crate) since: String,
    /// Wallet by wallet.
    pub(crate) wallets: Vec<WalletView>,
    /// What was booked on them beside orders.
    pub(crate) bookings: Vec<BookingView>,
    /// Suppliers' orders that are not here.
    pub(crate) strays: Vec<StrayView>,
    /// Orders of ours that their supplier does not list.
    pub(crate) not_listed: Vec<NotListedView>,
    /// Suppliers whose list could not be read.
    pub(crate) unread: Vec<UnreadView>,
}

/// Something booked on a wallet beside orders.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct BookingView {
    /// On whose.
    pub(crate) supplier: String,
    /// `deposit` or `explained`.
    pub(crate) kind: BookingWord,
    /// How much; with a minus it took from the wallet.
    pub(crate) amount: String,
    /// In this currency.
    pub(crate) currency: String,
    /// When.
    pub(crate) at: String,
    /// Whether the supplier itself told it.
    pub(crate) by_supplier: bool,
    /// Who said it.
    pub(crate) clerk: Option<String>,
    /// What they said about it.
    pub(crate) note: Option<String>,
}

/// What is booked on a wallet beside orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BookingWord {
    /// It was paid in.
    Deposit,
    /// A difference that somebody explained.
    Explained,
}

impl From<BookingKind> for BookingWord {
    fn from(kind: BookingKind) -> Self {
        match kind {
            BookingKind::Deposit => Self::Deposit,
            BookingKind::Explained => Self::Explained,
        }
    }
}

impl From<BookingWord> for BookingKind {
    fn from(word: BookingWord) -> Self {
        match word {
            BookingWord::Deposit => Self::Deposit,
            BookingWord::Explained => Self::Explained,
        }
    }
}

/// A supplier's order that no order here is known to be.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct StrayView {
    /// At which supplier.
    pub(crate) supplier: String,
    /// The supplier's id.
    pub(crate) provider_order_id: String,
    /// What it carries of whoever made it.
    pub(crate) reference: Option<String>,
    /// The supplier's item.
    pub(crate) item: Option<String>,
    /// What it cost.
    pub(crate) cost: Option<String>,
    /// In this currency.
    pub(crate) cost_currency: Option<String>,
    /// When it was made, by the supplier's clock.
    pub(crate) made_at: Option<String>,
    /// When it was found.
    pub(crate) found_at: String,
    /// Whether it may be a sale of this till that its backup did not have.
    pub(crate) needs_person: bool,
}

/// An order of ours that its supplier does not list.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct NotListedView {
    /// Ours.
    pub(crate) order_id: String,
    /// At which supplier.
    pub(crate) supplier: String,
    /// The supplier's id, as it told it.
    pub(crate) provider_order_id: Option<String>,
    /// What was sold.
    pub(crate) name: LocalName,
    /// What it cost.
    pub(crate) cost: Option<String>,
    /// In this currency.
    pub(crate) cost_currency: Option<String>,
    /// When it was sold.
    pub(crate) created_at: String,
}

/// A supplier whose list could not be read.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct UnreadView {
    /// Whose.
    pub(crate) supplier: String,
    /// Why.
    pub(crate) message: String,
}

impl From<&Reconciliation> for ReconciliationView {
    fn from(found: &Reconciliation) -> Self {
        let unread = found.unread.iter().map(|(supplier, message)| UnreadView {
            supplier: supplier.to_string(),
            message: message.clone(),
        });
        Self {
            at: rfc3339(found.at),
            since: rfc3339(found.since),
            wallets: found.wallets.iter().map(WalletView::from).collect(),
            bookings: found.bookings.iter().map(BookingView::from).collect(),
            strays: found.strays.iter().map(StrayView::from).collect(),
            not_listed: found.not_listed.iter().map(NotListedView::from).collect(),
            unread: unread.collect(),
        }
    }
}

fn money(amount: Option<Money>) -> (Option<String>, Option<String>) {
    let text = amount.map(|money| money.amount().to_string());
    (text, amount.map(|money| money.currency().to_string()))
}

impl From<&Booking> for BookingView {
    fn from(booking: &Booking) -> Self {
        Self {
            supplier: booking.supplier.to_string(),
            kind: booking.kind.into(),
            amount: booking.amount.amount().to_string(),
            currency: booking.amount.currency().to_string(),
            at: rfc3339(booking.at),
            by_supplier: booking.by_supplier,
            clerk: booking.clerk.clone(),
            note: booking.note.clone(),
        }
    }
}

impl From<&Stray> for StrayView {
    fn from(stray: &Stray) -> Self {
        let (cost, cost_currency) = money(stray.listed.cost);
        Self {
            supplier: stray.supplier.to_string(),
            provider_order_id: stray.listed.provider_order_id.to_string(),
            reference: stray.listed.references.first().cloned(),
            item: stray.listed.item.clone(),
            cost,
            cost_currency,
            made_at: stray.listed.created_at.map(rfc3339),
            found_at: rfc3339(stray.found_at),
            needs_person: stray.needs_person,
        }
    }
}

impl From<&OrderRecord> for NotListedView {
    fn from(order: &OrderRecord) -> Self {
        let (cost, cost_currency) = money(order.cost);
        Self {
            order_id: order.id.to_string(),
            supplier: order.supplier.to_string(),
            provider_order_id: order.provider_order_id.as_ref().map(ToString::to_string),
            name: LocalName::from(&order.name),
            cost,
            cost_currency,
            created_at: rfc3339(order.created_at),
        }
    }
}

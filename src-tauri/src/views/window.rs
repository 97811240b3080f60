//! What only the window needs: the contract's objects with the names and counts its screens show.

pub(crate) mod accounts;
pub(crate) mod attention;
pub(crate) mod backup;
mod basket;
pub(crate) mod counter;
pub(crate) mod customer;
pub(crate) mod debts;
pub(crate) mod dispute;
pub(crate) mod favourites;
pub(crate) mod finding;
pub(crate) mod guard;
pub(crate) mod held;
pub(crate) mod keys;
pub(crate) mod orders;
pub(crate) mod owner_texts;
pub(crate) mod people;
pub(crate) mod prices;
pub(crate) mod printing;
pub(crate) mod reconcile;
pub(crate) mod refunds;
pub(crate) mod reports;
pub(crate) mod setup;
pub(crate) mod shift;
pub(crate) mod slips;
pub(crate) mod sms;
pub(crate) mod stock;
pub(crate) mod taxes;
pub(crate) mod tender;
pub(crate) mod upstream;

pub(crate) use basket::BasketView;

pub(crate) use self::finding::{EntryView, SearchView};
use self::upstream::UpstreamView;
use super::{LocalName, OrderView, ProductKind, ProductView, SaleView};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeMap;
use tauri_specta::Event;
use tender::{CardRequest, PageView};

/// A language of the window.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Language {
    /// English.
    En,
    /// Arabic.
    Ar,
}

/// The window's colours.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Theme {
    /// Dark ink on paper.
    Light,
    /// Light ink on night.
    Dark,
}

/// A product as the sell screen needs it.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct TileView {
    /// The product.
    pub(crate) product: ProductView,
    /// Its shelf.
    pub(crate) category: Option<String>,
    /// Whether its account is checked before paying.
    pub(crate) has_preflight: bool,
    /// Whether a phone must be given, because the shop has none to lend or the credit would go to it.
    pub(crate) needs_phone: bool,
    /// Which of its facts is the number that is topped up, if one is.
    pub(crate) phone_field: Option<String>,
    /// What the customer chooses of an open-value product.
    pub(crate) choice: Option<AmountChoice>,
}

/// The amounts of an open-value product.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct AmountChoice {
    /// In this currency.
    pub(crate) currency: String,
    /// The least.
    pub(crate) min: Option<String>,
    /// The most.
    pub(crate) max: Option<String>,
    /// From one to the next.
    pub(crate) step: Option<String>,
    /// All of them, where they are few enough for buttons.
    pub(crate) amounts: Vec<String>,
}

/// A product's name, as it was sold.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct ProductName {
    /// Which product.
    pub(crate) product_id: String,
    /// Voucher or top-up.
    pub(crate) kind: ProductKind,
    /// Its name.
    pub(crate) name: LocalName,
}

/// A line of the basket that was sold: one product for one customer, so many pieces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub(crate) struct SoldLine {
    /// Which product.
    pub(crate) product_id: String,
    /// An order for each piece.
    pub(crate) orders: Vec<String>,
    /// How many of them were delivered.
    pub(crate) delivered: u32,
    /// The cash that goes back for those that were not, if any does.
    pub(crate) give_back: Option<String>,
}

/// A sale with the names its screen shows.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct SaleCard {
    /// The sale.
    pub(crate) sale: SaleView,
    /// The names of its products.
    pub(crate) products: Vec<ProductName>,
    /// What was in the basket, line by line.
    pub(crate) lines: Vec<SoldLine>,
    /// The cash that goes back to the customer for what was not delivered, if any does.
    pub(crate) give_back: Option<String>,
    /// The page on which the customer pays, as long as they can.
    pub(crate) page: Option<PageView>,
    /// Why the customer's card money is where it is, in the clerk's language.
    pub(crate) tender_message: Option<String>,
    /// The fact of a keyed card that the processor did not accept, by its own name.
    pub(crate) card_field: Option<String>,
    /// Who owes it, where it was sold on account.
    pub(crate) owes: Option<debts::OwesView>,
}

/// One line of an order's story, in the clerk's language.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct StoryLine {
    /// When.
    pub(crate) at: String,
    /// What happened.
    pub(crate) text: String,
}

/// An order of the history with the name its row shows and its story.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct OrderRow {
    /// The order.
    pub(crate) order: OrderView,
    /// Its product.
    pub(crate) product: ProductName,
    /// What was chosen of an open-value product.
    pub(crate) amount: Option<String>,
    /// In this currency.
    pub(crate) amount_currency: Option<String>,
    /// What happened, line by line; a list leaves it out.
    pub(crate) story: Vec<StoryLine>,
}

/// A page of the history, newest first.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct OrderPage {
    /// The orders. A broad search may show none and still have more to look through.
    pub(crate) rows: Vec<OrderRow>,
    /// Where the next page begins in the direction that was asked for, if there is one.
    pub(crate) next: Option<String>,
}

/// A basket's line with its prices.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct PricedLine {
    /// Which product.
    pub(crate) product_id: String,
    /// How many.
    pub(crate) quantity: u32,
    /// The amount, as typed.
    pub(crate) amount: Option<String>,
    /// Whether that amount can be sold.
    pub(crate) fit: AmountFit,
    /// One costs; null unless the amount fits.
    pub(crate) unit_price: Option<String>,
    /// All of them cost.
    pub(crate) total: Option<String>,
    /// Where its codes work, in the shop's own words.
    pub(crate) region: Option<LocalName>,
    /// On what terms its money goes back.
    pub(crate) refund: Option<LocalName>,
    /// So many can be sold for cash from what the shop bought ahead, as its supplier does not answer; null
    /// where it does, or nothing lies there.
    pub(crate) ahead: Option<u32>,
}

/// Whether the amount of a line can be sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub(crate) enum AmountFit {
    /// It can, or none is needed.
    Fine,
    /// The customer has to choose one.
    Missing,
    /// It is none, or not possible.
    Wrong,
}

/// Cash and change.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct ChangeView {
    /// Whether it covers the total.
    pub(crate) enough: bool,
    /// What was handed over, with the currency's digits.
    pub(crate) received: String,
    /// What goes back; 0 if it is not enough.
    pub(crate) change: String,
}

/// What the window needs to begin.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct BootView {
    /// The shop.
    pub(crate) shop_name: String,
    /// Its country.
    pub(crate) country: String,
    /// The window's language.
    pub(crate) language: Language,
    /// Its colours.
    pub(crate) theme: Theme,
    /// The keys that somebody changed at this till.
    pub(crate) keys: Vec<keys::KeyChoice>,
    /// Whether this is a practice till.
    pub(crate) practice: bool,
    /// What customers pay in.
    pub(crate) currency: String,
    /// Its digits.
    pub(crate) currency_digits: u32,
    /// Whether a PIN is needed first.
    pub(crate) locked: bool,
    /// Who is at the till.
    pub(crate) clerk: Option<people::ClerkView>,
    /// Seconds for which no PIN is taken without a name, because too many were wrong.
    pub(crate) pin_wait: u32,
    /// Who may name themselves meanwhile; empty where nothing is waited for.
    pub(crate) people: Vec<String>,
    /// The program's version.
    pub(crate) version: String,
    /// The printer that prints when none is named.
    pub(crate) printer: Option<String>,
    /// Orders that need a person, to decide or to be told.
    pub(crate) attention: u32,
    /// The shelves.
    pub(crate) categories: Vec<String>,
    /// What this counter has beside its window.
    pub(crate) counter: counter::CounterView,
    /// The lamps of suppliers and processors.
    pub(crate) upstreams: Vec<UpstreamView>,
}

/// A basket's line to be sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct SellLine {
    /// Which product.
    pub(crate) product_id: String,
    /// How many.
    pub(crate) quantity: u32,
    /// The customer's phone, as typed.
    pub(crate) phone: Option<String>,
    /// The customer's facts, as typed.
    pub(crate) fields: BTreeMap<String, String>,
    /// The amount of an open-value product, as typed.
    pub(crate) amount: Option<String>,
}

/// A line of a basket to be priced.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct BasketLine {
    /// Which product.
    pub(crate) product_id: String,
    /// How many.
    pub(crate) quantity: u32,
    /// The amount of an open-value product, as typed.
    pub(crate) amount: Option<String>,
}

impl From<&SellLine> for BasketLine {
    fn from(line: &SellLine) -> Self {
        let SellLine { product_id, quantity, amount, .. } = line;
        Self { product_id: product_id.clone(), quantity: *quantity, amount: amount.clone() }
    }
}

macro_rules! requests {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* })*) => {
        $($(#[$doc])*
        #[derive(Clone, Debug, Deserialize, Type)]
        pub(crate) struct $name { $($(#[$fdoc])* pub(crate) $field: $type,)* })*
    };
}

requests! {
    /// Opens the till for a clerk.
    UnlockRequest {
        /// The PIN alone picks the clerk.
        pin: String,
        /// Whose it is said to be, where the till takes no PIN without a name for a while.
        name: Option<String>,
    }
    /// Remembers the clerk's taste; null leaves it as it is.
    PreferencesRequest {
        /// The language.
        language: Option<Language>,
        /// The colours.
        theme: Option<Theme>,
    }
    /// Searches the catalogue.
    SearchRequest {
        /// Words in any script.
        query: String,
        /// A shelf, or `voucher` or `topup`.
        category: Option<String>,
        /// At most so many.
        limit: u32,
    }
    /// Finds a product by its barcode.
    BarcodeRequest {
        /// The barcode.
        barcode: String,
    }
    /// Finds a product by its id.
    TileRequest {
        /// The id.
        product_id: String,
    }
    /// Prices a basket.
    BasketRequest {
        /// Its lines.
        lines: Vec<BasketLine>,
    }
    /// Counts change.
    ChangeRequest {
        /// What is due.
        total: String,
        /// What was typed as handed over.
        received: String,
    }
    /// Reads a phone.
    PhoneRequest {
        /// As typed.
        phone: String,
    }
    /// Sells a basket.
    SellRequest {
        /// The basket's own token: the same token never sells twice.
        token: String,
        /// The basket.
        lines: Vec<SellLine>,
        /// The processor at which the customer pays; null is cash.
        tender: Option<String>,
        /// A card keyed in, where its processor takes one.
        card: Option<CardRequest>,
        /// Cash handed over, as typed; null means the exact amount.
        received: Option<String>,
        /// Sell although the same product for the same customer is not finished.
        again: bool,
        /// On whose account it goes, where the tender is `debt`.
        #[serde(default)]
        on_account: Option<debts::OnAccountRequest>,
    }
    /// Asks for a sale.
    SaleRequest {
        /// Which.
        sale_id: String,
    }
    /// Asks for an order.
    OrderRequest {
        /// Which.
        order_id: String,
    }
}

/// A sale has changed, after the change is on disk.
#[derive(Clone, Debug, Serialize, Type, Event)]
pub(crate) struct SaleChanged(pub(crate) SaleCard);

/// How many orders need a person.
#[derive(Clone, Debug, Serialize, Type, Event)]
pub(crate) struct AttentionChanged {
    /// So many.
    pub(crate) count: u32,
}

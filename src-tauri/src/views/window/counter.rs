//! The counter beside the sale: the customer's window, WhatsApp, the cash drawer.

use super::{Language, SellLine, Theme};
use crate::views::{SaleState, SecretView};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri_specta::Event;

/// What this counter has and may do.
#[derive(Clone, Copy, Debug, Serialize, Type)]
pub(crate) struct CounterView {
    /// Whether the customer's window is open.
    pub(crate) display: bool,
    /// Whether a code may be handed to WhatsApp.
    pub(crate) whatsapp: bool,
    /// Whether a printer is set up at which a drawer can hang.
    pub(crate) drawer: bool,
    /// After so many seconds a code that is shown hides, on both sides of the counter.
    pub(crate) code_seconds: u32,
}

/// Opens or closes the customer's window.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
pub(crate) struct DisplayRequest {
    /// Whether it is to be open.
    pub(crate) open: bool,
}

/// What the customer's window is to show. It names things the till knows and holds no words: what is
/// shown is composed by the till.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(crate) enum ShowRequest {
    /// The shop's name and nothing else.
    Nothing,
    /// A basket that is being put together.
    Basket {
        /// Its lines.
        lines: Vec<SellLine>,
    },
    /// A sale as it stands.
    Sale {
        /// Which.
        sale_id: String,
    },
}

/// Opens the drawer without a sale.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct DrawerRequest {
    /// Why.
    pub(crate) reason: String,
    /// A manager's PIN, where who stands at the till is none.
    pub(crate) pin: Option<String>,
}

/// What became of opening WhatsApp. Whether the message was sent, only the person who sends it knows.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct WhatsappView {
    /// Whether it opened.
    pub(crate) opened: bool,
    /// For which number, in groups.
    pub(crate) to: String,
    /// How often the order's codes were handed over by now.
    pub(crate) copies: u32,
    /// Why it did not open.
    pub(crate) message: Option<String>,
    /// What to do now.
    pub(crate) hint: Option<String>,
}

/// The customer's window was opened or closed, by whomever.
#[derive(Clone, Copy, Debug, Serialize, Type, Event)]
pub(crate) struct DisplayChanged {
    /// Whether it is open.
    pub(crate) open: bool,
}

/// Everything the customer's window shows. It is told, and asks for nothing.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct CustomerView {
    /// The shop.
    pub(crate) shop_name: String,
    /// The shop's language.
    pub(crate) language: Language,
    /// The window's colours.
    pub(crate) theme: Theme,
    /// Whether this is a practice till.
    pub(crate) practice: bool,
    /// What is shown.
    pub(crate) scene: Scene,
}

/// One face of the customer's window.
#[derive(Clone, Debug, Default, Serialize, Type)]
#[serde(tag = "face", rename_all = "snake_case")]
pub(crate) enum Scene {
    /// Nobody is served.
    #[default]
    Idle,
    /// What is being put together.
    Basket {
        /// Line by line.
        lines: Vec<CustomerLine>,
        /// What it costs, once every line has a price.
        total: Option<String>,
        /// In this currency.
        currency: String,
    },
    /// A page on which the customer pays now.
    Pay {
        /// What they pay.
        amount: String,
        /// In this currency.
        currency: String,
        /// Where.
        url: String,
        /// Until when.
        until: Option<String>,
        /// Modules on a side of its QR code.
        qr_side: Option<u32>,
        /// The dark modules, as an SVG path.
        qr_path: Option<String>,
    },
    /// A sale, and where its money is.
    Sale {
        /// Where it stands.
        state: SaleState,
        /// Whether it is paid in cash.
        cash: bool,
        /// Line by line.
        lines: Vec<CustomerLine>,
        /// What it costs.
        total: String,
        /// In this currency.
        currency: String,
        /// Cash handed over, where it was counted.
        received: Option<String>,
        /// What goes back of it.
        change: Option<String>,
        /// The cash that goes back for what was not delivered.
        give_back: Option<String>,
    },
    /// Codes that the clerk chose to show here.
    Code {
        /// The product.
        name: String,
        /// Its secrets in clear.
        secrets: Vec<SecretView>,
    },
}

/// A line as a customer reads it, in the shop's language.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct CustomerLine {
    /// The product.
    pub(crate) name: String,
    /// How many.
    pub(crate) quantity: u32,
    /// The amount of an open-value product.
    pub(crate) amount: Option<String>,
    /// In this currency.
    pub(crate) amount_currency: Option<String>,
    /// What they cost together.
    pub(crate) price: Option<String>,
    /// The phone or account it goes to.
    pub(crate) target: Option<String>,
    /// Whose account that is, as the supplier said.
    pub(crate) holder: Option<String>,
}

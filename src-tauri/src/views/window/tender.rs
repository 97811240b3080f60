//! What the window shows and takes of money that is no cash.

use domain::{money::Money, sale::TenderKind};
use engine::sell::TenderChoice;
use serde::{Deserialize, Serialize};
use specta::Type;
use zeroize::Zeroize;

/// How a processor takes money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub(crate) enum TenderFlow {
    /// The customer pays on a page of the processor.
    Page,
    /// The card is keyed in here.
    Keyed,
    /// The customer owes it.
    Account,
}

/// A way to pay without cash.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct TenderOption {
    /// The shop's own name for the processor.
    pub(crate) processor: String,
    /// Which adapter.
    pub(crate) kind: String,
    /// How it takes money.
    pub(crate) flow: TenderFlow,
    /// What the customer pays there; null if they cannot.
    pub(crate) amount: Option<String>,
    /// In this currency.
    pub(crate) currency: Option<String>,
    /// Why they cannot, in the clerk's language.
    pub(crate) message: Option<String>,
}

impl TenderOption {
    /// A choice of the engine; `why` says in words why it cannot be taken.
    pub(crate) fn new(
        choice: TenderChoice,
        why: impl Fn(engine::sell::SellError) -> String,
    ) -> Self {
        let (amount, message) = match choice.amount {
            Ok(amount) => (Some(amount), None),
            Err(error) => (None, Some(why(error))),
        };
        Self {
            processor: choice.processor.to_string(),
            kind: choice.kind.as_str().to_owned(),
            flow: match choice.flow {
                engine::ports::processor::Flow::Page { .. } => TenderFlow::Page,
                engine::ports::processor::Flow::Keyed => TenderFlow::Keyed,
            },
            currency: amount.map(|amount| amount.currency().to_string()),
            amount: amount.map(Money::to_price),
            message,
        }
    }
}

impl TenderOption {
    /// On account, where the shop sells so.
    pub(crate) fn on_account(total: Money) -> Self {
        let word = TenderKind::Debt.as_str().to_owned();
        Self {
            processor: word.clone(),
            kind: word,
            flow: TenderFlow::Account,
            amount: Some(total.to_price()),
            currency: Some(total.currency().to_string()),
            message: None,
        }
    }
}

/// A page on which the customer can pay now.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct PageView {
    /// Its address.
    pub(crate) url: String,
    /// Until when.
    pub(crate) until: Option<String>,
    /// Modules of a side of its QR code, quiet ones included; null where there is none.
    pub(crate) qr_side: Option<u32>,
    /// The black ones, as the path data of a drawing.
    pub(crate) qr_path: Option<String>,
}

/// A card as a person keyed it in. Wiped when dropped, and shown to nobody.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct CardRequest {
    /// Its number.
    pub(crate) number: String,
    /// The month it ends.
    pub(crate) month: String,
    /// The year it ends, two or four digits.
    pub(crate) year: String,
    /// The code on its back.
    pub(crate) security_code: String,
    /// Whose it is.
    pub(crate) holder: Option<String>,
}

impl Drop for CardRequest {
    fn drop(&mut self) {
        self.number.zeroize();
        self.security_code.zeroize();
        self.month.zeroize();
        self.year.zeroize();
        self.holder.zeroize();
    }
}

impl std::fmt::Debug for CardRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CardRequest(••••)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyed_card_shows_itself_to_nobody() {
        let text = r#"{"number":"4111111111111111","month":"12","year":"30",
            "security_code":"987","holder":"A. Customer"}"#;
        let card: CardRequest = serde_json::from_str(text).unwrap();
        let shown = format!("{card:?} {card:#?}");
        for secret in ["4111", "987", "Customer", "30"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}

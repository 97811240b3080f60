//! The shop's accounts with its suppliers.

use crate::{
    ids::SupplierId,
    money::{Currency, Money},
    secret::Secret,
    time::Timestamp,
};

crate::words! {
    /// Which adapter speaks to a supplier.
    SupplierKind {
        /// PalCards.
        PalCards => "palcards",
        /// Plexy Gate.
        Plexy => "plexy",
        /// CardPlusPay.
        CardPlusPay => "cardpluspay",
    }
}

impl SupplierKind {
    /// Whether it knows its customers by their internet address too, and answers a request from
    /// another one as it answers a wrong key.
    #[must_use]
    pub fn knows_addresses(self) -> bool {
        match self {
            SupplierKind::PalCards => true,
            SupplierKind::Plexy | SupplierKind::CardPlusPay => false,
        }
    }
}

crate::words! {
    /// Which adapter speaks to a payment processor.
    ProcessorKind {
        /// Payerly.
        Payerly => "payerly",
        /// Moyasar Payment Gateway.
        Mpg => "mpg",
    }
}

crate::words! {
    /// Whether an account moves real money.
    Environment {
        /// Test money.
        Sandbox => "sandbox",
        /// Real money.
        Production => "production",
    }
}

/// One supplier account of the shop.
#[derive(Clone, Debug)]
pub struct SupplierAccount {
    /// The shop's own name for it.
    pub id: SupplierId,
    /// Which adapter.
    pub kind: SupplierKind,
    /// Real or test money.
    pub environment: Environment,
    /// Where it is, without a trailing slash.
    pub base_url: String,
    /// Its API key.
    pub api_key: Secret,
    /// Plexy's agent id.
    pub agent_id: Option<String>,
    /// The wallet to charge.
    pub currency: Option<Currency>,
    /// CardPlusPay: several units in one request.
    pub bulk: bool,
    /// PalCards: where its products are listed, if the shop knows.
    pub catalog: Option<CatalogSource>,
}

crate::words! {
    /// A fact of a product, by its name in the provisioning file.
    ProductFact {
        /// The supplier's own item id.
        Item => "item",
        /// Its name in English.
        NameEn => "name_en",
        /// Its name in Arabic.
        NameAr => "name_ar",
        /// Voucher or top-up.
        Kind => "kind",
        /// Its maker.
        Brand => "brand",
        /// Its shelf.
        Category => "category",
        /// What the code or credit is worth.
        FaceValue => "face_value",
        /// In this currency.
        FaceCurrency => "face_currency",
        /// What the supplier charges.
        Cost => "cost",
        /// In this currency; the account's where it is not named.
        CostCurrency => "cost_currency",
        /// EAN.
        Barcode => "barcode",
        /// What the supplier needs from the customer.
        RequiredInfo => "required_info",
        /// Whether it can be bought.
        Active => "active",
    }
}

/// Where a supplier lists its products and what it calls their facts: for a supplier whose documents
/// name no catalogue, by whoever has an account and knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogSource {
    /// Below the account's address, with whatever query it wants.
    pub path: String,
    /// Where in the reply the list stands, keys joined by dots; without it the reply is the list.
    pub list: Option<String>,
    /// Where in the reply the number of all items stands.
    pub total: Option<String>,
    /// What the query calls the page, and the first page's number; without it there is one page.
    pub page: Option<(String, u64)>,
    /// Where in an item each fact stands, keys joined by dots.
    pub fields: Vec<(ProductFact, String)>,
}

impl CatalogSource {
    /// Where a fact stands, if the list has it.
    #[must_use]
    pub fn place(&self, fact: ProductFact) -> Option<&str> {
        self.fields.iter().find(|(known, _)| *known == fact).map(|(_, place)| place.as_str())
    }
}

/// What a supplier's wallet held at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wallet {
    /// Whose.
    pub supplier: SupplierId,
    /// How much, in which currency.
    pub balance: Money,
    /// When it was asked.
    pub as_of: Timestamp,
}

//! What the shop sells.

use crate::{
    digits::ascii_digits,
    ids::{ProductId, SupplierId},
    money::{Currency, Money, MoneyError},
    price::PriceRule,
    tax::TaxRate,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A name in both languages; where one is missing, the other stands in for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalName {
    /// English.
    pub en: String,
    /// Arabic.
    pub ar: String,
}

/// What the customer gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProductKind {
    /// A code to redeem.
    Voucher,
    /// Credit put straight on an account or a number.
    Topup,
}

impl ProductKind {
    /// The contract's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            ProductKind::Voucher => "voucher",
            ProductKind::Topup => "topup",
        }
    }

    /// The kind a word of the contract stands for.
    #[must_use]
    pub fn from_word(text: &str) -> Option<Self> {
        match text {
            "voucher" => Some(ProductKind::Voucher),
            "topup" => Some(ProductKind::Topup),
            _ => None,
        }
    }
}

/// A fact the supplier needs from the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredInfo {
    /// The supplier's own key.
    pub key: String,
    /// What the clerk reads.
    pub label: Option<LocalName>,
    /// A regular expression the value must match, checked when the file was read.
    pub pattern: Option<String>,
}

/// One product of one supplier, at the shop's price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// `<supplier>:<item>`.
    pub id: ProductId,
    /// Whose it is.
    pub supplier: SupplierId,
    /// The supplier's own item id.
    pub item: String,
    /// Voucher or top-up.
    pub kind: ProductKind,
    /// Its name.
    pub name: LocalName,
    /// Its maker.
    pub brand: Option<String>,
    /// What the code or credit is worth.
    pub face_value: Option<Money>,
    /// What the supplier is expected to charge.
    pub cost: Option<Money>,
    /// What the customer pays, in the shop's currency, where somebody set it: at the till or in the file.
    pub price: Option<Money>,
    /// How its price is made where nobody set one.
    pub price_rule: Option<PriceRule>,
    /// The rate of the tax that its price includes.
    pub tax: Option<TaxRate>,
    /// Open-value products: the least amount, in the face currency.
    pub min: Option<Decimal>,
    /// Open-value products: the most.
    pub max: Option<Decimal>,
    /// Open-value products: the step from `min`.
    pub step: Option<Decimal>,
    /// What the supplier needs from the customer.
    pub required_info: Vec<RequiredInfo>,
    /// EAN or shop barcode.
    pub barcode: Option<String>,
    /// The shop's own shelf ("games"); only the window uses it.
    pub category: Option<String>,
    /// Whether it can be sold.
    pub active: bool,
}

/// A fact the customer must give is missing or malformed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    /// Not given.
    #[error("the field {0} is missing")]
    Missing(String),
    /// Does not match the product's pattern.
    #[error("the field {0} is not valid")]
    Invalid(String),
    /// The product asks for no such thing.
    #[error("this product has no field {0}")]
    Unknown(String),
}

/// An amount that cannot be sold of a product.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// The product has a fixed value.
    #[error("this product has a fixed value")]
    NotOpen,
    /// The customer has to choose one.
    #[error("this product needs an amount")]
    Missing,
    /// Below the least, above the most, or between two steps.
    #[error("the amount must be {bounds}")]
    OutOfBounds {
        /// What is possible, in numbers.
        bounds: String,
    },
}

impl Product {
    /// Whether the phone is what credit goes to: nothing else says whom this tops up.
    #[must_use]
    pub fn tops_up_the_phone(&self) -> bool {
        self.kind == ProductKind::Topup && self.required_info.is_empty()
    }

    /// Whether its codes are worth something to whoever comes: vouchers, of one value, that need nothing of
    /// their customer.
    #[must_use]
    pub fn can_be_bought_ahead(&self) -> bool {
        self.kind == ProductKind::Voucher && !self.is_open_value() && self.required_info.is_empty()
    }

    /// Whether the customer chooses the amount.
    #[must_use]
    pub fn is_open_value(&self) -> bool {
        self.min.is_some() || self.max.is_some()
    }

    /// The amount of an open-value product in its face currency, inside min, max and step.
    ///
    /// # Errors
    /// If it is missing, not possible, or out of bounds.
    pub fn read_amount(&self, amount: Option<Decimal>) -> Result<Option<Money>, AmountError> {
        let amount = match (amount, self.is_open_value()) {
            (None, false) => return Ok(None),
            (Some(_), false) => return Err(AmountError::NotOpen),
            (None, true) => return Err(AmountError::Missing),
            (Some(amount), true) => amount,
        };
        let base = self.min.unwrap_or_default();
        let fits = amount > Decimal::ZERO
            && self.min.is_none_or(|min| amount >= min)
            && self.max.is_none_or(|max| amount <= max)
            && self.step.is_none_or(|step| {
                amount
                    .checked_sub(base)
                    .and_then(|over| over.checked_rem(step))
                    .is_some_and(|rest| rest.is_zero())
            });
        let currency = self.face_currency();
        match currency.filter(|_| fits) {
            Some(currency) => Ok(Some(Money::new(amount, currency))),
            None => Err(AmountError::OutOfBounds { bounds: self.bounds() }),
        }
    }

    /// The currency its value is told in.
    #[must_use]
    pub fn face_currency(&self) -> Option<Currency> {
        self.face_value.or(self.cost).map(Money::currency)
    }

    /// How many times its face value (1.00 where absent) an amount is.
    ///
    /// # Errors
    /// If the quotient is out of range.
    pub fn scale(&self, amount: Money) -> Result<Decimal, MoneyError> {
        let whole = self.face_value.map_or(Decimal::ONE, Money::amount);
        amount.amount().checked_div(whole).ok_or(MoneyError::OutOfRange)
    }

    fn bounds(&self) -> String {
        let text = |number: Option<Decimal>| number.map_or("…".to_owned(), |n| n.to_string());
        let step = self.step.map_or(String::new(), |step| format!(" / {step}"));
        format!("{} – {}{step}", text(self.min), text(self.max))
    }

    /// The facts as they are sent: outer blanks and direction marks gone, digits ASCII.
    ///
    /// # Errors
    /// If one is missing, does not match, or is not asked for.
    pub fn read_fields(
        &self,
        given: &BTreeMap<String, String>,
    ) -> Result<BTreeMap<String, String>, FieldError> {
        if let Some(key) =
            given.keys().find(|key| !self.required_info.iter().any(|r| r.key == **key))
        {
            return Err(FieldError::Unknown(key.clone()));
        }
        let mut fields = BTreeMap::new();
        for info in &self.required_info {
            let value = given.get(&info.key).map(|value| ascii_digits(value)).unwrap_or_default();
            if value.is_empty() {
                return Err(FieldError::Missing(info.key.clone()));
            }
            if value.chars().count() > FIELD_MAX || !matches(info.pattern.as_deref(), &value) {
                return Err(FieldError::Invalid(info.key.clone()));
            }
            fields.insert(info.key.clone(), value);
        }
        Ok(fields)
    }
}

/// No account name or player id is longer.
const FIELD_MAX: usize = 200;

fn matches(pattern: Option<&str>, value: &str) -> bool {
    let Some(pattern) = pattern else { return true };
    regex::Regex::new(pattern).is_ok_and(|regex| regex.is_match(value))
}

/// Whether a pattern of the provisioning file can be used.
#[must_use]
pub fn is_pattern(pattern: &str) -> bool {
    regex::Regex::new(pattern).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product() -> Product {
        let supplier = SupplierId::new("palcards");
        Product {
            id: ProductId::of(&supplier, "5002"),
            supplier,
            item: "5002".into(),
            kind: ProductKind::Topup,
            name: LocalName { en: "UC".into(), ar: "شدات".into() },
            brand: None,
            face_value: None,
            cost: None,
            price: None,
            price_rule: None,
            tax: None,
            min: None,
            max: None,
            step: None,
            required_info: vec![RequiredInfo {
                key: "accountId".into(),
                label: None,
                pattern: Some("^[0-9]{6,12}$".into()),
            }],
            barcode: None,
            category: None,
            active: true,
        }
    }

    fn read(key: &str, value: &str) -> Result<BTreeMap<String, String>, FieldError> {
        product().read_fields(&BTreeMap::from([(key.to_owned(), value.to_owned())]))
    }

    #[test]
    fn arabic_digits_in_a_field_reach_the_supplier_as_ascii() {
        assert_eq!(read("accountId", " ١٢٣٤٥٦٧٨٩ ").unwrap()["accountId"], "123456789");
    }

    #[test]
    fn a_field_missing_malformed_or_unknown_is_named() {
        assert_eq!(
            product().read_fields(&BTreeMap::new()),
            Err(FieldError::Missing("accountId".into()))
        );
        assert_eq!(read("accountId", "12"), Err(FieldError::Invalid("accountId".into())));
        assert_eq!(read("server", "1"), Err(FieldError::Unknown("server".into())));
    }
}

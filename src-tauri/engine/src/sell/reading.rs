//! Reading what is asked for: what cannot be sold ends here, and nothing was written.

use super::{Line, QUANTITY_MAX, ReadLine, SellError};
use crate::{check::with_bounds, till::Till};
use domain::{
    ids::ProductId,
    money::{Money, MoneyError},
    phone::Phone,
    product::Product,
    shop::unit_price,
};
use rust_decimal::Decimal;

impl Till {
    pub(crate) async fn known(&self, id: &ProductId) -> Result<Product, SellError> {
        let product = self.journal().product(id).await?;
        product.ok_or_else(|| SellError::UnknownProduct(id.clone()))
    }

    /// What a customer pays for one unit, if that is known.
    ///
    /// # Errors
    /// If the amount is out of range.
    pub fn price_of(
        &self,
        product: &Product,
        amount: Option<Money>,
    ) -> Result<Option<Money>, MoneyError> {
        unit_price(product, amount, self.rates(), self.shop().currency)
    }

    pub(super) fn unit_price(
        &self,
        product: &Product,
        amount: Option<Money>,
    ) -> Result<Money, SellError> {
        let price = self.price_of(product, amount)?;
        price.ok_or_else(|| SellError::PriceMissing(product.id.clone()))
    }

    pub(super) async fn read_line(&self, line: &Line) -> Result<ReadLine, SellError> {
        if line.quantity == 0 || line.quantity > QUANTITY_MAX {
            return Err(SellError::Quantity);
        }
        let product = self.known(&line.product).await?;
        if !product.active {
            return Err(SellError::Inactive(product.id));
        }
        let supplier = self
            .suppliers()
            .get(&product.supplier)
            .cloned()
            .ok_or_else(|| SellError::NotBuilt(product.supplier.to_string()))?;
        let fields = product.read_fields(&line.fields).map_err(SellError::Field)?;
        let phone = self.read_phone(line.phone.as_deref())?;
        let phone_sent = phone.clone().or_else(|| self.phone_lent(&product).cloned());
        if supplier.needs_phone() && phone_sent.is_none() {
            return Err(SellError::PhoneMissing(product.supplier.to_string()));
        }
        let product = match line.amount {
            Some(_) => with_bounds(product, supplier.as_ref()).await?,
            None => product,
        };
        let amount = self.read_amount(&product, line.amount)?;
        let price = self.unit_price(&product, amount)?;
        Ok(ReadLine {
            product,
            quantity: line.quantity,
            phone,
            phone_sent,
            fields,
            amount,
            price,
            supplier,
        })
    }

    /// The shop's phone, for a supplier that demands one and a customer who gives none. Never where the
    /// credit itself would go to it: the customer would pay for the shop's own top-up.
    #[must_use]
    pub fn phone_lent(&self, product: &Product) -> Option<&Phone> {
        self.shop().phone.as_ref().filter(|_| !product.tops_up_the_phone())
    }

    /// Judges the amount of an open-value product, in its face currency.
    pub(crate) fn read_amount(
        &self,
        product: &Product,
        amount: Option<Decimal>,
    ) -> Result<Option<Money>, SellError> {
        product.read_amount(amount).map_err(SellError::Amount)
    }

    /// Reads a phone as a person typed it; nothing typed is no phone.
    ///
    /// # Errors
    /// If it cannot be a phone.
    pub fn read_phone(&self, typed: Option<&str>) -> Result<Option<Phone>, SellError> {
        let Some(typed) = typed.filter(|typed| !typed.trim().is_empty()) else { return Ok(None) };
        let read = Phone::parse(typed, &self.shop().country);
        read.map(|typed| Some(typed.phone)).map_err(|_| SellError::Phone(typed.to_owned()))
    }
}

//! Checking a product and an account before money is taken. Buys nothing.

use crate::{
    ports::{
        Supplier,
        supplier::{Checked, SupplierError, Wish},
    },
    sell::{Line, QUANTITY_MAX, SellError},
    till::Till,
};
use domain::{account::Wallet, ids::SupplierId, money::Money, product::Product};

/// What a check found.
#[derive(Clone, Debug)]
pub struct CheckAnswer {
    /// The supplier's word.
    pub checked: Checked,
    /// What one unit is expected to cost.
    pub unit_cost: Option<Money>,
}

/// Why a check could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The request itself cannot be sold.
    #[error("it cannot be sold as it is")]
    Request(#[from] SellError),
    /// The supplier could not be asked.
    #[error("the supplier could not be asked")]
    Supplier(#[from] SupplierError),
}

impl Till {
    /// Asks the supplier whether a line could be sold, where it can be asked.
    ///
    /// # Errors
    /// If the line is malformed or the supplier does not answer.
    pub async fn check(&self, line: &Line) -> Result<CheckAnswer, CheckError> {
        if line.quantity == 0 || line.quantity > QUANTITY_MAX {
            return Err(SellError::Quantity.into());
        }
        let product = self
            .journal()
            .product(&line.product)
            .await
            .map_err(SellError::from)?
            .ok_or_else(|| SellError::UnknownProduct(line.product.clone()))?;
        if !product.active {
            return Err(SellError::Inactive(product.id).into());
        }
        let fields = product.read_fields(&line.fields).map_err(SellError::Field)?;
        self.read_phone(line.phone.as_deref())?;
        let Some(supplier) = self.suppliers().get(&product.supplier) else {
            return Err(SellError::NotBuilt(product.supplier.to_string()).into());
        };
        // An account can be checked before an amount is chosen; a wrong amount is wrong already.
        let (product, amount) = match line.amount {
            Some(_) => {
                let product = with_bounds(product, supplier.as_ref()).await?;
                let amount = self.read_amount(&product, line.amount)?;
                (product, amount)
            }
            None => (product, None),
        };
        let wish = Wish { product: &product, quantity: line.quantity, fields: &fields, amount };
        let checked = if supplier.has_check(&product) {
            supplier.check(&wish).await?
        } else {
            Checked { ok: true, ..Checked::default() }
        };
        let unit_cost = checked.unit_cost.or(product.cost);
        Ok(CheckAnswer { checked, unit_cost })
    }

    /// Asks one supplier for its balances and remembers them.
    ///
    /// # Errors
    /// If it does not answer.
    pub async fn wallets(&self, supplier: &SupplierId) -> Result<Vec<Wallet>, SupplierError> {
        let Some(account) = self.suppliers().get(supplier) else {
            return Err(SupplierError::NotBuilt);
        };
        let wallets = account.wallets(self.clock().now()).await;
        self.note_health(supplier, wallets.is_ok());
        let wallets = wallets?;
        if let Err(error) = self.journal().keep_wallets(&wallets).await {
            tracing::warn!(%error, "balances are not remembered");
        }
        Ok(wallets)
    }
}

/// The product with the amounts its supplier says are possible, where the file says none.
pub(crate) async fn with_bounds(
    product: Product,
    supplier: &dyn Supplier,
) -> Result<Product, SellError> {
    if product.is_open_value() {
        return Ok(product);
    }
    let found = supplier.details(&product.item).await.map_err(SellError::Details)?;
    let Some(found) = found else { return Ok(product) };
    let Product { min, max, step, .. } = found;
    Ok(Product { min, max, step, face_value: product.face_value.or(found.face_value), ..product })
}

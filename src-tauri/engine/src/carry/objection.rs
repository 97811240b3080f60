//! Why an order must not be sent at all, asked before anything leaves.

use super::CarryError;
use crate::{
    ports::{
        Supplier,
        supplier::{Checked, SupplierError, Wish},
    },
    records::OrderRecord,
    till::Till,
};
use domain::{
    account::Wallet,
    money::Money,
    product::Product,
    reason::{Reason, ReasonCode},
};

impl Till {
    /// Why this many units of an order's kind must not be asked for, if anything is wrong.
    pub(crate) async fn objection(
        &self,
        order: &OrderRecord,
        supplier: &dyn Supplier,
        units: u32,
    ) -> Result<Option<Reason>, CarryError> {
        let Some(product) = self.journal().product(&order.product_id).await? else {
            return Ok(None);
        };
        if supplier.has_check(&product)
            && let Some(reason) = self.check_objection(order, &product, supplier, units).await?
        {
            return Ok(Some(reason));
        }
        self.wallet_objection(order, supplier, units).await
    }

    async fn check_objection(
        &self,
        order: &OrderRecord,
        product: &Product,
        supplier: &dyn Supplier,
        units: u32,
    ) -> Result<Option<Reason>, CarryError> {
        let wish = Wish { product, quantity: units, fields: &order.fields, amount: order.amount };
        let no = no_code(supplier, product);
        Ok(match supplier.check(&wish).await {
            Ok(Checked { ok: true, unit_cost, .. }) => {
                self.price_objection(order, unit_cost).await?
            }
            Ok(Checked { message, .. }) => Some(Reason::with(no, message.as_deref().unwrap_or(""))),
            Err(SupplierError::KeyOrAddress) => Some(Reason::plain(ReasonCode::KeyOrAddress)),
            Err(SupplierError::Refused(words)) => Some(Reason::with(no, &words)),
            Err(SupplierError::Unreachable(_)) => Some(Reason::plain(ReasonCode::Unreachable)),
            // Nobody said that the account is wrong or the shelf empty.
            Err(SupplierError::Busy(_) | SupplierError::Unreadable | SupplierError::NotBuilt) => {
                Some(Reason::plain(ReasonCode::PreflightUnavailable))
            }
        })
    }

    /// A price that rose stops once for the clerk; the next try knows the new one.
    async fn price_objection(
        &self,
        order: &OrderRecord,
        unit_cost: Option<Money>,
    ) -> Result<Option<Reason>, CarryError> {
        let (Some(expected), Some(now)) = (order.cost, unit_cost) else { return Ok(None) };
        if now.currency() != expected.currency() || now.amount() <= expected.amount() {
            return Ok(None);
        }
        self.journal().keep_cost(&order.product_id, now).await?;
        let words = format!("{} → {} {}", expected.amount(), now.amount(), now.currency());
        Ok(Some(Reason::with(ReasonCode::PriceRisen, &words)))
    }

    /// The wallet's last known balance is too small, and asking again confirms it. A balance that
    /// looks sufficient costs no call: the supplier is the judge.
    async fn wallet_objection(
        &self,
        order: &OrderRecord,
        supplier: &dyn Supplier,
        units: u32,
    ) -> Result<Option<Reason>, CarryError> {
        let (Some(cost), Some(currency)) = (order.cost, order.wallet) else { return Ok(None) };
        let Ok(cost) = cost.times(units) else { return Ok(None) };
        if cost.currency() != currency {
            return Ok(None);
        }
        let short = |wallet: &Wallet| wallet.balance.amount() < cost.amount();
        match self.journal().wallet(&order.supplier, currency).await? {
            Some(wallet) if short(&wallet) => {}
            _ => return Ok(None),
        }
        let Ok(wallets) = supplier.wallets(self.clock().now()).await else { return Ok(None) };
        self.journal().keep_wallets(&wallets).await?;
        Ok(wallets
            .iter()
            .find(|wallet| wallet.balance.currency() == currency && short(wallet))
            .map(|wallet| {
                let balance = wallet.balance;
                Reason::with(
                    ReasonCode::InsufficientBalance,
                    &format!("{} {currency}", balance.amount()),
                )
            }))
    }
}

/// What a no to a check means: an account that does not exist, or a shelf that is empty.
fn no_code(supplier: &dyn Supplier, product: &Product) -> ReasonCode {
    if supplier.has_preflight(product) {
        ReasonCode::PreflightRefused
    } else {
        ReasonCode::OutOfStock
    }
}

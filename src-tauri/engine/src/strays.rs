//! Orders that a supplier has of this till: what a restored till may not know of.

use crate::{
    ports::supplier::{ListFrom, Listed, Recovery, SupplierError},
    till::Till,
};
use domain::{
    ids::{ProviderOrderId, SupplierId},
    time::Timestamp,
};

impl Till {
    /// Every order that a supplier shows since then with a reference of this till, of whatever life;
    /// `None` where its replies show no reference.
    ///
    /// # Errors
    /// If the supplier cannot be asked, or its list not be read to its end.
    pub async fn ours_at(
        &self,
        supplier: &SupplierId,
        since: Timestamp,
    ) -> Result<Option<Vec<(ProviderOrderId, String)>>, SupplierError> {
        let supplier = self.suppliers().get(supplier).ok_or(SupplierError::NotBuilt)?;
        if supplier.recovery() == Recovery::ByLikeness {
            return Ok(None);
        }
        let from = ListFrom { since, above: None };
        let listed = supplier.listing(&from, self.clock().now()).await?;
        let ours = listed.into_iter().filter_map(|it| {
            let reference = self.own_reference(&it)?.to_owned();
            Some((it.provider_order_id, reference))
        });
        Ok(Some(ours.collect()))
    }

    /// The reference of this till, of whatever life, that a listed order carries.
    pub(crate) fn own_reference<'a>(&self, listed: &'a Listed) -> Option<&'a str> {
        let stem = format!("{}-", self.shop().till_code);
        listed.references.iter().map(String::as_str).find(|it| it.starts_with(&stem))
    }
}

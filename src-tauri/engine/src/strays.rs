//! Orders that a supplier has of this till: what a restored till may not know of.

use crate::{
    ports::supplier::{Ours, SupplierError},
    till::Till,
};
use domain::{ids::SupplierId, time::Timestamp};

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
    ) -> Result<Option<Vec<Ours>>, SupplierError> {
        let supplier = self.suppliers().get(supplier).ok_or(SupplierError::NotBuilt)?;
        let stem = format!("{}-", self.shop().till_code);
        supplier.ours(&stem, since, self.clock().now()).await
    }
}

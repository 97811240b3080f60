//! The shop's shelf, for both faces: how many codes of a product may lie on it.

use crate::{
    error::{ErrorCode, Failure},
    session::Session,
    views::shelf::ShelfView,
};
use domain::ids::ProductId;
use engine::{ports::journal::Note, sell::QUANTITY_MAX};

/// Lets so many codes of a product lie on the shelf; zero keeps none.
///
/// # Errors
/// If there is no such product, its codes are no good without their customer, or it is too many.
pub(crate) async fn keep(
    session: &Session,
    product: &str,
    keep: u32,
    note: &Note,
) -> Result<ShelfView, Failure> {
    let id = ProductId::new(product);
    let found = session.storage.product_of(&id).await?;
    let found = found.ok_or_else(|| Failure::about(ErrorCode::UnknownProduct, product))?;
    if keep > 0 && !found.can_be_bought_ahead() {
        return Err(Failure::about(ErrorCode::NotForShelf, product));
    }
    if keep > QUANTITY_MAX {
        return Err(Failure::plain(ErrorCode::QuantityInvalid));
    }
    session.storage.keep_on_shelf(&id, keep, note).await?;
    let lines = session.storage.shelf(session.now()).await?;
    let line = lines.iter().find(|line| line.product == id);
    Ok(line.map_or_else(|| ShelfView::none_of(&found), ShelfView::from))
}

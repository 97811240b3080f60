//! Buying ahead for the shop's own shelf: an order like any other, with nobody who pays for it.

use super::{Begun, Line, Means, QUANTITY_MAX, SellError};
use crate::{
    ports::journal::{Guard, NewOrder, NewSale, Opening},
    records::Tender,
    till::Till,
};
use domain::{
    ids::ProductId,
    money::Money,
    order::Purpose,
    sale::{TenderKind, TenderState},
};
use std::collections::BTreeMap;

/// What the shop wants to have on its shelf.
#[derive(Clone, Debug)]
pub struct AheadRequest {
    /// Which product.
    pub product: ProductId,
    /// How many more.
    pub quantity: u32,
    /// The caller's idempotency key.
    pub request_id: Option<String>,
    /// Who buys.
    pub clerk: Option<String>,
}

impl Till {
    /// Buys codes that no customer has asked for yet. They cost the wallet, and count as a sale only
    /// when they are sold.
    ///
    /// # Errors
    /// If the product cannot be bought ahead, the shelf has no room for so many, or the wallet does not
    /// cover them; nothing was sent.
    pub async fn buy_ahead(&self, request: AheadRequest) -> Result<Begun, SellError> {
        let text = format!("ahead {} {}", request.quantity, request.product);
        if let Some(request_id) = &request.request_id {
            match self.journal().earlier(request_id, &text).await? {
                Some(Opening::Repeated(id)) => return Ok(Begun::Repeated(id)),
                Some(Opening::RequestIdReused) => return Err(SellError::RequestIdReused),
                Some(
                    Opening::Opened
                    | Opening::NoCredit(_)
                    | Opening::NoRoom(_)
                    | Opening::Unfinished(_),
                )
                | None => {}
            }
        }
        let line = Line {
            product: request.product.clone(),
            quantity: request.quantity,
            phone: None,
            fields: BTreeMap::new(),
            amount: None,
        };
        if request.quantity == 0 || request.quantity > QUANTITY_MAX {
            return Err(SellError::Quantity);
        }
        if !self.known(&request.product).await?.can_be_bought_ahead() {
            return Err(SellError::NotForShelf(request.product));
        }
        self.covered(std::slice::from_ref(&line)).await?;
        let line = self.read_line(&line).await?;
        let id = self.clock().sale_id();
        let nothing = Money::zero(self.shop().currency);
        let orders = (0..line.quantity).map(|_| {
            let NewOrder { mut record, request } = self.new_order(&id, &line);
            (record.purpose, record.price) = (Purpose::Shelf, nothing);
            // Nobody is taxed for it before it is sold.
            record.tax_rate = None;
            NewOrder { record, request }
        });
        let sale = NewSale {
            debt: None,
            orders: orders.collect(),
            id,
            request_id: request.request_id,
            request: text,
            tender: Tender {
                kind: TenderKind::Cash,
                processor: None,
                state: TenderState::Paid,
                amount: nothing,
                received: None,
                card: None,
            },
            charge: None,
            total: nothing,
            clerk: request.clerk,
            overridden: Vec::new(),
            created_at: self.clock().now(),
            guard: Guard::SellAgain,
        };
        self.begin(sale, Means::Cash).await
    }
}

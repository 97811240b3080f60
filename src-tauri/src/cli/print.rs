//! `print`

use super::{Call, output::Output};
use crate::{
    error::{ErrorCode, Exit, Failure},
    slips::{find_printer, print_order},
};
use domain::{ids::SaleId, order::OrderState};
use engine::records::OrderRecord;
use serde::Serialize;

#[derive(Serialize)]
struct Copies {
    copies: u32,
}

pub(super) async fn run(
    call: &Call,
    id: &str,
    printer: Option<&str>,
    output: &Output,
) -> Result<Exit, Failure> {
    let orders = delivered(call, id).await?;
    let printer = find_printer(&call.session, printer).await?;
    let mut copies = 0;
    for order in &orders {
        let printed = print_order(&call.session, order, &printer, call.clerk_name()).await?;
        if let Some(failure) = printed.failure(&call.words) {
            return Err(failure);
        }
        copies = copies.max(printed.copies);
    }
    output.result(&Copies { copies }, || format!("{} · {copies}", printer.id));
    Ok(Exit::Done)
}

/// The order of this id, or the delivered orders of this sale.
async fn delivered(call: &Call, id: &str) -> Result<Vec<OrderRecord>, Failure> {
    let journal = call.session.till.journal();
    let orders = match journal.sale(&SaleId::new(id)).await? {
        Some(sale) => sale.orders,
        None => vec![call.session.order(id).await?],
    };
    let delivered: Vec<_> =
        orders.into_iter().filter(|order| order.state == OrderState::Delivered).collect();
    if delivered.is_empty() {
        return Err(Failure::about(ErrorCode::NothingToPrint, id));
    }
    Ok(delivered)
}

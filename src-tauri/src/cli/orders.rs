//! `orders` and `order`

use super::{Call, args::Orders, output::Output};
use crate::{
    error::{ErrorCode, Exit, Failure},
    views::{self, OrderView, SecretView},
    words::Words,
};
use domain::{phone::Phone, time::Timestamp};
use engine::{ports::journal::OrderQuery, records::OrderRecord};

pub(super) async fn list(call: &Call, args: Orders, output: &Output) -> Result<Exit, Failure> {
    let phone = match &args.phone {
        Some(typed) => {
            let read = Phone::parse(typed, &call.session.shop().country);
            Some(read.map_err(|_| Failure::plain(ErrorCode::PhoneInvalid))?.phone)
        }
        None => None,
    };
    let query = OrderQuery {
        state: args.state,
        since: args.since.map(Timestamp),
        phone: phone.map(|phone| phone.as_str().to_owned()),
        search: args.query,
        limit: args.limit,
        ..OrderQuery::default()
    };
    for order in call.session.till.journal().orders(&query).await? {
        let view = call.session.order_view(&order, &call.words).await?;
        output.result(&view, || line(&order, &view));
    }
    Ok(Exit::Done)
}

pub(super) async fn one(
    call: &Call,
    id: &str,
    reveal: bool,
    output: &Output,
) -> Result<Exit, Failure> {
    let order = call.session.order(id).await?;
    let secrets = if reveal { Some(revealed(call, &order).await?) } else { None };
    // Read after the reveal, so that the history shows it.
    let order = call.session.order(id).await?;
    let mut view = call.session.order_view(&order, &call.words).await?;
    if let Some(secrets) = secrets {
        view.secrets = secrets;
    }
    let events = call.session.till.journal().events(&order.id).await?;
    output.result(&view, || {
        let mut text =
            format!("{}\n{}", line(&order, &view), state_words(&order, &view, &call.words));
        for event in &events {
            let at = views::rfc3339(event.at);
            text.push_str(&format!("\n  {at}  {}", call.words.event(event)));
        }
        for secret in &view.secrets {
            text.push_str(&format!("\n  {}: {}", secret.label, secret.value));
        }
        text
    });
    Ok(Exit::Done)
}

/// An order's secrets in clear; the journal notes it first.
pub(super) async fn revealed(call: &Call, order: &OrderRecord) -> Result<Vec<SecretView>, Failure> {
    let secrets = call.session.till.reveal(&order.id, call.clerk_name()).await?;
    Ok(secrets.iter().map(SecretView::from).collect())
}

/// An order in one line.
pub(super) fn line(order: &OrderRecord, view: &OrderView) -> String {
    let phone = view.phone.as_deref().unwrap_or("");
    format!(
        "{}  {}  {:<16} {:>9} {}  {:<15} {phone}",
        view.created_at,
        view.id,
        view.product_id,
        view.price,
        view.price_currency,
        order.state.as_str()
    )
}

fn state_words(order: &OrderRecord, view: &OrderView, words: &Words) -> String {
    let reference = view.reference.as_deref().unwrap_or("");
    let provider = view.provider_order_id.as_deref().unwrap_or("–");
    let message = view.message.clone().unwrap_or_default();
    let state = words.state(order.state.as_str());
    format!("{state}. {message}\n  {reference} · {} {provider}", view.supplier)
}

//! `orders` and `order`

use super::{Call, args::Orders, output::Output};
use crate::{
    error::{ErrorCode, Exit, Failure},
    views::{self, OrderView, SecretView},
    words::Words,
};
use domain::{phone::Phone, shop::Language, time::Timestamp};
use engine::{
    ports::journal::{OrderQuery, Which},
    records::{EventRecord, OrderRecord},
};

pub(super) async fn list(call: &Call, args: Orders, output: &Output) -> Result<Exit, Failure> {
    let phone = match &args.phone {
        Some(typed) => {
            let read = Phone::parse(typed, &call.session.shop().country);
            Some(read.map_err(|_| Failure::plain(ErrorCode::PhoneInvalid))?.phone)
        }
        None => None,
    };
    let query = OrderQuery {
        which: args.state.map_or(Which::All, Which::In),
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
    output.result(&view, || story(&order, &view, &events, &call.words));
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

/// Everything about an order, for its shop's owner and for a supplier's support.
fn story(order: &OrderRecord, view: &OrderView, events: &[EventRecord], words: &Words) -> String {
    let name = match words.language() {
        Language::English => &order.name.en,
        Language::Arabic => &order.name.ar,
    };
    let mut lines = vec![format!("{name} · {}", words.state(order.state.as_str()))];
    lines.extend(view.message.clone());
    for (label, value) in head(order, view, words) {
        lines.push(format!("  {label}: {value}"));
    }
    lines.extend(view.secrets.iter().map(|secret| format!("  {}: {}", secret.label, secret.value)));
    lines.push(words.say("story-events"));
    for event in events {
        lines.push(format!("  {}  {}", views::rfc3339(event.at), words.event(event)));
    }
    lines.join("\n")
}

fn head(order: &OrderRecord, view: &OrderView, words: &Words) -> Vec<(String, String)> {
    let say = |key: &str| words.say(key);
    let theirs = match &view.provider_order_id {
        Some(id) => format!("{id} {}", view.provider_state.as_deref().unwrap_or_default()),
        None => say("story-no-supplier-order"),
    };
    let mut head = vec![
        (say("story-order"), view.id.clone()),
        (say("story-reference"), order.reference.to_string()),
        (view.supplier.clone(), theirs),
        (say("story-price"), format!("{} {}", view.price, view.price_currency)),
    ];
    if let Some(cost) = order.cost {
        head.push((say("story-cost"), format!("{} {}", cost.amount(), cost.currency())));
    }
    if let Some(amount) = order.amount {
        head.push((say("story-amount"), format!("{} {}", amount.amount(), amount.currency())));
    }
    if let Some(phone) = &order.phone {
        head.push((say("story-customer"), phone.grouped()));
    }
    head.extend(order.fields.iter().map(|(key, value)| (key.clone(), value.clone())));
    head
}

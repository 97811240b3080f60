//! What the window tells beyond the contract's objects: the hard moments with names and amounts, the
//! cash that goes back, the amounts a customer may choose.

use crate::{
    views::{
        rfc3339,
        window::{AmountChoice, SoldLine, tender::PageView},
    },
    words::{Words, args},
};
use domain::{
    money::Money,
    order::OrderState,
    product::Product,
    reason::{Reason, ReasonCode},
    sale::{TenderKind, TenderState},
};
use engine::{
    ports::{processor::MoveState, tenders::TenderRecord},
    records::{EventKind, EventRecord, OrderRecord, SaleRecord},
};
use rust_decimal::Decimal;

/// More amounts than this are typed, not pressed.
const BUTTONS_MAX: usize = 8;

/// Why an order is where it is; where the owner must act, with the supplier's name and the amounts.
pub(super) fn message(order: &OrderRecord, words: &Words) -> Option<String> {
    let reason = order.reason.as_ref()?;
    let supplier = || ("supplier", order.supplier.to_string());
    let cost = order.cost.map(|cost| format!("{} {}", cost.amount(), cost.currency()));
    Some(match (reason.code, balance(reason), cost) {
        (ReasonCode::InsufficientBalance, Some(balance), Some(cost)) => {
            let facts = [supplier(), ("balance", balance.to_owned()), ("cost", cost)];
            words.say_with("wallet-low", &args(facts))
        }
        (ReasonCode::KeyOrAddress, ..) => words.say_with("address-changed", &args([supplier()])),
        _ => words.reason(reason),
    })
}

/// One line of an order's story. What went wrong in the wire's own words is for the log and the
/// command line; at the counter it is left out.
pub(super) fn story_line(event: &EventRecord, words: &Words) -> String {
    match event.kind {
        EventKind::Lost => words.say("story-lost"),
        EventKind::LookupExhausted => words.say("story-lookup-exhausted"),
        EventKind::Refused => words.say("story-refused"),
        EventKind::Delivered => words.say("story-delivered"),
        EventKind::Prepared
        | EventKind::Sent
        | EventKind::Accepted
        | EventKind::Progress
        | EventKind::Repeated
        | EventKind::Candidates
        | EventKind::CodeTwice
        | EventKind::GuardOverridden
        | EventKind::Resolved
        | EventKind::LateDelivery
        | EventKind::TakenBack
        | EventKind::LateCandidates
        | EventKind::CandidateClaimed
        | EventKind::CandidateDenied
        | EventKind::FromStock
        | EventKind::FromAhead
        | EventKind::Seen
        | EventKind::Restored
        | EventKind::Imported
        | EventKind::PriceTold
        | EventKind::Explained
        | EventKind::Adopted
        | EventKind::Reveal
        | EventKind::RefundAgainstRule
        | EventKind::RefundProof
        | EventKind::Print
        | EventKind::PrintFailed
        | EventKind::ReprintAsked
        | EventKind::DisputePack
        | EventKind::Sms
        | EventKind::SmsFailed
        | EventKind::SmsLost
        | EventKind::TextSeenTo
        | EventKind::DrawerSale
        | EventKind::DrawerShut
        | EventKind::WhatsappAsked
        | EventKind::Whatsapp
        | EventKind::WhatsappFailed
        | EventKind::TenderSent
        | EventKind::TenderOpen
        | EventKind::TenderProgress
        | EventKind::TenderLost
        | EventKind::TenderRepeated
        | EventKind::TenderHeld
        | EventKind::TenderPaid
        | EventKind::TenderFailed
        | EventKind::TenderExpired
        | EventKind::TenderCancelled
        | EventKind::TenderUnclear
        | EventKind::Capture
        | EventKind::NotCaptured
        | EventKind::GiveBack
        | EventKind::GivenBack
        | EventKind::NotGivenBack
        | EventKind::LetGo
        | EventKind::CashBack
        | EventKind::DebtTakenOff => words.event(event),
    }
}

/// The balance, where the detail is one and not the supplier's sentence.
fn balance(reason: &Reason) -> Option<&str> {
    let detail = reason.detail.as_deref()?;
    let (amount, currency) = detail.split_once(' ')?;
    let is_amount = amount.parse::<Decimal>().is_ok() && currency.len() == 3;
    is_amount.then_some(detail)
}

/// The page on which a customer can pay now.
pub(super) fn page(tender: &TenderRecord) -> Option<PageView> {
    let url = tender.pay_url.clone().filter(|_| tender.state == TenderState::Pending)?;
    let qr = devices::screen_qr(&url);
    Some(PageView {
        url,
        until: tender.expire_at.map(rfc3339),
        qr_side: qr.as_ref().map(|qr| qr.side),
        qr_path: qr.map(|qr| qr.path),
    })
}

/// The fact of a keyed card that its processor did not accept.
pub(super) fn card_field(reason: Reason) -> Option<String> {
    reason.detail.filter(|_| reason.code == ReasonCode::CardField)
}

/// Why the customer's card money is where it is. A request without an answer is told of until there is
/// one, and not as an order would be: whether anything was bought is not what is in doubt.
pub(super) fn money_message(tender: &TenderRecord, words: &Words) -> Option<String> {
    let reason = tender.reason.as_ref()?;
    if !reason.code.is_doubt() {
        return Some(words.reason(reason));
    }
    let moves = tender.moves.iter().any(|made| made.state == MoveState::Open);
    (moves || tender.state.is_waiting()).then(|| words.say("money-in-doubt"))
}

/// The cash that goes back to the customer for what was not delivered.
pub(super) fn give_back(sale: &SaleRecord) -> Option<Money> {
    returned(sale, &sale.orders)
}

fn returned<'a>(
    sale: &SaleRecord,
    orders: impl IntoIterator<Item = &'a OrderRecord>,
) -> Option<Money> {
    if sale.tender.kind != TenderKind::Cash {
        return None;
    }
    let refused = orders.into_iter().filter(|order| order.state == OrderState::Refused);
    refused
        .map(|order| order.price)
        .try_fold(Money::zero(sale.total.currency()), Money::checked_add)
        .ok()
        .filter(|sum| !sum.amount().is_zero())
}

/// The sale's orders put together as they lay in the basket.
pub(super) fn lines(sale: &SaleRecord) -> Vec<SoldLine> {
    let same = |a: &OrderRecord, b: &OrderRecord| {
        let facts =
            |order: &OrderRecord| (order.product_id.clone(), order.phone.clone(), order.amount);
        facts(a) == facts(b) && a.fields == b.fields
    };
    let line = |orders: &[OrderRecord]| {
        let delivered = orders.iter().filter(|order| order.state == OrderState::Delivered);
        SoldLine {
            product_id: orders
                .first()
                .map(|order| order.product_id.to_string())
                .unwrap_or_default(),
            orders: orders.iter().map(|order| order.id.to_string()).collect(),
            delivered: u32::try_from(delivered.count()).unwrap_or(u32::MAX),
            give_back: returned(sale, orders).map(Money::to_price),
        }
    };
    sale.orders.chunk_by(same).map(line).collect()
}

/// What the customer chooses of an open-value product.
pub(super) fn choice(product: &Product) -> Option<AmountChoice> {
    if !product.is_open_value() {
        return None;
    }
    let currency = product.face_currency().map(|currency| currency.to_string());
    Some(AmountChoice {
        currency: currency.unwrap_or_default(),
        min: product.min.map(shortest),
        max: product.max.map(shortest),
        step: product.step.map(shortest),
        amounts: few_amounts(product),
    })
}

/// An amount as people say it: without zeros that say nothing.
fn shortest(amount: Decimal) -> String {
    amount.normalize().to_string()
}

/// Every amount there is, if they are few.
fn few_amounts(product: &Product) -> Vec<String> {
    let (Some(min), Some(max), Some(step)) = (product.min, product.max, product.step) else {
        return Vec::new();
    };
    if step <= Decimal::ZERO {
        return Vec::new();
    }
    let steps = std::iter::successors(Some(min), |amount| amount.checked_add(step));
    let amounts: Vec<Decimal> =
        steps.take_while(|amount| *amount <= max).take(BUTTONS_MAX + 1).collect();
    if amounts.len() > BUTTONS_MAX {
        return Vec::new();
    }
    amounts.into_iter().map(shortest).collect()
}

//! Every reply reader of the processors' adapters. What they say is judged by [`money`] and [`cards`].

use crate::{
    cards,
    money::{self, Reading},
    readers::{Outcome, Reader},
    samples as s,
};
use domain::{
    ids::{MoveId, TenderId},
    money::{Money, parse_decimal},
    time::Timestamp,
};
use engine::ports::{
    processor::{Charge, Charged, Move, MoveKind, MoveState, Moved, ProcessorError, TenderLook},
    supplier::WireReply,
};
use providers::{
    mpg,
    payerly::{self, StatusWords},
};
use serde_json::Value;

/// Whose reply it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    Payerly,
    Mpg,
}

/// Our attempt at Payerly, and a refund of it.
const PAGE: &str = "019ad2c0-0000-7000-8000-000000000001";
const PAGE_REFUND: &str = "019ad2c0-0000-7000-8000-000000000002";
/// Our attempt at the gateway, and what was done with what it holds.
const HOLD: &str = "b658e6b8-26bd-4243-87d5-cb16997d213d";
const CAPTURE: &str = "01904432-1c63-71c4-b5c8-70b2e04ee20b";
const VOID: &str = "01904432-1c63-71c4-b5c8-70b2e04ee20c";
const REFUND: &str = "01904432-1c63-71c4-b5c8-70b2e04ee20d";

const fn payerly(
    name: &'static str,
    samples: &'static [&'static str],
    read: fn(&WireReply) -> Outcome,
) -> Reader {
    Reader { name, samples, refusals: s::PAYERLY_ERROR, read }
}

const fn mpg(
    name: &'static str,
    samples: &'static [&'static str],
    read: fn(&WireReply) -> Outcome,
) -> Reader {
    Reader { name, samples, refusals: s::MPG_ERROR, read }
}

pub(crate) const PROCESSORS: &[Reader] = &[
    payerly("payerly page asked for", s::PAYERLY_ORDER, |reply| {
        let charge = charge(Whose::Payerly);
        charged(Whose::Payerly, reply, &payerly::read_charged(&charge, &words(), reply))
    }),
    payerly("payerly order", s::PAYERLY_ORDER, |reply| {
        let (charge, moves) = (charge(Whose::Payerly), moves(Whose::Payerly));
        let look = payerly::read_look(&charge, &moves, &words(), reply.clone());
        looked(Whose::Payerly, reply, &look)
    }),
    payerly("payerly refunded", s::PAYERLY_REFUND, |reply| {
        let made = refund_of_page();
        moved(Whose::Payerly, reply, &made, &payerly::read_moved(&made, reply))
    }),
    payerly("payerly ready", s::PAYERLY_ORDER, |reply| {
        ready(Whose::Payerly, reply, &payerly::read_ready(reply))
    }),
    payerly("payerly kept", s::PAYERLY_ORDER, |reply| kept(reply, &payerly::keepable(reply))),
    mpg("mpg authorised", s::MPG_ORDER, |reply| {
        charged(Whose::Mpg, reply, &mpg::read_charged(&charge(Whose::Mpg), reply))
    }),
    mpg("mpg order", s::MPG_ORDER, looked_at_hold),
    mpg("mpg order with movements", s::MPG_MOVED, looked_at_hold),
    mpg("mpg captured", s::MPG_MOVED, |reply| moved_of_hold(reply, MoveKind::Capture)),
    mpg("mpg voided", s::MPG_MOVED, |reply| moved_of_hold(reply, MoveKind::Void)),
    mpg("mpg refunded", s::MPG_MOVED, |reply| moved_of_hold(reply, MoveKind::Refund)),
    mpg("mpg ready", s::MPG_ORDER, |reply| ready(Whose::Mpg, reply, &mpg::read_ready(reply))),
    mpg("mpg kept", s::MPG_ORDER, |reply| kept(reply, &mpg::keepable(reply))),
];

/// What was asked for: 10.27 USD on a page, 10.00 SAR from a card.
pub(crate) fn charge(whose: Whose) -> Charge {
    let (id, amount, card_tail) = match whose {
        Whose::Payerly => (PAGE, money("10.27", "USD"), None),
        Whose::Mpg => (HOLD, money("10.00", "SAR"), Some("1111".to_owned())),
    };
    Charge {
        id: TenderId::new(id),
        amount,
        description: "Test Order".into(),
        created_at: Timestamp(0),
        expire_at: None,
        card_tail,
    }
}

/// Our movements of it, none of which is known to have ended.
pub(crate) fn moves(whose: Whose) -> Vec<Move> {
    match whose {
        Whose::Payerly => vec![refund_of_page()],
        Whose::Mpg => [MoveKind::Capture, MoveKind::Void, MoveKind::Refund].map(of_hold).to_vec(),
    }
}

fn refund_of_page() -> Move {
    Move {
        id: MoveId::new(PAGE_REFUND),
        kind: MoveKind::Refund,
        amount: money("10.27", "USD"),
        part: Some("pay-1".into()),
        state: MoveState::Open,
    }
}

fn of_hold(kind: MoveKind) -> Move {
    let (id, amount) = match kind {
        MoveKind::Capture => (CAPTURE, "4.00"),
        MoveKind::Void => (VOID, "10.00"),
        MoveKind::Refund => (REFUND, "4.00"),
    };
    let (id, amount) = (MoveId::new(id), money(amount, "SAR"));
    Move { id, kind, amount, part: None, state: MoveState::Open }
}

fn money(amount: &str, currency: &str) -> Money {
    Money::new(parse_decimal(amount).unwrap(), currency.parse().unwrap())
}

/// A till whose owner told it a word for paid.
fn words() -> StatusWords {
    StatusWords { paid: vec!["CONFIRMED".into()], ..StatusWords::default() }
}

/// The reply to a charge: accepted from a whole 200 or 201 alone, refused by the processor's own
/// error alone.
fn charged(whose: Whose, reply: &WireReply, charged: &Charged) -> Outcome {
    let said = Reading::of(whose, reply);
    let complaint = match charged {
        Charged::NeverSent(_) => Some("never sent, yet answered".to_owned()),
        Charged::Lost(reason) => money::reason_complaint(reason),
        Charged::Refused(reason) => {
            if said.is_refusal() {
                money::reason_complaint(reason)
            } else {
                Some(format!("a no from a reply that is none: {reason:?}"))
            }
        }
        Charged::Accepted(report) => said.report_complaint(&[200, 201], &[], report),
    };
    Outcome { is_read: !matches!(charged, Charged::Lost(_)), complaint }
}

fn looked_at_hold(reply: &WireReply) -> Outcome {
    let look = mpg::read_look(&charge(Whose::Mpg), &moves(Whose::Mpg), reply.clone());
    looked(Whose::Mpg, reply, &look)
}

/// The reply to a look-up: found in a whole 200 alone, absent by the processor's own 404 alone.
fn looked(whose: Whose, reply: &WireReply, look: &TenderLook) -> Outcome {
    let said = Reading::of(whose, reply);
    let complaint = match look {
        TenderLook::Found { report, reply: passed_on } => (passed_on != reply)
            .then(|| "another reply than the one that was read".to_owned())
            .or_else(|| said.report_complaint(&[200], &moves(whose), report)),
        TenderLook::Absent { .. } => (reply.status != 404 || !said.is_refusal())
            .then(|| "absent by a reply that does not say so".to_owned()),
        TenderLook::Failed { reason, .. } => money::reason_complaint(reason),
    };
    Outcome { is_read: !matches!(look, TenderLook::Failed { .. }), complaint }
}

fn moved_of_hold(reply: &WireReply, kind: MoveKind) -> Outcome {
    let made = of_hold(kind);
    moved(Whose::Mpg, reply, &made, &mpg::read_moved(&charge(Whose::Mpg), &made, reply))
}

fn moved(whose: Whose, reply: &WireReply, made: &Move, moved: &Moved) -> Outcome {
    let said = Reading::of(whose, reply);
    let complaint = match moved {
        Moved::Fate(fate) => said.moved_complaint(made, fate),
        Moved::Lost(reason) => money::reason_complaint(reason),
    };
    Outcome { is_read: matches!(moved, Moved::Fate(_)), complaint }
}

/// The reply about an order that nobody made: the key is fine, or not, by the processor's own word
/// alone, never by a page of somebody who stands between.
fn ready(whose: Whose, reply: &WireReply, ready: &Result<(), ProcessorError>) -> Outcome {
    let said = Reading::of(whose, reply);
    let allowed = match ready {
        Ok(()) => match reply.status {
            200 => said.is_own(),
            404 => said.is_refusal(),
            _ => false,
        },
        Err(ProcessorError::Key) => matches!(reply.status, 401 | 403) && said.is_own(),
        Err(ProcessorError::Unreachable(_)) => true,
    };
    let complaint = (!allowed).then(|| format!("{ready:?}"));
    Outcome { is_read: !matches!(ready, Err(ProcessorError::Unreachable(_))), complaint }
}

/// What the journal keeps of a reply: no fact of a card but its last digits, and nothing at all of what
/// is no whole JSON.
fn kept(reply: &WireReply, kept: &WireReply) -> Outcome {
    let nothing = kept.body.is_empty();
    let tree: Option<Value> = serde_json::from_slice(&kept.body).ok();
    let complaint = if !reply.complete && !nothing {
        Some("half a reply was kept".to_owned())
    } else if (kept.status, kept.complete) != (reply.status, reply.complete) {
        Some("another status was kept".to_owned())
    } else {
        match &tree {
            Some(tree) => cards::fact_in(tree),
            None => (!nothing).then(|| "what is no JSON was kept".to_owned()),
        }
    };
    Outcome { is_read: !nothing, complaint }
}

//! `sell`: one sale of one product, and waiting for its end.

use super::{
    Call,
    args::Sell,
    card,
    check::engine_line,
    orders::{line, revealed},
    output::Output,
};
use crate::{
    debts,
    error::{ErrorCode, Exit, Failure},
    slips::{find_printer, print_order},
    sms::{route, text_order},
    views::{HandOverView, SaleView},
};
use domain::{
    clerk::Right,
    digits::ascii_digits,
    ids::{ProcessorId, RouteId, SaleId},
    money::parse_decimal,
    order::OrderState,
    phone::Phone,
    sale::{SaleState, TenderKind, TenderState},
};
use engine::{
    ports::journal::Guard,
    records::{CardTender, SaleRecord},
    sell::{self, Begun, Carrying, Means, SaleRequest, SellError},
};
use rust_decimal::Decimal;
use std::time::Duration;
use storage::Printer;
use tokio::time::Instant;

/// How often a sale that another process carries is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// How long past `--wait` a request in the air is given to land: cutting it off makes an unknown
/// order of one that a moment later is known.
const LANDING: Duration = Duration::from_secs(3);

pub(super) async fn run(call: &Call, args: Sell, output: &Output) -> Result<Exit, Failure> {
    let deadline = Instant::now() + args.wait;
    let before = before_selling(call, &args, output).await?;
    let request = SaleRequest {
        must_be_covered: false,
        lines: vec![sell::Line { amount: amount(&args)?, ..engine_line(&args.line) }],
        means: means(call, &args).await?,
        received: None,
        request_id: args.request_id.clone(),
        guard: if args.again { Guard::SellAgain } else { Guard::Stop },
        clerk: call.clerk_name(),
        // A script is stopped by what is unfinished alone, and says so by `--again`.
        overridden: Vec::new(),
    };
    let begun = match call.session.till.sell(request).await {
        Ok(begun) => begun,
        Err(SellError::Unfinished(earlier)) => {
            show(call, &earlier, None, output).await?;
            return Err(Failure::plain(ErrorCode::UnfinishedOrderExists));
        }
        Err(error) => return Err(error.into()),
    };
    let waiting = Waiting { call, follow: args.follow, deadline, output };
    let id = begun.sale_id().clone();
    let ended = match begun {
        Begun::New(_, carrying) => match waiting.for_new(&id, carrying).await {
            Ok(sale) => after_selling(call, &args, sale, &before, output).await,
            Err(Unended::NothingSent(failure)) => return Err(failure),
            Err(Unended::Unclear(failure)) => Err(failure),
        },
        // Its codes were handed over, or will be, by the call that made it.
        Begun::Repeated(_) => match waiting.for_other(&id).await {
            Ok(sale) => show_revealed(call, &args, &sale, Vec::new(), output).await,
            Err(failure) => Err(failure),
        },
    };
    // A byte may have left: whatever failed here, the sale itself is not known to have failed.
    ended.map_err(|failure| {
        output.warn(&failure.to_wire(output.words()).message);
        Failure::plain(ErrorCode::OutcomeUnknown)
    })
}

/// Why a sale could not be waited for.
enum Unended {
    /// The journal failed before anything was sent.
    NothingSent(Failure),
    /// Something failed while the sale goes on.
    Unclear(Failure),
}

impl From<Failure> for Unended {
    fn from(failure: Failure) -> Self {
        Unended::Unclear(failure)
    }
}

/// How the customer pays. A card is read from stdin only where its processor takes one.
async fn means(call: &Call, args: &Sell) -> Result<Means, Failure> {
    let is_debt = args.tender == TenderKind::Debt.as_str();
    if args.card_stdin && is_debt || args.debtor.is_some() && !is_debt {
        return Err(Failure::about(ErrorCode::UnknownTender, &args.tender));
    }
    if is_debt {
        return on_account(call, args).await;
    }
    if args.tender == TenderKind::Cash.as_str() {
        return match args.card_stdin {
            true => Err(Failure::about(ErrorCode::UnknownTender, "--card-stdin")),
            false => Ok(Means::Cash),
        };
    }
    let processor = ProcessorId::new(args.tender.clone());
    let Some(adapter) = call.session.till.processors().get(&processor) else {
        return Err(Failure::about(ErrorCode::UnknownTender, &args.tender));
    };
    if args.card_stdin && !adapter.keyed_entry() {
        return Err(Failure::about(ErrorCode::CardNotTaken, &args.tender));
    }
    let card = args.card_stdin.then(card::from_stdin).transpose()?;
    Ok(Means::Card { processor, card })
}

/// Who owes it; only who has the right lets it pass their limit.
async fn on_account(call: &Call, args: &Sell) -> Result<Means, Failure> {
    let Some(said) = &args.debtor else { return Err(Failure::plain(ErrorCode::DebtorMissing)) };
    let least = Right::PassDebtLimit.least();
    if let Some(clerk) = call.clerk.as_ref().filter(|it| args.over_limit && !it.role.covers(least))
    {
        return Err(Failure::about(ErrorCode::NotAllowed, &clerk.name));
    }
    let debtor = debts::find(&call.session, said).await?.id;
    Ok(Means::Debt { debtor, over_limit: args.over_limit })
}

/// The amount of an open-value product, in any digits.
fn amount(args: &Sell) -> Result<Option<Decimal>, Failure> {
    let Some(typed) = &args.amount else { return Ok(None) };
    let read = parse_decimal(&ascii_digits(typed));
    read.map(Some).map_err(|error| Failure::about(ErrorCode::AmountInvalid, error))
}

/// What must be right before anything is written down.
async fn before_selling(call: &Call, args: &Sell, output: &Output) -> Result<Before, Failure> {
    let sms = match &args.sms {
        Some(to) => {
            let to = super::sms::read(call, to, output)?.phone;
            Some((to, route(&call.session)?.id.clone()))
        }
        None => None,
    };
    let printer = match &args.print {
        Some(printer) => Some(find_printer(&call.session, printer.as_deref()).await?),
        None => None,
    };
    Ok(Before { printer, sms })
}

/// By which ways the codes are to be handed over.
struct Before {
    printer: Option<Printer>,
    /// To which phone, by which route.
    sms: Option<(Phone, RouteId)>,
}

/// Waiting for a sale's end.
pub(super) struct Waiting<'a> {
    call: &'a Call,
    follow: bool,
    deadline: Instant,
    output: &'a Output,
}

impl<'a> Waiting<'a> {
    /// For something to be bought that nobody follows line by line.
    pub(super) fn until_final(call: &'a Call, wait: Duration, output: &'a Output) -> Self {
        Self { call, follow: false, deadline: Instant::now() + wait, output }
    }

    /// Waits for what this call began, or another one did, shows it, and says how it ended. Once a byte
    /// may have left, whatever fails here is an outcome that is not known.
    pub(super) async fn to_the_end(
        &self,
        id: &SaleId,
        carrying: Option<Vec<Carrying>>,
    ) -> Result<Exit, Failure> {
        let ended = match carrying {
            Some(carrying) => self.for_new(id, carrying).await,
            None => self.for_other(id).await.map_err(Unended::from),
        };
        let shown = match ended {
            Ok(sale) => {
                let shown = show(self.call, &sale, None, self.output).await;
                shown.map(|()| exit_of(sale.state()))
            }
            Err(Unended::NothingSent(failure)) => return Err(failure),
            Err(Unended::Unclear(failure)) => Err(failure),
        };
        shown.map_err(|failure| {
            self.output.warn(&failure.to_wire(self.output.words()).message);
            Failure::plain(ErrorCode::OutcomeUnknown)
        })
    }

    /// A sale this process carries. If its journal failed before anything was sent, that failure.
    async fn for_new(&self, id: &SaleId, carrying: Vec<Carrying>) -> Result<SaleRecord, Unended> {
        let mut changes = self.call.session.till.changes();
        let mut told = None;
        loop {
            // Asked before the sale is read: what ends after that is not in the sale that was read.
            let resting = carrying.iter().all(Carrying::is_finished);
            let sale = self.call.session.sale(id).await?;
            let landing = if in_the_air(&sale) { LANDING } else { Duration::ZERO };
            let deadline = self.deadline + landing;
            if resting || sale.is_settled() || Instant::now() >= deadline {
                if resting && nothing_left(&sale) {
                    return failed_before_sending(carrying).await.map_or(Ok(sale), Err);
                }
                return Ok(sale);
            }
            if self.follow && told.replace(states(&sale)) != Some(states(&sale)) {
                show(self.call, &sale, None, self.output).await?;
            }
            let pause = tokio::time::sleep(LOOK_EVERY);
            // A missed change only means that the sale is read again.
            tokio::select! {
                _changed = changes.recv() => {}
                () = pause => {}
                () = tokio::time::sleep_until(deadline) => {}
            }
        }
    }

    /// A sale that another call made.
    async fn for_other(&self, id: &SaleId) -> Result<SaleRecord, Failure> {
        loop {
            let sale = self.call.session.sale(id).await?;
            if sale.is_settled() || Instant::now() >= self.deadline {
                return Ok(sale);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}

/// Whether the sale is as it was written down: no supplier and no processor was asked.
fn nothing_left(sale: &SaleRecord) -> bool {
    let asked = sale.tender.card.as_ref().is_some_and(|card| card.asked);
    sale.state() == SaleState::Orders(OrderState::Prepared) && !asked
}

/// Whether a request is about to leave or waits for its reply. A customer who has not paid yet is
/// nothing in the air.
fn in_the_air(sale: &SaleRecord) -> bool {
    let card = sale.tender.card.as_ref();
    let page_is_open = card.is_some_and(|card| card.pay_url.is_some());
    if sale.tender.state == TenderState::Pending && page_is_open {
        return false;
    }
    sale.orders.iter().any(|order| match order.state {
        OrderState::Prepared => true,
        OrderState::Unknown => order.reason.is_none(),
        OrderState::Waiting
        | OrderState::NeedsAttention
        | OrderState::Delivered
        | OrderState::Refused
        | OrderState::Refunded => false,
    })
}

/// What a follower is told about: every order's state, and where the customer's money is.
fn states(sale: &SaleRecord) -> (Vec<OrderState>, TenderState, Option<CardTender>) {
    let orders = sale.orders.iter().map(|order| order.state).collect();
    (orders, sale.tender.state, sale.tender.card.clone())
}

async fn failed_before_sending(carrying: Vec<Carrying>) -> Option<Unended> {
    for task in carrying {
        if let Ok(Err(error)) = task.await {
            return Some(Unended::NothingSent(error.into()));
        }
    }
    None
}

/// Hands the codes over and shows the sale. What fails here never makes a failed sale of it.
async fn after_selling(
    call: &Call,
    args: &Sell,
    sale: SaleRecord,
    before: &Before,
    output: &Output,
) -> Result<Exit, Failure> {
    let mut failed = Vec::new();
    let delivered = sale.orders.iter().filter(|order| order.state == OrderState::Delivered);
    for order in delivered {
        if let Some(printer) = &before.printer {
            match print_order(&call.session, order, printer, call.clerk_name()).await {
                Ok(printed) => {
                    if let Some(failure) = printed.failure(&call.words) {
                        let told = failure.to_wire(&call.words);
                        output.warn(&format!("{} {}", told.message, told.hint));
                    }
                }
                Err(failure) => {
                    let message = failure.to_wire(&call.words).message;
                    output.warn(&message);
                    failed.push(HandOverView {
                        via: printer.id.clone(),
                        ok: false,
                        message: Some(message),
                    });
                }
            }
        }
        if let Some((to, route)) = &before.sms {
            let texted = text_order(&call.session, order, to, call.clerk_name()).await;
            // What the outbox has on record stands in the sale's hand-overs already.
            let noted = texted.is_ok();
            let failure = match texted {
                Ok(texted) => texted.failure(),
                Err(failure) => Some(failure),
            };
            if let Some(failure) = failure {
                let message = failure.to_wire(&call.words).message;
                output.warn(&message);
                if !noted {
                    let via = route.to_string();
                    failed.push(HandOverView { via, ok: false, message: Some(message) });
                }
            }
        }
    }
    let sale = call.session.sale(&sale.id).await?;
    show_revealed(call, args, &sale, failed, output).await
}

async fn show_revealed(
    call: &Call,
    args: &Sell,
    sale: &SaleRecord,
    failed: Vec<HandOverView>,
    output: &Output,
) -> Result<Exit, Failure> {
    let mut revealed_orders = Vec::new();
    if args.reveal {
        for order in sale.orders.iter().filter(|order| !order.secrets.is_empty()) {
            revealed_orders.push((order.id.to_string(), revealed(call, order).await?));
        }
    }
    let mut view = call.session.sale_view(sale, &call.words).await?;
    for (id, secrets) in revealed_orders {
        if let Some(order) = view.orders.iter_mut().find(|order| order.id == id) {
            order.secrets = secrets;
        }
    }
    view.hand_overs.extend(failed);
    show(call, sale, Some(view), output).await?;
    Ok(exit_of(sale.state()))
}

pub(super) async fn show(
    call: &Call,
    sale: &SaleRecord,
    view: Option<SaleView>,
    output: &Output,
) -> Result<(), Failure> {
    let view = match view {
        Some(view) => view,
        None => call.session.sale_view(sale, &call.words).await?,
    };
    output.result(&view, || {
        let state = call.words.state(sale.state().as_str());
        let mut text = format!("{}: {state} · {} {}", view.id, view.total, view.currency);
        if let Some(url) = &view.tender.pay_url {
            text.push_str(&format!("\n{url}"));
        }
        for (record, order) in sale.orders.iter().zip(&view.orders) {
            text.push_str(&format!("\n{}", line(record, order)));
            if let Some(message) = &order.message {
                text.push_str(&format!("\n  {message}"));
            }
            for secret in &order.secrets {
                text.push_str(&format!("\n  {}: {}", secret.label, secret.value));
            }
        }
        text
    });
    Ok(())
}

fn exit_of(state: SaleState) -> Exit {
    match state {
        SaleState::Orders(OrderState::Delivered) => Exit::Done,
        SaleState::Orders(OrderState::Refused | OrderState::Refunded)
        | SaleState::PartlyDelivered
        | SaleState::Cancelled => Exit::Refused,
        SaleState::Orders(
            OrderState::Prepared
            | OrderState::Waiting
            | OrderState::Unknown
            | OrderState::NeedsAttention,
        ) => Exit::Unknown,
    }
}

//! `sell`: one sale of one product, and waiting for its end.

mod waiting;

pub(super) use waiting::Waiting;

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
    digits::typed_decimal,
    ids::{ProcessorId, RouteId},
    money::parse_decimal,
    order::OrderState,
    phone::Phone,
    sale::{SaleState, TenderKind},
};
use engine::{
    ports::journal::Guard,
    records::SaleRecord,
    sell::{self, Begun, Means, SaleRequest, SellError},
};
use rust_decimal::Decimal;
use storage::{Approval, Printer};
use tokio::time::Instant;

pub(super) async fn run(call: &Call, args: Sell, output: &Output) -> Result<Exit, Failure> {
    let deadline = Instant::now() + args.wait;
    let before = before_selling(call, &args, output).await?;
    let request = SaleRequest {
        must_be_covered: false,
        lines: vec![sell::Line { amount: amount(&args)?, ..engine_line(&args.line)? }],
        means: means(call, &args).await?,
        received: None,
        request_id: args.request_id.clone(),
        guard: if args.again { Guard::SellAgain } else { Guard::Stop },
        clerk: call.clerk_name(),
        // A script is stopped by what is unfinished alone, and says so by `--again`.
        overridden: Vec::new(),
    };
    note_passing(call, &request).await?;
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

/// Who lets a debtor pass their limit is on record before it is done, once, as at the window: who sells,
/// and who approved it. Here both are one.
async fn note_passing(call: &Call, request: &SaleRequest) -> Result<(), Failure> {
    let passes = matches!(request.means, Means::Debt { over_limit: true, .. });
    let Some(clerk) = call.clerk.as_ref().filter(|_| passes) else { return Ok(()) };
    let session = &call.session;
    if session.till.is_repeat(request).await? {
        return Ok(());
    }
    let (name, right) = (clerk.name.as_str(), Right::PassDebtLimit);
    let approval = Approval { right, clerk: name, approver: name, order: None };
    Ok(session.storage.note_approval(&approval, session.now()).await?)
}

/// The amount of an open-value product, in any digits.
fn amount(args: &Sell) -> Result<Option<Decimal>, Failure> {
    let Some(typed) = &args.amount else { return Ok(None) };
    let read = parse_decimal(&typed_decimal(typed));
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
                Ok(texted) => texted.failure(&call.words),
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
            // A code that may not be shown once more says nothing about whether it was bought.
            match revealed(call, order).await {
                Ok(secrets) => revealed_orders.push((order.id.to_string(), secrets)),
                Err(failure) => {
                    let told = failure.to_wire(&call.words);
                    output.warn(&format!("{} {}", told.message, told.hint));
                }
            }
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

//! `resolve`: a person's decision on an order that looking up could not settle.

use super::{Call, args::Resolve, orders, output::Output};
use crate::error::{ErrorCode, Exit, Failure};
use domain::ids::{OrderId, ProviderOrderId};
use engine::resolve::{Decision, Ruling};

pub(super) async fn run(call: &Call, args: Resolve, output: &Output) -> Result<Exit, Failure> {
    let ruling = match (args.as_delivered, args.as_refused) {
        (true, false) => {
            Ruling::Delivered { candidate: args.provider_order.map(ProviderOrderId::new) }
        }
        (false, true) if args.provider_order.is_none() => Ruling::Refused,
        _ => {
            let what = "say --as-delivered [--provider-order ID] or --as-refused";
            return Err(Failure::about(ErrorCode::BadUsage, what));
        }
    };
    let note = args.reason.trim().to_owned();
    if note.is_empty() {
        return Err(Failure::about(ErrorCode::BadUsage, "--reason must say why"));
    }
    call.session.order(&args.id).await?;
    let decision = Decision { ruling, note, clerk: call.clerk_name() };
    call.session.till.resolve(&OrderId::new(args.id.clone()), decision).await?;
    orders::one(call, &args.id, false, output).await
}

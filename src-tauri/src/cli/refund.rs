//! `refund`: a customer's money goes back because a person says so.

use super::{Call, args::Refund, output::Output, sell};
use crate::{
    error::{ErrorCode, Exit, Failure},
    refunds::{self, Said},
};
use domain::{clerk::Role, ids::SaleId, sale::TenderState};
use engine::refund::{RefundRequest, Risk};

pub(super) async fn run(call: &Call, args: Refund, output: &Output) -> Result<Exit, Failure> {
    let note = args.reason.trim().to_owned();
    if note.is_empty() {
        return Err(Failure::about(ErrorCode::BadUsage, "--reason must say why"));
    }
    let risk = match (&call.clerk, args.owner_risk) {
        (_, false) => Risk::Nobody,
        // Where no clerk is set up, whoever is here owns the shop.
        (None, true) => Risk::Owner,
        (Some(clerk), true) if clerk.role.covers(Role::Owner) => Risk::Owner,
        (Some(clerk), true) => return Err(Failure::about(ErrorCode::OwnerNeeded, &clerk.name)),
    };
    let sale = SaleId::new(args.sale);
    let record = call.session.sale(&sale).await?;
    let judged = refunds::judge(&call.session, &record).await?;
    if let Some(clerk) = call.clerk.as_ref().filter(|clerk| !clerk.role.covers(judged.least)) {
        return Err(Failure::in_case(ErrorCode::OwnerNeeded, "rule", &clerk.name));
    }
    let (clerk, proof) = (call.clerk_name(), args.proof.as_deref());
    let said = Said { clerk: clerk.as_deref(), reason: &note, proof };
    refunds::note(&call.session, &judged, said).await?;
    let request = RefundRequest { sale: sale.clone(), note, clerk: call.clerk_name(), risk };
    call.session.till.refund(&request).await?;
    let sale = call.session.sale(&sale).await?;
    sell::show(call, &sale, None, output).await?;
    Ok(match sale.tender.state {
        TenderState::Refunded | TenderState::Voided => Exit::Done,
        // On its way; `recover` follows it.
        TenderState::Refunding
        | TenderState::Pending
        | TenderState::Authorised
        | TenderState::Paid
        | TenderState::Failed
        | TenderState::Expired
        | TenderState::Unknown => Exit::Unknown,
    })
}

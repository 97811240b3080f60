//! Giving a customer's money back because a person says so.

use crate::{
    carry::CarryError,
    ports::{
        journal::{JournalError, Note},
        tenders::TenderRecord,
    },
    records::{OrderRecord, SaleRecord},
    till::Till,
};
use domain::{
    ids::SaleId,
    money::Money,
    order::OrderState,
    reason::{Reason, ReasonCode},
    sale::{TenderKind, TenderState},
};
use rust_decimal::Decimal;
use std::time::Duration;

/// How long a person waits for the processor; what is under way then is followed up.
const REFUND_WAIT: Duration = Duration::from_secs(60);

/// What a person asks for.
#[derive(Clone, Debug)]
pub struct RefundRequest {
    /// Which sale.
    pub sale: SaleId,
    /// Why, in their words.
    pub note: String,
    /// Who.
    pub clerk: Option<String>,
    /// Who carries the risk while the fate of an order is not known.
    pub risk: Risk,
}

/// Who carries the risk of giving money back for something that may still be delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Risk {
    /// Nobody: it is refused.
    Nobody,
    /// The shop's owner said so.
    Owner,
}

/// Money that was not given back.
#[derive(Debug, thiserror::Error)]
pub enum RefundError {
    /// There is no such sale.
    #[error("there is no sale {0}")]
    NoSale(SaleId),
    /// Nothing was paid, or all of it went back already.
    #[error("there is nothing to give back: the tender is {}", state.as_str())]
    Nothing {
        /// Where the money is.
        state: TenderState,
    },
    /// It may still be delivered.
    #[error("the fate of an order is not known: it is {}", state.as_str())]
    FateUnknown {
        /// Where the least certain one is.
        state: OrderState,
    },
    /// The processor does not give it back.
    #[error("the processor does not give it back")]
    Refused(Reason),
    /// It could not be carried out.
    #[error("giving back could not be carried out")]
    Carry(#[from] CarryError),
}

impl From<JournalError> for RefundError {
    fn from(error: JournalError) -> Self {
        Self::Carry(error.into())
    }
}

impl Till {
    /// Gives a sale's money back: a card's through the processor, cash by booking it, a debt by taking
    /// it off.
    ///
    /// # Errors
    /// If there is nothing to give back, an order's fate is not known, or the processor refuses.
    pub async fn refund(&self, request: &RefundRequest) -> Result<(), RefundError> {
        let Some(sale) = self.journal().sale(&request.sale).await? else {
            return Err(RefundError::NoSale(request.sale.clone()));
        };
        let open = sale.orders.iter().find(|order| !order.state.is_final());
        if let Some(order) = open.filter(|_| request.risk == Risk::Nobody) {
            return Err(RefundError::FateUnknown { state: order.state });
        }
        match sale.tender.kind {
            TenderKind::Cash | TenderKind::Debt => self.refund_at_once(request, &sale).await,
            TenderKind::Payerly | TenderKind::Mpg => self.refund_card(request, &sale).await,
        }
    }

    /// What can be given back of a sale now; nothing while an order's fate is not known.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub async fn refundable(&self, sale: &SaleRecord) -> Result<Option<Money>, JournalError> {
        if sale.orders.iter().any(|order| !order.state.is_final()) {
            return Ok(None);
        }
        let left = match sale.tender.kind {
            TenderKind::Cash | TenderKind::Debt if sale.tender.state == TenderState::Paid => {
                kept_of(sale)
            }
            TenderKind::Cash | TenderKind::Debt => return Ok(None),
            TenderKind::Payerly | TenderKind::Mpg => match self.tender(&sale.id).await? {
                Some(tender)
                    if matches!(tender.state, TenderState::Paid | TenderState::Refunded)
                        || tender.state == TenderState::Authorised && tender.closed =>
                {
                    not_given_back(&tender)
                }
                Some(_) | None => return Ok(None),
            },
        };
        Ok(Some(left).filter(|left| left.amount() > Decimal::ZERO))
    }

    async fn refund_at_once(
        &self,
        request: &RefundRequest,
        sale: &SaleRecord,
    ) -> Result<(), RefundError> {
        let amount = kept_of(sale);
        let nothing = RefundError::Nothing { state: sale.tender.state };
        if sale.tender.state != TenderState::Paid || amount.amount().is_zero() {
            return Err(nothing);
        }
        let note = self.note_of(request);
        match self.tenders().give_cash_back(&sale.id, amount, &note).await {
            Ok(()) => self.tell(&sale.id),
            // Somebody else was faster.
            Err(JournalError::Conflict) => return Err(nothing),
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    async fn refund_card(
        &self,
        request: &RefundRequest,
        sale: &SaleRecord,
    ) -> Result<(), RefundError> {
        let tender = self.tender_of(&sale.id).await?;
        match tender.state {
            // On its way already.
            TenderState::Refunding => return Ok(()),
            TenderState::Paid | TenderState::Refunded => {}
            // A hold of which nothing is certain is let go on the owner's word.
            TenderState::Unknown if request.risk == Risk::Owner => {}
            // Nothing is captured of it any more: what is held can only be let go.
            TenderState::Authorised if tender.closed => {}
            TenderState::Pending | TenderState::Unknown | TenderState::Authorised => {
                return Err(RefundError::FateUnknown { state: OrderState::Prepared });
            }
            TenderState::Voided | TenderState::Failed | TenderState::Expired => {
                return Err(RefundError::Nothing { state: tender.state });
            }
        }
        if !self.take_up_tender(&sale.id) {
            return Err(RefundError::FateUnknown { state: OrderState::Prepared });
        }
        let given = self.refund_taken_up(request, sale, &tender).await;
        self.lay_down_tender(&sale.id);
        given
    }

    async fn refund_taken_up(
        &self,
        request: &RefundRequest,
        sale: &SaleRecord,
        tender: &TenderRecord,
    ) -> Result<(), RefundError> {
        let back = not_given_back(tender);
        if back.amount() <= Decimal::ZERO {
            return Err(RefundError::Nothing { state: tender.state });
        }
        // The owner's risk: what was paid for and not sent yet is not sent any more.
        let decided = Reason::with(ReasonCode::PersonDecided, &request.note);
        self.cancel_orders(&sale.id, decided).await?;
        let note = self.note_of(request);
        match tokio::time::timeout(REFUND_WAIT, self.give_back(tender, back, &note)).await {
            Ok(ended) => ended?,
            // What is under way stays so on disk, and is followed up.
            Err(_) => return Ok(()),
        }
        let after = self.tender_of(&sale.id).await?;
        match after.state {
            TenderState::Refunded | TenderState::Refunding => Ok(()),
            TenderState::Paid if request.risk == Risk::Owner => {
                Ok(self.book_cash_back(&after, &note).await?)
            }
            TenderState::Voided if is_held(tender) => Ok(()),
            TenderState::Pending
            | TenderState::Authorised
            | TenderState::Paid
            | TenderState::Voided
            | TenderState::Failed
            | TenderState::Expired
            | TenderState::Unknown => {
                let unclear = || Reason::plain(ReasonCode::ProcessorRefused);
                Err(RefundError::Refused(after.reason.unwrap_or_else(unclear)))
            }
        }
    }

    fn note_of(&self, request: &RefundRequest) -> Note {
        Note {
            at: self.clock().now(),
            clerk: request.clerk.clone(),
            detail: Some(request.note.clone()),
        }
    }
}

/// Whether its money is not the shop's yet: it is let go and not given back.
pub(crate) fn is_held(tender: &TenderRecord) -> bool {
    matches!(tender.state, TenderState::Unknown | TenderState::Authorised)
}

/// What the shop was paid by card and did not give back; of a hold, all that is still held.
fn not_given_back(tender: &TenderRecord) -> Money {
    let left = tender.taken().amount().saturating_sub(tender.given_back().amount());
    Money::new(left, tender.amount.currency())
}

/// What the shop still has of a cash sale, or is still owed for one on account: refused orders went back
/// at once. Cash stays where a person decided later that nothing was bought (contract §4); of a debt
/// nothing has to change hands, so it does not.
fn kept_of(sale: &SaleRecord) -> Money {
    let is_cash = sale.tender.kind == TenderKind::Cash;
    let went_back = |order: &&OrderRecord| {
        let decided = order.reason.as_ref().is_some_and(|it| it.code == ReasonCode::PersonDecided);
        order.state == OrderState::Refused && !(is_cash && decided)
    };
    let zero = Money::zero(sale.total.currency());
    let kept = sale.orders.iter().filter(|order| !went_back(order));
    kept.fold(zero, |sum, order| sum.checked_add(order.price).unwrap_or(sum))
}

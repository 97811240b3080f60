//! What counts as a refund that a person made, once for a Z's control and for the exceptions report.

/// The condition, of an event `e` of the order `o`. `give_back` says that a card's money was asked for: it is
/// a refund unless every movement of that moment was refused.
macro_rules! is_refund {
    () => {
        "(e.kind in ('cash_back', 'debt_taken_off') or e.kind = 'give_back' and e.clerk is not null
             and exists (select 1 from money_moves m where m.sale_id = o.sale_id
                 and m.at = e.at and m.kind in ('refund', 'void') and m.state <> 'refused'))"
    };
}

pub(crate) use is_refund;

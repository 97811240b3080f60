//! What the journal remembers of sales, orders, events and hand-overs.

mod attention;
mod state;

use crate::{
    joint::Joint,
    ports::supplier::{Intent, Mark},
};
use domain::{
    ids::{OrderId, OwnerId, ProductId, ProviderOrderId, Reference, SaleId, SupplierId},
    money::{Currency, Money},
    order::{OrderState, Purpose},
    phone::Phone,
    product::{LocalName, ProductKind},
    reason::Reason,
    sale::{SaleState, TenderKind, TenderState},
    tax::TaxRate,
    time::Timestamp,
};
use std::collections::BTreeMap;

pub use attention::{AttentionItem, AttentionKind, TextRemedy};
pub use state::sale_state;

/// An order as the journal knows it.
#[derive(Clone, Debug)]
pub struct OrderRecord {
    /// Its id.
    pub id: OrderId,
    /// Its sale.
    pub sale_id: SaleId,
    /// For whom it is bought.
    pub purpose: Purpose,
    /// At which supplier.
    pub supplier: SupplierId,
    /// Which product.
    pub product_id: ProductId,
    /// The supplier's item, kept because no reply repeats it.
    pub item: String,
    /// Voucher or top-up.
    pub kind: ProductKind,
    /// The product's name when it was sold.
    pub name: LocalName,
    /// Where it is.
    pub state: OrderState,
    /// The supplier's id, once known.
    pub provider_order_id: Option<ProviderOrderId>,
    /// The supplier's own word, last heard.
    pub provider_state: Option<String>,
    /// Ours, as sent.
    pub reference: Reference,
    /// The wallet to charge.
    pub wallet: Option<Currency>,
    /// What it cost: the supplier's word, before that what is expected.
    pub cost: Option<Money>,
    /// What the customer pays for it.
    pub price: Money,
    /// The rate of the tax in it, as it was when it was sold.
    pub tax_rate: Option<TaxRate>,
    /// The phone the customer gave.
    pub phone: Option<Phone>,
    /// The phone the supplier gets.
    pub phone_sent: Option<Phone>,
    /// What the customer chose for an open-value product, in its face currency.
    pub amount: Option<Money>,
    /// What the account looked like just before the request left, where the supplier needs that.
    pub mark: Option<Mark>,
    /// Its place in a request that it shares with others, once that may have left.
    pub joint: Option<Joint>,
    /// The customer's facts.
    pub fields: BTreeMap<String, String>,
    /// What was delivered, masked.
    pub secrets: Vec<MaskedSecret>,
    /// When it was written down.
    pub created_at: Timestamp,
    /// When its request may first have left.
    pub sent_at: Option<Timestamp>,
    /// When it reached a final state.
    pub finished_at: Option<Timestamp>,
    /// Why it is where it is.
    pub reason: Option<Reason>,
    /// Hand-overs, the first included.
    pub copies: u32,
    /// Which process carries it.
    pub owner: OwnerId,
}

/// A secret as it may be shown to anyone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaskedSecret {
    /// What it is: `code`, `pin`, `serial`, …
    pub label: String,
    /// It, masked; serials and expiry dates whole.
    pub masked: String,
}

impl OrderRecord {
    /// The tax in its price; none where it was sold without a rate.
    #[must_use]
    pub fn tax(&self) -> Option<Money> {
        self.tax_rate?.within(self.price).ok()
    }

    /// What the supplier's request is made from.
    #[must_use]
    pub fn intent(&self) -> Intent {
        Intent {
            order_id: self.id.clone(),
            reference: self.reference.clone(),
            item: self.item.clone(),
            quantity: self.joint.as_ref().map_or(1, |joint| joint.size),
            kind: self.kind,
            currency: self.wallet,
            phone: self.phone_sent.clone(),
            fields: self.fields.clone(),
            created_at: self.created_at,
            amount: self.amount,
            mark: self.mark.clone(),
        }
    }
}

/// How the customer pays.
#[derive(Clone, Debug)]
pub struct Tender {
    /// Cash or which processor's kind.
    pub kind: TenderKind,
    /// The processor's id in this shop.
    pub processor: Option<String>,
    /// Where the money is.
    pub state: TenderState,
    /// How much.
    pub amount: Money,
    /// Cash handed over, if it was entered.
    pub received: Option<Money>,
    /// What only a card tender has.
    pub card: Option<CardTender>,
}

/// What a sale shows of its card tender beside the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardTender {
    /// Where the customer pays, once known.
    pub pay_url: Option<String>,
    /// Whether the processor may have been asked.
    pub asked: bool,
    /// Whether nothing more is to be done for it.
    pub closed: bool,
    /// Whether a person has to see to it.
    pub needs_person: bool,
}

/// One hand-over of a sale's codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOver {
    /// The printer's or route's id.
    pub via: String,
    /// Whether it worked.
    pub ok: bool,
    /// What was said about it.
    pub message: Option<String>,
}

/// A sale as the journal knows it.
#[derive(Clone, Debug)]
pub struct SaleRecord {
    /// Its id.
    pub id: SaleId,
    /// How it is paid.
    pub tender: Tender,
    /// One per unit.
    pub orders: Vec<OrderRecord>,
    /// What was handed over.
    pub hand_overs: Vec<HandOver>,
    /// What the customer pays in all.
    pub total: Money,
    /// Who sold it.
    pub clerk: Option<String>,
    /// When.
    pub created_at: Timestamp,
}

impl SaleRecord {
    /// The sale's state, which follows from its orders and its tender.
    #[must_use]
    pub fn state(&self) -> SaleState {
        let code = |order: &OrderRecord| order.reason.as_ref().map(|reason| reason.code);
        let orders: Vec<_> = self.orders.iter().map(|order| (order.state, code(order))).collect();
        sale_state(&orders, &self.tender)
    }

    /// Whether nothing more is expected to happen: the orders are final, and a card's money is where
    /// it belongs.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.state().is_final() && self.tender.card.as_ref().is_none_or(|card| card.closed)
    }
}

domain::words! {
    /// What happened to an order, as the journal says it.
    EventKind {
        /// Written down.
        Prepared => "prepared",
        /// The request may leave from here on.
        Sent => "sent",
        /// The supplier has it.
        Accepted => "accepted",
        /// The supplier's word changed.
        Progress => "progress",
        /// No certain answer came.
        Lost => "lost",
        /// The settle window ended without a certain answer.
        LookupExhausted => "lookup_exhausted",
        /// Somebody answered for a guard that stood in its way.
        GuardOverridden => "guard_overridden",
        /// Delivered.
        Delivered => "delivered",
        /// Certain that nothing was bought.
        Refused => "refused",
        /// The same bytes were sent again under the same key.
        Repeated => "repeated",
        /// Orders that may be ours were found at the supplier.
        Candidates => "candidates",
        /// What was delivered had been delivered before; it is kept back.
        CodeTwice => "code_twice",
        /// A person decided.
        Resolved => "resolved",
        /// Refused, and the supplier delivered it after all.
        LateDelivery => "late_delivery",
        /// Delivered, and the supplier took it back.
        TakenBack => "taken_back",
        /// Refused, and the supplier's list shows orders that may be it after all.
        LateCandidates => "late_candidates",
        /// A person says that one of those is it; its codes were fetched.
        CandidateClaimed => "candidate_claimed",
        /// A person says that none of those is it.
        CandidateDenied => "candidate_denied",
        /// Fulfilled from a code that had been bought before.
        FromStock => "from_stock",
        /// Fulfilled from a code that the shop bought ahead.
        FromAhead => "from_ahead",
        /// A person has read what had to be told about it.
        Seen => "seen",
        /// The till was restored from a backup in which it stood like this.
        Restored => "restored",
        /// Found at its supplier after a restore, and taken in.
        Imported => "imported",
        /// A person said what the customer paid for it.
        PriceTold => "price_told",
        /// A person said why its supplier does not list it.
        Explained => "explained",
        /// Another process took it over.
        Adopted => "adopted",
        /// A code was shown in clear.
        Reveal => "reveal",
        /// A slip was printed.
        Print => "print",
        /// A slip could not be printed.
        PrintFailed => "print_failed",
        /// A route took a text message with its codes.
        Sms => "sms",
        /// Somebody said why its slip is printed again, before it was.
        ReprintAsked => "reprint_asked",
        /// A file about it was drawn up for the supplier's support.
        DisputePack => "dispute_pack",
        /// A text message with its codes does not reach the phone.
        SmsFailed => "sms_failed",
        /// Nobody knows whether a text message with its codes went out.
        SmsLost => "sms_lost",
        /// A person has seen to a text message that did not arrive, or may not have.
        TextSeenTo => "text_seen_to",
        /// The cash drawer opens with the sale's slip from here on.
        DrawerSale => "drawer_sale",
        /// It did not open after all: nothing reached the printer.
        DrawerShut => "drawer_shut",
        /// WhatsApp is asked to open with its codes from here on.
        WhatsappAsked => "whatsapp_asked",
        /// WhatsApp opened with its codes; whether a person sends them is not known.
        Whatsapp => "whatsapp",
        /// WhatsApp did not open.
        WhatsappFailed => "whatsapp_failed",
        /// The processor is asked for the customer's money from here on.
        TenderSent => "tender_sent",
        /// The customer can pay.
        TenderOpen => "tender_open",
        /// The processor's word changed.
        TenderProgress => "tender_progress",
        /// No certain answer came from the processor.
        TenderLost => "tender_lost",
        /// The processor was asked the same again under the same id.
        TenderRepeated => "tender_repeated",
        /// The card's issuer holds the money.
        TenderHeld => "tender_held",
        /// The customer paid.
        TenderPaid => "tender_paid",
        /// The customer was charged nothing.
        TenderFailed => "tender_failed",
        /// The customer did not pay in time.
        TenderExpired => "tender_expired",
        /// The counter gave the pay page up before its time.
        TenderCancelled => "tender_cancelled",
        /// The processor's word settles nothing; a person looks at it.
        TenderUnclear => "tender_unclear",
        /// What was held is taken from here on.
        Capture => "capture",
        /// What was held could not be taken.
        NotCaptured => "not_captured",
        /// Money goes back from here on.
        GiveBack => "give_back",
        /// It went back.
        GivenBack => "given_back",
        /// The processor did not give it back.
        NotGivenBack => "not_given_back",
        /// What was held was let go.
        LetGo => "let_go",
        /// Money goes back although the refund table speaks against it.
        RefundAgainstRule => "refund_against_rule",
        /// What the customer brought, as the refund table asks.
        RefundProof => "refund_proof",
        /// Cash was given back.
        CashBack => "cash_back",
        /// What the customer owed for it was taken off.
        DebtTakenOff => "debt_taken_off",
    }
}

/// One event of an order's history.
#[derive(Clone, Debug)]
pub struct EventRecord {
    /// When.
    pub at: Timestamp,
    /// What, in the journal's word.
    pub kind: EventKind,
    /// Who, where a person did it.
    pub clerk: Option<String>,
    /// More about it; never a secret.
    pub detail: Option<String>,
}

//! How a new sale is paid: cash, on account, or a card tender with its exact request.

use super::{Means, ReadLine, SellError};
use crate::{
    ports::{
        processor::{Flow, Processor},
        tenders::{NewTender, TenderRecord},
    },
    records::{CardTender, Tender},
    till::Till,
};
use domain::{
    card::Card,
    ids::{ProcessorId, SaleId},
    money::Money,
    sale::{TenderKind, TenderState},
    shop::{Language, exchange},
};

/// Characters of what the customer reads on the pay page.
const DESCRIPTION_MAX: usize = 200;

/// A way for the customer to pay without cash.
#[derive(Debug)]
pub struct TenderChoice {
    /// At which processor.
    pub processor: ProcessorId,
    /// Its kind.
    pub kind: TenderKind,
    /// How it takes the money.
    pub flow: Flow,
    /// What the customer pays there, or why not.
    pub amount: Result<Money, SellError>,
}

impl Till {
    /// The ways to pay a sum without cash. A processor at which only keyed cards could pay, and
    /// whose owner has not allowed that, is none.
    #[must_use]
    pub fn tender_choices(&self, total: Money) -> Vec<TenderChoice> {
        let usable = self.processors().iter().filter(|(_, processor)| match processor.flow() {
            Flow::Page { .. } => true,
            Flow::Keyed => processor.keyed_entry(),
        });
        let choice = usable.map(|(id, processor)| TenderChoice {
            processor: id.clone(),
            kind: processor.kind(),
            flow: processor.flow(),
            amount: self.tender_amount(processor.as_ref(), total),
        });
        choice.collect()
    }

    pub(super) fn new_tender(
        &self,
        means: &Means,
        received: Option<Money>,
        sale: &SaleId,
        total: Money,
        lines: &[ReadLine],
    ) -> Result<(Tender, Option<NewTender>), SellError> {
        let at_once = |kind, received| Tender {
            kind,
            processor: None,
            state: TenderState::Paid,
            amount: total,
            received,
            card: None,
        };
        let (id, card) = match means {
            Means::Cash => return Ok((at_once(TenderKind::Cash, received), None)),
            // A promise is all there is to collect, and it is given.
            Means::Debt { .. } => return Ok((at_once(TenderKind::Debt, None), None)),
            Means::Card { processor, card } => (processor, card),
        };
        let unknown = || SellError::UnknownTender(id.clone());
        let processor = self.processors().get(id).ok_or_else(unknown)?;
        judge_card(id, processor.as_ref(), card.as_ref())?;
        let amount = self.tender_amount(processor.as_ref(), total)?;
        let now = self.clock().now();
        let record = TenderRecord {
            sale_id: sale.clone(),
            id: self.clock().tender_id(),
            processor: id.clone(),
            state: TenderState::Pending,
            amount,
            description: self.description(lines),
            expire_at: match processor.flow() {
                Flow::Page { pay_within } => Some(now.after(pay_within)),
                Flow::Keyed => None,
            },
            card_tail: card.as_ref().map(Card::tail),
            pay_url: None,
            word: None,
            reason: None,
            parts: Vec::new(),
            moves: Vec::new(),
            created_at: now,
            sent_at: None,
            closed: false,
            version: 0,
            owner: self.inner.parts.owner.clone(),
        };
        let request = processor.write_charge(&record.charge());
        let tender = Tender {
            kind: processor.kind(),
            processor: Some(id.to_string()),
            state: TenderState::Pending,
            amount,
            received: None,
            card: Some(CardTender {
                pay_url: None,
                asked: false,
                closed: false,
                needs_person: false,
            }),
        };
        Ok((tender, Some(NewTender { record, request })))
    }

    /// What the customer pays, in the processor's currency, by the shop's own rate (contract §2).
    fn tender_amount(&self, processor: &dyn Processor, total: Money) -> Result<Money, SellError> {
        let currency = processor.currency().unwrap_or(total.currency());
        let missing = SellError::RateMissing { from: total.currency(), to: currency };
        let amount = exchange(total, self.rates(), currency)?.ok_or(missing)?;
        let least = processor.least(currency);
        if amount.amount() < least.amount() {
            let (amount, least) = (amount.to_price(), least.to_price());
            return Err(SellError::TenderTooSmall { amount, least });
        }
        Ok(amount)
    }

    /// What the customer reads: the shop, and what is bought. Never who the customer is.
    fn description(&self, lines: &[ReadLine]) -> String {
        let names = lines.iter().map(|line| {
            let name = match self.shop().language {
                Language::English => &line.product.name.en,
                Language::Arabic => &line.product.name.ar,
            };
            if line.quantity == 1 { name.clone() } else { format!("{} × {name}", line.quantity) }
        });
        let names: Vec<String> = names.collect();
        let text = format!("{}: {}", self.shop().name, names.join(", "));
        text.chars().filter(|c| !c.is_control()).take(DESCRIPTION_MAX).collect()
    }
}

/// A card where one is keyed in, and nowhere else.
fn judge_card(
    id: &ProcessorId,
    processor: &dyn Processor,
    card: Option<&Card>,
) -> Result<(), SellError> {
    match (processor.flow(), card) {
        (Flow::Page { .. }, None) => Ok(()),
        (Flow::Page { .. }, Some(_)) => Err(SellError::CardNotTaken(id.clone())),
        (Flow::Keyed, _) if !processor.keyed_entry() => Err(SellError::CardNotTaken(id.clone())),
        (Flow::Keyed, Some(_)) => Ok(()),
        (Flow::Keyed, None) => Err(SellError::CardNeeded(id.clone())),
    }
}

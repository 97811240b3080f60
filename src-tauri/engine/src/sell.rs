//! Selling: reads a request, writes the sale down, and starts carrying its orders.

mod ahead;
mod canonical;
mod error;
mod reading;
mod tender;

use crate::{
    carry::{CarryError, Until},
    ports::{
        Supplier,
        journal::{Guard, JournalError, NewOrder, NewSale, OnAccount, Opening},
    },
    records::OrderRecord,
    till::Till,
};
pub use ahead::AheadRequest;
pub(crate) use canonical::canonical;
use domain::{
    card::Card,
    guard::Overridden,
    ids::{DebtorId, ProcessorId, ProductId, SaleId},
    money::Money,
    order::{OrderState, Purpose},
    phone::Phone,
    product::{AmountError, Product},
};
pub use error::SellError;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
pub use tender::TenderChoice;

/// One product in a basket.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which.
    pub product: ProductId,
    /// How many; each becomes an order of its own.
    pub quantity: u32,
    /// The customer's phone, as typed.
    pub phone: Option<String>,
    /// The customer's facts, as typed.
    pub fields: BTreeMap<String, String>,
    /// What the customer chose for an open-value product, in its face currency.
    pub amount: Option<Decimal>,
}

/// How the customer is to pay.
#[derive(Clone, Debug)]
pub enum Means {
    /// Notes and coins, in the till's hands already.
    Cash,
    /// On account: the customer owes it.
    Debt {
        /// Which customer.
        debtor: DebtorId,
        /// Whether somebody with the right lets it pass the customer's limit.
        over_limit: bool,
    },
    /// Through a processor; nothing is bought before the money is safe.
    Card {
        /// Which.
        processor: ProcessorId,
        /// A card keyed in by hand, where the processor takes one.
        card: Option<Card>,
    },
}

/// A sale to be made.
#[derive(Clone, Debug)]
pub struct SaleRequest {
    /// The basket.
    pub lines: Vec<Line>,
    /// How it is paid.
    pub means: Means,
    /// Cash handed over, if it was entered.
    pub received: Option<Money>,
    /// The caller's idempotency key.
    pub request_id: Option<String>,
    /// What an unfinished order for the same product and customer does.
    pub guard: Guard,
    /// Who sells.
    pub clerk: Option<String>,
    /// Whether a wallet that does not cover it stops it before anything is written down; else its orders
    /// are refused one by one.
    pub must_be_covered: bool,
    /// The guards that somebody answered for.
    pub overridden: Vec<Overridden>,
}

/// Units in one sale; a guard against a slipped finger.
pub const QUANTITY_MAX: u32 = 100;

/// How a sale began.
#[derive(Debug)]
pub enum Begun {
    /// It is on disk and its orders are being carried, one task each. Letting go of the tasks does
    /// not stop them.
    New(SaleId, Vec<Carrying>),
    /// Its request id made that sale before; nothing new was begun.
    Repeated(SaleId),
}

/// What one unit of a line costs and what all of them do, or why its amount cannot be sold.
pub type Priced = Result<(Money, Money), AmountError>;

/// The task that carries one order to its end.
pub type Carrying = tokio::task::JoinHandle<Result<(), CarryError>>;

impl Begun {
    /// The sale.
    #[must_use]
    pub fn sale_id(&self) -> &SaleId {
        match self {
            Begun::New(id, _) | Begun::Repeated(id) => id,
        }
    }
}

/// A line whose product, customer and price are read.
struct ReadLine {
    product: Product,
    quantity: u32,
    phone: Option<Phone>,
    phone_sent: Option<Phone>,
    fields: BTreeMap<String, String>,
    amount: Option<Money>,
    price: Money,
    supplier: std::sync::Arc<dyn Supplier>,
}

impl Till {
    /// Writes a sale down and starts carrying its orders in the background.
    ///
    /// # Errors
    /// If the request cannot be sold as it is; nothing was sent.
    pub async fn sell(&self, request: SaleRequest) -> Result<Begun, SellError> {
        if let Some(request_id) = &request.request_id {
            let text = canonical(&request, &self.shop().country);
            match self.journal().earlier(request_id, &text).await? {
                Some(Opening::Repeated(id)) => return Ok(Begun::Repeated(id)),
                Some(Opening::RequestIdReused) => return Err(SellError::RequestIdReused),
                Some(
                    Opening::Opened
                    | Opening::NoCredit(_)
                    | Opening::NoRoom(_)
                    | Opening::Unfinished(_),
                )
                | None => {}
            }
        }
        if request.must_be_covered {
            self.covered(&request.lines).await?;
        }
        let mut lines = Vec::with_capacity(request.lines.len());
        for line in &request.lines {
            lines.push(self.read_line(line).await?);
        }
        let sale = self.new_sale(&request, &lines)?;
        self.begin(sale, request.means).await
    }

    /// Whether a request made its sale before: it would be answered with that one, and make no other.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub async fn is_repeat(&self, request: &SaleRequest) -> Result<bool, JournalError> {
        let Some(request_id) = &request.request_id else { return Ok(false) };
        let text = canonical(request, &self.shop().country);
        let earlier = self.journal().earlier(request_id, &text).await?;
        Ok(matches!(earlier, Some(Opening::Repeated(_))))
    }

    /// Writes a sale down and starts carrying its orders.
    async fn begin(&self, sale: NewSale, means: Means) -> Result<Begun, SellError> {
        // In hand before it is on disk: whoever looks for orders to adopt must not find it ownerless.
        self.take_up_sale(&sale);
        let opening = self.journal().open_sale(&sale).await;
        if !matches!(opening, Ok(Opening::Opened)) {
            self.lay_down_sale(&sale);
        }
        match opening? {
            Opening::Opened => {}
            Opening::Repeated(id) => return Ok(Begun::Repeated(id)),
            Opening::RequestIdReused => return Err(SellError::RequestIdReused),
            Opening::NoCredit(stop) => return Err(SellError::NoCredit(stop)),
            Opening::Unfinished(id) => {
                let earlier = self.journal().sale(&id).await?;
                let missing = || JournalError::Corrupt(format!("the sale {id} is missing"));
                return Err(SellError::Unfinished(Box::new(earlier.ok_or_else(missing)?)));
            }
            Opening::NoRoom(room) => return Err(SellError::NoRoom(room)),
        }
        let id = sale.id.clone();
        let carrying = match means {
            // Until the money is safe, the orders are its tender's.
            Means::Card { card, .. } => vec![tokio::spawn({
                let (till, id) = (self.clone(), id.clone());
                async move { till.carry_new_tender(&id, card).await }
            })],
            Means::Cash | Means::Debt { .. } => self
                .requests_of(sale.orders.iter().map(|order| &order.record))
                .into_iter()
                .map(|orders| {
                    let (till, until) = (self.clone(), Until::Final);
                    tokio::spawn(async move { till.carry_new(&orders, until).await })
                })
                .collect(),
        };
        Ok(Begun::New(id, carrying))
    }

    /// What a basket costs, line by line, without writing anything. A line whose amount is not
    /// chosen yet, or cannot be sold, says so and leaves the others alone.
    ///
    /// # Errors
    /// If a product is unknown or has no price.
    pub async fn price(&self, lines: &[Line]) -> Result<Vec<Priced>, SellError> {
        let mut priced = Vec::with_capacity(lines.len());
        for line in lines {
            let product = self.known(&line.product).await?;
            priced.push(match product.read_amount(line.amount) {
                Ok(amount) => {
                    let unit = self.unit_price(&product, amount)?;
                    Ok((unit, unit.times(line.quantity)?))
                }
                Err(error) => Err(error),
            });
        }
        Ok(priced)
    }

    fn take_up_sale(&self, sale: &NewSale) {
        if sale.charge.is_some() {
            self.take_up_tender(&sale.id);
            return;
        }
        for order in &sale.orders {
            self.take_up(&order.record.id);
        }
    }

    fn lay_down_sale(&self, sale: &NewSale) {
        if sale.charge.is_some() {
            self.lay_down_tender(&sale.id);
            return;
        }
        for order in &sale.orders {
            self.lay_down(&order.record.id);
        }
    }

    fn new_sale(&self, request: &SaleRequest, lines: &[ReadLine]) -> Result<NewSale, SellError> {
        let units: u32 = lines.iter().map(|line| line.quantity).sum();
        if units == 0 || units > QUANTITY_MAX {
            return Err(SellError::Quantity);
        }
        let mut total = Money::zero(self.shop().currency);
        for line in lines {
            total = total.checked_add(line.price.times(line.quantity)?)?;
        }
        if let Some(received) = request.received.filter(|cash| cash.amount() < total.amount()) {
            let (received, total) = (received.to_price(), total.to_price());
            return Err(SellError::ReceivedTooLittle { received, total });
        }
        let id = self.clock().sale_id();
        let mut orders = Vec::new();
        let mut overridden = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            for unit in 0..line.quantity {
                let order = self.new_order(&id, line);
                // On record once, with the first unit of what it is about.
                let said = request.overridden.iter().filter(|one| one.line.unwrap_or(0) == at);
                overridden.extend(
                    said.filter(|_| unit == 0).map(|one| (order.record.id.clone(), one.clone())),
                );
                orders.push(order);
            }
        }
        let (tender, charge) =
            self.new_tender(&request.means, request.received, &id, total, lines)?;
        Ok(NewSale {
            id,
            request_id: request.request_id.clone(),
            request: canonical(request, &self.shop().country),
            tender,
            charge,
            debt: match &request.means {
                Means::Debt { debtor, over_limit } => {
                    Some(OnAccount { debtor: debtor.clone(), over_limit: *over_limit })
                }
                Means::Cash | Means::Card { .. } => None,
            },
            orders,
            total,
            clerk: request.clerk.clone(),
            overridden,
            created_at: self.clock().now(),
            guard: request.guard,
        })
    }

    fn new_order(&self, sale: &SaleId, line: &ReadLine) -> NewOrder {
        let product = &line.product;
        let wallet = line.supplier.currency().or(product.cost.map(Money::currency));
        let record = OrderRecord {
            id: self.clock().order_id(),
            sale_id: sale.clone(),
            purpose: Purpose::Customer,
            supplier: product.supplier.clone(),
            product_id: product.id.clone(),
            item: product.item.clone(),
            kind: product.kind,
            name: product.name.clone(),
            state: OrderState::Prepared,
            provider_order_id: None,
            provider_state: None,
            reference: self.clock().reference(&self.shop().reference_stem()),
            wallet,
            cost: product.cost,
            price: line.price,
            tax_rate: product.tax,
            phone: line.phone.clone(),
            phone_sent: line.phone_sent.clone(),
            amount: line.amount,
            mark: None,
            joint: None,
            fields: line.fields.clone(),
            secrets: Vec::new(),
            created_at: self.clock().now(),
            sent_at: None,
            finished_at: None,
            reason: None,
            copies: 0,
            owner: self.inner.parts.owner.clone(),
        };
        let request = line.supplier.write_order(&record.intent());
        NewOrder { record, request }
    }
}

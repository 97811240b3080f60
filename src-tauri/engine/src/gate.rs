//! The gate before a sale at the counter: guards that stop it until somebody has answered for them.
//! Scripts do not pass here; what stops them is in [`Till::sell`] alone.

use crate::{
    ports::{
        Guards,
        guards::Facts,
        journal::{Guard as Twins, JournalError},
    },
    sell::{Begun, Line, SaleRequest, SellError, canonical},
    till::Till,
};
use domain::{
    guard::{
        Answer, Guard, GuardKind, Overridden, SAME_AGAIN_FOR, Sight, is_phone_key, same_customer,
        works_elsewhere,
    },
    money::Money,
    phone::Phone,
    product::Product,
    shield::{Shield, is_high_value},
    shop::exchange,
    tax::after_tax,
};
use rust_decimal::Decimal;
use std::{collections::BTreeSet, sync::Arc, time::Duration};

/// A till's gate. Cheap to make.
#[derive(Clone)]
pub struct Gate {
    till: Till,
    guards: Arc<dyn Guards>,
    shield: Shield,
}

/// Why a sale did not pass.
#[derive(Debug, thiserror::Error)]
pub enum GateError {
    /// Nobody has answered for these.
    #[error("{} guards stand in the way", .0.len())]
    Stopped(Vec<Guard>),
    /// It cannot be sold as it is.
    #[error(transparent)]
    Sell(#[from] SellError),
}

impl From<JournalError> for GateError {
    fn from(error: JournalError) -> Self {
        Self::Sell(error.into())
    }
}

/// A line as far as guards look at it.
struct Seen {
    at: usize,
    product: Product,
    facts: Facts,
    quantity: u32,
    /// What was chosen, and what one unit costs the customer; `None` while that cannot be said.
    price: Option<(Option<Money>, Money)>,
}

const HOUR: Duration = Duration::from_secs(3600);

impl Gate {
    /// A gate before this till.
    #[must_use]
    pub fn new(till: Till, guards: Arc<dyn Guards>, shield: Shield) -> Self {
        Self { till, guards, shield }
    }

    /// Sells, if every guard that stops is answered for; the answers are journalled with the sale.
    ///
    /// # Errors
    /// If one is not, or the request cannot be sold; nothing was sent.
    pub async fn sell(
        &self,
        mut request: SaleRequest,
        answers: &[Answer],
    ) -> Result<Begun, GateError> {
        // A second press of the same sale is answered with the first one and stands in nobody's way.
        if self.was_here(&request).await? {
            return Ok(self.till.sell(request).await?);
        }
        let mut open = Vec::new();
        for guard in self.standing(&request.lines, request.clerk.as_deref()).await? {
            match answers.iter().rfind(|answer| guard.accepts(answer)) {
                _ if !guard.stops() => {}
                Some(answer) => {
                    if guard.kind == GuardKind::SameAgain {
                        request.guard = Twins::SellAgain;
                    }
                    request.overridden.push(Overridden::new(&guard, answer));
                }
                None => open.push(guard),
            }
        }
        if open.is_empty() || self.was_here(&request).await? {
            return Ok(self.till.sell(request).await?);
        }
        Err(GateError::Stopped(open))
    }

    async fn was_here(&self, request: &SaleRequest) -> Result<bool, GateError> {
        let Some(id) = &request.request_id else { return Ok(false) };
        let text = canonical(request, &self.till.shop().country);
        Ok(self.till.journal().earlier(id, &text).await?.is_some())
    }

    /// Every guard that stands before a basket of this clerk's, the most urgent of each line first.
    ///
    /// # Errors
    /// If a product is unknown, a phone is none, or the journal cannot be read.
    pub async fn standing(
        &self,
        lines: &[Line],
        clerk: Option<&str>,
    ) -> Result<Vec<Guard>, SellError> {
        let mut guards = Vec::new();
        let mut seen = Vec::with_capacity(lines.len());
        let mut numbers = BTreeSet::new();
        for (at, line) in lines.iter().enumerate() {
            let one = self.look(at, line).await?;
            guards.extend(self.same_again(&one, line).await?);
            for phone in self.numbers(line)? {
                // One number that several lines share is asked about once.
                if numbers.insert(phone.as_str().to_owned()) {
                    guards.extend(self.near_miss(at, phone).await?);
                }
            }
            guards.extend(self.region(&one));
            guards.extend(self.cost(&one));
            seen.push(one);
        }
        guards.extend(self.scam(&seen, clerk).await?);
        Ok(guards)
    }

    async fn look(&self, at: usize, line: &Line) -> Result<Seen, SellError> {
        let product = self.till.known(&line.product).await?;
        let facts = self.guards.facts(&product.id).await?;
        let price = match product.read_amount(line.amount) {
            Ok(amount) => self.till.price_of(&product, amount)?.map(|price| (amount, price)),
            // Its bounds are the supplier's to say, or the sale will be refused.
            Err(_) => None,
        };
        Ok(Seen { at, product, facts, quantity: line.quantity, price })
    }

    async fn same_again(&self, seen: &Seen, line: &Line) -> Result<Option<Guard>, SellError> {
        let phone = self.till.read_phone(line.phone.as_deref())?;
        if phone.is_none() && line.fields.is_empty() {
            return Ok(None);
        }
        let since = self.till.clock().now().before(SAME_AGAIN_FOR);
        let country = &self.till.shop().country;
        let sold = self.guards.sold_of(&seen.product.id, since).await?;
        let twin = sold.into_iter().find(|sold| {
            let before = (sold.phone.as_ref(), &sold.fields);
            same_customer((phone.as_ref(), &line.fields), before, country)
        });
        Ok(twin.map(|twin| Guard {
            kind: GuardKind::SameAgain,
            line: Some(seen.at),
            sight: Sight::Earlier(twin.earlier),
        }))
    }

    /// The telephone numbers of a line: its customer's, and the one that is topped up.
    fn numbers(&self, line: &Line) -> Result<Vec<Phone>, SellError> {
        let country = &self.till.shop().country;
        let fields = line.fields.iter().filter(|(key, _)| is_phone_key(key));
        let fields = fields.filter_map(|(_, value)| Phone::parse(value, country).ok());
        let own = self.till.read_phone(line.phone.as_deref())?;
        Ok(own.into_iter().chain(fields.map(|typed| typed.phone)).collect())
    }

    async fn near_miss(&self, at: usize, typed: Phone) -> Result<Option<Guard>, SellError> {
        if self.guards.is_known(&typed).await? {
            return Ok(None);
        }
        let known = self.guards.remembered_among(&typed.slips()).await?;
        Ok(known.map(|known| Guard {
            kind: GuardKind::NearMiss,
            line: Some(at),
            sight: Sight::Known { typed, known },
        }))
    }

    fn region(&self, seen: &Seen) -> Option<Guard> {
        let countries = &seen.facts.countries;
        works_elsewhere(countries, &self.till.shop().country).then(|| Guard {
            kind: GuardKind::Region,
            line: Some(seen.at),
            sight: Sight::Countries(countries.clone()),
        })
    }

    /// What the supplier and the state take: more than the customer pays, or the supplier more than when the
    /// price was set.
    fn cost(&self, seen: &Seen) -> Option<Guard> {
        let (cost, (amount, price)) = (seen.product.cost?, seen.price?);
        let scale = amount.map_or(Ok(Decimal::ONE), |amount| seen.product.scale(amount)).ok()?;
        let in_shop =
            cost.scaled(scale).and_then(|cost| exchange(cost, self.till.rates(), price.currency()));
        let guard = |kind, sight| Some(Guard { kind, line: Some(seen.at), sight });
        let left = after_tax(price, seen.product.tax).unwrap_or(price);
        if let Ok(Some(cost)) = in_shop
            && cost.rounded().amount() > left.amount()
        {
            let sight = Sight::Cost { price: left, cost: cost.rounded() };
            return guard(GuardKind::BelowCost, sight);
        }
        let (from, to) = (seen.facts.cost_then?, cost);
        let rose = from.currency() == to.currency() && to.amount() > from.amount();
        // A price that follows the cost by the shop's rate rises with it.
        if rose && seen.product.price.is_some() {
            return guard(GuardKind::CostRose, Sight::Rise { from, to });
        }
        None
    }

    /// High-value cards, of this basket and of those this clerk sold before it.
    async fn scam(&self, basket: &[Seen], clerk: Option<&str>) -> Result<Vec<Guard>, SellError> {
        let currency = self.till.shop().currency;
        let Some(threshold) = self.shield.threshold(self.till.rates(), currency) else {
            return Ok(Vec::new());
        };
        let is_card = |seen: &&Seen| {
            seen.price.is_some_and(|(_, price)| is_high_value(&seen.product, price, threshold))
        };
        let units: u32 = basket.iter().filter(is_card).map(|seen| seen.quantity).sum();
        if units == 0 {
            return Ok(Vec::new());
        }
        let now = self.till.clock().now();
        let longest = HOUR.max(self.shield.within);
        let sold = self.guards.cards_sold(clerk, now.before(longest)).await?;
        let since = |span: Duration| {
            let is_one = |(at, price): &&(_, Money)| {
                *at >= now.before(span)
                    && price.currency() == currency
                    && price.amount() >= threshold.amount()
            };
            let before = sold.iter().filter(is_one).count();
            u32::try_from(before).unwrap_or(u32::MAX).saturating_add(units)
        };
        let guard =
            |kind, count, limit| Guard { kind, line: None, sight: Sight::Cards { count, limit } };
        let Shield { in_a_row, within, hourly_limit, .. } = self.shield;
        let (row, hour) = (since(within), since(HOUR));
        let mut guards = Vec::new();
        if row >= in_a_row {
            guards.push(guard(GuardKind::Scam, row, in_a_row));
        }
        if hour > hourly_limit {
            guards.push(guard(GuardKind::HourlyLimit, hour, hourly_limit));
        }
        Ok(guards)
    }
}

impl std::fmt::Debug for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gate").field("till", &self.till).finish_non_exhaustive()
    }
}

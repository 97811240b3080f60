//! The shop itself: who sells, in what currency, and how patiently the till looks things up.

use crate::{
    money::{Currency, Money, MoneyError},
    phone::Phone,
    product::Product,
    time::Timestamp,
};
use rust_decimal::Decimal;
use std::time::Duration;

/// A language the till speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    English,
    /// Arabic.
    Arabic,
}

impl Language {
    /// Its ISO 639 code.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Arabic => "ar",
        }
    }

    /// The language an ISO 639 code stands for.
    #[must_use]
    pub fn from_word(text: &str) -> Option<Self> {
        match text {
            "en" => Some(Language::English),
            "ar" => Some(Language::Arabic),
            _ => None,
        }
    }
}

/// The shop, as provisioned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shop {
    /// Its name.
    pub name: String,
    /// ISO 3166 country: the default region of phone numbers.
    pub country: String,
    /// Its language.
    pub language: Language,
    /// A practice till reaches loopback only and heads its slips TRAINING; never changed later.
    pub practice: bool,
    /// What customers pay in.
    pub currency: Currency,
    /// Given to suppliers that demand a phone when the customer gives none.
    pub phone: Option<Phone>,
    /// The till's own code, the beginning of every reference (INV-19).
    pub till_code: String,
    /// The part a restored till adds, so that its references are never those of the till it was copied
    /// from.
    pub instance: Option<String>,
}

impl Shop {
    /// How every reference of this till begins.
    #[must_use]
    pub fn reference_stem(&self) -> String {
        match &self.instance {
            Some(instance) => format!("{}-{instance}", self.till_code),
            None => self.till_code.clone(),
        }
    }
}

/// The shop's own rate: 1 `base` is `rate` `quote`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// One of this.
    pub base: Currency,
    /// Is so much of this.
    pub quote: Currency,
    /// How much.
    pub rate: Decimal,
}

/// What a customer pays for one unit: the price that was set, else what its rule makes, else the cost.
/// `amount` is what was chosen of an open-value product, whose price belongs to its face value (1.00 where absent) and scales with the amount (contract §3).
///
/// # Errors
/// `Ok(None)` if there is no price, its rule cannot be worked out, or neither rule nor a cost with a rate is
/// known; an error if the amount is out of range.
pub fn unit_price(
    product: &Product,
    amount: Option<Money>,
    rates: &[Rate],
    currency: Currency,
) -> Result<Option<Money>, MoneyError> {
    let scale = amount.map_or(Ok(Decimal::ONE), |amount| product.scale(amount))?;
    if let Some(price) = product.price {
        return price.scaled(scale).map(|price| Some(price.rounded()));
    }
    if let Some(rule) = &product.price_rule {
        return rule.price(product, amount, rates, currency);
    }
    let Some(cost) = product.cost else { return Ok(None) };
    let cost = cost.scaled(scale)?;
    if cost.currency() == currency {
        return Ok(Some(cost.rounded()));
    }
    rates
        .iter()
        .find(|rate| rate.base == cost.currency() && rate.quote == currency)
        .map(|rate| cost.convert(rate.rate, currency))
        .transpose()
}

/// An amount in another currency by the shop's own rates, half up to that currency's digits
/// (contract §2); a rate is used in either direction.
///
/// # Errors
/// `Ok(None)` if the shop has no rate between the two; an error if the result is out of range.
pub fn exchange(
    amount: Money,
    rates: &[Rate],
    currency: Currency,
) -> Result<Option<Money>, MoneyError> {
    let own = amount.currency();
    if own == currency {
        return Ok(Some(amount));
    }
    if let Some(rate) = rates.iter().find(|rate| rate.base == own && rate.quote == currency) {
        return amount.convert(rate.rate, currency).map(Some);
    }
    let Some(rate) = rates.iter().find(|rate| rate.base == currency && rate.quote == own) else {
        return Ok(None);
    };
    let converted = amount.amount().checked_div(rate.rate).ok_or(MoneyError::OutOfRange)?;
    Ok(Some(Money::new(converted, currency).rounded()))
}

/// The rate that [`exchange`] uses between two currencies: 1 of `from` is so much of `to`.
#[must_use]
pub fn rate_between(rates: &[Rate], from: Currency, to: Currency) -> Option<Decimal> {
    if from == to {
        return Some(Decimal::ONE);
    }
    let straight = rates.iter().find(|rate| rate.base == from && rate.quote == to);
    if let Some(rate) = straight {
        return Some(rate.rate);
    }
    let back = rates.iter().find(|rate| rate.base == to && rate.quote == from)?;
    Decimal::ONE.checked_div(back.rate).map(|rate| rate.normalize())
}

/// How long the till waits and how often it asks (contract §3, `[engine]`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EngineSettings {
    /// Until a connection stands.
    pub connect_timeout: Duration,
    /// For creating an order; look-ups use a third.
    pub request_timeout: Duration,
    /// The first wait between two looks at an order.
    pub poll_every: Duration,
    /// The longest wait within the settle window.
    pub poll_max: Duration,
    /// How long a lost order is searched for before a person may decide.
    pub settle_window: Duration,
}

impl Default for EngineSettings {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            request_timeout: Duration::from_secs(60),
            poll_every: Duration::from_secs(2),
            poll_max: Duration::from_secs(15),
            settle_window: Duration::from_secs(600),
        }
    }
}

impl EngineSettings {
    /// The deadline of a look-up.
    #[must_use]
    pub fn lookup_timeout(&self) -> Duration {
        self.request_timeout / 3
    }

    /// How long ago something was sent, by the wall clock. `None` where that clock tells nothing
    /// (INV-11): it stands well before the sending, or, then or now, where no till's clock can.
    #[must_use]
    pub fn age(&self, sent: Timestamp, now: Timestamp) -> Option<Duration> {
        let tells = sent.is_possible() && now.is_possible();
        (tells && sent.since(now) <= self.settle_window).then(|| now.since(sent))
    }

    /// The wait before look number `looks` (0 is the first), `age` after the request was sent.
    ///
    /// Grows from `poll_every` to `poll_max` within the settle window; afterwards it doubles up to
    /// an hour, and ends after three days (contract §3).
    #[must_use]
    pub fn next_look(&self, looks: u32, age: Duration) -> Option<Duration> {
        let doubled = |base: Duration, times: u32| {
            base.saturating_mul(1_u32.checked_shl(times.min(16)).unwrap_or(u32::MAX))
        };
        if age < self.settle_window {
            // The window ends with a look of its own, not with whichever comes next.
            let to_the_end = self.settle_window.saturating_sub(age) + JUST_AFTER;
            return Some(doubled(self.poll_every, looks).min(self.poll_max).min(to_the_end));
        }
        if age > LOOK_FOR {
            return None;
        }
        // The wait doubles as the age does: asking at ages w, 2w, 4w… costs few calls.
        let wait = (age / 2)
            .clamp(LATE_LOOK_MIN.min(self.settle_window.max(self.poll_max)), LATE_LOOK_MAX);
        Some(wait)
    }
}

/// Whether a final order is due to be asked for a late truth: after the settle window, then with waits
/// that grow with its age up to an hour.
#[must_use]
pub fn late_look_due(
    sent: Timestamp,
    watched: Option<Timestamp>,
    now: Timestamp,
    settle_window: Duration,
) -> bool {
    let last = watched.unwrap_or(sent);
    if last > now {
        // The clock was ahead when that was written down. Asking sets it right.
        return true;
    }
    let longest = LATE_LOOK_MAX.max(settle_window);
    // Sent while the clock was ahead: nobody knows how long ago that is.
    let wait =
        if sent > last { longest } else { (last.since(sent) / 2).clamp(settle_window, longest) };
    now.since(last) >= wait
}

/// How long a final order can still turn out otherwise, and a tender that was given up be paid.
pub const WATCH_FOR: Duration = Duration::from_secs(3 * 24 * 3600);

/// Whether the watch for late truths and late money goes on: for [`WATCH_FOR`] from `since`. Where the
/// clock told nothing then, from the first look under one that does, `began`. A clock that tells
/// nothing now sets nothing right: the watch waits for it.
#[must_use]
pub fn is_watched(since: Timestamp, began: Option<Timestamp>, now: Timestamp) -> bool {
    let from = if since.is_possible() { since } else { began.unwrap_or(now) };
    now.is_possible() && from > now.before(WATCH_FOR)
}

/// Whether the watch goes on although [`is_watched`] says that its time is over: by the other side's own
/// clock, as `told` at the first and at the last look, three days have not passed. Ours was set back when
/// the watch began. Their clock may stand still, so it gives no more than three days more.
#[must_use]
pub fn is_watched_longer(
    since: Timestamp,
    told: Option<(Timestamp, Timestamp)>,
    now: Timestamp,
) -> bool {
    let is_so = told.is_some_and(|(first, last)| last.since(first) < WATCH_FOR);
    is_so && is_watched(since, None, now.before(WATCH_FOR))
}

/// When the watch began, after a look at `at`.
#[must_use]
pub fn watch_began(began: Option<Timestamp>, at: Timestamp) -> Option<Timestamp> {
    began.or(Some(at).filter(|at| at.is_possible()))
}

/// So that a look meant for the end of the window does not begin a clock's tick before it.
const JUST_AFTER: Duration = Duration::from_millis(5);
/// How long an unfinished order is looked for at all.
const LOOK_FOR: Duration = Duration::from_secs(3 * 24 * 3600);
/// After the settle window at most one look a minute (INV-12: 60 calls per order and hour).
const LATE_LOOK_MIN: Duration = Duration::from_secs(60);
const LATE_LOOK_MAX: Duration = Duration::from_secs(3600);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_used_in_either_direction_and_rounds_half_up() {
        let currency = |code: &str| code.parse::<Currency>().unwrap();
        let rate = |base, quote, rate: &str| Rate {
            base: currency(base),
            quote: currency(quote),
            rate: Decimal::from_str_exact(rate).unwrap(),
        };
        let rates = [rate("USD", "ILS", "3.70"), rate("ILS", "JOD", "0.2")];
        let check = |amount: &str, to: &str| {
            let amount = Money::new(Decimal::from_str_exact(amount).unwrap(), currency("ILS"));
            exchange(amount, &rates, currency(to)).unwrap().map(Money::to_price)
        };
        assert_eq!(check("38.00", "USD").as_deref(), Some("10.27"));
        assert_eq!(check("0.0925", "USD").as_deref(), Some("0.03"), "0.025 goes up");
        assert_eq!(check("38.0125", "JOD").as_deref(), Some("7.603"), "7.6025 goes up");
        assert_eq!(check("38.00", "ILS").as_deref(), Some("38.00"));
        assert_eq!(check("38.00", "SAR"), None);
    }

    #[test]
    fn looks_grow_apart_and_end_after_three_days() {
        let settings = EngineSettings::default();
        let at = |looks, seconds| settings.next_look(looks, Duration::from_secs(seconds));
        assert_eq!(at(0, 0), Some(Duration::from_secs(2)));
        assert_eq!(at(1, 2), Some(Duration::from_secs(4)));
        assert_eq!(at(9, 100), Some(Duration::from_secs(15)));
        assert_eq!(at(40, 599), Some(Duration::from_millis(1005)));
        assert_eq!(at(50, 600), Some(Duration::from_secs(300)));
        assert_eq!(at(60, 100_000), Some(Duration::from_secs(3600)));
        assert_eq!(at(99, 4 * 24 * 3600), None);
    }

    #[test]
    fn a_clock_that_was_set_back_ends_no_watch_early() {
        const DAY: i64 = 24 * 3_600_000;
        let day = |day: i64| Timestamp(Timestamp::EARLIEST.0 + day * DAY);
        // It ended on the 11th, and the shop's clock said the 10th.
        let (ended, told) = (day(10), |last| Some((day(11), day(last))));
        assert!(!is_watched(ended, None, day(13)));
        assert!(is_watched_longer(ended, told(13), day(13)));
        assert!(!is_watched_longer(ended, told(14), day(14)));
        assert!(!is_watched_longer(ended, None, day(13)), "nobody told the time");
        assert!(!is_watched_longer(ended, told(11), day(16)), "their clock stands still");
    }

    #[test]
    fn a_clock_that_was_ahead_hides_no_late_truth() {
        const HOUR: i64 = 3_600_000;
        let (now, ahead) = (Timestamp(1_000 * HOUR), Timestamp(9_000 * HOUR));
        let window = Duration::from_secs(600);
        let due = |sent, watched| late_look_due(sent, watched, now, window);
        assert!(due(ahead, None), "sent while it was ahead");
        assert!(due(Timestamp(999 * HOUR), Some(ahead)), "asked while it was ahead");
        // Once asked by a right clock, it is asked every hour and no oftener.
        assert!(!due(ahead, Some(Timestamp(now.0 - HOUR + 1))));
        assert!(due(ahead, Some(Timestamp(now.0 - HOUR))));
    }

    #[test]
    fn a_clock_without_its_battery_tells_no_age_and_ends_no_watch() {
        const DAY: Duration = Duration::from_secs(24 * 3600);
        let settings = EngineSettings::default();
        let (in_1970, now) = (Timestamp(7_000), Timestamp::EARLIEST.after(200 * DAY));
        assert_eq!(settings.age(in_1970, now), None);
        assert_eq!(settings.age(in_1970, in_1970), None, "it may have stood still for days");
        assert_eq!(settings.age(now, in_1970), None);
        assert_eq!(settings.age(now.before(DAY), now), Some(DAY));

        assert!(is_watched(in_1970, None, now), "nobody looked since the clock is right");
        let began = watch_began(watch_began(None, in_1970), now);
        assert_eq!(began, Some(now));
        assert_eq!(watch_began(began, now.after(DAY)), began);
        assert!(is_watched(in_1970, began, now.after(2 * DAY)));
        assert!(!is_watched(in_1970, began, now.after(3 * DAY)));
        assert!(is_watched(now, None, now.after(2 * DAY)));
        assert!(!is_watched(now, began, now.after(3 * DAY)));
        assert!(!is_watched(now, None, in_1970), "every order there ever was would be asked for");
    }

    #[test]
    fn the_cost_of_looking_stays_under_sixty_calls_an_hour() {
        let settings =
            EngineSettings { settle_window: Duration::from_secs(1), ..EngineSettings::default() };
        let (mut age, mut looks) = (settings.settle_window, 0_u32);
        while age < Duration::from_secs(3601) {
            age += settings.next_look(looks, age).unwrap();
            looks += 1;
        }
        assert!(looks <= 60, "{looks} looks in the first hour");
    }
}

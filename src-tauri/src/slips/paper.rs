//! What stands on the slip of one order, from top to bottom. Pure: facts and words in, blocks out.

use crate::{
    views::rfc3339,
    words::{Words, args},
};
use domain::{
    money::Money,
    order::OrderState,
    product::{LocalName, Product, ProductKind},
    receipt::{Align, Block, Direction, Picture, Receipt, Size},
    sale::TenderKind,
    shop::{Language, Shop},
    tax::TaxIdentity,
    time::Timestamp,
};
use engine::{
    ports::supplier::LabelledSecret,
    records::{OrderRecord, SaleRecord},
};
use storage::{ReceiptTexts, SlipTexts};

/// Everything a slip may say.
pub(crate) struct Facts<'a> {
    pub(crate) shop: &'a Shop,
    /// What the shop puts on all slips, and on those of this product.
    pub(crate) texts: &'a ReceiptTexts,
    pub(crate) own: &'a SlipTexts,
    pub(crate) logo: Option<&'a Picture>,
    /// Who the shop is to its tax authority.
    pub(crate) tax: &'a TaxIdentity,
    pub(crate) sale: &'a SaleRecord,
    pub(crate) order: &'a OrderRecord,
    /// As it is sold now; what it was when it was sold stands in the order.
    pub(crate) product: Option<&'a Product>,
    pub(crate) secrets: &'a [LabelledSecret],
    pub(crate) words: &'a Words,
    /// The journal's end before this slip, kept on paper where no program can change it.
    pub(crate) head: Option<String>,
    /// The first slip is 1, and from 2 on it is a copy.
    pub(crate) copy: u32,
    /// When it is printed, and by whom.
    pub(crate) at: Timestamp,
    pub(crate) clerk: Option<String>,
}

impl Facts<'_> {
    /// The slip of an order that was delivered: its code, or what was topped up.
    pub(crate) fn slip(&self) -> Receipt {
        let mut blocks = self.copy();
        blocks.extend(self.head());
        blocks.push(Block::Rule);
        blocks.extend(self.goods());
        blocks.extend(self.redeem());
        blocks.push(Block::Rule);
        blocks.extend(self.account());
        blocks.push(Block::Rule);
        blocks.extend(self.record());
        blocks.push(Block::Gap);
        blocks.extend(self.rules());
        blocks.extend(self.foot());
        self.receipt(blocks)
    }

    /// Practice slips are headed and footed, whatever they are.
    pub(super) fn receipt(&self, mut blocks: Vec<Block>) -> Receipt {
        if self.shop.practice {
            let banner = Block::Banner(self.words.say("receipt-training"));
            blocks.insert(0, banner.clone());
            blocks.push(banner);
        }
        Receipt { direction: direction(self.words), blocks }
    }

    /// `COPY 2`, and who printed it when.
    fn copy(&self) -> Vec<Block> {
        if self.copy < 2 {
            return Vec::new();
        }
        let number = self.copy.to_string();
        let at = local_time(self.at);
        let when = match (&self.clerk, at.split_once(' ')) {
            // A narrow slip breaks behind the date, so that no name stands on a line alone.
            (Some(clerk), Some((day, time))) => {
                format!("{day} {}\u{a0}·\u{a0}{clerk}", time.replace(' ', "\u{a0}"))
            }
            (Some(clerk), None) => format!("{at} · {clerk}"),
            (None, _) => at,
        };
        vec![
            Block::Banner(self.words.say_with("receipt-copy", &args([("number", number)]))),
            text(
                &self.words.say_with("receipt-copy-when", &args([("when", when)])),
                Size::Small,
                false,
                Align::Center,
            ),
        ]
    }

    /// Whose slip it is.
    pub(super) fn head(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        blocks.extend(self.logo.cloned().map(Block::Logo));
        blocks.push(text(&self.shop.name, Size::Large, true, Align::Center));
        blocks.extend(self.lines(self.texts.header.as_ref()));
        if let Some(phone) = &self.shop.phone {
            let line = self.words.say_with("receipt-phone", &args([("phone", phone.grouped())]));
            blocks.push(text(&line, Size::Small, false, Align::Center));
        }
        if let Some(number) = &self.tax.number {
            let line =
                self.words.say_with("receipt-tax-number", &args([("number", number.clone())]));
            blocks.push(text(&line, Size::Small, false, Align::Center));
        }
        blocks
    }

    fn goods(&self) -> Vec<Block> {
        let mut blocks = vec![text(self.local(&self.order.name), Size::Large, true, Align::Center)];
        if let Some(line) = self.worth() {
            blocks.push(text(&line, Size::Normal, false, Align::Center));
        }
        let target = self.target();
        if !target.is_empty() {
            blocks.push(Block::Gap);
        }
        blocks.extend(target);
        if self.order.kind == ProductKind::Topup {
            let delivered = self.words.say("receipt-state-delivered");
            blocks.push(pair_of_words(&self.words.say("receipt-state"), &delivered, true));
        }
        // What is handed over first; what only support asks for below.
        let (goods, facts): (Vec<_>, Vec<_>) =
            self.secrets.iter().partition(|secret| is_code(&secret.label));
        for secret in goods {
            let label = self.label(&secret.label);
            blocks.push(Block::Code { label, value: secret.value.clone() });
        }
        for secret in facts.into_iter().filter(|secret| self.is_shown(&secret.label)) {
            blocks.push(pair(&self.label(&secret.label), secret.value.reveal(), false));
        }
        blocks.extend(self.symbols());
        blocks
    }

    /// Whether the shop wants what support asks for on its slips.
    fn is_shown(&self, label: &str) -> bool {
        match label {
            "serial" => self.texts.show.serial,
            "expiry" => self.texts.show.expiry,
            _ => true,
        }
    }

    /// The code, or the address, once more for cameras.
    fn symbols(&self) -> Vec<Block> {
        let of = |label: &str| self.secrets.iter().find(|secret| secret.label == label);
        let (secret, caption) = match (of("code"), of("url")) {
            (Some(code), _) => (code, "receipt-qr-code"),
            (None, Some(url)) => (url, "receipt-qr-url"),
            (None, None) => return Vec::new(),
        };
        let show = self.texts.show;
        let mut blocks = Vec::new();
        if show.qr {
            blocks.push(Block::Qr(secret.value.clone()));
            blocks.push(text(&self.words.say(caption), Size::Small, false, Align::Center));
        }
        if show.barcode && secret.label == "code" {
            blocks.push(Block::Barcode(secret.value.clone()));
        }
        blocks
    }

    /// Face value and region in one line.
    fn worth(&self) -> Option<String> {
        let face = self.order.amount.or(self.product.and_then(|product| product.face_value));
        let face = face
            .map(|face| self.words.say_with("receipt-worth", &args([("amount", amount(face))])));
        let region = self.own.region.as_ref().filter(|_| self.texts.show.region);
        let region = region.map(|region| self.local(region).to_owned());
        let parts: Vec<String> = face.into_iter().chain(region).collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    /// Who gets it: the customer's number or account.
    pub(super) fn target(&self) -> Vec<Block> {
        let order = self.order;
        let mut blocks = Vec::new();
        if let Some(phone) = &order.phone {
            blocks.push(pair(&self.words.say("receipt-customer"), &phone.grouped(), true));
        }
        for (key, value) in &order.fields {
            let known = self.product.and_then(|product| {
                product.required_info.iter().find(|info| info.key == *key)?.label.as_ref()
            });
            blocks.push(pair(known.map_or(key, |label| self.local(label)), value, true));
        }
        blocks
    }

    fn redeem(&self) -> Vec<Block> {
        let how = self.own.redeem.as_ref().filter(|_| self.texts.show.redeem);
        let Some(how) = how else { return Vec::new() };
        vec![
            Block::Rule,
            text(&self.words.say("receipt-redeem"), Size::Normal, true, Align::Start),
            text(self.local(how), Size::Small, false, Align::Start),
        ]
    }

    /// What it cost, and how it was paid.
    fn account(&self) -> Vec<Block> {
        let (order, sale) = (self.order, self.sale);
        let mut blocks = vec![pair(&self.words.say("receipt-price"), &amount(order.price), true)];
        blocks.extend(self.tax());
        if sale.orders.len() > 1 {
            blocks.push(pair(&self.words.say("receipt-total"), &amount(sale.total), false));
        }
        blocks.push(self.tender());
        if let Some(received) = sale.tender.received {
            let change = Money::new(received.amount() - sale.total.amount(), received.currency());
            blocks.push(pair(&self.words.say("receipt-received"), &amount(received), false));
            blocks.push(pair(&self.words.say("receipt-change"), &amount(change), false));
        }
        blocks
    }

    /// What of the price is tax; what is sold at nothing says so too.
    fn tax(&self) -> Option<Block> {
        let (rate, tax) = (self.order.tax_rate?, self.order.tax()?);
        let name = self.tax.name.clone().unwrap_or_else(|| self.words.say("receipt-tax-name"));
        let label = args([("name", name), ("rate", rate.to_string())]);
        Some(pair(&self.words.say_with("receipt-tax", &label), &amount(tax), false))
    }

    pub(super) fn tender(&self) -> Block {
        let how = match self.sale.tender.kind {
            TenderKind::Cash => "receipt-tender-cash",
            TenderKind::Payerly => "receipt-tender-page",
            TenderKind::Mpg => "receipt-tender-card",
            TenderKind::Debt => "receipt-tender-debt",
        };
        pair_of_words(&self.words.say("receipt-tender"), &self.words.say(how), false)
    }

    /// What support asks for.
    pub(super) fn record(&self) -> Vec<Block> {
        let order = self.order;
        let mut blocks =
            vec![pair(&self.words.say("receipt-date"), &local_time(order.created_at), false)];
        if self.sale.orders.len() > 1 {
            let all = self.sale.orders.len();
            let place = self.sale.orders.iter().position(|other| other.id == order.id);
            let number = place.unwrap_or_default().saturating_add(1);
            blocks.push(pair(&self.words.say("receipt-slip"), &format!("{number}/{all}"), false));
        }
        if let Some(clerk) = &self.sale.clerk {
            blocks.push(pair_of_words(&self.words.say("receipt-clerk"), clerk, false));
        }
        blocks.push(pair(&self.words.say("report-till"), &self.shop.till_code, false));
        if let Some(id) = &order.provider_order_id {
            blocks.push(pair(&self.words.say("receipt-provider-order"), id.as_str(), false));
        }
        blocks.push(pair(&self.words.say("receipt-order"), order.reference.as_str(), false));
        blocks
    }

    /// What the customer has to know.
    fn rules(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let rule = self.own.refund_rule.as_ref().or(self.texts.refund_rule.as_ref());
        let rule = rule.filter(|_| self.texts.show.refund);
        let rule = rule.map(|rule| self.local(rule).to_owned());
        // A top-up's supplier may give texts that are no code, such as the operator's reference.
        let arrives_elsewhere = self.order.kind == ProductKind::Topup
            && !self.secrets.iter().any(|secret| is_code(&secret.label));
        let notes: &[&str] = if arrives_elsewhere {
            &["receipt-topup-note"]
        } else {
            &["receipt-cash-note", "receipt-fade-note", "receipt-scam-note"]
        };
        let notes = notes.iter().map(|note| self.words.say(note));
        for note in rule.into_iter().chain(notes) {
            blocks.push(text(&note, Size::Small, false, Align::Center));
        }
        blocks
    }

    pub(super) fn foot(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Gap];
        let own = self.lines(self.texts.footer.as_ref());
        if own.is_empty() {
            let thanks = self.words.say("receipt-thanks");
            blocks.push(text(&thanks, Size::Normal, true, Align::Center));
        }
        blocks.extend(own);
        if let Some(head) = &self.head {
            let line = self.words.say_with("receipt-journal", &args([("what", head.clone())]));
            blocks.push(text(&line, Size::Small, false, Align::Center));
        }
        blocks
    }

    fn lines(&self, said: Option<&LocalName>) -> Vec<Block> {
        let said = said.map(|said| self.local(said)).unwrap_or_default();
        said.lines().map(|line| text(line, Size::Small, false, Align::Center)).collect()
    }

    pub(super) fn local<'n>(&self, name: &'n LocalName) -> &'n str {
        match self.words.language() {
            Language::English => &name.en,
            Language::Arabic => &name.ar,
        }
    }

    /// Our word for a known label, else the supplier's own.
    fn label(&self, label: &str) -> String {
        let key = format!("receipt-{label}");
        if self.words.has(&key) { self.words.say(&key) } else { label.to_owned() }
    }
}

/// Whether an order's slip hands something over, rather than saying where it stands.
pub(crate) fn hands_over(order: &OrderRecord) -> bool {
    order.state == OrderState::Delivered
}

fn is_code(label: &str) -> bool {
    matches!(label, "code" | "pin")
}

pub(crate) fn direction(words: &Words) -> Direction {
    match words.language() {
        Language::English => Direction::LeftToRight,
        Language::Arabic => Direction::RightToLeft,
    }
}

pub(super) fn text(words: &str, size: Size, bold: bool, align: Align) -> Block {
    Block::Text { text: words.to_owned(), size, bold, align }
}

/// A value that never follows the slip's direction: an amount, a phone, a date, an id.
pub(super) fn pair(label: &str, value: &str, bold: bool) -> Block {
    Block::Pair { label: label.to_owned(), value: value.to_owned(), ltr: true, bold }
}

pub(super) fn pair_of_words(label: &str, value: &str, bold: bool) -> Block {
    Block::Pair { label: label.to_owned(), value: value.to_owned(), ltr: false, bold }
}

pub(super) fn amount(money: Money) -> String {
    format!("{} {}", money.to_price(), money.currency())
}

/// The computer's own time of day with its zone, as the shop reads it.
pub(crate) fn local_time(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0).map_or_else(
        |_| rfc3339(at),
        |at| at.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M %:z").to_string(),
    )
}

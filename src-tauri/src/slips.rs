//! Slips: what stands on the paper of an order, and handing it to a printer.

use crate::{
    error::{ErrorCode, Failure},
    session::Session,
    views::rfc3339,
    words::{Isolation, Words, args},
};
use devices::{
    Trouble,
    escpos::{Cut, DrawerPin},
};
use domain::{
    money::Money,
    order::OrderState,
    product::ProductKind,
    receipt::{Align, Block, Direction, Receipt, Size},
    shop::Language,
    time::Timestamp,
};
use engine::{
    ports::supplier::LabelledSecret,
    records::{HandOver, OrderRecord, SaleRecord},
};
use storage::Printer;

/// What a hand-over came to.
pub(crate) struct Printed {
    pub(crate) hand_over: HandOver,
    /// What is the matter, if it failed.
    pub(crate) trouble: Option<Trouble>,
    pub(crate) copies: u32,
}

/// Prints an order's slip and notes how it went. A failure never touches the sale (INV-20).
pub(crate) async fn print_order(
    session: &Session,
    order: &OrderRecord,
    printer: &Printer,
    clerk: Option<String>,
) -> Result<Printed, Failure> {
    if order.state != OrderState::Delivered {
        return Err(Failure::about(ErrorCode::NothingToPrint, &order.id));
    }
    let sale = session.sale(&order.sale_id).await?;
    let secrets = session.till.secrets_for_slip(&order.id).await?;
    let words = session.words(Isolation::On);
    // A slip without it is better than no slip.
    let head = session.storage.journal_head().await.unwrap_or_default();
    let head = head.map(|head| head.short());
    let slip = Slip { session, sale: &sale, order, words: &words, head };
    let receipt = slip.receipt(&secrets);
    let printed = devices::print(&config(session, printer), &[receipt], &job_name(order)).await;
    let via = printer.id.clone();
    let (hand_over, trouble) = match printed {
        Ok(printed) => {
            let file = printed.files.first().map(|path| path.display().to_string());
            (HandOver { via, ok: true, message: file }, None)
        }
        Err(error) => {
            let trouble = error.trouble();
            tracing::warn!(
                printer = %printer.id,
                trouble = trouble.as_str(),
                error = &error as &dyn std::error::Error,
                "a slip was not printed"
            );
            let said = trouble_words(&session.words(Isolation::Off), trouble);
            (HandOver { via, ok: false, message: Some(said) }, Some(trouble))
        }
    };
    let copies = session.till.handed_over(order, &hand_over, clerk).await?;
    Ok(Printed { hand_over, trouble, copies })
}

impl Printed {
    /// Why it was not printed, for the person at the counter.
    pub(crate) fn failure(&self, words: &Words) -> Option<Failure> {
        let trouble = self.trouble?;
        let (what, how) = (trouble_words(words, trouble), trouble_hint(words, trouble));
        Some(Failure { code: ErrorCode::PrinterFailed, args: vec![("what", what), ("how", how)] })
    }
}

/// The printer of this id, or the default one; the first one where none is marked.
pub(crate) async fn find_printer(session: &Session, id: Option<&str>) -> Result<Printer, Failure> {
    let printers = session.storage.printers().await?;
    let found = match id {
        Some(id) => printers.into_iter().find(|printer| printer.id == id),
        None => printers.into_iter().next(),
    };
    found.ok_or_else(|| Failure::about(ErrorCode::UnknownPrinter, id.unwrap_or("")))
}

/// A folder of a PDF printer is inside the data dir unless it is a whole path.
pub(crate) fn config(session: &Session, printer: &Printer) -> devices::PrinterConfig {
    let kind = match printer.kind {
        storage::PrinterKind::EscposTcp => devices::PrinterKind::EscposTcp,
        storage::PrinterKind::EscposDevice => devices::PrinterKind::EscposDevice,
        storage::PrinterKind::CupsRaw => devices::PrinterKind::CupsRaw,
        storage::PrinterKind::WindowsRaw => devices::PrinterKind::WindowsRaw,
        storage::PrinterKind::Pdf => devices::PrinterKind::Pdf,
    };
    let paper = match printer.paper {
        storage::Paper::Mm58 => devices::Paper::Mm58,
        storage::Paper::Mm80 => devices::Paper::Mm80,
        storage::Paper::A4 => devices::Paper::A4,
    };
    let address = if kind == devices::PrinterKind::Pdf {
        session.storage.data_dir().join(&printer.address).display().to_string()
    } else {
        printer.address.clone()
    };
    let mut config = devices::PrinterConfig::new(&printer.id, kind, &address, paper);
    apply(&printer.profile, &mut config);
    config
}

/// What the file says wins over what the paper lets expect.
fn apply(said: &storage::PrinterProfile, config: &mut devices::PrinterConfig) {
    let profile = &mut config.profile;
    profile.dots = said.dots.unwrap_or(profile.dots);
    profile.band_rows = said.band_rows.unwrap_or(profile.band_rows);
    profile.band_delay = said.band_delay.unwrap_or(profile.band_delay);
    profile.feed_lines = said.feed_lines.unwrap_or(profile.feed_lines);
    profile.cut = match said.cut {
        Some(storage::PaperCut::None) => Cut::None,
        Some(storage::PaperCut::Partial) => Cut::Partial,
        Some(storage::PaperCut::Full) => Cut::Full,
        None => profile.cut,
    };
    if let Some(pin) = said.drawer_pin {
        profile.drawer_pin = if pin == 5 { DrawerPin::Five } else { DrawerPin::Two };
    }
    config.ask = said.ask.unwrap_or(config.ask);
}

/// What is the matter with a printer, in the reader's language.
pub(crate) fn trouble_words(words: &Words, trouble: Trouble) -> String {
    words.say(&format!("printer-{}", trouble.as_str()))
}

/// What to do about it.
pub(crate) fn trouble_hint(words: &Words, trouble: Trouble) -> String {
    words.say(&format!("printer-{}-hint", trouble.as_str()))
}

fn job_name(order: &OrderRecord) -> String {
    match order.copies {
        0 => order.reference.to_string(),
        copies => format!("{}-copy-{}", order.reference, copies.saturating_add(1)),
    }
}

/// One order's slip being written.
struct Slip<'a> {
    session: &'a Session,
    sale: &'a SaleRecord,
    order: &'a OrderRecord,
    words: &'a Words,
    /// The journal's end before this slip, kept on paper where no program can change it.
    head: Option<String>,
}

impl Slip<'_> {
    fn receipt(&self, secrets: &[LabelledSecret]) -> Receipt {
        let direction = match self.words.language() {
            Language::English => Direction::LeftToRight,
            Language::Arabic => Direction::RightToLeft,
        };
        let mut blocks = self.head();
        blocks.extend(self.goods(secrets));
        blocks.push(Block::Rule);
        blocks.extend(self.account());
        blocks.push(Block::Rule);
        blocks.extend(self.foot(secrets));
        Receipt { direction, blocks }
    }

    fn head(&self) -> Vec<Block> {
        let shop = self.session.shop();
        let mut blocks = Vec::new();
        if shop.practice {
            blocks.push(Block::Banner(self.words.say("receipt-training")));
        }
        if self.order.copies > 0 {
            let number = self.order.copies.saturating_add(1).to_string();
            blocks.push(Block::Banner(
                self.words.say_with("receipt-copy", &args([("number", number)])),
            ));
        }
        blocks.push(text(&shop.name, Size::Large, true, Align::Center));
        if let Some(phone) = &shop.phone {
            let line = self.words.say_with("receipt-phone", &args([("phone", phone.grouped())]));
            blocks.push(text(&line, Size::Small, false, Align::Center));
        }
        blocks.push(Block::Rule);
        blocks
    }

    fn goods(&self, secrets: &[LabelledSecret]) -> Vec<Block> {
        let order = self.order;
        let name = match self.words.language() {
            Language::English => &order.name.en,
            Language::Arabic => &order.name.ar,
        };
        let mut blocks = vec![text(name, Size::Large, true, Align::Start)];
        for (key, value) in &order.fields {
            blocks.push(pair(key, value, true));
        }
        if order.kind == ProductKind::Topup {
            blocks.push(text(
                &self.words.say("receipt-state-delivered"),
                Size::Normal,
                true,
                Align::Start,
            ));
        }
        for secret in secrets {
            let label = self.label(&secret.label);
            if matches!(secret.label.as_str(), "code" | "pin") {
                blocks.push(Block::Code { label, value: secret.value.clone() });
            } else {
                blocks.push(pair(&label, secret.value.reveal(), false));
            }
        }
        let code = secrets.iter().find(|secret| matches!(secret.label.as_str(), "code" | "url"));
        if let Some(code) = code {
            blocks.push(Block::Qr(code.value.clone()));
        }
        blocks
    }

    fn account(&self) -> Vec<Block> {
        let (order, sale) = (self.order, self.sale);
        let mut blocks = vec![pair(&self.words.say("receipt-price"), &amount(order.price), true)];
        if sale.orders.len() > 1 {
            blocks.push(pair(&self.words.say("receipt-total"), &amount(sale.total), false));
        }
        blocks.push(pair(
            &self.words.say("receipt-tender"),
            &self.words.say("receipt-tender-cash"),
            false,
        ));
        if let Some(received) = sale.tender.received {
            let change = Money::new(received.amount() - sale.total.amount(), received.currency());
            blocks.push(pair(&self.words.say("receipt-received"), &amount(received), false));
            blocks.push(pair(&self.words.say("receipt-change"), &amount(change), false));
        }
        blocks
    }

    fn foot(&self, secrets: &[LabelledSecret]) -> Vec<Block> {
        let order = self.order;
        let mut blocks =
            vec![pair(&self.words.say("receipt-date"), &local_time(order.created_at), false)];
        if let Some(phone) = &order.phone {
            blocks.push(pair(&self.words.say("receipt-customer"), &phone.grouped(), false));
        }
        if let Some(clerk) = &self.sale.clerk {
            blocks.push(pair(&self.words.say("receipt-clerk"), clerk, false));
        }
        if let Some(id) = &order.provider_order_id {
            blocks.push(pair(&self.words.say("receipt-provider-order"), id.as_str(), false));
        }
        blocks.push(text(order.reference.as_str(), Size::Small, false, Align::Center));
        blocks.push(Block::Gap);
        let notes: &[&str] = if secrets.iter().any(|secret| !secret.is_public()) {
            &["receipt-cash-note", "receipt-scam-note"]
        } else {
            &["receipt-topup-note"]
        };
        for note in notes {
            blocks.push(text(&self.words.say(note), Size::Small, false, Align::Center));
        }
        blocks.push(text(&self.words.say("receipt-thanks"), Size::Normal, true, Align::Center));
        if let Some(head) = &self.head {
            let line = self.words.say_with("receipt-journal", &args([("what", head.clone())]));
            blocks.push(text(&line, Size::Small, false, Align::Center));
        }
        if self.session.shop().practice {
            blocks.push(Block::Banner(self.words.say("receipt-training")));
        }
        blocks
    }

    /// Our word for a known label, else the supplier's own.
    fn label(&self, label: &str) -> String {
        let key = format!("receipt-{label}");
        if self.words.has(&key) { self.words.say(&key) } else { label.to_owned() }
    }
}

fn text(words: &str, size: Size, bold: bool, align: Align) -> Block {
    Block::Text { text: words.to_owned(), size, bold, align }
}

fn pair(label: &str, value: &str, bold: bool) -> Block {
    Block::Pair { label: label.to_owned(), value: value.to_owned(), ltr: true, bold }
}

fn amount(money: Money) -> String {
    format!("{} {}", money.to_price(), money.currency())
}

/// The computer's own time of day, as the shop reads it.
fn local_time(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0).map_or_else(
        |_| rfc3339(at),
        |at| at.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string(),
    )
}

//! What a provisioning file sets up beside shop, suppliers and products.

use domain::{
    account::{Environment, ProcessorKind},
    clerk::Role,
    money::{Currency, Money},
    secret::Secret,
};
use std::time::Duration;

/// A payment processor account.
#[derive(Clone, Debug)]
pub struct Processor {
    /// The shop's own name for it.
    pub id: String,
    /// Which adapter.
    pub kind: ProcessorKind,
    /// Real or test money.
    pub environment: Environment,
    /// Where it is.
    pub base_url: String,
    /// Its API key.
    pub api_key: Secret,
    /// The currency it collects in.
    pub currency: Option<Currency>,
    /// Whether cards may be keyed in.
    pub keyed_entry: bool,
    /// The request field that carries our own id.
    pub id_field: String,
    /// How long a customer has on a pay page.
    pub pay_within: Duration,
    /// Its words, beside those its documents explain, for an order that is over without a payment.
    pub closed_words: Vec<String>,
    /// Its words for an order that is paid.
    pub paid_words: Vec<String>,
}

/// How long a customer has on a pay page where the file does not say.
pub const PAY_WITHIN: Duration = Duration::from_secs(15 * 60);

domain::words! {
    /// How a printer is reached.
    PrinterKind {
        /// TCP 9100.
        EscposTcp => "escpos-tcp",
        /// A device file.
        EscposDevice => "escpos-device",
        /// A raw CUPS queue.
        CupsRaw => "cups-raw",
        /// The Windows spooler.
        WindowsRaw => "windows-raw",
        /// A folder of PDF files.
        Pdf => "pdf",
    }
}

domain::words! {
    /// The paper in a printer.
    Paper {
        /// 58 mm roll.
        Mm58 => "58mm",
        /// 80 mm roll.
        Mm80 => "80mm",
        /// A4 sheets.
        A4 => "a4",
    }
}

domain::words! {
    /// How a printer cuts.
    PaperCut {
        /// It does not.
        None => "none",
        /// Leaving a bridge.
        Partial => "partial",
        /// All the way.
        Full => "full",
    }
}

domain::words! {
    /// How text messages leave.
    SmsKind {
        /// Twilio.
        Twilio => "twilio",
        /// SMS Gateway for Android.
        SmsGate => "smsgate",
        /// Any HTTP gateway.
        Http => "http",
        /// A modem.
        GsmModem => "gsm-modem",
    }
}

/// A printer of the shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printer {
    /// The shop's own name for it.
    pub id: String,
    /// How it is reached.
    pub kind: PrinterKind,
    /// Where: host and port, device, queue, or folder.
    pub address: String,
    /// Its paper.
    pub paper: Paper,
    /// Whether it is the one that prints when none is named.
    pub is_default: bool,
    /// What it can do, where the file says.
    pub profile: PrinterProfile,
}

/// What the file says of a printer beyond its paper; what it leaves out follows from the paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PrinterProfile {
    /// Dots across its head.
    pub dots: Option<u16>,
    /// Rows sent at once.
    pub band_rows: Option<u8>,
    /// Pause between them.
    pub band_delay: Option<Duration>,
    /// How it cuts.
    pub cut: Option<PaperCut>,
    /// Lines fed before the cut.
    pub feed_lines: Option<u8>,
    /// The drawer's pin, 2 or 5.
    pub drawer_pin: Option<u8>,
    /// Whether it is asked for its state.
    pub ask: Option<bool>,
    /// How long it may take to answer.
    pub answer_within: Option<Duration>,
}

/// A way by which text messages leave.
#[derive(Clone, Debug)]
pub struct SmsRoute {
    /// The shop's own name for it.
    pub id: String,
    /// How.
    pub kind: SmsKind,
    /// Where.
    pub base_url: Option<String>,
    /// Which account.
    pub account: Option<String>,
    /// Its secret.
    pub secret: Option<Secret>,
    /// From whom.
    pub sender: Option<String>,
    /// What one part of a message costs.
    pub price: Option<Money>,
    /// JSON of whatever only this kind has; sealed, since a template may hold a key.
    pub options: Option<Secret>,
}

/// A clerk to set up.
#[derive(Clone, Debug)]
pub struct NewClerk {
    /// The name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Their PIN.
    pub pin: Secret,
    /// The line of the file the PIN stands in, for errors.
    pub line: usize,
}

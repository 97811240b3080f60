//! The commands and their arguments (contract §2).

mod attention;
mod customer;
mod debt;
mod decide;
mod prices;
mod refunds;
mod report;
mod sell;
mod shift;
mod stock;
mod taxes;
mod wallet;

pub(super) use attention::{AttentionCommand, Candidate, Texted};
pub(super) use customer::CustomerCommand;
pub(super) use debt::DebtCommand;
pub(super) use decide::{Dispute, Refund, Resolve};
pub(super) use prices::Prices;
pub(super) use refunds::{RefundTerms, RefundsCommand};
pub(super) use report::SalesReport;
pub(super) use sell::{Line, Sell};
pub(super) use shift::{Cash, Payment, ShiftCommand};
pub(super) use stock::StockCommand;
pub(super) use taxes::TaxesCommand;
pub(super) use wallet::Wallet;

use super::export::What;
use crate::table_file::Format;
use clap::{ArgGroup, Args, Parser, Subcommand};
use domain::{order::OrderState, time::parse_duration};
use std::{net::SocketAddr, path::PathBuf, time::Duration};

/// The till for digital vouchers and top-ups. Without a command, its window opens.
#[derive(Debug, Parser)]
#[command(name = "raseed", version, propagate_version = true, disable_help_subcommand = true)]
#[command(after_help = "\
Exit codes: 0 done · 1 local fault · 2 bad input, nothing was done · 3 refused, nothing was charged ·
            4 outcome not known yet, do not sell again · 5 not allowed for this clerk")]
pub(super) struct Cli {
    /// The folder that holds everything this till owns
    #[arg(long, value_name = "DIR", env = "RASEED_DATA_DIR", global = true)]
    pub(super) data_dir: Option<PathBuf>,
    /// Results as JSON on stdout, errors as JSON on stderr
    #[arg(long, global = true)]
    json: bool,
    /// Which clerk acts; the PIN comes from RASEED_PIN
    #[arg(long = "as", value_name = "NAME", global = true)]
    pub(super) clerk: Option<String>,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Set up shop, suppliers, products, clerks and printers from a file; repeatable
    Provision {
        /// The provisioning file
        #[arg(value_name = "FILE.toml")]
        file: PathBuf,
    },
    /// Search the catalogue, or fetch it from the suppliers
    Catalog {
        #[command(subcommand)]
        command: CatalogCommand,
    },
    /// Show the balance at every supplier, or hold it against the books
    Wallet(Wallet),
    /// Show, set or make prices by rules
    Prices(Box<Prices>),
    /// Ask whether a product could be sold to an account; buys nothing
    Check(Line),
    /// Sell one product
    Sell(Sell),
    /// List orders, newest first
    Orders(Orders),
    /// Tell the story of one order
    Order {
        /// The order
        id: String,
        /// Show its secrets in clear; noted in the journal
        #[arg(long)]
        reveal: bool,
    },
    /// Follow up everything unfinished
    Recover {
        /// How long at most
        #[arg(long, value_name = "DUR", default_value = "60s", value_parser = duration)]
        wait: Duration,
    },
    /// List what needs a person, or say that it was seen to
    Attention {
        #[command(subcommand)]
        command: AttentionCommand,
    },
    /// Record a person's decision on an order that needs attention
    Resolve(Resolve),
    /// Give a customer's money back
    Refund(Refund),
    /// Read or write the refund table: until when, by whom and on what proof money goes back
    Refunds {
        #[command(subcommand)]
        command: RefundsCommand,
    },
    /// Read or set the rates of tax that prices include, and what slips say of them
    Taxes {
        #[command(subcommand)]
        command: TaxesCommand,
    },
    /// Write a file about an order for its supplier's support: a PDF without the code; journalled
    Dispute(Dispute),
    /// Print an order again, or every order of a sale; counted and marked COPY
    Print(Print),
    /// Open the cash drawer without a sale; journalled
    Drawer {
        /// Why, in a few words; kept in the journal
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        /// At which printer; the default one if not named
        #[arg(long, value_name = "P")]
        printer: Option<String>,
    },
    /// Text an order's code, or every code of a sale; counted, and later ones are marked COPY
    Sms {
        /// The order or sale
        id: String,
        /// To which phone, in any form
        #[arg(long, value_name = "PHONE")]
        to: String,
    },
    /// What a customer may ask for: to be erased
    Customer {
        #[command(subcommand)]
        command: CustomerCommand,
    },
    /// The debt book: who may buy on account, what they owe, and what they pay
    Debt {
        #[command(subcommand)]
        command: DebtCommand,
    },
    /// Open, read or close the drawer's shift
    Shift {
        #[command(subcommand)]
        command: ShiftCommand,
    },
    /// Codes on the shop's shelf: recovered ones, and what was bought ahead
    Stock {
        #[command(subcommand)]
        command: StockCommand,
    },
    /// Write orders, sales or the journal to a file; codes are masked
    Export(Export),
    /// Tell what was sold: by day, hour, product, supplier and clerk; the owner also what is left of it
    Report(SalesReport),
    /// Write a verified backup. With RASEED_PASSPHRASE it opens on any machine; without it, only with
    /// this machine's key
    Backup {
        /// The file; one that is there is replaced once the new one is verified. Without it, a new file in
        /// the folder of the settings, sealed as they say
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Restore a backup into an empty data folder. The passphrase comes from RASEED_PASSPHRASE
    Restore {
        /// The backup
        file: PathBuf,
        /// Only open and prove it, and say what is in it
        #[arg(long)]
        look: bool,
    },
    /// Check the database, the journal's chain, and each against the other
    Verify {
        /// A head as it stands at the foot of a slip, to be found in the chain
        #[arg(long, value_name = "NUMBER-HASH", value_parser = slip)]
        slip: Option<storage::Head>,
    },
    /// Try every supplier, printer, the clock and the disk, and say what to do
    Doctor {
        /// Write what support needs into a file as well: no codes, keys, PINs or phones
        #[arg(long, value_name = "FILE")]
        bundle: Option<PathBuf>,
    },
    /// Serve the upstreams on this machine, for practice and tests
    Simulate(Simulate),
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").args(["id", "test", "jobs", "z"]).required(true))]
pub(super) struct Print {
    /// The order or sale
    pub(super) id: Option<String>,
    /// Say where it stands: a claim slip while it is not settled, what became of the money when it was
    /// not delivered. Holds no code and is not counted
    #[arg(long, requires = "id")]
    pub(super) note: bool,
    /// Print a test slip: ruler, both scripts, a code, a QR code and a barcode
    #[arg(long)]
    pub(super) test: bool,
    /// Print the Z report of this number as it was kept; from the second slip on it is headed COPY
    #[arg(long, value_name = "NUMBER")]
    pub(super) z: Option<u32>,
    /// Show what was given to printers, newest first, and what became of it
    #[arg(long)]
    pub(super) jobs: bool,
    /// Which printer; the default one if not named
    #[arg(long, value_name = "P")]
    pub(super) printer: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(super) enum CatalogCommand {
    /// Fetch the catalogues of the suppliers that have one
    Sync {
        #[arg(long, value_name = "ID")]
        supplier: Option<String>,
    },
    /// Search the catalogue
    List {
        /// Words in any script
        #[arg(long, value_name = "Q")]
        query: Option<String>,
        /// Only this supplier's
        #[arg(long, value_name = "ID")]
        supplier: Option<String>,
        /// At most so many
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
}

#[derive(Debug, Args)]
pub(super) struct Orders {
    /// Only in this state
    #[arg(long, value_name = "S", value_parser = state)]
    pub(super) state: Option<OrderState>,
    /// Only since this time (RFC 3339)
    #[arg(long, value_name = "T", value_parser = moment)]
    pub(super) since: Option<i64>,
    /// Only for this phone
    #[arg(long, value_name = "P")]
    pub(super) phone: Option<String>,
    /// Reference, phone, product, or a code's last four
    #[arg(long, value_name = "Q")]
    pub(super) query: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(super) limit: u32,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    /// What
    #[arg(long, value_enum)]
    pub(super) what: What,
    /// How: csv is UTF-8 with a header row, json is one object a line
    #[arg(long, value_enum)]
    pub(super) format: Format,
    /// Only since then: a day (its beginning, UTC) or a time (RFC 3339)
    #[arg(long, value_name = "T", value_parser = beginning)]
    pub(super) from: Option<i64>,
    /// Only until then: a day (all of it, UTC) or a time (RFC 3339; itself not included)
    #[arg(long, value_name = "T", value_parser = ending)]
    pub(super) to: Option<i64>,
    /// The file; one that is there is replaced once the new one is whole
    #[arg(long, value_name = "FILE")]
    pub(super) out: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Simulate {
    /// Where the control page listens; the upstreams take the ports after it
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0")]
    pub(super) listen: SocketAddr,
}

impl Command {
    /// The command's own name.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Command::Provision { .. } => "provision",
            Command::Catalog { command: CatalogCommand::Sync { .. } } => "catalog sync",
            Command::Catalog { command: CatalogCommand::List { .. } } => "catalog list",
            Command::Wallet(_) => "wallet",
            Command::Prices(_) => "prices",
            Command::Stock { command: StockCommand::List } => "stock list",
            Command::Stock { command: StockCommand::Buy { .. } } => "stock buy",
            Command::Stock { command: StockCommand::Limit { .. } } => "stock limit",
            Command::Check(_) => "check",
            Command::Sell(_) => "sell",
            Command::Orders(_) => "orders",
            Command::Order { .. } => "order",
            Command::Recover { .. } => "recover",
            Command::Attention { .. } => "attention",
            Command::Resolve(_) => "resolve",
            Command::Refund(_) => "refund",
            Command::Refunds { .. } => "refunds",
            Command::Taxes { .. } => "taxes",
            Command::Dispute(_) => "dispute",
            Command::Print(_) => "print",
            Command::Drawer { .. } => "drawer",
            Command::Sms { .. } => "sms",
            Command::Customer { .. } => "customer",
            Command::Debt { .. } => "debt",
            Command::Shift { .. } => "shift",
            Command::Export(_) => "export",
            Command::Report(_) => "report",
            Command::Backup { .. } => "backup",
            Command::Restore { .. } => "restore",
            Command::Verify { .. } => "verify",
            Command::Doctor { .. } => "doctor",
            Command::Simulate(_) => "simulate",
        }
    }
}

fn slip(text: &str) -> Result<storage::Head, String> {
    let head = storage::Head::from_short(text);
    head.ok_or_else(|| "a number, a dash and eight digits, such as 812-9f0c41d2".to_owned())
}

fn duration(text: &str) -> Result<Duration, String> {
    parse_duration(text).ok_or_else(|| "a whole number with ms, s, m or h, such as 60s".to_owned())
}

fn state(text: &str) -> Result<OrderState, String> {
    let words = || OrderState::ALL.map(OrderState::as_str).join(", ");
    OrderState::from_word(text).ok_or_else(|| format!("one of {}", words()))
}

/// A script whose variable is not set must not share its empty id with every customer after it.
fn request_id(text: &str) -> Result<String, String> {
    let fits = !text.trim().is_empty() && text.chars().count() <= REQUEST_ID_MAX;
    let form = || format!("an id of its own for each request, of 1 to {REQUEST_ID_MAX} characters");
    fits.then(|| text.to_owned()).ok_or_else(form)
}

const REQUEST_ID_MAX: usize = 200;

fn field(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("key=value, such as accountId=123456789".to_owned()),
    }
}

fn moment(text: &str) -> Result<i64, String> {
    use time::{OffsetDateTime, format_description::well_known::Rfc3339};
    OffsetDateTime::parse(text, &Rfc3339)
        .map(|at| {
            at.unix_timestamp().saturating_mul(1000).saturating_add(i64::from(at.millisecond()))
        })
        .map_err(|_| "a time such as 2026-11-21T09:00:00Z".to_owned())
}

fn beginning(text: &str) -> Result<i64, String> {
    day(text).map_or_else(|| moment(text), Ok).map_err(|_| DAY_OR_TIME.to_owned())
}

fn ending(text: &str) -> Result<i64, String> {
    const DAY_MS: i64 = 24 * 60 * 60 * 1000;
    let end = day(text).map(|day| day.saturating_add(DAY_MS));
    end.map_or_else(|| moment(text), Ok).map_err(|_| DAY_OR_TIME.to_owned())
}

const DAY_OR_TIME: &str = "a day such as 2026-11-21, or a time such as 2026-11-21T09:00:00Z";

/// The beginning of a day, UTC.
fn day(text: &str) -> Option<i64> {
    let format = time::macros::format_description!("[year]-[month]-[day]");
    let day = time::Date::parse(text, format).ok()?;
    Some(day.midnight().assume_utc().unix_timestamp().saturating_mul(1000))
}

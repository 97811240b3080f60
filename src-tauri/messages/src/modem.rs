//! A GSM modem on a serial line, in PDU mode. What it did not answer when it was given a message stays
//! unknown; what it took may be told to have arrived.

mod line;
mod pdu;
mod ready;
mod report;
mod stored;

use async_trait::async_trait;
use domain::secret::Secret;
use engine::ports::{
    Route,
    route::{Answer, Dispatch, Fate, Hitch, Letter, RouteError, RouteReport, SendTicket, Sought},
};
use line::{Line, Trouble};
use pdu::Pdu;
use ready::{Sim, prepare, sim, wake};
use report::{Arrival, Report};
use serialport::FlowControl;
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use stored::{ask_for_reports, forget, numbers, stored_reports};

/// The speed of a modem's line where nothing else is said; USB modems do not care.
pub const BAUD: u32 = 115_200;
/// A modem answers a question within this.
const ANSWER_MAX: Duration = Duration::from_secs(5);
/// The network takes a part within this.
pub const NETWORK_MAX: Duration = Duration::from_secs(60);
/// How long another program may keep the line.
const BUSY_MAX: Duration = Duration::from_secs(10);
/// A modem whose SIM card was just opened looks for its network.
const REGISTER_MAX: Duration = Duration::from_secs(30);
const REGISTER_EVERY: Duration = Duration::from_millis(500);
/// How long a modem is listened to for what it says by itself.
const LISTEN: Duration = Duration::from_millis(300);
/// Reports kept of messages that nobody asks about.
const HEARD_MAX: usize = 64;

/// How the two ends of a line keep each other from talking too fast.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flow {
    /// They do not.
    #[default]
    None,
    /// By wires of their own (RTS and CTS).
    RtsCts,
    /// By letters among the others (XON and XOFF).
    XonXoff,
}

impl Flow {
    /// The value a word of the provisioning file stands for.
    #[must_use]
    pub fn from_word(text: &str) -> Option<Self> {
        match text {
            "none" => Some(Self::None),
            "rtscts" => Some(Self::RtsCts),
            "xonxoff" => Some(Self::XonXoff),
            _ => None,
        }
    }

    fn control(self) -> FlowControl {
        match self {
            Self::None => FlowControl::None,
            Self::RtsCts => FlowControl::Hardware,
            Self::XonXoff => FlowControl::Software,
        }
    }
}

/// Where a modem is.
#[derive(Clone, Debug)]
pub struct Account {
    /// `/dev/ttyUSB0`, `COM5`.
    pub device: String,
    /// Bits a second.
    pub baud: u32,
    /// How its line is kept from overflowing.
    pub flow: Flow,
    /// What opens its SIM card.
    pub pin: Option<Secret>,
    /// Whether the network is asked to tell of arrivals.
    pub reports: bool,
    /// How long the network may take for a part.
    pub network_max: Duration,
}

/// Remembers beyond this process that a SIM card's PIN was tried: three wrong tries lock the card.
#[async_trait]
pub trait PinMemory: Send + Sync + std::fmt::Debug {
    /// Writes down that the PIN is about to be tried. False if it was tried before and not found
    /// right: then it is never tried again.
    async fn begin(&self) -> Result<bool, String>;
    /// The card took it.
    async fn was_right(&self);
}

/// The route. One message at a time is on the line.
#[derive(Clone, Debug)]
pub struct Modem {
    account: Account,
    memory: Arc<dyn PinMemory>,
    turn: Arc<Mutex<()>>,
    /// Reports that the modem gave and does not keep.
    heard: Arc<Mutex<Vec<Report>>>,
}

impl Modem {
    /// The route of a modem.
    #[must_use]
    pub fn new(account: Account, memory: Arc<dyn PinMemory>) -> Self {
        Self { account, memory, turn: Arc::default(), heard: Arc::default() }
    }

    /// Does something with the line, off the threads that must not wait.
    async fn on_line<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Line) -> T + Send + 'static,
    ) -> Result<T, String> {
        let modem = self.clone();
        let ended = tokio::task::spawn_blocking(move || {
            let _turn = modem.turn.lock().unwrap_or_else(PoisonError::into_inner);
            let Account { device, baud, flow, .. } = &modem.account;
            let mut line = Line::open(device, *baud, flow.control(), BUSY_MAX)?;
            let done = act(&mut line);
            let reports = line.take_reports();
            let mut heard = modem.heard();
            heard.extend(reports.iter().filter_map(|report| Report::read(report)));
            let surplus = heard.len().saturating_sub(HEARD_MAX);
            heard.drain(..surplus);
            Ok(done)
        });
        ended.await.unwrap_or_else(|_| Err(Hitch::ModemBroke.plain()))
    }

    fn heard(&self) -> MutexGuard<'_, Vec<Report>> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens the SIM card with its PIN, once: a wrong one is never tried again. Answers how long the
    /// modem may look for its network then.
    async fn open_sim(&self) -> Result<Duration, Trouble> {
        let Some(pin) = self.account.pin.clone() else { return Ok(Duration::ZERO) };
        let asked = self.on_line(|line| {
            wake(line)?;
            sim(line)
        });
        match asked.await.map_err(Trouble::Said)?? {
            Sim::Open => return Ok(Duration::ZERO),
            Sim::AsksForPin => {}
        }
        if !self.memory.begin().await.map_err(Trouble::Said)? {
            return Err(Trouble::Said(Hitch::PinWrong.plain()));
        }
        let entered = self.on_line(move |line| {
            let command = format!("AT+CPIN=\"{}\"", pin.reveal());
            line.command(&command, ANSWER_MAX)
        });
        match entered.await.map_err(Trouble::Said)? {
            Ok(_) => {
                self.memory.was_right().await;
                Ok(REGISTER_MAX)
            }
            // What it says may repeat what it was told.
            Err(Trouble::Said(_)) => Err(Trouble::Said(Hitch::PinWrong.plain())),
            Err(other) => Err(other),
        }
    }
}

#[async_trait]
impl Route for Modem {
    fn is_keyed(&self) -> bool {
        false
    }

    /// Opens the SIM card and waits for its network, where it asks for a PIN: that may take long, and no
    /// message is on the line meanwhile.
    async fn open(&self) -> Result<(), String> {
        let patience = self.open_sim().await.map_err(words)?;
        if patience.is_zero() {
            return Ok(());
        }
        self.on_line(move |line| prepare(line, patience)).await?.map_err(words)
    }

    async fn send(&self, ticket: SendTicket) -> Dispatch {
        let letter = ticket.redeem();
        let patience = match self.open_sim().await {
            Ok(patience) => patience,
            Err(trouble) => return Dispatch::NeverSent(words(trouble)),
        };
        let (network_max, reports) = (self.account.network_max, self.account.reports);
        let sending = self.on_line(move |line| {
            let reported = match prepare(line, patience) {
                Ok(()) => reports && ask_for_reports(line),
                Err(trouble) => return Dispatch::NeverSent(words(trouble)),
            };
            send(line, &letter, network_max, reported)
        });
        match sending.await {
            Ok(dispatch) => dispatch,
            // A thread that broke while it had the line is no line that was never opened.
            Err(why) if why == Hitch::ModemBroke.as_str() => Dispatch::Lost(why),
            Err(why) => Dispatch::NeverSent(why),
        }
    }

    /// Only reports tell what became of a message, and only of one whose parts' numbers are known.
    async fn look_up(&self, sought: &Sought) -> Answer {
        let numbers = sought.route_message.as_deref().and_then(numbers);
        let Some(numbers) = numbers.filter(|_| self.account.reports) else { return Answer::Mute };
        let stored = self.on_line(|line| {
            wake(line)?;
            line.listen(LISTEN)?;
            Ok::<_, Trouble>(stored_reports(line))
        });
        let stored = match stored.await {
            Ok(Ok(stored)) => stored,
            Ok(Err(trouble)) => return Answer::Unclear(words(trouble)),
            Err(why) => return Answer::Unclear(why),
        };
        let heard = self.heard().clone();
        let all = || stored.iter().map(|(_, report)| report).chain(&heard);
        let of = |number: &u8| {
            let mut about = all().filter(|it| it.is_about(*number, &sought.to, sought.sent_at));
            about.find_map(Report::arrival)
        };
        let arrivals: Vec<Option<Arrival>> = numbers.iter().map(of).collect();
        let failed = arrivals.iter().flatten().find_map(|arrival| match arrival {
            Arrival::Failed(status) => Some(*status),
            Arrival::Arrived => None,
        });
        let fate = match failed {
            Some(status) => Fate::Refused(format!("the network says it did not arrive ({status})")),
            None if arrivals.iter().all(Option::is_some) => Fate::Arrived,
            None => return Answer::Unclear("no report yet".to_owned()),
        };
        // What is settled, or too old to be asked for, makes room for the next.
        let is_over = |report: &Report| {
            report.is_older_than(sought.sent_at)
                || numbers.iter().any(|it| report.is_about(*it, &sought.to, sought.sent_at))
        };
        let over: Vec<u32> =
            stored.iter().filter(|(_, it)| is_over(it)).map(|(place, _)| *place).collect();
        self.heard().retain(|report| !is_over(report));
        // One that stays is only looked at again.
        drop(self.on_line(move |line| forget(line, &over)).await);
        let word = Some("CDS".to_owned());
        Answer::Told(RouteReport { fate, route_message: None, word })
    }

    async fn ready(&self) -> Result<String, RouteError> {
        let patience = match self.open_sim().await {
            Ok(patience) => patience,
            Err(Trouble::Said(why)) => return Err(RouteError::Key(why)),
            Err(Trouble::Silent | Trouble::Broken) => {
                return Err(RouteError::Unreachable(Hitch::ModemSilent.plain()));
            }
        };
        let found = self.on_line(move |line| {
            prepare(line, patience)?;
            let signal = line.command("AT+CSQ", ANSWER_MAX).unwrap_or_default();
            Ok(signal.into_iter().find(|said| said.starts_with("+CSQ")).unwrap_or_default())
        });
        match found.await {
            Ok(Ok(signal)) => Ok(signal),
            Ok(Err(Trouble::Said(why))) => Err(RouteError::Key(why)),
            Ok(Err(Trouble::Silent | Trouble::Broken)) => {
                Err(RouteError::Unreachable(Hitch::ModemSilent.plain()))
            }
            Err(why) => Err(RouteError::Unreachable(why)),
        }
    }
}

fn send(line: &mut Line, letter: &Letter, network_max: Duration, reported: bool) -> Dispatch {
    let reference = letter.id.as_str().bytes().fold(0_u8, |sum, byte| sum.rotate_left(3) ^ byte);
    let parts = match pdu::submit(&letter.to, letter.text.reveal(), reference, reported) {
        Ok(parts) => parts,
        Err(error) => return Dispatch::NeverSent(error.to_string()),
    };
    let mut numbers = Vec::new();
    for part in &parts {
        match send_part(line, part, network_max) {
            Ok(number) => numbers.push(number),
            // A telephone shows nothing whole, yet parts of it left.
            Err(_) if !numbers.is_empty() => {
                let (done, all) = (numbers.len(), parts.len());
                return Dispatch::Lost(Hitch::InPart.with(format_args!("{done}/{all}")));
            }
            Err(dispatch) => return dispatch,
        }
    }
    let numbers = numbers.join(", ");
    let word = Some(format!("CMGS {numbers}"));
    // Without reports nobody could be asked about them.
    let route_message = reported.then_some(numbers);
    Dispatch::Told(RouteReport { fate: Fate::Taken, route_message, word })
}

/// Sends one part; answers the number the network gave it.
fn send_part(line: &mut Line, part: &Pdu, network_max: Duration) -> Result<String, Dispatch> {
    if let Err(trouble) = line.ask_for_prompt(&format!("AT+CMGS={}", part.length), ANSWER_MAX) {
        line.wake();
        return Err(match trouble {
            Trouble::Said(why) => refused(why),
            Trouble::Silent | Trouble::Broken => Dispatch::NeverSent(words(trouble)),
        });
    }
    // From here on the network may have it.
    match line.command(&format!("{}\u{1a}", part.hex), network_max) {
        Ok(said) => {
            let number = said.iter().find_map(|said| said.strip_prefix("+CMGS:"));
            Ok(number.unwrap_or_default().trim().to_owned())
        }
        Err(Trouble::Said(why)) if is_certain(&why) => Err(refused(why)),
        Err(trouble) => Err(Dispatch::Lost(words(trouble))),
    }
}

/// Whether an error says that the network did not take it. A timeout in the network, an unknown error
/// and a maker's own numbers do not.
fn is_certain(error: &str) -> bool {
    let number = error.strip_prefix("+CMS ERROR: ").and_then(|number| number.parse::<u32>().ok());
    number.is_some_and(|number| number < 500 && number != 332)
}

fn refused(why: String) -> Dispatch {
    let fate = Fate::Refused(why);
    Dispatch::Told(RouteReport { fate, route_message: None, word: None })
}

fn words(trouble: Trouble) -> String {
    match trouble {
        Trouble::Said(why) => why,
        Trouble::Silent => Hitch::ModemSilent.plain(),
        Trouble::Broken => Hitch::ModemBroke.plain(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_error_that_says_so_is_a_no() {
        for error in ["+CMS ERROR: 38", "+CMS ERROR: 330"] {
            assert!(is_certain(error), "{error}");
        }
        for error in
            ["+CMS ERROR: 332", "+CMS ERROR: 500", "+CMS ERROR: 513", "ERROR", "+CMS ERROR"]
        {
            assert!(!is_certain(error), "{error}");
        }
    }
}

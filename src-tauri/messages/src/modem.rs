//! A GSM modem on a serial line, in PDU mode. It cannot be asked about a message afterwards: what it
//! did not answer stays unknown.

mod line;
mod pdu;

use async_trait::async_trait;
use engine::ports::{
    Route,
    route::{Answer, Dispatch, Fate, Letter, RouteError, RouteReport, SendTicket, Sought},
};
use line::{Line, Trouble};
use pdu::Pdu;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// The speed of a modem's line where nothing else is said; USB modems do not care.
pub const BAUD: u32 = 115_200;
/// A modem answers a question within this.
const ANSWER_MAX: Duration = Duration::from_secs(5);
/// The network takes a part within this.
pub const NETWORK_MAX: Duration = Duration::from_secs(60);
/// How long another program may keep the line.
const BUSY_MAX: Duration = Duration::from_secs(10);

/// Where a modem is.
#[derive(Clone, Debug)]
pub struct Account {
    /// `/dev/ttyUSB0`, `COM5`.
    pub device: String,
    /// Bits a second.
    pub baud: u32,
    /// How long the network may take for a part.
    pub network_max: Duration,
}

/// The route. One message at a time is on the line.
#[derive(Clone, Debug)]
pub struct Modem {
    account: Account,
    turn: Arc<Mutex<()>>,
}

impl Modem {
    /// The route of a modem.
    #[must_use]
    pub fn new(account: Account) -> Self {
        Self { account, turn: Arc::default() }
    }

    /// Does something with the line, off the threads that must not wait.
    async fn on_line<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Line) -> T + Send + 'static,
    ) -> Result<T, String> {
        let modem = self.clone();
        let ended = tokio::task::spawn_blocking(move || {
            let _turn = modem.turn.lock().unwrap_or_else(PoisonError::into_inner);
            let mut line = Line::open(&modem.account.device, modem.account.baud, BUSY_MAX)?;
            Ok(act(&mut line))
        });
        ended.await.unwrap_or_else(|_| Err("the line broke".to_owned()))
    }
}

#[async_trait]
impl Route for Modem {
    fn is_keyed(&self) -> bool {
        false
    }

    async fn send(&self, ticket: SendTicket) -> Dispatch {
        let letter = ticket.redeem();
        let network_max = self.account.network_max;
        match self.on_line(move |line| send(line, &letter, network_max)).await {
            Ok(dispatch) => dispatch,
            // A thread that broke while it had the line is no line that was never opened.
            Err(why) if why == "the line broke" => Dispatch::Lost(why),
            Err(why) => Dispatch::NeverSent(why),
        }
    }

    async fn look_up(&self, _sought: &Sought) -> Answer {
        Answer::Mute
    }

    async fn ready(&self) -> Result<String, RouteError> {
        let found = self.on_line(|line| {
            prepare(line)?;
            let signal = line.command("AT+CSQ", ANSWER_MAX).unwrap_or_default();
            Ok(signal.into_iter().find(|said| said.starts_with("+CSQ")).unwrap_or_default())
        });
        match found.await {
            Ok(Ok(signal)) => Ok(signal),
            Ok(Err(Trouble::Said(why))) => Err(RouteError::Key(why)),
            Ok(Err(Trouble::Silent | Trouble::Broken)) => {
                Err(RouteError::Unreachable("the modem does not answer".to_owned()))
            }
            Err(why) => Err(RouteError::Unreachable(why)),
        }
    }
}

/// Brings the modem to where it can send: awake, its SIM open, in a network, in PDU mode.
fn prepare(line: &mut Line) -> Result<(), Trouble> {
    line.wake();
    for command in ["AT", "ATE0", "AT+CMEE=1"] {
        line.command(command, ANSWER_MAX)?;
    }
    let sim = line.command("AT+CPIN?", ANSWER_MAX)?;
    if !sim.iter().any(|said| said.contains("READY")) {
        return Err(Trouble::Said("the SIM card asks for its PIN".to_owned()));
    }
    // A modem in an LTE network may be registered there only.
    let registered = ["AT+CREG?", "AT+CEREG?"].into_iter().any(|command| {
        let said = line.command(command, ANSWER_MAX).unwrap_or_default();
        said.iter().any(|said| is_registered(said))
    });
    if !registered {
        return Err(Trouble::Said("the modem is in no network".to_owned()));
    }
    line.command("AT+CMGF=0", ANSWER_MAX)?;
    Ok(())
}

/// `+CREG: 0,1`: at home, roaming, or for messages alone.
fn is_registered(said: &str) -> bool {
    let state = said.split_once(": ").map(|(_, values)| values.split(',').nth(1));
    matches!(state.flatten().map(str::trim), Some("1" | "5" | "6" | "7"))
}

fn send(line: &mut Line, letter: &Letter, network_max: Duration) -> Dispatch {
    let reference = letter.id.as_str().bytes().fold(0_u8, |sum, byte| sum.rotate_left(3) ^ byte);
    let parts = match pdu::submit(&letter.to, letter.text.reveal(), reference) {
        Ok(parts) => parts,
        Err(error) => return Dispatch::NeverSent(error.to_string()),
    };
    if let Err(trouble) = prepare(line) {
        return Dispatch::NeverSent(words(trouble));
    }
    let mut numbers = Vec::new();
    for part in &parts {
        match send_part(line, part, network_max) {
            Ok(number) => numbers.push(number),
            // A telephone shows nothing whole, yet parts of it left.
            Err(_) if !numbers.is_empty() => {
                let (done, all) = (numbers.len(), parts.len());
                return Dispatch::Lost(format!("only {done} of {all} parts went out"));
            }
            Err(dispatch) => return dispatch,
        }
    }
    let word = Some(format!("CMGS {}", numbers.join(", ")));
    Dispatch::Told(RouteReport { fate: Fate::Taken, route_message: None, word })
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
        Trouble::Silent => "the modem does not answer".to_owned(),
        Trouble::Broken => "the line to the modem broke".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_modem_is_in_a_network_at_home_or_roaming() {
        for said in ["+CREG: 0,1", "+CREG: 2,5,\"1A2B\",\"01\"", "+CEREG: 0,6"] {
            assert!(is_registered(said), "{said}");
        }
        for said in ["+CREG: 0,0", "+CREG: 0,2", "+CREG: 1,3", "+CREG: 1", "OK", ""] {
            assert!(!is_registered(said), "{said}");
        }
    }

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

//! Bringing a modem to where it can send: awake, its SIM card open, in a network.

use super::{
    ANSWER_MAX, REGISTER_EVERY,
    line::{Line, Trouble},
};
use engine::ports::route::Hitch;
use std::{
    thread,
    time::{Duration, Instant},
};

/// Whether a SIM card can be used.
pub(super) enum Sim {
    Open,
    AsksForPin,
}

pub(super) fn wake(line: &mut Line) -> Result<(), Trouble> {
    line.wake();
    for command in ["AT", "ATE0", "AT+CMEE=1"] {
        line.command(command, ANSWER_MAX)?;
    }
    Ok(())
}

/// Whether the SIM card is open. One that asks for more than a PIN needs a person.
pub(super) fn sim(line: &mut Line) -> Result<Sim, Trouble> {
    let said = line.command("AT+CPIN?", ANSWER_MAX)?;
    let says = |word: &str| said.iter().any(|said| said.contains(word));
    if says("READY") {
        Ok(Sim::Open)
    } else if says("PUK") {
        Err(Trouble::Said(Hitch::AsksForPuk.plain()))
    } else {
        Ok(Sim::AsksForPin)
    }
}

/// Brings the modem to where it can send: awake, its SIM open, in a network, in PDU mode.
pub(super) fn prepare(line: &mut Line, patience: Duration) -> Result<(), Trouble> {
    wake(line)?;
    match sim(line)? {
        Sim::Open => {}
        Sim::AsksForPin => {
            return Err(Trouble::Said(Hitch::AsksForPin.plain()));
        }
    }
    let begun = Instant::now();
    while !is_in_network(line) {
        if begun.elapsed() >= patience {
            return Err(Trouble::Said(Hitch::NoNetwork.plain()));
        }
        thread::sleep(REGISTER_EVERY);
    }
    line.command("AT+CMGF=0", ANSWER_MAX)?;
    Ok(())
}

/// A modem in an LTE network may be registered there only.
fn is_in_network(line: &mut Line) -> bool {
    ["AT+CREG?", "AT+CEREG?"].into_iter().any(|command| {
        let said = line.command(command, ANSWER_MAX).unwrap_or_default();
        said.iter().any(|said| is_registered(said))
    })
}

/// `+CREG: 0,1`: at home, roaming, or for messages alone.
fn is_registered(said: &str) -> bool {
    let state = said.split_once(": ").map(|(_, values)| values.split(',').nth(1));
    matches!(state.flatten().map(str::trim), Some("1" | "5" | "6" | "7"))
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
}

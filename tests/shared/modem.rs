//! A modem on a pseudo-terminal, in its moods.

use std::io::{Read as _, Write as _};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serialport::{SerialPort as _, TTYPort};

/// What kind of day the modem has.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Mood {
    Good,
    /// Repeats commands and tells of calls in between.
    Talkative,
    NoSim,
    NoNetwork,
    /// This error at this part, from 0.
    Error(usize, &'static str),
    /// Takes a part and says nothing.
    Mute,
    /// No command is answered at all.
    Dead,
    /// Its SIM card opens with 4821 alone.
    Pin,
    /// Its SIM card asks for a PIN and says nothing to any.
    MuteToPin,
    /// Its SIM card was locked by wrong PINs.
    Puk,
    /// Keeps these reports until they are read.
    Keeps(Vec<String>),
    /// Tells this report as soon as somebody listens, and keeps none.
    Tells(String),
    /// Can do nothing with reports.
    Reportless,
}

/// What came over the line.
#[derive(Clone, Default)]
pub(crate) struct Heard {
    pub(crate) commands: Arc<Mutex<Vec<String>>>,
    pub(crate) pdus: Arc<Mutex<Vec<String>>>,
    is_open: Arc<Mutex<bool>>,
    /// Places of reports that were deleted.
    pub(crate) deleted: Arc<Mutex<Vec<usize>>>,
}

impl Heard {
    /// How often a PIN was tried.
    pub(crate) fn pins(&self) -> usize {
        let commands = self.commands.lock().unwrap();
        commands.iter().filter(|command| command.starts_with("AT+CPIN=")).count()
    }
}

/// Plugs a modem in: where it is, and what it hears.
pub(crate) fn plug_in(mood: Mood) -> (String, Heard) {
    let (mut master, slave) = TTYPort::pair().expect("a pseudo-terminal");
    let device = slave.name().expect("its name");
    master.set_timeout(Duration::from_millis(50)).expect("a timeout");
    drop(slave);
    let heard = Heard::default();
    let kept = heard.clone();
    thread::spawn(move || {
        let mut text = String::new();
        loop {
            let mut byte = [0; 1];
            match master.read(&mut byte) {
                Ok(1) => {}
                // Nobody has opened it, or nobody says anything.
                _ => {
                    thread::sleep(Duration::from_millis(2));
                    continue;
                }
            }
            match byte[0] {
                b'\r' | 0x1A => {
                    let said = answer(&text, byte[0], &mood, &kept);
                    text.clear();
                    master.write_all(said.as_bytes()).ok();
                }
                0x1B => text.clear(),
                other => text.push(char::from(other)),
            }
        }
    });
    (device, heard)
}

fn answer(text: &str, end: u8, mood: &Mood, heard: &Heard) -> String {
    if text.is_empty() || *mood == Mood::Dead {
        return String::new();
    }
    if end == 0x1A {
        let mut pdus = heard.pdus.lock().unwrap();
        pdus.push(text.to_owned());
        if let Mood::Error(part, error) = mood
            && *part + 1 == pdus.len()
        {
            return format!("\r\n{error}\r\n");
        }
        let taken = format!("\r\n+CMGS: {}\r\n\r\nOK\r\n", 41 + pdus.len());
        return if *mood == Mood::Mute { String::new() } else { taken };
    }
    heard.commands.lock().unwrap().push(text.to_owned());
    let said = match text {
        "AT+CPIN?" if *mood == Mood::MuteToPin => "+CPIN: SIM PIN\r\n\r\nOK",
        _ if text.starts_with("AT+CPIN=") && *mood == Mood::MuteToPin => return String::new(),
        "AT+CPIN?" if *mood == Mood::Puk => "+CPIN: SIM PUK\r\n\r\nOK",
        "AT+CPIN?" if *mood == Mood::Pin && !*heard.is_open.lock().unwrap() => {
            "+CPIN: SIM PIN\r\n\r\nOK"
        }
        "AT+CPIN=\"4821\"" if *mood == Mood::Pin => {
            *heard.is_open.lock().unwrap() = true;
            "OK"
        }
        _ if text.starts_with("AT+CPIN=") => "+CME ERROR: 16",
        _ if text.starts_with("AT+CNMI=") && *mood == Mood::Reportless => "ERROR",
        "AT+CNMI=2,0,0,2,0" if matches!(mood, Mood::Tells(_)) => "+CME ERROR: 4",
        "AT+CPMS=\"SR\"" if !matches!(mood, Mood::Keeps(_)) => "ERROR",
        "AT" if matches!(mood, Mood::Tells(_)) => {
            let Mood::Tells(report) = mood else { return String::new() };
            return format!("\r\nOK\r\n\r\n+CDS: 25\r\n{report}\r\n");
        }
        "AT+CMGL=4" => {
            let Mood::Keeps(reports) = mood else { return "\r\nOK\r\n".to_owned() };
            let deleted = heard.deleted.lock().unwrap().clone();
            let kept = reports.iter().enumerate().filter(|(place, _)| !deleted.contains(place));
            let listed: String =
                kept.map(|(place, it)| format!("+CMGL: {place},0,,25\r\n{it}\r\n")).collect();
            return format!("\r\n{listed}\r\nOK\r\n");
        }
        _ if text.starts_with("AT+CMGD=") => {
            heard.deleted.lock().unwrap().push(text["AT+CMGD=".len()..].parse().unwrap());
            "OK"
        }
        "AT+CPIN?" if *mood == Mood::NoSim => "+CPIN: SIM PIN\r\n\r\nOK",
        "AT+CPIN?" => "+CPIN: READY\r\n\r\nOK",
        "AT+CREG?" if *mood == Mood::NoNetwork => "+CREG: 0,2\r\n\r\nOK",
        "AT+CREG?" => "+CREG: 0,1\r\n\r\nOK",
        "AT+CEREG?" => "ERROR",
        "AT+CSQ" => "+CSQ: 19,99\r\n\r\nOK",
        _ if text.starts_with("AT+CMGS=") => return "\r\n> ".to_owned(),
        _ => "OK",
    };
    if *mood == Mood::Talkative {
        format!("{text}\r\r\nRING\r\n\r\n{said}\r\n")
    } else {
        format!("\r\n{said}\r\n")
    }
}

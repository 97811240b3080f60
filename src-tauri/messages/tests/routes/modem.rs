//! A modem on a pseudo-terminal, in its moods.

use crate::{CODE, refusal, ticket};
use engine::ports::{
    Route as _,
    route::{Answer, Dispatch, Fate, RouteError, Sought},
};
use messages::{Modem, modem};
use serialport::{SerialPort as _, TTYPort};
use std::{
    io::{Read as _, Write as _},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

/// What kind of day the modem has.
#[derive(Clone, Debug, PartialEq)]
enum Mood {
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
}

#[derive(Clone, Default)]
struct Heard {
    commands: Arc<Mutex<Vec<String>>>,
    pdus: Arc<Mutex<Vec<String>>>,
}

fn modem(mood: Mood) -> (Modem, Heard) {
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
    (Modem::new(account(device)), heard)
}

fn account(device: String) -> modem::Account {
    modem::Account { device, baud: modem::BAUD, network_max: Duration::from_secs(3) }
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

#[tokio::test(flavor = "multi_thread")]
async fn a_text_goes_out_in_pdu_mode() {
    for mood in [Mood::Good, Mood::Talkative] {
        let (modem, heard) = modem(mood);
        let dispatch = modem.send(ticket(&format!("Abu Ali\n{CODE}"))).await;
        let Dispatch::Told(report) = &dispatch else { panic!("{dispatch:?}") };
        assert_eq!((&report.fate, report.word.as_deref()), (&Fate::Taken, Some("CMGS 42")));
        let pdus = heard.pdus.lock().unwrap().clone();
        assert_eq!(pdus.len(), 1);
        // Number and alphabet as the standard writes them.
        assert!(pdus[0].starts_with("0011000C917950992143650000"), "{}", pdus[0]);
        let commands = heard.commands.lock().unwrap().clone();
        assert!(commands.contains(&"AT+CMGF=0".to_owned()), "{commands:?}");
        let length = format!("AT+CMGS={}", pdus[0].len() / 2 - 1);
        assert_eq!(commands.last(), Some(&length));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_arabic_text_goes_out_in_parts() {
    let (modem, heard) = modem(Mood::Good);
    let dispatch = modem.send(ticket(&"شحن ".repeat(40))).await;
    let Dispatch::Told(report) = &dispatch else { panic!("{dispatch:?}") };
    assert_eq!(report.word.as_deref(), Some("CMGS 42, 43, 44"));
    let pdus = heard.pdus.lock().unwrap().clone();
    assert_eq!(pdus.len(), 3);
    assert!(pdus.iter().all(|pdu| pdu.starts_with("0051000C917950992143650008")), "{pdus:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_keeps_it_from_sending_is_told_and_nothing_left() {
    let never = |dispatch: Dispatch| match dispatch {
        Dispatch::NeverSent(why) => why,
        Dispatch::Told(_) | Dispatch::Lost(_) => panic!("{dispatch:?}"),
    };
    let (without_sim, heard) = modem(Mood::NoSim);
    assert!(never(without_sim.send(ticket(CODE)).await).contains("PIN"));
    assert!(matches!(without_sim.ready().await, Err(RouteError::Key(_))));
    assert!(heard.pdus.lock().unwrap().is_empty());
    let (without_network, _) = modem(Mood::NoNetwork);
    assert!(never(without_network.send(ticket(CODE)).await).contains("network"));
    let nowhere = Modem::new(account("/dev/nothing-here".into()));
    assert!(!never(nowhere.send(ticket(CODE)).await).contains(CODE));
    assert!(matches!(nowhere.ready().await, Err(RouteError::Unreachable(_))));
    let (dead, _) = modem(Mood::Dead);
    assert!(matches!(dead.ready().await, Err(RouteError::Unreachable(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_of_the_network_is_a_no_only_where_it_says_so() {
    let (refusing, _) = modem(Mood::Error(0, "+CMS ERROR: 38"));
    assert_eq!(refusal(&refusing.send(ticket(CODE)).await), "+CMS ERROR: 38");
    let (unsure, _) = modem(Mood::Error(0, "+CMS ERROR: 500"));
    assert_eq!(unsure.send(ticket(CODE)).await, Dispatch::Lost("+CMS ERROR: 500".into()));
    let (broken_off, heard) = modem(Mood::Error(1, "+CMS ERROR: 38"));
    let dispatch = broken_off.send(ticket(&"شحن ".repeat(40))).await;
    assert_eq!(dispatch, Dispatch::Lost("only 1 of 3 parts went out".into()));
    assert_eq!(heard.pdus.lock().unwrap().len(), 2, "nothing is tried after it");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_ready_in_a_network_and_cannot_be_asked() {
    let (modem, heard) = modem(Mood::Good);
    assert_eq!(modem.ready().await, Ok("+CSQ: 19,99".to_owned()));
    assert!(heard.pdus.lock().unwrap().is_empty(), "trying sends nothing");
    let sought = Sought {
        id: domain::ids::MessageId::new("a"),
        route_message: None,
        to: domain::phone::Phone::from_e164("+970599123456"),
        text: None,
        sent_at: domain::time::Timestamp(0),
    };
    assert_eq!(modem.look_up(&sought).await, Answer::Mute);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_the_modem_took_in_silence_is_unknown() {
    let (modem, _) = modem(Mood::Mute);
    let dispatch = modem.send(ticket(CODE)).await;
    assert_eq!(dispatch, Dispatch::Lost("the modem does not answer".into()));
}

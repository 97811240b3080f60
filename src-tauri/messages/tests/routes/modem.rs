//! A modem, in its moods.

use crate::{
    CODE, refusal,
    stand_in::{Heard, Mood, plug_in},
    ticket,
};
use async_trait::async_trait;
use domain::{ids::MessageId, phone::Phone, secret::Secret, time::Timestamp};
use engine::ports::{
    Route as _,
    route::{Answer, Dispatch, Fate, RouteError, Sought},
};
use messages::{Modem, modem};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

/// What a till remembers of a PIN.
#[derive(Debug, Default)]
struct Memory {
    tried: Mutex<bool>,
}

#[async_trait]
impl modem::PinMemory for Memory {
    async fn begin(&self) -> Result<bool, String> {
        Ok(!std::mem::replace(&mut *self.tried.lock().unwrap(), true))
    }

    async fn was_right(&self) {
        *self.tried.lock().unwrap() = false;
    }
}

fn modem(mood: Mood) -> (Modem, Heard) {
    with(mood, Arc::default(), |account| account)
}

fn with(
    mood: Mood,
    memory: Arc<Memory>,
    changed: impl FnOnce(modem::Account) -> modem::Account,
) -> (Modem, Heard) {
    let (device, heard) = plug_in(mood);
    (Modem::new(changed(account(device)), memory), heard)
}

fn account(device: String) -> modem::Account {
    modem::Account {
        device,
        baud: modem::BAUD,
        flow: modem::Flow::None,
        pin: None,
        reports: true,
        network_max: Duration::from_secs(3),
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
        assert!(pdus[0].starts_with("0031000C917950992143650000"), "{}", pdus[0]);
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
    assert!(pdus.iter().all(|pdu| pdu.starts_with("0071000C917950992143650008")), "{pdus:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_keeps_it_from_sending_is_told_and_nothing_left() {
    let never = |dispatch: Dispatch| match dispatch {
        Dispatch::NeverSent(why) => why,
        Dispatch::Told(_) | Dispatch::Lost(_) => panic!("{dispatch:?}"),
    };
    let (without_sim, heard) = modem(Mood::NoSim);
    assert_eq!(never(without_sim.send(ticket(CODE)).await), "asks_for_pin");
    assert!(matches!(without_sim.ready().await, Err(RouteError::Key(_))));
    assert!(heard.pdus.lock().unwrap().is_empty());
    let (without_network, _) = modem(Mood::NoNetwork);
    assert_eq!(never(without_network.send(ticket(CODE)).await), "no_network");
    let nowhere = Modem::new(account("/dev/nothing-here".into()), Arc::<Memory>::default());
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
    assert_eq!(dispatch, Dispatch::Lost("in_part: 1/3".into()));
    assert_eq!(heard.pdus.lock().unwrap().len(), 2, "nothing is tried after it");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_ready_in_a_network_and_cannot_be_asked() {
    let (modem, heard) = modem(Mood::Good);
    assert_eq!(modem.ready().await, Ok("+CSQ: 19,99".to_owned()));
    assert!(heard.pdus.lock().unwrap().is_empty(), "trying sends nothing");
    let sought = sought(None);
    assert_eq!(modem.look_up(&sought).await, Answer::Mute);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_the_modem_took_in_silence_is_unknown() {
    let (modem, _) = modem(Mood::Mute);
    let dispatch = modem.send(ticket(CODE)).await;
    assert_eq!(dispatch, Dispatch::Lost("modem_silent".into()));
}

/// 26 November 2026, 01:00 UTC.
const SENT: Timestamp = Timestamp(1_795_654_800_000);

fn sought(route_message: Option<&str>) -> Sought {
    Sought {
        id: MessageId::new("a"),
        route_message: route_message.map(str::to_owned),
        to: Phone::from_e164("+970599123456"),
        text: None,
        sent_at: SENT,
    }
}

/// The network's report on a part, taken when the message was sent.
fn report(number: u8, status: u8) -> String {
    format!("0006{number:02X}0C917950992143656211623000008062116230050080{status:02X}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_has_arrived_when_every_part_of_it_has() {
    let fate = |answer: Answer| match answer {
        Answer::Told(report) => Some(report.fate),
        Answer::Absent | Answer::Unclear(_) | Answer::Mute => None,
    };
    let stranger = report(42, 0).replace("9921436562", "9921436662");
    let (one, _) = modem(Mood::Keeps(vec![report(42, 0), stranger.clone()]));
    assert_eq!(fate(one.look_up(&sought(Some("42, 43"))).await), None, "one of two");
    let (both, heard) = modem(Mood::Keeps(vec![report(42, 0), stranger, report(43, 0)]));
    assert_eq!(fate(both.look_up(&sought(Some("42, 43"))).await), Some(Fate::Arrived));
    // Room for the next ones; what is another message's stays.
    assert_eq!(*heard.deleted.lock().unwrap(), [0, 2]);
    let (failed, _) = modem(Mood::Keeps(vec![report(42, 0), report(43, 0x46)]));
    let told = fate(failed.look_up(&sought(Some("42, 43"))).await);
    assert!(matches!(told, Some(Fate::Refused(why)) if why.contains("did not arrive")));
    let (trying, _) = modem(Mood::Keeps(vec![report(42, 0x30)]));
    assert_eq!(fate(trying.look_up(&sought(Some("42"))).await), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_that_is_told_and_not_kept_is_heard() {
    let (modem, heard) = modem(Mood::Tells(report(42, 0)));
    let dispatch = modem.send(ticket(CODE)).await;
    let Dispatch::Told(sent) = &dispatch else { panic!("{dispatch:?}") };
    assert_eq!((&sent.fate, sent.route_message.as_deref()), (&Fate::Taken, Some("42")));
    let commands = heard.commands.lock().unwrap().clone();
    assert!(commands.contains(&"AT+CNMI=2,0,0,1,0".to_owned()), "{commands:?}");
    let Answer::Told(told) = modem.look_up(&sought(Some("42"))).await else { panic!("no word") };
    assert_eq!(told.fate, Fate::Arrived);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_modem_that_cannot_report_is_not_asked_to_and_not_asked_about_it() {
    let (modem, heard) = modem(Mood::Reportless);
    let dispatch = modem.send(ticket(CODE)).await;
    let Dispatch::Told(report) = &dispatch else { panic!("{dispatch:?}") };
    assert_eq!((&report.fate, &report.route_message), (&Fate::Taken, &None));
    assert!(heard.pdus.lock().unwrap()[0].starts_with("0011"), "no report was asked for");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_pin_opens_the_card_and_a_wrong_one_is_tried_once_for_ever() {
    let pin = |pin: &'static str| {
        move |account| modem::Account { pin: Some(Secret::new(pin)), ..account }
    };
    let memory = Arc::<Memory>::default();
    let (right, heard) = with(Mood::Pin, Arc::clone(&memory), pin("4821"));
    for _ in 0..2 {
        assert!(matches!(right.send(ticket(CODE)).await, Dispatch::Told(_)));
    }
    assert_eq!(heard.pins(), 1, "an open card is not opened again");
    assert!(!*memory.tried.lock().unwrap());

    let memory = Arc::<Memory>::default();
    let (wrong, heard) = with(Mood::Pin, Arc::clone(&memory), pin("9999"));
    let Dispatch::NeverSent(why) = wrong.send(ticket(CODE)).await else { panic!("it was sent") };
    assert_eq!(why, "pin_wrong");
    assert!(matches!(wrong.ready().await, Err(RouteError::Key(_))));
    assert!(matches!(wrong.send(ticket(CODE)).await, Dispatch::NeverSent(_)));
    assert_eq!(heard.pins(), 1);
    // Another process remembers it too.
    let (again, heard) = with(Mood::Pin, memory, pin("9999"));
    assert!(matches!(again.send(ticket(CODE)).await, Dispatch::NeverSent(_)));
    assert_eq!((heard.pins(), heard.pdus.lock().unwrap().len()), (0, 0));

    let memory = Arc::<Memory>::default();
    let (locked, heard) = with(Mood::Puk, memory, pin("4821"));
    let Err(RouteError::Key(why)) = locked.ready().await else { panic!("it is ready") };
    assert_eq!(why, "asks_for_puk");
    assert_eq!(heard.pins(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_with_flow_control_is_a_line() {
    for flow in [modem::Flow::RtsCts, modem::Flow::XonXoff] {
        let (modem, _) = with(Mood::Good, Arc::default(), |it| modem::Account { flow, ..it });
        assert!(matches!(modem.send(ticket(CODE)).await, Dispatch::Told(_)), "{flow:?}");
    }
}

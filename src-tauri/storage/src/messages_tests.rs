use super::*;
use crate::{Owner, chain::story_tests::Till as Story};
use domain::{
    ids::{Reference, SaleId},
    shop::{EngineSettings, Language, Shop},
};
use engine::{
    outbox::Outbox,
    ports::{
        Clock, Route,
        route::{Answer as Said, Dispatch, Fate, RouteError, RouteReport, SendTicket, Sought},
    },
    records::{AttentionKind, HandOver, OrderRecord, TextRemedy},
    till::{Parts, Till},
};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicU32, Ordering},
    },
    time::Duration,
};

const TEXT: &str = "Abu Ali\n7KQX-9M2R-TT41";
const HOUR: i64 = 3_600_000;

/// A clock that stands where it is put, and ids that only go on.
struct StoodClock(AtomicI64, AtomicU32);

impl Clock for StoodClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn sale_id(&self) -> SaleId {
        SaleId::new("no sale is made here")
    }

    fn order_id(&self) -> OrderId {
        OrderId::new(format!("message-{}", self.1.fetch_add(1, Ordering::Relaxed)))
    }

    fn reference(&self, _till_code: &str) -> Reference {
        Reference::new("no order is made here")
    }
}

/// A telephone that takes everything, and looks at the till's disk while it does.
#[derive(Debug)]
pub(crate) struct Telephone {
    storage: Storage,
    fate: Mutex<Option<Fate>>,
    /// What it says when it is asked later.
    said: Mutex<Said>,
    taken: Mutex<Vec<MessageId>>,
    /// Each message's state on disk when it came.
    found: Mutex<Vec<MessageState>>,
}

impl Telephone {
    /// How many messages it took.
    pub(crate) fn count(&self) -> usize {
        self.taken.lock().unwrap().len()
    }
}

#[async_trait]
impl Route for Telephone {
    fn is_keyed(&self) -> bool {
        false
    }

    async fn send(&self, ticket: SendTicket) -> Dispatch {
        let letter = ticket.redeem();
        assert!([TEXT, "Z 1"].contains(&letter.text.reveal()));
        let found = self.storage.message(&letter.id).await.unwrap().unwrap();
        self.found.lock().unwrap().push(found.state);
        self.taken.lock().unwrap().push(letter.id);
        match self.fate.lock().unwrap().clone() {
            Some(fate) => Dispatch::Told(report(fate)),
            None => Dispatch::Lost("no reply in time".into()),
        }
    }

    async fn look_up(&self, _sought: &Sought) -> Said {
        self.said.lock().unwrap().clone()
    }

    async fn ready(&self) -> Result<String, RouteError> {
        Ok(String::new())
    }
}

fn report(fate: Fate) -> RouteReport {
    RouteReport { fate, route_message: None, word: None }
}

fn shop() -> Shop {
    Shop {
        name: "Abu Ali".into(),
        country: "PS".into(),
        language: Language::English,
        practice: false,
        currency: "ILS".parse().unwrap(),
        phone: None,
        till_code: "TEST42".into(),
        instance: None,
    }
}

/// An outbox over this storage, its one route, and the time.
pub(crate) fn outbox(
    storage: &Storage,
    fate: impl Into<Option<Fate>>,
    now: Timestamp,
) -> (Outbox, Arc<Telephone>) {
    let (_, outbox, telephone) = at_work(storage, fate, now);
    (outbox, telephone)
}

/// A till at a moment, with its outbox.
pub(crate) fn tell_all(storage: &Storage, fate: Fate, now: Timestamp) -> (Till, Outbox) {
    let (till, outbox, _) = at_work(storage, fate, now);
    (till, outbox)
}

fn at_work(
    storage: &Storage,
    fate: impl Into<Option<Fate>>,
    now: Timestamp,
) -> (Till, Outbox, Arc<Telephone>) {
    // A clock that stands at another minute gives other ids.
    let minute = u32::try_from(now.0 / 60_000).unwrap_or(0);
    let till = Till::new(Parts {
        shop: shop(),
        settings: EngineSettings::default(),
        rates: Vec::new(),
        journal: Arc::new(storage.clone()),
        suppliers: BTreeMap::new(),
        tenders: Arc::new(storage.clone()),
        processors: BTreeMap::new(),
        clock: Arc::new(StoodClock(AtomicI64::new(now.0), AtomicU32::new(minute))),
        owner: storage.owner().clone(),
    });
    let (storage, taken, found) = (storage.clone(), Mutex::default(), Mutex::default());
    let (fate, said) = (Mutex::new(fate.into()), Mutex::new(Said::Mute));
    let telephone = Arc::new(Telephone { storage: storage.clone(), fate, said, taken, found });
    let route: Arc<dyn Route> = Arc::clone(&telephone) as Arc<dyn Route>;
    let routes = BTreeMap::from([(RouteId::new("telephone"), route)]);
    let outbox = Outbox::new(till.clone(), Arc::new(storage), routes);
    (till, outbox, telephone)
}

fn wording(_copy: u32) -> Secret {
    Secret::new(TEXT)
}

fn new_message(story: &Story, order: &OrderId, owner: &OwnerId) -> NewMessage {
    NewMessage {
        id: MessageId::new("message-of-before"),
        order: order.clone(),
        route: RouteId::new("telephone"),
        to: Phone::from_e164("+970599123456"),
        clerk: None,
        at: story.now(),
        owner: owner.clone(),
    }
}

async fn sealed_text(storage: &Storage, id: &MessageId) -> Option<Vec<u8>> {
    let text = sqlx::query_scalar("select text_sealed from messages where id = ?");
    text.bind(id.as_str()).fetch_one(&storage.readers).await.unwrap()
}

#[tokio::test]
async fn the_intent_is_on_disk_before_a_message_leaves_and_its_text_is_forgotten_at_its_end() {
    for (fate, state) in [
        (Fate::Taken, MessageState::Sent),
        (Fate::Arrived, MessageState::Delivered),
        (Fate::Refused("no credit".into()), MessageState::Failed),
    ] {
        let story = Story::new().await;
        let order = story.deliver("a", "7KQX-9M2R-TT41").await;
        let order = story.storage.order_of(&order).await.unwrap().unwrap();
        let (outbox, telephone) = outbox(&story.storage, fate, story.now());
        let (to, route) = (Phone::from_e164("+970599123456"), RouteId::new("telephone"));
        let message = outbox.send(&order, &route, to, &wording, None).await.unwrap();
        assert_eq!(*telephone.found.lock().unwrap(), [MessageState::Unknown]);
        assert_eq!(message.state, state);
        let sealed = sealed_text(&story.storage, &message.id).await;
        assert_eq!(sealed.is_none(), state.is_final(), "{state:?}");
        assert!(!sealed.unwrap_or_default().windows(4).any(|bytes| bytes == b"7KQX"));
        let order = story.storage.order_of(&order.id).await.unwrap().unwrap();
        assert_eq!(order.copies, u32::from(state.has_left()));
        assert!(story.verify().await.problems.is_empty());
    }
}

#[tokio::test]
async fn what_a_dead_process_had_queued_goes_out_once_and_only_while_it_is_fresh() {
    for (age, sent, state) in
        [(HOUR / 2, 1, MessageState::Sent), (2 * HOUR, 0, MessageState::Failed)]
    {
        let mut story = Story::new().await;
        let order = story.deliver("a", "7KQX-9M2R-TT41").await;
        let message = new_message(&story, &order, story.storage.owner());
        assert!(story.storage.queue(&message, &wording).await.unwrap());
        story.reopen("third").await;
        let now = Timestamp(message.at.0 + age);
        let (outbox, telephone) = outbox(&story.storage, Fate::Taken, now);
        for _ in 0..2 {
            outbox.recover().await.unwrap();
            assert_eq!(telephone.taken.lock().unwrap().len(), sent);
            let found = story.storage.message(&message.id).await.unwrap().unwrap();
            assert_eq!(found.state, state);
        }
        let is_told = state == MessageState::Failed;
        assert_eq!(!told(&story).await.is_empty(), is_told, "nobody saw it fail");
    }
}

#[tokio::test]
async fn a_living_process_keeps_its_messages() {
    let story = Story::new().await;
    let order = story.deliver("a", "7KQX-9M2R-TT41").await;
    let alive = Owner::begin(&story.data_dir(), OwnerId::new("alive")).unwrap();
    let message = new_message(&story, &order, alive.id());
    assert!(story.storage.queue(&message, &wording).await.unwrap());
    let (outbox, telephone) = outbox(&story.storage, Fate::Taken, story.now());
    outbox.recover().await.unwrap();
    assert_eq!(telephone.taken.lock().unwrap().len(), 0);
    drop(alive);
    outbox.recover().await.unwrap();
    assert_eq!(telephone.taken.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn two_steps_from_one_position_are_a_conflict_and_an_end_is_an_end() {
    let story = Story::new().await;
    let order = story.deliver("a", "7KQX-9M2R-TT41").await;
    let message = new_message(&story, &order, story.storage.owner());
    assert!(story.storage.queue(&message, &wording).await.unwrap());
    let queued = story.storage.message(&message.id).await.unwrap().unwrap();
    let step = |to: MessageState, leaves: bool| MessageStep {
        to,
        leaves,
        asked: false,
        lost: false,
        route_message: None,
        word: None,
        reason: None,
        hand_over: None,
        tells: None,
        at: story.now(),
    };
    story.storage.commit(&queued, &step(MessageState::Unknown, true)).await.unwrap();
    let again = story.storage.commit(&queued, &step(MessageState::Unknown, true)).await;
    assert!(matches!(again, Err(JournalError::Conflict)), "it leaves once");
    let unknown = story.storage.message(&message.id).await.unwrap().unwrap();
    assert_eq!(unknown.sendings, 1);
    story.storage.commit(&unknown, &step(MessageState::Failed, false)).await.unwrap();
    let ended = story.storage.message(&message.id).await.unwrap().unwrap();
    let moved = story.storage.commit(&ended, &step(MessageState::Sent, false)).await;
    assert!(moved.is_err(), "the database itself refuses");
}

/// A message of a delivered order, sent while somebody waited: the story, the order, its outbox.
async fn texted(fate: Option<Fate>) -> (Story, OrderRecord, Outbox, Arc<Telephone>) {
    let story = Story::new().await;
    let order = story.deliver("a", "7KQX-9M2R-TT41").await;
    let order = story.storage.order_of(&order).await.unwrap().unwrap();
    let (outbox, telephone) = outbox(&story.storage, fate, story.now());
    text(&outbox, &order).await;
    (story, order, outbox, telephone)
}

async fn text(outbox: &Outbox, order: &OrderRecord) {
    let to = Phone::from_e164("+970599123456");
    outbox.send(order, &RouteId::new("telephone"), to, &wording, None).await.unwrap();
}

async fn told(story: &Story) -> Vec<AttentionKind> {
    let items = story.storage.unseen().await.unwrap();
    items.into_iter().map(|item| item.kind).collect()
}

fn refused() -> Fate {
    Fate::Refused("the phone is off".into())
}

#[tokio::test]
async fn a_failure_is_told_unless_the_clerk_who_sent_it_sees_it() {
    let (story, ..) = texted(Some(refused())).await;
    assert_eq!(told(&story).await, [], "the clerk stands there");

    let (story, order, outbox, telephone) = texted(Some(Fate::Taken)).await;
    *telephone.said.lock().unwrap() = Said::Told(report(refused()));
    outbox.recover().await.unwrap();
    assert_eq!(told(&story).await, [AttentionKind::TextFailed]);
    // Reading it is not enough.
    story.storage.see(&order.id, &story.note()).await.unwrap();
    assert_eq!(told(&story).await, [AttentionKind::TextFailed]);
    outbox.seen_to(&order, TextRemedy::Told, Some("Sami".into())).await.unwrap();
    outbox.seen_to(&order, TextRemedy::Told, Some("Sami".into())).await.unwrap();
    assert_eq!(told(&story).await, []);
    let events = story.storage.events_of(&order.id).await.unwrap();
    let seen = events.iter().filter(|event| event.kind == EventKind::TextSeenTo);
    let seen: Vec<_> = seen.map(|it| (it.clerk.as_deref(), it.detail.as_deref())).collect();
    assert_eq!(seen, [(Some("Sami"), Some("told"))], "once, by whom, and how");
    assert!(story.verify().await.is_ok());
}

#[tokio::test]
async fn an_unknown_fate_is_told_until_it_is_known() {
    for (said, ends_as) in [
        (Said::Told(report(Fate::Taken)), vec![]),
        (Said::Told(report(Fate::Arrived)), vec![]),
        (Said::Told(report(refused())), vec![AttentionKind::TextFailed]),
        (Said::Mute, vec![AttentionKind::TextUnknown]),
    ] {
        let (story, _, outbox, telephone) = texted(None).await;
        assert_eq!(told(&story).await, [AttentionKind::TextUnknown]);
        *telephone.said.lock().unwrap() = said.clone();
        outbox.recover().await.unwrap();
        assert_eq!(told(&story).await, ends_as, "{said:?}");
        assert!(story.verify().await.is_ok());
    }
}

#[tokio::test]
async fn one_of_two_lost_messages_that_is_found_leaves_the_other_one_told() {
    let (story, order, outbox, telephone) = texted(None).await;
    text(&outbox, &order).await;
    let first = story.storage.messages_of(&order.id).await.unwrap().remove(0);
    let step = MessageStep {
        to: MessageState::Sent,
        leaves: false,
        asked: true,
        lost: false,
        route_message: None,
        word: None,
        reason: None,
        hand_over: Some((
            EventKind::Sms,
            HandOver { via: "telephone".into(), ok: true, message: None },
            story.note(),
        )),
        tells: None,
        at: story.now(),
    };
    story.storage.commit(&first, &step).await.unwrap();
    assert_eq!(told(&story).await, [AttentionKind::TextUnknown]);
    *telephone.said.lock().unwrap() = Said::Told(report(Fate::Taken));
    outbox.recover().await.unwrap();
    assert_eq!(told(&story).await, []);
    assert!(story.verify().await.is_ok());
}

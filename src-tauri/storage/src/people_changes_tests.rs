use super::*;
use crate::{NewClerk, PinTry, PinVerdict, Provision, chain::story_tests::Till};
use domain::tally::Uptime;

fn pin(digits: &str) -> Secret {
    Secret::new(digits)
}

/// A till with an owner, Mona, and a clerk, Sami, as a file sets it up.
async fn shop() -> Till {
    Till::new().await
}

async fn provision(till: &Till, people: &[(&str, Role, &str)]) {
    let clerk = |&(name, role, digits): &(&str, Role, &str)| NewClerk {
        name: name.to_owned(),
        role,
        pin: pin(digits),
        line: 1,
    };
    let clerks = people.iter().map(clerk).collect();
    let file = Provision { clerks, ..Provision::default() };
    till.storage.provision(&file, "test").await.unwrap();
}

async fn change(till: &Till, name: &str, change: PersonChange) -> Result<(), PersonError> {
    till.storage.change_person(name, &change, Some("Mona"), till.now()).await
}

async fn whose(till: &Till, digits: &str) -> Option<Clerk> {
    let (pin, uptime) = (pin(digits), Uptime::default());
    let attempt = PinTry { pin: &pin, name: None, said: None, at: till.now(), uptime: &uptime };
    match till.storage.judge_pin(&attempt).await.unwrap() {
        PinVerdict::Right(clerk) => Some(clerk),
        PinVerdict::Wrong | PinVerdict::Locked { .. } => None,
    }
}

async fn is_sound(till: &Till) {
    let verdict = till.verify().await;
    assert!(verdict.is_ok(), "{verdict:#?}");
}

#[tokio::test]
async fn each_change_is_in_the_chain_with_who_did_it() {
    let till = shop().await;
    let new = Joining { name: "Lina", role: Role::Clerk, pin: &pin("55901770") };
    till.storage.add_person(&new, Some("Mona"), till.now()).await.unwrap();
    change(&till, "Lina", PersonChange::Role(Role::Manager)).await.unwrap();
    change(&till, "Lina", PersonChange::Pin(pin("55901771"))).await.unwrap();
    change(&till, "Lina", PersonChange::Rename("Lina K.".to_owned())).await.unwrap();
    change(&till, "Lina K.", PersonChange::Leave).await.unwrap();
    change(&till, "Lina K.", PersonChange::Return(pin("55901772"))).await.unwrap();
    let records: Vec<Vec<u8>> = sqlx::query_scalar("select record from chain order by seq")
        .fetch_all(&till.storage.readers)
        .await
        .unwrap();
    let told: Vec<String> = records
        .iter()
        .map(|record| String::from_utf8_lossy(record).into_owned())
        .filter(|text| text.contains("\nkind=") && text.contains(":person_"))
        .collect();
    assert_eq!(told.len(), 6, "{told:#?}");
    for (text, says) in told.iter().zip([
        "person=4:Lina\nrole=5:clerk\n",
        "was_role=5:clerk\nrole=7:manager\n",
        "kind=10:person_pin\n",
        "person=4:Lina\nname=7:Lina K.\n",
        "kind=11:person_left\n",
        "kind=11:person_back\n",
    ]) {
        assert!(text.contains(says), "{says}: {text}");
        assert!(text.contains("clerk=4:Mona\n"), "{text}");
        assert!(!text.contains("5590177"), "a PIN is in no record: {text}");
    }
    is_sound(&till).await;
}

#[tokio::test]
async fn who_leaves_opens_nothing_and_their_pin_is_free() {
    let till = shop().await;
    assert!(whose(&till, "4821").await.is_some());
    change(&till, "Sami", PersonChange::Leave).await.unwrap();
    assert_eq!(whose(&till, "4821").await, None);
    let new = Joining { name: "Omar", role: Role::Clerk, pin: &pin("4821") };
    till.storage.add_person(&new, Some("Mona"), till.now()).await.unwrap();
    assert_eq!(whose(&till, "4821").await.unwrap().name, "Omar");
    let back = change(&till, "Sami", PersonChange::Return(pin("4821"))).await;
    assert!(matches!(back, Err(PersonError::PinTaken)), "{back:?}");
    let people = till.storage.people().await.unwrap();
    assert!(people.iter().any(|person| person.name == "Sami" && person.left_at.is_some()));
    is_sound(&till).await;
}

#[tokio::test]
async fn an_old_name_stays_its_bearers_and_the_file_that_says_it_means_them() {
    let till = shop().await;
    let places = |people: Vec<crate::Person>| -> Vec<(String, u32)> {
        people.into_iter().map(|person| (person.name, person.place)).collect()
    };
    change(&till, "Sami", PersonChange::Rename("Sami K.".to_owned())).await.unwrap();
    let new = Joining { name: "SAMI", role: Role::Clerk, pin: &pin("55901770") };
    let taken = till.storage.add_person(&new, Some("Mona"), till.now()).await;
    assert!(matches!(taken, Err(PersonError::NameTaken)), "{taken:?}");
    provision(&till, &[("Sami", Role::Manager, "6612")]).await;
    assert_eq!(whose(&till, "4821").await, None, "the file says another PIN");
    let sami = whose(&till, "6612").await.unwrap();
    assert_eq!((sami.name.as_str(), sami.role), ("Sami K.", Role::Manager));
    assert_eq!(
        places(till.storage.people().await.unwrap()),
        [("Sami K.".to_owned(), 0), ("Mona".to_owned(), 1)]
    );
    is_sound(&till).await;
    // And back again, as often as they like.
    change(&till, "Sami K.", PersonChange::Rename("Sami".to_owned())).await.unwrap();
    change(&till, "Sami", PersonChange::Rename("Abu Karim".to_owned())).await.unwrap();
    provision(&till, &[("Sami K.", Role::Clerk, "6612")]).await;
    assert_eq!(whose(&till, "6612").await.unwrap().name, "Abu Karim");
    is_sound(&till).await;
}

#[tokio::test]
async fn a_file_that_is_applied_again_brings_nobody_back() {
    let till = shop().await;
    change(&till, "Sami", PersonChange::Leave).await.unwrap();
    let new = Joining { name: "Omar", role: Role::Clerk, pin: &pin("4821") };
    till.storage.add_person(&new, Some("Mona"), till.now()).await.unwrap();
    provision(&till, &[("Mona", Role::Owner, "90210"), ("Sami", Role::Clerk, "4821")]).await;
    assert_eq!(whose(&till, "4821").await.unwrap().name, "Omar");
    is_sound(&till).await;
}

#[tokio::test]
async fn the_shop_is_never_without_an_owner_also_when_two_ask_at_once() {
    let till = shop().await;
    let left = till.storage.change_person("Mona", &PersonChange::Leave, None, till.now()).await;
    assert!(matches!(left, Err(PersonError::Objection(Objection::LastOwner))), "{left:?}");
    change(&till, "Sami", PersonChange::Role(Role::Owner)).await.unwrap();
    let lower = |name: &'static str, by: &'static str| {
        let (storage, at) = (till.storage.clone(), till.now());
        async move { storage.change_person(name, &PersonChange::Leave, Some(by), at).await }
    };
    let (one, other) = tokio::join!(lower("Mona", "Sami"), lower("Sami", "Mona"));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    is_sound(&till).await;
}

#[tokio::test]
async fn a_new_pin_ends_a_lock_out_and_a_new_name_does_not() {
    let till = shop().await;
    let uptime = Uptime::default();
    for _ in 0..5 {
        let (name, at) = (Some("Sami"), till.now());
        let wrong = pin("0000");
        let attempt = PinTry { pin: &wrong, name, said: name, at, uptime: &uptime };
        till.storage.judge_pin(&attempt).await.unwrap();
    }
    change(&till, "Sami", PersonChange::Rename("Sami K.".to_owned())).await.unwrap();
    assert!(!till.storage.pin_wait(Some("Sami K."), &uptime).await.unwrap().is_zero());
    change(&till, "Sami K.", PersonChange::Pin(pin("4822"))).await.unwrap();
    assert!(till.storage.pin_wait(Some("Sami K."), &uptime).await.unwrap().is_zero());
    is_sound(&till).await;
}

#[tokio::test]
async fn when_somebody_was_last_here_is_kept() {
    let till = shop().await;
    let seen = async || {
        let people = till.storage.people().await.unwrap();
        people.into_iter().find(|person| person.name == "Sami").unwrap().seen_at
    };
    assert_eq!(seen().await, None);
    whose(&till, "4821").await.unwrap();
    assert!(seen().await.is_some());
    is_sound(&till).await;
}

use super::*;
use crate::{
    chain::story_tests::{Till, found, secrets},
    progress::Phase,
};
use domain::{
    ids::{OrderId, OwnerId},
    order::OrderState,
    product::ProductKind,
    reason::{Reason, ReasonCode},
};
use engine::{
    machine::Event,
    ports::{
        Journal as _,
        supplier::{Fate, Placed},
    },
};
use std::{fs, path::PathBuf};

fn phrase() -> Secret {
    Secret::new("a passphrase of the tests")
}

/// A backup of a till, restored beside it.
async fn copied(till: &Till) -> (Restored, Storage) {
    let (out, there) = (beside(till, "till.raseed"), beside(till, "there"));
    till.storage.back_up(&out, Some(&phrase()), Some("Mona")).await.unwrap();
    let restored =
        restore(&there, &out, Some(&phrase()), "restored", till.now(), &Progress::default())
            .await
            .unwrap();
    let storage = Storage::open(&there, OwnerId::new("fourth")).await.unwrap();
    assert_eq!(storage.verify(None).await.unwrap().problems, []);
    (restored, storage)
}

fn beside(till: &Till, name: &str) -> PathBuf {
    till.data_dir().parent().unwrap().join(name)
}

/// A code on the shelf: refused, and delivered after all.
async fn shelve(till: &Till, name: &str, code: &str) -> OrderId {
    let order = till.open(name, ProductKind::Voucher, None).await;
    till.send(&order).await;
    let no = Reason::with(ReasonCode::NoReply, "the line went dead");
    till.step(&order, Event::Placed(Placed::Refused(no))).await;
    till.step(&order, found(name, code, Fate::Fulfilled(secrets(code)))).await;
    order
}

#[tokio::test]
async fn a_whole_story_survives_a_backup_and_goes_on() {
    let mut till = Till::new().await;
    till.story().await;
    let (restored, storage) = copied(&till).await;
    assert_eq!((restored.in_doubt, restored.withdrawn), (0, 0));
    let code = |storage: Storage| async move {
        storage.secrets(&OrderId::new("order-shown")).await.unwrap()[0].value.reveal().to_owned()
    };
    assert_eq!(code(storage.clone()).await, code(till.storage.clone()).await);
    let (old, new) = (till.storage.shop().await.unwrap(), storage.shop().await.unwrap());
    let stem = |shop: Option<domain::shop::Shop>| shop.unwrap().reference_stem();
    assert_eq!(stem(new), format!("{}-{}", stem(old), restored.instance));
    assert_eq!(till.verify().await.problems, [], "the backup changed nothing of the till");
}

#[tokio::test]
async fn what_may_have_been_sent_or_sold_since_is_neither_again() {
    let till = Till::new().await;
    let shelved = shelve(&till, "late", "LATE-0001-CODE").await;
    till.storage
        .attention_seen(
            &shelved,
            &engine::ports::journal::Note { at: till.now(), clerk: None, detail: None },
        )
        .await
        .unwrap();
    let written = till.open("written", ProductKind::Voucher, None).await;
    let sent = till.open("sent", ProductKind::Voucher, None).await;
    till.send(&sent).await;
    let (restored, storage) = copied(&till).await;
    assert_eq!((restored.in_doubt, restored.withdrawn), (1, 1));
    let doubted = storage.order(&written).await.unwrap().unwrap();
    assert_eq!(doubted.state, OrderState::NeedsAttention);
    assert_eq!(doubted.reason, Some(Reason::plain(ReasonCode::Restored)));
    assert_eq!(storage.order(&sent).await.unwrap().unwrap().state, OrderState::Unknown);
    // The person is told of the code again, and it is sold to nobody.
    let told = storage.attention_items().await.unwrap();
    assert_eq!(told.iter().map(|item| &item.order).collect::<Vec<_>>(), [&shelved]);
    let shelf = "select count(*) from stock where sold_to is null and withdrawn = 0";
    let left: i64 = sqlx::query_scalar(shelf).fetch_one(&storage.readers).await.unwrap();
    assert_eq!(left, 0);
    // The till itself still sells it.
    assert!(till.storage.fulfil_from_stock(&written, till.now()).await.unwrap());
}

#[tokio::test]
async fn a_till_that_is_not_in_order_gives_no_backup_and_spoils_none() {
    let till = Till::new().await;
    let order = till.deliver("one", "CODE-0001-0001").await;
    let out = beside(&till, "till.raseed");
    fs::write(&out, "the old one").unwrap();
    sqlx::query("update orders set price = '1.00' where id = ?")
        .bind(order.as_str())
        .execute(&till.storage.writer)
        .await
        .unwrap();
    let refused = till.storage.back_up(&out, None, None).await;
    assert!(matches!(refused, Err(BackupError::Unsound(problems)) if !problems.is_empty()));
    assert_eq!(fs::read_to_string(&out).unwrap(), "the old one");
    assert_eq!(fs::read_dir(till.data_dir().join("scratch")).unwrap().count(), 0);
}

#[tokio::test]
async fn a_newer_programs_backup_is_refused_and_nothing_is_left() {
    let till = Till::new().await;
    sqlx::query(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
         values (9999, 'of tomorrow', 1, x'00', 0)",
    )
    .execute(&till.storage.writer)
    .await
    .unwrap();
    let (out, there) = (beside(&till, "till.raseed"), beside(&till, "there"));
    till.storage.back_up(&out, Some(&phrase()), None).await.unwrap();
    let refused =
        restore(&there, &out, Some(&phrase()), "restored", till.now(), &Progress::default()).await;
    assert!(matches!(refused, Err(BackupError::Open(OpenError::NewerSchema { found: 9999, .. }))));
    assert!(!there.exists());
}

/// A till that a window has opened and nobody has set up.
async fn fresh(till: &Till) -> Storage {
    Storage::open(&beside(till, "there"), OwnerId::new("window")).await.unwrap()
}

#[tokio::test]
async fn what_lies_in_a_folder_is_seen_before_anything_is_made_of_it() {
    let till = Till::new().await;
    let there = beside(&till, "there");
    assert_eq!(till_in(&there).await, TillHere::None);
    assert!(!there.exists(), "a look makes nothing");
    let here = fresh(&till).await;
    assert_eq!(till_in(here.data_dir()).await, TillHere::NeverSetUp, "while it is open");
    drop(here);
    assert_eq!(till_in(&there).await, TillHere::NeverSetUp);
    assert_eq!(till_in(&till.data_dir()).await, TillHere::SetUp);
    let broken = beside(&till, "broken");
    fs::create_dir(&broken).unwrap();
    fs::write(broken.join("till.db"), "no database, and perhaps all that is left of one").unwrap();
    assert_eq!(till_in(&broken).await, TillHere::SetUp, "nothing is put in its place");
}

#[tokio::test]
async fn an_open_till_that_nobody_set_up_becomes_the_one_of_the_backup() {
    let mut till = Till::new().await;
    till.story().await;
    let written = till.open("written", ProductKind::Voucher, None).await;
    let out = beside(&till, "till.raseed");
    till.storage.back_up(&out, Some(&phrase()), None).await.unwrap();
    let here = fresh(&till).await;
    here.set_setup_step(Some("language")).await.unwrap();
    let other = Storage::open(here.data_dir(), OwnerId::new("other")).await.unwrap();

    let looked = here.look_into(&out, Some(&phrase()), &Progress::default()).await.unwrap();
    assert!(looked.orders > 0 && looked.lock == Lock::Passphrase, "{looked:?}");
    assert!(here.shop().await.unwrap().is_none(), "a look changes nothing");
    let wrong = here
        .restore_here(
            &out,
            Some(&Secret::new("another")),
            "restored",
            till.now(),
            &Progress::default(),
        )
        .await;
    assert!(matches!(wrong, Err(BackupError::Seal(SealError::PassphraseWrong))));
    assert!(here.shop().await.unwrap().is_none() && here.vault().is_none());

    let restored = here
        .restore_here(&out, Some(&phrase()), "restored", till.now(), &Progress::default())
        .await
        .unwrap();
    assert_eq!(restored.in_doubt, 1);
    assert_eq!(here.verify(None).await.unwrap().problems, []);
    let doubted = here.order(&written).await.unwrap().unwrap();
    assert_eq!(doubted.reason, Some(Reason::plain(ReasonCode::Restored)));
    let shown = here.secrets(&OrderId::new("order-shown")).await.unwrap();
    assert!(!shown[0].value.reveal().is_empty(), "its codes open");
    assert_eq!(here.setup_step().await.unwrap(), None, "it is set up");
    // Whoever had it open sees the same till, and what guards its rows guards them again.
    assert_eq!(other.shop().await.unwrap(), here.shop().await.unwrap());
    let lie = sqlx::query("delete from chain").execute(&other.writer).await;
    assert!(lie.is_err());
    assert!(!here.data_dir().join("restoring").exists());
    // It is a till: no other one is put in its place, and the next process finds it.
    let again =
        here.restore_here(&out, Some(&phrase()), "again", till.now(), &Progress::default()).await;
    assert!(matches!(again, Err(BackupError::NotEmpty)));
    let next = Storage::open(here.data_dir(), OwnerId::new("next")).await.unwrap();
    assert_eq!(next.verify(None).await.unwrap().problems, []);
}

#[tokio::test]
async fn a_till_whose_shop_was_named_takes_no_backup_in() {
    let till = Till::new().await;
    let out = beside(&till, "till.raseed");
    till.storage.back_up(&out, Some(&phrase()), None).await.unwrap();
    let before = till.verify().await.head;
    let refused = till
        .storage
        .restore_here(&out, Some(&phrase()), "again", till.now(), &Progress::default())
        .await;
    assert!(matches!(refused, Err(BackupError::NotEmpty)));
    assert_eq!(till.verify().await.head, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_is_called_off_while_nothing_was_replaced_and_never_after() {
    let mut till = Till::new().await;
    till.story().await;
    let out = beside(&till, "till.raseed");
    till.storage.back_up(&out, Some(&phrase()), None).await.unwrap();
    for phase in [Phase::Reading, Phase::Proving, Phase::Making, Phase::TakingIn, Phase::Comparing]
    {
        let folder = beside(&till, &format!("{phase:?}"));
        let here = Storage::open(&folder, OwnerId::new("window")).await.unwrap();
        here.set_setup_step(Some("language")).await.unwrap();
        let progress = Progress::default();
        let watched = progress.clone();
        let stopped = std::thread::spawn(move || {
            while watched.told().is_none_or(|told| told.phase != phase && told.may_stop) {
                std::hint::spin_loop();
            }
            watched.stop()
        });
        let phrase = phrase();
        let done = here.restore_here(&out, Some(&phrase), "restored", till.now(), &progress).await;
        // Called off in time or not: all of it is there, or nothing.
        match stopped.join().unwrap() {
            true => {
                assert!(matches!(done, Err(BackupError::Stopped)), "{phase:?}: {done:?}");
                assert!(here.shop().await.unwrap().is_none() && here.vault().is_none());
                assert_eq!(here.setup_step().await.unwrap().as_deref(), Some("language"));
                here.restore_here(
                    &out,
                    Some(&phrase),
                    "restored",
                    till.now(),
                    &Progress::default(),
                )
                .await
                .unwrap();
            }
            false => assert!(done.is_ok(), "{phase:?}: {done:?}"),
        }
        assert_eq!(here.verify(None).await.unwrap().problems, []);
        assert!(!folder.join("restoring").exists());
    }
    let (there, stopped) = (beside(&till, "there"), Progress::default());
    assert!(stopped.stop());
    let done = restore(&there, &out, Some(&phrase()), "restored", till.now(), &stopped).await;
    assert!(matches!(done, Err(BackupError::Stopped)) && !there.exists());
}

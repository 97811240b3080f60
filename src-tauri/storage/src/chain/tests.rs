use super::{
    append::Draft,
    record::{Record, hex},
    story_tests::{CODE, PHONE, PIN, Till, order_record},
    tables::commitment,
    verify::{Flaw, Problem},
};
use crate::{Head, events, orders};
use domain::{
    ids::{OrderId, SaleId},
    order::OrderState,
    product::ProductKind,
};
use engine::{
    ports::{
        Journal as _,
        journal::{JournalError, NewOrder},
        supplier::{WireReply, WireRequest},
    },
    records::EventKind,
};
use sha2::{Digest as _, Sha256};
use std::{fs, time::Instant};

fn flaws(verdict: &super::verify::Verdict) -> Vec<Flaw> {
    verdict.problems.iter().map(|problem| problem.flaw).collect()
}

async fn records(till: &Till) -> Vec<Vec<u8>> {
    sqlx::query_scalar("select record from chain order by seq")
        .fetch_all(&till.storage.readers)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_whole_story_is_found_sound() {
    let mut till = Till::new().await;
    till.story().await;
    let verdict = till.verify().await;
    assert_eq!(verdict.problems, []);
    assert_eq!(verdict.head, till.storage.journal_head().await.unwrap());
    let events: i64 = sqlx::query_scalar("select count(*) from events")
        .fetch_one(&till.storage.readers)
        .await
        .unwrap();
    assert!(verdict.records > u64::try_from(events).unwrap(), "{} records", verdict.records);
    assert!(till.storage.verify_quickly().await.unwrap().is_ok());
}

#[tokio::test]
async fn every_record_names_till_time_kind_and_the_versions_it_was_made_under() {
    let mut till = Till::new().await;
    till.story().await;
    for (index, bytes) in records(&till).await.iter().enumerate() {
        let record = Record::read(bytes).unwrap();
        assert_eq!(record.say("seq").unwrap(), (index + 1).to_string());
        assert_eq!(record.say("till"), Some("TEST01"));
        for name in ["at", "kind", "catalog", "clerks"] {
            assert!(record.say(name).is_some(), "{name} of record {}", index + 1);
        }
    }
}

#[tokio::test]
async fn a_record_alone_reveals_no_secret_and_no_phone() {
    let mut till = Till::new().await;
    till.story().await;
    let records = records(&till).await;
    let text = String::from_utf8(records.concat()).unwrap();
    for private in [CODE, PIN, PHONE, "55512345", "LATE-0001-CODE", "never came", "+970599000000"] {
        assert!(!text.contains(private), "{private}");
        // Who guesses the value and not the salt learns nothing: it is no digest of the value alone.
        assert!(!text.contains(&hex(&Sha256::digest(private))), "{private}");
        assert!(!text.contains(&commitment(b"", private.as_bytes())), "{private}");
        assert!(!text.contains(&commitment(&[0; 32], private.as_bytes())), "{private}");
    }
    // With the salt, which stays in the till, the value proves itself.
    let salt: Vec<u8> =
        sqlx::query_scalar("select phone_salt from orders where id = 'order-shown'")
            .fetch_one(&till.storage.readers)
            .await
            .unwrap();
    assert_eq!(salt.len(), 32);
    assert!(text.contains(&commitment(&salt, PHONE.as_bytes())));
}

#[tokio::test]
async fn an_erased_phone_is_gone_and_the_chain_still_sound() {
    let mut till = Till::new().await;
    till.story().await;
    let unfinished = OrderId::new("order-waiting");
    assert!(!till.storage.erase_customer(&unfinished, &till.note()).await.unwrap());
    for name in ["shown", "decided"] {
        let order = OrderId::new(format!("order-{name}"));
        assert!(till.storage.erase_customer(&order, &till.note()).await.unwrap());
        let record = till.storage.order(&order).await.unwrap().unwrap();
        assert_eq!((record.phone, record.phone_sent, record.fields.len()), (None, None, 0));
    }
    assert_eq!(till.verify().await.problems, []);
    assert_eq!(till.storage.secrets(&OrderId::new("order-shown")).await.unwrap().len(), 3);
    // What is left of the phone is the unfinished order's: its row, what finds it, and its request.
    let file = fs::read(till.data_dir().join("till.db")).unwrap();
    let left = file.windows(PHONE.len()).filter(|bytes| *bytes == PHONE.as_bytes()).count();
    assert_eq!(left, 4);
}

#[tokio::test]
async fn a_head_that_is_not_ours_is_never_sealed_over_in_silence() {
    let till = Till::new().await;
    till.deliver("one", "AAAA-0001-BBBB").await;
    sqlx::query("update chain_head set seal = zeroblob(32)")
        .execute(&till.storage.writer)
        .await
        .unwrap();
    assert_eq!(flaws(&till.verify().await), [Flaw::HeadChanged]);
    // A code in hand is written all the same.
    till.deliver("two", "AAAA-0002-BBBB").await;
    assert_eq!(flaws(&till.verify().await), [Flaw::Distrusted]);
    sqlx::query("delete from chain_head").execute(&till.storage.writer).await.unwrap();
    till.deliver("three", "AAAA-0003-BBBB").await;
    assert_eq!(flaws(&till.verify().await), [Flaw::Distrusted, Flaw::Distrusted]);
}

#[tokio::test]
async fn an_anchor_that_does_not_fit_is_kept_as_it_is() {
    let till = Till::new().await;
    till.deliver("one", "AAAA-0001-BBBB").await;
    till.storage.keep_anchor().await.unwrap();
    let file = till.data_dir().join("journal.anchor");
    let anchor = fs::read_to_string(&file).unwrap();
    assert!(anchor.starts_with("raseed-anchor 1 "), "{anchor}");
    let last = if anchor.trim_end().ends_with('0') { "1" } else { "0" };
    let forged = format!("{}{last}\n", &anchor[..anchor.len() - 2]);
    fs::write(&file, &forged).unwrap();
    assert_eq!(flaws(&till.verify().await), [Flaw::AnchorForged]);
    till.deliver("two", "AAAA-0002-BBBB").await;
    till.storage.keep_anchor().await.unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), forged, "the evidence is written over");
    fs::remove_file(&file).unwrap();
    assert_eq!(flaws(&till.verify().await), [Flaw::AnchorMissing]);
    till.storage.keep_anchor().await.unwrap();
    assert!(till.verify().await.is_ok());
}

#[tokio::test]
async fn the_head_on_a_slip_is_found_in_the_chain_or_missed() {
    let till = Till::new().await;
    till.deliver("one", "AAAA-0001-BBBB").await;
    let slip = till.storage.journal_head().await.unwrap().unwrap().short();
    till.deliver("two", "AAAA-0002-BBBB").await;
    let head = Head::from_short(&slip).unwrap();
    assert!(till.storage.verify(Some(head.clone())).await.unwrap().is_ok());
    let other = Head { seq: head.seq - 1, ..head.clone() };
    assert_eq!(flaws(&till.storage.verify(Some(other)).await.unwrap()), [Flaw::AnchorDiffers]);
    let later = Head { seq: head.seq + 100, ..head };
    assert_eq!(flaws(&till.storage.verify(Some(later)).await.unwrap()), [Flaw::AnchorAhead]);
    for text in ["", "12", "12-", "0-00000000", "12-0000", "x-00000000", "12-0000000g"] {
        assert_eq!(Head::from_short(text), None, "{text}");
    }
}

#[tokio::test]
async fn a_database_that_is_not_made_as_the_migrations_make_it_is_found() {
    let till = Till::new().await;
    till.deliver("one", "AAAA-0001-BBBB").await;
    assert_eq!(till.verify().await.problems, []);
    let dropped = "shift_log_is_never_changed";
    for (sql, name) in [
        (format!("drop trigger {dropped}"), dropped),
        ("create table notes (text text)".to_owned(), "notes"),
        ("create view totals as select count(*) from sales".to_owned(), "totals"),
        ("drop index sales_by_shift".to_owned(), "sales_by_shift"),
    ] {
        let sql = sqlx::AssertSqlSafe(sql);
        sqlx::query(sql).execute(&till.storage.writer).await.unwrap();
        let verdict = till.verify().await;
        let named = |it: &Problem| it.flaw == Flaw::SchemaDiffers && it.place == name;
        assert!(verdict.problems.iter().any(named), "{name}: {:?}", verdict.problems);
    }
    let again = "create trigger shift_log_is_never_changed before update on shift_log
        begin select 1; end";
    sqlx::query(again).execute(&till.storage.writer).await.unwrap();
    let verdict = till.verify().await;
    assert_eq!(flaws(&verdict), [Flaw::SchemaDiffers; 4], "one that keeps nothing is another one");
    assert!(verdict.problems.iter().any(|it| it.place == dropped));
}

#[tokio::test]
async fn a_till_of_an_earlier_version_enters_the_chain_with_all_it_has() {
    let mut till = Till::new().await;
    till.story().await;
    for sql in [
        "drop trigger records_are_never_deleted",
        "delete from chain",
        "update chain_head set seq = 0, hash = zeroblob(32), seal = x''",
        "update secrets set salt_sealed = null",
        "update replies set salt_sealed = null",
    ] {
        sqlx::query(sql).execute(&till.storage.writer).await.unwrap();
    }
    let anchor = till.data_dir().join("journal.anchor");
    let kept = fs::read(&anchor).unwrap();
    fs::remove_file(&anchor).unwrap();
    till.reopen("upgraded").await;
    // All that is wrong is how its chain was thrown away.
    let place = "records_are_never_deleted".to_owned();
    let dropped = [Problem { flaw: Flaw::SchemaDiffers, place }];
    assert_eq!(till.verify().await.problems, dropped);
    till.deliver("after", "AAAA-0001-BBBB").await;
    assert_eq!(till.verify().await.problems, dropped);
    // The same, and yet a head was kept outside: somebody threw a chain away.
    for sql in
        ["delete from chain", "update chain_head set seq = 0, hash = zeroblob(32), seal = x''"]
    {
        sqlx::query(sql).execute(&till.storage.writer).await.unwrap();
    }
    fs::write(&anchor, kept).unwrap();
    till.reopen("robbed").await;
    let found = flaws(&till.verify().await);
    assert!(found.contains(&Flaw::Distrusted), "{found:?}");
}

#[tokio::test]
async fn a_step_that_is_on_disk_is_not_taken_for_failed() {
    let till = Till::new().await;
    let order = till.open("one", ProductKind::Voucher, None).await;
    let vault = till.storage.vault().unwrap();
    let mut tx = till.storage.writer.begin_with("begin immediate").await.unwrap();
    let note = till.note();
    let more = events::More::default();
    let link = events::add(&mut tx, vault, &order, EventKind::Adopted, &note, more).await.unwrap();
    // It gets there, and then SQLite reports an error: there is nothing left to commit.
    sqlx::query("commit").execute(&mut *tx).await.unwrap();
    till.storage.settle(tx, &link).await.unwrap();
    assert_eq!(till.verify().await.problems, []);
    // It does not get there.
    let mut tx = till.storage.writer.begin_with("begin immediate").await.unwrap();
    let link = events::add(&mut tx, vault, &order, EventKind::Adopted, &note, more).await.unwrap();
    sqlx::query("rollback").execute(&mut *tx).await.unwrap();
    let settled = till.storage.settle(tx, &link).await;
    assert!(matches!(settled, Err(JournalError::Database(_))), "{settled:?}");
    // The connection that reported it is gone, and a new one writes.
    till.send(&order).await;
    assert_eq!(till.verify().await.problems, []);
    let state = till.storage.order(&order).await.unwrap().unwrap().state;
    assert_eq!(state, OrderState::Unknown);
}

#[tokio::test]
async fn an_outcome_without_room_takes_the_reserve_and_a_new_connection() {
    let till = Till::new().await;
    let order = till.open("one", ProductKind::Voucher, None).await;
    till.send(&order).await;
    assert!(till.storage.has_reserve());
    // From here on this connection finds the disk full; a new one does not.
    sqlx::query("pragma max_page_count = 1").execute(&till.storage.writer).await.unwrap();
    let reply = WireReply {
        status: 201,
        body: vec![b'x'; 512 * 1024],
        complete: true,
        retry_after: None,
        date: None,
    };
    till.storage.keep_reply(&order, till.now(), &reply).await.unwrap();
    assert!(!till.storage.has_reserve());
    assert_eq!(till.verify().await.problems, []);
    // The next sale makes it anew before anything is sent.
    till.deliver("two", "AAAA-0002-BBBB").await;
    assert!(till.storage.has_reserve());
}

/// `RASEED_CHAIN_RECORDS=1000000` with `--release` and `--nocapture` shows the time for a million.
#[tokio::test]
async fn a_long_chain_is_read_in_one_pass() {
    let till = Till::new().await;
    till.deliver("first", CODE).await;
    let wanted: u64 = std::env::var("RASEED_CHAIN_RECORDS")
        .map_or(1_000, |count| count.parse().expect("RASEED_CHAIN_RECORDS is a number"));
    let vault = till.storage.vault().unwrap();
    let started = Instant::now();
    let mut tx = till.storage.writer.begin_with("begin immediate").await.unwrap();
    for nth in 0..wanted / 4 {
        let (sale, order) = (format!("sale-{nth}"), OrderId::new(format!("order-{nth}")));
        sqlx::query(
            "insert into sales (id, request_digest, tender_kind, processor, tender_state,
                 tender_amount, tender_currency, received, total, currency, clerk, created_at, request_salt)
             select ?, request_digest, tender_kind, processor, tender_state,
                 tender_amount, tender_currency, received, total, currency, clerk, created_at, request_salt
             from sales where id = 'sale-first'",
        )
        .bind(&sale)
        .execute(&mut *tx)
        .await
        .unwrap();
        let shown = super::Shown::Of(&super::tables::SALE, &sale);
        let draft = Draft::new("opened", till.now()).sale(&SaleId::new(&sale));
        let draft = draft.show(&mut tx, vault, shown).await.unwrap();
        super::append(&mut tx, vault, draft).await.unwrap();
        let owner = till.storage.owner();
        let name = nth.to_string();
        let voucher = ProductKind::Voucher;
        let record = order_record(&name, &order, voucher, Some(PHONE), owner, till.now());
        let request = WireRequest {
            method: "POST",
            url: "http://127.0.0.1/order".to_owned(),
            headers: Vec::new(),
            body: b"{}".to_vec(),
        };
        orders::put(&mut tx, vault, 0, &NewOrder { record, request }).await.unwrap();
        for kind in [EventKind::Reveal, EventKind::Print] {
            let more = events::More::default();
            events::add(&mut tx, vault, &order, kind, &till.note(), more).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    println!("{wanted} records with their rows written: {:?}", started.elapsed());
    let started = Instant::now();
    let verdict = till.verify().await;
    println!("{} records and their rows: {:?}", verdict.records, started.elapsed());
    assert_eq!(verdict.problems, []);
    assert!(verdict.records >= wanted / 4 * 4);
    let mut reader = till.storage.readers.acquire().await.unwrap();
    let mut again = super::verify::Verdict::default();
    let started = Instant::now();
    super::verify::chain_alone(&mut reader, vault, &mut again).await.unwrap();
    println!("the chain alone: {:?}", started.elapsed());
}

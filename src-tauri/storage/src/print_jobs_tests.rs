use super::*;
use crate::chain::story_tests::Till;
use std::time::Duration;

/// Long enough for a job that does not wait to be written down.
const A_MOMENT: Duration = Duration::from_millis(200);

pub(crate) async fn sold(till: &Till) -> OrderRecord {
    let order = till.deliver("a", "7KQX-9M2R-TT41").await;
    till.storage.order_of(&order).await.unwrap().unwrap()
}

pub(crate) fn slip(till: &Till, order: &OrderRecord) -> NewPrintJob {
    NewPrintJob {
        printer: "receipt".to_owned(),
        kind: PrintKind::Slip,
        order: Some(order.id.clone()),
        clerk: None,
        at: till.now(),
    }
}

async fn end(
    storage: &Storage,
    till: &Till,
    job: &QueuedPrint,
    order: &OrderRecord,
    end: PrintEnd,
) {
    storage.begin_print(job.id, till.now()).await.unwrap();
    let ok = !matches!(end, PrintEnd::Failed { .. });
    let outcome = HandOver { via: "receipt".to_owned(), ok, message: None };
    storage.end_slip(job.id, order, end, &outcome, &till.note()).await.unwrap();
}

#[tokio::test]
async fn a_slip_waits_for_the_one_before_it_and_takes_the_next_number() {
    let failed = |may_have_printed| PrintEnd::Failed { trouble: "offline", may_have_printed };
    for (ends, next) in
        [(PrintEnd::Taken, 2), (PrintEnd::Confirmed, 2), (failed(true), 2), (failed(false), 1)]
    {
        let till = Till::new().await;
        let order = sold(&till).await;
        let other = Storage::open(&till.data_dir(), OwnerId::new("other")).await.unwrap();
        let first = till.storage.queue_print(&slip(&till, &order)).await.unwrap().unwrap();
        assert_eq!(first.copy, 1);
        let job = slip(&till, &order);
        let waiting = tokio::spawn(async move { other.queue_print(&job).await.unwrap().unwrap() });
        tokio::time::sleep(A_MOMENT).await;
        assert!(!waiting.is_finished(), "nobody knows yet whether the first one counts");
        end(&till.storage, &till, &first, &order, ends).await;
        assert_eq!(waiting.await.unwrap().copy, next, "{ends:?}");
    }
}

#[tokio::test]
async fn a_slip_that_was_given_up_is_told_and_the_next_one_does_not_wait_for_it() {
    for (is_begun, next) in [(false, 1), (true, 2)] {
        let till = Till::new().await;
        let order = sold(&till).await;
        let given_up = till.storage.queue_print(&slip(&till, &order)).await.unwrap().unwrap();
        if is_begun {
            till.storage.begin_print(given_up.id, till.now()).await.unwrap();
        }
        // A task that was cancelled, or whose journal failed.
        drop(given_up);
        let again = till.storage.queue_print(&slip(&till, &order)).await.unwrap().unwrap();
        assert_eq!(again.copy, next);
        let events = till.storage.events_of(&order.id).await.unwrap();
        let told = events.iter().filter(|event| event.kind == EventKind::PrintFailed);
        assert_eq!(told.count(), 1);
    }
}

#[tokio::test]
async fn slips_of_other_orders_and_notes_do_not_wait() {
    let till = Till::new().await;
    let order = sold(&till).await;
    let another = till.deliver("b", "8KQX-9M2R-TT42").await;
    let another = till.storage.order_of(&another).await.unwrap().unwrap();
    let _under_way = till.storage.queue_print(&slip(&till, &order)).await.unwrap();
    let note = NewPrintJob { kind: PrintKind::Note, ..slip(&till, &order) };
    for job in [slip(&till, &another), note] {
        let queued = tokio::time::timeout(A_MOMENT * 5, till.storage.queue_print(&job)).await;
        assert!(queued.unwrap().unwrap().is_some());
    }
}

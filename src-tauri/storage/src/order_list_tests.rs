use super::*;
use crate::chain::story_tests::Till;
use crowd::crowd;
use domain::{product::ProductKind, time::Timestamp};
use engine::ports::Journal as _;
use sqlx::Row as _;

#[path = "../benches/history/crowd.rs"]
#[expect(dead_code, reason = "a part of it is for the benchmark alone")]
mod crowd;

const FILTERS: [Which; 7] = [
    Which::All,
    Which::In(OrderState::Refused),
    Which::In(OrderState::Delivered),
    Which::Unfinished,
    Which::Followed,
    Which::ForPerson,
    Which::WithPhone,
];

/// A till with a delivered order and `count` like it.
async fn till(count: i64) -> Till {
    let till = Till::new().await;
    let order = till.deliver("first", "FIRST-CODE-0001").await;
    let mut connection = till.storage.writer.acquire().await.unwrap();
    crowd(&mut connection, order.as_str(), count).await;
    drop(connection);
    till
}

async fn ids(till: &Till, query: OrderQuery) -> Vec<String> {
    let orders = till.storage.list_orders(&query).await.unwrap();
    orders.iter().map(|order| order.id.to_string()).collect()
}

async fn searched(till: &Till, text: &str) -> Vec<String> {
    ids(till, OrderQuery { search: Some(text.to_owned()), limit: 10_000, ..Default::default() })
        .await
}

/// How SQLite would read it, line by line.
async fn plan(till: &Till, push: impl FnOnce(&mut QueryBuilder<Sqlite>)) -> Vec<String> {
    let mut sql = QueryBuilder::new("explain query plan ");
    push(&mut sql);
    let lines = sql.build().fetch_all(&till.storage.readers).await.unwrap();
    lines.iter().map(|line| line.get::<String, _>("detail")).collect()
}

fn reads_by_index(plan: &[String]) -> bool {
    plan.iter().all(|line| {
        let is_table = ["orders", "o", "secrets", "attention"].iter().any(|name| {
            line == &format!("SCAN {name}") || line.starts_with(&format!("SCAN {name} "))
        });
        // Of what nobody has seen yet there is an index that holds nothing else.
        !is_table || line.ends_with(" attention_unseen")
    })
}

#[tokio::test]
async fn no_filter_and_no_search_of_the_order_list_scans_the_orders() {
    let till = till(10).await;
    let customers = [None, Some("+970599123456".to_owned())];
    for (which, phone) in FILTERS.iter().flat_map(|it| customers.iter().map(move |who| (*it, who)))
    {
        for is_newer in [false, true] {
            let phone = phone.clone();
            let (at, since, until) = ((0, String::new()), Some(1), Some(2));
            let place = Place { at, is_newer, since, until, which, phone };
            let plain = plan(&till, |sql| place.push_plain(sql, 100)).await;
            assert!(reads_by_index(&plain), "{which:?}: {plain:?}");
            let sorts = plain.iter().any(|line| line.contains("TEMP B-TREE FOR ORDER BY"));
            assert!(!sorts || which == Which::ForPerson, "{which:?}: {plain:?}");
            for text in ["0599 1", "gift card", "CROWD1-0000", "PC-9", "0001"] {
                let found = till.storage.find(text).await.unwrap();
                for found in [
                    plan(&till, |sql| place.push_found(sql, &found, 100)).await,
                    plan(&till, |sql| place.push_walk(sql, &found, 100)).await,
                    plan(&till, |sql| place.push_stride_end(sql)).await,
                ] {
                    assert!(reads_by_index(&found), "{which:?} {text}: {found:?}");
                }
            }
        }
    }
    for text in ["0599 1", "CROWD1-0000", "PC-9", "0001"] {
        for span in till.storage.spans(text).await.unwrap() {
            let few = plan(&till, |sql| span.push_few(sql)).await;
            assert!(reads_by_index(&few), "{text}: {few:?}");
        }
    }
    let tails = plan(&till, |sql| {
        sql.push(crate::order_search::TAILS.replace('?', "'x'"));
    });
    assert!(reads_by_index(&tails.await));
}

#[tokio::test]
async fn pages_in_both_directions_show_each_order_once_whatever_is_filtered_and_searched() {
    let till = till(60).await;
    // As many at the same moment as make a page break among them.
    sqlx::query("update orders set created_at = 1790000500000 where rowid between 20 and 40")
        .execute(&till.storage.writer)
        .await
        .unwrap();
    for which in FILTERS {
        for search in [None, Some("gift"), Some("+97059")] {
            let query = |limit| OrderQuery {
                which,
                search: search.map(str::to_owned),
                limit,
                ..OrderQuery::default()
            };
            let all = ids(&till, query(1000)).await;
            let (mut older, mut next) = (Vec::new(), None);
            loop {
                let page = OrderQuery { before: next.clone(), ..query(7) };
                let page = till.storage.order_page(&page).await.unwrap();
                older.extend(page.orders.iter().map(|order| order.id.to_string()));
                next = page.next;
                if next.is_none() {
                    break;
                }
            }
            assert_eq!(older, all, "{which:?} {search:?}");
            let Some(last) = all.last() else { continue };
            let (mut newer, mut next) = (vec![last.clone()], Some(OrderId::new(last)));
            while let Some(after) = next {
                let page = OrderQuery { after: Some(after), ..query(7) };
                let page = till.storage.order_page(&page).await.unwrap();
                let ids = page.orders.iter().map(|order| order.id.to_string());
                newer.splice(0..0, ids.collect::<Vec<_>>());
                next = page.next;
            }
            assert_eq!(newer, all, "newer: {which:?} {search:?}");
        }
    }
}

#[tokio::test]
async fn an_order_is_found_by_phone_reference_number_product_and_its_codes_last_four() {
    let till = Till::new().await;
    let order = till.deliver("first", "7KQX-9M2R-TT41").await;
    let other = till.open("other", ProductKind::Topup, None).await;
    let record = till.storage.order(&order).await.unwrap().unwrap();
    let reference = record.reference.as_str();
    let tail = &reference[reference.len() - 4..];
    for text in [
        "0599123456",
        "٠٥٩٩ ١٢٣",
        "+970 599",
        "3456",
        "123456",
        reference,
        &reference[..4],
        tail,
        order.as_str(),
        "9-first",
        "TT41",
        "tt41",
        "pubg 660",
    ] {
        assert!(searched(&till, text).await.contains(&order.to_string()), "{text}");
    }
    let phone =
        OrderQuery { phone: Some("+970599123456".to_owned()), limit: 10, ..Default::default() };
    assert_eq!(ids(&till, phone.clone()).await, [order.to_string()]);
    let refused = OrderQuery { which: Which::In(OrderState::Refused), ..phone.clone() };
    assert_eq!(ids(&till, refused).await, Vec::<String>::new());
    let product = OrderQuery { search: Some("pubg".to_owned()), ..phone };
    assert_eq!(ids(&till, product).await, [order.to_string()]);
    assert_eq!(searched(&till, "3456").await, [order.to_string()]);
    assert_eq!(searched(&till, "no such thing").await, Vec::<String>::new());
    assert_eq!(searched(&till, "660 pubg").await, [other.to_string(), order.to_string()]);
}

#[tokio::test]
async fn a_search_too_broad_for_an_index_goes_through_the_history_in_strides() {
    let count = i64::from(STRIDE) * 2 + 500;
    let till = till(count).await;
    // Only the oldest of the crowd has these: whoever looks from the newest on has a long way.
    let words = "update orders set product_id = 'palcards:10399' where rowid < 30";
    sqlx::query(words).execute(&till.storage.writer).await.unwrap();
    let query = OrderQuery { search: Some("gift".to_owned()), limit: 10, ..Default::default() };
    let found = till.storage.find("gift").await.unwrap();
    assert!(found.is_broad());
    let page = till.storage.order_page(&query).await.unwrap();
    assert_eq!(page.orders.len(), 10);
    let phones = OrderQuery {
        search: Some("0590".to_owned()),
        since: Some(Timestamp(0)),
        limit: 100_000,
        ..Default::default()
    };
    let mut walked: Vec<String> = ids(&till, phones).await;
    let exactly: Vec<String> = sqlx::query_scalar(
        "select id from orders where phone like '+970590%' order by created_at desc, id desc",
    )
    .fetch_all(&till.storage.readers)
    .await
    .unwrap();
    assert!(exactly.len() > 1000, "broad enough to be walked: {}", exactly.len());
    walked.dedup();
    assert_eq!(walked, exactly);
}

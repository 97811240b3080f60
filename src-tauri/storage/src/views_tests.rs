//! The views for accountants are what docs/views.md says, column by column, and hold no secret.

use crate::chain::story_tests::{CODE, PHONE, Till};
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;

const DOCUMENTED: &str = include_str!("../../../docs/views.md");

/// Each view with its columns, as a page of documentation says.
fn documented() -> BTreeMap<String, Vec<String>> {
    let mut views: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut view = None;
    for line in DOCUMENTED.lines() {
        if let Some(name) = line.strip_prefix("### ") {
            view = Some(name.to_owned());
        } else if let (Some(view), Some(rest)) = (&view, line.strip_prefix("| `")) {
            let column = rest.split('`').next().unwrap().to_owned();
            views.entry(view.clone()).or_default().push(column);
        }
    }
    views
}

#[tokio::test]
async fn the_views_have_the_columns_that_are_documented_and_no_other() {
    let till = Till::new().await;
    let rows: Vec<(String, String)> = sqlx::query_as(
        "select v.name, c.name from sqlite_schema v, pragma_table_info(v.name) c
         where v.type = 'view' and v.name like 'v\\_%' escape '\\' order by v.name, c.cid",
    )
    .fetch_all(&till.storage.readers)
    .await
    .unwrap();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (view, column) in rows {
        found.entry(view).or_default().push(column);
    }
    assert_eq!(found, documented());
    assert!(found.len() >= 8);
}

#[tokio::test]
async fn no_view_shows_a_code_a_phone_or_a_key() {
    let mut till = Till::new().await;
    till.story().await;
    sqlx::query("drop trigger closed_shifts_never_change")
        .execute(&till.storage.writer)
        .await
        .unwrap();
    let report = r#"{"sales":{"count":1,"gross":"38.00","refused":{"amount":"0.00"},
        "refunds":{"amount":"0.00"},"net":"38.00","currency":"ILS",
            "taxes":[{"rate":"16","gross":"38.00","tax":"5.24","net":"32.76"}]},
        "drawer":[{"currency":"ILS","float":"100.00"}],"wallets":[{"supplier":"palcards"}]}"#;
    sqlx::query("update shifts set report = ? where report is not null")
        .bind(report)
        .execute(&till.storage.writer)
        .await
        .unwrap();
    for (view, columns) in documented() {
        let all: Vec<String> =
            columns.iter().map(|it| format!("coalesce(cast({it} as text), '')")).collect();
        let sql = format!("select {} from {view}", all.join(" || '|' || "));
        let rows: Vec<String> =
            sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&till.storage.readers).await.unwrap();
        let text = rows.join("\n");
        for secret in [CODE, PHONE, &PHONE[4..], "sk_practice_chain", "4821"] {
            assert!(!text.contains(secret), "{view} shows {secret}: {text}");
        }
        if view == "v_orders" {
            assert!(text.contains("•••456"), "{text}");
        }
        assert!(view == "v_wallet_balances" || !rows.is_empty(), "{view} is empty");
    }
}

//! Who changed prices since the last Z. A price and a rule have one row each, which the last change
//! takes; how often they were changed, and by whom, only the chain knows.

use crate::{Head, chain::record::Record, open::journal_error};
use engine::ports::{
    journal::JournalError,
    shifts::{Deed, DeedKind},
};
use sqlx::{AssertSqlSafe, SqliteConnection};
use std::collections::BTreeMap;

type Answer<T> = Result<T, JournalError>;

/// A price, a rule for prices or a rate of tax that somebody set or took back.
const KINDS: [&str; 3] = ["price", "price_rule", "tax_rule"];

/// What each person changed after the journal's end that the last Z names.
pub(crate) async fn read(connection: &mut SqliteConnection) -> Answer<Vec<Deed>> {
    let told: Option<Option<String>> = sqlx::query_scalar(
        "select case when json_valid(report) then json_extract(report, '$.journal') end
         from shifts where report is not null order by number desc limit 1",
    )
    .fetch_optional(&mut *connection)
    .await
    .map_err(journal_error)?;
    let told = told.flatten().and_then(|head| Head::from_short(&head));
    // These bytes may also stand inside a text, so each record is read.
    let holds = KINDS
        .map(|kind| format!("instr(record, cast('kind={}:{kind}' as blob)) > 0", kind.len()))
        .join(" or ");
    // Made of the constants of this file alone.
    let sql = AssertSqlSafe(format!("select record from chain where seq > ? and ({holds})"));
    let records: Vec<Vec<u8>> = sqlx::query_scalar(sql)
        .bind(told.map_or(0, |head| head.seq))
        .fetch_all(connection)
        .await
        .map_err(journal_error)?;
    let mut people: BTreeMap<Option<String>, u32> = BTreeMap::new();
    for record in records.iter().filter_map(|record| Record::read(record)) {
        let is_change = record.say("kind").is_some_and(|kind| KINDS.contains(&kind));
        // A provisioning file is nobody's hand.
        if is_change && record.say("by").is_none() {
            let times = people.entry(record.say("clerk").map(str::to_owned)).or_default();
            *times = times.saturating_add(1);
        }
    }
    let deed = |(clerk, times)| Deed { clerk, kind: DeedKind::PriceChange, times };
    Ok(people.into_iter().map(deed).collect())
}

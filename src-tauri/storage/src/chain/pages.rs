//! Many rows at once: handing over one row of the database costs more than reading it. Whatever a row
//! has is packed into one value, and many rows into a page, which is one value again.

use futures_util::future::join;
use sqlx::{AssertSqlSafe, SqliteConnection};

/// Rows of a page.
pub(crate) const ROWS: u32 = 512;
/// Rows of a page where one may have megabytes.
pub(crate) const LARGE_ROWS: u32 = 16;

/// SQL that packs values: `length:value` one after the other, and `:` alone for what is null.
pub(crate) fn packed<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    let pack = |value: &str| format!("octet_length({value}), ':', {value}");
    let packs: Vec<String> = values.into_iter().map(pack).collect();
    format!("concat({})", packs.join(", "))
}

/// Which rows are read, and where in the table the reading is.
pub(crate) struct Pages {
    sql: String,
    next: Option<i64>,
}

impl Pages {
    /// All rows `from` a table, in the order of their `rowid`. Its SQL is made of constants alone.
    pub(crate) fn of(packed: &str, from: &str, rows: u32) -> Self {
        Self::of_those(packed, from, "true", rows)
    }

    /// Those rows for which the SQL `that` is so.
    pub(crate) fn of_those(packed: &str, from: &str, that: &str, rows: u32) -> Self {
        let sql = format!(
            "select max(number), cast(group_concat(packed, '') as blob) from
                 (select rowid as number, {packed} as packed from {from}
                 where rowid >= ? and ({that}) order by rowid limit {rows})"
        );
        Self { sql, next: Some(i64::MIN) }
    }

    async fn read(
        &mut self,
        connection: &mut SqliteConnection,
    ) -> Result<Option<Vec<u8>>, sqlx::Error> {
        let Some(next) = self.next else { return Ok(None) };
        // Made of the constants that `of` was given.
        let sql = AssertSqlSafe(self.sql.as_str());
        let (last, page): (Option<i64>, Option<Vec<u8>>) =
            sqlx::query_as(sql).bind(next).fetch_one(connection).await?;
        self.next = last.and_then(|last| last.checked_add(1));
        Ok(page)
    }

    /// Gives every row to `take`. The database reads a page while the one before is looked at.
    pub(crate) async fn each(
        mut self,
        connection: &mut SqliteConnection,
        mut take: impl FnMut(&mut Unpack<'_>) -> Result<(), sqlx::Error>,
    ) -> Result<(), sqlx::Error> {
        let mut page = self.read(connection).await?;
        while let Some(now) = page {
            let look = async {
                let mut rows = Unpack(&now);
                while !rows.0.is_empty() {
                    take(&mut rows)?;
                }
                Ok::<(), sqlx::Error>(())
            };
            let (next, looked) = join(self.read(connection), look).await;
            (page, ()) = (next?, looked?);
        }
        Ok(())
    }
}

/// Takes packed values out again.
pub(crate) struct Unpack<'a>(pub(crate) &'a [u8]);

impl<'a> Unpack<'a> {
    /// The next value, if it is not null.
    pub(crate) fn value(&mut self) -> Result<Option<&'a [u8]>, sqlx::Error> {
        let mut length = None;
        let mut rest = self.0.iter();
        for byte in rest.by_ref() {
            if *byte == b':' {
                let rest = rest.as_slice();
                let Some(length) = length else {
                    self.0 = rest;
                    return Ok(None);
                };
                let (value, after) = rest.split_at_checked(length).ok_or_else(not_packed)?;
                self.0 = after;
                return Ok(Some(value));
            }
            let digit = usize::from(byte.wrapping_sub(b'0'));
            let longer = length.unwrap_or(0_usize).checked_mul(10);
            length = longer.filter(|_| digit < 10).and_then(|longer| longer.checked_add(digit));
            if length.is_none() {
                break;
            }
        }
        Err(not_packed())
    }

    /// The next value, which is never null.
    pub(crate) fn text(&mut self) -> Result<&'a [u8], sqlx::Error> {
        self.value()?.ok_or_else(not_packed)
    }

    /// The next value, a number.
    pub(crate) fn number(&mut self) -> Result<i64, sqlx::Error> {
        let text = std::str::from_utf8(self.text()?).map_err(|_| not_packed())?;
        text.parse().map_err(|_| not_packed())
    }
}

fn not_packed() -> sqlx::Error {
    sqlx::Error::Protocol("a row is not as it was asked for".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::Connection as _;

    #[tokio::test]
    async fn every_row_comes_once_and_whole_whatever_is_in_it() {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        sqlx::query("create table t (n integer primary key, text text, bytes blob) strict")
            .execute(&mut connection)
            .await
            .unwrap();
        let numbers = [i64::MIN, -7, 0, 1, 2, 512, 513, 9_000, i64::MAX - 1, i64::MAX];
        for number in numbers {
            sqlx::query(
                "insert into t values (?1, iif(?1 % 2, '1:é' || char(0) || ':', null), x'00ff3a')",
            )
            .bind(number)
            .execute(&mut connection)
            .await
            .unwrap();
        }
        for rows in [1, 2, 3, 10, 512] {
            let pages = Pages::of(&packed(["n", "text", "bytes", "nullif(1, 1)"]), "t", rows);
            let mut found = Vec::new();
            let take = |row: &mut Unpack<'_>| {
                let number = row.number()?;
                let text = (number % 2 != 0).then_some("1:é\0:".as_bytes());
                assert_eq!(row.value()?, text, "{number}");
                assert_eq!(row.text()?, b"\0\xff:");
                assert_eq!(row.value()?, None);
                found.push(number);
                Ok(())
            };
            pages.each(&mut connection, take).await.unwrap();
            assert_eq!(found, numbers, "{rows} rows a page");
        }
    }

    #[test]
    fn what_is_not_packed_is_no_value() {
        for bytes in ["", "5", "x:", "3:ab", "-1:a", "99999999999999999999:a", " 1:a"] {
            assert!(Unpack(bytes.as_bytes()).value().is_err(), "{bytes}");
        }
        assert_eq!(Unpack(b"0:").value().unwrap(), Some(&b""[..]));
        assert_eq!(Unpack(b":").value().unwrap(), None);
    }
}

//! What a report shows, read from the sums: a month takes milliseconds, however many orders there are.

use crate::{
    open::{Storage, journal_error},
    orders,
    rows::{currency, money},
};
use domain::{
    ids::{OrderId, SupplierId},
    money::{Currency, Money},
    product::LocalName,
    report::Figures,
    time::Timestamp,
};
use engine::{ports::journal::JournalError, records::OrderRecord};
use rust_decimal::Decimal;
use sqlx::{FromRow, SqliteConnection};
use std::collections::BTreeMap;

type Answer<T> = Result<T, JournalError>;

/// Local days, both included, each `YYYY-MM-DD`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: String,
    /// The last.
    pub to: String,
}

/// Some orders that have something in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportLine {
    /// What: a day, an hour (`00` to `23`), a supplier, a product, a clerk (empty where nobody was
    /// signed in), a rate of tax in percent.
    pub key: String,
    /// A product's name.
    pub name: Option<LocalName>,
    /// Their sums.
    pub figures: Figures,
}

/// A wallet as it was seen once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalletSample {
    /// At which supplier.
    pub supplier: SupplierId,
    /// How much was in it.
    pub balance: Money,
    /// When.
    pub at: Timestamp,
}

/// What was sold in a period.
#[derive(Clone, Debug)]
pub struct SalesReport {
    /// The currency of all amounts but the costs.
    pub currency: Currency,
    /// All of it.
    pub total: Figures,
    /// By day, the first first; days without anything are left out.
    pub days: Vec<ReportLine>,
    /// By hour of the day.
    pub hours: Vec<ReportLine>,
    /// By product, the best sold first.
    pub products: Vec<ReportLine>,
    /// By supplier.
    pub suppliers: Vec<ReportLine>,
    /// By clerk.
    pub clerks: Vec<ReportLine>,
    /// By rate of tax, the lowest first; what has none is in no line.
    pub taxes: Vec<ReportLine>,
    /// What it cost, in the currencies it was paid in.
    pub costs: Vec<Money>,
    /// Currencies in which something was sold as well, of which this report tells nothing.
    pub others: Vec<Currency>,
    /// Wallets over time: each hour's last look, in a long period each day's.
    pub wallets: Vec<WalletSample>,
}

/// Which orders stand behind a figure.
#[derive(Clone, Debug)]
pub struct ReportOrders {
    /// Written down on these days.
    pub days: Days,
    /// In this hour of the day.
    pub hour: Option<u8>,
    /// At this supplier.
    pub supplier: Option<String>,
    /// Of this product.
    pub product: Option<String>,
    /// By this clerk; an empty name is nobody.
    pub clerk: Option<String>,
    /// Only those before this one.
    pub before: Option<OrderId>,
    /// At most so many.
    pub limit: u32,
}

/// From so many days on, wallets are told by the day.
const HOURLY_DAYS: i64 = 14;

#[derive(FromRow)]
struct Row {
    axis: String,
    name: String,
    cost_currency: String,
    orders: i64,
    delivered: i64,
    refused: i64,
    returned: i64,
    uncosted: i64,
    sold: i64,
    sold_costed: i64,
    refunded: i64,
    refunded_costed: i64,
    cost: i64,
    cost_own: i64,
    tax: i64,
    tax_costed: i64,
}

/// An amount that is kept as whole millionths.
fn amount(millionths: i64) -> Decimal {
    Decimal::new(millionths, 6).normalize()
}

impl Row {
    fn figures(&self) -> Figures {
        let count = |count: i64| u64::try_from(count).unwrap_or(0);
        Figures {
            orders: count(self.orders),
            delivered: count(self.delivered),
            refused: count(self.refused),
            returned: count(self.returned),
            uncosted: count(self.uncosted),
            sold: amount(self.sold),
            sold_costed: amount(self.sold_costed),
            refunded: amount(self.refunded),
            refunded_costed: amount(self.refunded_costed),
            cost: amount(self.cost_own),
            tax: amount(self.tax),
            tax_costed: amount(self.tax_costed),
        }
    }
}

const SUMS: &str = "sum(orders) as orders, sum(delivered) as delivered, sum(refused) as refused,
    sum(returned) as returned, sum(uncosted) as uncosted, sum(sold) as sold,
    sum(sold_costed) as sold_costed, sum(refunded) as refunded,
    sum(refunded_costed) as refunded_costed, sum(cost) as cost, sum(cost_own) as cost_own,
    sum(tax) as tax, sum(tax_costed) as tax_costed";

impl Storage {
    /// What was sold in a period for this currency.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn sales_report(&self, days: &Days, own: Currency) -> Answer<SalesReport> {
        // One transaction, so that all of it is of one moment.
        let mut tx = self.readers.begin().await.map_err(journal_error)?;
        let by_day = rows(&mut tx, days, own, Grouped::ByDay).await?;
        let by_axis = rows(&mut tx, days, own, Grouped::ByAxis).await?;
        let names = names(&mut tx).await?;
        let wallets = wallets(&mut tx, days).await?;
        let others = others(&mut tx, days, own).await?;
        tx.commit().await.map_err(journal_error)?;

        let mut total = Figures::default();
        let mut costs: BTreeMap<String, Decimal> = BTreeMap::new();
        for row in by_day.iter() {
            total.take_in(&row.figures());
            if row.cost != 0 {
                let sum = costs.entry(row.cost_currency.clone()).or_default();
                *sum = sum.saturating_add(amount(row.cost));
            }
        }
        let lines = |axis: &str| lines(by_axis.iter().filter(|row| row.axis == axis), &names);
        let mut products = lines("product");
        products.sort_by(|a, b| b.figures.sold.cmp(&a.figures.sold).then(a.key.cmp(&b.key)));
        let mut taxes = lines("tax");
        taxes.sort_by_key(|line| line.key.parse::<Decimal>().unwrap_or_default());
        Ok(SalesReport {
            currency: own,
            total,
            days: self::lines(by_day.iter(), &names),
            hours: lines("hour"),
            products,
            suppliers: lines("supplier"),
            clerks: lines("clerk"),
            taxes,
            costs: costs
                .into_iter()
                .map(|(code, amount)| Ok(Money::new(amount, currency(&code)?)))
                .collect::<Answer<_>>()?,
            others,
            wallets,
        })
    }

    /// The orders behind a figure, newest first.
    ///
    /// # Errors
    /// If they cannot be read.
    pub async fn report_orders(&self, asked: &ReportOrders) -> Answer<Vec<OrderRecord>> {
        let rows: Vec<orders::Row> = sqlx::query_as(
            "select o.* from orders o join sales s on s.id = o.sale_id
             where o.purpose is null and coalesce(o.local_hour, o.assumed_hour) between ?1 || ' 00' and ?2 || ' 23'
               and (?3 is null or substr(coalesce(o.local_hour, o.assumed_hour), 12, 2) = ?3)
               and (?4 is null or o.supplier = ?4)
               and (?5 is null or o.product_id = ?5)
               and (?6 is null or ?6 =
                    coalesce((select renamed_to from clerks where name = s.clerk), s.clerk, ''))
               and (?7 is null or (o.created_at, o.id) <
                    (select b.created_at, b.id from orders b where b.id = ?7))
             order by o.created_at desc, o.id desc limit ?8",
        )
        .bind(&asked.days.from)
        .bind(&asked.days.to)
        .bind(asked.hour.map(|hour| format!("{hour:02}")))
        .bind(&asked.supplier)
        .bind(&asked.product)
        .bind(&asked.clerk)
        .bind(asked.before.as_ref().map(OrderId::as_str))
        .bind(asked.limit)
        .fetch_all(&self.readers)
        .await
        .map_err(journal_error)?;
        self.read_all(rows).await
    }
}

/// How rows are put together.
#[derive(Clone, Copy)]
enum Grouped {
    ByDay,
    ByAxis,
}

async fn rows(
    connection: &mut SqliteConnection,
    days: &Days,
    own: Currency,
    grouped: Grouped,
) -> Answer<Vec<Row>> {
    // Every order is in each axis once; the suppliers' has the fewest rows.
    let (what, where_) = match grouped {
        Grouped::ByDay => ("axis, day as name", "and axis = 'supplier' group by day"),
        Grouped::ByAxis => (PRESENT_NAME, "group by 1, 2"),
    };
    // Made of the constants of this file alone.
    let sql = sqlx::AssertSqlSafe(format!(
        "select {what}, cost_currency, {SUMS} from sales_by_day
         where day between ? and ? and currency = ? {where_}, cost_currency order by 1, 2"
    ));
    sqlx::query_as(sql)
        .bind(&days.from)
        .bind(&days.to)
        .bind(own.code())
        .fetch_all(connection)
        .await
        .map_err(journal_error)
}

/// What somebody sold under a name they had before is theirs under the name they have now.
const PRESENT_NAME: &str = "axis, case axis when 'clerk' then
    coalesce((select renamed_to from clerks c where c.name = sales_by_day.name), name)
    else name end as name";

/// Rows of one name together, whatever currency their cost has.
fn lines<'a>(
    rows: impl Iterator<Item = &'a Row>,
    names: &BTreeMap<String, LocalName>,
) -> Vec<ReportLine> {
    let mut lines: Vec<ReportLine> = Vec::new();
    for row in rows {
        let figures = row.figures();
        match lines.last_mut() {
            Some(line) if line.key == row.name => line.figures.take_in(&figures),
            Some(_) | None => {
                let name = names.get(&row.name).filter(|_| row.axis == "product").cloned();
                lines.push(ReportLine { key: row.name.clone(), name, figures });
            }
        }
    }
    lines.retain(|line| line.figures.orders > 0 || line.figures.returned > 0);
    lines
}

async fn names(connection: &mut SqliteConnection) -> Answer<BTreeMap<String, LocalName>> {
    let rows: Vec<(String, String, String)> = sqlx::query_as(
        "select s.id, coalesce(p.name_en, s.name_en), coalesce(p.name_ar, s.name_ar)
         from product_names s left join products p on p.id = s.id",
    )
    .fetch_all(connection)
    .await
    .map_err(journal_error)?;
    Ok(rows.into_iter().map(|(id, en, ar)| (id, LocalName { en, ar })).collect())
}

async fn others(
    connection: &mut SqliteConnection,
    days: &Days,
    own: Currency,
) -> Answer<Vec<Currency>> {
    let codes: Vec<String> = sqlx::query_scalar(
        "select distinct currency from sales_by_day
         where day between ? and ? and currency <> ? and axis = 'supplier' and orders <> 0",
    )
    .bind(&days.from)
    .bind(&days.to)
    .bind(own.code())
    .fetch_all(connection)
    .await
    .map_err(journal_error)?;
    codes.iter().map(|code| currency(code)).collect()
}

async fn wallets(connection: &mut SqliteConnection, days: &Days) -> Answer<Vec<WalletSample>> {
    // SQLite's own rule: the other columns are those of the row that has the maximum.
    let rows: Vec<(String, String, String, i64)> = sqlx::query_as(
        "with bounds as (select cast(strftime('%s', ?1, 'utc') as integer) * 1000 as first,
             cast(strftime('%s', ?2, '+1 day', 'utc') as integer) * 1000 as last,
             julianday(?2) - julianday(?1) >= ?3 as is_long)
         select supplier, currency, balance, max(at) from wallet_samples, bounds
         where at >= first and at < last
         group by supplier, currency, case when is_long
             then strftime('%Y-%m-%d', at / 1000, 'unixepoch', 'localtime') else hour end
         order by supplier, currency, at",
    )
    .bind(&days.from)
    .bind(&days.to)
    .bind(HOURLY_DAYS)
    .fetch_all(connection)
    .await
    .map_err(journal_error)?;
    rows.into_iter()
        .map(|(supplier, code, balance, at)| {
            let balance = money(&balance, &code)?;
            Ok(WalletSample { supplier: SupplierId::new(supplier), balance, at: Timestamp(at) })
        })
        .collect()
}

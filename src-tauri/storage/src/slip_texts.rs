//! What the shop puts on slips: for all of them, and for each product. The provisioning file and the
//! window's designer write the same rows, and the last one wins.

use crate::{
    open::{Storage, journal_error},
    setup::Paper,
};
use domain::{ids::ProductId, product::LocalName};
use engine::ports::journal::JournalError;
use sqlx::{FromRow, SqliteConnection};

/// What stands on every slip.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReceiptTexts {
    /// Under the shop's name; lines are kept.
    pub header: Option<LocalName>,
    /// At the end.
    pub footer: Option<LocalName>,
    /// When a code is taken back, where the product says nothing else.
    pub refund_rule: Option<LocalName>,
    /// What beside the code is shown.
    pub show: SlipBlocks,
    /// A PNG, above the shop's name.
    pub logo: Option<Vec<u8>>,
}

/// What a slip may leave out. The code is not among it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlipBlocks {
    /// The serial number.
    pub serial: bool,
    /// Until when it is valid.
    pub expiry: bool,
    /// Where its codes work.
    pub region: bool,
    /// How to redeem it.
    pub redeem: bool,
    /// When it is taken back.
    pub refund: bool,
    /// The code as a QR code.
    pub qr: bool,
    /// The code as a barcode.
    pub barcode: bool,
}

/// Everything a slip can show.
impl Default for SlipBlocks {
    fn default() -> Self {
        Self {
            serial: true,
            expiry: true,
            region: true,
            redeem: true,
            refund: true,
            qr: true,
            barcode: true,
        }
    }
}

/// How wide a printer's slips are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlipPaper {
    /// Of which printer.
    pub printer: String,
    /// Its paper.
    pub paper: Paper,
    /// Dots across, where the paper does not say.
    pub dots: Option<u16>,
}

/// What stands on the slips of one product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SlipTexts {
    /// Where its codes work.
    pub region: Option<LocalName>,
    /// How to redeem it.
    pub redeem: Option<LocalName>,
    /// When it is taken back.
    pub refund_rule: Option<LocalName>,
}

#[derive(FromRow)]
struct ReceiptRow {
    header_en: Option<String>,
    header_ar: Option<String>,
    footer_en: Option<String>,
    footer_ar: Option<String>,
    refund_en: Option<String>,
    refund_ar: Option<String>,
    serial: bool,
    expiry: bool,
    region: bool,
    redeem: bool,
    refund: bool,
    qr: bool,
    barcode: bool,
    logo: Option<Vec<u8>>,
}

#[derive(FromRow)]
struct ProductRow {
    region_en: Option<String>,
    region_ar: Option<String>,
    redeem_en: Option<String>,
    redeem_ar: Option<String>,
    refund_en: Option<String>,
    refund_ar: Option<String>,
}

impl Storage {
    /// What stands on every slip.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn receipt_texts(&self) -> Result<ReceiptTexts, JournalError> {
        let mut reader = self.readers.acquire().await.map_err(journal_error)?;
        receipt(&mut reader).await
    }

    /// What stands on a product's slips.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn slip_texts(&self, product: &ProductId) -> Result<SlipTexts, JournalError> {
        let row: Option<ProductRow> = sqlx::query_as(
            "select region_en, region_ar, redeem_en, redeem_ar, refund_en, refund_ar
             from slip_texts where product_id = ?",
        )
        .bind(product.as_str())
        .fetch_optional(&self.readers)
        .await
        .map_err(journal_error)?;
        Ok(row.map_or_else(SlipTexts::default, |row| SlipTexts {
            region: both(row.region_en, row.region_ar),
            redeem: both(row.redeem_en, row.redeem_ar),
            refund_rule: both(row.refund_en, row.refund_ar),
        }))
    }
}

/// What stands on every slip, in whatever transaction that is.
pub(crate) async fn receipt(
    connection: &mut SqliteConnection,
) -> Result<ReceiptTexts, JournalError> {
    let row: Option<ReceiptRow> = sqlx::query_as(
        "select header_en, header_ar, footer_en, footer_ar, refund_en, refund_ar, serial, expiry,
             region, redeem, refund, qr, barcode, logo
         from receipt",
    )
    .fetch_optional(connection)
    .await
    .map_err(journal_error)?;
    Ok(row.map_or_else(ReceiptTexts::default, |row| ReceiptTexts {
        header: both(row.header_en, row.header_ar),
        footer: both(row.footer_en, row.footer_ar),
        refund_rule: both(row.refund_en, row.refund_ar),
        show: SlipBlocks {
            serial: row.serial,
            expiry: row.expiry,
            region: row.region,
            redeem: row.redeem,
            refund: row.refund,
            qr: row.qr,
            barcode: row.barcode,
        },
        logo: row.logo,
    }))
}

fn both(en: Option<String>, ar: Option<String>) -> Option<LocalName> {
    Some(LocalName { en: en?, ar: ar? })
}

pub(crate) async fn put_receipt(
    connection: &mut SqliteConnection,
    texts: &ReceiptTexts,
) -> Result<(), JournalError> {
    let [header, footer, refund] = [&texts.header, &texts.footer, &texts.refund_rule]
        .map(|text| text.as_ref().map(|text| (text.en.as_str(), text.ar.as_str())));
    sqlx::query(
        "insert or replace into receipt (id, header_en, header_ar, footer_en, footer_ar, refund_en,
             refund_ar, serial, expiry, region, redeem, refund, qr, barcode, logo)
         values (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(header.map(|(en, _)| en))
    .bind(header.map(|(_, ar)| ar))
    .bind(footer.map(|(en, _)| en))
    .bind(footer.map(|(_, ar)| ar))
    .bind(refund.map(|(en, _)| en))
    .bind(refund.map(|(_, ar)| ar))
    .bind(texts.show.serial)
    .bind(texts.show.expiry)
    .bind(texts.show.region)
    .bind(texts.show.redeem)
    .bind(texts.show.refund)
    .bind(texts.show.qr)
    .bind(texts.show.barcode)
    .bind(&texts.logo)
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

pub(crate) async fn put_product(
    connection: &mut SqliteConnection,
    product: &ProductId,
    texts: &SlipTexts,
) -> Result<(), JournalError> {
    let [region, redeem, refund] = [&texts.region, &texts.redeem, &texts.refund_rule]
        .map(|text| text.as_ref().map(|text| (text.en.as_str(), text.ar.as_str())));
    sqlx::query(
        "insert or replace into slip_texts (product_id, region_en, region_ar, redeem_en, redeem_ar,
             refund_en, refund_ar)
         values (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(product.as_str())
    .bind(region.map(|(en, _)| en))
    .bind(region.map(|(_, ar)| ar))
    .bind(redeem.map(|(en, _)| en))
    .bind(redeem.map(|(_, ar)| ar))
    .bind(refund.map(|(en, _)| en))
    .bind(refund.map(|(_, ar)| ar))
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

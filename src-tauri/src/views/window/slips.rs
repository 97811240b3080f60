//! What the slips' designer shows and changes.

use super::{Language, printing::PrinterView};
use serde::{Deserialize, Serialize};
use specta::Type;
use storage::SlipBlocks;

/// A text in both languages; empty in both is none.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Type)]
pub(crate) struct BothTexts {
    /// English.
    pub(crate) en: String,
    /// Arabic.
    pub(crate) ar: String,
}

/// What beside the code is shown. The code is not among it: it cannot be left out.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
pub(crate) struct ShownBlocks {
    /// The serial number.
    pub(crate) serial: bool,
    /// Until when it is valid.
    pub(crate) expiry: bool,
    /// Where its codes work.
    pub(crate) region: bool,
    /// How to redeem it.
    pub(crate) redeem: bool,
    /// When it is taken back.
    pub(crate) refund: bool,
    /// The code as a QR code.
    pub(crate) qr: bool,
    /// The code as a barcode.
    pub(crate) barcode: bool,
}

/// Which logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LogoChoice {
    /// None.
    None,
    /// The one that is on slips now.
    Kept,
    /// The one that was picked last.
    Picked,
}

/// A roll or sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) enum SlipPaperWord {
    /// 58 mm.
    #[serde(rename = "58mm")]
    Mm58,
    /// 80 mm.
    #[serde(rename = "80mm")]
    Mm80,
    /// A4 sheets, of a printer of files.
    #[serde(rename = "a4")]
    A4,
}

/// How slips look.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub(crate) struct SlipDesign {
    /// Under the shop's name.
    pub(crate) header: BothTexts,
    /// The last words.
    pub(crate) footer: BothTexts,
    /// When a code is taken back, where its product says nothing else.
    pub(crate) refund_rule: BothTexts,
    /// What is shown.
    pub(crate) show: ShownBlocks,
    /// The logo.
    pub(crate) logo: LogoChoice,
    /// Whose paper it is; null where there is no printer.
    pub(crate) printer: Option<String>,
    /// Its paper.
    pub(crate) paper: SlipPaperWord,
    /// Dots across, where the paper does not say.
    pub(crate) dots: Option<u16>,
}

/// The designer as it opens.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct DesignView {
    /// How slips look now, on the default printer.
    pub(crate) design: SlipDesign,
    /// The printers.
    pub(crate) printers: Vec<PrinterView>,
    /// Whether who stands at the till may change it.
    pub(crate) decides: bool,
}

/// Which slip is looked at.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SampleWord {
    /// A voucher.
    Voucher,
    /// A top-up.
    Topup,
    /// The claim of somebody who waits.
    Claim,
    /// What was not delivered.
    Failure,
}

/// Asks for a picture of a slip.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct PreviewRequest {
    /// As it would look.
    pub(crate) design: SlipDesign,
    /// Which slip.
    pub(crate) sample: SampleWord,
    /// In which language.
    pub(crate) language: Language,
}

/// A picture of a slip, dot for dot what the printer gets.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct PreviewView {
    /// A PNG in base64.
    pub(crate) png: String,
    /// Dots across.
    pub(crate) width: u32,
    /// Dots down.
    pub(crate) height: u32,
}

/// Picks a logo.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct LogoRequest {
    /// A PNG in base64.
    pub(crate) png: String,
}

/// Keeps a design.
#[derive(Clone, Debug, Deserialize, Type)]
pub(crate) struct DesignRequest {
    /// What it is to be.
    pub(crate) design: SlipDesign,
}

impl From<SlipBlocks> for ShownBlocks {
    fn from(show: SlipBlocks) -> Self {
        let SlipBlocks { serial, expiry, region, redeem, refund, qr, barcode } = show;
        Self { serial, expiry, region, redeem, refund, qr, barcode }
    }
}

impl From<ShownBlocks> for SlipBlocks {
    fn from(show: ShownBlocks) -> Self {
        let ShownBlocks { serial, expiry, region, redeem, refund, qr, barcode } = show;
        Self { serial, expiry, region, redeem, refund, qr, barcode }
    }
}

impl From<storage::Paper> for SlipPaperWord {
    fn from(paper: storage::Paper) -> Self {
        match paper {
            storage::Paper::Mm58 => Self::Mm58,
            storage::Paper::Mm80 => Self::Mm80,
            storage::Paper::A4 => Self::A4,
        }
    }
}

impl From<SlipPaperWord> for storage::Paper {
    fn from(paper: SlipPaperWord) -> Self {
        match paper {
            SlipPaperWord::Mm58 => Self::Mm58,
            SlipPaperWord::Mm80 => Self::Mm80,
            SlipPaperWord::A4 => Self::A4,
        }
    }
}

//! What stands on the counter: it draws a receipt into dots and hands the dots to a printer.
//!
//! One picture serves the thermal printer, the PDF and the preview, so that they cannot differ.
//! This crate must never know what a sale is, whether money moved, how many copies there were
//! or which words a slip needs: it gets finished blocks and reports how far they came.
//! "Handed over" is not "printed": no transport here can see the paper.

mod bitmap;
mod error;
pub mod escpos;
pub mod layout;
mod preview;
pub mod printer;
mod screen;
mod sheet;
mod uptime;

pub use bitmap::Bitmap;
pub use error::{Fault, PrintError, Trouble};
pub use preview::{picture_of_png, preview_png};
pub use printer::{
    Paper, Printed, PrinterConfig, PrinterKind, Status, check, draw, open_drawer, pdf, print,
    print_and_open,
};
pub use screen::{ScreenQr, screen_qr};
pub use sheet::{Part, Sheet, sheet_pdf};
pub use uptime::uptime;

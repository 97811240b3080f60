//! A file of rows: CSV for a spreadsheet, JSON for a program.

use crate::views::export::Row;
use clap::ValueEnum;
use std::{
    borrow::Cow,
    fs,
    io::{self, BufWriter, Write as _},
};

/// How it is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// For a spreadsheet: UTF-8 with its mark, and a header row
    Csv,
    /// For a program: one object a line
    Json,
}

const BUFFER: usize = 256 * 1024;
/// So that a spreadsheet takes the file for UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// A file that is written in large pieces.
pub(crate) fn buffered(file: &mut fs::File) -> BufWriter<&mut fs::File> {
    BufWriter::with_capacity(BUFFER, file)
}

/// A file being filled with rows.
pub(crate) struct Rows<'a> {
    to: To<'a>,
    count: u64,
}

enum To<'a> {
    Csv(Box<csv::Writer<BufWriter<&'a mut fs::File>>>),
    Json(BufWriter<&'a mut fs::File>),
}

impl<'a> Rows<'a> {
    /// Begins the file.
    pub(crate) fn begin<R: Row>(
        mut out: BufWriter<&'a mut fs::File>,
        format: Format,
    ) -> io::Result<Self> {
        let to = match format {
            Format::Json => To::Json(out),
            Format::Csv => {
                out.write_all(MARK)?;
                let terminator = csv::Terminator::CRLF;
                let mut cells = csv::WriterBuilder::new().terminator(terminator).from_writer(out);
                cells.write_record(R::HEADER)?;
                To::Csv(Box::new(cells))
            }
        };
        Ok(Self { to, count: 0 })
    }

    /// Adds a row.
    pub(crate) fn put<R: Row>(&mut self, row: &R) -> io::Result<()> {
        match &mut self.to {
            To::Csv(out) => {
                let cells = row.cells();
                out.write_record(cells.iter().map(|cell| inert(cell).into_owned()))?;
            }
            To::Json(out) => {
                serde_json::to_writer(&mut *out, row)?;
                out.write_all(b"\n")?;
            }
        }
        self.count = self.count.saturating_add(1);
        Ok(())
    }

    /// Ends the file. Answers how many rows it has.
    pub(crate) fn end(self) -> io::Result<u64> {
        match self.to {
            To::Csv(mut out) => out.flush()?,
            To::Json(mut out) => out.flush()?,
        }
        Ok(self.count)
    }
}

/// A cell that no spreadsheet runs. What begins like a formula gets an apostrophe before it, which a
/// spreadsheet takes for "this is text"; a plain number (an amount, a phone in E.164) computes
/// nothing and stays as it is, to the letter.
fn inert(cell: &str) -> Cow<'_, str> {
    // Spreadsheets take the wide forms for the narrow ones, and skip a leading tab or line end.
    const BEGINS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let begins = cell.trim_start_matches(' ').starts_with(BEGINS);
    if begins && !is_number(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Digits, with a sign before them and a fraction behind, and nothing else.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_run_as_a_formula_and_no_amount_and_no_phone_is_changed() {
        for cell in [
            "=1+1", "+1+1", "-2-3", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1", "+", "-", "-.5",
            "+9705 =1",
        ] {
            assert_eq!(inert(cell), format!("'{cell}"), "{cell:?}");
        }
        let kept =
            ["", "38.00", "-38.00", "+970599123456", "PUBG = fun", "a-b", "0", "ببجي", "'=1"];
        for cell in kept {
            assert_eq!(inert(cell), cell);
        }
    }
}

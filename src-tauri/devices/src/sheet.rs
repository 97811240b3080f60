//! A report on sheets of A4, as a PDF with real text: shaped in either direction, set in the fonts of the
//! slips, which are embedded, so that it looks the same everywhere and can be searched and copied.
//!
//! It must never know what the figures mean.

#![expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "PDF measures in points, and a sheet is small"
)]

mod file;

use crate::layout::{
    TYPESETTER, clean,
    text::{Look, Paragraph, Stand, Typesetter},
};
use domain::receipt::Direction;
use file::{Mark, Page};
use std::{io, sync::PoisonError};

/// A report, its words in its language already.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The direction of its language.
    pub direction: Direction,
    /// Its title, and what stands beside it.
    pub title: String,
    /// Below the title: the period.
    pub subtitle: String,
    /// What it says, from top to bottom.
    pub parts: Vec<Part>,
    /// At the foot of each page, beside its number.
    pub foot: String,
}

/// A part of a report.
#[derive(Clone, Debug)]
pub enum Part {
    /// Figures side by side, each below its label.
    Figures(Vec<(String, String)>),
    /// A line of words.
    Note(String),
    /// Bars beside each other.
    Bars {
        /// What they show.
        title: String,
        /// Each bar's words below it, and how high it is, in thousandths of the highest.
        bars: Vec<(String, u16)>,
    },
    /// Rows of words and figures.
    Table {
        /// What it shows.
        title: String,
        /// What the columns are; the first holds words, the others figures.
        head: Vec<String>,
        /// The rows, a cell for each column.
        rows: Vec<Vec<String>>,
    },
    /// Words or figures of any length, each beside what it is.
    Facts {
        /// What they are about.
        title: String,
        /// What each is, and it.
        rows: Vec<(String, String)>,
    },
}

/// Lengths in tenths of a point: type is set in whole ones.
const WIDE: i32 = 5_953;
const HIGH: i32 = 8_419;
const MARGIN: i32 = 480;
const INNER: i32 = WIDE - 2 * MARGIN;
const BOTTOM: i32 = HIGH - 620;
const GAP: i32 = 160;
const ROW_PAD: i32 = 34;
const FIGURES_IN_A_ROW: usize = 4;
/// A column of figures.
const FIGURE_WIDE: i32 = 760;
/// What a fact is, beside it.
const LABEL_WIDE: i32 = 1_500;
const BARS_HIGH: i32 = 1_000;
/// Between two words below bars.
const TICKS_APART: i32 = 300;

const TITLE: Look = Look { size: 200, bold: true };
const HEADING: Look = Look { size: 120, bold: true };
const BODY: Look = Look { size: 95, bold: false };
const STRONG: Look = Look { size: 95, bold: true };
const LABEL: Look = Look { size: 85, bold: false };
const FIGURE: Look = Look { size: 150, bold: true };

/// Lays a report out and writes it as a PDF. It takes some milliseconds; async callers put it on a
/// blocking thread.
///
/// # Errors
/// Only if memory cannot be written to.
pub fn sheet_pdf(sheet: &Sheet) -> io::Result<Vec<u8>> {
    // After a panic elsewhere the cache still holds whole glyphs only.
    let mut typesetter = TYPESETTER.lock().unwrap_or_else(PoisonError::into_inner);
    let mut writer = Writer {
        typesetter: &mut typesetter,
        direction: sheet.direction,
        pages: vec![Page::default()],
        y: MARGIN,
    };
    writer.words(&sheet.title, TITLE, Stand::Start);
    writer.words(&sheet.subtitle, BODY, Stand::Start);
    writer.y += GAP;
    for part in &sheet.parts {
        writer.part(part);
        writer.y += GAP;
    }
    writer.feet(&sheet.foot);
    let pages = std::mem::take(&mut writer.pages);
    file::write(&pages, writer.typesetter)
}

/// The sheets so far.
struct Writer<'a> {
    typesetter: &'a mut Typesetter,
    direction: Direction,
    pages: Vec<Page>,
    y: i32,
}

impl Writer<'_> {
    fn part(&mut self, part: &Part) {
        match part {
            Part::Figures(figures) => {
                figures.chunks(FIGURES_IN_A_ROW).for_each(|row| self.figures(row));
            }
            Part::Note(text) => self.words(text, BODY, Stand::Start),
            Part::Bars { title, bars } => self.bars(title, bars),
            Part::Table { title, head, rows } => self.table(title, head, rows),
            Part::Facts { title, rows } => self.facts(title, rows),
        }
    }

    fn paragraph(&mut self, text: &str, look: Look, stand: Stand, wide: i32) -> Set {
        let text = clean::paragraph(text);
        let laid = self.typesetter.paragraph(&text, look, self.direction, wide, stand);
        Set { laid, text }
    }

    /// Begins a new sheet where so much does not fit any more.
    fn need(&mut self, high: i32) {
        if self.y + high > BOTTOM {
            self.pages.push(Page::default());
            self.y = MARGIN;
        }
    }

    fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.marks.push(mark);
        }
    }

    fn set(&mut self, set: Set, x: i32, y: i32) {
        self.put(Mark::Words { laid: Box::new(set.laid), text: set.text, x, y });
    }

    /// From a distance along the line to one from the sheet's left edge, for something this wide.
    fn left(&self, along: i32, wide: i32) -> i32 {
        match self.direction {
            Direction::LeftToRight => MARGIN + along,
            Direction::RightToLeft => WIDE - MARGIN - along - wide,
        }
    }

    fn words(&mut self, text: &str, look: Look, stand: Stand) {
        let set = self.paragraph(text, look, stand, INNER);
        let high = set.laid.height();
        self.need(high);
        self.set(set, MARGIN, self.y);
        self.y += high;
    }

    fn rule(&mut self, wide: i32, high: i32, shade: u8) {
        self.put(Mark::Box { x: MARGIN, y: self.y, wide, high, shade });
    }

    fn figures(&mut self, figures: &[(String, String)]) {
        let wide = INNER / i32::try_from(FIGURES_IN_A_ROW).unwrap_or(1);
        self.need(460);
        let top = self.y;
        let mut along = 0;
        for (label, value) in figures {
            let x = self.left(along, wide);
            let label = self.paragraph(label, LABEL, Stand::Start, wide);
            let below = top + label.laid.height();
            self.set(label, x, top);
            let value = clean::left_to_right(value);
            let value = self.paragraph(&value, FIGURE, Stand::Start, wide);
            self.y = self.y.max(below + value.laid.height());
            self.set(value, x, below);
            along += wide;
        }
        self.y += ROW_PAD;
    }

    fn bars(&mut self, title: &str, bars: &[(String, u16)]) {
        self.need(BARS_HIGH + 500);
        self.words(title, HEADING, Stand::Start);
        self.y += ROW_PAD;
        let count = i32::try_from(bars.len()).unwrap_or(i32::MAX).max(1);
        let step = INNER / count;
        let wide = (step * 7 / 10).max(10);
        let every = (TICKS_APART / step.max(1) + 1).max(1);
        let ground = self.y + BARS_HIGH;
        for (index, (tick, share)) in (0_i32..).zip(bars) {
            let along = step * index + (step - wide) / 2;
            let high = BARS_HIGH * i32::from(*share) / 1_000;
            let x = self.left(along, wide);
            self.put(Mark::Box { x, y: ground - high, wide, high, shade: 90 });
            // The last one always has its words.
            if (count - 1 - index) % every == 0 {
                let room = step.max(TICKS_APART);
                let tick = clean::left_to_right(tick);
                let set = self.paragraph(&tick, LABEL, Stand::Center, room);
                let x = self.left(step * index + (step - room) / 2, room);
                self.set(set, x, ground + ROW_PAD);
            }
        }
        self.y = ground;
        self.rule(INNER, 6, 120);
        self.y += 220;
    }

    fn table(&mut self, title: &str, head: &[String], rows: &[Vec<String>]) {
        self.need(700);
        self.words(title, HEADING, Stand::Start);
        self.y += ROW_PAD;
        self.row(head, STRONG);
        for row in rows {
            let before = self.pages.len();
            self.need(260);
            if self.pages.len() > before {
                self.row(head, STRONG);
            }
            self.row(row, BODY);
        }
    }

    fn row(&mut self, cells: &[String], look: Look) {
        let figures = i32::try_from(cells.len().saturating_sub(1)).unwrap_or(0);
        let first = INNER - figures * FIGURE_WIDE;
        let top = self.y + ROW_PAD;
        let (mut along, mut bottom) = (0, top);
        for (index, cell) in cells.iter().enumerate() {
            let (wide, stand) =
                if index == 0 { (first, Stand::Start) } else { (FIGURE_WIDE, Stand::End) };
            let is_figure = index > 0 && cell.bytes().all(|byte| byte.is_ascii());
            let text = if is_figure { clean::left_to_right(cell) } else { cell.clone() };
            let set = self.paragraph(&text, look, stand, wide);
            bottom = bottom.max(top + set.laid.height());
            let x = self.left(along, wide);
            self.set(set, x, top);
            along += wide;
        }
        self.y = bottom + ROW_PAD;
        self.rule(INNER, 4, 215);
    }

    fn facts(&mut self, title: &str, rows: &[(String, String)]) {
        self.need(700);
        self.words(title, HEADING, Stand::Start);
        self.y += ROW_PAD;
        for (label, value) in rows {
            let wide = INNER - LABEL_WIDE;
            let label = self.paragraph(label, LABEL, Stand::Start, LABEL_WIDE - ROW_PAD);
            let value = self.paragraph(value, BODY, Stand::Start, wide);
            let high = label.laid.height().max(value.laid.height());
            self.need(high + 2 * ROW_PAD);
            let top = self.y + ROW_PAD;
            let (first, second) = (self.left(0, LABEL_WIDE - ROW_PAD), self.left(LABEL_WIDE, wide));
            self.set(label, first, top);
            self.set(value, second, top);
            self.y = top + high + ROW_PAD;
            self.rule(INNER, 4, 215);
        }
    }

    /// Each sheet says which one it is.
    fn feet(&mut self, foot: &str) {
        let count = self.pages.len();
        for index in 0..count {
            let number = clean::left_to_right(&format!("{} / {count}", index + 1));
            let words = self.paragraph(foot, LABEL, Stand::Start, INNER);
            let number = self.paragraph(&number, LABEL, Stand::End, INNER);
            let y = HIGH - MARGIN;
            if let Some(page) = self.pages.get_mut(index) {
                for set in [words, number] {
                    page.marks.push(Mark::Words {
                        laid: Box::new(set.laid),
                        text: set.text,
                        x: MARGIN,
                        y,
                    });
                }
            }
        }
    }
}

/// A paragraph with the text it is made of.
struct Set {
    laid: Paragraph,
    text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(direction: Direction, rows: usize) -> Sheet {
        let row = |number: usize| vec![format!("بطاقة {number}"), "12".into(), "-4.50".into()];
        Sheet {
            direction,
            title: "Abu Ali Mobile".to_owned(),
            subtitle: "2026-11-01 – 2026-11-30".to_owned(),
            parts: vec![
                Part::Figures(vec![("Net sales".to_owned(), "1,234.50 ILS".to_owned())]),
                Part::Bars {
                    title: "By day".to_owned(),
                    bars: (1..=30).map(|day| (day.to_string(), day * 30)).collect(),
                },
                Part::Table {
                    title: "Products".to_owned(),
                    head: vec!["Name".into(), "Delivered".into(), "Profit".into()],
                    rows: (0..rows).map(row).collect(),
                },
            ],
            foot: "Raseed".to_owned(),
        }
    }

    fn text(sheet: &Sheet) -> String {
        String::from_utf8_lossy(&sheet_pdf(sheet).unwrap()).into_owned()
    }

    #[test]
    fn what_does_not_fit_goes_on_the_next_sheet() {
        for direction in [Direction::LeftToRight, Direction::RightToLeft] {
            assert!(text(&sheet(direction, 5)).contains("/Count 1"));
            assert!(text(&sheet(direction, 100)).contains("/Count 4"), "{direction:?}");
        }
    }

    #[test]
    fn its_text_is_text_and_its_fonts_are_in_it() {
        let pdf = text(&sheet(Direction::RightToLeft, 3));
        for part in ["/ToUnicode", "/FontFile2", "/Identity-H", "begincmap", "> <0020>"] {
            assert!(pdf.contains(part), "{part}");
        }
        assert!(!pdf.contains("> <2066>"), "a mark of direction is no text");
    }
}

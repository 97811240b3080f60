//! From a receipt's blocks to dots.
//!
//! It must never translate, drop or reorder what the blocks say, and never know which printer
//! the dots are for beyond how wide its paper is.

mod barcode;
pub(crate) mod clean;
mod code;
mod measures;
mod picture;
pub(crate) mod qr;
mod ruler;
pub(crate) mod text;

use std::sync::{LazyLock, Mutex, PoisonError};

use domain::receipt::{Align, Block, Direction, Picture, Receipt, Size};
use domain::secret::Secret;

use crate::bitmap::Bitmap;
use barcode::Barcode;
use measures::Measures;
use qr::Qr;
use text::{Look, Paragraph, Stand, Typesetter};

/// One typesetter for all: its glyphs are worth keeping, and slips are drawn one at a time.
pub(crate) static TYPESETTER: LazyLock<Mutex<Typesetter>> =
    LazyLock::new(|| Mutex::new(Typesetter::new()));

/// Paper narrower than this holds no text, wider is beyond `GS v 0`.
const WIDTH_MIN: u16 = 128;
const WIDTH_MAX: u16 = 2_048;

/// Draws a receipt for paper `width` dots wide (576 for 80 mm, 384 for 58 mm). It takes some
/// milliseconds; async callers put it on a blocking thread.
#[must_use]
pub fn render(receipt: &Receipt, width: u16) -> Bitmap {
    // After a panic elsewhere the cache still holds whole glyphs only.
    let mut typesetter = TYPESETTER.lock().unwrap_or_else(PoisonError::into_inner);
    let measures = Measures::new(i32::from(width.clamp(WIDTH_MIN, WIDTH_MAX)));
    let page = Bitmap::white(usize::try_from(measures.paper).unwrap_or_default(), 0);
    let direction = receipt.direction;
    let mut slip = Slip { typesetter: &mut typesetter, measures, direction, page, y: 0 };
    slip.skip(slip.measures.edge);
    for block in &receipt.blocks {
        slip.block(block);
    }
    slip.skip(slip.measures.edge);
    slip.finish()
}

/// The paper so far.
struct Slip<'a> {
    typesetter: &'a mut Typesetter,
    measures: Measures,
    direction: Direction,
    page: Bitmap,
    y: i32,
}

impl Slip<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Text { text, size, bold, align } => self.text(text, *size, *bold, *align),
            Block::Banner(text) => self.banner(text),
            Block::Pair { label, value, ltr, bold } => self.pair(label, value, *ltr, *bold),
            Block::Code { label, value } => self.code(label, value),
            Block::Number(number) => self.number(number),
            Block::Qr(text) => self.qr(text),
            Block::Barcode(text) => self.barcode(text),
            Block::Logo(picture) => self.logo(picture),
            Block::Ruler => self.ruler(),
            Block::Rule => self.rule(),
            Block::Gap => self.skip(self.measures.gap),
        }
    }

    fn text(&mut self, text: &str, size: Size, bold: bool, align: Align) {
        let size = match size {
            Size::Small => self.measures.small,
            Size::Normal => self.measures.normal,
            Size::Large => self.measures.large,
            Size::Huge => self.measures.huge,
        };
        let stand = match align {
            Align::Start => Stand::Start,
            Align::Center => Stand::Center,
        };
        let paragraph = self.paragraph(&clean::paragraph(text), Look { size, bold }, stand);
        self.put(&paragraph);
    }

    /// Label and value on one line where both fit, else the value below, at the line's end.
    fn pair(&mut self, label: &str, value: &str, ltr: bool, bold: bool) {
        let size = self.measures.normal;
        let label = clean::paragraph(label);
        let label = self.paragraph(&label, Look { size, bold: false }, Stand::Start);
        let value = if ltr { clean::left_to_right(value) } else { clean::paragraph(value) };
        let whole = self.paragraph(&value, Look { size, bold }, Stand::End);
        let one_line_each = label.is_one_line() && whole.is_one_line();
        let width = label.width() + self.measures.pair_gap + whole.width();
        if one_line_each && width <= self.measures.text {
            let y = self.y;
            self.put(&label);
            self.typesetter.draw(&mut self.page, &whole, self.measures.margin, y);
            return;
        }
        self.put(&label);
        if whole.is_one_line() || !ltr {
            self.put(&whole);
        } else {
            // A long id: smaller, and broken at its own hyphens.
            let look = Look { size: self.measures.small, bold };
            let broken = self.paragraph(&clean::breakable(&value), look, Stand::End);
            self.put(&broken);
        }
    }

    /// White on black. The text is drawn in black, then the rows are turned over.
    fn banner(&mut self, text: &str) {
        let look = Look { size: self.measures.banner, bold: true };
        let paragraph = self.paragraph(&clean::paragraph(text), look, Stand::Center);
        if self.y > self.measures.edge {
            self.skip(self.measures.rule_pad);
        }
        let top = self.y;
        self.skip(self.measures.banner_pad);
        self.put(&paragraph);
        self.skip(self.measures.banner_pad);
        self.page.invert_rows(top, self.y - top);
        self.skip(self.measures.rule_pad);
    }

    /// Label and secret in a frame, so that the eye, and the customer's finger, find it first.
    fn code(&mut self, label: &str, value: &Secret) {
        let Measures { frame_space, frame_pad, margin, text, small, .. } = self.measures;
        self.skip(frame_space);
        let top = self.y;
        self.skip(frame_pad / 2);
        let label = clean::paragraph(label);
        let label = self.paragraph(&label, Look { size: small, bold: false }, Stand::Center);
        self.put(&label);
        let plan = code::plan(value.reveal(), text - 2 * frame_pad, self.measures.code);
        // All lines begin below each other, so that a hyphen at one's end shifts nothing.
        let widest = plan.lines.iter().map(|line| plan.line_width(line)).max().unwrap_or(0);
        for line in &plan.lines {
            self.code_line(&plan, line, (self.measures.paper - widest) / 2);
        }
        self.skip(frame_pad / 2);
        self.page.frame(margin, top, text, self.y - top, self.measures.rule);
        self.skip(frame_space);
    }

    fn code_line(&mut self, plan: &code::Plan, line: &[code::Group], start: i32) {
        let size = i32::from(plan.size());
        let baseline = self.y + size * 9 / 10;
        self.skip(size * 23 / 20);
        let mut x = start;
        for (index, group) in line.iter().enumerate() {
            if index > 0 && group.is_apart() {
                x += plan.gap();
            }
            for character in group.characters() {
                let page = &mut self.page;
                self.typesetter.draw_code_character(page, *character, plan.size(), x, baseline);
                x += plan.advance();
            }
        }
    }

    fn number(&mut self, number: &str) {
        let Measures { text, number: range, .. } = self.measures;
        let plan = code::plan(number, text, range);
        for line in &plan.lines {
            self.code_line(&plan, line, (self.measures.paper - plan.line_width(line)) / 2);
        }
    }

    /// A code that no symbol on this paper can hold is left out: every QR stands beside the same
    /// thing in words.
    fn qr(&mut self, text: &Secret) {
        if let Some(qr) = Qr::new(text, self.measures.qr, self.measures.paper) {
            let top = self.y;
            self.skip(qr.side());
            qr.draw(&mut self.page, (self.measures.paper - qr.side()) / 2, top);
        }
    }

    fn barcode(&mut self, text: &Secret) {
        if let Some(barcode) = Barcode::new(text, self.measures.paper) {
            self.skip(self.measures.rule_pad);
            let top = self.y;
            self.skip(self.measures.barcode);
            let left = (self.measures.paper - barcode.width()) / 2;
            barcode.draw(&mut self.page, left, top, self.measures.barcode);
            self.skip(self.measures.rule_pad);
        }
    }

    fn logo(&mut self, picture: &Picture) {
        let Measures { logo_wide, logo_high, paper, gap, .. } = self.measures;
        let (wide, high) = picture::size(picture, logo_wide, logo_high);
        let top = self.y;
        self.skip(high);
        picture::draw(&mut self.page, picture, (wide, high), (paper - wide) / 2, top);
        self.skip(gap / 2);
    }

    fn ruler(&mut self) {
        let Measures { paper, ruler, small, .. } = self.measures;
        let top = self.y;
        self.skip(ruler);
        ruler::draw(&mut self.page, paper, top, ruler);
        let labels = self.y;
        let look = Look { size: small, bold: false };
        let mut height = 0;
        for centimetre in 1..=paper / ruler::DOTS_PER_CENTIMETRE {
            let number = self.typesetter.paragraph(
                &(centimetre * 10).to_string(),
                look,
                Direction::LeftToRight,
                paper,
                Stand::Start,
            );
            let left = centimetre * ruler::DOTS_PER_CENTIMETRE - number.width() / 2;
            height = height.max(number.height());
            self.skip(0);
            if left + number.width() < paper {
                self.typesetter.draw(&mut self.page, &number, left, labels);
            }
        }
        self.skip(height);
    }

    fn rule(&mut self) {
        self.skip(self.measures.rule_pad);
        let top = self.y;
        self.skip(self.measures.rule);
        let Measures { margin, text, rule, .. } = self.measures;
        self.page.fill(margin, top, text, rule);
        self.skip(self.measures.rule_pad);
    }

    fn paragraph(&mut self, text: &str, look: Look, stand: Stand) -> Paragraph {
        self.typesetter.paragraph(text, look, self.direction, self.measures.text, stand)
    }

    /// Draws a paragraph below what is there. An empty one takes no paper.
    fn put(&mut self, paragraph: &Paragraph) {
        if paragraph.width() > 0 {
            let top = self.y;
            self.skip(paragraph.height());
            self.typesetter.draw(&mut self.page, paragraph, self.measures.margin, top);
        }
    }

    /// Moves on by some dots of white paper. There is always paper below: the dots of a final
    /// ي and vowel signs hang out of their line.
    fn skip(&mut self, dots: i32) {
        self.y = self.y.saturating_add(dots);
        let overhang = i32::from(self.measures.banner);
        self.page.set_height(usize::try_from(self.y.saturating_add(overhang)).unwrap_or_default());
    }

    fn finish(mut self) -> Bitmap {
        self.page.set_height(usize::try_from(self.y).unwrap_or_default());
        self.page
    }
}

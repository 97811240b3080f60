//! A QR code for a screen: a drawing without dots of its own, as large as the screen wants it.
//!
//! It must never know: what the code opens.

use std::fmt::Write as _;

use crate::layout::qr::{QUIET_MODULES, modules};

/// A QR code as a path of an SVG drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScreenQr {
    /// Modules of a side, the white ones that the standard demands around it included.
    pub side: u32,
    /// The black modules as path data, one unit each.
    pub path: String,
}

/// Draws a text that is no secret. `None` if it is too long for a QR code.
#[must_use]
pub fn screen_qr(text: &str) -> Option<ScreenQr> {
    let modules = modules(text)?;
    let quiet = usize::try_from(QUIET_MODULES).ok()?;
    let mut path = String::new();
    for (y, row) in modules.iter().enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, next| one == next) {
            if run.first() == Some(&true) {
                let (left, top, width) = (x + quiet, y + quiet, run.len());
                write!(path, "M{left} {top}h{width}v1h-{width}z").ok()?;
            }
            x += run.len();
        }
    }
    Some(ScreenQr { side: u32::try_from(modules.len() + 2 * quiet).ok()?, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fills the path's rectangles again, as a screen does.
    fn black(qr: &ScreenQr) -> Vec<(usize, usize)> {
        let runs = qr.path.split('z').filter(|run| !run.is_empty());
        let numbers = runs.map(|run| {
            let words = run.split(|c: char| !c.is_ascii_digit());
            words.filter_map(|word| word.parse::<usize>().ok()).collect::<Vec<_>>()
        });
        numbers.flat_map(|it| (it[0]..it[0] + it[2]).map(move |x| (x, it[1]))).collect()
    }

    #[test]
    fn every_black_module_is_drawn_and_nothing_else() {
        let text = "http://127.0.0.1:7304/pay/7f3a";
        let qr = screen_qr(text).unwrap();
        let modules = modules(text).unwrap();
        let quiet = usize::try_from(QUIET_MODULES).unwrap();
        assert_eq!(qr.side as usize, modules.len() + 2 * quiet);
        let expected: Vec<_> = (0..modules.len())
            .flat_map(|y| (0..modules.len()).map(move |x| (x, y)))
            .filter(|(x, y)| modules[*y][*x])
            .map(|(x, y)| (x + quiet, y + quiet))
            .collect();
        assert_eq!(black(&qr), expected);
    }

    #[test]
    fn what_no_code_can_hold_is_none() {
        assert_eq!(screen_qr(&"x".repeat(9_000)), None);
    }
}

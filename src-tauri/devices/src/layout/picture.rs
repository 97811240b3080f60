//! Greys into dots: scaled down by the mean of what falls together, then dithered.
//!
//! Whole numbers only: the same logo is the same dots on every machine.

use domain::receipt::Picture;

use crate::bitmap::Bitmap;

/// How large a picture is drawn: never larger than it is, never larger than it may be.
pub(crate) fn size(picture: &Picture, wide_max: i32, high_max: i32) -> (i32, i32) {
    let whole = |n: usize| i32::try_from(n).unwrap_or(i32::MAX).max(1);
    let (wide, high) = (whole(picture.width()), whole(picture.height()));
    let fit = |wide: i32, high: i32, max: i32| {
        i32::try_from(i64::from(high) * i64::from(max) / i64::from(wide)).unwrap_or(max).max(1)
    };
    let (wide, high) =
        if wide > wide_max { (wide_max, fit(wide, high, wide_max)) } else { (wide, high) };
    if high > high_max { (fit(high, wide, high_max), high_max) } else { (wide, high) }
}

/// Draws a picture of this size with its top left corner at (`x`, `y`).
pub(crate) fn draw(page: &mut Bitmap, picture: &Picture, (wide, high): (i32, i32), x: i32, y: i32) {
    let columns = usize::try_from(wide).unwrap_or_default();
    let rows = usize::try_from(high).unwrap_or_default();
    // What a dot was made too dark or too light is made up for by its neighbours (Floyd, Steinberg).
    let mut carried = vec![0_i32; columns + 2];
    for (row, top) in (0..rows).zip(y..) {
        let mut next = vec![0_i32; columns + 2];
        let mut ahead = 0;
        for (column, left) in (0..columns).zip(x..) {
            let owed = carried.get(column + 1).copied().unwrap_or_default();
            let grey = mean(picture, (column, columns), (row, rows)) + ahead + owed;
            let is_black = grey < 128;
            if is_black {
                page.blacken(left, top);
            }
            let error = grey - if is_black { 0 } else { 255 };
            ahead = error * 7 / 16;
            for (at, share) in [(column, 3), (column + 1, 5), (column + 2, 1)] {
                if let Some(cell) = next.get_mut(at) {
                    *cell += error * share / 16;
                }
            }
        }
        carried = next;
    }
}

/// The mean of the greys that fall on one dot.
fn mean(picture: &Picture, (column, columns): (usize, usize), (row, rows): (usize, usize)) -> i32 {
    let span = |at: usize, of: usize, all: usize| {
        let from = at * all / of.max(1);
        from..((at + 1) * all / of.max(1)).max(from + 1)
    };
    let across = span(column, columns, picture.width());
    let down = span(row, rows, picture.height());
    let (mut sum, mut count) = (0_u64, 0_u64);
    for y in down {
        for x in across.clone() {
            sum += u64::from(picture.grey(x, y));
            count += 1;
        }
    }
    i32::try_from(sum / count.max(1)).unwrap_or(255)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_keeps_its_shape_and_never_grows() {
        let picture = |wide: usize, high: usize| Picture::new(wide, &vec![0; wide * high]).unwrap();
        assert_eq!(size(&picture(100, 50), 345, 160), (100, 50));
        assert_eq!(size(&picture(1_000, 200), 345, 160), (345, 69));
        assert_eq!(size(&picture(500, 1_000), 345, 160), (80, 160));
        assert_eq!(size(&picture(4_000, 1), 345, 160), (345, 1));
    }

    #[test]
    fn half_grey_is_half_the_dots_and_black_is_black() {
        let count = |grey: u8| {
            let mut page = Bitmap::white(64, 64);
            draw(&mut page, &Picture::new(64, &[grey; 64 * 64]).unwrap(), (64, 64), 0, 0);
            (0..64)
                .flat_map(|y| (0..64).map(move |x| (x, y)))
                .filter(|(x, y)| page.is_black(*x, *y))
                .count()
        };
        assert_eq!((count(0), count(255)), (64 * 64, 0));
        assert!((1_850..2_250).contains(&count(128)), "{}", count(128));
    }
}

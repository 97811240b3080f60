//! A slip as a PNG, for eyes: the screen, tests and the `slips` example.

use crate::bitmap::Bitmap;

/// The picture as a 1-bit grey PNG, black on white. Empty for a picture without dots, which PNG
/// cannot hold.
#[must_use]
pub fn preview_png(bitmap: &Bitmap) -> Vec<u8> {
    encode(bitmap).unwrap_or_default()
}

fn encode(bitmap: &Bitmap) -> Option<Vec<u8>> {
    let width = u32::try_from(bitmap.width()).ok()?;
    let height = u32::try_from(bitmap.height()).ok()?;
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().ok()?;
    // In a PNG 1 is white.
    let pixels: Vec<u8> = bitmap.rows().iter().map(|byte| !byte).collect();
    writer.write_image_data(&pixels).ok()?;
    writer.finish().ok()?;
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_has_the_same_dots() {
        let mut picture = Bitmap::white(21, 3);
        picture.fill(3, 1, 15, 1);
        let file = preview_png(&picture);
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        for y in 0..3 {
            for x in 0..21 {
                let white = pixels[y * 3 + x / 8] & (0x80 >> (x % 8)) != 0;
                assert_eq!(white, !picture.is_black(x, y), "{x},{y}");
            }
        }
        assert!(preview_png(&Bitmap::white(8, 0)).is_empty());
    }
}

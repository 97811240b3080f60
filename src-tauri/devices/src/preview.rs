//! PNG: a slip for eyes (the screen, tests, the `slips` example), and the shop's logo.

use domain::receipt::Picture;

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

/// No logo is larger, and no small file unpacks to more.
const LOGO_SIDE_MAX: u32 = 4_000;

/// A PNG's greys on white. `None` for what is no PNG, or a huge one.
#[must_use]
pub fn picture_of_png(file: &[u8]) -> Option<Picture> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let (width, height) = reader.info().size();
    if width > LOGO_SIDE_MAX || height > LOGO_SIDE_MAX {
        return None;
    }
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut pixels).ok()?;
    let pixels = pixels.get(..frame.buffer_size())?;
    let greys: Vec<u8> = pixels.chunks_exact(frame.color_type.samples()).map(grey).collect();
    Picture::new(usize::try_from(frame.width).ok()?, &greys)
}

/// How bright a pixel is on white paper (ITU-R BT.601, in thousandths).
fn grey(pixel: &[u8]) -> u8 {
    let (light, alpha) = match *pixel {
        [light] => (u32::from(light), 255),
        [light, alpha] => (u32::from(light), u32::from(alpha)),
        [red, green, blue] => (luma(red, green, blue), 255),
        [red, green, blue, alpha] => (luma(red, green, blue), u32::from(alpha)),
        _ => (255, 255),
    };
    u8::try_from((light * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
}

fn luma(red: u8, green: u8, blue: u8) -> u32 {
    (u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1_000
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

    #[test]
    fn a_logo_is_read_as_greys_on_white() {
        let file = |color, pixels: &[u8]| {
            let mut file = Vec::new();
            let mut encoder = png::Encoder::new(&mut file, 2, 1);
            encoder.set_color(color);
            encoder.write_header().unwrap().write_image_data(pixels).unwrap();
            picture_of_png(&file).map(|picture| [picture.grey(0, 0), picture.grey(1, 0)])
        };
        let colours = [255, 0, 0, 255, 0, 0, 0, 0];
        assert_eq!(file(png::ColorType::Rgba, &colours), Some([76, 255]), "clear is white");
        assert_eq!(file(png::ColorType::Grayscale, &[7, 200]), Some([7, 200]));
        assert!(picture_of_png(b"no picture").is_none());
    }
}

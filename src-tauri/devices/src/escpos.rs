//! ESC/POS bytes: a slip as raster bands, feed and cut; the drawer's pulse.
//!
//! Only what cheap printers share: no printer fonts, no code pages, no printer-side QR. It must
//! never know how the bytes travel.

use std::fmt;
use std::time::Duration;

use crate::bitmap::Bitmap;

/// What a printer can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Dots across its head: 576 for 80 mm, 384 for 58 mm.
    pub dots: u16,
    /// Rows sent at once. Cheap printers hold 4 KB and print garbage beyond; 255 at most.
    pub band_rows: u8,
    /// Pause between bands, for printers that lose what comes faster than they print.
    pub band_delay: Duration,
    /// How it cuts.
    pub cut: Cut,
    /// Lines fed before the cut, so that the last line is past the cutter.
    pub feed_lines: u8,
    /// Where the drawer hangs.
    pub drawer_pin: DrawerPin,
}

/// How a printer cuts the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// It does not; the clerk tears.
    None,
    /// Leaves a bridge.
    Partial,
    /// All the way.
    Full,
}

/// The pin of the drawer's plug that gets the pulse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawerPin {
    /// The usual one.
    Two,
    /// A second drawer.
    Five,
}

impl Profile {
    /// An 80 mm printer with a cutter.
    pub const MM80: Self = Self {
        dots: 576,
        band_rows: 64,
        band_delay: Duration::ZERO,
        cut: Cut::Partial,
        feed_lines: 4,
        drawer_pin: DrawerPin::Two,
    };

    /// A 58 mm printer, which mostly has no cutter.
    pub const MM58: Self = Self { dots: 384, cut: Cut::None, feed_lines: 5, ..Self::MM80 };
}

pub(crate) const INITIALIZE: [u8; 2] = [0x1B, b'@'];
const RASTER: [u8; 4] = [0x1D, b'v', b'0', 0];
const DATA_LINK_ESCAPE: u8 = 0x10;

/// The bytes of a whole job, and where a slow printer gets its breath. They spell codes, so they
/// stay out of logs.
#[derive(Clone, Default)]
pub struct Job {
    bytes: Vec<u8>,
    /// Where bands end.
    pauses: Vec<usize>,
    delay: Duration,
}

impl Job {
    /// All slips, each cut from the next.
    #[must_use]
    pub fn new(slips: &[Bitmap], profile: &Profile) -> Self {
        let mut job = Self { delay: profile.band_delay, ..Self::default() };
        for slip in slips {
            write_slip(&mut job, slip, profile);
        }
        job
    }

    /// The drawer first, so that it is open while the slips come out.
    #[must_use]
    pub fn with_drawer(slips: &[Bitmap], profile: &Profile) -> Self {
        let mut job = Self { delay: profile.band_delay, ..Self::drawer(profile) };
        for slip in slips {
            write_slip(&mut job, slip, profile);
        }
        job
    }

    /// A job that opens the drawer and prints nothing.
    #[must_use]
    pub fn drawer(profile: &Profile) -> Self {
        Self { bytes: drawer_kick(profile.drawer_pin).to_vec(), ..Self::default() }
    }

    #[cfg(test)]
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self { bytes: bytes.to_vec(), ..Self::default() }
    }

    /// The bytes, without pauses.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What goes out next when `sent` bytes have gone: everything, or up to the next pause.
    #[must_use]
    pub fn next(&self, sent: usize) -> &[u8] {
        let pause = self.pauses.iter().copied().find(|pause| *pause > sent);
        let end = pause.filter(|_| !self.delay.is_zero()).unwrap_or(self.bytes.len());
        self.bytes.get(sent..end).unwrap_or_default()
    }

    /// How long to wait when `sent` bytes have gone.
    #[must_use]
    pub fn pause(&self, sent: usize) -> Duration {
        if self.pauses.contains(&sent) { self.delay } else { Duration::ZERO }
    }

    /// All pauses together.
    #[must_use]
    pub fn pauses(&self) -> Duration {
        self.delay.saturating_mul(u32::try_from(self.pauses.len()).unwrap_or(u32::MAX))
    }
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Job({} bytes)", self.bytes.len())
    }
}

/// One slip: initialize, picture, feed, cut. What is wider than the printer's head is cropped.
#[must_use]
pub fn encode(bitmap: &Bitmap, profile: &Profile) -> Vec<u8> {
    Job::new(std::slice::from_ref(bitmap), profile).bytes
}

fn write_slip(job: &mut Job, bitmap: &Bitmap, profile: &Profile) {
    let row_bytes = bitmap.stride().min(usize::from(profile.dots).div_ceil(8));
    job.bytes.reserve(row_bytes * bitmap.height() + 1_024);
    job.bytes.extend(INITIALIZE);
    let mut y = 0;
    while y < bitmap.height() {
        let rows = band_height(bitmap, y, profile.band_rows);
        job.bytes.extend(band(bitmap, y, rows, row_bytes));
        job.pauses.push(job.bytes.len());
        y += usize::from(rows);
    }
    job.bytes.extend([0x1B, b'd', profile.feed_lines]);
    match profile.cut {
        Cut::None => {}
        Cut::Partial => job.bytes.extend([0x1D, b'V', 66, 0]),
        Cut::Full => job.bytes.extend([0x1D, b'V', 65, 0]),
    }
}

/// The pulse that opens a cash drawer: 50 ms on, 500 ms off.
#[must_use]
pub fn drawer_kick(pin: DrawerPin) -> [u8; 5] {
    let pin = match pin {
        DrawerPin::Two => 0,
        DrawerPin::Five => 1,
    };
    [0x1B, b'p', pin, 25, 250]
}

/// How many rows the band at `y` takes. A printer that halts between bands leaves a hairline;
/// where the second half of a band has a blank row, it ends there and the line is not seen.
fn band_height(bitmap: &Bitmap, y: usize, rows_max: u8) -> u8 {
    let rows_max = rows_max.max(1);
    let left = bitmap.height() - y;
    if let Ok(left) = u8::try_from(left)
        && left <= rows_max
    {
        return left;
    }
    (rows_max / 2 + 1..=rows_max)
        .rev()
        .find(|rows| bitmap.is_blank_row(y + usize::from(*rows) - 1))
        .unwrap_or(rows_max)
}

fn band(bitmap: &Bitmap, y: usize, rows: u8, row_bytes: usize) -> Vec<u8> {
    let [low, high] = u16::try_from(row_bytes).unwrap_or(u16::MAX).to_le_bytes();
    let mut bytes = Vec::from(RASTER);
    bytes.extend([low, high, rows, 0]);
    let header = bytes.len();
    for row in y..y + usize::from(rows) {
        bytes.extend(bitmap.row(row).iter().take(row_bytes));
    }
    if let Some(data) = bytes.get_mut(header..) {
        defuse(data);
    }
    bytes
}

/// Some printers obey real-time commands (status `10 04`, recovery `10 05`, drawer or power-off
/// `10 14`) even inside pictures. Where dots happen to spell one, one dot is given up: 0x10 is a
/// single dot, and a byte without dots starts no command.
fn defuse(data: &mut [u8]) {
    let mut bytes = data.iter_mut().peekable();
    while let Some(byte) = bytes.next() {
        let next = bytes.peek().map(|next| **next);
        if *byte == DATA_LINK_ESCAPE && matches!(next, Some(0x04 | 0x05 | 0x14)) {
            *byte = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a job back as a printer would: the picture, the band heights and what follows.
    pub(crate) fn decode(job: &[u8], width: usize) -> (Vec<u8>, Vec<usize>, Vec<u8>) {
        let mut rest = job.strip_prefix(&INITIALIZE).expect("ESC @ first");
        let (mut rows, mut bands) = (Vec::new(), Vec::new());
        while let Some(band) = rest.strip_prefix(&RASTER) {
            let row_bytes = usize::from(band[0]) + 256 * usize::from(band[1]);
            let height = usize::from(band[2]) + 256 * usize::from(band[3]);
            assert_eq!(row_bytes, width.div_ceil(8));
            let (data, after) = band[4..].split_at(row_bytes * height);
            rows.extend(data);
            bands.push(height);
            rest = after;
        }
        (rows, bands, rest.to_vec())
    }

    /// Dots without pattern, from a fixed seed.
    fn noise(width: usize, height: usize) -> Bitmap {
        let mut bitmap = Bitmap::white(width, height);
        let mut state = 7_u32;
        for y in 0..i32::try_from(height).unwrap() {
            for x in 0..i32::try_from(width).unwrap() {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                if state >> 31 == 1 {
                    bitmap.blacken(x, y);
                }
            }
        }
        bitmap
    }

    #[test]
    fn the_bytes_are_the_known_ones() {
        let mut bitmap = Bitmap::white(16, 2);
        bitmap.blacken(0, 0);
        bitmap.blacken(15, 1);
        let job = encode(&bitmap, &Profile::MM80);
        let expected: [u8; 21] = [
            0x1B, 0x40, 0x1D, 0x76, 0x30, 0, 2, 0, 2, 0, 0x80, 0, 0, 1, 0x1B, 0x64, 4, 0x1D, 0x56,
            0x42, 0,
        ];
        assert_eq!(job, expected);
        assert_eq!(drawer_kick(DrawerPin::Two), [0x1B, 0x70, 0, 25, 250]);
        assert_eq!(drawer_kick(DrawerPin::Five), [0x1B, 0x70, 1, 25, 250]);
    }

    #[test]
    fn the_drawer_opens_before_the_first_slip_and_only_once() {
        let slip = Bitmap::white(384, 100);
        let profile = Profile { drawer_pin: DrawerPin::Five, ..Profile::MM58 };
        let job = Job::with_drawer(&[slip.clone(), slip.clone()], &profile);
        let plain = Job::new(&[slip.clone(), slip], &profile);
        let rest = job.bytes().strip_prefix(&drawer_kick(DrawerPin::Five)).unwrap();
        assert_eq!(rest, plain.bytes());
        // Bands still end where the printer gets its breath.
        let slow = Profile { band_delay: Duration::from_millis(9), ..profile };
        let job = Job::with_drawer(&[Bitmap::white(384, 100)], &slow);
        assert!(job.next(0).ends_with(&[0; 48]) && job.pause(job.next(0).len()) == slow.band_delay);
    }

    #[test]
    fn each_cut_has_its_command() {
        let bitmap = Bitmap::white(8, 1);
        let end = |cut| {
            let job = encode(&bitmap, &Profile { cut, ..Profile::MM58 });
            decode(&job, 8).2
        };
        assert_eq!(end(Cut::None), [0x1B, 0x64, 5]);
        assert_eq!(end(Cut::Partial), [0x1B, 0x64, 5, 0x1D, 0x56, 66, 0]);
        assert_eq!(end(Cut::Full), [0x1B, 0x64, 5, 0x1D, 0x56, 65, 0]);
    }

    #[test]
    fn bands_are_never_higher_than_the_profile_and_lose_no_row() {
        for height in [0, 1, 2, 63, 64, 65, 128, 500] {
            for band_rows in [0, 1, 2, 24, 64, 128, 255] {
                let mut bitmap = Bitmap::white(24, height);
                for y in 0..i32::try_from(height).unwrap() {
                    bitmap.blacken(y % 23, if y % 9 == 8 { -1 } else { y });
                }
                let profile = Profile { band_rows, ..Profile::MM58 };
                let (rows, bands, _) = decode(&encode(&bitmap, &profile), 24);
                assert_eq!(rows, bitmap.rows());
                assert!(bands.iter().all(|rows| *rows <= usize::from(band_rows.max(1))));
            }
        }
    }

    #[test]
    fn a_slow_printer_gets_its_breath_after_every_band() {
        let profile =
            Profile { band_delay: Duration::from_millis(30), band_rows: 24, ..Profile::MM58 };
        let slip = Bitmap::white(384, 100);
        let job = Job::new(&[slip.clone(), slip], &profile);
        let (mut sent, mut pieces, mut waited) = (0, 0, Duration::ZERO);
        while !job.next(sent).is_empty() {
            sent += job.next(sent).len();
            waited += job.pause(sent);
            pieces += 1;
        }
        assert_eq!((sent, waited), (job.bytes().len(), job.pauses()));
        assert_eq!(waited, Duration::from_millis(30 * (pieces - 1)));
        assert!(pieces > 9, "{pieces}");
        let quick = Job::new(&[Bitmap::white(384, 100)], &Profile::MM58);
        assert_eq!(quick.next(0).len(), quick.bytes().len());
    }

    #[test]
    fn a_band_ends_on_a_blank_row_where_it_can() {
        let mut bitmap = Bitmap::white(8, 100);
        bitmap.fill(0, 0, 8, 50);
        bitmap.fill(0, 51, 8, 49);
        let (_, bands, _) = decode(&encode(&bitmap, &Profile::MM58), 8);
        assert_eq!(bands, [51, 49]);
    }

    #[test]
    fn no_real_time_command_hides_in_a_picture() {
        let mut traps = Vec::new();
        for second in [0x04, 0x05, 0x14] {
            traps.extend([0xFF, 0x10, second, 0x10, 0x10, second, 0x00]);
        }
        let before = traps.clone();
        defuse(&mut traps);
        let commands = [[0x10, 0x04], [0x10, 0x05], [0x10, 0x14]];
        assert!(traps.windows(2).all(|pair| commands.iter().all(|command| pair != command)));
        let lost: u32 = before.iter().zip(&traps).map(|(a, b)| (a ^ b).count_ones()).sum();
        assert_eq!(lost, 6, "one dot per command");

        let bitmap = noise(576, 900);
        assert!(bitmap.rows().windows(2).any(|pair| commands.iter().any(|c| pair == c)));
        let (rows, _, _) = decode(&encode(&bitmap, &Profile::MM80), 576);
        assert!(rows.windows(2).all(|pair| commands.iter().all(|command| pair != command)));
    }

    #[test]
    fn a_picture_wider_than_the_head_is_cropped() {
        let bitmap = noise(576, 3);
        let (rows, _, _) = decode(&encode(&bitmap, &Profile::MM58), 384);
        assert_eq!(rows.len(), 3 * 48);
    }
}

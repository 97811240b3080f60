//! Draws the sample slips to PNG, ESC/POS and PDF in a folder, and says how long one takes:
//! `cargo run --release -p devices --example slips -- FOLDER`

#![expect(clippy::print_stdout, reason = "it is its output")]

mod samples;

use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use devices::{Paper, escpos, layout, pdf, preview_png};

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "slips".to_owned()));
    std::fs::create_dir_all(&folder)?;
    let start = Instant::now();
    black_box(layout::render(&samples::voucher_ar(None), Paper::Mm80.dots()));
    println!("first slip, fonts and all: {:?}", start.elapsed());
    for paper in [Paper::Mm80, Paper::Mm58] {
        let mut slips = Vec::new();
        for (name, receipt) in samples::all() {
            let slip = layout::render(&receipt, paper.dots());
            std::fs::write(folder.join(format!("{name}-{paper}.png")), preview_png(&slip))?;
            let job = escpos::encode(&slip, &paper.profile());
            std::fs::write(folder.join(format!("{name}-{paper}.escpos")), job)?;
            slips.push(slip);
        }
        let file = pdf::encode(&slips, paper)?;
        pdf::write_whole(&folder.join(format!("all-{paper}.pdf")), &file)?;
        let voucher = samples::voucher_ar(None);
        let slip = layout::render(&voucher, paper.dots());
        let drawn = median(|| drop(black_box(layout::render(&voucher, paper.dots()))));
        let packed = median(|| drop(black_box(escpos::encode(&slip, &paper.profile()))));
        println!("{paper}: Arabic voucher, median: drawn in {drawn:?}, made raster in {packed:?}");
    }
    Ok(())
}

fn median(work: impl Fn()) -> Duration {
    let mut times: Vec<Duration> = (0..50)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

//! Draws the sample slips to PNG, ESC/POS and PDF in a folder, and says how long one takes:
//! `cargo run --release -p devices --example slips -- FOLDER`

#![expect(clippy::print_stdout, reason = "it is its output")]

mod samples;

use std::path::PathBuf;
use std::time::Instant;

use devices::{Paper, escpos, layout, pdf, preview_png};

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "slips".to_owned()));
    std::fs::create_dir_all(&folder)?;
    let start = Instant::now();
    std::hint::black_box(layout::render(&samples::voucher_ar(None), Paper::Mm80.dots()));
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
        let mut times: Vec<_> = (0..50)
            .map(|_| {
                let start = Instant::now();
                std::hint::black_box(layout::render(&samples::voucher_ar(None), paper.dots()));
                start.elapsed()
            })
            .collect();
        times.sort();
        println!(
            "{paper}: Arabic voucher, median {:?}",
            times.get(25).copied().unwrap_or_default()
        );
    }
    Ok(())
}

//! The engine proved by trying: one sale with every reply and a death at every effect, and many sales
//! with everything going wrong at once, in simulated time and judged by the suppliers' own ledgers.
//!
//! The engine and the adapters are the real ones. It must never know: the real journal, real HTTP, or
//! what time it is.

mod campaign;
mod chance;
mod clerk;
mod coverage;
mod exhaustive;
mod faults;
mod journal;
mod later;
mod oracle;
mod process;
mod suppliers;
mod till;
mod trace;
mod wire;
mod world;

#[test]
fn exh() {
    let t = std::time::Instant::now();
    let (mut paths, mut n) = (0, 0);
    for row in suppliers::ROWS {
        for class in exhaustive::classes(row, 1) {
            let (p, broken) = exhaustive::try_all(class);
            println!("{p:>8} {} {:?}", class.name(), t.elapsed());
            for b in broken.iter().take(3) { println!("   {b}"); }
            paths += p; n += 1;
        }
    }
    println!("{paths} paths {n} classes {:?}", t.elapsed());
}

#[test]
fn smoke() {
    let t = std::time::Instant::now();
    let from: u64 = std::env::var("SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(0);
    let n: u64 = std::env::var("N").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    let mut coverage = coverage::Coverage::default();
    let mut bad = 0;
    for seed in from..from + n {
        let o = campaign::run(seed, 110, n == 1);
        coverage.merge(&o.coverage);
        if !o.violations.is_empty() { bad += 1; }
        for v in o.violations.iter().take(3) { println!("{seed}: {v}"); }
        if n == 1 { std::fs::write(std::env::temp_dir().join("sim.txt"), &o.text).unwrap(); println!("{} events {:x}", o.events, o.hash); }
    }
    println!("{}", coverage.table(&faults::names()));
    println!("bad {bad} of {n}; {:?}", t.elapsed());
}

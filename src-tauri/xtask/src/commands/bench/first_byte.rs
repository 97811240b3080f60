//! From "print" until the printer hears something: in a window that is open, and by a command, which
//! starts a process first. The printer is on loopback, is ready, and answers at once.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::{SELLABLE, START_MAX, until_painted};
use crate::practice::{Practice, shop};
use crate::window::{Display, Driver};

/// Enough for a 95th percentile.
const PRINTS: usize = 40;
const WARM_UPS: usize = 2;
/// What a press of "print" may take until the first byte is there.
const GOAL: Duration = Duration::from_millis(50);
/// No slip takes longer on a machine that works.
const PRINT_MAX: Duration = Duration::from_secs(20);

/// Presses "print" and answers when, by the computer's clock.
const PRESS: &str = "
    const [order, done] = arguments;
    const at = Date.now();
    window.__TAURI_INTERNALS__.invoke('print', { request: { order_id: order, printer: 'bench' } })
        .then((printed) => done({ at, printed }), (failure) => done({ at, failure }));
";

/// What a job was to the printer.
#[derive(Debug, Clone, Copy)]
struct Heard {
    /// Its first byte, whatever it is.
    byte: Duration,
    /// The first band of its picture.
    ink: Duration,
}

/// Since 1970: what page, process and printer have in common.
fn clock() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// Measures both ways, and prints them beside the goal.
pub(super) fn first_byte(raseed: &Path, data_dir: &Path) -> Result<()> {
    let (address, jobs) = printer()?;
    let section =
        format!("\n[[printer]]\nid = \"bench\"\nkind = \"escpos-tcp\"\naddress = \"{address}\"\n");
    let text = shop::text()?;
    let practice = Practice::start_aside(raseed, data_dir, &format!("{text}{section}"))?;
    let voucher = shop::first_voucher(&text)?;
    println!("\n== First byte at the printer after \"print\", {PRINTS} slips of 80 mm each");
    println!("  {}", raseed.display());
    let order = sold(&practice, &voucher.id)?;
    let by_window = in_window(&practice, &order, &jobs)?;
    let by_command = by_command(&practice, &order, &jobs)?;
    report("in an open window", &by_window, Some(GOAL));
    report("by `raseed print`", &by_command, None);
    Ok(())
}

/// A delivered order, its slip not printed yet.
fn sold(practice: &Practice, product: &str) -> Result<String> {
    let output = practice.till().args(["--json", "sell", "--product", product]).output()?;
    if !output.status.success() {
        bail!("raseed sell: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let sale: Value = serde_json::from_slice(&output.stdout)?;
    let order = sale.pointer("/orders/0/id").and_then(Value::as_str);
    Ok(order.context("a sale without an order")?.to_owned())
}

fn in_window(practice: &Practice, order: &str, jobs: &Receiver<Heard>) -> Result<Vec<Heard>> {
    let display = Display::start()?;
    let driver = Driver::start(&display)?;
    let data_dir = practice.data_dir().to_string_lossy();
    let session = driver.open(practice.raseed(), &["--data-dir", &data_dir])?;
    let wanted: Value = SELLABLE.iter().copied().collect();
    until_painted(&session, &wanted, std::time::Instant::now() + START_MAX)?;
    measure(jobs, || {
        let pressed = session.execute_async(PRESS, &[json!(order)])?;
        if pressed.pointer("/printed/ok") != Some(&Value::Bool(true)) {
            bail!("the window did not print: {pressed}");
        }
        let at = pressed.get("at").and_then(Value::as_u64).context("no time")?;
        Ok(Duration::from_millis(at))
    })
}

fn by_command(practice: &Practice, order: &str, jobs: &Receiver<Heard>) -> Result<Vec<Heard>> {
    measure(jobs, || {
        let at = clock();
        let output = practice.till().args(["print", order, "--printer", "bench"]).output()?;
        if !output.status.success() {
            bail!("raseed print: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(at)
    })
}

/// Prints so often, and tells how long after each press the printer heard it.
fn measure(
    jobs: &Receiver<Heard>,
    mut press: impl FnMut() -> Result<Duration>,
) -> Result<Vec<Heard>> {
    let mut measured = Vec::with_capacity(PRINTS);
    for number in 0..WARM_UPS + PRINTS {
        let at = press()?;
        let heard = jobs.recv_timeout(PRINT_MAX).context("the printer heard nothing")?;
        if number >= WARM_UPS {
            let since = |moment: Duration| moment.saturating_sub(at);
            measured.push(Heard { byte: since(heard.byte), ink: since(heard.ink) });
        }
    }
    Ok(measured)
}

/// A printer that is ready and says so, its jobs as they came.
fn printer() -> Result<(String, Receiver<Heard>)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?.to_string();
    let (tell, jobs) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // Whoever looks whether it is there prints nothing.
            take(stream, &tell);
        }
    });
    Ok((address, jobs))
}

fn take(mut stream: TcpStream, tell: &Sender<Heard>) {
    let (mut job, mut piece) = (Vec::new(), [0; 4_096]);
    let (mut byte, mut ink) = (None, None);
    while let Ok(read @ 1..) = stream.read(&mut piece) {
        byte = byte.or_else(|| Some(clock()));
        job.extend(piece.iter().take(read));
        let is_drawing = ink.is_none() && job.windows(3).any(|three| three == b"\x1dv0");
        ink = ink.or_else(|| is_drawing.then(clock));
        // `DLE EOT` 1, 2 and 4: ready, shut, paper. `GS r` 1: done, with paper.
        let answer: &[u8] = match job.as_slice() {
            [.., 0x10, 0x04, 1 | 2 | 4] => &[0x12],
            [.., 0x1D, b'r', 1] => &[0],
            _ => continue,
        };
        if stream.write_all(answer).is_err() {
            break;
        }
    }
    if let (Some(byte), Some(ink)) = (byte, ink) {
        tell.send(Heard { byte, ink }).ok();
    }
}

fn report(what: &str, measured: &[Heard], goal: Option<Duration>) {
    for (part, of) in [("first byte", byte as fn(&Heard) -> Duration), ("picture", ink)] {
        let mut sorted: Vec<Duration> = measured.iter().map(of).collect();
        sorted.sort_unstable();
        let [p50, p95] = [50, 95].map(|percent| percentile(&sorted, percent));
        let verdict = match goal {
            Some(goal) if p95 <= goal => format!("goal ≤ {goal:?} met"),
            Some(goal) => format!("goal ≤ {goal:?} not met"),
            None => "a process starts first; no goal".to_owned(),
        };
        println!("  {what} {part:<11} p50 {p50:>8.1?}  p95 {p95:>8.1?}  {verdict}");
    }
}

fn byte(heard: &Heard) -> Duration {
    heard.byte
}

fn ink(heard: &Heard) -> Duration {
    heard.ink
}

/// The nearest rank of a sorted list.
fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let rank = sorted.len().saturating_mul(percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

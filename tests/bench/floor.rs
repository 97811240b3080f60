//! B: what no sale can do without: the intent on disk, one exchange, the outcome on disk.

use crate::{Fault, till::API_KEY};
use engine::ports::supplier::Exchange;
use providers::{Transport, transport::Call, transport::Wire as _};
use std::{
    fs::{File, OpenOptions},
    io::{Seek as _, SeekFrom, Write as _},
    path::Path,
    time::{Duration, Instant},
};

const PAGE: usize = 4096;
/// As many as SQLite's log has before it starts over.
const PAGES: u64 = 1000;

/// The purchase of the sale path, as bytes.
const BODY: &[u8] = br#"{"productItem":5001,"customer":{"phone":"+970599000000"},"orderCurrency":"USD","clientOrderRef":"BENCH1-00000000000000000000000000000000"}"#;

/// The floor: a file whose every page is on disk already, and the till's own way to a supplier.
pub(crate) struct Floor {
    file: File,
    next: u64,
    url: String,
    transport: Transport,
}

/// One pass over the floor.
pub(crate) struct Passed {
    pub(crate) took: Duration,
    /// Its two bare writes.
    pub(crate) writes: [Duration; 2],
}

impl Floor {
    /// Allocates the file beside the till's database.
    pub(crate) fn open(
        data_dir: &Path,
        base_url: &str,
        transport: Transport,
    ) -> Result<Self, Fault> {
        let path = data_dir.join("floor");
        let mut file = OpenOptions::new().create_new(true).write(true).open(path)?;
        for _ in 0..PAGES {
            file.write_all(&[0; PAGE])?;
        }
        file.sync_all()?;
        Ok(Self { file, next: 0, url: format!("{base_url}/order"), transport })
    }

    /// A write, the exchange, a write.
    pub(crate) async fn pass(&mut self) -> Result<Passed, Fault> {
        let started = Instant::now();
        let intent = self.write()?;
        self.exchange().await?;
        let outcome = self.write()?;
        Ok(Passed { took: started.elapsed(), writes: [intent, outcome] })
    }

    /// One page, durable: `write` and `fdatasync`.
    fn write(&mut self) -> Result<Duration, Fault> {
        let started = Instant::now();
        let at = (self.next % PAGES).saturating_mul(PAGE.try_into()?);
        self.next = self.next.saturating_add(1);
        self.file.seek(SeekFrom::Start(at))?;
        self.file.write_all(&[1; PAGE])?;
        self.file.sync_data()?;
        Ok(started.elapsed())
    }

    /// The same library with the same settings as the sale's: a fresh connection, no retry.
    async fn exchange(&self) -> Result<(), Fault> {
        let call = Call {
            method: "POST".parse()?,
            url: &self.url,
            key: ("x-api-key", API_KEY),
            headers: &[],
            body: Some(BODY.to_vec()),
        };
        match self.transport.purchase(call).await {
            Exchange::Answered(reply) if reply.status == 201 && reply.complete => Ok(()),
            wrong @ (Exchange::Answered(_) | Exchange::NeverSent(_) | Exchange::Lost(_)) => {
                Err(format!("the exchange went wrong: {wrong:?}").into())
            }
        }
    }
}

//! A job to a printer on the network (port 9100), and the printer's own word on its state.
//!
//! It must never retry: bytes that left cannot be called back, and only the caller knows whether
//! a second slip does harm.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};

use crate::error::{Fault, PrintError};

/// How long anything may take.
#[derive(Clone, Copy, Debug)]
pub struct Deadlines {
    /// Name lookup and connection.
    pub connect: Duration,
    /// One write without any progress: the printer takes nothing more.
    pub write: Duration,
    /// Everything together.
    pub total: Duration,
    /// One answer to a status question.
    pub status: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            write: Duration::from_secs(5),
            total: Duration::from_secs(10),
            status: Duration::from_millis(400),
        }
    }
}

/// Whether to ask a printer for its state before sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Send at once. Many cheap printers never answer, and cost the whole status deadline.
    No,
    /// Ask first, and do not send if the printer complains. Silence is no complaint.
    First,
}

/// What a printer said about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It can print.
    Ready,
    /// It said nothing. It may print all the same.
    Silent,
    /// It needs a person.
    Faulty(Fault),
}

/// After the last byte, how long a printer may still refuse the job by breaking the connection.
const AFTERMATH: Duration = Duration::from_millis(250);

/// Hands a job to the printer at `host:port`. `Ok` is the number of bytes the network took,
/// which is all of them; nobody knows yet whether there was paper.
///
/// # Errors
/// [`PrintError::may_have_printed`] tells whether any of the job may be on paper.
pub async fn send(
    address: &str,
    job: &[u8],
    ask: Ask,
    deadlines: Deadlines,
) -> Result<usize, PrintError> {
    let end = Instant::now() + deadlines.total;
    let mut stream = connect(address, deadlines).await?;
    if ask == Ask::First
        && let Status::Faulty(fault) = ask_status(&mut stream, deadlines).await
    {
        return Err(PrintError::NotReady { address: address.to_owned(), fault });
    }
    let mut sent = 0;
    write_all(&mut stream, job, &mut sent, deadlines, end).await.map_err(|source| {
        PrintError::Interrupted { address: address.to_owned(), sent, total: job.len(), source }
    })?;
    Ok(sent)
}

/// Asks the printer at `host:port` how it is, without printing.
///
/// # Errors
/// If it cannot be reached.
pub async fn status(address: &str, deadlines: Deadlines) -> Result<Status, PrintError> {
    let mut stream = connect(address, deadlines).await?;
    Ok(ask_status(&mut stream, deadlines).await)
}

async fn connect(address: &str, deadlines: Deadlines) -> Result<TcpStream, PrintError> {
    if !is_host_and_port(address) {
        return Err(PrintError::BadAddress { address: address.to_owned() });
    }
    let connected = timeout(deadlines.connect, TcpStream::connect(address)).await;
    connected
        .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
        .map_err(|source| PrintError::NotReached { address: address.to_owned(), source })
}

fn is_host_and_port(address: &str) -> bool {
    let Some((host, port)) = address.rsplit_once(':') else { return false };
    let bracketed = host.starts_with('[') && host.ends_with(']') && host.len() > 2;
    let plain = !host.is_empty()
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
    (bracketed || plain) && port.parse::<u16>().is_ok_and(|port| port != 0)
}

/// Writes the job and closes our side. `sent` is right whichever way this ends.
async fn write_all(
    stream: &mut TcpStream,
    job: &[u8],
    sent: &mut usize,
    deadlines: Deadlines,
    end: Instant,
) -> io::Result<()> {
    while let Some(rest) = job.get(*sent..).filter(|rest| !rest.is_empty()) {
        let by = end.min(Instant::now() + deadlines.write);
        let written = timeout_at(by, stream.write(rest)).await??;
        if written == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        *sent += written;
    }
    timeout_at(end, stream.shutdown()).await??;
    hear_out(stream).await
}

/// Reads what the printer still says. Closing a socket with unread bytes resets the connection,
/// which makes some printers drop the job; and a printer that is busy with another till may
/// take the bytes and only then reset.
async fn hear_out(stream: &mut TcpStream) -> io::Result<()> {
    let mut said = [0; 256];
    let heard = timeout(AFTERMATH, async {
        while stream.read(&mut said).await? > 0 {}
        Ok(())
    });
    heard.await.unwrap_or(Ok(()))
}

/// `DLE EOT` 1 (printer), 2 (why off line) and 4 (paper).
async fn ask_status(stream: &mut TcpStream, deadlines: Deadlines) -> Status {
    let Some(printer) = answer(stream, 1, deadlines).await else { return Status::Silent };
    let cause = answer(stream, 2, deadlines).await.unwrap_or_default();
    let paper = answer(stream, 4, deadlines).await.unwrap_or_default();
    fault(printer, cause, paper).map_or(Status::Ready, Status::Faulty)
}

async fn answer(stream: &mut TcpStream, question: u8, deadlines: Deadlines) -> Option<u8> {
    let asked = timeout(deadlines.status, async {
        stream.write_all(&[0x10, 0x04, question]).await.ok()?;
        let byte = stream.read_u8().await.ok()?;
        // Every true answer has these bits; anything else is another protocol on this port.
        (byte & 0b1001_0011 == 0b0001_0010).then_some(byte)
    });
    asked.await.ok().flatten()
}

fn fault(printer: u8, cause: u8, paper: u8) -> Option<Fault> {
    if cause & 0x20 != 0 || paper & 0x60 != 0 {
        Some(Fault::PaperOut)
    } else if cause & 0x04 != 0 {
        Some(Fault::CoverOpen)
    } else if cause & 0x40 != 0 {
        Some(Fault::Broken)
    } else if printer & 0x08 != 0 {
        Some(Fault::Offline)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;

    const QUICK: Deadlines = Deadlines {
        connect: Duration::from_millis(300),
        write: Duration::from_millis(200),
        total: Duration::from_millis(800),
        status: Duration::from_millis(100),
    };

    async fn listener() -> (TcpListener, String) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        (listener, address)
    }

    /// A printer that answers the three questions so, then swallows the job.
    async fn printer(listener: TcpListener, answers: [u8; 3]) -> Vec<u8> {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut question = [0; 3];
        for answer in answers {
            if stream.read_exact(&mut question).await.is_err() {
                return Vec::new();
            }
            stream.write_all(&[answer]).await.unwrap();
        }
        let mut job = Vec::new();
        stream.read_to_end(&mut job).await.unwrap();
        job
    }

    #[tokio::test]
    async fn a_job_arrives_byte_for_byte() {
        let (listener, address) = listener().await;
        let sink = tokio::spawn(async move {
            let mut got = Vec::new();
            listener.accept().await.unwrap().0.read_to_end(&mut got).await.unwrap();
            got
        });
        let job: Vec<u8> = (0..=255).cycle().take(80_000).collect();
        let sent = send(&address, &job, Ask::No, Deadlines::default()).await.unwrap();
        assert_eq!(sent, job.len());
        assert_eq!(sink.await.unwrap(), job);
    }

    #[tokio::test]
    async fn a_refused_connection_sent_nothing() {
        let (listener, address) = listener().await;
        drop(listener);
        let error = send(&address, b"job", Ask::No, QUICK).await.unwrap_err();
        assert!(matches!(error, PrintError::NotReached { .. }), "{error:?}");
        assert!(!error.may_have_printed());
        assert_eq!(error.to_string(), format!("printer at {address} cannot be reached"));
    }

    #[tokio::test]
    async fn what_is_no_address_is_told_apart_from_a_dead_one() {
        let bad = ["", "printer", ":9100", "10.0.0.9:", "10.0.0.9:0", "h:99999", "a b:1", "::1"];
        for address in bad {
            let error = send(address, b"job", Ask::No, QUICK).await.unwrap_err();
            assert!(matches!(error, PrintError::BadAddress { .. }), "{address}: {error:?}");
        }
        assert!(is_host_and_port("[::1]:9100") && is_host_and_port("till-2.local:9100"));
    }

    #[tokio::test]
    async fn a_printer_that_stops_reading_may_have_printed() {
        let (listener, address) = listener().await;
        let held = tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            tokio::time::sleep(Duration::from_secs(3)).await;
            drop(stream);
        });
        let started = Instant::now();
        let job = vec![0; 32 << 20];
        let error = send(&address, &job, Ask::No, QUICK).await.unwrap_err();
        assert!(started.elapsed() < Duration::from_secs(2));
        assert!(error.may_have_printed());
        assert!(
            matches!(error, PrintError::Interrupted { sent, total, .. } if sent < total),
            "{error:?}"
        );
        held.abort();
    }

    #[tokio::test]
    async fn a_printer_that_hangs_up_is_an_interruption() {
        let (listener, address) = listener().await;
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            stream.read_exact(&mut [0; 10]).await.unwrap();
            // Unread bytes make this a reset.
            drop(stream);
        });
        let error = send(&address, &vec![0; 8 << 20], Ask::No, QUICK).await.unwrap_err();
        assert!(matches!(error, PrintError::Interrupted { .. }) && error.may_have_printed());
    }

    #[tokio::test]
    async fn a_complaint_keeps_the_job_back() {
        for (answers, fault) in [
            ([0x1A, 0x32, 0x72], Fault::PaperOut),
            ([0x1A, 0x16, 0x12], Fault::CoverOpen),
            ([0x1A, 0x52, 0x12], Fault::Broken),
            ([0x1A, 0x12, 0x12], Fault::Offline),
        ] {
            let (listener, address) = listener().await;
            let sink = tokio::spawn(printer(listener, answers));
            let error = send(&address, b"job", Ask::First, QUICK).await.unwrap_err();
            assert!(
                matches!(error, PrintError::NotReady { fault: found, .. } if found == fault),
                "{error:?}"
            );
            assert!(!error.may_have_printed());
            assert!(sink.await.unwrap().is_empty());
        }
    }

    #[tokio::test]
    async fn a_ready_or_silent_printer_gets_the_job() {
        let (listener, address) = listener().await;
        let sink = tokio::spawn(printer(listener, [0x12, 0x12, 0x12]));
        send(&address, b"job", Ask::First, QUICK).await.unwrap();
        assert_eq!(sink.await.unwrap(), b"job");

        let (listener, address) = self::listener().await;
        let sink = tokio::spawn(async move {
            let mut got = Vec::new();
            listener.accept().await.unwrap().0.read_to_end(&mut got).await.unwrap();
            got
        });
        send(&address, b"job", Ask::First, QUICK).await.unwrap();
        assert_eq!(sink.await.unwrap(), b"\x10\x04\x01job");
    }
}

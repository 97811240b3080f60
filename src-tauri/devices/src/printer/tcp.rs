//! A printer on the network (port 9100).

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::talk::{self, Ask, Deadlines, Line, Status, Word};
use crate::error::PrintError;
use crate::escpos::Job;

/// After the last byte, how long a printer may still refuse the job by breaking the connection.
const AFTERMATH: Duration = Duration::from_millis(250);

/// Hands a job to the printer at `host:port`.
///
/// # Errors
/// [`PrintError::may_have_printed`] tells whether any of the job may be on paper.
pub(crate) async fn send(
    address: &str,
    job: &Job,
    ask: Ask,
    deadlines: Deadlines,
) -> Result<Word, PrintError> {
    let mut stream = connect(address, deadlines).await?;
    let word = talk::hand_over(&mut stream, address, job, ask, deadlines).await?;
    let ended = match word {
        // It has printed: however the connection ends is nobody's business any more.
        Word::Confirmed => stream.shutdown().await.or(Ok(())),
        Word::Taken | Word::TakenInSilence => hang_up(&mut stream, deadlines).await,
    };
    ended.map(|()| word).map_err(|source| {
        let total = job.bytes().len();
        PrintError::Interrupted { address: address.to_owned(), sent: total, total, source }
    })
}

/// Asks the printer at `host:port` how it is, without printing.
///
/// # Errors
/// If it cannot be reached.
pub(crate) async fn status(address: &str, deadlines: Deadlines) -> Result<Status, PrintError> {
    let mut stream = connect(address, deadlines).await?;
    Ok(talk::status(&mut stream, deadlines).await)
}

impl Line for TcpStream {
    async fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        AsyncWriteExt::write(self, bytes).await
    }

    async fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        AsyncReadExt::read(self, into).await
    }
}

async fn connect(address: &str, deadlines: Deadlines) -> Result<TcpStream, PrintError> {
    if !is_host_and_port(address) {
        return Err(PrintError::BadAddress { address: address.to_owned(), wanted: "host:port" });
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

async fn hang_up(stream: &mut TcpStream, deadlines: Deadlines) -> io::Result<()> {
    timeout(deadlines.write, stream.shutdown()).await??;
    hear_out(stream).await
}

/// Reads what the printer still says. Closing a socket with unread bytes resets the connection,
/// which makes some printers drop the job; and a printer that is busy with another till may
/// take the bytes and only then reset.
async fn hear_out(stream: &mut TcpStream) -> io::Result<()> {
    let mut said = [0; 256];
    let heard = timeout(AFTERMATH, async {
        while AsyncReadExt::read(stream, &mut said).await? > 0 {}
        Ok(())
    });
    heard.await.unwrap_or(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Fault, Trouble};
    use tokio::net::TcpListener;
    use tokio::time::Instant;

    const QUICK: Deadlines = Deadlines {
        connect: Duration::from_millis(300),
        write: Duration::from_millis(200),
        total: Duration::from_millis(800),
        status: Duration::from_millis(100),
        printed: Duration::from_millis(200),
    };

    async fn listener() -> (TcpListener, String) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        (listener, address)
    }

    /// A printer that answers the three questions so, then swallows the job.
    async fn printer(listener: TcpListener, answers: [u8; 3]) -> Vec<u8> {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.read_exact(&mut [0; 2]).await.unwrap();
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
        let word = send(&address, &Job::of(&job), Ask::No, Deadlines::default()).await.unwrap();
        assert_eq!(word, Word::Taken);
        assert_eq!(sink.await.unwrap(), job);
    }

    #[tokio::test]
    async fn a_refused_connection_sent_nothing() {
        let (listener, address) = listener().await;
        drop(listener);
        let error = send(&address, &Job::of(b"job"), Ask::No, QUICK).await.unwrap_err();
        assert!(matches!(error, PrintError::NotReached { .. }), "{error:?}");
        assert!(!error.may_have_printed());
        assert_eq!(error.trouble(), Trouble::Refused);
        assert_eq!(error.to_string(), format!("printer at {address} cannot be reached"));
    }

    #[tokio::test]
    async fn what_is_no_address_is_told_apart_from_a_dead_one() {
        let bad = ["", "printer", ":9100", "10.0.0.9:", "10.0.0.9:0", "h:99999", "a b:1", "::1"];
        for address in bad {
            let error = send(address, &Job::of(b"job"), Ask::No, QUICK).await.unwrap_err();
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
        let error = send(&address, &Job::of(&job), Ask::No, QUICK).await.unwrap_err();
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
        let error = send(&address, &Job::of(&vec![0; 8 << 20]), Ask::No, QUICK).await.unwrap_err();
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
            let error = send(&address, &Job::of(b"job"), Ask::Around, QUICK).await.unwrap_err();
            assert!(
                matches!(error, PrintError::NotReady { fault: found, .. } if found == fault),
                "{error:?}"
            );
            assert!(!error.may_have_printed());
            assert!(sink.await.unwrap().is_empty());
        }
    }

    #[tokio::test]
    async fn a_silent_or_foreign_printer_gets_the_job() {
        for (says, word) in [(None, Word::TakenInSilence), (Some(b'H'), Word::Taken)] {
            let (listener, address) = listener().await;
            let sink = tokio::spawn(async move {
                let (mut stream, _) = listener.accept().await.unwrap();
                if let Some(byte) = says {
                    stream.write_all(&[byte]).await.unwrap();
                }
                let mut got = Vec::new();
                stream.read_to_end(&mut got).await.unwrap();
                got
            });
            let done = send(&address, &Job::of(b"job"), Ask::Around, QUICK).await.unwrap();
            assert_eq!(done, word);
            assert_eq!(sink.await.unwrap(), b"\x1b@\x10\x04\x01job");
        }
    }

    /// A printer that is ready, takes a job of three bytes, and answers what comes after it.
    async fn ready(listener: TcpListener, in_turn: Option<u8>, later: [u8; 3]) -> Vec<u8> {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.read_exact(&mut [0; 2]).await.unwrap();
        let mut question = [0; 3];
        for _ in 0..3 {
            stream.read_exact(&mut question).await.unwrap();
            stream.write_all(&[0x12]).await.unwrap();
        }
        let mut job = vec![0; 3];
        stream.read_exact(&mut job).await.unwrap();
        stream.read_exact(&mut question).await.unwrap();
        assert_eq!(question, PAPER_IN_TURN);
        match in_turn {
            Some(answer) => stream.write_all(&[answer]).await.unwrap(),
            None => {
                for answer in later {
                    stream.read_exact(&mut question).await.unwrap();
                    stream.write_all(&[answer]).await.unwrap();
                }
            }
        }
        stream.read_to_end(&mut job).await.unwrap();
        job
    }

    const PAPER_IN_TURN: [u8; 3] = [0x1D, b'r', 1];

    #[tokio::test]
    async fn a_job_is_confirmed_by_the_answer_that_comes_in_its_turn() {
        let (listener, address) = listener().await;
        let sink = tokio::spawn(ready(listener, Some(0x00), [0; 3]));
        let word = send(&address, &Job::of(b"job"), Ask::Around, QUICK).await.unwrap();
        assert_eq!(word, Word::Confirmed);
        assert_eq!(sink.await.unwrap(), b"job");
    }

    #[tokio::test]
    async fn a_printer_that_answers_at_once_only_confirms_nothing() {
        let (listener, address) = listener().await;
        let sink = tokio::spawn(ready(listener, None, [0x12; 3]));
        let word = send(&address, &Job::of(b"job"), Ask::Around, QUICK).await.unwrap();
        assert_eq!(word, Word::Taken);
        assert_eq!(sink.await.unwrap(), b"job");
    }

    #[tokio::test]
    async fn paper_that_ends_in_the_middle_is_told_and_may_have_printed() {
        for (in_turn, later) in [(Some(0x0C), [0; 3]), (None, [0x1A, 0x32, 0x72])] {
            let (listener, address) = listener().await;
            let sink = tokio::spawn(ready(listener, in_turn, later));
            let error = send(&address, &Job::of(b"job"), Ask::Around, QUICK).await.unwrap_err();
            assert_eq!(error.trouble(), Trouble::Fault(Fault::PaperOut), "{error:?}");
            assert!(error.may_have_printed());
            assert_eq!(sink.await.unwrap(), b"job");
        }
    }
}

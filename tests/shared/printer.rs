//! A printer that stands on the loopback: silent or talkative, one job for each connection.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// How a printer talks.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Manner {
    /// It never answers.
    Silent,
    /// It answers `DLE EOT` 1, 2 and 4 so, and `GS r` with the last, if at all.
    Talks([u8; 3], Option<u8>),
}

/// It is ready, and says so when it is done.
pub(crate) const READY: Manner = Manner::Talks([0x12; 3], Some(0));
/// The lid is shut, and there is no paper.
pub(crate) const NO_PAPER: Manner = Manner::Talks([0x1A, 0x32, 0x72], None);

/// What happens when a printer has got a whole job, before it says that it is done.
pub(crate) type Meanwhile = Arc<dyn Fn() + Send + Sync>;

/// The printer and what it got.
pub(crate) struct Printer {
    pub(crate) address: String,
    manner: Manner,
    jobs: Arc<Mutex<Vec<Vec<u8>>>>,
    /// The most connections at one time.
    crowd: Arc<AtomicUsize>,
}

impl Printer {
    pub(crate) fn start(manner: Manner) -> Self {
        Self::with(manner, Arc::new(|| ()))
    }

    pub(crate) fn with(manner: Manner, meanwhile: Meanwhile) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address").to_string();
        let (jobs, crowd) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicUsize::new(0)));
        let (kept, most) = (Arc::clone(&jobs), Arc::clone(&crowd));
        let here = Arc::new(AtomicUsize::new(0));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (kept, most, here) = (Arc::clone(&kept), Arc::clone(&most), Arc::clone(&here));
                let meanwhile = Arc::clone(&meanwhile);
                thread::spawn(move || {
                    most.fetch_max(here.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    // Over before the till can know that it is.
                    let over = || {
                        here.fetch_sub(1, Ordering::SeqCst);
                        meanwhile();
                    };
                    let mut stream = stream;
                    let job = take(&mut stream, manner, over);
                    kept.lock().unwrap().push(job);
                });
            }
        });
        Self { address, manner, jobs, crowd }
    }

    /// What came so far, a connection each, without questions.
    pub(crate) fn jobs(&self) -> Vec<Vec<u8>> {
        self.jobs.lock().unwrap().clone()
    }

    pub(crate) fn most_at_once(&self) -> usize {
        self.crowd.load(Ordering::SeqCst)
    }

    /// The section of a provisioning file.
    pub(crate) fn section(&self) -> String {
        // One that answers has all the time that a busy machine may need.
        let patience = match self.manner {
            Manner::Silent => "",
            Manner::Talks(..) => "answer_within = \"5s\"\n",
        };
        format!(
            "\n[[printer]]\nid = \"receipt\"\nkind = \"escpos-tcp\"\naddress = \"{}\"\n{patience}",
            self.address
        )
    }
}

fn take(stream: &mut TcpStream, manner: Manner, over: impl Fn()) -> Vec<u8> {
    let (mut job, mut piece, mut is_over) = (Vec::new(), [0; 4_096], false);
    while let Ok(read @ 1..) = stream.read(&mut piece) {
        job.extend(&piece[..read]);
        let Manner::Talks(answers, done) = manner else { continue };
        while let [.., 0x10, 0x04, question @ (1 | 2 | 4)] = job[..] {
            let index = usize::from(question) / 2;
            stream.write_all(&answers[index..=index]).ok();
            job.truncate(job.len() - 3);
        }
        if job.ends_with(&[0x1D, b'r', 1]) {
            job.truncate(job.len() - 3);
            over();
            is_over = true;
            if let Some(done) = done {
                stream.write_all(&[done]).ok();
            }
        }
    }
    if !is_over {
        over();
    }
    job
}

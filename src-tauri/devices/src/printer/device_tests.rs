use std::os::fd::OwnedFd;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

use super::*;
use crate::error::{Fault, Trouble};
use crate::escpos::INITIALIZE;

const QUICK: Deadlines = Deadlines {
    connect: Duration::from_secs(1),
    write: Duration::from_millis(300),
    total: Duration::from_secs(2),
    status: Duration::from_millis(500),
    printed: Duration::from_millis(500),
};

/// A device file with nobody's program behind it but ours: the other end, and its path.
fn stand_in() -> (File, String) {
    let near: OwnedFd = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&near).unwrap();
    unlockpt(&near).unwrap();
    let path = ptsname(&near, Vec::new()).unwrap().into_string().unwrap();
    let mut mode = tcgetattr(&near).unwrap();
    mode.make_raw();
    tcsetattr(&near, OptionalActions::Now, &mode).unwrap();
    (File::from(near), path)
}

/// Answers every question in its way, and gives back what was no question.
fn answer(mut near: File, answers: [u8; 3], job: usize) -> std::thread::JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let (mut got, mut piece) = (Vec::new(), [0; 512]);
        // The pseudo-terminal ends with an error when the till has closed it.
        while let Ok(read @ 1..) = near.read(&mut piece) {
            got.extend(&piece[..read]);
            if got.starts_with(&INITIALIZE) {
                got.drain(..INITIALIZE.len());
            }
            while let [.., 0x10, 0x04, question @ (1 | 2 | 4)] = got[..] {
                let index = usize::from(question) / 2;
                near.write_all(&answers[index..=index]).unwrap();
                got.truncate(got.len() - 3);
            }
            if got.len() == job + 3 && got.ends_with(&[0x1D, b'r', 1]) {
                near.write_all(&[0]).unwrap();
                got.truncate(job);
            }
        }
        got
    })
}

#[tokio::test]
async fn a_device_that_answers_confirms_what_it_printed() {
    let (near, path) = stand_in();
    let bytes: Vec<u8> = (0x20..=0x7F).cycle().take(60_000).collect();
    let printer = answer(near, [0x12; 3], bytes.len());
    let word = send(&path, &Job::of(&bytes), Ask::Around, QUICK).await.unwrap();
    assert_eq!(word, Word::Confirmed);
    assert!(printer.join().unwrap() == bytes);
}

#[tokio::test]
async fn a_device_that_complains_gets_nothing() {
    let (near, path) = stand_in();
    let printer = answer(near, [0x1A, 0x16, 0x12], 3);
    assert_eq!(status(&path, QUICK).await.unwrap(), Status::Faulty(Fault::CoverOpen));
    let error = send(&path, &Job::of(b"job"), Ask::Around, QUICK).await.unwrap_err();
    assert_eq!(error.trouble(), Trouble::Fault(Fault::CoverOpen));
    assert!(!error.may_have_printed() && printer.join().unwrap().is_empty());
}

#[tokio::test]
async fn a_device_that_takes_nothing_more_is_left_in_time() {
    let (near, path) = stand_in();
    let job = Job::of(&vec![0x55; 1 << 20]);
    let error = send(&path, &job, Ask::No, QUICK).await.unwrap_err();
    assert!(
        matches!(error, PrintError::Interrupted { sent, total, .. } if sent < total),
        "{error:?}"
    );
    drop(near);
}

#[tokio::test]
async fn a_file_keeps_what_it_has_and_a_device_that_is_not_there_is_not_made() {
    let path = std::env::temp_dir().join(format!("raseed-device-{}", std::process::id()));
    let name = path.to_str().unwrap();
    let error = send(name, &Job::of(b"job"), Ask::Around, QUICK).await.unwrap_err();
    assert_eq!(error.trouble(), Trouble::NotFound);
    assert!(!path.exists());
    std::fs::write(&path, b"before ").unwrap();
    for _ in 0..2 {
        send(name, &Job::of(b"job"), Ask::Around, QUICK).await.unwrap();
    }
    assert_eq!(std::fs::read(&path).unwrap(), b"before jobjob");
    std::fs::remove_file(&path).unwrap();
}

//! Every reader of every adapter against replies that nobody would send: no panic, no wrong yes or no,
//! no more memory than the reply deserves.
//!
//! Seeded: a failure names its seed and input, and `RASEED_SEED` repeats it. `RASEED_INPUTS` says how
//! many replies each reader gets (`cargo xtask fuzz` asks for a million).

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests fail the test, and the campaign tells what it did"
)]

mod cards;
mod memory;
mod money;
mod mutate;
mod processors;
mod readers;
mod samples;

use engine::ports::supplier::WireReply;
use mutate::Mutator;
use providers::transport::BODY_MAX;
use readers::{Reader, all};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Replies each reader gets in the ordinary test run.
const INPUTS: u64 = 20_000;
/// What the whole process may have needed at most, whatever came in: a dozen of the longest replies.
const RESIDENT_MAX: usize = 12 * BODY_MAX;

fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// One reader over many replies, from a seed of its own.
fn fuzz(reader: &Reader) {
    let (seed, inputs) = (setting("RASEED_SEED", 1), setting("RASEED_INPUTS", INPUTS));
    let mut mutator = Mutator::new(seed, reader);
    let (mut read, mut bytes) = (0_u64, 0_u64);
    for number in 0..inputs {
        let reply = mutator.reply();
        bytes += u64::try_from(reply.body.len()).unwrap();
        let outcome = catch_unwind(AssertUnwindSafe(|| (reader.read)(&reply)));
        let judged = match outcome {
            Ok(outcome) => {
                read += u64::from(outcome.is_read);
                outcome.complaint
            }
            Err(_) => Some("it panicked".to_owned()),
        };
        if let Some(complaint) = judged {
            panic!(
                "{}, seed {seed}, input {number}: {complaint}\nHTTP {} complete {}\n{}",
                reader.name,
                reply.status,
                reply.complete,
                reply.body.escape_ascii()
            );
        }
    }
    // Inputs that none is read of would test nothing but the JSON library.
    assert!(inputs < 1_000 || read > inputs / 50, "{}: only {read} were read", reader.name);
    println!("{:<28} {inputs} replies, {} MB, {read} read", reader.name, bytes / 1_000_000);
}

#[test]
fn no_reply_makes_a_reader_panic_or_say_what_it_must_not() {
    // Two at a time: as many as the smallest machine has.
    let (odd, even): (Vec<_>, Vec<_>) = all().enumerate().partition(|(at, _)| at % 2 == 1);
    std::thread::scope(|scope| {
        let halves = [odd, even]
            .map(|half| scope.spawn(move || half.iter().for_each(|(_, reader)| fuzz(reader))));
        for half in halves {
            if let Err(panic) = half.join() {
                std::panic::resume_unwind(panic);
            }
        }
    });
    if let Some(peak) = memory::peak() {
        println!("peak resident memory: {} MB", peak / 1_000_000);
        assert!(peak <= RESIDENT_MAX, "{peak} bytes were resident");
    }
}

/// A status, and what repeats between two ends of a reply of the greatest length there is: made to
/// grow when it is read.
const BOMBS: &[(u16, &str, &str, &str)] = &[
    (200, "", "[", ""),
    (200, r#"{"id":1,"status":"completed","order_content":"#, r#"{"a":"#, ""),
    (200, r#"{"items":["#, "{},", r#"{}],"total":1}"#),
    (200, r#"{"items":["#, r#"{"id":1},"#, r#"{"id":1}],"total":1}"#),
    (200, r#"{"success":true,"data":{"orders":["#, r#"{"order_id":1},"#, r#"{"order_id":1}]}}"#),
    (
        200,
        r#"{"success":true,"data":{"products":["#,
        r#"{"item_code":1},"#,
        r#"{"item_code":1}]}}"#,
    ),
    (200, r#"{"data":["#, r#"{"id":1},"#, r#"{"id":1}]}"#),
    (200, r#"{"wallets":["#, r#"{"balance":{"currency":"USD","value":1}},"#, "{}]}"),
    (200, r#"{"id":["#, "0,", r#"0],"status":"pending"}"#),
    (200, r#"{"id":"#, "9", r#","status":"pending"}"#),
    (200, r#"{"success":true,"data":{"order_id":1,"codes":["#, r#""A","#, r#""A"]}}"#),
    (200, r#"{"id":1,"status":"completed","order_content":{"#, r#""a":"b","#, r#""a":"b"}}"#),
    (200, r#"{"id":1,"status":"success","soldItem":{"voucher":{"#, r#""a":"b","#, r#""a":"b"}}}"#),
    (200, "{", r#""a":0,"#, r#""id":1}"#),
    (200, "[", "{},", "{}]"),
    (200, r#"{"object":{"orderId":"x","items":["#, "{},", "{}]}}"),
    (200, r#"{"object":{"status":{"value":"x"}},"items":["#, "[],", "[]]}"),
    (200, r#"{"object":{"payUrl":"https://x/"#, "a", r#""}}"#),
    (200, r#"{"object":{"paidAmount":{"currency":"USD","value":"#, "9", "}}}"),
    (200, r#"{"object":{"status":{"value":""#, "a", r#""}}}"#),
    (200, r#"{"id":"b658e6b8-26bd-4243-87d5-cb16997d213d","transactions":["#, "0,", "0]}"),
    (404, r#"{"error":{"code":1,"description":""#, "4111 ", r#""}}"#),
    (422, r#"{"message":"a","errors":{"#, r#""source.a":0,"#, r#""b":0}}"#),
    (400, r#"{"message":["#, r#""a","#, r#""a"]}"#),
    (400, r#"{"message":""#, "a", r#""}"#),
    (400, r#"{"error":{"#, r#""a":0,"#, r#""message":"a"}}"#),
];

#[test]
fn the_longest_reply_stays_within_bounds_however_it_is_made() {
    for (status, opening, unit, closing) in BOMBS {
        let room = BODY_MAX - opening.len() - closing.len();
        let mut body = String::with_capacity(BODY_MAX);
        body.push_str(opening);
        (0..room / unit.len()).for_each(|_| body.push_str(unit));
        body.push_str(closing);
        let reply = WireReply {
            status: *status,
            body: body.into_bytes(),
            complete: true,
            retry_after: None,
            date: None,
        };
        for reader in all() {
            let outcome = (reader.read)(&reply);
            assert_eq!(outcome.complaint, None, "{opening}{unit}…: {}", reader.name);
        }
    }
    if let Some(peak) = memory::peak() {
        println!("peak resident memory: {} MB", peak / 1_000_000);
        assert!(peak <= RESIDENT_MAX, "{peak} bytes were resident");
    }
}

#[test]
fn the_same_seed_makes_the_same_replies_and_another_seed_others() {
    let reader = all().next().unwrap();
    let replies = |seed| {
        let mut mutator = Mutator::new(seed, reader);
        (0..50).map(|_| mutator.reply().body).collect::<Vec<_>>()
    };
    assert_eq!(replies(7), replies(7));
    assert_ne!(replies(7), replies(8));
}

#[test]
fn every_sample_is_read_as_it_stands() {
    for reader in all() {
        let good = reader.samples.iter().map(|sample| (200, sample));
        let refusals = reader.refusals.iter().map(|sample| (404, sample));
        for (status, sample) in good.chain(refusals) {
            let body = sample.as_bytes().to_vec();
            let reply = WireReply { status, body, complete: true, retry_after: None, date: None };
            let outcome = (reader.read)(&reply);
            assert!(outcome.is_read, "{}: {sample}", reader.name);
            assert_eq!(outcome.complaint, None, "{}: {sample}", reader.name);
        }
    }
}

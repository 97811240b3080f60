//! Whom to trust: whatever the computer trusts, read once for a process. Reading it opens every root
//! certificate, and a till has two clients for each account: at a start, nothing takes longer.

use rustls::ClientConfig;
use rustls_platform_verifier::ConfigVerifierExt as _;
use std::sync::OnceLock;

/// The only protocol the clients speak.
const HTTP_1: &[u8] = b"http/1.1";

/// Secure connections to servers that the computer trusts. All clients of a process share what was
/// read, and the sessions that servers let them resume.
pub(crate) fn as_the_computer() -> Result<ClientConfig, rustls::Error> {
    static READ: OnceLock<ClientConfig> = OnceLock::new();
    if let Some(config) = READ.get() {
        return Ok(config.clone());
    }
    let mut config = ClientConfig::with_platform_verifier()?;
    config.alpn_protocols = vec![HTTP_1.to_vec()];
    Ok(READ.get_or_init(|| config).clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_computer_trusts_is_read_once() {
        crate::install_crypto();
        let [one, other] = [(); 2].map(|()| as_the_computer().unwrap());
        // It is made with a configuration: the same one, the same reading.
        assert!(std::sync::Arc::ptr_eq(&one.key_log, &other.key_log));
        assert_eq!(one.alpn_protocols, [HTTP_1]);
    }
}

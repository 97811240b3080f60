//! HTTP to servers on this machine.

use std::time::Duration;

use ureq::Agent;

/// A client that gives up after `limit` and leaves refusals to be read.
pub fn agent(limit: Duration) -> Agent {
    let config = Agent::config_builder().timeout_global(Some(limit)).http_status_as_error(false);
    // A proxy of the environment is not for our own loopback.
    config.proxy(None).build().into()
}

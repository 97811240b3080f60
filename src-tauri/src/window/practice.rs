//! The suppliers of a practice till that was set up in the window: they run inside it, on this machine.

use crate::{
    clock::SystemClock,
    error::{ErrorCode, Failure},
};
use engine::ports::Clock as _;
use simulator::{Running, Settings, Simulator};
use std::net::{Ipv4Addr, SocketAddr};

/// Where they may listen: the control server first, its suppliers on the ports after it. Apart from
/// those of `cargo xtask run`.
const PLACES: [u16; 5] = [7400, 7410, 7420, 7430, 7440];

/// Starts them at `at`, or at the first place with room.
pub(super) async fn start(at: Option<SocketAddr>) -> Result<(SocketAddr, Running), Failure> {
    let places = match at {
        Some(at) => vec![at],
        None => PLACES.map(|port| SocketAddr::from((Ipv4Addr::LOCALHOST, port))).to_vec(),
    };
    let mut why = String::new();
    for place in places {
        let now = u64::try_from(SystemClock.now().0).unwrap_or(0);
        match Simulator::start(place, Settings::practice(now)).await {
            Ok(running) => return Ok((place, running)),
            Err(error) => why = error.to_string(),
        }
    }
    Err(Failure::about(ErrorCode::SimulatorFailed, why))
}

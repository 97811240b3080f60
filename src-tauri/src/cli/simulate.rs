//! `simulate`: the upstreams on loopback, until the process is stopped.

use super::{args::Simulate, output};
use crate::{
    clock::SystemClock,
    error::{ErrorCode, Exit, Failure},
};
use engine::ports::Clock as _;
use serde_json::json;
use simulator::{Settings, Simulator};

pub(super) async fn run(args: Simulate, _output: &output::Output) -> Result<Exit, Failure> {
    let settings = Settings::practice(u64::try_from(SystemClock.now().0).unwrap_or(0));
    let running = Simulator::start(args.listen, settings)
        .await
        .map_err(|error| Failure::about(ErrorCode::BadUsage, error))?;
    // The other four are served by a later version; a made-up address would pretend otherwise.
    let first = json!({
        "palcards": running.palcards, "plexy": null, "cardpluspay": null,
        "payerly": null, "mpg": null, "control": running.control,
    });
    output::plain(&first.to_string());
    let stopped = tokio::signal::ctrl_c().await;
    running.stop().await;
    stopped.map_err(|error| Failure::about(ErrorCode::InternalFault, error))?;
    Ok(Exit::Done)
}

//! `simulate`: the upstreams on loopback, until the process is stopped.

use super::{args::Simulate, output};
use crate::{
    clock::SystemClock,
    error::{ErrorCode, Exit, Failure},
};
use engine::ports::Clock as _;
use serde_json::{Map, Value, json};
use simulator::{Settings, Simulator};

pub(super) async fn run(args: Simulate, _output: &output::Output) -> Result<Exit, Failure> {
    let settings = Settings::practice(u64::try_from(SystemClock.now().0).unwrap_or(0));
    let running = Simulator::start(args.listen, settings)
        .await
        .map_err(|error| Failure::about(ErrorCode::BadUsage, error))?;
    // An upstream without a fake is null: a made-up address would pretend otherwise.
    let urls = running.upstreams().map(|(name, url)| (name.to_owned(), json!(url)));
    let mut first: Map<String, Value> = urls.collect();
    first.insert("control".to_owned(), json!(running.control));
    output::plain(&Value::Object(first).to_string());
    let stopped = tokio::signal::ctrl_c().await;
    running.stop().await;
    stopped.map_err(|error| Failure::about(ErrorCode::InternalFault, error))?;
    Ok(Exit::Done)
}

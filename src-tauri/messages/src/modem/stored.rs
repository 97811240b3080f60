//! Reports that a modem keeps: letting it, reading them, forgetting them.

use super::{ANSWER_MAX, line::Line, report::Report};

/// Lets the modem keep reports (`+CDSI`), or else tell them at once (`+CDS`). False if it can neither.
pub(super) fn ask_for_reports(line: &mut Line) -> bool {
    ["AT+CNMI=2,0,0,2,0", "AT+CNMI=2,0,0,1,0"]
        .into_iter()
        .any(|command| line.command(command, ANSWER_MAX).is_ok())
}

/// The reports that the modem keeps, each with its place. A modem that keeps none has none.
pub(super) fn stored_reports(line: &mut Line) -> Vec<(u32, Report)> {
    if line.command("AT+CPMS=\"SR\"", ANSWER_MAX).is_err() {
        return Vec::new();
    }
    let listed = ["AT+CMGF=0", "AT+CMGL=4"].map(|command| line.command(command, ANSWER_MAX));
    let [_, Ok(said)] = listed else { return Vec::new() };
    let pairs = said.iter().zip(said.iter().skip(1));
    pairs
        .filter_map(|(head, report)| {
            let place = head.strip_prefix("+CMGL:")?.split(',').next()?.trim().parse().ok()?;
            Some((place, Report::read(report)?))
        })
        .collect()
}

/// Whether the modem forgot all of these.
pub(super) fn forget(line: &mut Line, places: &[u32]) -> bool {
    places.iter().all(|place| line.command(&format!("AT+CMGD={place}"), ANSWER_MAX).is_ok())
}

/// The numbers of a message's parts, as they were written down.
pub(super) fn numbers(route_message: &str) -> Option<Vec<u8>> {
    route_message.split(',').map(|number| number.trim().parse().ok()).collect()
}

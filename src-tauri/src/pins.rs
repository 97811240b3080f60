//! PINs as both faces ask for them.

use crate::{
    clock::SystemClock,
    error::{ErrorCode, Failure},
};
use domain::{clerk::Clerk, digits::ascii_digits, secret::Secret};
use engine::ports::Clock as _;
use std::time::Duration;
use storage::{PinTry, PinVerdict, Storage};

/// Whose PIN it is. A wrong one is counted, and journalled as `said`'s.
///
/// # Errors
/// If it is wrong, or too many were.
pub(crate) async fn whose(
    storage: &Storage,
    pin: &str,
    name: Option<&str>,
    said: Option<&str>,
) -> Result<Clerk, Failure> {
    let pin = Secret::new(ascii_digits(pin));
    let (at, uptime) = (SystemClock.now(), SystemClock.uptime());
    let attempt = PinTry { pin: &pin, name, said, at, uptime: &uptime };
    match storage.judge_pin(&attempt).await? {
        PinVerdict::Right(clerk) => Ok(clerk),
        PinVerdict::Wrong => Err(Failure::plain(ErrorCode::PinWrong)),
        PinVerdict::Locked { wait } => {
            let args = vec![("wait", minutes(wait))];
            Err(Failure { code: ErrorCode::PinLocked, args })
        }
    }
}

/// A wait in minutes and seconds, such as 0:30; the last second counts as a whole one.
fn minutes(wait: Duration) -> String {
    let seconds = wait.as_millis().div_ceil(1_000);
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_in_minutes_and_seconds() {
        let told = |millis| minutes(Duration::from_millis(millis));
        assert_eq!([told(1), told(30_000), told(899_001)], ["0:01", "0:30", "15:00"]);
    }
}

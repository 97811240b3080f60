//! How long this computer has been running: a clock that nobody sets.

use domain::tally::Uptime;
use std::time::Duration;

/// The computer's running time now. Where the system cannot say, it stands at zero, and what waits for
/// it waits on.
#[must_use]
pub fn uptime() -> Uptime {
    Uptime { boot: boot(), since: since() }
}

#[cfg(target_os = "linux")]
fn boot() -> String {
    let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    id.trim().to_owned()
}

/// Elsewhere a restart is known by a running time that is shorter than before.
#[cfg(not(target_os = "linux"))]
fn boot() -> String {
    String::new()
}

#[cfg(unix)]
fn since() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    // Linux counts time asleep too; elsewhere only time awake, which only makes a wait longer.
    #[cfg(target_os = "linux")]
    let clock = ClockId::Boottime;
    #[cfg(not(target_os = "linux"))]
    let clock = ClockId::Monotonic;
    let now = clock_gettime(clock);
    Duration::new(
        u64::try_from(now.tv_sec).unwrap_or_default(),
        u32::try_from(now.tv_nsec).unwrap_or_default(),
    )
}

#[cfg(windows)]
#[expect(unsafe_code, reason = "the system's counter has a C interface alone")]
fn since() -> Duration {
    // SAFETY: it takes nothing, touches no memory of ours, and cannot fail.
    Duration::from_millis(unsafe {
        windows_sys::Win32::System::SystemInformation::GetTickCount64()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_time_goes_on_within_one_start_of_the_computer() {
        let before = uptime();
        std::thread::sleep(Duration::from_millis(20));
        let after = uptime();
        assert_eq!(before.boot, after.boot);
        assert!(after.at_least_since(&before) >= Duration::from_millis(20));
        assert!(after.at_least_since(&before) < Duration::from_mins(5));
    }
}

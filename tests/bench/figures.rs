//! Medians, percentiles and ratios of what was measured.

use std::time::Duration;

/// A set of durations, sorted.
pub(crate) struct Spread(Vec<Duration>);

impl Spread {
    pub(crate) fn of(durations: impl IntoIterator<Item = Duration>) -> Self {
        let mut sorted: Vec<Duration> = durations.into_iter().collect();
        sorted.sort_unstable();
        Self(sorted)
    }

    /// The smallest that `percent` of all are not above.
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        at(&self.0, percent)
    }

    pub(crate) fn p50(&self) -> Duration {
        self.percentile(50)
    }

    pub(crate) fn p99(&self) -> Duration {
        self.percentile(99)
    }
}

/// The quotients of pairs measured one after the other.
pub(crate) struct Ratios(Vec<f64>);

impl Ratios {
    pub(crate) fn of(pairs: impl IntoIterator<Item = (Duration, Duration)>) -> Self {
        let mut sorted: Vec<f64> =
            pairs.into_iter().map(|(ours, floor)| ours.div_duration_f64(floor)).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        Self(sorted)
    }

    pub(crate) fn median(&self) -> f64 {
        at(&self.0, 50)
    }
}

/// `1.23 (1.01–2.34)`: the median, the least and the most.
impl std::fmt::Display for Ratios {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (least, most) = (at(&self.0, 0), at(&self.0, 100));
        write!(f, "{:.2} ({least:.2}–{most:.2})", self.median())
    }
}

/// The nearest rank.
fn at<T: Copy + Default>(sorted: &[T], percent: usize) -> T {
    let rank = sorted.len().saturating_mul(percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

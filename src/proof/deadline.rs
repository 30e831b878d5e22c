//! When the time is over.

use std::time::{Duration, Instant};

use crate::OutOfTime;

/// Longer limits mean this one, about 34 years: the clock ends some time.
const LONGEST: Duration = Duration::from_secs(1 << 30);

/// The end of a limit of so many seconds that starts now.
pub fn deadline(time_limit_s: f64) -> Instant {
    Instant::now() + Duration::try_from_secs_f64(time_limit_s).unwrap_or(LONGEST).min(LONGEST)
}

/// An error if the time is over.
pub(super) fn check(deadline: Instant) -> Result<(), OutOfTime> {
    if deadline <= Instant::now() { Err(OutOfTime) } else { Ok(()) }
}

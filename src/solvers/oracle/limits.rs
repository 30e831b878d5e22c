//! What a process may use, and what it used. Linux only: elsewhere nothing is limited but time.

/// Most bytes of an answer file.
#[cfg(target_os = "linux")]
const MAX_FILE_BYTES: u64 = 1 << 31;

/// Limits this process, for good: address space, processor time, file size; and no core files.
///
/// The limit on processor time is a second lock: the parent ends the child by the clock before that,
/// unless the parent is gone.
#[cfg(target_os = "linux")]
pub(super) fn apply(time_limit_s: f64, memory_limit_mib: u64) -> std::io::Result<()> {
    use nix::sys::resource::{Resource, setrlimit};

    let grace_s = 10.0;
    let seconds = std::time::Duration::try_from_secs_f64(time_limit_s + grace_s)
        .map_or(u64::MAX, |limit| limit.as_secs());
    for (resource, most) in [
        (Resource::RLIMIT_AS, memory_limit_mib.saturating_mul(1 << 20)),
        (Resource::RLIMIT_CPU, seconds),
        (Resource::RLIMIT_FSIZE, MAX_FILE_BYTES),
        (Resource::RLIMIT_CORE, 0),
    ] {
        setrlimit(resource, most, most)?;
    }
    Ok(())
}

/// The address space that this process may use at most, in MiB, if that is limited from outside.
#[cfg(target_os = "linux")]
pub(super) fn memory_mib() -> Option<u64> {
    use nix::sys::resource::{RLIM_INFINITY, Resource, getrlimit};

    let (_, most) = getrlimit(Resource::RLIMIT_AS).ok()?;
    (most != RLIM_INFINITY).then_some(most >> 20)
}

/// Not known.
#[cfg(not(target_os = "linux"))]
pub(super) fn memory_mib() -> Option<u64> {
    None
}

/// Nothing to limit with.
#[cfg(not(target_os = "linux"))]
pub(super) fn apply(_time_limit_s: f64, _memory_limit_mib: u64) -> std::io::Result<()> {
    Ok(())
}

/// Processor time of this process so far, user and system together.
#[cfg(target_os = "linux")]
pub(super) fn cpu_s() -> Option<f64> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    let usage = getrusage(UsageWho::RUSAGE_SELF).ok()?;
    let microseconds =
        usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    u32::try_from(microseconds).ok().map(|microseconds| f64::from(microseconds) / 1e6)
}

/// Not known.
#[cfg(not(target_os = "linux"))]
pub(super) fn cpu_s() -> Option<f64> {
    None
}

/// The largest resident memory of this process so far (`VmHWM`).
pub fn peak_bytes() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kib| kib * 1024)
}

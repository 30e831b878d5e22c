//! A program of somebody else, and all that it starts, ends with its time and with the process that asked for it.
//!
//! This process adopts whatever the program leaves behind, also what has gone into a session of its own: so all of
//! it can be found and ended. It looks at its own parent every few milliseconds, because a signal from the kernel
//! would leave no time for that.

use std::io;
use std::process::Command;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill, raise};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::{Pid, getppid};

use crate::process::{ENVIRONMENT, PATIENCE, of_others, parent};

/// The exit code of this process if the time was over.
const LATE: u8 = 124;

/// Runs the command, and then ends this process as the command ended. It returns only if the command does not start.
pub(super) fn become_supervisor(command: &mut Command, limit: Duration) -> io::Error {
    if let Err(errno) = nix::sys::prctl::set_child_subreaper(true) {
        return errno.into();
    }
    let mut child = match of_others(command).spawn() {
        Ok(child) => child,
        Err(error) => return error,
    };
    let start = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break Some(status),
            Ok(None) => {}
            Err(error) => return error,
        }
        if parent().is_some_and(|parent| parent != getppid()) {
            end_descendants();
            std::process::exit(i32::from(ENVIRONMENT));
        }
        if limit < start.elapsed() {
            break None;
        }
        std::thread::sleep(PATIENCE);
    };
    end_descendants();
    let Some(status) = status else { std::process::exit(i32::from(LATE)) };
    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
    if let Some(signal) = signal.and_then(|signal| Signal::try_from(signal).ok()) {
        // This process ends as the program did.
        let _ = raise(signal);
    }
    std::process::exit(status.code().unwrap_or(1))
}

/// Ends all that this process has started or adopted. Who starts new processes meanwhile is met in the next round.
fn end_descendants() {
    const ROUNDS: usize = 2000;
    for _ in 0..ROUNDS {
        let all = descendants();
        if all.is_empty() {
            return;
        }
        for pid in all {
            let _ = kill(pid, Signal::SIGKILL);
        }
        while matches!(
            waitpid(None, Some(WaitPidFlag::WNOHANG)),
            Ok(WaitStatus::Exited(..) | WaitStatus::Signaled(..))
        ) {}
        std::thread::sleep(PATIENCE);
    }
}

/// The processes below this one.
fn descendants() -> Vec<Pid> {
    let parents: Vec<(i32, i32)> = std::fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let pid: i32 = entry.file_name().to_str()?.parse().ok()?;
            let stat = std::fs::read(entry.path().join("stat")).ok()?;
            // The name of the program stands in parentheses, and may have any others inside.
            let stat = String::from_utf8_lossy(&stat);
            let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()?;
            Some((pid, parent))
        })
        .collect();
    let own = i32::try_from(std::process::id()).unwrap_or(i32::MAX);
    let mut found = vec![own];
    let mut at = 0;
    while at < found.len() {
        let parent = found[at];
        let children = parents.iter().filter(|(pid, of)| *of == parent && !found.contains(pid));
        let children: Vec<i32> = children.map(|(pid, _)| *pid).collect();
        found.extend(children);
        at += 1;
    }
    found.into_iter().skip(1).map(Pid::from_raw).collect()
}

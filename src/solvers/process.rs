//! A child process with a time limit: the one place where a process is waited for and ended.
//!
//! What the child says goes through a file, not a pipe: a child that says more than a pipe holds would wait for a
//! reader, and its reader for the end of the child. (`verifier/` has the same idea once more, because it shares no
//! code with this side.)

use std::io::{Read as _, Seek as _};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Between two looks at the child.
const PATIENCE: Duration = Duration::from_millis(2);
/// Most bytes of what a child said that are kept.
const MOST_BYTES: u64 = 1 << 26;

/// Which of its two streams is kept; the other one is thrown away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Its results.
    Stdout,
    /// Its complaints.
    Stderr,
}

/// A child that is gone.
#[derive(Debug)]
pub struct Finished {
    /// How it ended; `None` if its time was over before that.
    pub status: Option<ExitStatus>,
    /// What it said, at most 64 MiB of it.
    pub said: Vec<u8>,
    /// From start to end, in seconds.
    pub wall_s: f64,
}

/// Runs a command to its end, or until its time is over.
///
/// # Errors
/// The process could not be started, or what it said not be kept. It says nothing about the child.
pub fn run(command: &mut Command, keep: Keep, limit: Duration) -> std::io::Result<Finished> {
    let mut file = tempfile::tempfile()?;
    let kept = Stdio::from(file.try_clone()?);
    let (stdout, stderr) = match keep {
        Keep::Stdout => (kept, Stdio::null()),
        Keep::Stderr => (Stdio::null(), kept),
    };
    let mut child = command.stdin(Stdio::null()).stdout(stdout).stderr(stderr).spawn()?;
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if limit < start.elapsed() {
            // It may have ended in between: then there is nothing to kill.
            let _ = child.kill();
            child.wait()?;
            break None;
        }
        std::thread::sleep(PATIENCE);
    };
    let wall_s = start.elapsed().as_secs_f64();
    let mut said = Vec::new();
    file.rewind()?;
    file.take(MOST_BYTES).read_to_end(&mut said)?;
    Ok(Finished { status, said, wall_s })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, keep: Keep, limit_s: u64) -> Finished {
        let mut command = Command::new("sh");
        run(command.args(["-c", script]), keep, Duration::from_secs(limit_s)).expect("sh starts")
    }

    #[test]
    fn one_stream_is_kept_and_the_exit_code() {
        let script = "echo result; echo complaint >&2; exit 3";
        for (keep, said) in [(Keep::Stdout, "result\n"), (Keep::Stderr, "complaint\n")] {
            let finished = shell(script, keep, 60);
            assert_eq!(finished.status.and_then(|status| status.code()), Some(3));
            assert_eq!(String::from_utf8_lossy(&finished.said), said);
        }
    }

    #[test]
    fn a_child_that_does_not_end_is_ended() {
        let finished = shell("echo first; exec sleep 1000", Keep::Stdout, 1);
        assert_eq!(finished.status, None);
        assert_eq!(String::from_utf8_lossy(&finished.said), "first\n");
        assert!(1.0 <= finished.wall_s, "{}", finished.wall_s);
    }

    /// More than a pipe holds.
    #[test]
    fn a_child_may_say_much() {
        let finished = shell("head -c 1000000 /dev/zero", Keep::Stdout, 60);
        assert!(finished.status.is_some_and(|status| status.success()));
        assert_eq!(finished.said.len(), 1_000_000);
    }
}

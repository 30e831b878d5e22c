//! A child process with a time limit: the one place where one is waited for and ended.
//!
//! A child has a process group of its own, which ends with it: whatever it started is gone when this returns. A child
//! that is this program again also ends when its parent dies (see [`end_with_parent`]).
//!
//! What the child says goes through files, not pipes: a child that says more than a pipe holds would wait for a
//! reader, and its reader for the end of the child. (`verifier/` has the same idea once more, because it shares no
//! code with this side.)

use std::io::{self, Read as _, Seek as _};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Between two looks at the child.
pub(crate) const PATIENCE: Duration = Duration::from_millis(2);
/// Most bytes of what a child said that are kept of each stream.
const MOST_BYTES: u64 = 1 << 26;
/// The exit code of a child that is this program, and that met with a fault of its environment: it says nothing about
/// a solver.
pub const ENVIRONMENT: u8 = 75;
/// Who started a child that is this program: the child is to end with that process.
const PARENT: &str = "IRONPROOF_PARENT";

/// A child that is gone.
#[derive(Debug)]
pub struct Finished {
    /// How it ended; `None` if its time was over before that.
    pub status: Option<ExitStatus>,
    /// Its results, at most 64 MiB.
    pub said: Vec<u8>,
    /// Its complaints, at most 64 MiB.
    pub complaints: Vec<u8>,
    /// From start to end, in seconds.
    pub wall_s: f64,
}

/// Runs a command to its end, or until its time is over.
///
/// # Errors
/// The process could not be started, or what it said not be kept; or something outside ended it, or its environment
/// failed ([`ENVIRONMENT`]). It says nothing about the child.
pub fn run(command: &mut Command, limit: Duration) -> io::Result<Finished> {
    let (mut said, mut complaints) = (tempfile::tempfile()?, tempfile::tempfile()?);
    command
        .env(PARENT, std::process::id().to_string())
        .stdin(Stdio::null())
        .stdout(said.try_clone()?)
        .stderr(complaints.try_clone()?);
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let mut child = command.spawn()?;
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if limit < start.elapsed() {
            // It may have ended in between: then there is nothing to kill.
            end_group(child.id());
            let _ = child.kill();
            child.wait()?;
            break None;
        }
        std::thread::sleep(PATIENCE);
    };
    // Whatever it has left behind.
    end_group(child.id());
    let wall_s = start.elapsed().as_secs_f64();
    let read = |file: &mut std::fs::File| {
        let mut bytes = Vec::new();
        file.rewind()?;
        file.take(MOST_BYTES).read_to_end(&mut bytes)?;
        Ok::<_, io::Error>(bytes)
    };
    let finished =
        Finished { status, said: read(&mut said)?, complaints: read(&mut complaints)?, wall_s };
    if status.is_some_and(is_of_environment) {
        return Err(io::Error::other(format!(
            "a child of it was ended by its environment ({}): {}",
            status.map_or(String::new(), |status| status.to_string()),
            finished.complaint().unwrap_or_else(|| {
                "the machine may have run out of memory: give it more, or lower the limit"
                    .to_owned()
            })
        )));
    }
    Ok(finished)
}

impl Finished {
    /// What it complained about, in one short line.
    pub fn complaint(&self) -> Option<String> {
        let text = String::from_utf8_lossy(&self.complaints[..self.complaints.len().min(1 << 16)]);
        let words: Vec<&str> = text.split_whitespace().collect();
        let line: String = words.join(" ").chars().take(200).collect();
        Some(line).filter(|line| !line.is_empty())
    }

    /// Whether it wanted more memory than it may have: Rust aborts then, C++ throws, and both say so. What C++ throws may
    /// meet Rust, which calls it foreign, or a C library that finds no room for what unwinds it.
    pub fn is_out_of_memory(&self) -> bool {
        let text = String::from_utf8_lossy(&self.complaints[..self.complaints.len().min(1 << 16)]);
        let said = ["memory allocation of", "bad_alloc", "out of memory", "foreign exceptions"];
        said.iter().any(|it| text.contains(it)) || text.contains("must be installed for unwinding")
    }
}

/// Nobody here sends SIGKILL to a child that is not late: then it was the system, because memory is short.
fn is_of_environment(status: ExitStatus) -> bool {
    #[cfg(unix)]
    let is_killed = std::os::unix::process::ExitStatusExt::signal(&status) == Some(9);
    #[cfg(not(unix))]
    let is_killed = false;
    is_killed || status.code() == Some(i32::from(ENVIRONMENT))
}

/// Ends all processes of a group; there may be none.
#[cfg(unix)]
fn end_group(leader: u32) {
    use nix::sys::signal::{Signal, killpg};
    use nix::unistd::Pid;

    if let Ok(group) = i32::try_from(leader) {
        let _ = killpg(Pid::from_raw(group), Signal::SIGKILL);
    }
}

#[cfg(not(unix))]
fn end_group(_: u32) {}

/// Who is to see to it that this process ends with its parent: another process of this program, if it started this.
#[cfg(target_os = "linux")]
pub(crate) fn parent() -> Option<nix::unistd::Pid> {
    std::env::var(PARENT).ok()?.parse().ok().map(nix::unistd::Pid::from_raw)
}

/// This process ends as soon as the process of this program that started it dies, however it dies. Nothing happens in
/// a process that somebody else started.
#[cfg(target_os = "linux")]
pub fn end_with_parent() {
    let Some(parent) = parent() else { return };
    let asked = nix::sys::prctl::set_pdeathsig(nix::sys::signal::Signal::SIGKILL);
    // The parent may have died before the kernel was asked.
    if asked.is_ok() && nix::unistd::getppid() != parent {
        std::process::exit(i32::from(ENVIRONMENT));
    }
}

/// Nothing that does this.
#[cfg(not(target_os = "linux"))]
pub fn end_with_parent() {}

/// A command without what only this program's own children are told.
pub(crate) fn of_others(command: &mut Command) -> &mut Command {
    command.env_remove(PARENT)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, limit_s: u64) -> Finished {
        let mut command = Command::new("sh");
        run(command.args(["-c", script]), Duration::from_secs(limit_s)).expect("sh starts")
    }

    #[test]
    fn both_streams_are_kept_and_the_exit_code() {
        let finished = shell("echo result; echo complaint >&2; exit 3", 60);
        assert_eq!(finished.status.and_then(|status| status.code()), Some(3));
        assert_eq!(String::from_utf8_lossy(&finished.said), "result\n");
        assert_eq!(finished.complaint().as_deref(), Some("complaint"));
    }

    #[test]
    fn a_child_that_does_not_end_is_ended() {
        let finished = shell("echo first; exec sleep 1000", 1);
        assert_eq!(finished.status, None);
        assert_eq!(String::from_utf8_lossy(&finished.said), "first\n");
        assert!(1.0 <= finished.wall_s, "{}", finished.wall_s);
    }

    /// What the child has started ends with it, late or not.
    #[test]
    fn grandchildren_end_too() {
        for (script, limit_s) in [("sleep 1234 & echo $!", 60), ("sleep 1234 & echo $!; wait", 1)] {
            let finished = shell(script, limit_s);
            let pid = String::from_utf8_lossy(&finished.said).trim().to_owned();
            let stat = std::path::PathBuf::from(format!("/proc/{pid}/stat"));
            let is_gone = || std::fs::read_to_string(&stat).map_or(true, |it| it.contains(") Z"));
            let start = Instant::now();
            while !is_gone() && start.elapsed() < Duration::from_secs(10) {
                std::thread::sleep(PATIENCE);
            }
            assert!(is_gone(), "{script}: {pid} lives on");
        }
    }

    /// Neither is the solver's doing.
    #[test]
    fn faults_of_the_environment_are_no_answers() {
        for script in ["kill -9 $$", "echo no space left >&2; exit 75"] {
            let mut command = Command::new("sh");
            let error = run(command.args(["-c", script]), Duration::from_secs(60)).unwrap_err();
            assert!(error.to_string().contains("environment"), "{error}");
        }
    }

    /// More than a pipe holds.
    #[test]
    fn a_child_may_say_much() {
        let finished = shell("head -c 1000000 /dev/zero", 60);
        assert!(finished.status.is_some_and(|status| status.success()));
        assert_eq!(finished.said.len(), 1_000_000);
    }
}

//! Limits of memory and time.
//!
//! The check runs in a child process of the same program. The child limits its own memory, and this process ends it at the
//! deadline. Its line is printed only after it has come to a verdict.

use std::io::Read;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;
use std::{env, thread};

use crate::Outcome;
use crate::arguments::{CHILD, Task};

/// Limits the address space of this process; 0 is no limit.
#[cfg(target_os = "linux")]
pub(crate) fn limit_memory(bytes: u64) -> Result<(), String> {
    use nix::sys::resource::{Resource, setrlimit};

    if bytes == 0 {
        return Ok(());
    }
    setrlimit(Resource::RLIMIT_AS, bytes, bytes).map_err(|error| format!("--memory: {error}"))
}

/// Limits the address space of this process; 0 is no limit.
#[cfg(not(target_os = "linux"))]
pub(crate) fn limit_memory(bytes: u64) -> Result<(), String> {
    if bytes == 0 { Ok(()) } else { Err("--memory needs Linux".to_owned()) }
}

/// Runs the check in a child process within the limits of the task.
pub(crate) fn run_child(task: &Task) -> Outcome {
    if task.memory.is_some() && !cfg!(target_os = "linux") {
        return Outcome::Failed("--memory needs Linux".to_owned(), 2);
    }
    match output(task) {
        Ok(Some(output)) => outcome(task, &output),
        Ok(None) => {
            let seconds = task.time.unwrap_or_default().as_secs();
            Outcome::Failed(format!("no verdict within {seconds} s (--time)"), 3)
        }
        Err(error) => Outcome::Failed(format!("the process of the check: {error}"), 2),
    }
}

/// What the child printed, or nothing if the deadline came first.
fn output(task: &Task) -> std::io::Result<Option<Output>> {
    let mut child = Command::new(env::current_exe()?)
        .args([CHILD, &task.memory.unwrap_or(0).to_string()])
        .args(&task.arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (sender, receiver) = mpsc::channel();
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let errors = thread::spawn(move || read(stderr));
    thread::spawn(move || sender.send(read(stdout)));
    let patience = task.time.unwrap_or(Duration::MAX);
    match receiver.recv_timeout(patience) {
        Ok(stdout) => {
            let status = child.wait()?;
            let stderr = errors.join().unwrap_or_default();
            Ok(Some(Output { status, stdout, stderr }))
        }
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
            end(&mut child)?;
            Ok(None)
        }
    }
}

fn end(child: &mut Child) -> std::io::Result<()> {
    child.kill()?;
    child.wait().map(|_| ())
}

/// All bytes until the other end is closed.
fn read(pipe: Option<impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        // What came before an error is all there is.
        let _ = pipe.read_to_end(&mut bytes);
    }
    bytes
}

fn outcome(task: &Task, output: &Output) -> Outcome {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    let code = output.status.code().and_then(|code| u8::try_from(code).ok());
    match code {
        Some(code @ (0 | 1)) if text.ends_with('\n') => Outcome::Printed(text, code),
        Some(code @ (2 | 3)) => {
            let message = errors.trim_end();
            Outcome::Failed(message.strip_prefix("error: ").unwrap_or(message).to_owned(), code)
        }
        // The words of Rust before it aborts; nothing but a limit makes an allocation fail on Linux.
        _ if task.memory.is_some() && errors.contains("memory allocation of") => {
            let bytes = task.memory.unwrap_or_default();
            Outcome::Failed(
                format!("the check needs more than {bytes} bytes of memory (--memory)"),
                3,
            )
        }
        _ => {
            let line = errors.lines().next().unwrap_or_default();
            Outcome::Failed(
                format!("the check ended without a verdict, by {}: {line}", output.status),
                2,
            )
        }
    }
}
